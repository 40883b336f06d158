"""A region taken apart into elements that are the same thing on both devices.

Every line is an element with the blank lines behind it. A task of mdfollow's is known by its id, a
task of the person's by its id or text, any other line by what it says; lines under a task belong
to it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.checklist import PREFIX
from mdfollow.lines.record import Record, read_record
from mdfollow.lines.structure import ending
from mdfollow.lines.task_items import task_items
from mdfollow.lines.task_line import TaskLine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mdfollow.merging.texts import Text

Blank = tuple[str, ...]


class Element(NamedTuple):
    """One line, without ending. `parent` is the key of the task it stands under, or empty."""

    key: str
    parent: str
    line: str
    eol: str
    task: TaskLine | None
    is_list: bool
    blank: Blank | None
    """The blank lines behind it; None for the last, where the region's own end follows."""


class Side(NamedTuple):
    """The region of one version."""

    elements: dict[str, Element]
    record: Record
    begin: str
    end: str
    lead: Blank
    tail: Blank
    outside: frozenset[str]
    """Block ids of ours that stand outside the region."""

    def children(self, parent: str) -> list[str]:
        """The keys of what stands under a task, or (empty key) at the left edge; in order."""
        return [key for key, element in self.elements.items() if element.parent == parent]


NOTHING = Side({}, {}, "", "", (), (), frozenset())
"""A version without region."""


def element_key(key: str) -> str:
    """Return the element's key of a task of mdfollow's."""
    return f"\n^{PREFIX}{key}\n0"


def record_of(text: Text) -> Record:
    """Return the record on the end marker. Raises RecordError if it can't be read."""
    return read_record(text.region.end_words) if text.region else {}


def read_side(text: Text, keys: Collection[str]) -> Side:
    """Take one version's region apart; `keys` are the tasks any version has an entry for."""
    region = text.region
    if region is None:
        return NOTHING
    elements = {element.key: element for element in _elements(text, keys)}
    inner = text.lines[region.begin + 1 : region.end]
    spoken = [at for at, line in enumerate(inner) if line.strip()]
    first, last = (spoken[0], spoken[-1] + 1) if spoken else (len(inner), len(inner))
    ours = {f"{PREFIX}{key}" for key in keys}
    tasks = (TaskLine.read(line.rstrip("\r\n")) for line in text.outside)
    return Side(
        elements,
        record_of(text),
        text.lines[region.begin],
        text.lines[region.end],
        tuple(inner[:first]),
        tuple(inner[last:]),
        frozenset(task.id for task in tasks if task and task.id in ours),
    )


def _elements(text: Text, keys: Collection[str]) -> Iterator[Element]:
    """Yield the elements from top to bottom."""
    region = text.region
    if region is None:
        return
    items = {i.at: i for i in task_items(text.lines, text.structure, region.begin + 1, region.end)}
    seen: Counter[str] = Counter()
    spoken = [at for at in range(region.begin + 1, region.end) if text.lines[at].strip()]
    parent, under = "", 0
    for at, following in zip(spoken, [*spoken, None][1:], strict=True):
        item, line = items.get(at), text.lines[at].rstrip("\r\n")
        task = item.task if item else None
        is_ours = task is not None and task.id.removeprefix(PREFIX) in keys
        above = "" if at >= under or is_ours else parent
        key = _key(above, task, line, seen)
        if item and not above:
            parent, under = key, item.end
        blank = None if following is None else tuple(text.lines[at + 1 : following])
        is_list = at in text.structure.items or line[:1] in " \t"
        yield Element(key, above, line, ending(text.lines[at]), task, is_list, blank)


def _key(parent: str, task: TaskLine | None, line: str, seen: Counter[str]) -> str:
    """Return the key: a block id wherever it stands, else parent, words, and which of equals."""
    if task and task.id:
        what = f"\n^{task.id}"
    else:
        what = f"{parent}\n[ ] {task.text}" if task else f"{parent}\n{line}"
    seen[what] += 1
    return f"{what}\n{seen[what] - 1}"
