"""Three versions of the agenda's region -> one that holds what both persons did there.

Only acts are merged: boxes that differ from that version's own record, and lines typed. All else
is made anew by the next sync.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mdfollow.agendas.agenda_record import read_agenda_record
from mdfollow.lines.structure import ending, usual_ending
from mdfollow.lines.task_line import TaskLine
from mdfollow.merging.agenda_version import AgendaVersion, read_agenda_version
from mdfollow.merging.three_way import greater, pick

if TYPE_CHECKING:
    from mdfollow.merging.texts import Text


def merge_agendas(base: Text, ours: Text, theirs: Text) -> list[str]:
    """Return the region of ours with the acts of theirs, markers included.

    A region that is no agenda (the pipeline) has nothing to merge: the one with the newer day on
    its begin marker is taken.
    """
    mine, other = ours.region, theirs.region
    if mine is None or other is None:
        return ours.region_lines or theirs.region_lines
    if not (_is_agenda(mine.end_words) and _is_agenda(other.end_words)):
        return max([ours, theirs], key=_newer).region_lines
    old, kept, new = (
        read_agenda_version(base),
        read_agenda_version(ours),
        read_agenda_version(theirs),
    )
    added = _set_boxes(old, kept, new)
    added += _put_typed(old, kept, new)
    eol = ending(ours.region_lines[0]) or usual_ending(ours.lines)
    words = " ".join(dict.fromkeys(added))
    lines = ours.region_lines
    end = lines[-1]
    if words:
        end = f"<!-- mdfollow:end {mine.end_words} {words} -->{ending(end)}"
    return [lines[0], *(line if ending(line) else line + eol for line in kept.lines), end]


def _newer(text: Text) -> tuple[str, str]:
    words = text.region.begin_words if text.region else ""
    return (words, "".join(text.region_lines))


def _is_agenda(end_words: str) -> bool:
    """Whether the end marker holds the record of an agenda."""
    entries = end_words.split()[1:]
    return bool(read_agenda_record(end_words).words.total()) and all(
        "." in entry or entry.startswith("-") for entry in entries
    )


def _set_boxes(old: AgendaVersion, kept: AgendaVersion, new: AgendaVersion) -> list[str]:
    """Set the boxes of `kept` as the acts of both ask; returns entries of lines put in."""
    places = {ref: at for at, ref in kept.refs.items()}
    entries = []
    for ref in sorted({*kept.acts, *new.acts}):
        mark = pick(old.acts.get(ref), kept.acts.get(ref), new.acts.get(ref), _done_first)
        if ref in places:
            line = kept.lines[places[ref]]
            chosen = kept.written[ref] if mark is None else mark
            kept.lines[places[ref]] = _with_box(line, chosen)
        elif mark is not None:
            entries.append(_bring(kept, new, ref))
    return entries


def _done_first(one: str | None, other: str | None) -> str | None:
    done = [mark for mark in (one, other) if mark and mark in "xX"]
    return max(done) if done else greater(one or "", other or "") or None


def _with_box(line: str, mark: str) -> str:
    task = TaskLine.read(line.rstrip("\r\n"))
    return str(task.with_mark(mark)) + ending(line) if task else line


def _bring(kept: AgendaVersion, new: AgendaVersion, ref: str) -> str:
    """Put a line of the other version at the end of this one; returns its entry."""
    at = next(place for place, found in new.refs.items() if found == ref)
    last = max((at for at, line in enumerate(kept.lines) if line.strip()), default=-1) + 1
    kept.lines.insert(last, new.lines[at])
    kept.refs[last] = ref
    return new.entries[ref]


def _put_typed(old: AgendaVersion, kept: AgendaVersion, new: AgendaVersion) -> list[str]:
    """Put in the lines typed in the other version, take out those it has dealt with."""

    def typed(agenda: AgendaVersion) -> Counter[tuple[str, str]]:
        return Counter((ref, agenda.lines[at].rstrip("\r\n")) for at, ref in agenda.typed.items())

    before, here, there = typed(old), typed(kept), typed(new)
    gone, added = before - there, there - before - (here - before)
    for at in sorted(kept.typed, reverse=True):
        what = (kept.typed[at], kept.lines[at].rstrip("\r\n"))
        if gone[what]:
            gone[what] -= 1
            kept.lines[at] = ""
    entries = []
    for at, ref in new.typed.items():
        what = (ref, new.lines[at].rstrip("\r\n"))
        if added[what]:
            added[what] -= 1
            if ref and ref not in kept.refs.values():
                entries.append(_bring(kept, new, ref))
            _insert_typed(kept, ref, new.lines[at])
    kept.lines = [line for line in kept.lines if line]
    return entries


def _insert_typed(kept: AgendaVersion, ref: str, line: str) -> None:
    """Insert below the task it stood under, else below everything, set off from a list."""
    anchor = next((at for at, found in kept.refs.items() if found == ref), None) if ref else None
    if anchor is None:
        spoken = [at for at, there in enumerate(kept.lines) if there.strip()]
        place = (spoken[-1] if spoken else -1) + 1
    else:
        place = anchor + 1
        while place < len(kept.lines) and kept.lines[place][:1] in (" ", "\t"):
            place += 1
    kept.lines.insert(place, line if ending(line) else line + "\n")
    kept.refs = {at + (at >= place): found for at, found in kept.refs.items()}
