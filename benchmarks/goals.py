"""The ratios that are to be reached, each of two rows measured in one run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from benchmarks.timing import Timing

Timings = Mapping[tuple[int, str], "Timing"]
"""By the number of notes and the key of the row."""

_SMALL, _MIDDLE, _LARGE = 100, 10_000, 100_000


class Goal(NamedTuple):
    """What is to be reached (`goal`), or come near to (`least`); `figure` takes it from timings."""

    name: str
    goal: float
    least: float
    figure: Callable[[Timings], float]


def met(goal: Goal, timings: Timings) -> tuple[float, str] | None:
    """Return the figure and whether it is reached; None if its rows were not measured."""
    try:
        found = goal.figure(timings)
    except KeyError:
        return None
    return found, "reached" if found <= goal.goal else "enough" if found <= goal.least else "missed"


def _ratio(notes: int, row: str, yardstick: str) -> Callable[[Timings], float]:
    return lambda timings: timings[notes, row].ms / timings[notes, yardstick].ms


def _growth(timings: Timings) -> float:
    """How much longer the large vault takes, each less the start of Python."""
    large, small = (
        timings[notes, "still"].ms - timings[notes, "pass"].ms for notes in (_LARGE, _MIDDLE)
    )
    return large / small


def _memory(notes: int, row: str) -> Callable[[Timings], float]:
    return lambda timings: timings[notes, row].mib


GOALS = (
    Goal("nothing to do, 10k / git1", 1.5, 1.8, _ratio(_MIDDLE, "still", "git1")),
    Goal("nothing to do, 100k / git1", 1.2, 1.6, _ratio(_LARGE, "still", "git1")),
    Goal("nothing to do, 100 / python -c pass", 1.25, 1.6, _ratio(_SMALL, "still", "pass")),
    Goal("growth, 100k over 10k", 11, 12, _growth),
    Goal("index gone, 10k / frontmatter.load", 0.65, 0.8, _ratio(_MIDDLE, "gone", "load")),
    Goal("index gone, 10k / naive", 1 / 16, 1 / 12, _ratio(_MIDDLE, "gone", "naive")),
    Goal("due, 10k / rg", 0.6, 1.0, _ratio(_MIDDLE, "due", "rg")),
    Goal("a note's body, 10k / nothing to do", 2.5, 4, _ratio(_MIDDLE, "body", "still")),
    Goal("an interview's body, 10k / nothing to do", 2.5, 4, _ratio(_MIDDLE, "talk", "still")),
    Goal("front matter, 10k / nothing to do", 7, 9, _ratio(_MIDDLE, "head", "still")),
    Goal("MiB, nothing to do, 10k", 20, 30, _memory(_MIDDLE, "still")),
    Goal("MiB, first run, 100k", 150, 200, _memory(_LARGE, "first")),
)
