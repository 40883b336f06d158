"""What is due: the tasks of all notes, and the group each stands in on a day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.checklist import PREFIX, owned_items
from mdfollow.lines.record import text_hash
from mdfollow.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mdfollow.config.settings import Settings
    from mdfollow.lines.task_items import TaskItem
    from mdfollow.note import Note

OVERDUE = "Overdue"
UNDER_WAY = "Under way"
DONE = "Done this week"


class DueTask(NamedTuple):
    """One task of a note as the agenda sees it; dates as ISO text, `line` counts from 1."""

    path: str
    line: int
    id: str
    text: str
    mark: str
    scheduled: str
    due: str
    done: str

    @property
    def ref(self) -> str:
        """What finds the task again: note and id, or note and text for one written by hand."""
        return task_ref(self.path, self.id, self.text)

    @property
    def status(self) -> str:
        """`open`, `done` or `cancelled`."""
        return {"x": "done", "X": "done", "-": "cancelled"}.get(self.mark, "open")


class Span(NamedTuple):
    """The days a list covers: from the first day of the week to the last one shown."""

    first: date
    today: date
    last: date

    @property
    def days(self) -> tuple[str, str, str]:
        """The three days as ISO text."""
        return _iso_days(self)

    @classmethod
    def week(cls, today: date, week_starts: int) -> Span:
        """The week `today` is in; `week_starts` as `date.weekday()` counts."""
        first = today - timedelta(days=(today.weekday() - week_starts) % 7)
        return cls(first, today, first + timedelta(days=6))

    def of_days(self, days: int) -> Span:
        """The same, but showing that many days from today on."""
        return self._replace(last=self.today + timedelta(days=days - 1))


@lru_cache(maxsize=8)
def _iso_days(span: Span) -> tuple[str, str, str]:
    return span.first.isoformat(), span.today.isoformat(), span.last.isoformat()


def task_ref(path: str, block_id: str, text: str) -> str:
    """Return the text whose hash stands for a task in the agenda's record."""
    return f"{path}#^{block_id}" if block_id else f"{path}#{text_hash(text)}"


def tasks_of(note: Note, live: frozenset[str] | None, settings: Settings) -> Iterator[DueTask]:
    """Yield the tasks of one note that count.

    `live` are the keys still asked for; None where that can't be known, then all that are there
    count. Tasks written by hand count if they have a date and the settings ask for them.
    """
    owned = {item.at: key for key, item in owned_items(note.region_items, note.record).items()}
    for item in note.items:
        key = owned.get(item.at) or _key_by_id(note, item)
        if key:
            if live is None or key in live:
                yield _due_task(note, item, item.task.id)
        elif _counts(note, item, settings):
            yield _due_task(note, item, "")


def group_of(task: DueTask, span: Span) -> str | None:
    """Return the group a task stands in, as a heading or an ISO day; None if it is not shown.

    It stands on its scheduled day; once that has passed, on its due day; if that is later than
    shown, under way. A task done today keeps its place.
    """
    first, today, last = span.days
    status = task.status
    if status == "open":
        return _group_of_open(task, today, last)
    if status == "cancelled" or not first <= task.done <= today:
        return None
    if task.done < today:
        return DONE
    return _group_of_open(task, today, last) or DONE


def grouped(tasks: Iterable[DueTask], span: Span) -> dict[str, list[DueTask]]:
    """Return the tasks by group, groups and tasks in the order they are shown."""
    groups: dict[str, list[DueTask]] = {}
    for task in tasks:
        group = group_of(task, span)
        if group is not None:
            groups.setdefault(group, []).append(task)
    days = sorted(group for group in groups if group[0].isdigit())
    order = [group for group in (OVERDUE, *days, UNDER_WAY, DONE) if group in groups]
    return {group: sorted(groups[group], key=partial(_order, group)) for group in order}


def _group_of_open(task: DueTask, today: str, last: str) -> str | None:
    if task.due and task.due < today:
        return OVERDUE
    if task.scheduled >= today:
        return task.scheduled if task.scheduled <= last else None
    if task.due and task.due <= last:
        return task.due
    return UNDER_WAY if task.scheduled else None


def _order(group: str, task: DueTask) -> tuple[str, str, int]:
    """A tick moves no line: only tasks done earlier stand by the day they were done."""
    day = task.done if group == DONE else task.due or task.scheduled
    return (day, task.path, task.line)


def _key_by_id(note: Note, item: TaskItem) -> str:
    """The key of a line by its id alone, where the note's region can't be read."""
    if note.is_sound or note.record or not item.task.id.startswith(PREFIX):
        return ""
    return item.task.id.removeprefix(PREFIX)


def _counts(note: Note, item: TaskItem, settings: Settings) -> bool:
    include = settings.agenda_include
    wanted = include == "all" or (include == "job" and note.kind is not None)
    return wanted and bool(_date(item, "scheduled") or _date(item, "due"))


def _due_task(note: Note, item: TaskItem, block_id: str) -> DueTask:
    return DueTask(
        path=note.path,
        line=item.at + 1,
        id=block_id,
        text=one_line(item.task.text),
        mark=item.task.mark,
        scheduled=_date(item, "scheduled"),
        due=_date(item, "due"),
        done=_date(item, "completion"),
    )


def _date(item: TaskItem, name: str) -> str:
    """A date field's value if it is a day of the calendar."""
    return _day(item.task.date(name))


@lru_cache(maxsize=4096)
def _day(text: str) -> str:
    """The day as ISO text, once for all tasks of that day; empty if it is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
