"""The part of a file that mdfollow looks after: from its begin marker to its end marker.

Outside of it not one byte changes. Everything here works on lines that keep their endings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.lines.structure import BOM, ending, split_lines, usual_ending

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdfollow.lines.structure import Structure

_MARKER = re.compile(
    r" {0,3}<!--[ \t]*mdfollow(?::(?P<kind>begin|end))?(?P<words>(?:[ \t](?:(?!-->).)*)?)-->[ \t]*"
)
_RESTORE = "restore it from git or a backup, or remove what is left of the checklist"


class RegionError(Exception):
    """Markers that can't be trusted: the file is left untouched."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


class Region(NamedTuple):
    """The lines of both markers, counted from 0, and the words on them."""

    begin: int
    end: int
    begin_words: str
    end_words: str


class Markers(NamedTuple):
    """What a file has: a region, or a lone `<!-- mdfollow -->` line where one is wanted."""

    region: Region | None
    placeholder: int | None


def find_markers(lines: Sequence[str], structure: Structure) -> Markers:
    """Find the region or the placeholder.

    Raises RegionError for markers that are missing, doubled, nested or reversed, and for a file
    that holds git's conflict markers or is nested too deep to be read to its end.
    """
    refuse_conflicts(lines)
    if structure.too_deep is not None:
        raise RegionError(structure.too_deep, "nested too deep; indent the list or quote less")
    found = [(at, match) for at in structure.comments if (match := _match(lines[at]))]
    words = {at: match["words"].strip(" \t") for at, match in found}
    marks = [(at, match["kind"], words[at]) for at, match in found if match["kind"]]
    placeholders = [at for at, match in found if not match["kind"] and not words[at]]
    if not marks:
        if len(placeholders) > 1:
            raise RegionError(placeholders[1], "a second `<!-- mdfollow -->`; keep one of them")
        return Markers(None, placeholders[0] if placeholders else None)
    if [kind for _, kind, _ in marks] != ["begin", "end"]:
        raise _wrong_markers(marks)
    (begin, _, begin_words), (end, _, end_words) = marks
    return Markers(Region(begin, end, begin_words, end_words), None)


def refuse_conflicts(lines: Sequence[str]) -> None:
    """Raise RegionError where git left conflict markers."""
    start = next((at for at, line in enumerate(lines) if line.startswith("<<<<<<< ")), None)
    if start is not None and any(line.startswith(">>>>>>> ") for line in lines[start:]):
        raise RegionError(
            start, "git conflict markers; settle the conflict first, try `mdfollow resolve`"
        )


def replace_region(lines: Sequence[str], region: Region, inner: list[str], words: str) -> list[str]:
    """Return the file with other lines inside the region and other words on its end marker."""
    end = lines[region.end]
    if words != region.end_words:
        end = f"<!-- mdfollow:end {words} -->{ending(end)}"
    return [*lines[: region.begin + 1], *inner, end, *lines[region.end + 1 :]]


def with_begin_words(lines: list[str], region: Region, words: str) -> list[str]:
    """Return the file with other words on the begin marker."""
    begin = lines[region.begin]
    if words != region.begin_words:
        begin = f"{_bom(begin)}<!-- mdfollow:begin {words} -->{ending(begin)}"
    return [*lines[: region.begin], begin, *lines[region.begin + 1 :]]


def insert_region(
    lines: Sequence[str], markers: Markers, inner: list[str], words: str, begin_words: str = ""
) -> list[str]:
    """Return the file with a new region in the place of its placeholder, else at its end.

    `inner` and the markers take the file's usual line ending; one blank line sets the region off
    from text around it; a file without a final newline stays one.
    """
    eol = usual_ending(list(lines))
    begin = f"<!-- mdfollow:begin {begin_words}".rstrip() + " -->"
    region = [line + eol for line in (begin, *inner, f"<!-- mdfollow:end {words} -->")]
    at = markers.placeholder
    if at is None:
        before, last, after = list(lines), lines[-1] if lines else eol, []
    else:
        before, last, after = list(lines[:at]), lines[at], list(lines[at + 1 :])
        region[0] = _bom(last) + region[0]
    region[-1] = region[-1].removesuffix(eol) + ending(last)
    if before and before[-1].strip(BOM + " \t\r\n"):
        region.insert(0, _gap(before[-1], eol))
    if after and after[0].strip():
        region.append(_gap(region[-1], eol))
    return [*before, *region, *after]


def _match(line: str) -> re.Match[str] | None:
    return _MARKER.fullmatch(line.removeprefix(BOM).rstrip("\r\n"))


def _gap(line: str, eol: str) -> str:
    """Return what makes one blank line after `line`, whose ending may lack or be half of CRLF."""
    return eol if len(split_lines(line + eol)) > 1 else eol + eol


def _bom(line: str) -> str:
    return BOM if line.startswith(BOM) else ""


def _wrong_markers(marks: list[tuple[int, str, str]]) -> RegionError:
    """Say which marker is wrong, at the line where a person would look."""
    kinds = [kind for _, kind, _ in marks]
    for index, (at, kind, _) in enumerate(marks):
        before = kinds[:index]
        if kind == "begin" and "begin" in before:
            inside = before[-1] == "begin"
            what = "a begin marker inside a checklist" if inside else "a second checklist"
            return RegionError(at, f"{what}; keep one pair of mdfollow:begin and mdfollow:end")
        if kind == "end" and "begin" not in before:
            if "begin" in kinds:
                return RegionError(at, "the end marker stands before the begin marker; swap them")
            return RegionError(at, f"the line `<!-- mdfollow:begin -->` is missing; {_RESTORE}")
        if kind == "end" and "end" in before:
            return RegionError(at, "a second end marker; keep the one that belongs to the list")
    return RegionError(marks[0][0], f"the line `<!-- mdfollow:end … -->` is missing; {_RESTORE}")
