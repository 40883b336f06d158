"""All tasks -> the region of `Due this week.md`: what is due on a day in, lines out.

No relative wording and no dates in a form that Tasks or Dataview read: lines change only when
something did, and nobody's query counts a task twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.agendas.agenda_record import LINES, AgendaRecord, task_entry
from mdfollow.agendas.due import DONE, OVERDUE, UNDER_WAY, DueTask, Span, grouped
from mdfollow.sanitise import markdown_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mdfollow.agendas.acts import Act
    from mdfollow.agendas.links import Linker
    from mdfollow.problems import Problem

HEADING = "Due this week"
NEEDS_A_LOOK = "Needs a look"


class Agenda(NamedTuple):
    """What the agenda says: the tasks, the counts of its header, problems and acts kept."""

    span: Span
    tasks: Sequence[DueTask]
    applications: int
    """Sent this week."""
    weekly_goal: int
    opportunities: int
    """Open ones."""
    problems: Sequence[Problem] = ()
    kept: Sequence[Act] = ()
    """Acts that could not be carried: their lines stay, ticked."""


def agenda_lines(agenda: Agenda, linker: Linker) -> tuple[list[str], str]:
    """Return the lines between the markers, without endings, and the words of the end marker."""
    writer = _Writer(linker, {act.ref: act for act in agenda.kept})
    writer.line(f"# {HEADING}")
    writer.line(header(agenda))
    groups = grouped(agenda.tasks, agenda.span)
    lost = _not_shown(agenda.kept, groups) if agenda.kept else []
    if agenda.problems or lost:
        writer.heading(NEEDS_A_LOOK)
        for problem in agenda.problems:
            writer.problem(problem)
        for act in lost:
            writer.kept(act)
    for group, tasks in groups.items():
        writer.heading(group_heading(group, agenda.span.today))
        writer.tasks(tasks)
    return ["", *writer.lines, ""], str(writer.record)


def header(agenda: Agenda) -> str:
    """Return the line under the heading: the week, applications sent, open opportunities."""
    parts = [_week(agenda.span), *_applications(agenda), _opportunities(agenda.opportunities)]
    return " · ".join(parts)


def group_heading(group: str, today: date) -> str:
    """Return a group as it is headed: `Overdue`, `Today, Wed 25 Nov`, `Thu 26 Nov`."""
    if group in (OVERDUE, UNDER_WAY, DONE):
        return group
    day = date.fromisoformat(group)
    return f"Today, {short_day(day)}" if day == today else short_day(day)


@lru_cache(maxsize=1024)
def short_day(day: date) -> str:
    """Return `Wed 25 Nov`."""
    return f"{day:%a} {day.day} {day:%b}"


def task_words(task: DueTask) -> str:
    """Return what a task says, with the day it is due."""
    by = f" (by {short_day(date.fromisoformat(task.due))})" if task.due else ""
    return task.text + by


def sent_between(days: Iterable[str], span: Span) -> int:
    """Count the ISO days from the first day of the week up to its last."""
    return sum(span.first.isoformat() <= day <= span.last.isoformat() for day in days)


def _not_shown(kept: Sequence[Act], groups: Mapping[str, Sequence[DueTask]]) -> list[Act]:
    shown = {task.ref for tasks in groups.values() for task in tasks}
    return [act for act in kept if act.ref not in shown]


@dataclass
class _Writer:
    """Collects lines, each noted in the record as it is written."""

    linker: Linker
    pending: dict[str, Act]
    lines: list[str] = field(default_factory=list)
    record: AgendaRecord = field(default_factory=AgendaRecord)

    def line(self, text: str) -> None:
        self._add(text)
        self.record.add_line(text)

    def _add(self, text: str) -> None:
        if self.lines and not (text.startswith("- ") and self.lines[-1][:2] in ("- ", "  ")):
            self.lines.append("")
        self.lines.append(text)

    def heading(self, text: str) -> None:
        self.line(f"## {text}")

    def problem(self, problem: Problem) -> None:
        self.line(_problem_line(self.linker, problem))

    def tasks(self, tasks: Sequence[DueTask]) -> None:
        """The lines of a group; a box that is still to be carried stays as the person set it."""
        self.lines.append("")
        for task in tasks:
            act = self.pending.get(task.ref) if self.pending else None
            line, entry = _task_line(self.linker, task, act.mark if act else None)
            self.lines.append(line)
            self.record.written.append(entry)
            self.lines += [one.rstrip("\r\n") for one in act.under] if act else []

    def kept(self, act: Act) -> None:
        """The line of an act whose task is not shown: as it was, its box still to be carried."""
        self._add(act.line)
        self.record.written.append(task_entry(act.ref, act.line, act.written))
        self.lines += [one.rstrip("\r\n") for one in act.under]


@lru_cache(maxsize=LINES)
def _problem_line(linker: Linker, problem: Problem) -> str:
    link = linker.write(problem.path) if problem.path.endswith(".md") else problem.path
    return f"- {link}, line {problem.line}: {markdown_message(problem.message)}"


@lru_cache(maxsize=LINES)
def _task_line(linker: Linker, task: DueTask, shown: str | None) -> tuple[str, str]:
    """The line of a task and its entry; `shown` is a box that is still to be carried."""
    mark = "x" if task.status == "done" else task.mark
    link = linker.write(task.path, task.id)
    box = mark if shown is None else shown
    line = f"- [{box}] {task_words(task)} · {link}"
    return line, task_entry(task.ref, line, mark)


def _week(span: Span) -> str:
    first, last = span.first, span.last
    start = f"{first:%a} {first.day}"
    if first.year != last.year:
        start += f" {first:%B} {first.year}"
    elif first.month != last.month:
        start += f" {first:%B}"
    return f"{start} to {last:%a} {last.day} {last:%B} {last.year}"


def _applications(agenda: Agenda) -> list[str]:
    sent, goal = agenda.applications, agenda.weekly_goal
    if goal <= 0:
        return []
    rest = f"{goal - sent} to go" if sent < goal else "goal reached"
    return [f"Keep applying: {sent} of {goal} applications this week, {rest}"]


def _opportunities(count: int) -> str:
    if count == 1:
        return "1 open opportunity: all eggs in one basket"
    return f"{count or 'no'} open opportunities"
