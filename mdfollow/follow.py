"""One note and the tasks asked of it -> the note's new bytes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.checklist import (
    PREFIX,
    Checklist,
    Style,
    Task,
    entry_of,
    owned_items,
    written,
)
from mdfollow.lines.record import write_record
from mdfollow.lines.region import insert_region, replace_region
from mdfollow.lines.structure import takes_more
from mdfollow.lines.task_items import tries
from mdfollow.placing import by_date, inner_lines
from mdfollow.problems import Problem
from mdfollow.steps.ask import Subject, ask, settle_collisions
from mdfollow.steps.template_error import TemplateError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdfollow.business_days import BusinessDays
    from mdfollow.note import Note
    from mdfollow.reading.facts import Facts
    from mdfollow.reading.mentions import Mention
    from mdfollow.steps import StepSet
    from mdfollow.vault import Vault


class Asked(NamedTuple):
    """What the steps ask of a note; `silent` steps could not say and withdraw nothing."""

    tasks: tuple[Task, ...] = ()
    silent: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


AskedBefore = dict[str, tuple[str, Asked]]
"""By path: all that steps were told of an interview, as a hash, and what they asked."""


def ask_steps(  # noqa: PLR0913, PLR0917 - a note, and all that its steps depend on
    note: Note,
    vault: Vault,
    steps: StepSet,
    working_days: BusinessDays,
    today: str,
    before: AskedBefore | None = None,
) -> Asked:
    """Ask every step about one interview; a step that fails here is silent, and told.

    What stands in `before` is taken from there, what does not is added.
    """
    if note.facts is None or not wants_checklist(note):
        return Asked()
    subject = Subject(
        values=vault.values(note.facts),
        mentions=_mentions(note.facts, steps.each),
        item=vault.item_of(note.facts),
        logged=_logged(note, today),
        record=note.record,
        working_days=working_days,
    )
    told = subject.told()
    known = before.get(note.path) if before else None
    asked = known[1] if known and known[0] == told else _ask_anew(subject, steps)
    if before is not None:
        before[note.path] = (told, asked)
    return asked


def _ask_anew(subject: Subject, steps: StepSet) -> Asked:
    tasks: list[Task] = []
    silent, problems = set(steps.silent), []
    for step in steps.steps:
        try:
            tasks += ask(step, subject)
        except TemplateError as error:
            silent.add(step.name)
            problems.append(Problem(step.path, error.line, str(error)))
    missing = {entry.step for entry in subject.record.values()} - {*steps.names} - steps.disabled
    return Asked(
        tuple(settle_collisions(tasks, subject.record)),
        frozenset(silent | missing),
        tuple(problems),
    )


def _mentions(facts: Facts, each: frozenset[str]) -> dict[str, tuple[Mention, ...]]:
    """The entries of the properties that a step may go through."""
    return {name: facts.mentions(name) for name in facts.values if name.casefold() in each}


def _logged(note: Note, today: str) -> dict[str, list[str]]:
    """The days (ISO) of the tries under each task, by its key."""
    there = owned_items(note.region_items, note.record)
    return {key: tries(note.lines, item, today) for key, item in there.items()}


def wants_checklist(note: Note) -> bool:
    """Whether the note is a sound interview that may have a checklist."""
    facts = note.facts
    if facts is None or facts.kind != "interview" or not note.is_sound:
        return False
    return facts.values.get("mdfollow") is not False


def is_passed_over(note: Note, today: date, max_age: int) -> bool:
    """Whether an interview is too old for a first checklist (contract, `checklist.max_age`)."""
    if note.facts is None or note.markers.region or note.markers.placeholder is not None:
        return False
    return note.facts.text("date") < (today - timedelta(days=max_age)).isoformat()


def follow_note(note: Note, asked: Asked, style: Style, heading: str, today: str) -> Sequence[str]:
    """Return the note's lines with its checklist brought up to date, or begun."""
    region = note.markers.region
    if region is None:
        return _begin(note, asked.tasks, style, heading) if asked.tasks else note.lines
    checklist = Checklist(
        note.lines, note.structure, note.region_items, dict(note.record), style, today
    )
    checklist.follow(asked.tasks, asked.silent)
    new = checklist.new_tasks(asked.tasks, {item.task.id for item in note.items})
    inner = inner_lines(checklist, new, region.begin + 1, region.end)
    record = checklist.record | {task.key: entry_of(task) for task in new}
    return replace_region(note.lines, region, inner, write_record(record))


def has_ids(note: Note) -> bool:
    """Whether a task of the note has an id as mdfollow gives them."""
    return any(item.task.id.startswith(PREFIX) for item in note.items)


def stray_ids(note: Note, asked: Asked) -> list[Problem]:
    """Tell ids of this note's tasks in a note without region: its markers are gone."""
    wanted = {PREFIX + task.key for task in asked.tasks}
    stray = [item for item in note.items if item.task.id in wanted]
    if note.markers.region or not stray:
        return []
    message = (
        f"`^{stray[0].task.id}` is here but the lines `<!-- mdfollow:begin -->` and "
        "`<!-- mdfollow:end … -->` are gone; restore them from git, or remove the ids"
    )
    return [Problem(note.path, stray[0].at + 1, message)]


def no_room(note: Note) -> list[Problem]:
    """Tell a comment or code fence that is open at the end: it would swallow a first checklist."""
    if note.markers.region or note.markers.placeholder is not None:
        return []
    if takes_more(note.lines, note.body):
        return []
    message = (
        "the note ends inside a comment or code block that is not closed; close it, or write a "
        "line `<!-- mdfollow -->` where the checklist is to go"
    )
    return [Problem(note.path, len(note.lines), message)]


def region_problems(note: Note) -> list[Problem]:
    """Tell two lines with one id, and a tick older than the interview (a copied note)."""
    problems = []
    first: dict[str, int] = {}
    for item in note.region_items:
        if item.task.id.removeprefix(PREFIX) not in note.record:
            continue
        line = first.setdefault(item.task.id, item.at)
        if line != item.at:
            message = f"`^{item.task.id}` stands on line {line + 1} too; remove it from one of them"
            problems.append(Problem(note.path, item.at + 1, message))
        done = item.task.date("completion")
        if item.task.is_done and done and note.facts and done < note.facts.text("date"):
            message = (
                f"done on {done}, before the interview; a copied note? `mdfollow reset --open` "
                "makes it new"
            )
            problems.append(Problem(note.path, item.at + 1, message, "hint"))
    return problems


def _begin(note: Note, tasks: Sequence[Task], style: Style, heading: str) -> list[str]:
    """Insert the first checklist, with one blank line around heading, list and markers."""
    lines = [written(task, style) for task in sorted(tasks, key=by_date)]
    record = write_record({task.key: entry_of(task) for task in tasks})
    return insert_region(note.lines, note.markers, ["", heading, "", *lines, ""], record)
