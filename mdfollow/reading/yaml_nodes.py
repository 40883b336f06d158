"""YAML text -> a small tree of its nodes, made from the parser's events alone.

No object is ever constructed and no alias expanded, so no text can be a bomb, and a value stays
the text it is written as. Size, depth and number of nodes are bounded (PyYAML issues 235 and 895).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import yaml
from yaml.reader import Reader

from mdfollow.reading.front_matter_block import FIRST_LINE, FrontMatterError
from mdfollow.reading.yaml_faults import DEEPEST, TOO_DEEP, explain

if TYPE_CHECKING:
    from typing import Any

    from yaml import Mark

MOST_NODES = 5000

_BOM = re.compile("\ufeff")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_ENDING = re.compile(r"\r\n?|\n")
_NO_LINE_ENDINGS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
"""YAML 1.1 ends lines at these, editors don't."""
_HIDDEN_VALUE = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")
"""A `#1 Corp` where a value is expected: to YAML a comment."""


@dataclass(slots=True)
class Node:
    """One text, list, map or alias. The children of a map are names and values in turn.

    `text` is a text's value; `source` is what stands in the file, for an empty text the anchor
    or the comment there. `style` is the quote or block mark, empty for a plain text.
    """

    kind: Literal["text", "list", "map", "alias"]
    line: int
    start: int
    source: str
    tag: str = ""
    text: str = ""
    style: str = ""
    children: list[Node] = field(default_factory=list)


def read_tree(block: str) -> Node | None:
    """Return the top node of a block of YAML; None if there is nothing but comments.

    Raises FrontMatterError, its line counted in the file.
    """
    if bad := Reader.NON_PRINTABLE.search(block) or _BOM.search(block):  # YAML 1.1, section 5.1
        line = FIRST_LINE + len(_LINE_ENDING.findall(block, 0, bad.start()))
        message = f"an invisible character (U+{ord(bad[0]):04X}) stands here; delete it"
        raise FrontMatterError(line, message)
    text = block.translate(_NO_LINE_ENDINGS)
    try:
        return _build(text)
    except (yaml.YAMLError, ValueError) as error:
        line, message = explain(error, text)
        raise FrontMatterError(FIRST_LINE + line, message) from None


def _build(text: str) -> Node | None:
    top = Node("list", 0, 0, "")
    parents, count = [top], 0
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    for event in iter(loader.get_event, None):  # `yaml.parse` asks twice for each
        if isinstance(event, yaml.NodeEvent):
            node = _node(event, text)
            parents[-1].children.append(node)
            count += 1
            if isinstance(event, yaml.CollectionStartEvent):
                parents.append(node)
            if len(parents) > DEEPEST + 1 or count > MOST_NODES:
                raise _bomb(node, count)
        elif isinstance(event, yaml.CollectionEndEvent):
            node = parents.pop()
            node.source = text[node.start : _marks(event)[1].index]
        elif isinstance(event, yaml.DocumentStartEvent) and top.children:
            line = FIRST_LINE + _marks(event)[0].line
            raise FrontMatterError(line, "a line that begins with `---`; put it in quotes")
    return top.children[0] if top.children else None


def _bomb(node: Node, count: int) -> FrontMatterError:
    too_many = f"more than {MOST_NODES} values; move what is long below the front matter"
    return FrontMatterError(node.line, too_many if count > MOST_NODES else TOO_DEEP)


def _marks(event: Any) -> tuple[Mark, Mark]:
    """Where an event begins and ends; PyYAML always says, its types don't."""
    return event.start_mark, event.end_mark


def _node(event: yaml.NodeEvent, text: str) -> Node:
    start, end = _marks(event)
    line, source = FIRST_LINE + start.line, text[start.index : end.index]
    if isinstance(event, yaml.ScalarEvent):
        value = event.value
        if not value.isascii() and _SURROGATE.search(value):
            raise FrontMatterError(line, "an escape that is no character; delete it")
        if not source and (hidden := _HIDDEN_VALUE.match(text, end.index)):
            source = hidden[1]
        return Node("text", line, start.index, source, event.tag or "", value, event.style or "")
    if isinstance(event, yaml.SequenceStartEvent):
        return Node("list", line, start.index, source, event.tag or "")
    if isinstance(event, yaml.MappingStartEvent):
        return Node("map", line, start.index, source, event.tag or "")
    return Node("alias", line, start.index, source)
