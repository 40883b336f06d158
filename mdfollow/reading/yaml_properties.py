"""Front matter -> its properties, by the YAML parser.

python-frontmatter, with a handler of our own: every value stays the text it is.
"""

from __future__ import annotations

import re
from itertools import starmap
from typing import TYPE_CHECKING, cast

import frontmatter
from frontmatter.default_handlers import BaseHandler

from mdfollow.reading.front_matter_block import OPENING, find_block
from mdfollow.reading.properties import NO_VALUE, Property, Scalar
from mdfollow.reading.shorten import shortened
from mdfollow.reading.yaml_nodes import read_tree

if TYPE_CHECKING:
    from typing import Any

    from mdfollow.reading.yaml_nodes import Node

_CORE = ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")
_IGNORED_TAGS = {"", *(f"tag:yaml.org,2002:{name}" for name in _CORE)}
"""Tags that leave a text what it is; with any other, the text is not what it seems."""
_WIKILINK = re.compile(r"\[\[[^\r\n]+\]\]")


def read_properties(head: str) -> tuple[Property, ...]:
    """Return the properties in the order of the file; none if the block is no map.

    `head` is the front matter with the lines `---` around it. Raises FrontMatterError.
    """
    metadata, _ = frontmatter.parse(head, handler=_Handler())
    return cast("tuple[Property, ...]", metadata["properties"])


class _Handler(BaseHandler):
    """Finds the block as Obsidian does, and reads it without YAML's own types."""

    FM_BOUNDARY = OPENING

    def split(self, text: str) -> tuple[str, str]:
        found = find_block(text)
        if found is None:
            raise ValueError("no front matter")  # what python-frontmatter expects of a handler
        block, end = found
        return block, text[end:]

    def load(self, fm: str) -> dict[str, Any]:
        return {"properties": _properties(fm)}


def _properties(block: str) -> tuple[Property, ...]:
    root = read_tree(block)
    if root is None or root.kind != "map":
        return ()
    pairs = zip(root.children[::2], root.children[1::2], strict=True)
    return tuple(starmap(_property, pairs))


def _property(key: Node, value: Node) -> Property:
    is_list = value.kind == "list" and not _is_wikilink(value)
    items = value.children if is_list and value.tag in _IGNORED_TAGS else [value]
    is_named = key.kind == "text"
    fault = next(filter(None, map(_fault, items)), "") if is_named else "a name that is no text"
    return Property(
        name=key.text if is_named else shortened(key.source),
        line=key.line,
        values=() if fault else tuple(map(_scalar, filter(_has_value, items))),
        is_list=is_list,
        unreadable=fault,
    )


def _has_value(node: Node) -> bool:
    return node.kind != "text" or bool(node.style) or node.text not in NO_VALUE


def _scalar(node: Node) -> Scalar:
    text = node.text if node.kind == "text" else node.source
    return Scalar(text.removesuffix("\n") if node.style in ("|", ">") else text, node.line)


def _is_wikilink(node: Node) -> bool:
    """Whether a list in a list is an unquoted `[[Sam Lee]]` or `[[Smith, Jane|J]]`."""
    if len(node.children) != 1 or not _WIKILINK.fullmatch(node.source):
        return False
    words = node.children[0].children
    return bool(words) and all(word.kind == "text" and not word.style for word in words)


def _fault(node: Node) -> str:
    """Why one value can't be used, with what stands there; empty if it can."""
    kind = _kind_of_fault(node)
    return f"{kind} `{shortened(node.source)}`" if kind else ""


def _kind_of_fault(node: Node) -> str:
    if node.tag not in _IGNORED_TAGS:
        return "a YAML tag"
    if node.kind == "alias":
        return "a YAML alias"
    if node.kind == "map":
        return "a nested map"
    if node.kind == "list":
        return "" if _is_wikilink(node) else "a list in a list"
    if _has_value(node) or not node.source.startswith(("#", "&")):
        return ""
    return "a comment" if node.source.startswith("#") else "a YAML anchor"
