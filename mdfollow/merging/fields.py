"""Two versions of a task line -> one: box, dates, tags and other fields, in the form they had."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdfollow.lines.task_line import TaskLine
from mdfollow.merging.three_way import greater, pick, pick_set

if TYPE_CHECKING:
    from mdfollow.lines.task_line import Form

_WITH_BOX = ("completion", "cancelled")
_CHOSEN = ("scheduled", "due", "tag", *_WITH_BOX)


class Line(NamedTuple):
    """The parts that merge with their entries, already chosen."""

    text: str
    scheduled: str
    due: str


class _Wanted(NamedTuple):
    """All a merged line says, but not in which form."""

    line: Line
    form: Form
    mark: str
    fields: dict[str, str]
    tags: set[str]


def merge_lines(base: TaskLine | None, ours: TaskLine, theirs: TaskLine, line: Line) -> TaskLine:
    """Merge two versions of a line that says `line`.

    The form (order of the fields, blanks, bullet, Dataview or emoji) is that of the side that
    changed it.
    """
    if str(ours) == str(theirs):
        return ours
    form = max(ours.form or theirs.form or "emoji", theirs.form or ours.form or "emoji")
    wanted = _Wanted(line, form, *_status(base, ours, theirs), _tags(base, ours, theirs))
    wanted.fields.update(_others(base, ours, theirs))
    mine, other = _written(ours, wanted), _written(theirs, wanted)
    unchanged = str(_written(base, wanted)) if base else None
    chosen = pick(unchanged, str(mine), str(other), greater)
    return mine if chosen == str(mine) else other


def _status(base: TaskLine | None, ours: TaskLine, theirs: TaskLine) -> tuple[str, dict[str, str]]:
    """Return the box and its dates, which go together: done beats cancelled beats open."""

    def status(line: TaskLine | None) -> tuple[int, str, str, str]:
        if line is None:
            return (-1, "", "", "")
        rank = 2 if line.is_done else 1 if line.is_frozen else 0
        return (rank, line.date("completion"), line.date("cancelled"), line.mark)

    _, done, cancelled, mark = pick(status(base), status(ours), status(theirs), max)
    return mark, {"completion": done, "cancelled": cancelled}


def _others(base: TaskLine | None, ours: TaskLine, theirs: TaskLine) -> dict[str, str]:
    """Return the other fields (priority, recurrence, …); of two new values the greater."""
    names = {field.name for line in (ours, theirs) for field in line.fields} - {*_CHOSEN}
    return {
        name: pick(base.date(name) if base else "", ours.date(name), theirs.date(name), greater)
        for name in sorted(names)
    }


def _tags(base: TaskLine | None, ours: TaskLine, theirs: TaskLine) -> set[str]:
    return pick_set(_tags_of(base), _tags_of(ours), _tags_of(theirs))


def _tags_of(line: TaskLine | None) -> list[str]:
    return [field.value for field in line.fields if field.name == "tag"] if line else []


def _written(carrier: TaskLine, wanted: _Wanted) -> TaskLine:
    """Return `carrier` saying what is wanted; new fields take its form, if it has any."""
    line = carrier.with_mark(wanted.mark)
    if line.text != wanted.line.text:
        line = line.with_text(wanted.line.text)
    dates = {"scheduled": wanted.line.scheduled, "due": wanted.line.due}
    for name, value in {**wanted.fields, **dates}.items():
        if line.date(name) != value:
            line = line.with_date(name, value, wanted.form)
    return _with_tags(line, wanted.tags)


def _with_tags(line: TaskLine, tags: set[str]) -> TaskLine:
    """Return the line with exactly these tags; new ones behind its words."""
    for field in reversed(line.fields):
        if field.name == "tag" and field.value not in tags:
            body = line.body[: field.start].rstrip(" ") + line.body[field.end :]
            line = TaskLine(line.prefix, line.bullet, line.mark, body)
    for tag in sorted(tags):
        if tag not in _tags_of(line):
            fields = [field.start for field in line.fields if field.name != "tag"]
            block = line.body.rfind("^") if line.id else len(line.body)
            words = line.body[: min([*fields, block])].rstrip()
            body = f"{words} {tag}" + _set_off(line.body[len(words) :])
            line = TaskLine(line.prefix, line.bullet, line.mark, body)
    return line


def _set_off(rest: str) -> str:
    return rest if not rest or rest[0] == " " else f" {rest}"
