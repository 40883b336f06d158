"""What a sync would make of one note: first the person's acts in the agenda, then the checklist."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.agendas.carry import NotCarriedError, carry
from mdfollow.follow import (
    Asked,
    ask_steps,
    follow_note,
    has_ids,
    is_passed_over,
    no_room,
    stray_ids,
    wants_checklist,
)
from mdfollow.note import may_hold_more
from mdfollow.problems import Problem
from mdfollow.proof import prove

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from mdfollow.agendas.acts import Act
    from mdfollow.note import Note
    from mdfollow.note_result import NoteResult
    from mdfollow.snapshot import Snapshot
    from mdfollow.steps import StepSet
    from mdfollow.vault import Vault


class NotePlan(NamedTuple):
    """One note as it is and as it will be. `kept` are acts that could not be carried to it."""

    before: Note
    after: bytes
    asked: Asked = Asked()
    passed_over: bool = False
    kept: tuple[Act, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return self.after != self.before.data


def plan_note(
    note: Note, acts: Sequence[Act], snapshot: Snapshot, vault: Vault, today: date
) -> NotePlan:
    """Work out one note's new bytes. Pure; a sync of the result changes nothing more.

    An act whose task comes only with the new checklist is carried to that. Raises ProofError
    instead of giving bytes that would lose something of the person's.
    """
    day = today.isoformat()
    carried, kept, problems = _carry_all(note, acts, snapshot, day)
    wants_one = wants_checklist(carried)
    passed_over = wants_one and is_passed_over(carried, today, snapshot.settings.max_age)
    asked = Asked()
    if not passed_over or has_ids(carried):  # of the others there may be thousands
        asked = ask_steps(
            carried, vault, snapshot.steps, snapshot.working_days, day, snapshot.asked
        )
    lost = stray_ids(carried, asked)
    lines = carried.lines
    if wants_one and asked.tasks and not lost and not passed_over:
        lost = no_room(carried)
    if wants_one and not lost and not passed_over:
        lines = follow_note(carried, asked, snapshot.style, snapshot.settings.heading, day)
    after = "".join(lines).encode() if lines else carried.data
    if after != note.data:
        new = snapshot.read(note.path, after)
        prove(note, new)
        if kept:
            return plan_note(new, kept, snapshot, vault, today)._replace(before=note)
    return NotePlan(note, after, asked, passed_over, tuple(kept), (*lost, *problems))


def plan_unread(head: Note, snapshot: Snapshot, today: date) -> NotePlan | None:
    """Return what `plan_note` would without acts, if that takes no look at the note's body."""
    wants_one = wants_checklist(head)
    passed_over = wants_one and is_passed_over(head, today, snapshot.settings.max_age)
    if may_hold_more(head) or wants_one != passed_over:
        return None
    return NotePlan(head, head.data, passed_over=passed_over)


def _carry_all(
    note: Note, acts: Sequence[Act], snapshot: Snapshot, today: str
) -> tuple[Note, list[Act], list[Problem]]:
    """Carry the acts one by one; what can't be carried is kept in the agenda, with a problem."""
    kept: list[Act] = []
    problems: list[Problem] = []
    for act in acts:
        try:
            lines = carry(note, act, snapshot.style.form, today)
        except NotCarriedError as error:
            kept.append(act)
            problems.append(Problem(note.path, 1, f"a tick in the agenda is not carried: {error}"))
            continue
        note = snapshot.read(note.path, "".join(lines).encode())
    return note, kept, problems


def step_problems(results: Mapping[str, NoteResult], steps: StepSet) -> list[Problem]:
    """Tell once what a step could not say, and which steps of old tasks are no more."""
    failed: dict[Problem, list[str]] = defaultdict(list)
    missing: dict[str, list[str]] = defaultdict(list)
    known = {*steps.names} | steps.silent
    for path, result in results.items():
        for problem in result.failures:
            failed[problem].append(path)
        for name in result.silent - known:
            missing[name].append(path)
    problems = [
        problem._replace(message=f"{problem.message} ({_counted(paths)})")
        for problem, paths in failed.items()
    ]
    for name, paths in missing.items():
        message = f"step `{name}` is no more; its tasks are left alone ({_counted(paths)})"
        problems.append(Problem(paths[0], 1, message, "hint"))
    return problems


def _counted(paths: Sequence[str]) -> str:
    return f"for {paths[0]}" if len(paths) == 1 else f"for {len(paths)} notes, first {paths[0]}"
