"""The three versions of a note, collected line by line from one with conflict markers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mdfollow.merging.git_merge_file import MARKER_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_END_MARKER = re.compile(r" {0,3}<!--[ \t]*mdfollow:end.*(\r?\n)?")
_OUR_ID = re.compile(r"\^mdf-[a-z0-9-]+\s*$")
_BEGIN_MARKER = re.compile(r" {0,3}<!--[ \t]*mdfollow:begin.*")


@dataclass
class Hunks:
    """The versions while the note is read; `at` is the part a line belongs to, None outside."""

    base: list[str] = field(default_factory=list)
    ours: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)
    hunk: dict[str, list[str]] = field(default_factory=dict)
    shared: list[str] = field(default_factory=list)
    """Lines outside the hunks."""
    labels: dict[str, str] = field(default_factory=dict)
    size: int = MARKER_SIZE
    at: str | None = None
    knows_base: bool = True
    untrimmed: bool = False

    def line(self, line: str) -> None:
        """Add a line of text: to the part it stands in, outside a hunk to all versions."""
        if self.at is None:
            self.shared.append(line)
            for version in (self.base, self.ours, self.theirs):
                version.append(line)
        else:
            self.hunk.setdefault(self.at, []).append(line)

    def settle(self) -> None:
        """End a hunk: each version gets its part."""
        ours, theirs = self.hunk.get("ours", []), self.hunk.get("theirs", [])
        if "base" not in self.hunk:
            self.knows_base = False
        base = self.hunk["base"] if self.knows_base else _made_up(ours, theirs)
        shared = ours[:1] == theirs[:1] or ours[-1:] == theirs[-1:]
        self.untrimmed = self.untrimmed or bool(shared and ours)
        self.base += base
        self.ours += ours
        self.theirs += theirs
        self.hunk = {}

    def without_moved(self) -> list[bytes]:
        """Return the versions' bytes, base first, a task in each only where that version had it.

        git merges a task one side moved into the text around a hunk that still holds it for the
        other side.
        """
        versions = (self.base, self.ours, self.theirs)
        moved = {_id_of(line): line for line in self.shared if _id_of(line)}
        twice = [
            {of for of in moved if sum(_id_of(line) == of for line in version) > 1}
            for version in versions
        ]
        everywhere = twice[1] & twice[2]
        return [
            joined(
                line
                for line in version
                if _id_of(line) not in ids - everywhere or moved[_id_of(line)] != line
            )
            for version, ids in zip(versions, twice, strict=True)
        ]


def _id_of(line: str) -> str:
    found = _OUR_ID.search(line)
    return found[0].strip() if found else ""


def joined(lines: Iterable[str]) -> bytes:
    """Return the bytes of lines."""
    return "".join(lines).encode("utf-8", "surrogateescape")


def _made_up(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """A base that lacks all lines, but still has the markers of a region that both have."""
    base = [line for line in ours if _BEGIN_MARKER.match(line)]
    if not any(map(_BEGIN_MARKER.match, theirs)):
        base = []
    ends = [line for line in ours if _END_MARKER.match(line)]
    if ends and any(map(_END_MARKER.match, theirs)):
        base.append("<!-- mdfollow:end 1 -->" + ends[0][len(ends[0].rstrip("\r\n")) :])
    return base
