"""The files that wait for another program, and what is said of one that takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdfollow.sanitise import one_line
from mdfollow.watching.busy import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mdfollow.watching.busy import Signs
    from mdfollow.watching.log import Log

RESTLESS = "restless"
"""Why a file waits that was saved a moment ago; any other reason is a sign (`busy`)."""

_TOLD_AFTER = 60.0  # seconds


class Waits:
    """What a sync postponed, until there is no more reason to."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._restless: set[str] = set()
        self._busy: dict[str, float] = {}
        self._git_since: float | None = None

    def begin(self, postponed: Mapping[str, str], now: float) -> Iterable[str]:
        """Remember what a sync postponed; return those that must come to rest."""
        self._restless |= {path for path, why in postponed.items() if why == RESTLESS}
        for path in postponed.keys() - self._restless:
            self._busy.setdefault(path, now)
        return {path for path, why in postponed.items() if why == RESTLESS}

    def __contains__(self, path: str) -> bool:
        """Whether a sync waits for this file to come to rest; it may be another than it seems."""
        return path in self._restless

    def rested(self, path: str) -> None:
        """Wait no more for this file, which is at rest now."""
        self._restless.discard(path)

    def over(self, signs: Signs, now: float) -> bool:
        """Return whether a file that another program had open is free now; tell of the others."""
        free = False
        for path, since in list(self._busy.items()):
            sign = signs.busy(path)
            if not sign:
                del self._busy[path]
                free = True
            if now - since >= _TOLD_AFTER or not sign:
                what = f"`{one_line(path)}` waits: {told(sign)}" if sign else ""
                self._log.trouble(f"busy {path}", what)
        return free

    def git(self, signs: Signs, now: float) -> str:
        """Return the sign that git is at work, if it is; tell if it takes long."""
        if not signs.git:
            self._git_since = None
            self._log.trouble("git", "")
            return ""
        if self._git_since is None:
            self._git_since = now
            self._log.detail(f"git is at work ({signs.git}); waiting")
        if now - self._git_since >= _TOLD_AFTER:
            self._log.trouble("git", told(signs.git))
        return signs.git
