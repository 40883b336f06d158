"""What a Markdown text is made of, line by line, as CommonMark sees it.

Only two things are asked: which lines begin a list item (a `- [ ]` in fenced code is no task), and
which lines are a comment of their own at the top level (a marker in a fence, a quote, a list or
another comment is none). Lines keep their endings and count from 0.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING

from mdfollow.lines.plain_structure import BOM, Structure, plain_structure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt

__all__ = [
    "BOM",
    "Structure",
    "ending",
    "parse_structure",
    "read_structure",
    "split_lines",
    "takes_more",
    "usual_ending",
]

_COMMENT = re.compile(r" {0,3}<!--")
_DEEPEST = 40
"""Levels of lists and quotes, two for each list; what lies deeper is not read."""


def split_lines(text: str) -> list[str]:
    """Split at LF, CRLF and lone CR only, as CommonMark does, keeping the endings."""
    return list(StringIO(text, newline=""))


def ending(line: str) -> str:
    """Return the line ending of `line`, empty if it has none."""
    return line[len(line.rstrip("\r\n")) :]


def usual_ending(lines: Sequence[str]) -> str:
    """Return the line ending most of the lines have; LF where there is none to go by."""
    endings = Counter(filter(None, map(ending, lines)))
    return endings.most_common(1)[0][0] if endings else "\n"


def read_structure(lines: list[str], body: int) -> Structure:
    """Read the lines from `body` on (the front matter is no Markdown)."""
    return plain_structure(lines, body) or parse_structure(lines, body)


def parse_structure(lines: list[str], body: int) -> Structure:
    """Return the same by the parser alone, also for a text that is plain."""
    items: set[int] = set()
    literal: set[int] = set()
    comments: list[int] = []
    deep: list[int] = []
    for token in _parser().parse("".join(lines[body:]).removeprefix(BOM)):
        if token.map is None:
            continue
        first, end = body + token.map[0], body + token.map[1]
        if token.type == "list_item_open":
            items.add(first)
        elif token.type in ("fence", "code_block", "html_block"):
            literal.update(range(first, end))
        if token.type in ("list_item_open", "blockquote_open") and token.level + 1 >= _DEEPEST:
            deep.append(first)
        if token.type == "html_block" and token.level == 0 and end == first + 1:
            comments += [first] if _COMMENT.match(lines[first].removeprefix(BOM)) else []
    hidden = _hidden(lines, [at for at in range(body, len(lines)) if at not in literal])
    return Structure(frozenset(items - hidden), tuple(comments), min(deep, default=None))


def takes_more(lines: Sequence[str], body: int) -> bool:
    """Whether a comment at the end would be one: not where a code block or comment is open."""
    probe = split_lines("".join(lines) + "\n\n\n<!-- -->\n")
    return len(probe) - 1 in read_structure(probe, body).comments


def _hidden(lines: list[str], spoken: list[int]) -> set[int]:
    """The lines inside Obsidian's own block comments, `%%` to `%%` (Obsidian help, "Comments").

    `spoken` are the lines that are no code: in a Mermaid diagram `%%` begins a line's comment.
    """
    hidden: set[int] = set()
    opened: int | None = None
    for at in spoken:
        opens = opened is not None or lines[at].lstrip().startswith("%%")
        if not opens or lines[at].count("%%") % 2 == 0:
            continue
        if opened is not None:
            hidden.update(range(opened + 1, at + 1))
        opened = at if opened is None else None
    return hidden


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """Blocks only: what stands inside a line is read by `task_line`.

    Its import takes 60 ms, which only a text that is not plain pays.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415 - see above

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    return parser.disable(["inline", "text_join"])
