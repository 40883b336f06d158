"""Links to notes: written in the vault's style, and read back from a line."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import quote, unquote

from mdfollow.sanitise import markdown

if TYPE_CHECKING:
    from collections.abc import Collection

LinkStyle = Literal["wikilink", "markdown"]

_LINK = re.compile(
    r"\[\[(?P<wiki>[^\[\]|#]*)(?:#\^(?P<wiki_id>[\w-]*))?(?:\|(?P<wiki_shown>[^\[\]]*))?\]\]"
    r"|\[(?P<shown>(?:[^\[\]\\]|\\.)*)\]"
    r"\(<?(?P<url>(?:[^()<>#]|\([^()<>#]*\))*)(?:#\^(?P<id>[\w-]*))?>?\)"
)
_NO_WIKILINK = re.compile(r"[\[\]|#^\\]|%%")
"""What a wikilink can't hold (Obsidian help, "Internal links")."""
_BYTES = "surrogateescape"
"""File names need not be UTF-8: their bytes pass through a link unchanged."""


class Link(NamedTuple):
    """A link found in a line: the note's path, a block id, and where it stands.

    `written` is the path as it stands there: Obsidian may write it from the vault's root.
    """

    path: str
    id: str
    start: int
    end: int
    shown: str
    written: str


class Linker(NamedTuple):
    """Writes and reads the links of one file; `home` is that file's path in the vault."""

    home: str
    style: LinkStyle

    def write(self, path: str, block_id: str = "") -> str:
        """Return a link to a note or to one of its blocks, showing the note's title.

        A name that Markdown or Tasks would read as more than text is never put in a wikilink.
        """
        before, behind = _around_anchor(self, path)
        return f"{before}#^{block_id}{behind}" if block_id else f"{before}{behind}"

    def read_last(self, line: str) -> Link | None:
        """Return the last link of a line, None if it has none."""
        match = None
        for match in _LINK.finditer(line):  # noqa: B007 - the last one is wanted
            pass
        if match is None:
            return None
        if match["wiki"] is not None:
            path = written = match["wiki"] + ".md"
            shown = match["wiki_shown"] or match["wiki"]
        else:
            written = unquote(match["url"], errors=_BYTES)
            folder = posixpath.dirname(self.home)
            path = posixpath.normpath(posixpath.join(folder, written))
            shown = match["shown"]
        block_id = match["wiki_id"] or match["id"] or ""
        return Link(path, block_id.lower(), *match.span(), shown, written)


@lru_cache(maxsize=1024)
def _around_anchor(linker: Linker, path: str) -> tuple[str, str]:
    """What stands in a link to a note before and behind the anchor; most notes have some tasks."""
    title = path.rpartition("/")[2][:-3]
    is_plain = not _NO_WIKILINK.search(path) and markdown(path) == path
    if linker.style == "wikilink" and is_plain:
        return f"[[{path[:-3]}", f"|{title}]]"
    relative = posixpath.relpath(f"/{path}", f"/{posixpath.dirname(linker.home)}")
    return f"[{markdown(title)}]({quote(relative, safe='/', errors=_BYTES)}", ")"


def resolve(path: str, paths: Collection[str]) -> str:
    """Return the note a link leads to: its path, or the only note whose path ends so; else empty.

    Obsidian shortens a wikilink to what is unique when it renames a note.
    """
    if path in paths:
        return path
    ending = [known for known in paths if known.endswith(f"/{path}")]
    return ending[0] if len(ending) == 1 else ""
