"""The task lines of a note, with what stands under each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdfollow.task_line import TaskLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mdfollow.structure import Structure

_TRY = re.compile(r"\s*[-*+]\s+(?:\[.\]\s+)?(?:\[\[)?([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")


@dataclass(frozen=True, slots=True)
class TaskItem:
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
            yield TaskItem(at, _end(lines, at, last), task)


def tries(lines: Sequence[str], item: TaskItem, today: str) -> list[str]:
    """The days (ISO) of the sub-bullets that begin with a date not after `today`, in order."""
    matches = (_TRY.match(line) for line in lines[item.at + 1 : item.end])
    return sorted(match[1] for match in matches if match and match[1] <= today)


def is_bare(lines: Sequence[str], structure: Structure, item: TaskItem) -> bool:
    """Whether nothing stands under the task, not even a line that continues it."""
    follows = lines[item.end].strip() if item.end < len(lines) else ""
    continued = follows and item.end == item.at + 1 and item.end not in structure.items
    return item.end == item.at + 1 and (not continued or follows.startswith("<!--"))


def _end(lines: Sequence[str], at: int, last: int) -> int:
    """The line behind the last one that is indented deeper than the task at `at`."""
    indent, end = _indent(lines[at]), at + 1
    for below in range(at + 1, last):
        if lines[below].strip():
            if _indent(lines[below]) <= indent:
                break
            end = below + 1
    return end


def _indent(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip(" "))
