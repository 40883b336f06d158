"""Time every row in turn, round after round, so that what the machine does else falls on all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.programs import Programs
    from benchmarks.rows import Row

_MEASURE = (sys.executable, "-I", "-S", str(Path(__file__).with_name("measure.py")))
_SLOW_NOTES = 300_000  # a slow row reads about so many notes in all, then it has been run enough


class Timing(NamedTuple):
    """What a row took: the median of its runs, and the most memory any of them had."""

    ms: float
    mib: float
    rounds: int


def time_rows(
    rows: Sequence[Row], programs: Programs, count: int, rounds: int
) -> Mapping[str, Timing]:
    """Return the timing of each row by its key, on a vault of `count` notes.

    Raises ValueError if a command fails: what it then took says nothing.
    """
    runs: dict[str, list[tuple[float, int]]] = {row.key: [] for row in rows}
    few = max(1, _SLOW_NOTES // count)
    for turn in range(rounds):
        for row in rows:
            if not (row.slow and turn >= few):
                runs[row.key].append(_run(row, programs, turn))
    return {key: _timing(seen) for key, seen in runs.items()}


def _run(row: Row, programs: Programs, turn: int) -> tuple[float, int]:
    """Return the seconds and the peak memory (KiB) of one run."""
    if row.before:
        row.before(turn)
    done = subprocess.run(
        [*_MEASURE, *row.words],
        cwd=row.root,
        env=programs.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    took, memory, status = done.stdout.split() or ("0", "0", "-1")  # if it could not be started
    if int(status) not in row.statuses:
        raise ValueError(f"{' '.join(row.words)}: exit status {status}\n{done.stderr}")
    return float(took), int(memory)


def _timing(seen: Sequence[tuple[float, int]]) -> Timing:
    took, memory = zip(*seen, strict=True)
    return Timing(median(took) * 1000, max(memory) / 1024, len(seen))
