"""watchdog's events as hints: where to look. What is there, only a look at the disk says.

Of what can go wrong in watchdog 7 (a queue that overflows, a thread that dies, a limit reached in
silence) nothing is believed to be told: each is looked for, and answered by looking at everything.
"""

from __future__ import annotations

import errno
import logging
import os
import warnings
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from watchdog import events
from watchdog.observers import Observer

if TYPE_CHECKING:
    from pathlib import Path

    from watchdog.observers.api import BaseObserver

EVERYTHING = ""
"""The hint that any file may have changed: the vault's root."""

BURST = 1000
"""So many hints at once are answered by one look at everything."""

_KINDS: list[type[events.FileSystemEvent]] = [
    events.FileModifiedEvent,
    events.FileClosedEvent,
    events.FileCreatedEvent,
    events.FileDeletedEvent,
    events.FileMovedEvent,
    events.DirCreatedEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
]
"""Without a filter watchdog 7.1 also asks for opened files, and drowns in its own walk."""

_HIDDEN = (".git/", ".mdfollow/")
"""Their events are many and never of a note; git's signs are looked for by themselves."""

_LOG = logging.getLogger("watchdog")

Hints = SimpleQueue[str]
"""Paths relative to the vault. It may be filled from signal handlers, too."""


class Events:
    """A running observer that puts hints into a queue. Raises OSError if it can't be started."""

    def __init__(self, root: Path, hints: Hints) -> None:
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"watchdog\.")
        self._log_handler = _ToHints(hints)
        _LOG.addHandler(self._log_handler)
        _LOG.propagate = False  # what it warns of is answered, not shown
        try:
            self._observer = _started(_ToQueue(os.fspath(root), hints), os.fspath(root))
        except BaseException:
            _LOG.removeHandler(self._log_handler)
            raise

    @property
    def alive(self) -> bool:
        """Whether the observer and all its emitters still run."""
        emitters = list(self._observer.emitters)
        alive = all(emitter.is_alive() for emitter in emitters)
        return bool(emitters) and alive and self._observer.is_alive()

    def stop(self) -> None:
        """End the observer's threads."""
        _LOG.removeHandler(self._log_handler)
        _stop(self._observer)


def _started(handler: events.FileSystemEventHandler, root: str) -> BaseObserver:
    """Start an observer. Raises OSError, also where the system allows no more threads."""
    try:
        observer = Observer()
        observer.daemon = True
        observer.schedule(handler, root, recursive=True, event_filter=_KINDS)
        try:
            observer.start()
        except BaseException:
            _stop(observer)
            raise
    except RuntimeError as error:
        raise OSError(errno.EAGAIN, str(error)) from error
    return observer


def _stop(observer: BaseObserver) -> None:
    observer.stop()
    with suppress(RuntimeError):  # one that could not be started can't be waited for
        observer.join(timeout=5)


def collect(hints: Hints, timeout: float) -> set[str]:
    """Wait for a hint for at most `timeout` seconds; return all that have come by then."""
    found: set[str] = set()
    with suppress(Empty):
        found.add(hints.get(timeout=max(timeout, 0)))
        while len(found) < BURST:
            found.add(hints.get_nowait())
        _drop(hints)
        return {EVERYTHING}
    return found


def _drop(hints: Hints) -> None:
    with suppress(Empty):
        while True:
            hints.get_nowait()


class _ToQueue(events.FileSystemEventHandler):
    """Does nothing but note where; an exception here would end the observer's thread."""

    def __init__(self, root: str, hints: Hints) -> None:
        self._root = root
        self._hints = hints

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        try:
            for place in (event.src_path, event.dest_path):
                path = os.path.relpath(os.fsdecode(place), self._root) if place else ".git/"
                path = path.replace(os.sep, "/")
                if not path.startswith(_HIDDEN):
                    self._hints.put(EVERYTHING if event.is_directory else path)
        except Exception:  # noqa: BLE001 - whatever it was, a look at everything makes up for it
            self._hints.put(EVERYTHING)


class _ToHints(logging.Handler):
    """Turns watchdog's warnings, of which one says that events were lost, into a hint."""

    def __init__(self, hints: Hints) -> None:
        super().__init__(logging.WARNING)
        self._hints = hints

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - logging's signature
        self._hints.put(EVERYTHING)
