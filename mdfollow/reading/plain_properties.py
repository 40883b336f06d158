"""Front matter so plain that it takes no YAML parser -> its properties.

Most front matter is names with a text, or with a list as Obsidian writes it (Obsidian help,
"Properties"): how a line looks is enough. Whatever may mean more to YAML is left to
`yaml_properties`: to import the parser alone takes longer than to read some hundred notes here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdfollow.reading.front_matter_block import FIRST_LINE
from mdfollow.reading.properties import NO_VALUE, Property, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST = 4096
"""Characters: too few for as many values as `yaml_nodes` refuses."""

_NAME = r"(?=[^:]{1,99}:)[^\W\d_][\w-]*+(?: [\w-]++)*+"
_TEXT = r"[\w(/+.<][^\n:#]*+(?:(?::(?=[^ \n])|(?<! )#)[^\n:#]*+)*+"
"""A text without `: ` and ` #`, which begins with no sign of YAML's."""
_QUOTED = r"(?:\"[^\"\\\n]*+\"|'[^'\n]*+')[ ]*+"
_ENTRY = rf"(?:{_QUOTED}|\w[^\n:#,?\[\]{{}}]*+)"
_LINE = rf"-[ ]++(?:{_QUOTED}|{_TEXT})\n"
_PROPERTY = re.compile(
    rf"(?P<name>{_NAME}):(?:[ ]++(?:(?P<text>{_QUOTED}|{_TEXT})"
    rf"|\[[ ]*+(?P<entries>(?:{_ENTRY}(?:,[ ]*+{_ENTRY})*+)?)\][ ]*+)\n"
    rf"|[ ]*+\n(?P<lines>(?P<indent>[ ]*+){_LINE}(?:(?P=indent){_LINE})*+)?)"
)
_ENTRIES = re.compile(_ENTRY)


def plain_properties(block: str) -> tuple[Property, ...] | None:
    """Return what `yaml_properties.read_properties` does; None where that takes a parser.

    `block` is the text between the lines `---`.
    """
    text = block.replace("\r\n", "\n")
    if len(text) > _LONGEST or not text.replace("\n", "").isprintable():
        return None
    found, at, line = [], 0, FIRST_LINE
    while at < len(text):
        match = _PROPERTY.match(text, at)
        if match is None:
            return None
        found.append(_property(match, line))
        at, line = match.end(), line + match[0].count("\n")
    return tuple(found)


def _property(match: re.Match[str], line: int) -> Property:
    name, text, entries, lines, _ = match.groups()
    words: Iterable[tuple[int, str]] = ()
    if text:
        words = ((line, text),)
    elif entries:
        words = ((line, entry) for entry in _ENTRIES.findall(entries))
    elif lines:
        words = enumerate(lines.splitlines(), line + 1)
    is_list = entries is not None or lines is not None
    return Property(name, line, tuple(_scalars(words)), is_list)


def _scalars(words: Iterable[tuple[int, str]]) -> Iterator[Scalar]:
    for line, word in words:
        text = word.strip(" ").lstrip("- ")
        if text[0] in "\"'":
            yield Scalar(text[1:-1], line)
        elif text not in NO_VALUE:
            yield Scalar(text, line)
