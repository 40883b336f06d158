"""How far a long run has come: one line on a terminal, written over and wiped at the end."""

from __future__ import annotations

import math
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TextIO

AFTER = 1.0  # seconds; a run that takes no longer says nothing
EVERY = 0.1


class Progress:
    """Counts what is done on `stream`; silent where that is no terminal. `clock` in seconds."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._next = clock() + AFTER if stream.isatty() else math.inf
        self._shown = 0

    def over(self, doing: str, paths: Sequence[str]) -> Iterator[str]:
        """Yield the paths, and show how many of them are done; `doing` says what."""
        for done, path in enumerate(paths):
            if self._clock() >= self._next:
                self._show(f"{doing}: {done} of {len(paths)}")
            yield path

    def wipe(self) -> None:
        """Take the line away, for other words or at the end."""
        if self._shown:
            self._write(f"\r{' ' * self._shown}\r")
            self._shown = 0

    def _show(self, text: str) -> None:
        self._next = self._clock() + EVERY
        self._write(f"\r{text:{self._shown}}")
        self._shown = len(text)

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


@contextmanager
def progress_on(stream: TextIO) -> Iterator[Progress]:
    """Yield a progress that is wiped at the end of the block."""
    progress = Progress(stream)
    try:
        yield progress
    finally:
        progress.wipe()
