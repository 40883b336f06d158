"""What front matter is made of: every value is the text the person wrote."""

from __future__ import annotations

from typing import NamedTuple

NO_VALUE = ("", "~", "null", "Null", "NULL")
"""Plain texts that stand for no value (YAML 1.2, section 10.2.1.1)."""


class Scalar(NamedTuple):
    """One value: its text with quotes resolved, and the file's line (from 1) it begins on."""

    text: str
    line: int


class Property(NamedTuple):
    """One property; `line` (from 1) is its name's.

    `values` is one for a text, any number for a list, none for an empty value. `unreadable` is
    empty, or what stands there that can't be used, such as "a nested map `{{date}}`".
    """

    name: str
    line: int
    values: tuple[Scalar, ...]
    is_list: bool
    unreadable: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there, not even what can't be used."""
        return not (self.values or self.unreadable)
