"""The bytes of one file -> what mdfollow sees in it: facts, region, tasks, problems.

Everything here comes from that one file and the settings; what joins notes stands in `vault`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.limits import LARGEST
from mdfollow.lines.record import Record, RecordError, read_record
from mdfollow.lines.region import Markers, RegionError, find_markers
from mdfollow.lines.structure import Structure, read_structure, split_lines
from mdfollow.lines.task_items import TaskItem, task_items
from mdfollow.problems import Problem
from mdfollow.reading import front_matter
from mdfollow.reading.facts import Facts, read_facts, title_of
from mdfollow.reading.kinds import kind_of, may_be_a_kind, type_hint
from mdfollow.reading.prefilter import may_hold_tasks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdfollow.config.settings import Settings
    from mdfollow.reading.front_matter import FrontMatter
    from mdfollow.reading.known_properties import Kind

_BOX = re.compile(r"\[.\]")
_DEEP = re.compile(r"\n(?=[ \t>*+.)\d-])(?:[ \t>*+.)\d-]{20}|(?:[ >*+.)\d-]*+\t){5})")
"""The beginning of a line, behind a break, that may be nested too deep: forty levels take as many
columns, a tab four. It begins with one letter that is always there, for that is found soonest."""

_NO_MARKERS = Markers(None, None)
_NO_STRUCTURE = Structure(frozenset(), ())
_NO_RECORD: Record = {}


class Note(NamedTuple):
    """One file. `lines` keep their endings; `body` is the first line behind the front matter."""

    path: str
    data: bytes
    kind: Kind | None = None
    facts: Facts | None = None
    start: int | None = None
    """Characters in front of the body; None where no body is read."""
    lines: Sequence[str] = ()
    body: int = 0
    structure: Structure = _NO_STRUCTURE
    markers: Markers = _NO_MARKERS
    record: Record = _NO_RECORD
    items: tuple[TaskItem, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def title(self) -> str:
        """The note's name, as Obsidian shows it."""
        return title_of(self.path)

    @property
    def is_sound(self) -> bool:
        """No problem: the note may be written. Hints don't count."""
        return not any(problem.severity == "problem" for problem in self.problems)

    @property
    def region_items(self) -> list[TaskItem]:
        """The tasks inside the region; those of the whole note where the region is not sound."""
        region = self.markers.region
        if region is None:
            return []
        return [item for item in self.items if region.begin < item.at < region.end]


def read_note(path: str, data: bytes, settings: Settings) -> Note | None:
    """Read one file; None if it is none of mdfollow's business."""
    note = read_head(path, data, settings)
    return note and read_body(note)


def read_head(path: str, data: bytes, settings: Settings) -> Note | None:
    """Read one file's front matter only; `read_body` reads the rest. None as `read_note`."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _undecodable(path, data, error, settings)
    try:
        head = front_matter.read(text)
    except front_matter.FrontMatterError as error:
        if may_be_a_kind(error.block, path, settings):
            problem = Problem(path, error.line, error.message)
            return Note(path, data, start=0, problems=(problem,))
        head = None
    kind = kind_of(head, path, settings)
    if kind is None:
        return _ordinary(path, data, head, settings)
    if len(data) > LARGEST:
        return _unread(path, data, f"larger than {LARGEST // 2**20} MiB; move what is long out")
    facts, problems = read_facts(head, kind, path, settings)
    return Note(path, data, kind, facts, _start(head), problems=tuple(problems))


def may_hold_more(note: Note) -> bool:
    """Whether the body may hold a marker, an id, a conflict, a task that counts, or be too deep.

    Else `read_body` finds nothing in it that matters, but where to put a first checklist.
    """
    if note.start is None:
        return False
    text = note.data.decode()
    is_plain = "mdf" not in text.lower() and "<<<<<<<" not in text and not _may_be_deep(text)
    return not is_plain or may_hold_tasks(text)


def read_body(note: Note) -> Note:
    """Add what stands behind the front matter: structure, markers, record and tasks."""
    if note.start is None:
        return note
    text = note.data.decode()
    lines = split_lines(text)
    body = len(split_lines(text[: note.start]))
    structure = read_structure(lines, body) if _has_structure(text) else _NO_STRUCTURE
    markers, record, problems = _NO_MARKERS, note.record, list(note.problems)
    try:
        markers = find_markers(lines, structure)
        if markers.region:
            record = read_record(markers.region.end_words)
    except RegionError as error:
        problems.append(Problem(note.path, error.line + 1, str(error)))
    except RecordError as error:
        line = markers.region.end + 1 if markers.region else 1
        problems.append(Problem(note.path, line, str(error)))
    items = tuple(task_items(lines, structure, body, len(lines)))
    if note.kind is None and note.is_sound:  # an ordinary note: its markers are not ours to judge
        problems = list(note.problems)
    return note._replace(
        lines=lines, body=body, structure=structure, markers=markers, record=record,
        items=items, problems=tuple(problems),
    )  # fmt: skip


def _has_structure(text: str) -> bool:
    """Whether there may be a marker, an id, a checkbox or a line nested too deep."""
    return "mdf" in text or bool(_BOX.search(text)) or _may_be_deep(text)


def _may_be_deep(text: str) -> bool:
    breaks = text.replace("\r", "\n")
    return bool(_DEEP.search(f"\n{breaks}"))


def _ordinary(path: str, data: bytes, head: FrontMatter | None, settings: Settings) -> Note | None:
    """A note of no kind: read for its tasks if the settings ask for them, or to give a hint."""
    hint = type_hint(head, path, settings) if head else None
    wanted = settings.agenda_include == "all" and len(data) <= LARGEST
    if not wanted and hint is None:
        return None
    return Note(path, data, start=_start(head), problems=(hint,) if hint else ())


def _start(head: FrontMatter | None) -> int:
    return head.body_start if head else 0


def _undecodable(
    path: str, data: bytes, error: UnicodeDecodeError, settings: Settings
) -> Note | None:
    """A file that is not UTF-8: told if its front matter may name a kind."""
    text = data[: front_matter.LARGEST].decode(errors="replace").replace("\0", "")  # UTF-16 too
    if not may_be_a_kind(text, path, settings):
        return None
    line = data.count(b"\n", 0, error.start) + 1
    problem = f"byte 0x{data[error.start]:02x} is not UTF-8; save the note as UTF-8"
    return Note(path, data, problems=(Problem(path, line, problem),))


def _unread(path: str, data: bytes, message: str) -> Note:
    return Note(path, data, problems=(Problem(path, 1, message),))
