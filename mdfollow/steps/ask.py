"""Steps and one interview -> the tasks asked for. Pure: text and data in, tasks out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.checklist import Task
from mdfollow.lines.record import short_hash
from mdfollow.reading.facts import name_in
from mdfollow.reading.mentions import Mention, name_items
from mdfollow.rules import day_of, parse_rule
from mdfollow.steps.template_error import TemplateError

if TYPE_CHECKING:
    from mdfollow.business_days import BusinessDays
    from mdfollow.lines.record import Record
    from mdfollow.rules import Rule
    from mdfollow.steps.step_file import DateRule, Step

Values = Mapping[str, object]


class Subject(NamedTuple):
    """One interview as steps see it.

    `values` are its properties by name (texts, numbers, ISO dates, lists), `mentions` the entries
    of those that a step goes through, `item` makes of such an entry what a step calls `it`, and
    `logged` are the days (ISO) of the tries under the task of a key.
    """

    values: Values
    mentions: Mapping[str, Sequence[Mention]]
    item: Callable[[str, Mention], Values]
    logged: Mapping[str, Sequence[str]]
    record: Record
    working_days: BusinessDays

    def told(self) -> str:
        """Return a hash of all a step can learn here: with the same one it asks the same."""
        entries = {
            name: [(m.name, m.detail, self.item(name, m)) for m in mentions]
            for name, mentions in self.mentions.items()
            if mentions
        }
        logged = {key: days for key, days in self.logged.items() if days}
        written = {key: tuple(entry) for key, entry in self.record.items()}
        told = repr((self.values, entries, logged, written))
        return sha256(told.encode(errors="surrogatepass")).hexdigest()


def ask(step: Step, subject: Subject) -> list[Task]:
    """Return the tasks the step asks for. Raises TemplateError where it can't be worked out."""
    tasks: list[Task] = []
    for item, who, values, is_empty in _cases(step, subject):
        for name, text in (("", step.empty),) if is_empty and step.empty else step.tasks:
            task = Task(step.name, "-".join(filter(None, (name, item))), "", who=who)
            logged = subject.logged.get(task.key, ())
            known = {**values, "tries": len(logged)}
            if logged:
                known["last_try"] = logged[-1]
                task = task._replace(last_try=logged[-1] if step.counts_tries else "")
            if text and (step.when is None or step.when.holds(known)):
                said = task._replace(text=_said(text.render(known), text.line))
                tasks.append(_dated(said, step, known, subject.working_days))
    return tasks


def settle_collisions(tasks: Sequence[Task], record: Record) -> list[Task]:
    """Give tasks of two steps that would share a key each its own; who had it keeps it."""
    taken: set[str] = set()
    settled = []
    for task in tasks:
        apart = task._replace(
            item=f"{task.item}-{short_hash(f'{task.step}/{task.item}')}".strip("-")
        )
        entry = record.get(task.key)
        another = entry and (entry.step, entry.item) != (task.step, task.item)
        if apart.key in record or another or task.key in taken:
            task = apart  # noqa: PLW2901 - the same task under its other key
        taken.add(task.key)
        settled.append(task)
    return settled


def _cases(step: Step, subject: Subject) -> list[tuple[str, str, Values, bool]]:
    """One case for each entry of the list `each` names; one empty case if it has none."""
    if not step.each:
        return [("", "", subject.values, False)]
    each = name_in(subject.mentions, step.each)
    mentions = subject.mentions.get(each, ())
    if not mentions:
        return [("", "", subject.values, True)] if step.empty else []
    return [
        (item, who, {**subject.values, "it": subject.item(each, mention)}, False)
        for item, who, mention in name_items(mentions, _known_items(step, subject.record))
    ]


def _known_items(step: Step, record: Record) -> dict[str, str]:
    """The items this step has tasks for, without the names of its several tasks."""
    entries = [entry for entry in record.values() if entry.step == step.name]
    prefixes = tuple(f"{name}-" for name, _ in step.tasks if name)
    known = {entry.item: entry.who for entry in entries}
    for prefix in prefixes:
        known |= {e.item[len(prefix) :]: e.who for e in entries if e.item.startswith(prefix)}
    return known


def _said(text: str, line: int) -> str:
    said = " ".join(text.split())
    if not said:
        raise TemplateError(line, "the task's text came out empty")
    return said


def _dated(task: Task, step: Step, values: Values, working_days: BusinessDays) -> Task:
    """Work out both days: after a try the later of two rules; never due before scheduled."""
    scheduled = _first_day(step.scheduled, values, working_days)
    due = _first_day(step.due, values, working_days)
    if again := _first_day(step.retry, values, working_days):
        due = max(due, again)
    if due and scheduled:
        due = max(due, scheduled)
    return task._replace(scheduled=scheduled, due=due)


def _first_day(rules: Sequence[DateRule], values: Values, working_days: BusinessDays) -> str:
    """The day (ISO) of the first rule whose property is there, empty if there is none."""
    for written in rules:
        rule = written.rule or _rendered(written, values)
        anchor = values.get(name_in(values, rule.property))
        if anchor:
            return day_of(rule, _anchor(rule, anchor, written.line), working_days).isoformat()
    return ""


def _rendered(written: DateRule, values: Values) -> Rule:
    try:
        return parse_rule(written.template.render(values) if written.template else "")
    except ValueError as error:
        raise TemplateError(written.line, str(error)) from None


def _anchor(rule: Rule, value: object, line: int) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise TemplateError(line, f"`{rule.property}` is no date there: `{value}`") from None
