"""What a killed run leaves in `.mdfollow/tmp`, and what the next one does with it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from mdfollow.disk.lock import vault_lock
from mdfollow.disk.temporary import temporary
from mdfollow.disk.writer import Recovered

if TYPE_CHECKING:
    from pathlib import Path

OURS = ".mdfollow-0123456789abcdef"


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]


SWAP = f"{OURS}-{digest(b'old')}-{digest(b'new')}.swap"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / ".mdfollow" / "tmp"
    home.mkdir(parents=True)
    return home


def next_run(vault: Path) -> list[str]:
    """Lock the vault; return what was told."""
    told: list[str] = []
    with vault_lock(vault, told.append):
        return told


def recovered(vault: Path) -> list[bytes]:
    place = vault / ".mdfollow" / "recovered"
    return [path.read_bytes() for path in place.iterdir()] if place.exists() else []


@pytest.mark.parametrize(
    ("name", "data"),
    [(SWAP, b"old"), (SWAP, b"new"), (SWAP[:-4] + "new", b"ne"), (SWAP[:-4] + "new", b"")],
)
def test_known_bytes_are_cleared_away(tmp_path: Path, home: Path, name: str, data: bytes) -> None:
    (home / name).write_bytes(data)
    assert next_run(tmp_path) == []
    assert (list(home.iterdir()), recovered(tmp_path)) == ([], [])


def test_bytes_nobody_knows_are_kept_and_told(tmp_path: Path, home: Path) -> None:
    (home / SWAP).write_bytes(b"the editor's")
    told = next_run(tmp_path)
    assert recovered(tmp_path) == [b"the editor's"]
    assert len(told) == 1
    assert "`.mdfollow/recovered/left by a killed run " in told[0]
    assert next_run(tmp_path) == []


@pytest.mark.parametrize("name", ["notes.md", "a.swap", f"{OURS}.txt", ".mdfollow-1.new"])
def test_what_is_not_named_like_ours_stays(tmp_path: Path, home: Path, name: str) -> None:
    (home / name).write_bytes(b"?")
    next_run(tmp_path)
    assert (home / name).read_bytes() == b"?"


@pytest.mark.parametrize(("data", "kept"), [(b"new", []), (b"the editor's", [b"the editor's"])])
def test_a_file_beside_a_note_is_found_again(
    tmp_path: Path, home: Path, data: bytes, kept: list[bytes]
) -> None:
    (tmp_path / "Mounted").mkdir()
    (tmp_path / "Mounted" / SWAP).write_bytes(data)
    (home / f"{OURS}.beside").write_bytes(b"Mounted/a.md")
    next_run(tmp_path)
    assert list((tmp_path / "Mounted").iterdir()) == []
    assert list(home.iterdir()) == []
    assert recovered(tmp_path) == kept


@pytest.mark.parametrize(
    "where", ["../outside/a.md", "{outside}/a.md", "Link/a.md", "", "\0", "No/a"]
)
def test_a_private_folder_from_a_clone_reaches_nothing_outside(tmp_path: Path, where: str) -> None:
    vault, outside = tmp_path / "vault", tmp_path / "outside"
    home = vault / ".mdfollow" / "tmp"
    home.mkdir(parents=True)
    outside.mkdir()
    (outside / SWAP).write_bytes(b"new")
    (vault / "Link").symlink_to(outside)
    (home / f"{OURS}.beside").write_text(where.format(outside=outside))
    (home / f"{OURS}-0.new").symlink_to(outside / SWAP)
    (home / f"{OURS}-1.new").mkdir()
    assert next_run(vault) == []
    assert (outside / SWAP).read_bytes() == b"new"
    assert next_run(vault) == []


def test_it_is_whole_before_it_is_used_and_gone_afterwards(tmp_path: Path) -> None:
    for beside in (False, True):
        with temporary(tmp_path, "a.md", (b"old", b"new"), None, beside=beside) as place:
            assert place.read_bytes() == b"new"
            assert place.parent == (tmp_path if beside else tmp_path / ".mdfollow" / "tmp")
        assert not place.exists()
        assert list((tmp_path / ".mdfollow" / "tmp").iterdir()) == []


def test_it_is_private_until_it_has_the_notes_mode(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"old")
    (tmp_path / "a.md").chmod(0o640)
    with (
        (tmp_path / "a.md").open("rb") as file,
        temporary(tmp_path, "a.md", (b"old", b"new"), file.fileno(), beside=False) as place,
    ):
        assert place.stat().st_mode & 0o777 == 0o640


def interrupted(vault: Path, data: bytes) -> None:
    """Be interrupted by Ctrl-C while the temporary file holds these bytes."""
    with temporary(vault, "a.md", (b"old", b"new"), None, beside=False) as place:
        place.write_bytes(data)
        raise KeyboardInterrupt


def test_an_interrupt_while_it_holds_somebodys_bytes_keeps_them(tmp_path: Path) -> None:
    with pytest.raises(Recovered):
        interrupted(tmp_path, b"the editor's")
    assert recovered(tmp_path) == [b"the editor's"]


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path, b"old")
    assert list((tmp_path / ".mdfollow" / "tmp").iterdir()) == []
