from __future__ import annotations

import logging
import threading
import time
from queue import SimpleQueue
from typing import TYPE_CHECKING

import pytest

from mdfollow.watching.events import BURST, EVERYTHING, Events, Hints, collect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def hints() -> Hints:
    return SimpleQueue()


@pytest.fixture
def events(tmp_path: Path, hints: Hints) -> Iterator[Events]:
    (tmp_path / "sub").mkdir()
    events = Events(tmp_path, hints)
    yield events
    events.stop()


def gathered(hints: Hints, wanted: str) -> set[str]:
    """The hints until the wanted one has come."""
    found: set[str] = set()
    end = time.monotonic() + 5
    while wanted not in found and time.monotonic() < end:
        found |= collect(hints, 0.1)
    return found


def test_a_saved_file_is_a_hint(tmp_path: Path, events: Events, hints: Hints) -> None:
    assert events.alive
    (tmp_path / "sub" / "a note.md").write_text("text", "utf-8")
    assert gathered(hints, "sub/a note.md") <= {"sub/a note.md", EVERYTHING}


def test_both_names_of_a_renamed_file_are_hints(
    tmp_path: Path, events: Events, hints: Hints
) -> None:
    assert events.alive
    (tmp_path / "old.tmp").write_text("text", "utf-8")
    (tmp_path / "old.tmp").rename(tmp_path / "new.md")
    assert {"old.tmp", "new.md"} <= gathered(hints, "new.md")


def test_a_new_folder_may_hold_anything(tmp_path: Path, events: Events, hints: Hints) -> None:
    assert events.alive
    (tmp_path / "new").mkdir()
    assert EVERYTHING in gathered(hints, EVERYTHING)


def test_reading_is_no_hint(tmp_path: Path, events: Events, hints: Hints) -> None:
    place = tmp_path / "sub" / "a.md"
    place.write_text("text", "utf-8")
    gathered(hints, "sub/a.md")
    while collect(hints, 0.2):
        pass
    assert events.alive
    assert place.read_text("utf-8")
    assert collect(hints, 0.3) == set()


def test_events_that_were_lost_are_answered_by_a_look_at_everything(
    events: Events, hints: Hints
) -> None:
    assert events.alive
    logging.getLogger("watchdog.observers.inotify").warning("Inotify queue overflowed")
    assert collect(hints, 1) == {EVERYTHING}


def test_the_warnings_are_not_shown(events: Events, capsys: pytest.CaptureFixture[str]) -> None:
    assert events.alive
    logging.getLogger("watchdog.observers.inotify").warning("Inotify queue overflowed")
    assert capsys.readouterr().err == ""


def test_an_exception_in_the_handler_does_not_end_it(
    tmp_path: Path, events: Events, hints: Hints, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise RuntimeError("a bug")

    monkeypatch.setattr("mdfollow.watching.events.os.path.relpath", broken)
    (tmp_path / "a.md").write_text("text", "utf-8")
    assert gathered(hints, EVERYTHING) == {EVERYTHING}
    monkeypatch.undo()
    assert events.alive
    (tmp_path / "b.md").write_text("text", "utf-8")
    assert "b.md" in gathered(hints, "b.md")


def test_an_emitter_that_ended_is_noticed(events: Events) -> None:
    assert events.alive
    for emitter in events._observer.emitters:  # noqa: SLF001 - nothing public ends one
        emitter.stop()
        emitter.join(5)
    assert not events.alive


def test_stopped_it_gives_no_more_hints(tmp_path: Path, hints: Hints) -> None:
    events = Events(tmp_path, hints)
    events.stop()
    assert not events.alive
    (tmp_path / "a.md").write_text("text", "utf-8")
    assert collect(hints, 0.3) == set()


def test_a_burst_is_one_look_at_everything(hints: Hints) -> None:
    for number in range(BURST + 10):
        hints.put(f"{number}.md")
    assert collect(hints, 0) == {EVERYTHING}
    assert collect(hints, 0) == set()


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path, hints: Hints) -> None:
    with pytest.raises(OSError, match="No such file"):
        Events(tmp_path / "nowhere", hints)


def test_without_threads_it_can_not_be_started(
    tmp_path: Path, hints: Hints, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: object) -> None:
        raise RuntimeError("can't start new thread")

    before = [*logging.getLogger("watchdog").handlers]
    monkeypatch.setattr(threading.Thread, "start", refused)
    with pytest.raises(OSError, match="can't start new thread"):
        Events(tmp_path, hints)
    assert logging.getLogger("watchdog").handlers == before
