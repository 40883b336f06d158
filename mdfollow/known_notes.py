"""What is known of the notes of a vault: each by its signature, so that it is read only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdfollow.disk.files import list_notes
from mdfollow.disk.read import read_signed
from mdfollow.disk.signature import UNTRUSTED, Signature, look
from mdfollow.disk.unwritable import ChangedMeanwhile
from mdfollow.note import Note, read_head
from mdfollow.pages import Page, Pages
from mdfollow.problems import Problem
from mdfollow.reading.prefilter import Prefilter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from mdfollow.config.obsidian import Obsidian
    from mdfollow.config.settings import Settings
    from mdfollow.disk.files import Listing
    from mdfollow.index.index import Look


class KnownNotes:
    """The notes of the vault at `root`; at first none is known, and all are read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.signatures: dict[str, Signature] = {}
        """Of every file that was listed as a note, also of those that are none of ours."""
        self.pages: dict[str, Page] = {}
        self.unreadable: dict[str, Problem] = {}
        self.listed: Listing | None = None
        self.look: Look | None = None
        """What has been seen of notes and folders just now; the next sync takes it as it is."""
        self.over: Callable[[str, Sequence[str]], Iterable[str]] = lambda _, paths: paths
        """Goes through paths, and may show how far it has come."""
        self._prefilter: Prefilter | None = None

    def forget(self) -> None:
        """Forget all notes: the next sync reads them anew."""
        self.signatures, self.pages, self.unreadable = {}, {}, {}
        self.listed, self.look, self._prefilter = None, None, None

    def listing(self, settings: Settings, obsidian: Obsidian) -> Listing:
        """Return which files are notes."""
        relisted = self.look[1] if self.look else None
        if self.listed is None or relisted is None:
            self.listed = list_notes(self.root, settings, obsidian)
        elif relisted:
            self.listed = self.listed._replace(folders={**self.listed.folders, **relisted})
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
