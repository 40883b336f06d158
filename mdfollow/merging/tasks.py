"""Two versions of one task line, each with its entry -> one line and one entry.

A part (text, scheduled, due) merges together with its entry, as one pair, so that a person's date
never meets the entry of the other device and is taken for mdfollow's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdfollow.lines.record import Entry, text_hash
from mdfollow.merging.fields import Line, merge_lines
from mdfollow.merging.three_way import pick

if TYPE_CHECKING:
    from mdfollow.lines.task_line import TaskLine

PARTS = ("text", "scheduled", "due")


class Known(NamedTuple):
    """A task line, and what mdfollow last wrote of it; without entry all of it is the person's."""

    task: TaskLine
    entry: Entry | None


class Merged(NamedTuple):
    """The line, its entry, and the text of the other side where only one could stay."""

    task: TaskLine
    entry: Entry | None
    second: str = ""


class Pair(NamedTuple):
    """A part as it reads, as it was written (of a text: the hash), and whose it is."""

    value: str
    written: str | None
    is_ours: bool
    length: int
    """Of a text; dates are all of one length."""


def merge_tasks(base: Known | None, ours: Known, theirs: Known) -> Merged:
    """Merge two versions of a line.

    Of a part both changed a person's value beats mdfollow's; of two persons' dates the later wins,
    of two texts the longer, then the later in code point order; the other is `second`.
    """
    pairs, second = {}, ""
    for name in PARTS:
        mine, other = pair(ours, name), pair(theirs, name)
        pairs[name] = pick(pair(base, name) if base else None, mine, other, _winner)
        if name == "text":
            second = _second(base, mine, other, pairs[name])
    values = {name: part.value for name, part in pairs.items()}
    line = merge_lines(base.task if base else None, ours.task, theirs.task, Line(**values))
    return Merged(line, _entry(base, ours, theirs, pairs), second)


def changed_by_person(before: Known | None, now: Known) -> bool:
    """Whether a person made the line other than it was; without `before`, than it was written."""
    if before is None:
        plain = _neutral(now, now)
        return now.task.mark != " " or plain.text != "·" or bool(plain.fields)
    return str(_neutral(before, now)) != str(_neutral(now, before))


def _neutral(known: Known, other: Known) -> TaskLine:
    """Return the line without the parts that are mdfollow's own in both versions."""
    line = known.task
    for name in PARTS:
        if pair(known, name).is_ours and pair(other, name).is_ours:
            line = line.with_text("·") if name == "text" else line.with_date(name, "")
    return line


def pair(known: Known, name: str) -> Pair:
    """Return one of the PARTS of a line with what was written of it."""
    value = known.task.text if name == "text" else known.task.date(name)
    written = getattr(known.entry, name) if known.entry else None
    if name == "text":
        return Pair(value, written, written == text_hash(value), len(value))
    return Pair(value, written, written == value, 0)


def _winner(one: Pair, other: Pair) -> Pair:
    """A person's value, if only one is; else the later date or the longer text."""
    persons = [part for part in (one, other) if not part.is_ours] or [one, other]
    return max(persons, key=lambda part: (part.length, part.value, part.written or ""))


def _second(base: Known | None, mine: Pair, other: Pair, chosen: Pair) -> str:
    """The text that did not stay, if a person wrote it and it was not there before."""
    before = base.task.text if base else ""
    lost = [p.value for p in (mine, other) if not p.is_ours and p.value not in ("", before)]
    return next((value for value in lost if value != chosen.value), "")


def _entry(base: Known | None, ours: Known, theirs: Known, pairs: dict[str, Pair]) -> Entry | None:
    """Return the entry of the parts that were chosen; taken off by a person it stays off."""
    if ours.entry is None or theirs.entry is None:
        return None if base and base.entry else ours.entry or theirs.entry
    before = base.entry if base else None
    entry = pick(before, ours.entry, theirs.entry, lambda a, b: max(a, b, key=str))
    written = {name: part.written for name, part in pairs.items()}
    return entry._replace(**{name: value for name, value in written.items() if value is not None})
