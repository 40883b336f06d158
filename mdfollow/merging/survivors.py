"""Which elements stay: a line a person changed beats a person's deletion beats a withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdfollow.merging.elements import element_key
from mdfollow.merging.tasks import Known, changed_by_person
from mdfollow.merging.three_way import pick

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdfollow.lines.record import Entry, Record
    from mdfollow.merging.elements import Side


class Versions(NamedTuple):
    """The region of the version both devices began with, and of both."""

    base: Side
    ours: Side
    theirs: Side

    @property
    def entries(self) -> dict[str, str]:
        """The keys of all entries, by the key of their element."""
        sides = (self.base, self.ours, self.theirs)
        return {element_key(key): key for side in sides for key in side.record}


def known(side: Side, key: str, entries: Mapping[str, str]) -> Known | None:
    """Return the task line with that element key and its entry, None if there is none."""
    element = side.elements.get(key)
    if element is None or element.task is None:
        return None
    return Known(element.task, side.record.get(entries.get(key, "")))


def survivors(of: Versions) -> set[str]:
    """Return the keys of the elements that stay."""
    entries = of.entries
    return {
        *(of.ours.elements.keys() & of.theirs.elements.keys()),
        *_kept(of.base, of.ours, of.theirs, entries),
        *_kept(of.base, of.theirs, of.ours, entries),
    }


def _kept(base: Side, there: Side, gone: Side, entries: Mapping[str, str]) -> Iterator[str]:
    """Yield what only one side has and keeps: what is new or changed, and what stands under it."""
    stay: set[str] = set()
    for key, element in there.elements.items():
        if key in gone.elements:
            continue
        under_kept = element.parent in stay
        deleted = key in base.elements or entries.get(key, "") in gone.record
        if under_kept or not deleted or _touched(base, there, key, entries):
            stay.add(key)
            yield key


def _touched(base: Side, there: Side, key: str, entries: Mapping[str, str]) -> bool:
    """Whether a person changed the line or anything under it."""
    now = known(there, key, entries)
    if now is not None and changed_by_person(known(base, key, entries), now):
        return True
    return any(
        below not in base.elements or _touched(base, there, below, entries)
        for below in there.children(key)
    )


def entry_without_line(of: Versions, key: str) -> Entry | None:
    """Return the entry of a task without line: one a person deleted stays deleted.

    Without entry the task was withdrawn, or reset, and may be asked for anew.
    """
    base, ours, theirs = (side.record.get(key) for side in (of.base, of.ours, of.theirs))
    if ours and theirs:
        return pick(base, ours, theirs, lambda a, b: max(a, b, key=str))
    line = element_key(key)
    deleted_before = base is not None and line not in of.base.elements
    if deleted_before:
        return None
    deleted = [
        side.record[key]
        for side in (of.ours, of.theirs)
        if key in side.record and line not in side.elements
    ]
    return deleted[0] if deleted else None


def without_line(of: Versions, present: Record) -> Record:
    """Return the entries of all tasks that are not among the `present` ones."""
    found = {key: entry_without_line(of, key) for key in of.entries.values() if key not in present}
    return {key: entry for key, entry in found.items() if entry}
