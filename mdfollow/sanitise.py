"""Text from notes, made harmless for where it goes: a Markdown line or the terminal."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
"""Characters of one value that reach a line; the rest is cut, so that a line stays a line."""

_TASK_SYMBOLS = re.compile("[📅📆🗓⏳⌛🛫➕✅❌🔺⏫🔼🔽⏬🔁🏁🆔⛔]\ufe0f?")
"""What Obsidian Tasks reads as a field (its documentation, "Emoji Format")."""

_MARKUP = re.compile(
    r"[\\`*\[\]<>|$]"  # escapes, code, emphasis, links, HTML, table cells, math
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis by underscore; inside a word it is none
    r"|(?<!\S)[#^]"  # tags and block ids begin a word
    r"|&(?=#?\w+;)"  # entities
    r"|(?<=:):|(?<==)=|(?<=~)~"  # inline fields, highlights, strike-through
    r"|(?<=[%<])%"  # comments, commands of the Templater plugin
)
_RUNS = re.compile(r"\s*\$?=|<%")
"""What makes plugins run a code span: Dataview's inline queries, Templater's commands."""


def one_line(text: str) -> str:
    """Return `text` on one line: no control, bidi or zero-width characters, blanks folded.

    Anything Unicode files under "other" (C*) or as a line or paragraph separator can break a
    line, hide text or turn its direction; format characters go, the rest becomes a blank.
    """
    if not (text.isascii() and text.isprintable()):
        text = "".join(_harmless(character) for character in text)
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def markdown(text: str) -> str:
    """Return a value as plain text inside a Markdown task line: no markup, field, tag or id."""
    return _MARKUP.sub(r"\\\g<0>", one_line(_TASK_SYMBOLS.sub(" ", text)))


def markdown_message(text: str) -> str:
    """Return a message for a Markdown line: what it quotes in backticks as code, the rest plain.

    Safe for any text, whichever way its backticks fall: every part is escaped or inside a code
    span that holds no backtick.
    """
    parts = one_line(text).split("`")
    if len(parts) % 2 == 0 or "" in parts[1:-1]:
        return markdown(text)
    return "".join(_code(part) if at % 2 else _plain(part) for at, part in enumerate(parts))


def _code(part: str) -> str:
    return _plain(part) if _RUNS.search(part) else f"`{part}`"


def _plain(part: str) -> str:
    """Escape one part of a line, keeping the blanks at its ends."""
    core = part.strip()
    return part.replace(core, markdown(core), 1) if core else part


def terminal(text: str) -> str:
    """Return `text` with every control character spelled out, so that none reaches a terminal.

    CWE-150: an escape sequence in a note could otherwise rewrite the screen or the clipboard.
    """
    if text.isprintable():
        return text
    return "".join(_spelled(character) for character in text)


def terminal_line(text: str) -> str:
    """Return the same on one line: a name with a line break in it must not pass for two lines."""
    return terminal(text).replace("\n", "\\n")


def _harmless(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category[0] == "C" or category in ("Zl", "Zp") else character


def _spelled(character: str) -> str:
    category = unicodedata.category(character)
    if character != "\n" and (category[0] == "C" or category in ("Zl", "Zp")):
        code = ord(character)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - one byte
    return character
