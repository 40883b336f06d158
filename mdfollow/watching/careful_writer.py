"""The writer of `watch`: it refuses files that are not at rest, and remembers what it wrote."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mdfollow.disk.unwritable import ChangedMeanwhile, Postponed, Unwritable
from mdfollow.watching.waits import RESTLESS

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdfollow.outcome import Write
    from mdfollow.watching.fights import Fights


@dataclass
class CarefulWriter:
    """Writes as `write` does, but only what nobody is at work on.

    `why_not` gives the reason a file must wait for, or nothing.
    """

    write: Write
    why_not: Callable[[str], str]
    fights: Fights
    wrote: list[tuple[str, bytes]] = field(default_factory=list)
    postponed: dict[str, str] = field(default_factory=dict)
    """By path, why."""
    fought_over: set[str] = field(default_factory=set)
    failed: bool = False
    """Whether a file could not be written; what is in the way may go without a word."""

    def __call__(self, path: str, old: bytes | None, new: bytes) -> None:
        """Write one file. Raises Postponed instead of ChangedMeanwhile; Unwritable."""
        if self.fights.goes_on(path, old, new):
            self.fought_over.add(path)
            raise Postponed(path)
        if why := self.why_not(path):
            self._postpone(path, why)
        try:
            self.write(path, old, new)
        except ChangedMeanwhile:
            self._postpone(path, RESTLESS)
        except Unwritable:
            self.failed = True
            raise
        self.wrote.append((path, new))
        self.fights.written(path, old, new)

    def _postpone(self, path: str, why: str) -> None:
        self.postponed[path] = why
        raise Postponed(path) from None
