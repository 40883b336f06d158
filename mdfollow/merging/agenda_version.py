"""What was done in one version of the agenda: boxes set, lines typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mdfollow.agendas.agenda_record import read_agenda_record, words_hash
from mdfollow.lines.task_line import TaskLine

if TYPE_CHECKING:
    from mdfollow.merging.texts import Text

_HASH = 12
"""Characters of a hash on the end marker."""


@dataclass
class AgendaVersion:
    """A version's region: its lines, whose they are, and what was done to them."""

    lines: list[str] = field(default_factory=list)
    refs: dict[int, str] = field(default_factory=dict)
    """The hash of the task by line."""
    typed: dict[int, str] = field(default_factory=dict)
    """Lines of the person's, and under which task (its hash) they stand, if any."""
    acts: dict[str, str] = field(default_factory=dict)
    """Boxes that were set, by the hash of the task."""
    written: dict[str, str] = field(default_factory=dict)
    """Boxes as written."""
    entries: dict[str, str] = field(default_factory=dict)
    """Entries of the record by the hash of the task."""


def read_agenda_version(text: Text) -> AgendaVersion:
    """Read what was done in one version."""
    region = text.region
    if region is None:
        return AgendaVersion()
    record = read_agenda_record(region.end_words)
    refs = {e.split(".")[1]: e.split(".")[0] for e in region.end_words.split() if "." in e}
    agenda = AgendaVersion(text.lines[region.begin + 1 : region.end])
    above = ""
    for at, line in enumerate(agenda.lines):
        words = words_hash(line.rstrip("\r\n"))
        is_indented = line[:1] in (" ", "\t")
        if not line.strip():
            continue
        if not record.take(line.rstrip("\r\n")):
            above = above if is_indented else ""
            agenda.typed[at] = above
            continue
        above = refs[words][-_HASH:] if words in refs else ""
        if above:
            agenda.refs[at], agenda.entries[above] = above, f"{refs[words]}.{words}"
            _read_box(agenda, line, above, record.boxes.get(above, " "))
    return agenda


def _read_box(agenda: AgendaVersion, line: str, ref: str, written: str) -> None:
    task = TaskLine.read(line.rstrip("\r\n"))
    agenda.written[ref] = written
    if task and task.mark != written and not (task.is_done and written in "xX"):
        agenda.acts[ref] = task.mark


def typed_lines(text: Text) -> list[str]:
    """Return the lines a person typed in a version's region, without endings."""
    agenda = read_agenda_version(text)
    return [agenda.lines[at].rstrip("\r\n") for at in agenda.typed]
