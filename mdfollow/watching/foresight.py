"""What a sync will write once the files that changed are at rest, found out just before they are.

Then only the writing is left to do. It is the very same sync, over the vault as it will be if the
files stay as they are; if they do not, what was foreseen is dropped.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from mdfollow.problems import MdfollowError
from mdfollow.sync import sync

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mdfollow.disk.signature import Signature
    from mdfollow.watching.held import Held
    from mdfollow.watching.rest import Rest

    Writes = list[tuple[str, bytes | None, bytes]]
    """Paths with the bytes before and after, in the order of a sync."""

_AHEAD = 0.05  # seconds: enough for a few notes, and nobody saves twice within them
_MOST = 10  # files: with more of them a sync takes longer than is to be gained


class Foresight:
    """Foresees the writes for the files that will be at rest next."""

    def __init__(self, held: Held, rest: Rest) -> None:
        self._held = held
        self._rest = rest
        self._seen: tuple[Mapping[str, Signature], date] | None = None
        self._writes: Writes = []

    def comes_in(self, left: float) -> float:
        """Return in how many seconds `look` is to be called, if the rest ends in `left`."""
        files = self._rest.first
        is_done = self._seen is not None and self._seen[0] == files
        return left if is_done or not files else max(left - _AHEAD, 0.0)

    def look(self, left: float, today: date) -> None:
        """Foresee what is to be written in `left` seconds, once and only if that is soon."""
        files = self._rest.first
        if not 0 < left <= _AHEAD or self._seen == (files, today):
            return
        self._seen, self._writes = (files, today), []
        if len(files) > _MOST or any(map(self._held.is_settings, self._rest)):
            return
        writes: Writes = []
        with suppress(MdfollowError, OSError), self._held.supposing(files) as all_taken:
            if all_taken:
                sync(self._held.root, today, lambda *one: writes.append(one), memory=self._held)
                self._writes = writes

    def writes(self, taken: Mapping[str, Signature], today: date) -> Writes:
        """Return what was foreseen for just these files on this day, and forget it."""
        writes = self._writes if self._seen == (taken, today) else []
        self._seen, self._writes = None, []
        return writes
