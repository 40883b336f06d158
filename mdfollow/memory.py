"""What a sync knows of the vault from the one before. At first nothing: then all is read.

Everything a sync takes from the disk goes through here, so that `sync` and `watch` go the same way.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from time import time_ns
from typing import TYPE_CHECKING

from mdfollow.agendas.agenda_file import AgendaFile, read_agenda_file
from mdfollow.config.config_files import config_files
from mdfollow.config.find_vault import FOLDER
from mdfollow.config.read_settings import read_settings
from mdfollow.disk.files import list_notes
from mdfollow.disk.read import read_signed
from mdfollow.disk.signature import ABSENT, UNTRUSTED, Signature, look, settled
from mdfollow.disk.unwritable import ChangedMeanwhile
from mdfollow.note import Note, read_head
from mdfollow.pages import Page, Pages
from mdfollow.problems import Problem
from mdfollow.reading.prefilter import Prefilter
from mdfollow.reuse import World, forget_results
from mdfollow.steps import StepSet, load_steps
from mdfollow.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from mdfollow.agendas.acts import Acts
    from mdfollow.agendas.links import Linker
    from mdfollow.config.obsidian import Obsidian
    from mdfollow.config.settings import Settings
    from mdfollow.disk.files import Listing
    from mdfollow.follow import AskedBefore
    from mdfollow.index.index import Look
    from mdfollow.note_result import NoteResult
    from mdfollow.reading.facts import Facts
    from mdfollow.steps.shipped import ShippedStep
    from mdfollow.steps.step_file import Step

    StepSource = tuple[Mapping[str, str], tuple[str, ...], tuple[ShippedStep, ...]]


class Memory:
    """What is known of one vault: its files by signature, its notes, what came of each."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.key = ""
        """Stands for settings, steps and program: with another one all here is void."""
        self.signatures: dict[str, Signature] = {}
        """Of every file that was listed as a note, also of those that are none of ours."""
        self.pages: dict[str, Page] = {}
        self.asked: AskedBefore = {}
        self.steps: StepSet | None = None
        self.world: World | None = None
        self.listed: Listing | None = None
        self.look: Look | None = None
        """What has been seen of notes and folders just now; the next sync takes it as it is."""
        self.others: dict[str, Signature] = {}
        """Of the agenda and of all files and folders that the settings come from."""
        self._step_source: StepSource = ({}, (), ())
        self.over: Callable[[str, Sequence[str]], Iterable[str]] = lambda _, paths: paths
        """Goes through paths, and may show how far it has come."""
        self.unreadable: dict[str, Problem] = {}
        self._prefilter: Prefilter | None = None
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
            self.key, self._prefilter = key, None
            self.steps = load_steps(*self._step_source)
        return self.steps

    def load_steps(self) -> tuple[Step, ...]:
        """Return the steps themselves, where only what they are called was remembered."""
        return load_steps(*self._step_source).steps

    def forget(self) -> None:
        """Forget all notes: the next sync reads them anew."""
        self.signatures, self.pages, self.asked, self.world = {}, {}, {}, None
        self.listed, self.look, self.unreadable = None, None, {}
        self._vault, self._entered = None, None

    def listing(self, settings: Settings, obsidian: Obsidian) -> Listing:
        """Return which files are notes."""
        relisted = self.look[1] if self.look else None
        if self.listed is None or relisted is None:
            self.listed = list_notes(self.root, settings, obsidian)
        elif relisted:
            self.listed = replace(self.listed, folders={**self.listed.folders, **relisted})
        return self.listed

    def read_notes(self, listing: Listing, settings: Settings) -> tuple[Pages, list[Problem]]:
        """Return mdfollow's notes, and a problem for each file that can't be read."""
        self.refresh(listing, settings)
        return Pages(self.pages, lambda path: self._load(path, settings)), [
            *self.unreadable.values()
        ]

    def refresh(self, listing: Listing, settings: Settings) -> None:
        """Drop the notes that are no more, and read those that are new or have changed."""
        for path in self.signatures.keys() - {*listing.notes}:
            self.drop(path)
        for path in self.over("reading notes", self._changed(listing)):
            self.put(path, *self.read(path, settings))

    def read(self, path: str, settings: Settings) -> tuple[Signature, Page | Problem | None]:
        """Return a file's signature and the note in it.

        None if it is none of mdfollow's business, a problem if it can't be read.
        """
        try:
            data, found = read_signed(self.root, path)
        except OSError as error:
            return UNTRUSTED, Problem(path, 1, f"can't be read: {error.strerror}")
        return found, self.page(path, data, settings)

    def page(self, path: str, data: bytes, settings: Settings) -> Page | None:
        """Return the note in these bytes; None if it is none of mdfollow's business."""
        if self._prefilter is None:
            self._prefilter = Prefilter.of(settings)
        matters = self._prefilter.may_matter(path, data)
        head = read_head(path, data, settings) if matters else None
        return Page(head.facts, head) if head else None

    def put(self, path: str, found: Signature, page: Page | Problem | None) -> None:
        """Take over what `read` gave, in place of all that was known of that file."""
        self.signatures[path] = found
        self.unreadable.pop(path, None)
        if isinstance(page, Page):
            self.pages[path] = page  # in its old place: the order of facts tells if they changed
            return
        self.pages.pop(path, None)
        if page:
            self.unreadable[path] = page

    def drop(self, path: str) -> None:
        """Forget a file that is no more."""
        self.signatures.pop(path, None)
        self.pages.pop(path, None)
        self.unreadable.pop(path, None)
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
        if self._vault is None or (self._facts, self._vault.settings) != (facts, settings):
            self._facts, self._vault = facts, Vault(facts, settings)
        return self._vault

    def enter(self, vault: Vault, today: date) -> None:
        """Forget what came of notes if it would be another with these notes and on this day."""
        if self._entered == (vault, today):
            return
        self._entered = (vault, today)
        now = World.of(today.isoformat(), vault.facts, vault.opportunities)
        forget_results(self.pages.values(), self.world, now)
        self.world = now

    def learn(self, path: str, result: NoteResult | None) -> None:
        """Remember what came of a note, None if there was something to write; its bytes may go."""
        self.pages[path].result = result
        self.pages[path].head = None

    def _changed(self, listing: Listing) -> list[str]:
        """The notes to be read: those of which nothing is known, and those that changed since."""
        look, self.look = self.look, None
        known = self.signatures
        if look:
            changed = set(look[0])
            return [path for path in listing.notes if path in changed or path not in known]
        return [path for path in listing.notes if not self._is_same(path)]

    def _is_same(self, path: str) -> bool:
        known = self.signatures.get(path, UNTRUSTED)
        return known != UNTRUSTED and look(f"{self.root}/{path}") == known

    def _look_at_others(self, settings: Settings) -> None:
        """Note what the files look like that the settings have just been read from."""
        paths = [*config_files(self.root, settings.steps_folder), FOLDER, settings.steps_folder]
        now = time_ns()
        self.others = {path: settled(look(f"{self.root}/{path}"), now) for path in paths}

    def _load(self, path: str, settings: Settings) -> Note:
        """Read the bytes of a note that was remembered. Raises ChangedMeanwhile."""
        try:
            data, found = read_signed(self.root, path)
            head = read_head(path, data, settings)
        except OSError:
            found, head = UNTRUSTED, None
        if head is None or found != self.signatures[path]:
            raise ChangedMeanwhile(path)
        return head
