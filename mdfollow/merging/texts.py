"""A file as a merge sees it: its lines, and where its region is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdfollow.lines.region import Markers, find_markers, insert_region
from mdfollow.lines.structure import Structure, read_structure, split_lines
from mdfollow.reading.front_matter import body_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdfollow.lines.region import Region


class Text(NamedTuple):
    """One version of a file; lines keep their endings."""

    lines: list[str]
    structure: Structure
    markers: Markers

    @property
    def region(self) -> Region | None:
        """Where the region is, None if the file has none."""
        return self.markers.region

    @property
    def region_lines(self) -> list[str]:
        """The lines from the begin marker to the end marker, both included; empty without one."""
        region = self.markers.region
        return self.lines[region.begin : region.end + 1] if region else []

    @property
    def outside(self) -> list[str]:
        """All other lines."""
        region = self.markers.region
        if region is None:
            return self.lines
        return self.lines[: region.begin] + self.lines[region.end + 1 :]

    @property
    def ends_with_region(self) -> bool:
        """Whether nothing but blank lines stands below the region, where mdfollow puts it."""
        region = self.markers.region
        return region is not None and not "".join(self.lines[region.end + 1 :]).strip()


def read_text(data: bytes) -> Text:
    """Read one version. Raises UnicodeDecodeError, and RegionError for a broken region."""
    text = data.decode()
    lines = split_lines(text)
    structure = read_structure(lines, len(split_lines(text[: body_start(text)])))
    return Text(lines, structure, find_markers(lines, structure))


def with_hole(text: Text, hole: str, *, at_end: bool) -> list[str]:
    """Return the lines with the one line `hole` for the region.

    A file without region gets the hole at its `<!-- mdfollow -->` line, or, with `at_end`, where
    mdfollow would put a first checklist; else it stays as it is.
    """
    region = text.region
    if region is not None:
        return [*text.lines[: region.begin], hole, *text.lines[region.end + 1 :]]
    if text.markers.placeholder is None and not at_end:
        return text.lines
    lines = insert_region(text.lines, text.markers, [], "1", hole.strip("<!- >\n"))
    return _filled(lines, hole)


def _filled(lines: Sequence[str], hole: str) -> list[str]:
    """Replace the empty region just inserted, which has the words of the hole, by the hole."""
    words = hole.strip("<!- >\n")
    begin = next(at for at, line in enumerate(lines) if f":begin {words} -->" in line)
    return [*lines[:begin], hole, *lines[begin + 2 :]]
