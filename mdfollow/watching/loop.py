"""`mdfollow watch` from its start to its end: observer, vault, signals."""

from __future__ import annotations

import signal
import time
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING

from mdfollow.config.find_vault import is_vault
from mdfollow.watching.events import EVERYTHING, Events, Hints, collect
from mdfollow.watching.session import Session
from mdfollow.watching.watch_limit import no_watches, too_few_watches

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import FrameType

    from mdfollow.watching.clock import Clock
    from mdfollow.watching.log import Log

_GONE = "the vault is not there any more, or another one is; waiting for it"
_SETTLE = 1.0  # seconds for which as many folders must lack a watch as before
_WAIT = 1.0  # seconds between two looks for a vault that is gone


class Watch:
    """Watches the vault at `root` until `stop` is called, whatever happens to it."""

    def __init__(self, root: Path, clock: Clock, log: Log, *, poll: bool = False) -> None:
        self._root = root
        self._clock = clock
        self._log = log
        self._poll = poll
        self._hints: Hints = SimpleQueue()
        self._polled = poll
        self._too_few = ("", 0.0)
        """What is said of folders that can't be watched, and since when that is so."""
        self._limit_told = False
        self._stopping = False

    def stop(self) -> None:
        """End `run` soon, between two writes. May be called from a signal handler."""
        self._stopping = True
        self._hints.put(EVERYTHING)  # wakes it

    def run(self) -> None:
        """Sync, and again after every change."""
        while not self._stopping:
            place = _identity(self._root)
            if place and is_vault(self._root):
                self._log.trouble("root", "")
                self._watch(place)
            else:
                self._log.trouble("root", _GONE)
                time.sleep(_WAIT)

    def _watch(self, place: tuple[int, int]) -> None:
        """Watch the vault as long as it is the same folder."""
        events = self._events()
        try:
            session = Session(self._root, self._clock, self._log, lambda: self._stopping)
            self._log.say(f"watching {self._root}")
            hints: set[str] = set()
            while not self._stopping and _identity(self._root) == place:
                if events and not events.alive:
                    self._log.detail("the observer ended; starting another")
                    events.stop()
                    events, hints = self._events(), {EVERYTHING}
                if events and (EVERYTHING in hints or (self._polled and not self._limit_told)):
                    self._count_watches()  # folders may have been added
                session.polled = self._polled
                session.tick(hints)
                hints = collect(self._hints, session.next_tick)
            if _identity(self._root) == place:
                session.close()
        finally:
            if events:
                events.stop()
        if not self._stopping:
            self._log.trouble("root", _GONE)

    def _events(self) -> Events | None:
        """Start the observer; None where the notes must be polled, which is told."""
        self._polled = True
        if self._poll:
            return None
        try:
            events = Events(self._root, self._hints)
        except OSError as error:
            self._log.trouble("limit", no_watches(error))
            return None
        self._count_watches()
        return events

    def _count_watches(self) -> None:
        """Poll if not every folder is watched; tell if it stays so: a new one takes a moment."""
        too_few, now = too_few_watches(self._root), self._clock.monotonic()
        if too_few != self._too_few[0]:
            self._too_few = (too_few, now)
        self._polled = bool(too_few)
        if not too_few or (not self._limit_told and now - self._too_few[1] >= _SETTLE):
            self._limit_told = bool(too_few)
            self._log.trouble("limit", too_few)


@contextmanager
def ended_by_signals(watch: Watch) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end it cleanly inside the block."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        watch.stop()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _identity(root: Path) -> tuple[int, int] | None:
    """What tells this folder from another one that takes its name; None if there is none."""
    try:
        status = root.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)
