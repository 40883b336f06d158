"""Lines of a merged region: where they stand, how they end."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mdfollow.lines.structure import ending, usual_ending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdfollow.lines.task_line import TaskLine
    from mdfollow.merging.elements import Element, Side


def joints(side: Side) -> Iterator[tuple[str, str]]:
    """Yield the pairs of elements that stand one right below the other."""
    keys = list(side.elements)
    return pairwise(keys)


def without_id(task: TaskLine) -> TaskLine:
    """Return a line whose id stands elsewhere by now: its words are kept, the id is not doubled."""
    body = task.body[: task.body.rindex("^")].rstrip()
    return type(task)(task.prefix, task.bullet, task.mark, body)


def indent_below(element: Element) -> str:
    """Return the blanks that put a line under this one."""
    task = element.task
    return " " * (len(task.prefix.expandtabs(4))) if task else "  "


def whole(lines: list[str], *, is_last: bool) -> list[str]:
    """Return the region's lines, its last one ended if anything follows."""
    if is_last or ending(lines[-1]):
        return lines
    return [*lines[:-1], lines[-1] + usual_ending(lines)]
