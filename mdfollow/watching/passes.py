"""One run of the very same sync, over the vault that is held, with the careful writer."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from mdfollow.disk.unwritable import Recovered
from mdfollow.disk.vault_writer import vault_writer
from mdfollow.problems import MdfollowError
from mdfollow.sanitise import one_line
from mdfollow.sync import sync
from mdfollow.watching.careful_writer import CarefulWriter, Ended
from mdfollow.watching.fights import WAY_OUT, Fights
from mdfollow.watching.suspects import suspects
from mdfollow.watching.waits import RESTLESS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from mdfollow.watching.foresight import Writes
    from mdfollow.watching.held import Held
    from mdfollow.watching.log import Log


class Passes:
    """Runs syncs one after the other and tells what each did."""

    def __init__(
        self,
        held: Held,
        log: Log,
        monotonic: Callable[[], float],
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._held = held
        self._stopping = stopping
        self._log = log
        self._fights = Fights(monotonic)
        self._fought_over: list[str] = []
        self.unfinished = False
        """Whether something is to be tried again though no file changes."""

    def write(self, foreseen: Writes, why_not: Callable[[str], str]) -> dict[str, str]:
        """Write what the next sync is known to write, up to the first file that can't be now.

        Returns as `run` does. Of what went wrong the sync tells, but for bytes that were recovered.
        """
        root, writer = self._held.root, self._writer(why_not)
        try:
            with vault_writer(root, self._log.once, self._go_on, writer.check) as writer.write:
                for path, old, new in foreseen:
                    writer(path, old, new)
        except Recovered as error:
            self._log.once(str(error))
        except (MdfollowError, OSError) as error:
            self._log.detail(str(error))
        self._take(writer)
        return writer.postponed

    def run(self, today: date, why_not: Callable[[str], str]) -> dict[str, str]:
        """Sync once; return the files to come back to, and why each must wait.

        A sync that could not be done at all is told.
        """
        root, writer = self._held.root, self._writer(why_not)
        self.unfinished = True
        try:
            with vault_writer(root, self._log.once, self._go_on, writer.check) as writer.write:
                outcome = sync(root, today, writer, memory=self._held)
        except Ended:
            outcome = None
        except (MdfollowError, OSError) as error:
            self._log.trouble("sync", str(error))
            return {}
        if outcome is None:
            return writer.postponed
        self._log.trouble("sync", "")
        self._log.problems(outcome.problems)
        self.unfinished = bool(writer.fought_over or writer.failed) or self._held.agenda_is_amiss
        self._tell_of_fights(sorted(writer.fought_over))
        if writer.wrote:
            self._take(writer)
            self._look_on(today)
        return writer.postponed

    def _writer(self, why_not: Callable[[str], str]) -> CarefulWriter:
        return CarefulWriter(why_not, self._go_on, self._fights, self._log.say)

    def _go_on(self) -> bool:
        return not self._stopping()

    def _tell_of_fights(self, paths: list[str]) -> None:
        if paths == self._fought_over:
            return
        self._fought_over = paths
        names = ", ".join(f"`{one_line(path)}`" for path in paths)
        told = [f"{names}: {WAY_OUT}"] if paths else []
        told += [who for path in paths[:1] if (who := suspects(self._held.root, path))]
        self._log.trouble("fight", "; ".join(told))

    def _take(self, writer: CarefulWriter) -> None:
        """Take what was just written; what somebody saved over it since must come to rest."""
        for path, data in writer.wrote:
            if not self._held.learn_written(path, data):
                writer.postponed[path] = RESTLESS
        writer.wrote.clear()

    def _look_on(self, today: date) -> None:
        """Look once through what a sync would find now, so that the next one finds it known."""
        if not self._stopping():
            with suppress(MdfollowError, OSError), self._held.supposing({}):  # the next one says so
                sync(self._held.root, today, lambda *_: None, memory=self._held)
