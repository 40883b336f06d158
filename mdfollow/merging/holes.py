"""The text around the regions, merged by git: each region is one line that is the same everywhere.

So git's own merge decides about everything outside, its conflicts included, and never sees the
inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdfollow.lines.record import text_hash
from mdfollow.lines.structure import split_lines
from mdfollow.merging.git_merge_file import Result, Style, git_merge_file
from mdfollow.merging.region_lines import whole
from mdfollow.merging.texts import Text, with_hole

if TYPE_CHECKING:
    from collections.abc import Sequence


def merge_around(
    base: Text, ours: Text, theirs: Text, region: Sequence[str], style: Style
) -> Result:
    """Merge the outside of three versions and put `region` in its place. Raises GitError."""
    texts = (base, ours, theirs)
    token = text_hash("".join(line for text in texts for line in text.lines))
    hole = f"<!-- region {token} -->\n"
    new = base.region is None
    at_end = new and any(text.ends_with_region for text in (ours, theirs))
    versions = []
    for text in texts:
        fill = new or text.region is not None
        lines = with_hole(text, hole, at_end=at_end) if fill else text.lines
        versions.append("".join(lines).encode())
    labels = tuple(f"{token} {label}" for label in style.labels)
    marked = Style(style.marker_size, style.name, (labels[0], labels[1], labels[2]))
    merged = git_merge_file(versions[0], versions[1], versions[2], marked)
    lines = _settled(split_lines(merged.data.decode()), hole, token, list(region))
    return Result("".join(lines).replace(f"{token} ", "").encode(), merged.conflicts)


def _settled(lines: list[str], hole: str, token: str, region: list[str]) -> list[str]:
    """Put the region in the place of its line: once, and never inside a conflict of git's.

    Where both sides moved it the first place counts; one inside a conflict is put behind it.
    """
    places = [at for at, line in enumerate(lines) if line.rstrip("\r\n") == hole.rstrip("\n")]
    if not places:
        return lines
    at = _behind_conflict(lines, places[0], token)
    before = [line for place, line in enumerate(lines[:at]) if place not in places]
    after = [line for place, line in enumerate(lines) if place >= at and place not in places]
    return [*before, *whole(region, is_last=not after), *after]


def _behind_conflict(lines: Sequence[str], at: int, token: str) -> int:
    """Return `at`, or the line behind the conflict it stands in."""
    for place in range(at, len(lines)):
        if lines[place].startswith("<") and token in lines[place]:
            return at
        if lines[place].startswith(">") and f"> {token} " in lines[place]:
            return place + 1
    return at
