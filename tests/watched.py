"""A vault watched by the clock a test moves: no waiting, no threads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from mdfollow.watching.log import Log
from mdfollow.watching.session import Session

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@dataclass
class FalseClock:
    """Both clocks, to be moved by hand."""

    wall: datetime = START
    seconds: float = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds

    def pass_by(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.seconds += seconds


@dataclass
class Watched:
    """A session on a vault, and what it said."""

    root: Path
    clock: FalseClock = field(default_factory=FalseClock)
    said: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session = Session(self.root, self.clock, self.log())
        self.tick()
        self.rest()

    def log(self) -> Log:
        return Log(self.said.append, self.warned.append, self.clock)

    def tick(self, *hints: str) -> list[str]:
        """Let the session look at what was hinted at; return the files it wrote."""
        before = len(self.said)
        self.session.tick(hints)
        return self._wrote(before)

    def rest(self, *hints: str, seconds: float = 3.0) -> list[str]:
        """The same, then let time pass for the files to be at rest, ticking as `watch` does."""
        before = len(self.said)
        self.session.tick(hints)
        end = self.clock.seconds + seconds
        while self.clock.seconds < end:
            self.clock.pass_by(min(max(self.session.next_tick, 0.001), end - self.clock.seconds))
            self.session.tick(())
        return self._wrote(before)

    def _wrote(self, before: int) -> list[str]:
        lines = (line[20:] for line in self.said[before:])
        return [line.removeprefix("wrote ") for line in lines if line.startswith("wrote ")]
