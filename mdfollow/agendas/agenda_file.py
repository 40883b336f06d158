"""The file the agenda stands in: its bytes -> what a person did there, and the new bytes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.agendas.acts import Acts, read_acts
from mdfollow.lines.record import is_newer
from mdfollow.lines.region import (
    Markers,
    RegionError,
    find_markers,
    insert_region,
    replace_region,
    with_begin_words,
)
from mdfollow.lines.structure import ending, read_structure, split_lines, takes_more, usual_ending
from mdfollow.problems import Problem
from mdfollow.reading.front_matter import body_start

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mdfollow.agendas.links import Linker


class AgendaFile(NamedTuple):
    """The agenda as it lies there; with a problem nothing is read from it and nothing written."""

    data: bytes | None
    """None where there is no such file."""
    lines: list[str]
    markers: Markers = Markers(None, None)
    problem: Problem | None = None

    @property
    def day(self) -> date | None:
        """The day it was written for, as its begin marker says."""
        words = self.markers.region.begin_words if self.markers.region else ""
        try:
            return date.fromisoformat(words)
        except ValueError:
            return None

    def acts(self, linker: Linker, paths: Collection[str]) -> Acts:
        """Return what the person did in it; `paths` are the notes there are."""
        return read_acts(self.lines, self.markers.region, linker, paths)

    def written(self, inner: Sequence[str], words: str, day: str, typed: Sequence[str]) -> bytes:
        """Return the file with a new region, and the person's own lines directly below it."""
        region = self.markers.region
        if region is None:
            lines = insert_region(self.lines, self.markers, list(inner), words, day)
            return "".join(lines).encode()
        eol = usual_ending(self.lines)
        inner_lines = [line + eol for line in inner]
        lines = replace_region(self.lines, region, inner_lines, words)
        lines = with_begin_words(lines, region, day)
        end = region.begin + 1 + len(inner_lines)
        return "".join([*lines[: end + 1], *_below(lines, end, typed, eol)]).encode()


def read_agenda_file(path: str, data: bytes | None) -> AgendaFile:
    """Read the agenda; a file that is not there is an empty one."""
    try:
        text = (data or b"").decode()
    except UnicodeDecodeError as error:
        line = (data or b"").count(b"\n", 0, error.start) + 1
        return AgendaFile(
            data, [], problem=Problem(path, line, "not UTF-8; save the file as UTF-8")
        )
    lines = split_lines(text)
    body = len(split_lines(text[: body_start(text)]))
    try:
        markers = find_markers(lines, read_structure(lines, body))
    except RegionError as error:
        return AgendaFile(data, lines, problem=Problem(path, error.line + 1, str(error)))
    wrong = _why_not(markers, lines, body)
    return AgendaFile(data, lines, markers, Problem(path, *wrong) if wrong else None)


def _why_not(markers: Markers, lines: list[str], body: int) -> tuple[int, str] | None:
    """The line and the reason for which this file is left alone, if there is one."""
    region = markers.region
    if region and is_newer(region.end_words):
        return region.end + 1, "the agenda was written by a newer mdfollow; update mdfollow"
    if region or markers.placeholder is not None or takes_more(lines, body):
        return None
    return len(lines), "the file ends inside a comment or code block that is not closed; close it"


def _below(lines: list[str], end: int, typed: Sequence[str], eol: str) -> list[str]:
    """What follows the end marker: typed lines, set off by a blank line, then what was there."""
    rest = lines[end + 1 :]
    if not typed:
        return rest
    start = [] if ending(lines[end]) else [eol]
    own = [line if ending(line) else line + eol for line in typed]
    gap = [eol] if rest and rest[0].strip() else []
    return [*start, eol, *own, *gap, *rest]
