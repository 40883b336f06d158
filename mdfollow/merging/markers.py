"""A note that holds git's conflict markers -> the three versions it was made of.

The style `merge` does not tell what stood there before; there a base is made up that lacks the
lines in question, so that whatever either side has is new and stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.lines.region import RegionError
from mdfollow.lines.structure import split_lines
from mdfollow.merging.git_merge_file import LABELS, Style
from mdfollow.merging.hunks import Hunks, joined
from mdfollow.merging.texts import read_text
from mdfollow.problems import MdfollowError

if TYPE_CHECKING:
    from collections.abc import Sequence

_START = re.compile(r"(<{7,})(?: (.*))?")


class Conflicted(NamedTuple):
    """The three versions, and how the conflicts were marked."""

    base: bytes
    ours: bytes
    theirs: bytes
    style: Style


def has_markers(data: bytes) -> bool:
    """Whether a file holds git's conflict markers."""
    lines = data.decode(errors="replace").splitlines()
    starts = [at for at, line in enumerate(lines) if _START.fullmatch(line)]
    return bool(starts) and any(line.startswith(">>>>>>>") for line in lines[starts[0] :])


def read_conflicts(data: bytes) -> Conflicted:
    """Take a note with conflict markers apart. Raises MdfollowError if they are incomplete."""
    lines = split_lines(data.decode("utf-8", "surrogateescape"))
    read = _read(lines, with_base=True)
    if not (read.knows_base and _is_sound(read.base)):
        read = _read(lines, with_base=False)
    base, ours, theirs = read.without_moved()
    labels = tuple(read.labels.get(name, label) for name, label in zip(_PARTS, LABELS, strict=True))
    name = "merge" if "base" not in read.labels else "diff3" if read.untrimmed else "zdiff3"
    return Conflicted(base, ours, theirs, Style(read.size, name, (labels[0], labels[1], labels[2])))


_PARTS = ("ours", "base", "theirs")


def _read(lines: Sequence[str], *, with_base: bool) -> Hunks:
    versions = Hunks(knows_base=with_base)
    for line in lines:
        part = _part(line.rstrip("\r\n"), versions)
        if part is None:
            versions.line(line)
        elif part == "end":
            versions.at = None
            versions.settle()
        else:
            versions.at = part
            versions.hunk.setdefault(part, [])
    if versions.at is not None:
        raise MdfollowError(
            "conflict markers without their end; take the file from git again "
            "(`git checkout --merge -- NOTE`)"
        )
    return versions


def _is_sound(base: Sequence[str]) -> bool:
    """Whether a base has no broken region: zdiff3 moves lines both sides share out of its hunks."""
    try:
        read_text(joined(base))
    except (UnicodeDecodeError, RegionError):
        return False
    return True


def _part(line: str, versions: Hunks) -> str | None:
    """Return the part that begins behind a marker, `end` behind the last; None for a text line."""
    if versions.at is None:
        start = _START.fullmatch(line)
        if start is None:
            return None
        versions.size = len(start[1])
        versions.labels["ours"] = start[2] or ""
        return "ours"
    follow = {"ours": "|=", "base": "=", "theirs": ">"}[versions.at]
    for sign in follow:
        marker, _, label = line.partition(" ")
        if marker == sign * versions.size and (sign != "=" or not label):
            if sign != "=":
                versions.labels["base" if sign == "|" else "theirs"] = label
            return {"|": "base", "=": "theirs", ">": "end"}[sign]
    return None
