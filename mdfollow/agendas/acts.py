"""What a person did in the agenda: boxes ticked, lines written under a task, lines of their own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.agendas.agenda_record import (
    LINES,
    AgendaRecord,
    read_agenda_record,
    ref_hash,
    words_hash,
)
from mdfollow.agendas.due import task_ref
from mdfollow.agendas.links import resolve
from mdfollow.lines.task_items import indent_of
from mdfollow.lines.task_line import TaskLine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from mdfollow.agendas.links import Link, Linker
    from mdfollow.lines.region import Region

_BY = re.compile(r"(?:^| )\(by \w{3} [0-9]{1,2} \w{3}\)$")


class Act(NamedTuple):
    """A person's act on one agenda line.

    `mark` is the box as it is now if it differs from `written`, else None; `under` are the lines
    typed under it. `line` and `at` (from 0) are the agenda line itself.
    """

    path: str
    id: str
    text: str
    mark: str | None
    written: str
    line: str
    at: int
    under: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        """What finds the task (see `due.task_ref`)."""
        return task_ref(self.path, self.id, self.text)


class Acts(NamedTuple):
    """All acts of an agenda, and the lines that are the person's, in order."""

    acts: tuple[Act, ...] = ()
    typed: tuple[str, ...] = ()


def read_acts(
    lines: Sequence[str], region: Region | None, linker: Linker, paths: Collection[str]
) -> Acts:
    """Read the agenda's region; `paths` are the notes there are."""
    if region is None:
        return Acts()
    record = read_agenda_record(region.end_words)
    acts: list[Act] = []
    typed: list[str] = []
    typed_to = -1
    for block in _blocks(lines, region.begin + 1, region.end, record):
        line = lines[block.start].rstrip("\r\n")
        ours = record.take(line)
        under = [lines[at] for at in block[1:]]
        if ours and not under and record.is_untouched(line):
            continue  # as nearly all are
        act = _read_task(lines[block.start], block.start, record, linker, paths, ours=ours)
        if act:
            if under:
                act = act._replace(under=tuple(line for line in under if line.strip()))
            acts += [act] if act.mark is not None or act.under else []
            under = []
        kept = [] if ours else [lines[block.start]]
        kept += [line for line in under if not record.take(line.rstrip("\r\n"))]
        if kept:
            gap = lines[typed_to : block.start] if typed else []
            typed += [*(gap if not "".join(gap).strip() else []), *kept]
            typed_to = block.stop
    return Acts(tuple(acts), tuple(typed))


def _blocks(lines: Sequence[str], first: int, last: int, record: AgendaRecord) -> Iterator[range]:
    """Yield each line at the left edge with the indented lines under it.

    A task line of ours that was indented by a slip of the Tab key is still a line of its own.
    """
    start = end = first
    for at in (at for at in range(first, last) if lines[at].strip()):
        line = lines[at].rstrip("\r\n")
        is_under = start < end and indent_of(line) > indent_of(lines[start])
        if not is_under or words_hash(line) in record.boxes_by_words:
            if start < end:
                yield range(start, end)
            start = at
        end = at + 1
    if start < end:
        yield range(start, end)


def _read_task(  # noqa: PLR0913 - a line, and all that says whose it is
    line: str,
    at: int,
    record: AgendaRecord,
    linker: Linker,
    paths: Collection[str],
    *,
    ours: bool,
) -> Act | None:
    """Read a line about a task; None for any other, also for a task line nobody knows."""
    read = _line(line.rstrip("\r\n"), linker)
    if read is None:
        return None
    task, link, said = read
    path = resolve(link.path, paths) or resolve(link.written, paths) or link.path
    refs = {task_ref(path, link.id, text): text for text in (said, _BY.sub("", said))}
    known = [ref for ref in reversed(refs) if ref_hash(ref) in record.boxes]
    if not known and not (path in paths and (link.id or ours)):
        return None
    ref = known[0] if known else next(reversed(refs))
    written = record.box(ref, line.rstrip("\r\n"))
    changed = task.mark != written and not (task.is_done and written in "xX")
    mark = task.mark if changed else None
    return Act(path, link.id, refs[ref], mark, written, line.rstrip("\r\n").lstrip(), at)


@lru_cache(maxsize=LINES)
def _line(line: str, linker: Linker) -> tuple[TaskLine, Link, str] | None:
    """The task of a line without its ending, the link to its note, and what it says of it."""
    task = TaskLine.read(line)
    body = task.body if task else ""
    link = _source(body, linker)
    if task is None or link is None:
        return None
    return task, link, " ".join(body[: link.start].rstrip()[:-1].split())


def _source(body: str, linker: Linker) -> Link | None:
    """The link to the task's note: the last one behind a dot, for a person may add others."""
    link = linker.read_last(body)
    while link and not body[: link.start].rstrip().endswith("·"):
        link = linker.read_last(body[: link.start])
    return link
