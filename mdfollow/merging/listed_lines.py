"""Lines of our own in a file that is a list of lines, such as `.gitignore`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdfollow.lines.structure import ending, split_lines, usual_ending

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADING = "# mdfollow"
"""Stands above the lines that were added, so that they can be told from a person's."""


def with_lines(text: str, wanted: Sequence[str]) -> str:
    """Return the text with the lines it lacks, below a heading; all else stays as it is."""
    lines = split_lines(text)
    there = {line.strip() for line in lines}
    missing = [line for line in wanted if line not in there]
    if not missing:
        return text
    eol = usual_ending(lines)
    if lines and not ending(lines[-1]):
        lines[-1] += eol
    own = [line + eol for line in missing]
    if f"{HEADING}" in there:
        at = next(at for at, line in enumerate(lines) if line.strip() == HEADING) + 1
        return "".join([*lines[:at], *own, *lines[at:]])
    return "".join([*lines, HEADING + eol, *own])


def without_lines(text: str, wanted: Sequence[str]) -> str:
    """Return the text without the heading and the lines of ours directly below it."""
    lines = split_lines(text)
    kept, below = [], False
    for line in lines:
        below = line.strip() == HEADING or (below and line.strip() in wanted)
        kept += [] if below else [line]
    return "".join(kept)
