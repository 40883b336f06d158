"""Which of the three kinds a note is: by its type, its tags or its folder."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mdfollow.problems import Problem, did_you_mean
from mdfollow.reading.known_properties import PROPERTIES, Kind
from mdfollow.reading.mentions import link_name
from mdfollow.sanitise import one_line

if TYPE_CHECKING:
    from mdfollow.config.settings import Settings
    from mdfollow.reading.front_matter import FrontMatter


def kind_of(head: FrontMatter | None, path: str, settings: Settings) -> Kind | None:
    """Return the kind a note is by its `type`, else by its tags, else by its folder."""
    named = _by_type(head, settings) if head else None
    if named is None and head:
        named = _by_tag(head, settings)
    if named is None:
        folders = {k: settings.kinds[k].folder for k in PROPERTIES if settings.kinds[k].folder}
        named = next((k for k, f in folders.items() if path.startswith(f + "/")), None)
    return named


def may_be_a_kind(block: str, path: str, settings: Settings) -> bool:
    """Whether front matter that can't be read names a kind where a kind is named, or the folder."""
    if kind_of(None, path, settings):
        return True
    names = [*settings.names_of("type"), *settings.names_of("tags"), "tag"]
    key = "|".join(re.escape(name) for name in names)
    value = rf"(?ims)^[ \t{{,\"']*(?:{key})[\"']?[ \t]*:(.*?)(?=^[^\s#-][^\n]*:|\Z)"
    said = " ".join(re.findall(value, block.replace("\r", "\n"))).lower()
    words = [word for rule in settings.kinds.values() for word in (*rule.types, *rule.tags)]
    return any(re.search(rf"(?<![\w-]){re.escape(word.lower())}(?![\w-])", said) for word in words)


def type_values(head: FrontMatter, settings: Settings) -> list[str]:
    """What the note says it is: the values of `type` under all its names, links by their target."""
    named = (head.get(name) for name in settings.names_of("type"))
    return [link_name(value.text) for found in named if found for value in found.values]


def _by_type(head: FrontMatter, settings: Settings) -> Kind | None:
    for value in type_values(head, settings):
        for kind in PROPERTIES:
            if _is_one_of(value, settings.kinds[kind].types):
                return kind
    return None


def _by_tag(head: FrontMatter, settings: Settings) -> Kind | None:
    tags = _tags(head, settings)
    for kind in PROPERTIES:
        if any(_is_one_of(tag, settings.kinds[kind].tags) for tag in tags):
            return kind
    return None


def _tags(head: FrontMatter, settings: Settings) -> list[str]:
    """The tags of the front matter; a nested tag counts for each of its parents."""
    named = (head.get(name) for name in (*settings.names_of("tags"), "tag"))
    texts = [value.text for found in named if found for value in found.values]
    tags = [tag.lstrip("#") for text in texts for tag in re.split(r"[\s,]+", text)]
    parts = [tag.split("/") for tag in tags]
    return ["/".join(part[: depth + 1]) for part in parts for depth in range(len(part))]


def _is_one_of(value: str, known: tuple[str, ...]) -> bool:
    return value.strip().lower() in _plain(known)


@lru_cache(maxsize=16)
def _plain(words: tuple[str, ...]) -> frozenset[str]:
    """Types or tags of the settings as they are compared."""
    return frozenset(link_name(word).lstrip("#").lower() for word in words)


def type_hint(head: FrontMatter, path: str, settings: Settings) -> Problem | None:
    """Point at a type that is nearly a kind's, in a note that has the properties of one."""
    known = {p for properties in PROPERTIES.values() for p in properties} - {"aliases"}
    if not any(head.get(name) for p in known for name in settings.names_of(p)):
        return None
    types = [link_name(word).lower() for rule in settings.kinds.values() for word in rule.types]
    for name in settings.names_of("type"):
        found = head.get(name)
        for value in found.values if found else ():
            if guess := did_you_mean(link_name(value.text), types, cutoff=0.85):
                message = f"`{name}: {value.text}` is no kind of note here{guess}"
                return Problem(path, value.line, one_line(message), "hint")
    return None
