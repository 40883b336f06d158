"""Measure mdfollow beside other programs: `python -m benchmarks --notes 100 10000`.

The table gives medians, and ratios within this one run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.copies import make_copies
from benchmarks.programs import programs
from benchmarks.report import goals_table, machine, rows_table
from benchmarks.rows import rows
from benchmarks.timing import Timing, time_rows


def main() -> None:
    """Read the command line, measure each size, print the tables."""
    wanted = _arguments()
    today = datetime.now(UTC).astimezone().date()
    timings: dict[tuple[int, str], Timing] = {}
    with tempfile.TemporaryDirectory(dir=wanted.dir) as place:
        found = programs(Path(place), wanted.mdfollow, wanted.python, today.isoformat())
        _print(f"{machine(today, found.python)}\n")
        for count in wanted.notes:
            copies = make_copies(count, Path(place) / str(count), today, found, wanted.settle)
            known = rows(copies, found, today)
            there = [row for row in known if not row.missing()]
            taken = time_rows(there, found, count, wanted.rounds)
            timings |= {(count, key): timing for key, timing in taken.items()}
            _print(rows_table(there, timings, count, markdown=wanted.markdown))
            for row in known:
                if row.missing():
                    _print(f"{row.name}: {row.missing()}\n")
    _print(goals_table(timings, markdown=wanted.markdown))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--notes", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--settle", type=float, default=2.5, help="seconds until a file is settled")
    parser.add_argument("--markdown", action="store_true", help="print tables for a document")
    parser.add_argument("--mdfollow", help="what to measure, instead of a wheel of this checkout")
    parser.add_argument("--python", help="a Python that has mdfollow's dependencies")
    parser.add_argument("--dir", help="where to make the vaults")
    return parser.parse_args()


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
