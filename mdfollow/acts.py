"""What a person did in the agenda: boxes ticked, lines written under a task, lines of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mdfollow.agenda_record import AgendaRecord, read_agenda_record
from mdfollow.due import task_ref
from mdfollow.links import resolve
from mdfollow.record import text_hash
from mdfollow.task_line import TaskLine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from mdfollow.links import Linker
    from mdfollow.region import Region

_BY = re.compile(r" \(by \w{3} [0-9]{1,2} \w{3}\)$")


@dataclass(frozen=True, slots=True)
class Act:
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


@dataclass(frozen=True, slots=True)
class Acts:
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
    for block in _blocks(lines, region.begin + 1, region.end):
        ours = record.take(lines[block.start].rstrip("\r\n"))
        under = [lines[at] for at in block[1:]]
        act = _read_task(lines[block.start], block.start, record, linker, paths, ours=ours)
        if act:
            act = replace(act, under=tuple(line for line in under if line.strip()))
            acts += [act] if act.mark is not None or act.under else []
            under = []
        kept = [] if ours else [lines[block.start]]
        kept += [line for line in under if not record.take(line.rstrip("\r\n"))]
        if kept:
            gap = lines[typed_to : block.start] if typed else []
            typed += [*(gap if not "".join(gap).strip() else []), *kept]
            typed_to = block.stop
    return Acts(tuple(acts), tuple(typed))


def _blocks(lines: Sequence[str], first: int, last: int) -> Iterator[range]:
    """Yield each line at the left edge with the indented lines under it."""
    at = first
    while at < last:
        end = at + 1
        for below in range(at + 1, last):
            if not lines[below].strip():
                continue
            if lines[below][:1] not in (" ", "\t"):
                break
            end = below + 1
        if lines[at].strip():
            yield range(at, end)
        at = end


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
    task = TaskLine.read(line.rstrip("\r\n"))
    body = task.body if task else ""
    link = linker.read_last(body)
    if task is None or link is None or not body[: link.start].rstrip().endswith("·"):
        return None
    said = " ".join(body[: link.start].rstrip()[:-1].split())
    path = resolve(link.path, paths) or link.path
    refs = {task_ref(path, link.id, text): text for text in (_BY.sub("", said), said)}
    known = [ref for ref in refs if text_hash(ref) in record.boxes]
    if not known and not (path in paths and (link.id or ours)):
        return None
    ref = known[0] if known else next(iter(refs))
    written = record.boxes.get(text_hash(ref), " ")
    changed = task.mark != written and not (task.is_done and written in "xX")
    mark = task.mark if changed else None
    return Act(path, link.id, refs[ref], mark, written, line.rstrip("\r\n"), at)
