"""The clocks of a program that runs for months: days change, clocks are set, machines sleep."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Protocol

_JUMP = 2.0
"""Seconds by which the two clocks may drift apart between two looks."""


class Clock(Protocol):
    """What `watch` asks for the time; tests give a false one."""

    def now(self) -> datetime:
        """Return the local wall clock's time, with its zone."""
        ...

    def monotonic(self) -> float:
        """Return seconds that only ever grow, and stand still while the machine sleeps."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """Return the local time, in the zone the machine is in by now."""
        if hasattr(time, "tzset"):
            time.tzset()
        return datetime.now(UTC).astimezone()

    def monotonic(self) -> float:
        """Return `time.monotonic()`."""
        return time.monotonic()


class Leaps:
    """Notices that the wall clock was set, or that the machine slept."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._difference = self._now()

    def leapt(self) -> bool:
        """Return whether that happened since the last call."""
        before, self._difference = self._difference, self._now()
        return abs(self._difference - before) > _JUMP

    def _now(self) -> float:
        return self._clock.now().timestamp() - self._clock.monotonic()


def today(clock: Clock) -> date:
    """Return the local day."""
    return clock.now().date()
