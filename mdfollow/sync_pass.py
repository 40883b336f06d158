"""One pass of a sync: the notes as they were read -> notes written, then the agenda.

Acts in the agenda are read first, notes are written next, and the agenda is made from what is now
in the notes, never from what was planned.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mdfollow.agendas.agenda import Agenda, agenda_lines, sent_between
from mdfollow.agendas.carry import by_note
from mdfollow.agendas.due import Span, tasks_of
from mdfollow.disk.unwritable import ChangedMeanwhile, Postponed, Unwritable
from mdfollow.follow import region_problems
from mdfollow.note import read_body
from mdfollow.note_result import NoteResult
from mdfollow.outcome import Outcome, Write
from mdfollow.plan import NotePlan, plan_note, plan_unread, step_problems
from mdfollow.problems import Problem
from mdfollow.proof import ProofError
from mdfollow.sanitise import one_line
from mdfollow.vault import Vault, day_of_note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mdfollow.agendas.acts import Act
    from mdfollow.agendas.agenda_file import AgendaFile
    from mdfollow.memory import Memory
    from mdfollow.note import Note
    from mdfollow.snapshot import Snapshot


@dataclass
class Pass:
    """One pass on its way: what was written, what went wrong, what the notes hold by now."""

    snapshot: Snapshot
    write: Write
    today: date
    memory: Memory
    last: bool
    """Whether what an editor saves meanwhile is told, not left to another pass."""
    changed: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    kept: list[Act] = field(default_factory=list)
    results: dict[str, NoteResult] = field(default_factory=dict)
    settled: bool = True

    def run(self, *, as_written: bool) -> Outcome:
        """Go through the corridor once; the agenda is not written if another pass is needed."""
        snapshot, file = self.snapshot, self.snapshot.agenda
        vault = self.memory.vault(snapshot.notes.facts, snapshot.settings)
        self.memory.enter(vault, self.today)
        acts = self.memory.acts(file, snapshot.linker, snapshot.notes.keys())
        acts_of, typed = by_note(acts.acts, snapshot.notes)
        for path in self.memory.over("bringing notes up to date", sorted(snapshot.notes)):
            own = acts_of.pop(path, [])
            known = None if own else snapshot.notes.page(path).result
            self.results[path] = known or self._turn(path, own, vault)
        for path, lost in acts_of.items():
            self._lose(path, lost)
        self.problems += [file.problem] if file.problem else []
        day = (file.day if as_written else None) or self.today
        agenda = self._agenda(vault, Span.week(day, snapshot.settings.week_starts))
        if not file.problem and (self.settled or self.last):
            self._write_agenda(file, agenda, [*acts.typed, *typed])
        passed_over = sum(result.passed_over for result in self.results.values())
        return Outcome(agenda, self.changed, self._all_problems(), passed_over, len(self.results))

    def _turn(self, path: str, acts: Sequence[Act], vault: Vault) -> NoteResult:
        """Plan and write one note; return what came of it."""
        head = self.snapshot.notes.head(path)
        unread = None if acts else plan_unread(head, self.snapshot, self.today)
        plan = unread or self._plan(read_body(head), acts, vault)
        result = self._write_note(plan, acts)
        self.memory.learn(path, None if acts or plan.changes else result)
        return result

    def _plan(self, note: Note, acts: Sequence[Act], vault: Vault) -> NotePlan:
        """Plan one note; a plan that would lose anything is told as the bug it is."""
        try:
            return plan_note(note, acts, self.snapshot, vault, self.today)
        except ProofError as error:
            message = f"nothing was written, for this is a bug in mdfollow; please report: {error}"
            problem = Problem(note.path, 1, one_line(message))
            return NotePlan(note, note.data, kept=tuple(acts), problems=(problem,))

    def _write_note(self, plan: NotePlan, acts: Sequence[Act]) -> NoteResult:
        """Write one note; where that fails its acts stay in the agenda."""
        written = not plan.changes or self._written(plan.before.path, plan.before.data, plan.after)
        read = self.snapshot.read
        note = read(plan.before.path, plan.after) if written and plan.changes else plan.before
        self.kept += plan.kept if written else acts
        return NoteResult(
            tasks=tuple(tasks_of(note, _live(note, plan), self.snapshot.settings)),
            problems=(*plan.problems, *note.problems, *region_problems(note)),
            failures=plan.asked.problems,
            silent=plan.asked.silent,
            passed_over=plan.passed_over,
        )

    def _lose(self, path: str, acts: Sequence[Act]) -> None:
        """Keep acts whose note is not there."""
        home = self.snapshot.settings.agenda_file
        if path in self.memory.signatures:
            message = f"a tick is not carried: no task is read in `{path}`; tick it there"
        else:
            message = f"a tick is not carried: there is no `{path}`; tick the task where it is now"
        self.problems.append(Problem(home, 1, one_line(message)))
        self.kept += acts

    def _agenda(self, vault: Vault, span: Span) -> Agenda:
        """Make the agenda from what is in the notes now."""
        settings = self.snapshot.settings
        passed_over = {path for path, result in self.results.items() if result.passed_over}
        is_open = (o.is_open and o.notes[-1].path not in passed_over for o in vault.opportunities)
        sent = (day_of_note(facts) for facts in vault.facts if facts.kind == "application")
        return Agenda(
            span,
            [task for result in self.results.values() for task in result.tasks],
            applications=sent_between(sent, span),
            weekly_goal=settings.weekly_goal,
            opportunities=sum(is_open),
            problems=self._all_problems(),
            kept=self.kept,
        )

    def _write_agenda(self, file: AgendaFile, agenda: Agenda, typed: Sequence[str]) -> None:
        """Write the agenda, unless it can't be trusted or the notes must be read again."""
        inner, words = agenda_lines(agenda, self.snapshot.linker)
        after = file.written(inner, words, agenda.span.today.isoformat(), typed)
        if after != file.data:
            self._written(self.snapshot.settings.agenda_file, file.data, after)

    def _all_problems(self) -> list[Problem]:
        """All problems and hints so far, those of steps told once for all notes."""
        steps = self.snapshot.steps
        told = {
            *self.problems,
            *(problem for result in self.results.values() for problem in result.problems),
            *self.snapshot.problems,
            *steps.problems,
            *step_problems(self.results, steps),
        }
        return sorted(told)

    def _written(self, path: str, before: bytes | None, after: bytes) -> bool:
        try:
            self.write(path, before, after)
        except ChangedMeanwhile as error:
            self.settled = False
            self.problems += [Problem(path, 1, _without_path(error, path))] if self.last else []
            return False
        except Postponed:
            return False
        except Unwritable as error:
            self.problems.append(Problem(path, 1, _without_path(error, path)))
            return False
        self.changed.append(path)
        return True


def _without_path(error: Exception, path: str) -> str:
    """The message of a failed write; the problem it becomes names the path itself."""
    return one_line(str(error).removeprefix(f"`{path}` "))


def _live(note: Note, plan: NotePlan) -> frozenset[str] | None:
    """The keys still asked for; None where the note's problems keep that from being known."""
    if note.kind is None or not note.is_sound:
        return None
    silent = {key for key, entry in note.record.items() if entry.step in plan.asked.silent}
    return frozenset({task.key for task in plan.asked.tasks} | silent)
