"""The writer of `watch`: it refuses files that are not at rest, and remembers what it wrote."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mdfollow.disk.unwritable import ChangedMeanwhile, Postponed, Unwritable
from mdfollow.problems import MdfollowError
from mdfollow.watching.waits import RESTLESS

if TYPE_CHECKING:
    from collections.abc import Callable

    from mdfollow.outcome import Write
    from mdfollow.watching.fights import Fights


class Ended(MdfollowError):  # noqa: N818 - it is no error, it was told to
    """No more is written, for the program is to end."""


@dataclass
class CarefulWriter:
    """Writes as `write` does, but only what nobody is at work on, and as long as it may `go_on`.

    `why_not` gives the reason a file must wait for, or nothing; `say` gets what was done.
    """

    why_not: Callable[[str], str]
    go_on: Callable[[], bool]
    fights: Fights
    say: Callable[[str], None]
    write: Write = field(init=False)
    wrote: list[tuple[str, bytes]] = field(default_factory=list)
    postponed: dict[str, str] = field(default_factory=dict)
    """By path, why."""
    fought_over: set[str] = field(default_factory=set)
    failed: bool = False
    """Whether a file could not be written; what is in the way may go without a word."""

    def __call__(self, path: str, old: bytes | None, new: bytes) -> None:
        """Write one file. Raises Postponed instead of ChangedMeanwhile; Unwritable; Ended."""
        if self.fights.goes_on(path, old, new):
            self.fought_over.add(path)
            raise Postponed(path)
        self.check(path)
        try:
            self.write(path, old, new)
        except ChangedMeanwhile:
            self._postpone(path, RESTLESS)
        except Unwritable:
            self.failed = True
            raise
        self.wrote.append((path, new))
        self.fights.written(path, old, new)
        self.say(f"wrote {path}")  # now: a first pass over thousands of notes takes its time

    def check(self, path: str) -> None:
        """Refuse a file that must wait; called before the lock is waited for and after."""
        if not self.go_on():
            self.postponed[path] = RESTLESS
            raise Ended
        if why := self.why_not(path):
            self._postpone(path, why)

    def _postpone(self, path: str, why: str) -> None:
        self.postponed[path] = why
        raise Postponed(path) from None
