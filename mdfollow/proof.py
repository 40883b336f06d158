"""The proof before every write: nothing of the person's is lost, or nothing is written."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from mdfollow.checklist import owned_items
from mdfollow.lines.task_line import TaskLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdfollow.note import Note


class ProofError(Exception):
    """mdfollow was about to change what is not its own: a bug, so nothing is written."""


def prove(before: Note, after: Note) -> None:
    """Check a note that is about to be written against the one that was read.

    Outside the region all bytes are the same, but for the box and done date of a task ticked in
    the agenda; inside it every line of the person's is still there, in order. Raises ProofError.
    """
    old, new = before.markers.region, after.markers.region
    if after.markers.region is None and before.markers.region is not None:
        raise ProofError("the new text has no checklist any more")
    if old is None and new is not None:
        at = before.markers.placeholder
        head, tail = (
            (before.lines, []) if at is None else (before.lines[:at], before.lines[at + 1 :])
        )
        _same(head, after.lines[: len(head)])
        _same(tail, after.lines[len(after.lines) - len(tail) :])
    elif old is None or new is None:
        _same(before.lines, after.lines)
    else:
        _same(before.lines[: old.begin + 1], after.lines[: new.begin + 1])
        _same(before.lines[old.end + 1 :], after.lines[new.end + 1 :])
        _still_there(_own_lines(before), after.lines[new.begin + 1 : new.end])


def _same(before: Sequence[str], after: Sequence[str]) -> None:
    for old, new in zip_longest(before, after):
        if old != new and (old is None or new is None or _untick(old) != _untick(new)):
            raise ProofError(f"a line outside the checklist would change: {old!r} to {new!r}")


def _untick(line: str) -> str:
    """A line without what a tick in the agenda may change in it; its ending may be added."""
    task = TaskLine.read(line.rstrip("\r\n"))
    return str(task.with_mark(" ").with_date("completion", "")) if task else line.rstrip("\r\n")


def _own_lines(note: Note) -> list[str]:
    """The lines in the region that are the person's: all but our task lines and blank ones."""
    region = note.markers.region
    if region is None:
        return []
    ours = {item.at for item in owned_items(note.region_items, note.record).values()}
    inside = range(region.begin + 1, region.end)
    return [note.lines[at] for at in inside if at not in ours and note.lines[at].strip()]


def _still_there(own: Sequence[str], lines: Sequence[str]) -> None:
    """Every line of `own` is among `lines`, in order."""
    rest = iter(map(_untick, lines))
    for line in map(_untick, own):
        if line not in rest:
            raise ProofError(f"a line of the checklist would be lost: {line!r}")
