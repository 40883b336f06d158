"""One task line as Obsidian Tasks writes it, taken apart and put together without losing a byte.

A line is `- [ ] text #tags fields ^block-id`. Its fields stand in emoji form (`📅 2026-11-26`) or
in Dataview form (`[due:: 2026-11-26]`); both are read anywhere in the line, since people add words
behind the dates. Source of the forms and their order: Obsidian Tasks, "Emoji Format" and
"Dataview Format" of its documentation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

Form = Literal["emoji", "dataview"]

_SYMBOLS = {
    "id": "🆔",
    "dependsOn": "⛔",
    "priority": "",
    "repeat": "🔁",
    "onCompletion": "🏁",
    "created": "➕",
    "start": "🛫",
    "scheduled": "⏳",
    "due": "📅",
    "cancelled": "❌",
    "completion": "✅",
}
"""Each field's emoji under its Dataview name, in the order in which Tasks writes them."""

_ORDER = {name: rank for rank, name in enumerate(_SYMBOLS)}
_NAMES = {symbol: name for name, symbol in _SYMBOLS.items() if symbol} | {
    "📆": "due",
    "🗓": "due",
    "⌛": "scheduled",
}
_PRIORITIES = {"🔺": "highest", "⏫": "high", "🔼": "medium", "🔽": "low", "⏬": "lowest"}
_PRIORITY_SYMBOLS = {name: symbol for symbol, name in _PRIORITIES.items()}

_TASK = re.compile(
    r"(?P<prefix>[\s>]*(?P<bullet>[-*+]|[0-9]{1,9}[.)])[ \t]+)\[(?P<mark>.)\](?P<body>.*)"
)
_ID = re.compile(r"(?:^|(?<=\s))\^([A-Za-z0-9-]+)(?=\s*$)")
_TAG = r"(?:^|(?<=\s))#[^\s!@#$%^&*(),.?\":{}|<>]+"
_FIELD = re.compile(
    r"(?=[📅📆🗓⏳⌛🛫➕❌✅🔺⏫🔼🔽⏬🔁🏁🆔⛔\[(#])"  # rules out most places at once
    r"(?:(?P<dated>[📅📆🗓⏳⌛🛫➕❌✅])\ufe0f?[ ]*(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"|(?P<priority>[🔺⏫🔼🔽⏬])\ufe0f?"
    r"|(?P<repeat>🔁)\ufe0f?[ ]*(?P<rule>[a-zA-Z0-9, !]*[a-zA-Z0-9,!])"
    r"|(?P<word>[🏁🆔⛔])\ufe0f?[ ]*(?P<value>[\w-]+(?:[ ]*,[ ]*[\w-]+)*)"
    r"|(?P<open>[\[(])(?P<key>" + "|".join(_SYMBOLS) + r")::[ ]*(?P<inline>[^\[\]()]*?)[ ]*[\])]"
    r"|(?P<tag>" + _TAG + "))"
)


class Field(NamedTuple):
    """A field or tag of a line: its name (`tag` for a tag), its value and where both stand."""

    name: str
    value: str
    start: int
    end: int
    value_start: int
    value_end: int
    form: Form


