"""Three versions of a file -> one: regions by task, everything else as git merges it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdfollow.lines.record import RecordError
from mdfollow.lines.region import RegionError
from mdfollow.merging.agendas import merge_agendas
from mdfollow.merging.git_merge_file import Result, Style, git_merge_file
from mdfollow.merging.holes import merge_around
from mdfollow.merging.regions import merge_regions
from mdfollow.merging.texts import Text, read_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_GIT = Style()


def merge(base: bytes, ours: bytes, theirs: bytes, style: Style = _GIT) -> Result:
    """Merge two versions of a note, the agenda or another file with a region.

    `base` is what both began with, empty if that is not known. Files without region, or with one
    that can't be trusted, merge as git merges them. Raises GitError.
    """
    try:
        texts = [read_text(data) for data in (base, ours, theirs)]
        region = _region(*texts)
    except (UnicodeDecodeError, RegionError, RecordError):
        return git_merge_file(base, ours, theirs, style)
    if region is None:
        return git_merge_file(base, ours, theirs, style)
    return merge_around(texts[0], texts[1], texts[2], region, style)


def _region(base: Text, ours: Text, theirs: Text) -> Sequence[str] | None:
    """Return the merged region; None if there is none, or one that only git can tell about."""
    mine, other = ours.region, theirs.region
    if mine is None or other is None:
        return _one_sided(base, ours if theirs.region is None else theirs)
    if mine.begin_words or other.begin_words:
        return merge_agendas(base, ours, theirs)
    return merge_regions(base, ours, theirs)


def _one_sided(base: Text, there: Text) -> Sequence[str] | None:
    """Return the region only one side has: new, or untouched since the other side removed it.

    Removed by one side and changed by the other it is a conflict, which git marks.
    """
    lines = there.region_lines
    return lines if lines and base.region_lines in ([], lines) else None
