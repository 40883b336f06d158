"""The tables, as aligned text or as Markdown, and what machine they are of."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.goals import GOALS, met

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from benchmarks.goals import Timings
    from benchmarks.rows import Row

_CPU = re.compile(r"^model name\s*: (.+)$", re.MULTILINE)


def rows_table(rows: Sequence[Row], timings: Timings, count: int, *, markdown: bool) -> str:
    """Return the table of all rows on a vault of `count` notes."""
    heads = (f"{count:,} notes", "ms", "x git1", "x pass", "MiB", "rounds")
    cells = []
    for row in rows:
        timing = timings[count, row.key]
        against = (_against(timings, count, row.key, other) for other in ("git1", "pass"))
        cells.append(
            (row.name, f"{timing.ms:.1f}", *against, f"{timing.mib:.0f}", str(timing.rounds))
        )
    return _table(heads, cells, markdown=markdown)


def goals_table(timings: Timings, *, markdown: bool) -> str:
    """Return the table of the goals whose rows were measured; empty if there are none."""
    cells = []
    for goal in GOALS:
        if found := met(goal, timings):
            figures = (found[0], goal.goal, goal.least)
            cells.append((goal.name, *(f"{figure:.3g}" for figure in figures), found[1]))
    heads = ("what", "measured", "goal", "at least", "")
    return _table(heads, cells, markdown=markdown) if cells else ""


def machine(today: date, python: str) -> str:
    """Return one line on the day, the machine and the programs."""
    info = Path("/proc/cpuinfo")
    found = _CPU.search(info.read_text("utf-8")) if info.exists() else None
    cpu = found[1] if found else platform.machine()
    versions = [_version(program) for program in (python, "git", "rg", "whatnext")]
    told = ", ".join(version for version in versions if version)
    return f"{today}: {os.cpu_count()} x {cpu}, {platform.system()} {platform.release()}, {told}"


def _version(program: str) -> str:
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return told.stdout.partition("\n")[0]


def _against(timings: Timings, count: int, key: str, other: str) -> str:
    yardstick = timings.get((count, other))
    return f"{timings[count, key].ms / yardstick.ms:.2f}" if yardstick else "-"


def _table(heads: Sequence[str], cells: Sequence[Sequence[str]], *, markdown: bool) -> str:
    lines = [heads, *cells]
    widths = [max(3, *map(len, column)) for column in zip(*lines, strict=True)]
    texts = [_line(line, widths, markdown=markdown) for line in lines]
    if markdown:
        rule = (":".rjust(width, "-") if at else "-" * width for at, width in enumerate(widths))
        texts.insert(1, _line([*rule], widths, markdown=True))
    return "\n".join(texts) + "\n"


def _line(cells: Sequence[str], widths: Sequence[int], *, markdown: bool) -> str:
    """Return one line, its first cell set left and all others right."""
    pairs = [*zip(cells, widths, strict=True)]
    padded = [
        cell.rjust(width) if at else cell.ljust(width) for at, (cell, width) in enumerate(pairs)
    ]
    return f"| {' | '.join(padded)} |" if markdown else "  ".join(padded).rstrip()
