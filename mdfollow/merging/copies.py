"""A sync tool's conflict copy and its note -> one note that holds all of both.

What both began with is not known, so the lines they share are taken for it: then all that either
has beyond them was added, and nothing counts as deleted.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from mdfollow.lines.record import RecordError
from mdfollow.lines.region import RegionError
from mdfollow.lines.structure import ending
from mdfollow.merging.agenda_version import typed_lines
from mdfollow.merging.elements import element_key, read_side, record_of
from mdfollow.merging.git_merge_file import Result, Style
from mdfollow.merging.merge import merge
from mdfollow.merging.survivors import Versions, known
from mdfollow.merging.tasks import PARTS, Known, pair
from mdfollow.merging.texts import Text, read_text, with_hole

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOLE = "<!-- the region -->\n"
_STYLE = Style(name="merge", labels=("the note", "both", "the conflict copy"))


def merge_copy(note: bytes, copy: bytes) -> Result:
    """Merge a conflict copy into its note.

    Raises GitError; RegionError, RecordError or UnicodeDecodeError where one of the two can't be
    read and must be settled by hand.
    """
    mine, other = read_text(note), read_text(copy)
    return merge("".join(_shared(mine, other)).encode(), note, copy, _STYLE)


def holds(merged: bytes, copy: bytes) -> bool:
    """Whether all a person wrote in the copy is in the merged note, conflict markers or not."""
    try:
        lines = {line.rstrip("\r\n") for line in merged.decode().splitlines()}
        return all(
            line in lines or any(line in there for there in lines)
            for line in _own_words(read_text(copy))
        )
    except (UnicodeDecodeError, RegionError, RecordError):
        return False


def _shared(mine: Text, other: Text) -> Iterator[str]:
    """Yield the lines both have, in order; for the regions of both an empty one."""
    first, second = (
        with_hole(text, _HOLE, at_end=False) if text.region else text.lines
        for text in (mine, other)
    )
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for block in matcher.get_matching_blocks():
        for line in first[block.a : block.a + block.size]:
            if line == _HOLE:
                eol = ending(mine.region_lines[0])
                yield from (f"<!-- mdfollow:begin -->{eol}", f"<!-- mdfollow:end 1 -->{eol}")
            else:
                yield line


def _own_words(text: Text) -> Iterator[str]:
    """Yield what a person wrote: lines outside and inside the region, ticks, words and dates."""
    yield from (line.rstrip("\r\n") for line in text.outside)
    if text.region is None:
        return
    if text.region.begin_words:
        yield from typed_lines(text)
        return
    record = record_of(text)
    side = read_side(text, record.keys())
    entries = Versions(side, side, side).entries
    ours = {element_key(key) for key in record}
    for key, element in side.elements.items():
        task = known(side, key, entries) if key in ours else None
        yield from _own_parts(task) if task else [element.line]


def _own_parts(task: Known) -> Iterator[str]:
    """Yield the parts of one of our task lines that are the person's."""
    for name in PARTS:
        part = pair(task, name)
        if part.value and not part.is_ours:
            yield part.value
    yield from (field.value for field in task.task.fields if field.name == "tag")
