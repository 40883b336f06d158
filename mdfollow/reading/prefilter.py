"""The bytes of a file -> may it matter at all? Nearly all notes of a vault are ruled out here.

Sound, never exact: a note that is ruled out is one of which `note.read_note` makes nothing. What
can't be told by a look at the front matter's letters is let through, and its properties are read
(which takes thirty times as long). Letters are compared by their case folding: whatever `lower` or
`casefold` makes equal, it makes equal too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.reading.front_matter_block import OPENING, find_closing
from mdfollow.reading.mentions import link_name

if TYPE_CHECKING:
    from mdfollow.config.settings import Settings

_MARKS = ("mdfollow", "due::", "scheduled::", *"⏳⌛📅📆🗓")
"""A task stands in the agenda only if its note has one of these, and a box (`task_line`)."""

_PLAIN = r"[^\r\n:#,\[\]{}\"']*+"
_ITEM = rf"(?:\w{_PLAIN}|\[\[{_PLAIN}\]\]|\"[^\"\r\n]*+\"|'[^'\r\n]*+')[ ]*+"
_EOL = r"(?:\r\n|\n|\r|\Z)"
_VALUE = (
    rf"[ ]++(?:{_ITEM}|\[[ ]*+{_ITEM}(?:,[ ]*+{_ITEM})*+\][ ]*+){_EOL}"
    rf"|[ ]*+{_EOL}(?:[ ]*+-[ ]++{_ITEM}{_EOL})*+"
)
"""A value that ends where it seems to: text, list in a line, list of lines."""
_LONGEST_VALUE = 200


class Prefilter(NamedTuple):
    """What to look for, made once of the settings by `of`; all texts are folded.

    `words` are parts of the kinds' types and tags; `names` those of the property `type`, each with
    a pattern that finds it where it may be a property's name, and its value where that is plain.
    """

    folders: tuple[str, ...]
    all_tasks: bool
    """Whether a task counts in a note of any kind."""
    words: tuple[str, ...]
    types: tuple[str, ...]
    names: tuple[tuple[str, re.Pattern[str] | None], ...]

    @classmethod
    def of(cls, settings: Settings) -> Prefilter:
        """Return the filter for a vault with those settings."""
        rules = settings.kinds.values()
        said = [word for rule in rules for word in (*rule.types, *rule.tags)]
        types = tuple(dict.fromkeys(link_name(t).lower() for rule in rules for t in rule.types))
        is_even = all(len(one) == len(one.casefold()) for one in types)
        return cls(
            folders=tuple(f"{rule.folder}/" for rule in rules if rule.folder),
            all_tasks=settings.agenda_include == "all",
            words=tuple(dict.fromkeys(_part(link_name(word)) for word in said)),
            types=tuple(one.casefold() for one in types),
            names=tuple(
                (_part(name), _pattern(name) if is_even else None)
                for name in settings.names_of("type")
            ),
        )

    def may_matter(self, path: str, data: bytes) -> bool:
        """Whether the file at `path` may be a note of ours, a problem, a hint or hold our tasks.

        False only where `note.read_note` gives None, or (with `agenda.include = "all"`) a note
        of no kind that has neither problems nor tasks that count.
        """
        if path.startswith(self.folders):
            return True
        if data.isascii() and not (self.all_tasks or data.startswith(b"---")):
            return False
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return True
        if self.all_tasks and may_hold_tasks(text):
            return True
        opening = OPENING.match(text)
        if opening is None:
            return False
        closing = find_closing(text, opening)
        return self._may_name(text[opening.end() : closing.start() if closing else None])

    def _may_name(self, block: str) -> bool:
        """Whether front matter may name a kind, or nearly does.

        Letters stand in it as they are, but for escapes in double quotes and in a link's address.
        """
        folded = block.casefold()
        if "\\" in folded or ("%" in folded and "](" in folded):
            return True
        for word in self.words:  # a loop, which is faster than `any`; so is the next
            if word in folded:
                return True
        is_even = len(folded) == len(block)  # else letters can't be counted
        for name, pattern in self.names:
            if name in folded and (not is_even or _may_be_typed(folded, pattern, self.types)):
                return True
        return False


def may_hold_tasks(text: str) -> bool:
    """Whether a note may hold a checklist, a place for one, or a task with a date.

    False only where none of its tasks stands in the agenda.
    """
    return "[" in text and any(mark in text for mark in _MARKS)


def _may_be_typed(block: str, pattern: re.Pattern[str] | None, types: tuple[str, ...]) -> bool:
    """Whether a property of that name may nearly be one of the types."""
    if pattern is None or "{" in block:  # a map in braces may have its names anywhere
        return True
    return any(_may_be_near(found["value"], types) for found in pattern.finditer(block))


def _part(text: str) -> str:
    """The longest part of a text that YAML can't break: letters and digits."""
    return max(re.findall(r"[^\W_]+", text.casefold()), key=len, default="")


def _pattern(name: str) -> re.Pattern[str] | None:
    """What finds a name where it may be a property's; None for a name that is more than a word."""
    if not re.fullmatch(r"[\w-]+", name):
        return None
    word = name.casefold()
    whole = rf"{word}(?<![\w-]{word})(?![\w-]|[ ]+\w)"
    return re.compile(rf"{whole}(?:[ ]*+:(?P<value>{_VALUE})(?=\w|\Z))?")


@lru_cache(maxsize=1024)
def _may_be_near(value: str | None, types: tuple[str, ...]) -> bool:
    """Whether a type may be near enough to one in a value for `kinds.type_hint`.

    A likeness of 0.85 to a word of n letters takes at most 6n/17 edits.
    """
    if value is None or len(value) > _LONGEST_VALUE:
        return True
    text = " ".join(value.split())
    return any(_edits(text, word) * 17 <= len(word) * 6 for word in types)


def _edits(text: str, word: str) -> int:
    """Return how many letters to take out or put in to make `word` of some stretch of `text`."""
    row = list(range(len(word) + 1))
    best = len(word)
    for letter in text:
        before = 0
        for at, wanted in enumerate(word, 1):
            above = row[at]
            row[at] = before if letter == wanted else min(above, row[at - 1]) + 1
            before = above
        best = min(best, row[-1])
    return best
