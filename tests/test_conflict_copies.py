from __future__ import annotations

import pytest

from mdfollow.disk.conflict_copies import is_conflict_copy, original_of


@pytest.mark.parametrize(
    ("copy", "note"),
    [
        ("Acme 1.sync-conflict-20261124-101010-ABCDEFG.md", "Acme 1.md"),
        ("Jobs/Acme.sync-conflict-20261124-101010-ABC1234.md", "Jobs/Acme.md"),
        ("Acme 1 (Ada's conflicted copy 2026-11-24).md", "Acme 1.md"),
        ("Acme 1 (conflicted copy 2026-11-24 101010).md", "Acme 1.md"),
        ("Acme(Conflicted Copy).MD", "Acme.MD"),
        ("Acme (case conflict 1).md", "Acme.md"),
    ],
)
def test_a_conflict_copy_and_its_note(copy: str, note: str) -> None:
    assert is_conflict_copy(copy)
    assert original_of(copy) == note


@pytest.mark.parametrize(
    "path",
    [
        "Acme 1.md",
        "Acme (copy).md",
        "On conflicted copy.md",
        "Acme (conflicted copy).md/Acme.md",
        "Acme (conflicted copy).txt",
        "Acme.sync-conflict-today.md",
    ],
)
def test_other_notes_are_none(path: str) -> None:
    assert not is_conflict_copy(path)
    assert original_of(path) == path
