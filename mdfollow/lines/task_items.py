"""The task lines of a note, with what stands under each."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.lines.task_line import TaskLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdfollow.lines.structure import Structure

_TRY = re.compile(r"\s*[-*+]\s+(?:\[.\]\s+)?(?:\[\[)?([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")

_BLOCK = re.compile(r" {0,3}(?:#{1,6}(?:\s|$)|>|```|~~~|<|([-*_])[ \t]*(?:\1[ \t]*){2,}$)")
"""What begins a block of its own tight under a paragraph (CommonMark, "Leaf blocks")."""


class TaskItem(NamedTuple):
    """A task line at line `at` (from 0); what stands under it ends before line `end`."""

    at: int
    end: int
    task: TaskLine


def task_items(
    lines: Sequence[str], structure: Structure, first: int, last: int
) -> Iterator[TaskItem]:
    """Yield the tasks that begin in the lines from `first` up to but without `last`."""
    for at in sorted(at for at in structure.items if first <= at < last):
        task = TaskLine.read(lines[at].rstrip("\r\n"))
        if task:
            yield TaskItem(at, _end(lines, structure, at, last), task)


def tries(lines: Sequence[str], item: TaskItem, today: str) -> list[str]:
    """The days (ISO) of the sub-bullets that begin with a date not after `today`, in order."""
    matches = (_TRY.match(line) for line in lines[item.at + 1 : item.end])
    return sorted(m[1] for m in matches if m and m[1] <= today and _is_day(m[1]))


def is_bare(lines: Sequence[str], structure: Structure, item: TaskItem) -> bool:
    """Whether nothing stands under the task, not even a line that continues it."""
    return item.end == item.at + 1 and not continues(lines, structure, item.end)


def continues(lines: Sequence[str], structure: Structure, at: int) -> bool:
    """Whether line `at` goes on with the paragraph above it (CommonMark, "Laziness")."""
    line = lines[at] if at < len(lines) else ""
    return bool(line.strip()) and at not in structure.items and not _BLOCK.match(line)


def _end(lines: Sequence[str], structure: Structure, at: int, last: int) -> int:
    """The line behind the last one that is indented deeper than the task at `at`.

    A marker ends every list, though it may be indented a little.
    """
    indent, end = indent_of(lines[at]), at + 1
    for below in range(at + 1, last):
        if below in structure.comments:
            break
        if lines[below].strip():
            if indent_of(lines[below]) <= indent:
                break
            end = below + 1
    return end


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def indent_of(line: str) -> int:
    """Return how many columns a line is indented; a tab goes to the next multiple of four."""
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip(" "))
