"""The front matter of a note, read and never written."""

from __future__ import annotations

from typing import NamedTuple

from mdfollow.reading.front_matter_block import LARGEST, FrontMatterError, find_block
from mdfollow.reading.plain_properties import plain_properties
from mdfollow.reading.properties import Property, Scalar

__all__ = ["LARGEST", "FrontMatter", "FrontMatterError", "Property", "Scalar", "body_start", "read"]


class FrontMatter(NamedTuple):
    """The properties in the order of the file, duplicates included.

    `body_start` is the index in the note's text at which its body begins.
    """

    properties: tuple[Property, ...]
    body_start: int

    def get(self, name: str) -> Property | None:
        """Return the first property of that name, in any case."""
        wanted = name.casefold()
        return next((one for one in self.properties if one.name.casefold() == wanted), None)

    @property
    def named(self) -> dict[str, Property]:
        """The first property of each name, in one case (`str.casefold`)."""
        return {one.name.casefold(): one for one in reversed(self.properties)}

    @property
    def duplicates(self) -> dict[str, tuple[int, ...]]:
        """The names given more than once, as first written, each with all its lines."""
        groups: dict[str, list[Property]] = {}
        for one in self.properties:
            groups.setdefault(one.name.casefold(), []).append(one)
        twice = [group for group in groups.values() if len(group) > 1]
        return {group[0].name: tuple(one.line for one in group) for group in twice}


def read(text: str) -> FrontMatter | None:
    """Read a note's front matter; None if it has none.

    Raises FrontMatterError if it is not closed, is too large or deep, or is not YAML.
    """
    found = find_block(text)
    if found is None:
        return None
    block, end = found
    properties = plain_properties(block)
    if properties is None:
        properties = _parse(text[:end], block)
    return FrontMatter(properties, end)


def body_start(text: str) -> int:
    """Return the index at which Markdown begins; front matter that can't be read counts as such."""
    try:
        head = read(text)
    except FrontMatterError:
        return 0
    return head.body_start if head else 0


def _parse(head: str, block: str) -> tuple[Property, ...]:
    from mdfollow.reading.yaml_properties import read_properties  # noqa: PLC0415 - rarely needed

    try:
        return read_properties(head)
    except FrontMatterError as error:
        error.block = block
        raise
