from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Never

import pytest

from mdfollow.disk import system
from mdfollow.disk.writer import ChangedMeanwhile, Unwritable, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTE = "Interviews/Acme 1.md"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    vault = tmp_path / "vault"
    (vault / "Interviews").mkdir(parents=True)
    (vault / NOTE).write_bytes(b"old\r\n\xff")
    return vault


def no_exchange(*_: object) -> Never:
    raise system.UnavailableError


@pytest.fixture(params=["exchange and lease", "exchange", "lease", "neither"])
def _any_system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test on systems that have these calls and on those that lack them."""
    if "exchange" not in request.param:
        monkeypatch.setattr(system, "exchange", no_exchange)
    if "lease" not in request.param:
        monkeypatch.setattr(system, "take_lease", lambda _: False)


def names(vault: Path) -> list[str]:
    """Return all files but those of the private folder that stay."""
    stays = {".mdfollow/.gitignore", ".mdfollow/lock"}
    paths = (path for path in vault.rglob("*") if not path.is_dir())
    return sorted(name for path in paths if (name := str(path.relative_to(vault))) not in stays)


@pytest.mark.usefixtures("_any_system")
def test_a_file_is_replaced_and_nothing_else_is_left(vault: Path) -> None:
    write(vault, NOTE, b"old\r\n\xff", b"new\r\n\xfe")
    assert (vault / NOTE).read_bytes() == b"new\r\n\xfe"
    assert names(vault) == [NOTE]


@pytest.mark.usefixtures("_any_system")
def test_a_changed_file_stays_as_the_editor_left_it(vault: Path) -> None:
    with pytest.raises(ChangedMeanwhile, match=r"`Interviews/Acme 1.md` was saved"):
        write(vault, NOTE, b"read before that", b"new")
    assert (vault / NOTE).read_bytes() == b"old\r\n\xff"
    assert names(vault) == [NOTE]


@pytest.mark.parametrize("path", ["Interviews/Globex.md", "Nowhere/Globex.md"])
def test_a_file_that_went_away_is_not_made_anew(vault: Path, path: str) -> None:
    with pytest.raises(ChangedMeanwhile):
        write(vault, path, b"old", b"new")
    assert names(vault) == [NOTE]


@pytest.mark.parametrize("path", ["Due this week.md", "Drafts/Acme/Thank you – Jörg.md"])
def test_a_new_file_is_made_with_its_folders(vault: Path, path: str) -> None:
    write(vault, path, None, b"new")
    assert (vault / path).read_bytes() == b"new"
    assert names(vault) == sorted([NOTE, path])


def test_a_new_file_has_the_mode_the_person_chose(vault: Path) -> None:
    (vault / "other").touch()
    write(vault, "Due this week.md", None, b"new")
    assert (vault / "Due this week.md").stat().st_mode == (vault / "other").stat().st_mode


def test_a_new_file_never_takes_the_place_of_one_that_is_there(vault: Path) -> None:
    with pytest.raises(ChangedMeanwhile):
        write(vault, NOTE, None, b"new")
    assert (vault / NOTE).read_bytes() == b"old\r\n\xff"


def test_a_file_that_comes_up_at_the_last_moment_stays(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_new = system.move_new

    def late(one: Path, other: Path) -> None:
        other.write_bytes(b"the editor's")
        move_new(one, other)

    monkeypatch.setattr(system, "move_new", late)
    with pytest.raises(ChangedMeanwhile):
        write(vault, "Due this week.md", None, b"new")
    assert (vault / "Due this week.md").read_bytes() == b"the editor's"
    assert names(vault) == ["Due this week.md", NOTE]


def as_link(note: Path) -> None:
    note.rename(note.with_name("real.md"))
    note.symlink_to("real.md")


def as_dangling_link(note: Path) -> None:
    note.unlink()
    note.symlink_to("nowhere.md")


def behind_link(note: Path) -> None:
    note.parent.rename(note.parent.with_name("real"))
    note.parent.symlink_to("real")


def as_hard_link(note: Path) -> None:
    note.with_name("twin.md").hardlink_to(note)


def as_read_only(note: Path) -> None:
    note.chmod(0o444)


def as_folder(note: Path) -> None:
    note.unlink()
    note.mkdir()


def as_pipe(note: Path) -> None:
    note.unlink()
    os.mkfifo(note)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (as_link, "is a symbolic link"),
        (as_dangling_link, "is a symbolic link"),
        (behind_link, "lies behind the symbolic link `Interviews`"),
        (as_hard_link, r"is hard-linked \(2 names for one file\)"),
        (as_read_only, "is read-only"),
        (as_folder, "is no regular file"),
        (as_pipe, "is no regular file"),
    ],
)
@pytest.mark.parametrize("old", [b"old\r\n\xff", None])
def test_what_must_not_be_replaced_is_refused(
    vault: Path, spoil: Callable[[Path], None], message: str, old: bytes | None
) -> None:
    spoil(vault / NOTE)
    before = names(vault)
    with pytest.raises(Unwritable, match=f"`{NOTE}` {message}.*; nothing was changed: [a-z]"):
        write(vault, NOTE, old, b"new")
    assert names(vault) == before
    assert (vault / NOTE).is_dir() or b"new" not in content(vault / NOTE)


def content(place: Path) -> bytes:
    return place.read_bytes() if place.is_file() else b""


def test_another_users_file_is_refused(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    with pytest.raises(Unwritable, match=rf"belongs to another user \(number {owner}\)"):
        write(vault, NOTE, b"old\r\n\xff", b"new")


@pytest.mark.parametrize("old", [b"secret", None])
@pytest.mark.parametrize(
    "path", ["../outside.md", "Interviews/../../outside.md", "", ".", "a\0b", "{absolute}"]
)
def test_nothing_outside_the_vault_is_written(vault: Path, path: str, old: bytes | None) -> None:
    outside = vault.parent / "outside.md"
    outside.write_bytes(b"secret")
    with pytest.raises(Unwritable, match="does not lie in the vault"):
        write(vault, path.format(absolute=outside), old, b"new")
    assert outside.read_bytes() == b"secret"


@pytest.mark.parametrize("old", [b"secret", None])
def test_a_link_out_of_the_vault_is_not_followed(vault: Path, old: bytes | None) -> None:
    outside = vault.parent / "outside"
    outside.mkdir()
    (outside / "a.md").write_bytes(b"secret")
    (vault / "Linked").symlink_to(outside)
    for path in ("Linked/a.md", "Linked/b.md", "Linked/c/d.md"):
        with pytest.raises(Unwritable, match="lies behind the symbolic link `Linked`"):
            write(vault, path, old, b"new")
    assert names(outside) == ["a.md"]
    assert (outside / "a.md").read_bytes() == b"secret"


def test_a_file_on_the_way_is_no_folder(vault: Path) -> None:
    with pytest.raises(Unwritable, match=r"lies below `Acme 1\.md`, which is no folder"):
        write(vault, f"{NOTE}/b.md", None, b"new")


@pytest.mark.parametrize(
    ("code", "way_out"),
    [
        (errno.ENOSPC, "make room on the disk"),
        (errno.EROFS, "mount the disk"),
        (errno.EBADF, "run mdfollow again"),
    ],
)
def test_an_error_of_the_disk_names_the_file_and_the_way_out(
    vault: Path, monkeypatch: pytest.MonkeyPatch, code: int, way_out: str
) -> None:
    def fail(_: object) -> Never:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(system, "flush", fail)
    for path, old in ((NOTE, b"old\r\n\xff"), ("b.md", None)):
        with pytest.raises(Unwritable) as told:
            write(vault, path, old, b"new")
        said = f"`{path}` can't be written: {os.strerror(code)}; nothing was changed: {way_out}"
        assert str(told.value).startswith(said)
    assert (vault / NOTE).read_bytes() == b"old\r\n\xff"
    assert names(vault) == [NOTE]


def test_a_folder_that_is_not_flushed_is_told(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> Never:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(system, "flush_folder", fail)
    for path, old in ((NOTE, b"old\r\n\xff"), ("b.md", None)):
        with pytest.raises(Unwritable, match="the new version is in place"):
            write(vault, path, old, b"new")
        assert (vault / path).read_bytes() == b"new"
    assert names(vault) == [NOTE, "b.md"]


@pytest.mark.parametrize(("path", "old"), [(NOTE, b"old\r\n\xff"), ("Interviews/b.md", None)])
def test_a_folder_on_another_file_system_has_its_temporary_file_beside(
    vault: Path, monkeypatch: pytest.MonkeyPatch, path: str, old: bytes | None
) -> None:
    """A mounted folder can't be had in a test: here the calls refuse as they do between two."""
    calls = {"exchange": system.exchange, "move_new": system.move_new}

    def across(name: str) -> Callable[[Path, Path], None]:
        def call(one: Path, other: Path) -> None:
            if one.parent != other.parent:
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
            calls[name](one, other)

        return call

    for name in calls:
        monkeypatch.setattr(system, name, across(name))
    write(vault, path, old, b"new")
    assert (vault / path).read_bytes() == b"new"
    assert names(vault) == sorted({NOTE, path})
