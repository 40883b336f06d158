"""Where a new task goes in the region: by date, and without parting what belongs together.

A line that is there is never moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdfollow.checklist import written
from mdfollow.lines.structure import ending
from mdfollow.lines.task_items import continues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdfollow.checklist import Checklist, Task
    from mdfollow.lines.task_items import TaskItem

_UNDATED = "9999"


def by_date(task: Task) -> tuple[str, str]:
    """Sort key: by the day a task is due, then scheduled; undated tasks last."""
    return (task.due or task.scheduled or _UNDATED, task.scheduled or _UNDATED)


def inner_lines(checklist: Checklist, new: Sequence[Task], first: int, last: int) -> list[str]:
    """Return the region's lines (note lines `first` to `last`): changed ones, and new by date."""
    eol = ending(checklist.lines[first - 1]) or "\n"
    anchors = _anchors(checklist)
    inserted: dict[int, list[str]] = {}
    for task in sorted(new, key=by_date):
        at, bullet = _place(checklist, anchors, task, first, last)
        inserted.setdefault(at, []).append(bullet + written(task, checklist.style)[1:] + eol)
    lines: list[str] = []
    for at in range(first, last + 1):
        if at in inserted:
            lines += [eol] if not anchors and not _ends_blank(lines) else []
            lines += [*inserted[at], *([eol] if _is_other_block(checklist, at) else [])]
        if at < last:
            kept = checklist.changed.get(at, checklist.lines[at])
            lines += [] if kept is None or _closes_a_gap(checklist, lines, at) else [kept]
    return lines


def _anchors(checklist: Checklist) -> list[TaskItem]:
    """The tasks a new one may stand next to: bullets at the top level that stay."""
    return [
        item
        for item in checklist.items
        if item.task.prefix[:1] in ("-", "*", "+")
        and checklist.changed.get(item.at, "") is not None
    ]


def _place(
    checklist: Checklist, anchors: Sequence[TaskItem], task: Task, first: int, last: int
) -> tuple[int, str]:
    """Before the first task of a later date, else behind the last; with its neighbour's bullet."""
    for item in anchors:
        if _date_of(item) > by_date(task):
            return item.at, item.task.bullet
    if anchors:
        end = anchors[-1].end
        while end < last and continues(checklist.lines, checklist.structure, end):
            end += 1
        return end, anchors[-1].task.bullet
    text = [at for at in range(first, last) if checklist.lines[at].strip()]
    return (text[-1] + 1 if text else first), "-"


def _date_of(item: TaskItem) -> tuple[str, str]:
    due, scheduled = item.task.date("due"), item.task.date("scheduled")
    return (due or scheduled or _UNDATED, scheduled or _UNDATED)


def _ends_blank(lines: Sequence[str]) -> bool:
    return bool(lines) and not lines[-1].strip()


def _is_other_block(checklist: Checklist, at: int) -> bool:
    """Whether text that is no list stands at `at`: a blank line sets new tasks off from it."""
    return bool(checklist.lines[at].strip()) and at not in checklist.structure.items


def _closes_a_gap(checklist: Checklist, before: Sequence[str], at: int) -> bool:
    """Whether a blank line stands behind a task that goes, with another one before it."""
    gone = checklist.changed.get(at - 1, "") is None
    return gone and _ends_blank(before) and not checklist.lines[at].strip()
