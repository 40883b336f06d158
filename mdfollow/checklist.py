"""Whose line is it? The tasks a note is asked for, and its region, give the new region.

mdfollow owns the lines that carry its id and have an entry on the end marker, and of those only
the parts (text, scheduled, due) that still have the value it last wrote. All else is the person's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.lines.record import Entry, Record, task_key, text_hash
from mdfollow.lines.structure import ending
from mdfollow.lines.task_items import TaskItem, is_bare
from mdfollow.lines.task_line import Form, TaskLine, new_line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mdfollow.lines.structure import Structure

PREFIX = "mdf-"


class Task(NamedTuple):
    """What a step asks for in one note; dates as ISO text, empty for none."""

    step: str
    item: str
    text: str
    scheduled: str = ""
    due: str = ""
    who: str = ""
    last_try: str = ""
    """The day of the last try, where the step's dates count from tries."""

    @property
    def key(self) -> str:
        """The task's name in the note, which never changes."""
        return task_key(self.step, self.item)


class Style(NamedTuple):
    """How new lines are written: form of the fields, the vault's global filter, conversion."""

    form: Form = "emoji"
    tag: str = ""
    convert: bool = False


@dataclass
class Checklist:
    """A region on its way from what it was to what it will be.

    `lines` are all lines of the note, `items` the tasks inside the region.
    """

    lines: Sequence[str]
    structure: Structure
    items: list[TaskItem]
    record: dict[str, Entry]
    style: Style
    today: str
    changed: dict[int, str | None] = field(default_factory=dict)
    """Lines that read differently now, None for those that go."""

    @property
    def owned(self) -> dict[str, TaskItem]:
        """The first item of each key that has an entry: of two with one id it is the task."""
        return owned_items(self.items, self.record)

    def follow(self, asked: Sequence[Task], silent: frozenset[str]) -> None:
        """Bring the lines that are there up to date; `silent` steps are missing or broken."""
        wanted = {task.key: task for task in asked}
        for key in wanted.keys() & self.record.keys():  # what tells two of a name apart may grow
            self.record[key] = self.record[key]._replace(who=wanted[key].who)
        for key, item in self.owned.items():
            entry = self.record[key]
            if key in wanted and not item.task.is_frozen:
                self._update(item, entry, wanted[key])
            elif item.task.is_done and not item.task.date("completion"):
                self._set(item, item.task.with_date("completion", self.today, self.style.form))
            elif key not in wanted and entry.step not in silent and self._untouched(item, entry):
                self.changed[item.at] = None
                del self.record[key]

    def new_tasks(self, asked: Sequence[Task], taken: Collection[str]) -> list[Task]:
        """The tasks without line and entry: new ones. An entry without line was deleted.

        `taken` are the block ids of the whole note, in which each is unique.
        """
        return [t for t in asked if t.key not in self.record and PREFIX + t.key not in taken]

    def _update(self, item: TaskItem, entry: Entry, task: Task) -> None:
        """Write the parts that are still ours, in the line and in the entry alike."""
        line = item.task
        for name in ("scheduled", "due"):
            there, wanted = line.date(name), getattr(task, name)
            given_back = there and there <= task.last_try
            if there == getattr(entry, name) or given_back:
                line = line if there == wanted else line.with_date(name, wanted, self.style.form)
                entry = entry if there == wanted else entry._replace(**{name: wanted})
        said = plain_text(task.text)
        if text_hash(line.text) == entry.text and said != line.text:
            line, entry = line.with_text(said), entry._replace(text=text_hash(said))
        if self.style.convert:
            line = line.in_form(self.style.form)
        self.record[task.key] = entry
        self._set(item, line)

    def _set(self, item: TaskItem, line: TaskLine) -> None:
        if line != item.task:
            self.changed[item.at] = str(line) + ending(self.lines[item.at])

    def _untouched(self, item: TaskItem, entry: Entry) -> bool:
        """Open, every part as written, nothing added, nothing under it."""
        line = item.task
        dates = {name: value for name in ("scheduled", "due") if (value := getattr(entry, name))}
        there = [(f.name, f.value) for f in line.fields if (f.name, f.value) != self._filter]
        return (
            line.mark == " "
            and text_hash(line.text) == entry.text
            and sorted(there) == sorted(dates.items())
            and is_bare(self.lines, self.structure, item)
        )

    @property
    def _filter(self) -> tuple[str, str]:
        return ("tag", self.style.tag)


def owned_items(items: Sequence[TaskItem], record: Record) -> dict[str, TaskItem]:
    """Return the items that have our id and an entry, the first of each key."""
    owned: dict[str, TaskItem] = {}
    for item in items:
        key = item.task.id.removeprefix(PREFIX)
        if item.task.id.startswith(PREFIX) and key in record:
            owned.setdefault(key, item)
    return owned


def plain_text(text: str) -> str:
    """Return a step's text as a line will be read: without tags and fields it may hold."""
    return TaskLine("- ", "-", " ", f" {text}").text


def written(task: Task, style: Style) -> str:
    """Return the new line of a task, without line ending."""
    dates = {"scheduled": task.scheduled, "due": task.due}
    line = new_line(task.text, dates, PREFIX + task.key, style.form, style.tag)
    return str(line)


def entry_of(task: Task) -> Entry:
    """Return the entry of a task as just written."""
    text = text_hash(plain_text(task.text))
    return Entry(task.step, task.item, task.who, task.scheduled, task.due, text)
