"""The corridor: read the vault, write the notes, then write the agenda from what is in them.

`--check`, `--diff` and `due` go the same way with a writer that only remembers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mdfollow.agenda import Agenda, agenda_lines, sent_between
from mdfollow.agenda_file import AgendaFile, read_agenda_file
from mdfollow.carry import takes_lines
from mdfollow.due import Span, tasks_of
from mdfollow.follow import region_problems
from mdfollow.plan import NotePlan, plan_note
from mdfollow.problems import Problem
from mdfollow.proof import ProofError
from mdfollow.sanitise import one_line
from mdfollow.snapshot import Snapshot, read_vault
from mdfollow.vault import Vault, day_of_note
from mdfollow.writer import ChangedMeanwhile, Unwritable

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mdfollow.acts import Act
    from mdfollow.note import Note
    from mdfollow.steps import StepSet

Change = tuple[str, bytes | None, bytes]
"""Path, the bytes that were read (None: no such file) and the new bytes."""

Write = Callable[[str, bytes | None, bytes], None]
"""Takes a Change apart; raises `Unwritable`, or `ChangedMeanwhile` if an editor was quicker."""

TRIES = 5
"""How often a vault is read again because an editor saved a file while it was being synced."""


@dataclass
class Outcome:
    """What a sync did, or would do."""

    agenda: Agenda
    changed: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    passed_over: int = 0
    notes: int = 0

    @property
    def has_problems(self) -> bool:
        """Whether anything but hints is wrong."""
        return any(problem.severity == "problem" for problem in self.problems)


def sync(root: Path, today: date, write: Write, *, as_written: bool = False) -> Outcome:
    """Sync the vault at `root` once.

    With `as_written` the agenda is made for the day its begin marker names, not for today, so
    that a check doesn't fail overnight.

    A file an editor saves meanwhile wins: the vault is then read and synced again, so that what
    was typed counts. Raises SettingsError before anything is written.
    """
    changed: dict[str, Change] = {}
    for left in reversed(range(TRIES)):
        one = _Pass(read_vault(root), write, today)
        outcome = one.run(as_written=as_written, last=not left)
        for path, before, after in outcome.changed:
            first = changed.get(path, (path, before, after))[1]
            changed[path] = (path, first, after)
        if one.settled or not left:
            break
    outcome.changed = sorted(changed.values())
    return outcome


def _by_note(
    acts: Sequence[Act], notes: Mapping[str, Note]
) -> tuple[dict[str, list[Act]], list[str]]:
    """Acts by note; lines typed under a task whose note takes none are told apart as typed."""
    by_note: dict[str, list[Act]] = defaultdict(list)
    typed: list[str] = []
    for act in acts:
        note = notes.get(act.path)
        if note and act.under and not takes_lines(note, act):
            typed += act.under
            act = replace(act, under=())  # noqa: PLW2901 - the same act without its lines
        if act.mark is not None or act.under:
            by_note[act.path].append(act)
    return by_note, typed


def _vault(snapshot: Snapshot) -> Vault:
    facts = (note.facts for note in snapshot.notes.values())
    return Vault((known for known in facts if known), snapshot.settings)


@dataclass
class _Pass:
    """One pass on its way: what was written, what went wrong, what the notes hold by now."""

    snapshot: Snapshot
    write: Write
    today: date
    changed: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    kept: list[Act] = field(default_factory=list)
    notes: list[tuple[Note, NotePlan]] = field(default_factory=list)
    settled: bool = True

    def run(self, *, as_written: bool, last: bool) -> Outcome:
        """Go through the corridor once; the agenda is not written if another pass is needed."""
        snapshot, vault = self.snapshot, _vault(self.snapshot)
        file = read_agenda_file(snapshot.settings.agenda_file, snapshot.agenda)
        acts = file.acts(snapshot.linker, snapshot.notes.keys())
        by_note, typed = _by_note(acts.acts, snapshot.notes)
        for path, note in sorted(snapshot.notes.items()):
            own = by_note.pop(path, [])
            self._write_note(self._plan(note, own, vault), own)
        for path, lost in by_note.items():
            self._lose(path, lost)
        self.problems += [file.problem] if file.problem else []
        day = (file.day if as_written else None) or self.today
        agenda = self._agenda(vault, Span.week(day, snapshot.settings.week_starts))
        if not file.problem and (self.settled or last):
            self._write_agenda(file, agenda, [*acts.typed, *typed])
        passed_over = sum(plan.passed_over for _, plan in self.notes)
        return Outcome(agenda, self.changed, self._all_problems(), passed_over, len(self.notes))

    def _plan(self, note: Note, acts: Sequence[Act], vault: Vault) -> NotePlan:
        """Plan one note; a plan that would lose anything is told as the bug it is."""
        try:
            return plan_note(note, acts, self.snapshot, vault, self.today)
        except ProofError as error:
            message = f"nothing was written, for this is a bug in mdfollow; please report: {error}"
            problem = Problem(note.path, 1, one_line(message))
            return NotePlan(note, note.data, kept=tuple(acts), problems=(problem,))

    def _write_note(self, plan: NotePlan, acts: Sequence[Act]) -> None:
        """Write one note; where that fails its acts stay in the agenda."""
        written = not plan.changes or self._written(plan.before.path, plan.before.data, plan.after)
        read = self.snapshot.read
        note = read(plan.before.path, plan.after) if written and plan.changes else plan.before
        self.kept += plan.kept if written else acts
        self.problems += [*plan.problems, *note.problems, *region_problems(note)]
        self.notes.append((note, plan))

    def _lose(self, path: str, acts: Sequence[Act]) -> None:
        """Keep acts whose note is not there."""
        home = self.snapshot.settings.agenda_file
        message = f"a tick is not carried: there is no `{path}`; tick the task where it is now"
        self.problems.append(Problem(home, 1, one_line(message)))
        self.kept += acts

    def _agenda(self, vault: Vault, span: Span) -> Agenda:
        """Make the agenda from what is in the notes now."""
        settings = self.snapshot.settings
        passed_over = {note.path for note, plan in self.notes if plan.passed_over}
        is_open = (o.is_open and o.notes[-1].path not in passed_over for o in vault.opportunities)
        sent = (day_of_note(facts) for facts in vault.facts if facts.kind == "application")
        return Agenda(
            span,
            [
                task
                for note, plan in self.notes
                for task in tasks_of(note, _live(note, plan), settings)
            ],
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
        if after != self.snapshot.agenda:
            self._written(self.snapshot.settings.agenda_file, self.snapshot.agenda, after)

    def _all_problems(self) -> list[Problem]:
        """All problems and hints so far, those of steps told once for all notes."""
        plans = [plan for _, plan in self.notes]
        steps = self.snapshot.steps
        told = {
            *self.problems,
            *self.snapshot.problems,
            *steps.problems,
            *step_problems(plans, steps),
        }
        return sorted(told)

    def _written(self, path: str, before: bytes | None, after: bytes) -> bool:
        try:
            self.write(path, before, after)
        except ChangedMeanwhile:
            self.settled = False
            return False
        except Unwritable as error:
            self.problems.append(Problem(path, 1, one_line(str(error))))
            return False
        self.changed.append((path, before, after))
        return True


def step_problems(plans: Sequence[NotePlan], steps: StepSet) -> list[Problem]:
    """Tell once what a step could not say, and which steps of old tasks are no more."""
    failed: dict[Problem, list[str]] = defaultdict(list)
    missing: dict[str, list[NotePlan]] = defaultdict(list)
    known = {step.name for step in steps.steps} | steps.silent
    for plan in plans:
        for problem in plan.asked.problems:
            failed[problem].append(plan.before.path)
        for name in plan.asked.silent - known:
            missing[name].append(plan)
    problems = [
        replace(problem, message=f"{problem.message} ({_counted(paths)})")
        for problem, paths in failed.items()
    ]
    for name, of in missing.items():
        where = _counted([plan.before.path for plan in of])
        message = f"step `{name}` is no more; its tasks are left alone ({where})"
        problems.append(Problem(of[0].before.path, 1, message, "hint"))
    return problems


def _counted(paths: Sequence[str]) -> str:
    return f"for {paths[0]}" if len(paths) == 1 else f"for {len(paths)} notes, first {paths[0]}"


def _live(note: Note, plan: NotePlan) -> frozenset[str] | None:
    """The keys still asked for; None where the note's problems keep that from being known."""
    if note.kind is None or not note.is_sound:
        return None
    silent = {key for key, entry in note.record.items() if entry.step in plan.asked.silent}
    return frozenset({task.key for task in plan.asked.tasks} | silent)
