"""Front matter's YAML -> its properties: every value is the text the person wrote."""

from __future__ import annotations

import re
from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.reading.shorten import shortened
from mdfollow.reading.yaml_nodes import read_tree

if TYPE_CHECKING:
    from mdfollow.reading.yaml_nodes import Node

_NO_VALUE = ("", "~", "null", "Null", "NULL")
"""Plain texts that stand for no value (YAML 1.2, section 10.2.1.1)."""
_CORE = ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")
_IGNORED_TAGS = {"", *(f"tag:yaml.org,2002:{name}" for name in _CORE)}
"""Tags that leave a text what it is; with any other, the text is not what it seems."""
_WIKILINK = re.compile(r"\[\[[^\r\n]+\]\]")


class Scalar(NamedTuple):
    """One value: its text with quotes resolved, and the file's line (from 1) it begins on."""

    text: str
    line: int


class Property(NamedTuple):
    """One property; `line` (from 1) is its name's.

    `values` is one for a text, any number for a list, none for an empty value. `unreadable` is
    empty, or what stands there that can't be used, such as "a nested map `{{date}}`".
    """

    name: str
    line: int
    values: tuple[Scalar, ...]
    is_list: bool
    unreadable: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there, not even what can't be used."""
        return not (self.values or self.unreadable)


def read_properties(block: str) -> tuple[Property, ...]:
    """Return the properties in the order of the file; none if the block is no map.

    Raises FrontMatterError.
    """
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
    return node.kind != "text" or bool(node.style) or node.text not in _NO_VALUE


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
