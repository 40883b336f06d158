"""What a sync knows of the vault from the one before. At first nothing: then all is read.

Everything a sync takes from the disk goes through here, so that `sync` and `watch` go the same way.
"""

from __future__ import annotations

from hashlib import sha256
from time import time_ns
from typing import TYPE_CHECKING

from mdfollow.agendas.agenda_file import AgendaFile, read_agenda_file
from mdfollow.config.config_files import config_files
from mdfollow.config.find_vault import FOLDER
from mdfollow.config.read_settings import read_settings
from mdfollow.disk.read import read_signed
from mdfollow.disk.signature import ABSENT, UNTRUSTED, Signature, look, settled
from mdfollow.known_notes import KnownNotes
from mdfollow.problems import Problem
from mdfollow.reuse import World, forget_results
from mdfollow.steps import StepSet, load_steps
from mdfollow.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from pathlib import Path

    from mdfollow.agendas.acts import Acts
    from mdfollow.agendas.links import Linker
    from mdfollow.config.obsidian import Obsidian
    from mdfollow.config.settings import Settings
    from mdfollow.follow import AskedBefore
    from mdfollow.note_result import NoteResult
    from mdfollow.reading.facts import Facts
    from mdfollow.steps.shipped import ShippedStep
    from mdfollow.steps.step_file import Step

    StepSource = tuple[Mapping[str, str], tuple[str, ...], tuple[ShippedStep, ...]]


class Memory(KnownNotes):
    """What is known of one vault: its notes, what steps asked and what came of each."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.key = ""
        """Stands for settings and steps: with other ones all here is void."""
        self.asked: AskedBefore = {}
        self.steps: StepSet | None = None
        self.world: World | None = None
        self.recalled: tuple[str, list[Facts]] | None = None
        """The day (ISO) of the last sync and what it knew, as long as no world is made of them."""
        self.others: dict[str, Signature] = {}
        """Of the agenda and of all files and folders that the settings come from."""
        self._step_source: StepSource = ({}, (), ())
        self._facts: list[Facts] = []
        self._vault: Vault | None = None
        self._acts: tuple[AgendaFile, tuple[Linker, frozenset[str]], Acts] | None = None
        self._entered: tuple[Vault, date] | None = None

    def begin(
        self,
        settings: Settings,
        obsidian: Obsidian,
        step_texts: Mapping[str, str],
        shipped: tuple[ShippedStep, ...] = (),
    ) -> StepSet:
        """Return the steps; what is known is forgotten if it was found with other settings.

        Raises SettingsError if there are no holidays of the name in new settings.
        """
        self._step_source = (step_texts, settings.disabled_steps, shipped)
        self._look_at_others(settings)
        given = (settings, obsidian, sorted(step_texts.items()), shipped)
        key = sha256(repr(given).encode()).hexdigest()
        if self.steps is None or key != self.key:
            read_settings(self.root, ask_calendar=True)  # only now: it loads all holidays
            self.forget()
            self.key = key
            self.steps = load_steps(*self._step_source)
        return self.steps

    def load_steps(self) -> tuple[Step, ...]:
        """Return the steps themselves, where only what they are called was remembered."""
        return load_steps(*self._step_source).steps

    def forget(self) -> None:
        """Forget all notes and what came of them."""
        super().forget()
        self.asked, self.world, self.recalled = {}, None, None
        self._vault = self._entered = None

    def drop(self, path: str) -> None:
        """Forget a file that is no more."""
        super().drop(path)
        self.asked.pop(path, None)

    def agenda(self, path: str) -> AgendaFile:
        """Return the agenda as it lies there; one that can't be read says so."""
        self.others[path] = ABSENT
        try:
            data, self.others[path] = read_signed(self.root, path)
            return read_agenda_file(path, data)
        except FileNotFoundError:
            return read_agenda_file(path, None)
        except OSError as error:
            self.others[path] = UNTRUSTED
            message = f"can't be read: {error.strerror}; move it away, or name another"
            return AgendaFile(None, [], problem=Problem(path, 1, f"{message} `agenda.file`"))

    def acts(self, file: AgendaFile, linker: Linker, paths: Collection[str]) -> Acts:
        """Return what a person did in the agenda: the same as before while all given is."""
        key = (linker, frozenset(paths))
        if self._acts is None or self._acts[0] is not file or self._acts[1] != key:
            self._acts = (file, key, file.acts(linker, paths))
        return self._acts[2]

    def vault(self, facts: list[Facts], settings: Settings) -> Vault:
        """Return all notes together: the same as before while their facts are the same."""
        if self.recalled:
            (day, self._facts), self.recalled = self.recalled, None
            self._vault = Vault(self._facts, settings)
            self.world = World.of(day, self._vault)
        if self._vault is None or (self._facts, self._vault.settings) != (facts, settings):
            self._facts, self._vault = facts, Vault(facts, settings)
        return self._vault

    def enter(self, vault: Vault, today: date) -> None:
        """Forget what came of notes if it would be another with these notes and on this day."""
        if self._entered == (vault, today):
            return
        self._entered = (vault, today)
        now = World.of(today.isoformat(), vault)
        forget_results(self.pages.values(), self.world, now)
        self.world = now

    def learn(self, path: str, result: NoteResult | None) -> None:
        """Remember what came of a note, None if there was something to write; its bytes may go."""
        self.pages[path].result = result
        self.pages[path].head = None

    def _look_at_others(self, settings: Settings) -> None:
        """Note what the files look like that the settings have just been read from."""
        paths = [*config_files(self.root, settings.steps_folder), FOLDER, settings.steps_folder]
        now = time_ns()
        self.others = {path: settled(look(f"{self.root}/{path}"), now) for path in paths}
