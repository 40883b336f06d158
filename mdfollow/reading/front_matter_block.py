"""Where the front matter of a note begins and ends, as Obsidian finds it."""

from __future__ import annotations

import re

OPENING = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\n|\r|\Z)")
_CLOSING = re.compile(r"[\r\n](?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")
"""The lines around front matter: the very first line is `---` (Obsidian help, "Properties")."""
_CLOSING_LF = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
"""The same where no line ends with a CR: found three times as fast, since it begins as it must."""

FIRST_LINE = 2
"""The file's line on which a block begins, below the opening `---`."""

LARGEST = 64 * 1024
"""Characters of front matter; more is none a person wrote."""


class FrontMatterError(Exception):
    """Front matter that can't be read.

    `line` counts from 1 in the file, `message` says what is wrong and what to do, and `block` is
    the raw text between the lines `---`, so that the caller can see what the note may be.
    """

    def __init__(self, line: int, message: str, block: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.block = block


def find_closing(text: str, opening: re.Match[str]) -> re.Match[str] | None:
    """Return the line that ends front matter, with the line break before it; None without one."""
    return (_CLOSING if "\r" in text else _CLOSING_LF).search(text, opening.end() - 1)


def find_block(text: str) -> tuple[str, int] | None:
    """Return the text between the lines `---`, and where the body begins; None if there is none.

    A byte order mark may stand before it. Raises FrontMatterError if it is not closed or too large.
    """
    opening = OPENING.match(text)
    if opening is None:
        return None
    closing = find_closing(text, opening)
    if closing is None:
        block = text[opening.end() : opening.end() + LARGEST]
        raise FrontMatterError(1, "front matter is not closed; end it with a line `---`", block)
    block = text[opening.end() : closing.start() + 1]
    if len(block) > LARGEST:
        message = f"longer than {LARGEST // 1024} KiB; move what is long below the front matter"
        raise FrontMatterError(1, message, block[:LARGEST])
    return block, closing.end()
