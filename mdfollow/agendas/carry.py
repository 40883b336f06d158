"""Carry a person's act in the agenda to the task in its note."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mdfollow.checklist import owned_items
from mdfollow.lines.record import text_hash
from mdfollow.lines.region import RegionError, refuse_conflicts
from mdfollow.lines.structure import ending, usual_ending
from mdfollow.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mdfollow.agendas.acts import Act
    from mdfollow.lines.task_items import TaskItem
    from mdfollow.lines.task_line import Form, TaskLine
    from mdfollow.note import Note


class NotCarriedError(Exception):
    """An act that can't be carried; the text says why and what to do."""


def carry(note: Note, act: Act, form: Form, today: str) -> list[str]:
    """Return the note's lines with the act done to its task.

    Raises NotCarriedError: the task is not there, there twice, recurring, or in a note with
    conflict markers. Done wins: a box that was ticked in the note meanwhile stays so.
    """
    item = _find(note, act)
    lines = list(note.lines)
    task = _marked(item.task, act, form, today)
    if task != item.task:
        lines[item.at] = str(task) + ending(lines[item.at])
    if act.under:
        lines[item.end : item.end] = _under(note, item, act.under)
        if not ending(lines[item.end - 1]):
            lines[item.end - 1] += usual_ending(note.lines)
    return lines


def _marked(task: TaskLine, act: Act, form: Form, today: str) -> TaskLine:
    """The task line with the box of the act, and the done date that goes with it."""
    if act.mark is None or act.mark == task.mark:
        return task
    if act.mark in "xX":
        if task.is_done:
            return task
        if task.field("repeat"):
            raise NotCarriedError("the task recurs; tick it in its note, where Obsidian renews it")
        task = task.with_mark("x")
        return task if task.date("completion") else task.with_date("completion", today, form)
    if task.is_done and act.written not in "xX":
        return task
    return task.with_mark(act.mark).with_date("completion", "")


def by_note(
    acts: Sequence[Act], notes: Mapping[str, Note]
) -> tuple[dict[str, list[Act]], list[str]]:
    """Return acts by note, and the lines typed under tasks of notes that take none."""
    sorted_acts: dict[str, list[Act]] = defaultdict(list)
    typed: list[str] = []
    for act in acts:
        note = notes.get(act.path)
        if note and act.under and not takes_lines(note, act):
            typed += act.under
            act = act._replace(under=())  # noqa: PLW2901 - the same act without its lines
        if act.mark is not None or act.under:
            sorted_acts[act.path].append(act)
    return sorted_acts, typed


def takes_lines(note: Note, act: Act) -> bool:
    """Whether lines can go under the task: only inside our region are bytes ours to add."""
    region = note.markers.region
    return bool(region) and any(i.task.id == act.id for i in note.region_items if act.id)


def _find(note: Note, act: Act) -> TaskItem:
    try:
        refuse_conflicts(note.lines)
    except RegionError as error:
        raise NotCarriedError(f"{note.path} holds {error}") from None
    owned = owned_items(note.region_items, note.record)
    if act.id:
        found = [item for item in note.items if item.task.id == act.id]
        first = owned.get(act.id.removeprefix("mdf-"))
        found = [first] if first else found
    else:
        ours = {item.at for item in owned.values()}
        wanted = text_hash(act.text)
        found = [
            item
            for item in note.items
            if item.at not in ours and text_hash(one_line(item.task.text)) == wanted
        ]
    if len(found) != 1:
        how = "twice" if found else "no more"
        raise NotCarriedError(f"the task is there {how} in {note.path}; tick it in the note")
    return found[0]


def _under(note: Note, item: TaskItem, typed: Sequence[str]) -> list[str]:
    """The typed lines, indented under the task, without those that stand there already."""
    eol = ending(note.lines[item.at]) or usual_ending(note.lines)
    there = {line.strip() for line in note.lines[item.at + 1 : item.end]}
    indent = note.lines[item.at][: len(note.lines[item.at]) - len(note.lines[item.at].lstrip())]
    return [indent + line.rstrip("\r\n") + eol for line in typed if line.strip() not in there]
