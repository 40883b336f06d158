"""The front matter of a note, read and never written.

python-frontmatter, with a handler of our own: the block is found as Obsidian finds it (the very
first line is `---`; Obsidian help, "Properties"), and every value stays the text it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import frontmatter
from frontmatter.default_handlers import BaseHandler

from mdfollow.reading.prefilter import CLOSING, OPENING
from mdfollow.reading.properties import Property, Scalar, read_properties
from mdfollow.reading.yaml_nodes import LARGEST, FrontMatterError

if TYPE_CHECKING:
    import re
    from typing import Any

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
    """Read a note's front matter; None if it has none. A byte order mark may stand before it.

    Raises FrontMatterError if it is not closed, is too large or deep, or is not YAML.
    """
    opening = OPENING.match(text)
    if opening is None:
        return None
    block, end = _find_block(text, opening)
    if len(block) > LARGEST:
        message = f"longer than {LARGEST // 1024} KiB; move what is long below the front matter"
        raise FrontMatterError(1, message, block[:LARGEST])
    try:
        metadata, _ = frontmatter.parse(text[:end], handler=_Handler())
    except FrontMatterError as error:
        error.block = block
        raise
    return FrontMatter(cast("tuple[Property, ...]", metadata["properties"]), end)


def body_start(text: str) -> int:
    """Return the index at which Markdown begins; front matter that can't be read counts as such."""
    try:
        head = read(text)
    except FrontMatterError:
        return 0
    return head.body_start if head else 0


def _find_block(text: str, opening: re.Match[str]) -> tuple[str, int]:
    """Return the text between the lines `---`, and where the body begins."""
    closing = CLOSING.search(text, opening.end() - 1)
    if closing is None:
        block = text[opening.end() : opening.end() + LARGEST]
        raise FrontMatterError(1, "front matter is not closed; end it with a line `---`", block)
    return text[opening.end() : closing.start() + 1], closing.end()


class _Handler(BaseHandler):
    """Finds the block by `OPENING` and `CLOSING`, and reads it without YAML's own types."""

    FM_BOUNDARY = OPENING

    def split(self, text: str) -> tuple[str, str]:
        opening = OPENING.match(text)
        if opening is None:
            raise ValueError("no front matter")  # what python-frontmatter expects of a handler
        block, end = _find_block(text, opening)
        return block, text[end:]

    def load(self, fm: str) -> dict[str, Any]:
        return {"properties": read_properties(fm)}
