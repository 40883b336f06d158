"""What a plain Markdown text is made of, told without a Markdown parser.

Most notes are paragraphs, headings, lists and our own markers: a look at how each line begins is
enough (CommonMark 0.31, "Container blocks" and "Leaf blocks"). Whatever needs more is left to
`structure`, which parses: to import the parser alone takes longer than to read a thousand notes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

BOM = "\ufeff"
"""An editor hides this mark at the start of a file, so a Markdown line can stand behind it."""

_DEEPEST = 8
"""Lists in lists; deeper ones are left to the parser, which has a limit of its own."""

_END = r"[ \t]*+(?:[\r\n]|\Z)"
_RULE = r"(?:(?:-[ \t]*+){3,}|(?:\*[ \t]*+){3,}|(?:_[ \t]*+){3,})(?:[\r\n]|\Z)"
_HEADING = r"#{1,6}(?:[ \t\r\n]|\Z)"
_MARKER = r"(?:[-+*]|(?P<number>[0-9]{1,9})[.)])"
_DOUBT = (
    r"[<>]|```|~~~"  # a quote that holds more than words, HTML, a fence in a list
    rf"|(?:=+|--?){_END}"  # perhaps a heading's underline
    r"|(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t\r\n]|\Z)"  # an item that is empty or begins with a block
    r"|\[(?![^\[\]\\\r\n]*+(?:\[|\](?!:)))"  # perhaps a link's definition
)
_LINE = re.compile(
    r"(?P<indent>[ \t]*+)(?:(?![^-+*_#`~<>=\[0-9\r\n])(?:(?P<blank>[\r\n]|\Z)"
    rf"|(?P<rule>{_RULE})"
    rf"|(?P<item>{_MARKER} {{1,4}}(?![ \t\r\n]|\Z|{_RULE}|{_HEADING}|{_DOUBT}))"
    rf"|(?P<heading>{_HEADING})"
    r"|(?P<quote>> ?(?![ \t\r\n]|\Z|[-+*_#`~<>=\[0-9|]))"
    r"|(?P<fence>`{3,}+(?=[^`]*\Z)|~{3,})"
    r"|(?P<comment><!--(?=.*-->))"
    rf"|(?P<doubt>{_DOUBT})))?"
)
"""How a line begins; the last group that matches says what it is, `indent` that it is text."""
_CLOSING = re.compile(rf" {{0,3}}(?P<fence>`{{3,}}|~{{3,}}){_END}")


class Structure(NamedTuple):
    """The lines where list items begin, and the one-line comments at the top level.

    `too_deep` is a line nested so deep that what follows it is not read; None as a rule.
    """

    items: frozenset[int]
    comments: tuple[int, ...]
    too_deep: int | None = None


def plain_structure(lines: Sequence[str], body: int) -> Structure | None:
    """Return what `structure.read_structure` does; None where that takes a parser."""
    text = "".join(lines[body:])
    if "%%" in text:  # Obsidian's comments hide items
        return None
    page = _Page()
    for at in range(body, len(lines)):
        line = lines[at] if at > body else lines[at].removeprefix(BOM)
        if not page.take(at, line):
            return None
    return Structure(frozenset(page.items), tuple(page.comments))


@dataclass(slots=True)
class _Page:
    """What is open at a line: list items, a paragraph, a fence."""

    items: list[int] = field(default_factory=list)
    comments: list[int] = field(default_factory=list)
    contents: list[int] = field(default_factory=list)
    """The column at which the text of each open list item begins."""
    paragraph: bool = False
    fence: str = ""

    def take(self, at: int, line: str) -> bool:
        """Read the next line; False if it can't be told."""
        if self.fence:
            closing = _CLOSING.match(line)
            if closing and closing["fence"].startswith(self.fence):
                self.fence = ""
            return True
        match = _LINE.match(line)
        if match is None or match.lastgroup == "doubt":
            return False
        if match.lastgroup == "blank":
            self.paragraph = False
            return True
        indent = _columns(match["indent"])
        depth = self._depth(indent)
        if indent - (self.contents[depth - 1] if depth else 0) >= 4:  # noqa: PLR2004 - CommonMark
            return self.paragraph and depth == len(self.contents)  # else it may be code
        return self._begin(at, match, indent, depth)

    def _depth(self, indent: int) -> int:
        """In how many of the open items a line with that indent stands."""
        depth = len(self.contents)
        while depth and self.contents[depth - 1] > indent:
            depth -= 1
        return depth

    def _begin(self, at: int, match: re.Match[str], indent: int, depth: int) -> bool:
        """Begin what the line begins, within the first `depth` of the open items."""
        kind = match.lastgroup
        if kind == "indent" and self.paragraph:
            return True  # goes on with the paragraph, whose items stay open
        tight = self.paragraph and depth == len(self.contents)
        if kind == "item" and tight and match["number"] not in (None, "1"):
            return False
        del self.contents[depth:]
        self.paragraph = kind in ("indent", "item", "quote")
        if kind == "item":
            self.items.append(at)
            self.contents.append(indent + match.end("item") - match.end("indent"))
        elif kind == "fence":
            self.fence = match["fence"]
        elif kind == "comment":
            self.comments.append(at)
        at_the_edge_only = kind in ("fence", "comment", "quote")
        return not (at_the_edge_only and depth) and len(self.contents) <= _DEEPEST


def _columns(indent: str) -> int:
    return len(indent.expandtabs(4)) if "\t" in indent else len(indent)
