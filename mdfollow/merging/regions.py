"""Three versions of a checklist -> one, without conflicts.

Nothing here depends on which side is ours: where both changed the same thing, content decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdfollow.checklist import PREFIX
from mdfollow.lines.record import Entry, write_record
from mdfollow.lines.structure import ending
from mdfollow.merging.elements import Element, read_side, record_of
from mdfollow.merging.order import merge_order
from mdfollow.merging.region_lines import indent_below, joints, without_id
from mdfollow.merging.survivors import Versions, known, survivors, without_line
from mdfollow.merging.tasks import merge_tasks
from mdfollow.merging.three_way import greater, pick, pick_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdfollow.lines.task_line import TaskLine
    from mdfollow.merging.texts import Text


def merge_regions(base: Text, ours: Text, theirs: Text) -> list[str]:
    """Return the lines of the merged region, markers included. Raises RecordError.

    `ours` and `theirs` have a region; `base` has none if it is not known.
    """
    old, mine, other = base.region_lines, ours.region_lines, theirs.region_lines
    texts = (base, ours, theirs)
    keys = {key for text in texts for key in record_of(text)}
    if other in (mine, old) or mine == old:
        return other if mine == old else mine
    merge = _Merge(Versions(*(read_side(text, keys) for text in texts)))
    return merge.lines()


class _Merge:
    """A merge on its way: the elements that stay, their lines, and the record."""

    def __init__(self, of: Versions) -> None:
        self.of = of
        self.entries = of.entries
        self.stay = survivors(of)
        self.record: dict[str, Entry] = {}
        self.seconds: dict[str, str] = {}
        self.tasks = {key: task for key in sorted(self.stay) if (task := self._task(key))}

    def lines(self) -> list[str]:
        base, ours, theirs = self.of.base, self.of.ours, self.of.theirs
        elements = [self._element(key) for key in self._order()]
        inner = list(self._spaced(elements))
        tail = pick_blank(base.tail, ours.tail, theirs.tail) or ()
        lead = pick_blank(base.lead, ours.lead, theirs.lead) or ()
        record = {**self.record, **without_line(self.of, self.record)}
        begin = pick(base.begin, ours.begin, theirs.begin, greater)
        return [begin, *lead, *inner, *tail, self._end(write_record(record))]

    def _task(self, key: str) -> TaskLine | None:
        """Merge one task line, noting its entry and a text that could not stay."""
        mine, other = (known(s, key, self.entries) for s in (self.of.ours, self.of.theirs))
        if mine and other:
            merged = merge_tasks(known(self.of.base, key, self.entries), mine, other)
            task, entry, self.seconds[key] = merged.task, merged.entry, merged.second
        elif one := mine or other:
            task, entry = one.task, one.entry
            outside = self.of.ours.outside | self.of.theirs.outside
            if task.id in outside and task.id.removeprefix(PREFIX) in self.entries.values():
                task = without_id(task)
        else:
            return None
        if entry:
            self.record[entry.key] = entry
        return task

    def _order(self) -> list[str]:
        """The elements that stay, each with what stands under it, from top to bottom."""
        ordered: list[str] = []
        for key in self._children(""):
            ordered += [key, *self._children(key)]
        return ordered

    def _children(self, parent: str) -> list[str]:
        base, ours, theirs = (
            [key for key in side.children(parent) if key in self.stay]
            for side in (self.of.base, self.of.ours, self.of.theirs)
        )
        return merge_order(base, ours, theirs, self._day)

    def _day(self, key: str) -> tuple[str, str] | None:
        task = self.tasks.get(key)
        if task is None:
            return None
        due, scheduled = task.date("due"), task.date("scheduled")
        return (due or scheduled or "9999", scheduled or "9999")

    def _element(self, key: str) -> Element:
        """Return the merged element: its line, its ending and the blank lines behind it."""
        base, mine, other = (
            side.elements.get(key) for side in (self.of.base, self.of.ours, self.of.theirs)
        )
        one = mine or other
        if one is None:
            raise KeyError(key)
        eol, blank = one.eol, one.blank
        if mine and other:
            eol = pick(base.eol if base else None, mine.eol, other.eol, greater)
            blank = pick_blank(base.blank if base else None, mine.blank, other.blank)
        line = str(self.tasks[key]) if key in self.tasks else one.line
        return Element(key, one.parent, line, eol, one.task, one.is_list, blank)

    def _spaced(self, elements: list[Element]) -> Iterator[str]:
        """Yield the lines, with a blank one where list and text newly meet."""
        there = {*joints(self.of.ours), *joints(self.of.theirs)}
        for at, element in enumerate(elements):
            eol = element.eol
            yield element.line + eol
            if second := self.seconds.get(element.key):
                yield f"{indent_below(element)}- {second}{eol}"
            if at + 1 == len(elements):
                return
            following = elements[at + 1]
            is_new = (element.key, following.key) not in there
            needed = is_new and element.is_list != following.is_list
            yield from element.blank or ((eol,) if needed else ())

    def _end(self, words: str) -> str:
        """Return the end marker; as it is written on a side that has the same words."""
        base, ours, theirs = self.of.base.end, self.of.ours.end, self.of.theirs.end
        eol = pick(ending(base), ending(ours), ending(theirs), greater)
        same = [line for line in (ours, theirs) if f" {words} " in line.replace("-->", " -->")]
        chosen = max(same, default=f"<!-- mdfollow:end {words} -->")
        return chosen.rstrip("\r\n") + eol
