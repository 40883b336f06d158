"""A vault that is watched: where to look, what is at rest by now, and when to sync."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from mdfollow.disk.signature import ABSENT
from mdfollow.index.remember import remember
from mdfollow.problems import MdfollowError
from mdfollow.snapshot import read_vault
from mdfollow.watching.busy import Signs
from mdfollow.watching.clock import Clock, Leaps, today
from mdfollow.watching.events import EVERYTHING
from mdfollow.watching.foresight import Foresight
from mdfollow.watching.gone import what_is_gone
from mdfollow.watching.held import Held
from mdfollow.watching.passes import Passes
from mdfollow.watching.rest import Rest, regular
from mdfollow.watching.waits import RESTLESS, Waits

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from mdfollow.disk.signature import Signature
    from mdfollow.watching.log import Log

SCAN_EVERY = 45.0  # seconds: events get lost, so everything is looked at now and then
POLL_EVERY = 2.0  # the same where there are no events, or something is amiss
PATIENCE = 3  # a file that seems half saved must rest so many times as long
_TICK = 1.0  # seconds between two looks at clocks and signs


class Session:
    """One vault from its first sync on. `tick` does what is to be done by now."""

    def __init__(
        self, root: Path, clock: Clock, log: Log, stopping: Callable[[], bool] = lambda: False
    ) -> None:
        self.polled = False
        """Whether there are no events to rely on."""
        self._root = root
        self._clock = clock
        self._log = log
        self._rest = Rest(root)
        self._held = Held(root, self._rest)
        self._foresight = Foresight(self._held, self._rest)
        self._taken: dict[str, Signature] = {}
        """The files that were taken since the last sync."""
        self._passes = Passes(self._held, log, clock.monotonic, stopping)
        self._leaps = Leaps(clock)
        self._waits = Waits(log)
        self._due = True
        self._held_up = False
        """Whether something is in the way that no event will end, or nothing may be done now."""
        self._gone = False
        self._day = today(clock)
        self._looked = clock.monotonic()
        self._copies: tuple[str, ...] | None = None
        self._strange: set[str] = set()
        with suppress(MdfollowError):  # the first sync tells it
            read_vault(root, self._held)
        self._rest.quiet = self._held.quiet
        self._hold_fresh()

    @property
    def next_tick(self) -> float:
        """Seconds until `tick` should be called again, if no hint comes before."""
        if self._held_up:
            return _TICK
        return self._foresight.comes_in(self._rest.next_look(self._clock.monotonic(), _TICK))

    def tick(self, hints: Collection[str]) -> None:
        """Look where the hints say, take what is at rest, and sync if that changed anything."""
        now = self._clock.monotonic()
        every = POLL_EVERY if self.polled or self._gone else SCAN_EVERY
        if self._leaps.leapt() or now - self._looked >= every:
            self._strange.clear()
            self._look(now)
        elif self._is_vague(hints):
            self._look(now)
            self._strange.update(path for path in hints if path not in self._held.taken)
        else:
            self._look_at(filter(self._held.concerns, hints), now)
        signs = Signs(self._root)
        self._held_up = bool(self._waits.git(signs, now))
        if not self._held_up:
            self._foresight.look(self._rest.next_look(now, _TICK), today(self._clock))
            self._take_rested(now)
        self._due |= self._waits.over(signs, now) or today(self._clock) != self._day
        if self._due and not self._held_up and self._settings_rest(now):
            self._sync(signs, now)

    def close(self) -> None:
        """Remember what is known for the next process, if all of it is certain."""
        if not self._due and not len(self._rest):
            remember(self._held, self._day.isoformat(), (), {})

    def _hold_fresh(self) -> None:
        """Let files that were saved just before the start come to rest."""
        wall, now = self._clock.now().timestamp(), self._clock.monotonic()
        for path, found in self._held.taken.items():
            if wall - found[1] / 1e9 < self._rest.quiet:
                self._rest.look(path, found, now)

    def _is_vague(self, hints: Collection[str]) -> bool:
        """Whether a hint is about everything, or about a file of which nothing is known yet."""
        return EVERYTHING in hints or any(map(self._is_new, hints))

    def _is_new(self, path: str) -> bool:
        known = path in self._held.taken or path in self._rest
        if known or not self._held.concerns(path):
            return False
        return path not in self._strange or regular(f"{self._root}/{path}") == ABSENT

    def _look(self, now: float) -> None:
        """Look at everything."""
        self._looked = now
        self._look_at(self._held.list_anew(), now)
        copies, self._copies = self._copies, self._held.conflict_copies
        self._due |= self._passes.unfinished or copies != self._copies

    def _look_at(self, paths: Iterable[str], now: float) -> None:
        """Look at some files; those that are as they were taken, as all we wrote, are no news."""
        root = str(self._root)  # joined as text: pathlib would take most of the time
        for path in paths:
            found = regular(f"{root}/{path}")
            if path in self._rest or found != self._held.taken.get(path, ABSENT):
                self._rest.look(path, found, now)

    def _settings_rest(self, now: float) -> bool:
        """Whether settings and steps, which a sync reads from the disk, are whole."""
        self._look_at(self._held.settings_files, now)
        return not any(map(self._held.is_settings, self._rest))

    def _take_rested(self, now: float) -> None:
        """Take what is at rest; hold what seems half saved for longer."""
        rested = list(self._rest.rested(now))
        gone = what_is_gone(self._root, self._held, rested)
        self._gone = self._held_up = bool(gone)
        self._log.trouble("gone", gone)
        for file in [] if gone else rested:
            waited_for = file.path in self._waits
            news = waited_for or file.signature != self._held.taken.get(file.path, ABSENT)
            patient = now - file.since >= PATIENCE * self._rest.quiet
            if news and not self._held.take(file.path, file.signature, patient=patient):
                self._held_up = True
                continue
            self._rest.forget(file.path)
            self._waits.rested(file.path)
            self._due |= news
            self._taken |= {file.path: file.signature} if news else {}

    def _sync(self, signs: Signs, now: float) -> None:
        def why_not(path: str) -> str:
            nonlocal signs, now
            if self._clock.monotonic() - now >= _TICK:  # many writes, or a wait for the lock
                signs, now = Signs(self._root), self._clock.monotonic()
            return RESTLESS if path in self._rest else signs.git or signs.busy(path)

        self._due, self._day = False, today(self._clock)
        taken, self._taken = self._taken, {}
        foreseen = self._foresight.writes(taken, self._day)
        postponed = self._passes.write(foreseen, why_not) if foreseen else {}
        if foreseen and not self._settings_rest(now):  # to write took a moment
            self._due = True
        else:
            postponed |= self._passes.run(self._day, why_not)
        self._rest.quiet, now = self._held.quiet, self._clock.monotonic()
        for path in self._waits.begin(postponed, now):
            self._rest.look(path, regular(f"{self._root}/{path}"), now)
