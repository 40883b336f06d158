"""Editors that save at the worst moment: before, between and after the steps of the writer."""

from __future__ import annotations

import errno
import os
import threading
from typing import TYPE_CHECKING, Never

import pytest

from mdfollow.disk import system
from mdfollow.disk.writer import ChangedMeanwhile, Recovered, Unwritable, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Save = Callable[[Path, bytes], None]

NOTE = "Acme 1.md"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / NOTE).write_bytes(b"old")
    return tmp_path


def in_place(note: Path, data: bytes) -> None:
    note.write_bytes(data)


def rename(note: Path, data: bytes) -> None:
    note.with_suffix(".part").write_bytes(data)
    note.with_suffix(".part").replace(note)


def vim(note: Path, data: bytes) -> None:
    note.rename(note.with_suffix(".bak"))
    note.write_bytes(data)
    note.with_suffix(".bak").unlink()


def in_files(vault: Path, folder: str) -> list[bytes]:
    place = vault / ".mdfollow" / folder
    return [path.read_bytes() for path in place.iterdir()] if place.exists() else []


class Exchange:
    """The system's exchange, with a save just before or after some of its calls."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *steps: Callable[[], object]) -> None:
        self.calls = 0
        self._steps = steps
        self._real = system.exchange
        monkeypatch.setattr(system, "exchange", self)

    def __call__(self, one: Path, other: Path) -> None:
        if self.calls < len(self._steps):
            self._steps[self.calls]()
        self.calls += 1
        self._real(one, other)


def nothing() -> None:
    return None


@pytest.mark.parametrize("save", [rename, vim])
def test_a_save_just_before_the_exchange_is_put_back(
    vault: Path, monkeypatch: pytest.MonkeyPatch, save: Save
) -> None:
    exchange = Exchange(monkeypatch, lambda: save(vault / NOTE, b"the editor's"))
    with pytest.raises(ChangedMeanwhile):
        write(vault, NOTE, b"old", b"new")
    assert (vault / NOTE).read_bytes() == b"the editor's"
    assert (exchange.calls, in_files(vault, "tmp"), in_files(vault, "recovered")) == (2, [], [])


def test_of_two_saves_around_the_exchange_the_last_has_the_place_and_none_is_lost(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saves = [b"the first", b"the second"]
    exchange = Exchange(
        monkeypatch, *(lambda data=data: rename(vault / NOTE, data) for data in saves)
    )
    with pytest.raises(Recovered, match=r"`\.mdfollow/recovered/Acme 1 [0-9a-f]{8}\.md`"):
        write(vault, NOTE, b"old", b"new")
    assert (vault / NOTE).read_bytes() == b"the second"
    assert in_files(vault, "recovered") == [b"the first"]
    assert (exchange.calls, in_files(vault, "tmp")) == (3, [])


def test_of_saves_without_end_none_is_lost(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saves = [b"save %d" % number for number in range(30)]
    exchange = Exchange(
        monkeypatch, *(lambda data=data: rename(vault / NOTE, data) for data in saves)
    )
    with pytest.raises(Recovered):
        write(vault, NOTE, b"old", b"new")
    on_disk = {(vault / NOTE).read_bytes(), *in_files(vault, "recovered")}
    last = saves[: exchange.calls][-1]
    assert exchange.calls < len(saves), "it gives up at some time"
    assert last in on_disk
    assert in_files(vault, "tmp") == []


def test_a_note_that_goes_away_just_before_the_exchange_stays_away(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Exchange(monkeypatch, (vault / NOTE).unlink)
    with pytest.raises(ChangedMeanwhile):
        write(vault, NOTE, b"old", b"new")
    assert not (vault / NOTE).exists()
    assert in_files(vault, "tmp") == []


def test_a_folder_in_the_notes_place_is_put_back(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def become_folder() -> None:
        (vault / NOTE).unlink()
        (vault / NOTE).mkdir()

    Exchange(monkeypatch, become_folder)
    with pytest.raises(ChangedMeanwhile):
        write(vault, NOTE, b"old", b"new")
    assert (vault / NOTE).is_dir()
    assert in_files(vault, "tmp") == []


def test_a_note_that_is_open_for_writing_is_left_alone(vault: Path) -> None:
    with (vault / NOTE).open("r+b") as file:
        with pytest.raises(ChangedMeanwhile, match="opened for writing by another program"):
            write(vault, NOTE, b"old", b"new")
        file.write(b"the editor's")
    assert (vault / NOTE).read_bytes() == b"the editor's"


@pytest.mark.parametrize("has_exchange", [True, False])
def test_who_opens_the_note_during_the_exchange_waits_and_loses_nothing(
    vault: Path, monkeypatch: pytest.MonkeyPatch, has_exchange: bool
) -> None:
    editor = threading.Thread(target=in_place, args=(vault / NOTE, b"the editor's"))
    is_waited_for = system.lease_holds

    def begin_to_save() -> None:
        editor.start()
        while is_waited_for(descriptor[0]):
            pass

    descriptor: list[int] = []
    take = system.take_lease

    def remember(number: int) -> bool:
        descriptor.append(number)
        return take(number)

    monkeypatch.setattr(system, "take_lease", remember)
    if has_exchange:
        Exchange(monkeypatch, begin_to_save)
    else:
        monkeypatch.setattr(system, "exchange", without_exchange(begin_to_save))
    with pytest.raises(ChangedMeanwhile if has_exchange else Recovered):
        write(vault, NOTE, b"old", b"new")
    editor.join()
    saved = (vault / NOTE).read_bytes() if has_exchange else in_files(vault, "recovered")[0]
    assert saved == b"the editor's"
    assert in_files(vault, "tmp") == []


def without_exchange(first: Callable[[], None]) -> Callable[[Path, Path], Never]:
    def exchange(*_: Path) -> Never:
        first()
        raise system.UnavailableError

    return exchange


def test_a_late_save_into_the_old_file_is_seen_without_a_lease(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "take_lease", lambda _: False)
    flush = system.flush_folder
    with (vault / NOTE).open("r+b", buffering=0) as file:

        def save_late(folder: Path) -> None:
            file.write(b"the editor's")
            flush(folder)

        monkeypatch.setattr(system, "flush_folder", save_late)
        with pytest.raises(ChangedMeanwhile):
            write(vault, NOTE, b"old", b"new")
    assert (vault / NOTE).read_bytes() == b"the editor's"
    assert (in_files(vault, "tmp"), in_files(vault, "recovered")) == ([], [])


@pytest.mark.parametrize("save", [in_place, rename, vim])
@pytest.mark.parametrize("has_exchange", [True, False])
def test_a_save_while_the_temporary_file_is_made_stays(
    vault: Path, monkeypatch: pytest.MonkeyPatch, save: Save, has_exchange: bool
) -> None:
    flush = system.flush

    def save_then_flush(descriptor: int) -> None:
        save(vault / NOTE, b"the editor's")
        flush(descriptor)

    monkeypatch.setattr(system, "flush", save_then_flush)
    if not has_exchange:
        monkeypatch.setattr(system, "exchange", without_exchange(nothing))
    with pytest.raises(ChangedMeanwhile):
        write(vault, NOTE, b"old", b"new")
    assert (vault / NOTE).read_bytes() == b"the editor's"
    assert in_files(vault, "tmp") == []


def test_a_change_of_the_mode_meanwhile_stays(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flush = system.flush

    def chmod_then_flush(descriptor: int) -> None:
        (vault / NOTE).chmod(0o600)
        flush(descriptor)

    (vault / NOTE).chmod(0o644)
    monkeypatch.setattr(system, "flush", chmod_then_flush)
    with pytest.raises(ChangedMeanwhile):
        write(vault, NOTE, b"old", b"new")
    assert (vault / NOTE).stat().st_mode & 0o777 == 0o600


def test_an_exchange_that_only_renames_is_enough(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some FUSE file systems ignore the flag."""
    monkeypatch.setattr(system, "exchange", lambda one, other: one.replace(other))
    write(vault, NOTE, b"old", b"new")
    assert (vault / NOTE).read_bytes() == b"new"
    assert (in_files(vault, "tmp"), in_files(vault, "recovered")) == ([], [])


def test_an_exchange_that_fails_changes_nothing(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Path) -> Never:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(system, "exchange", fail)
    with pytest.raises(Unwritable, match="nothing was changed"):
        write(vault, NOTE, b"old", b"new")
    assert (vault / NOTE).read_bytes() == b"old"
    assert in_files(vault, "tmp") == []


def test_what_can_not_be_put_back_is_kept(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def go_away() -> None:
        (vault / NOTE).unlink()

    Exchange(monkeypatch, lambda: rename(vault / NOTE, b"the editor's"), go_away)
    with pytest.raises(Recovered):
        write(vault, NOTE, b"old", b"new")
    assert in_files(vault, "recovered") == [b"the editor's"]
    assert in_files(vault, "tmp") == []
