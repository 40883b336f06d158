"""What the front matter of one note says: checked values, and all that is wrong with them.

Reading is strict and kind: a value that can't be used is a problem with its line, what was found
and what would do. A person's own properties are never a problem; one that looks like a known
property the note lacks is a hint.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.problems import Problem, nearest
from mdfollow.reading.known_properties import PROPERTIES, REQUIRED
from mdfollow.reading.mentions import Mention, read_mention
from mdfollow.reading.values import EXAMPLES, own_value, read_value
from mdfollow.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mdfollow.config.settings import Settings
    from mdfollow.reading.front_matter import FrontMatter, Property
    from mdfollow.reading.known_properties import Kind, Shape
    from mdfollow.reading.values import Value


class Facts(NamedTuple):
    """One note's kind, title and values by property name, the person's own ones included."""

    path: str
    kind: Kind
    values: Mapping[str, Value]
    lines: Mapping[str, int] = {}

    @property
    def title(self) -> str:
        """The note's name, as Obsidian shows it."""
        return title_of(self.path)

    def text(self, name: str) -> str:
        """A text or date, empty if the note lacks it."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def mentions(self, name: str) -> tuple[Mention, ...]:
        """The entries of a list property, named in any case; a single value is a list of one."""
        called = name_in(self.values, name)
        value = self.values.get(called, ())
        if isinstance(value, tuple):
            return value
        return (read_mention(str(value), self.lines.get(called, 0)),)


def name_in(names: Collection[str], name: str) -> str:
    """Return `name` as `names` has it: the very same, else the first that differs in case only.

    To Obsidian `Team` and `team` are one property. A name that is not there is returned as it is.
    """
    if name in names:
        return name
    wanted = name.casefold()
    return next((one for one in names if one.casefold() == wanted), name)


def title_of(path: str) -> str:
    """Return a note's title: its file name without `.md`."""
    return path.rpartition("/")[2][:-3]


def read_facts(
    head: FrontMatter | None, kind: Kind, path: str, settings: Settings
) -> tuple[Facts, list[Problem]]:
    """Read the front matter of a note of that kind; with a problem the facts are not complete."""
    reader = _Reader(head, kind, path, settings)
    for name, shape in PROPERTIES[kind].items():
        reader.take(name, shape)
    reader.take_own()
    facts = Facts(path, kind, reader.values, reader.lines)
    return facts, sorted(reader.problems)


class _Reader:
    """Takes known properties one by one, then the person's own."""

    def __init__(self, head: FrontMatter | None, kind: Kind, path: str, settings: Settings) -> None:
        self.properties = head.properties if head else ()
        self.named = head.named if head else {}
        self.known: set[str] = set()
        """The names, in one case, of all properties taken."""
        self.head, self.kind, self.path, self.settings = head, kind, path, settings
        self.values: dict[str, Value] = {}
        self.lines: dict[str, int] = {}
        self.problems: list[Problem] = []

    def take(self, name: str, shape: Shape) -> None:
        """Read one known property under the first of its names that has a value."""
        found = self._first(name)
        if found is None or found.is_empty:
            if name in REQUIRED[self.kind]:
                self._tell_missing(name, found)
            return
        try:
            self.values[name] = read_value(name, shape, found)
            self.lines[name] = found.line
        except ValueError as error:
            line = found.values[0].line if len(found.values) == 1 else found.line
            self._tell(line, str(error))

    def take_own(self) -> None:
        """Read the properties that are the person's, and point at those that look misspelt."""
        if self.head and len(self.named) < len(self.properties):
            self._tell_twice(self.head.duplicates)
        for found in self.properties:
            if found.name.casefold() not in self.known and not found.unreadable and found.values:
                self.values.setdefault(found.name, own_value(found))
                self.lines.setdefault(found.name, found.line)
                self._hint(found)

    def _first(self, name: str) -> Property | None:
        best = None
        for called in map(str.casefold, self.settings.names_of(name)):
            self.known.add(called)
            found = self.named.get(called)
            if found and (best is None or (best.is_empty and not found.is_empty)):
                best = found
        return best

    def _tell_missing(self, name: str, found: Property | None) -> None:
        called = found.name if found else self.settings.names_of(name)[0]
        line = found.line if found else 1
        self._tell(line, f"`{called}` is missing; add `{called}: {EXAMPLES[name]}`")

    def _tell_twice(self, duplicates: Mapping[str, tuple[int, ...]]) -> None:
        for name, lines in duplicates.items():
            if name.casefold() in self.known:
                first = f"first on line {lines[0]}"
                self._tell(lines[-1], f"`{name}` is given twice ({first}); keep one")

    def _hint(self, found: Property) -> None:
        if found.name in self.settings.names_of("type"):
            return
        lacking = {
            name: called
            for called in PROPERTIES[self.kind]
            if called not in self.values and self._first(called) is None
            for name in self.settings.names_of(called)
        }
        word = re.sub(r"[\s_-]+", "_", found.name.strip().lower())
        if near := nearest(word, lacking, cutoff=0.8):
            message = f"`{found.name}` is not read, did you mean `{near}`?"
            self.problems.append(Problem(self.path, found.line, message, "hint"))

    def _tell(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, one_line(message)))
