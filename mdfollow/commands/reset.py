"""Give a task, or a whole checklist, back to mdfollow."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdfollow.checklist import PREFIX, owned_items
from mdfollow.lines.record import Entry, text_hash, write_record
from mdfollow.lines.region import replace_region
from mdfollow.lines.structure import ending
from mdfollow.problems import MdfollowError, did_you_mean

if TYPE_CHECKING:
    from mdfollow.lines.task_line import TaskLine
    from mdfollow.note import Note


class Reset(NamedTuple):
    """The note's bytes ready for the next sync, and the texts of the ticked tasks in question."""

    data: bytes
    ticked: tuple[str, ...]


def reset_note(note: Note, key: str, *, open_ticks: bool) -> Reset:
    """Return the note as if mdfollow had written its tasks as they read now.

    The next sync then brings texts and dates up to date. A deleted task loses its entry, so that
    it comes back. What stands under a task is not touched; ticks only with `open_ticks`. An empty
    `key` means all tasks. Raises MdfollowError if the note has a problem, no checklist or no such
    task.
    """
    wrong = next((problem for problem in note.problems if problem.severity == "problem"), None)
    if wrong:
        raise MdfollowError(f"{wrong.path}:{wrong.line}: {wrong.message}")
    region = note.markers.region
    if region is None:
        raise MdfollowError(f"{note.path} has no checklist; `mdfollow sync` writes one")
    keys = _keys(note, key)
    items = owned_items(note.region_items, note.record)
    record, lines = dict(note.record), list(note.lines)
    ticked = [items[k].task.text for k in keys if k in items and items[k].task.is_frozen]
    for one in keys:
        if one not in items:
            del record[one]
            continue
        task = items[one].task
        record[one] = _as_it_reads(record[one], task)
        if open_ticks and task.is_frozen:
            opened = task.with_mark(" ").with_date("completion", "").with_date("cancelled", "")
            lines[items[one].at] = str(opened) + ending(lines[items[one].at])
    inner = lines[region.begin + 1 : region.end]
    lines = replace_region(lines, region, inner, write_record(record))
    return Reset("".join(lines).encode(), tuple(ticked))


def _keys(note: Note, key: str) -> list[str]:
    key = key.removeprefix("^").removeprefix(PREFIX).lower()
    if not key:
        return sorted(note.record)
    if key not in note.record:
        known = ", ".join(sorted(note.record)) or "none"
        guess = did_you_mean(key, note.record)
        raise MdfollowError(f"{note.path} has no task `{key}`{guess} (its tasks: {known})")
    return [key]


def _as_it_reads(entry: Entry, task: TaskLine) -> Entry:
    dates = task.date("scheduled"), task.date("due")
    return Entry(entry.step, entry.item, entry.who, *dates, text_hash(task.text))
