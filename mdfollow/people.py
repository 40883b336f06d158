"""Who is meant: mentions in a note, resolved to contact notes as Obsidian resolves links."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdfollow.reading.facts import Facts
    from mdfollow.reading.mentions import Mention

_TITLES = {"dr", "mr", "mrs", "ms", "mx", "prof", "professor", "judge", "col", "gen", "sgt", "rev"}
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "esq"} | {
    "phd", "md", "jd", "mba", "ms", "mpa", "mph", "cpa", "pe", "pmp", "rn", "cissp", "dds",
}  # fmt: skip
"""What follows a comma without being a first name."""


class Person(dict[str, object]):
    """What a step calls `it`: prints as its name, and always has the other texts, maybe empty."""

    def __str__(self) -> str:
        return str(self["name"])


class People:
    """All contact notes, found by title, path or alias, whatever the case."""

    def __init__(self, contacts: Iterable[Facts]) -> None:
        self._known: dict[Mention, Person] = {}
        self._by_path: dict[str, Facts] = {}
        self._by_title: dict[str, list[Facts]] = {}
        self._by_alias: dict[str, Facts] = {}
        for contact in sorted(contacts, key=lambda facts: facts.path):
            self._by_path[_folded(contact.path[:-3])] = contact
            self._by_title.setdefault(_folded(contact.title), []).append(contact)
            for alias in contact.mentions("aliases"):
                self._by_alias.setdefault(_folded(alias.name), contact)

    def find(self, mention: Mention) -> Facts | None:
        """Return the contact a link leads to; None for a plain name or a link to nobody.

        A path, also its last folders, before a title (of two the one with the shortest path, as
        Obsidian takes it) before an alias.
        """
        target = _folded(mention.target).removeprefix("/")
        while target.startswith(("../", "./")):
            target = target.partition("/")[2]
        if not target:
            return None
        if target in self._by_path:
            return self._by_path[target]
        titled = self._by_title.get(target.rpartition("/")[2], [])
        matching = [c for c in titled if f"/{_folded(c.path[:-3])}".endswith(f"/{target}")]
        nearest = sorted(matching, key=lambda c: (c.path.count("/"), c.path))
        return nearest[0] if nearest else self._by_alias.get(target)

    def person(self, mention: Mention) -> Person:
        """Return all that is known of a mention, from the note and from the contact."""
        if mention not in self._known:
            self._known[mention] = self._person(mention)
        return self._known[mention]

    def _person(self, mention: Mention) -> Person:
        contact = self.find(mention)
        name = mention.shown or (_called(contact, mention) if contact else mention.name)
        known = contact.text if contact else _nothing
        return Person(
            name=name,
            first_name=first_name(name),
            email=mention.email or known("email"),
            phone=known("phone"),
            organization=known("organization"),
            resume_sent=known("resume_sent"),
        )

    def identity(self, mention: Mention) -> str:
        """Return what is equal for two mentions of one person."""
        contact = self.find(mention)
        return contact.path if contact else " ".join(_folded(mention.name).split())


def first_name(name: str) -> str:
    """Return how to address a person: `Jane` for Jane Doe or Doe, Jane; `Dr. Doe` for Dr. Jane Doe.

    A name without blanks, as in scripts that write none, stays whole.
    """
    last, _, first = name.partition(",")
    if first.split(",")[0].replace(".", "").strip().lower() in {"", *_SUFFIXES}:
        first = ""
    words = first.split() + last.split()
    if not words:
        return name
    if words[0].rstrip(".").lower() in _TITLES and len(words) > 1:
        return f"{words[0]} {words[-1]}"
    return words[0]


def _called(contact: Facts, mention: Mention) -> str:
    """The contact's title, or the alias the link names."""
    aliases = (alias.name for alias in contact.mentions("aliases"))
    named = (alias for alias in aliases if _folded(alias) == _folded(mention.target))
    return next(named, contact.title)


def _folded(text: str) -> str:
    """Return `text` as names are compared: macOS spells accents in file names its own way."""
    return unicodedata.normalize("NFC", text).casefold()


def _nothing(_: str) -> str:
    return ""
