"""The copies of one vault: each has its own use, so that no row spoils another's."""

from __future__ import annotations

import shutil
import time
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.vault import INTERVIEWS, commit, path_of, write_vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from benchmarks.programs import Programs

_PRIVATE, _AGENDA = ".mdfollow", "Due this week.md"
_CHANGED = 50  # so many notes are changed in turn


class Copies(NamedTuple):
    """Where the copies are, and the notes that are changed in the one for changes."""

    still: Path  # nothing changes here
    gone: Path  # synced, its index deleted before each run
    first: Path  # never synced
    changed: Path  # synced, one note changed before each run
    ordinary: list[Path]
    open: list[Path]  # interviews with a checklist, whose outcome is pending
    unsynced: dict[Path, bytes]  # the notes a first sync may change, as they are before it
    programs: Programs
    wait: float  # seconds after which a file counts as settled

    def settle(self, root: Path) -> None:
        """Sync when no file is so young that its time says nothing, so that all are known."""
        time.sleep(self.wait)
        self.programs.run(root, *self.programs.mdfollow, "sync")

    def restore_first(self, _turn: int) -> None:
        """Take back all that a sync did in the copy that was never synced."""
        shutil.rmtree(self.first / _PRIVATE, ignore_errors=True)
        (self.first / _AGENDA).unlink(missing_ok=True)
        for path, text in self.unsynced.items():
            if path.read_bytes() != text:
                path.write_bytes(text)

    def forget(self, _turn: int) -> None:
        """Delete the index of the copy that is for it."""
        shutil.rmtree(self.gone / _PRIVATE)


def make_copies(count: int, work: Path, today: date, programs: Programs, wait: float) -> Copies:
    """Make a vault of `count` notes and its copies below `work`; all but `first` are synced."""
    still, gone, first, changed = (work / name for name in ("still", "gone", "first", "changed"))
    write_vault(count, first, today)
    commit(first)
    shutil.copytree(first, still)
    programs.run(still, *programs.mdfollow, "sync")
    commit(still)
    for copy in (gone, changed):
        shutil.copytree(still, copy, ignore=shutil.ignore_patterns(_PRIVATE))
    ordinary, pending = (
        [*islice(notes(count, changed), _CHANGED)] for notes in (_ordinary, _pending)
    )
    unsynced = {path: path.read_bytes() for path in _interviews(count, first)}
    copies = Copies(still, gone, first, changed, ordinary, pending, unsynced, programs, wait)
    for root in (gone, still, still, changed):
        copies.settle(root)
    return copies


def _ordinary(count: int, root: Path) -> Iterator[Path]:
    numbers = range(1, count, max(10, count // _CHANGED // 10 * 10))  # none of them of a kind
    return (root / path_of(number) for number in numbers)


def _interviews(count: int, root: Path) -> Iterator[Path]:
    return (root / path_of(number) for number in range(count) if number % 100 in INTERVIEWS)


def _pending(count: int, root: Path) -> Iterator[Path]:
    for path in _interviews(count, root):
        text = path.read_text("utf-8")
        if "<!-- mdfollow:begin" in text and "outcome: pending" in text:
            yield path
