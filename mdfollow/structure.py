"""What a Markdown text is made of, line by line, as CommonMark sees it.

Only two things are asked: which lines begin a list item (a `- [ ]` in fenced code is no task), and
which lines are a comment of their own at the top level (a marker in a fence, a quote, a list or
another comment is none). Lines keep their endings and count from 0.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_COMMENT = re.compile(r" {0,3}<!--")


@dataclass(frozen=True, slots=True)
class Structure:
    """The lines where list items begin, and the one-line comments at the top level."""

    items: frozenset[int]
    comments: tuple[int, ...]


def split_lines(text: str) -> list[str]:
    """Split at LF, CRLF and lone CR only, as CommonMark does, keeping the endings."""
    return _LINE.findall(text)


def ending(line: str) -> str:
    """Return the line ending of `line`, empty if it has none."""
    return line[len(line.rstrip("\r\n")) :]


def usual_ending(lines: list[str]) -> str:
    """Return the line ending most of the lines have; LF where there is none to go by."""
    endings = Counter(filter(None, map(ending, lines)))
    return endings.most_common(1)[0][0] if endings else "\n"


def read_structure(lines: list[str], body: int) -> Structure:
    """Parse the lines from `body` on (the front matter is no Markdown)."""
    items, comments = set(), []
    for token in _parser().parse("".join(lines[body:])):
        if token.map is None:
            continue
        first = body + token.map[0]
        if token.type == "list_item_open":
            items.add(first)
        elif token.type == "html_block" and token.level == 0 and token.map[1] == token.map[0] + 1:
            comments += [first] if _COMMENT.match(lines[first]) else []
    return Structure(frozenset(items) - _hidden(lines, body), tuple(comments))


def _hidden(lines: list[str], body: int) -> set[int]:
    """The lines inside Obsidian's own block comments, `%%` to `%%` (Obsidian help, "Comments")."""
    hidden, inside = set(), False
    for at in range(body, len(lines)):
        marks = lines[at].count("%%")
        opens = lines[at].lstrip().startswith("%%")
        if inside:
            hidden.add(at)
        if (inside or opens) and marks % 2:
            inside = not inside
    return hidden if not inside else set()


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """Blocks only: what stands inside a line is read by `task_line`."""
    return MarkdownIt("commonmark").disable(["inline", "text_join"])
