"""The vault as `watch` holds it: every file as it was when it last lay at rest."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mdfollow.config.config_files import config_files, is_config_file
from mdfollow.config.settings import Settings
from mdfollow.disk.files import list_notes
from mdfollow.disk.read import read_bytes
from mdfollow.disk.signature import ABSENT, UNTRUSTED, Signature
from mdfollow.memory import Memory
from mdfollow.pages import Page
from mdfollow.watching.rest import regular

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from mdfollow.agendas.agenda_file import AgendaFile
    from mdfollow.config.obsidian import Obsidian
    from mdfollow.disk.files import Listing
    from mdfollow.note_result import NoteResult
    from mdfollow.problems import Problem

_END = re.compile(rb"<!-- mdfollow:end[^\n]*-->")
"""Where a region that was saved whole ends."""
_JUDGED = ("asked", "world", "_entered", "_facts", "_vault")
"""With what the results of all notes were found."""


class Held(Memory):
    """A memory that changes only by `take` and `learn_written`: a sync reads no note itself.

    `restless` are the files that changed and are not taken yet.
    """

    def __init__(self, root: Path, restless: Collection[str]) -> None:
        super().__init__(root)
        self.taken: dict[str, Signature] = {}
        """What each file was like when it was taken; one that is not there is not in it."""
        self.agenda_path = ""
        self._restless = restless
        self._settings: Settings | None = None
        self._obsidian: Obsidian | None = None
        self._agenda: AgendaFile | None = None
        self._before: dict[str, Page] = {}

    # what a sync asks for

    def forget(self) -> None:
        """Forget all notes and the agenda: the next sync takes them as they are.

        Those that are not at rest are kept: the next sync reads them as they were.
        """
        self._before = {p: page for p, page in self.pages.items() if p in self._restless}
        super().forget()
        self.taken = dict.fromkeys(self.taken.keys() & {*self._restless}, UNTRUSTED)
        if self.agenda_path not in self._restless:
            self._agenda = None

    def listing(self, settings: Settings, obsidian: Obsidian) -> Listing:
        """Return the last listing; if nothing is known, all is listed and read at once."""
        if self.listed is not None:
            return self.listed
        self._settings, self._obsidian = settings, obsidian
        listed = super().listing(settings, obsidian)
        known = {path for path in listed.notes if path in self._restless}
        for path in {*self.settings_files, *listed.notes} - known:
            self._keep(path, regular(f"{self.root}/{path}"))
        super().refresh(
            listed._replace(notes=tuple(p for p in listed.notes if p not in known)), settings
        )
        for path, page in self._before.items():
            if page.head:
                self.put(path, UNTRUSTED, self.page(path, page.head.data, settings))
        self._before = {}
        return listed

    def refresh(self, listing: Listing, settings: Settings) -> None:
        """Do nothing: what is to be read has been taken."""

    def agenda(self, path: str) -> AgendaFile:
        """Return the agenda that was taken; one that could not be read is tried again."""
        if self._agenda is None or path != self.agenda_path or self.agenda_is_amiss:
            self._keep(path, regular(f"{self.root}/{path}"))
            self._agenda, self.agenda_path = super().agenda(path), path
        return self._agenda

    def learn(self, path: str, result: NoteResult | None) -> None:
        """Remember what came of a note, and its bytes: the next sync must not read the disk."""
        self.pages[path].result = result

    # what `watch` does with it

    def concerns(self, path: str) -> bool:
        """Whether a change of the file at `path` can matter to a sync."""
        hidden = path.startswith(".") or "/." in path
        return self.is_settings(path) or (path[-3:].lower() == ".md" and not hidden)

    def is_settings(self, path: str) -> bool:
        """Whether the file is one of the settings, or a step."""
        return is_config_file(path, self._steps_folder)

    @property
    def settings_files(self) -> list[str]:
        """All files of settings and steps, there or not."""
        return config_files(self.root, self._steps_folder)

    def list_anew(self) -> set[str]:
        """List the vault anew; return all files there are or were."""
        paths = {*self.taken, *self.settings_files}
        if self._settings and self._obsidian:
            self.listed = list_notes(self.root, self._settings, self._obsidian)
            paths.update(self.listed.notes, [self.agenda_path])
        return paths

    @property
    def conflict_copies(self) -> tuple[str, ...]:
        """The sync tools' conflict copies there were at the last look."""
        return self.listed.conflict_copies if self.listed else ()

    @property
    def agenda_is_amiss(self) -> bool:
        """Whether the agenda can't be read or written, as when a folder has its name."""
        return self._agenda is not None and self._agenda.problem is not None

    @property
    def quiet(self) -> float:
        """Seconds for which a file must rest."""
        return (self._settings or Settings()).watch_quiet

    def take(self, path: str, found: Signature, *, patient: bool) -> bool:
        """Take a file as it is now, found with that signature; return whether that was done.

        One that lost all its bytes or its region is taken only by the `patient`: it is more likely
        half saved than meant.
        """
        if self._settings is None or self.is_settings(path):
            pass  # read by the next sync
        elif path == self.agenda_path:
            return self._take_agenda(path, found, patient=patient)
        elif found == ABSENT:
            self.drop(path)
        else:
            signed, page = self.read(path, self._settings)
            if regular(f"{self.root}/{path}") != found:
                return False
            if not patient and self._is_half(path, found, page):
                return False
            self.put(path, signed, page)
        self._keep(path, found)
        return True

    @contextmanager
    def supposing(self, files: Mapping[str, Signature]) -> Iterator[bool]:
        """Hold these files inside the block as they are now; yield whether all could be taken.

        After it all is held as before; settings that changed meanwhile count as not seen.
        """
        before, pages = _copied(vars(self)), self.pages
        try:
            yield all(self.take(path, found, patient=False) for path, found in files.items())
        finally:
            if self.pages is pages:  # the settings are the same: what came of other notes holds
                before |= {name: vars(self)[name] for name in _JUDGED}
            vars(self).update(before)
            for path in files.keys() & self.pages.keys():
                self.pages[path].result = None

    def learn_written(self, path: str, data: bytes) -> bool:
        """Take a file that was just written; return False if somebody has saved it since."""
        found = regular(f"{self.root}/{path}")
        try:
            same = read_bytes(self.root, path) == data
        except OSError:
            return False
        return same and self.take(path, found, patient=True)

    def _take_agenda(self, path: str, found: Signature, *, patient: bool) -> bool:
        agenda = super().agenda(path)
        if regular(f"{self.root}/{path}") != found:
            return False
        had = self._agenda is not None and self._agenda.markers.region is not None
        if had and agenda.markers.region is None and not patient:
            return False
        self._agenda = agenda
        self._keep(path, found)
        return True

    def _is_half(self, path: str, found: Signature, page: Page | Problem | None) -> bool:
        if self.taken.get(path, ABSENT)[2] > 0 and found[2] == 0:
            return True
        known = self.pages.get(path)
        if known is None or known.head is None or not _END.search(known.head.data):
            return False
        head = page.head if isinstance(page, Page) else None
        return head is None or not _END.search(head.data)

    def _keep(self, path: str, found: Signature) -> None:
        if found == ABSENT:
            self.taken.pop(path, None)
        else:
            self.taken[path] = found

    @property
    def _steps_folder(self) -> str:
        return self._settings.steps_folder if self._settings else ""


def _copied(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values, dictionaries as copies."""
    return {name: dict(one) if isinstance(one, dict) else one for name, one in values.items()}
