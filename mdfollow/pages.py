"""mdfollow's notes by path, each with what came of it last; a body is read only when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdfollow.note import Note, read_body

if TYPE_CHECKING:
    from mdfollow.note_result import NoteResult
    from mdfollow.reading.facts import Facts


@dataclass(slots=True)
class Page:
    """One note: its facts and, if its last sync had nothing to write in it, what came of that.

    `head` is the note without its body, None while all that is known of it is remembered.
    """

    facts: Facts | None
    head: Note | None = None
    result: NoteResult | None = None
    saved: tuple[Facts | None, NoteResult | None, object, str] | None = None
    """The line of the index it was read from, behind what that said: facts, result, what steps
    asked. As long as these are the very same, the line is written again."""


class Pages(Mapping[str, Note]):
    """The notes themselves; `load` reads the head of one that is only remembered."""

    def __init__(self, pages: dict[str, Page], load: Callable[[str], Note]) -> None:
        self._pages = pages
        self._load = load

    def __getitem__(self, path: str) -> Note:
        """Return a note with its body. Raises what `load` does."""
        return read_body(self.head(path))

    def __contains__(self, path: object) -> bool:
        return path in self._pages

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def head(self, path: str) -> Note:
        """Return a note without its body. Raises what `load` does."""
        page = self._pages[path]
        if page.head is None:
            page.head = self._load(path)
        return page.head

    def page(self, path: str) -> Page:
        """Return what is known of a note without reading anything."""
        return self._pages[path]

    @property
    def facts(self) -> list[Facts]:
        """The facts of all notes that have any."""
        return [page.facts for page in self._pages.values() if page.facts]
