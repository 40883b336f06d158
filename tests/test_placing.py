"""Where a new task goes: by date among those that are there, else below what the region holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.vaults import interview, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

ALICE = (
    "- [ ] Write or email a thank-you note to Alice Ray ⏳ 2026-11-25 📅 2026-11-26 "
    "^mdf-thank-you-alice-ray"
)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        ("", f"\n{ALICE}\n"),
        ("\n## Mine\n\n", f"\n## Mine\n\n{ALICE}\n\n"),
        ("\n## Mine\n", f"\n## Mine\n\n{ALICE}\n\n"),
        ("\n## Mine\n\nSome words.\n\n", f"\n## Mine\n\nSome words.\n\n{ALICE}\n\n"),
    ],
)
def test_a_new_task_where_all_others_were_deleted(
    left: str, expected: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    vault = write_vault(tmp_path, {"Acme.md": interview(interviewers="Jane Doe")})
    run(vault, "sync")
    text = (vault / "Acme.md").read_text("utf-8").replace("Jane Doe", "Alice Ray", 1)
    begin, end = text.index("begin -->\n") + len("begin -->\n"), text.index("<!-- mdfollow:end")
    (vault / "Acme.md").write_text(text[:begin] + left + text[end:], "utf-8")
    run(vault, "sync")
    text = (vault / "Acme.md").read_text("utf-8")
    inside = text[text.index("begin -->\n") + len("begin -->\n") : text.index("<!-- mdfollow:end")]
    assert inside.strip("\n") == expected.strip("\n")
