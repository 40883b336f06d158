"""Another program that takes back what is written: noticed, lest the two go on for ever."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 5
"""So often the same region may be written into a note within `SPAN`."""

SPAN = 600.0  # seconds

WAY_OUT = (
    "another program takes back what mdfollow writes there, and the note is left alone for ten "
    "minutes; look for a plugin or editor that formats notes on saving, or a second device or "
    "sync tool that restores an old version"
)

_BOX = re.compile(rb"^[ \t>]*(?:[-*+]|[0-9]+[.)])[ \t]+\[([^\]\n]{1,4})\]", re.MULTILINE)


class Fights:
    """Counts how often the very same region took the place of the same one that others had made.

    What a person edits is or becomes another region each time, and who ticks changes a box; a
    file that still is as it was written last, such as the agenda while a box in a note is ticked
    and opened, is fought over by nobody.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._written: dict[tuple[str, bytes, bytes], deque[float]] = defaultdict(deque)
        self._last: dict[str, tuple[float, bytes, list[bytes]]] = {}

    def written(self, path: str, old: bytes | None, new: bytes) -> None:
        """Note that a file's bytes `old` were replaced by `new`."""
        now = self._clock()
        if self._is_taken_back(path, old or b""):
            self._written[_replaced(path, old or b"", new)].append(now)
        self._last[path] = (now, _hash(new), _boxes(new))

    def goes_on(self, path: str, old: bytes | None, new: bytes) -> bool:
        """Return whether replacing these bytes would be one time too many."""
        self._forget_old()
        often = len(self._written.get(_replaced(path, old or b"", new), ())) >= MOST
        return often and self._is_taken_back(path, old or b"")

    def _is_taken_back(self, path: str, old: bytes) -> bool:
        """Whether these bytes may be another program's; not if only we, or one who ticks, wrote."""
        known = self._last.get(path)
        return known is None or (known[1] != _hash(old) and not _is_ticked(known[2], _boxes(old)))

    def _forget_old(self) -> None:
        old = self._clock() - SPAN
        self._last = {path: last for path, last in self._last.items() if last[0] > old}
        for key in list(self._written):
            times = self._written[key]
            while times and times[0] <= old:
                times.popleft()
            if not times:
                del self._written[key]


def _boxes(data: bytes) -> list[bytes]:
    """The marks of all boxes, in order."""
    return _BOX.findall(data)


def _is_ticked(before: list[bytes], now: list[bytes]) -> bool:
    """Whether the same boxes hold other marks; an older version has boxes less."""
    return len(before) == len(now) and before != now


def _replaced(path: str, old: bytes, new: bytes) -> tuple[str, bytes, bytes]:
    """What is the same each time two programs fight: file, region before and region after.

    Of bytes without a region the new ones count whole, the old ones not at all.
    """
    return path, _region(old), _region(new) or _hash(new)


def _region(data: bytes) -> bytes:
    """What stands between the markers, as a hash; nothing where there are none."""
    _, begin, rest = data.partition(b"<!-- mdfollow:begin")
    inner, end, words = rest.partition(b"<!-- mdfollow:end")
    return _hash(inner + words.partition(b"\n")[0]) if begin and end else b""


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
