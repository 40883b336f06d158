"""Which files are at rest: the same for a while, so that nobody is in the middle of saving them."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdfollow.disk.signature import ABSENT, signature

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mdfollow.disk.signature import Signature


def regular(place: str) -> Signature:
    """Return the signature of the file at `place`; ABSENT if there is none, or no regular one."""
    try:
        status = os.lstat(place)
    except OSError:
        return ABSENT
    return signature(status) if stat.S_ISREG(status.st_mode) else ABSENT


@dataclass(slots=True)
class Restless:
    """A file that changed: how it was found last, and since when (monotonic seconds) it is so."""

    path: str
    signature: Signature
    since: float


class Rest:
    """The files that changed and are still to be taken. `quiet` in seconds."""

    def __init__(self, root: Path, quiet: float = 0.0) -> None:
        self.quiet = quiet
        self._root = root
        self._restless: dict[str, Restless] = {}

    def __len__(self) -> int:
        return len(self._restless)

    def __contains__(self, path: object) -> bool:
        return path in self._restless

    def __iter__(self) -> Iterator[str]:
        return iter(self._restless)

    def look(self, path: str, found: Signature, now: float) -> None:
        """Note how a file was found; if it is as before, its rest goes on."""
        known = self._restless.get(path)
        if known is None or known.signature != found:
            self._restless[path] = Restless(path, found, now)

    def rested(self, now: float) -> Iterator[Restless]:
        """Yield the files that did not change for `quiet` seconds, after one more look at each."""
        for file in [f for f in self._restless.values() if now - f.since >= self.quiet]:
            found = regular(f"{self._root}/{file.path}")
            if found == file.signature:
                yield file
            else:
                self.look(file.path, found, now)

    @property
    def first(self) -> dict[str, Signature]:
        """The files that will be at rest next, all at the same moment."""
        since = min((file.since for file in self._restless.values()), default=0.0)
        return {f.path: f.signature for f in self._restless.values() if f.since == since}

    def forget(self, path: str) -> None:
        """Take the file off the list."""
        self._restless.pop(path, None)

    def next_look(self, now: float, longest: float) -> float:
        """Return in how many seconds the first file may be at rest, at most `longest`."""
        first = min((file.since for file in self._restless.values()), default=now + longest)
        return min(max(first + self.quiet - now, 0.0), longest)