@dataclass(frozen=True)
class TaskLine:
    """A list item with a checkbox. Every change gives a new line and keeps all other bytes."""

    prefix: str
    bullet: str
    mark: str
    body: str

    @classmethod
    def read(cls, line: str) -> TaskLine | None:
        """Read one line without its line ending; None if it is no task."""
        match = _TASK.fullmatch(line)
        return cls(**match.groupdict()) if match else None

    def __str__(self) -> str:
        return f"{self.prefix}[{self.mark}]{self.body}"

    @property
    def is_done(self) -> bool:
        """Ticked: `x`, or `X` as GitHub and Dataview read it."""
        return self.mark in "xX"

    @property
    def is_frozen(self) -> bool:
        """Done or cancelled: nothing but a missing done date is written to it."""
        return self.mark in "xX-"

    @cached_property
    def _id_match(self) -> re.Match[str] | None:
        return _ID.search(self.body)

    @cached_property
    def id(self) -> str:
        """The block id in lower case, as Obsidian looks it up; empty if there is none."""
        return self._id_match[1].lower() if self._id_match else ""

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Fields and tags in the order of the line."""
        end = self._id_match.start() if self._id_match else len(self.body)
        return tuple(_field(match) for match in _FIELD.finditer(self.body, 0, end))

    def field(self, name: str) -> Field | None:
        """The first field of that name: of two due dates, Tasks reads the leftmost."""
        return next((field for field in self.fields if field.name == name), None)

    def date(self, name: str) -> str:
        """The value of a date field as written, empty if the line has none."""
        field = self.field(name)
        return field.value if field else ""

    @cached_property
    def text(self) -> str:
        """What the task says: no fields, tags or id, blanks folded."""
        return " ".join(" ".join(self.body[start:end] for start, end in self._words).split())

    @property
    def form(self) -> Form | None:
        """The form the line's fields have, None if it has none."""
        return next((field.form for field in self.fields if field.name != "tag"), None)

    @cached_property
    def _words(self) -> list[tuple[int, int]]:
        """The stretches of the body between fields, tags and id."""
        end = self._id_match.start() if self._id_match else len(self.body)
        edges = [0, *(edge for f in self.fields for edge in (f.start, f.end)), end]
        return [span for at, span in enumerate(pairwise(edges)) if at % 2 == 0]

    def with_mark(self, mark: str) -> TaskLine:
        """The line with another character in its box."""
        return TaskLine(self.prefix, self.bullet, mark, self.body)

    def with_text(self, text: str) -> TaskLine:
        """The line saying `text`; fields, tags, id and the blanks around them stay."""
        body, first = self.body, True
        spans = [span for span in self._words if self.body[slice(*span)].strip()] or [(0, 0)]
        for at, (start, end) in reversed(list(enumerate(spans))):
            words, first = body[start:end], at == 0
            lead = words[: len(words) - len(words.lstrip())] or " "
            tail = words[len(words.rstrip()) :]
            body = body[:start] + (lead + text + tail if first else lead) + body[end:]
        return self._with_body(body)

    def with_date(self, name: str, value: str, form: Form = "emoji") -> TaskLine:
        """The line with that date field set, added in Tasks' order, or (empty value) removed.

        `form` counts only for a field that is new in a line which has no fields yet.
        """
        field = self.field(name)
        if field and value:
            return self._with_body(
                self.body[: field.value_start] + value + self.body[field.value_end :]
            )
        if field:
            return self._with_body(self.body[: field.start].rstrip(" ") + self.body[field.end :])
        if not value:
            return self
        at = self._place_of(name)
        new = _written(name, value, self.form or form)
        return self._with_body(self.body[:at].rstrip(" ") + new + self.body[at:])

    def _place_of(self, name: str) -> int:
        """Where a new field goes: before the fields that follow it, behind all words."""
        spoken = [end for start, end in self._words if self.body[start:end].strip()]
        behind_words = spoken[-1] if spoken else 0
        for field in self.fields:
            later = field.name != "tag" and _ORDER[field.name] > _ORDER[name]
            if later and field.start >= behind_words:
                return len(self.body[: field.start].rstrip(" "))
        end = self._id_match.start() if self._id_match else len(self.body)
        return len(self.body[:end].rstrip())

    def in_form(self, form: Form) -> TaskLine:
        """The line with all its fields in one form, values unchanged."""
        body = self.body
        for field in reversed(self.fields):
            if field.name != "tag" and field.form != form:
                new = _written(field.name, field.value, form)
                body = body[: field.start].rstrip(" ") + new + body[field.end :]
        return self._with_body(body)

    def _with_body(self, body: str) -> TaskLine:
        return TaskLine(self.prefix, self.bullet, self.mark, body)


def new_line(text: str, dates: dict[str, str], block_id: str, form: Form, tag: str) -> TaskLine:
    """Return a new open task line; `tag` is the vault's global filter, empty for none."""
    words = f" {tag} {text}" if tag else f" {text}"
    line = TaskLine("- ", "-", " ", words)
    for name, value in dates.items():
        line = line.with_date(name, value, form)
    return TaskLine("- ", "-", " ", f"{line.body} ^{block_id}")


def _field(match: re.Match[str]) -> Field:
    """Read one match of `_FIELD`: which alternative, its name and where its value stands."""
    for group, value in (("dated", "date"), ("repeat", "rule"), ("word", "value")):
        if match[group]:
            return _at(match, _NAMES[match[group]], match[value], value, "emoji")
    if match["priority"]:
        return _at(match, "priority", _PRIORITIES[match["priority"]], "priority", "emoji")
    if match["open"]:
        return _at(match, match["key"], match["inline"], "inline", "dataview")
    return _at(match, "tag", match["tag"], "tag", "emoji")


def _at(match: re.Match[str], name: str, value: str, group: str, form: Form) -> Field:
    return Field(name, value, *match.span(), *match.span(group), form)


def _written(name: str, value: str, form: Form) -> str:
    """Return a field with the blanks Tasks writes before it: one, or two in Dataview form."""
    if form == "dataview":
        return f"  [{name}:: {value}]"
    if name == "priority":
        return f" {_PRIORITY_SYMBOLS.get(value, value)}"
    return f" {_SYMBOLS[name]} {value}"
