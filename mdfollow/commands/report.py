"""What a person reads: results as text, JSON or GitHub annotations. All of it for a terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mdfollow.agendas.agenda import group_heading, header, task_words
from mdfollow.agendas.due import grouped
from mdfollow.sanitise import terminal, terminal_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mdfollow.agendas.agenda import Agenda
    from mdfollow.agendas.due import Span
    from mdfollow.outcome import Outcome
    from mdfollow.problems import Problem


def problem_line(problem: Problem) -> str:
    """Return `path:line: message`."""
    hint = "hint: " if problem.severity == "hint" else ""
    return terminal_line(f"{problem.path}:{problem.line}: {hint}{problem.message}")


def sync_lines(outcome: Outcome, verb: str) -> Iterator[str]:
    """Yield what a sync did: a line for each file (`verb` is "wrote" or "would write"), a sum."""
    for path in outcome.changed:
        yield terminal_line(f"{verb} {path}")
    if not outcome.changed:
        yield f"Nothing to do: {count(outcome.notes, 'note')} up to date."
    if outcome.passed_over:
        older = count(outcome.passed_over, "older interview")
        yield f"{older} passed over; checklist.max_age or a line <!-- mdfollow --> takes them in."


def diff_lines(changes: Mapping[str, tuple[bytes | None, bytes]]) -> Iterator[str]:
    """Yield changes, by path what was and what will be, as a unified diff without line endings."""
    from difflib import unified_diff  # noqa: PLC0415 - only a diff needs it

    for path, (before, after) in sorted(changes.items()):
        old, new = (data.decode(errors="replace").splitlines() for data in (before or b"", after))
        for line in unified_diff(old, new, f"a/{path}", f"b/{path}", lineterm=""):
            yield terminal(line)


def due_lines(agenda: Agenda, span: Span) -> Iterator[str]:
    """Yield the agenda as it reads in a terminal, each task with its place."""
    yield terminal(header(agenda))
    groups = grouped(agenda.tasks, span)
    for group, tasks in groups.items():
        yield ""
        yield group_heading(group, span.today)
        for task in tasks:
            box = "x" if task.status == "done" else task.mark
            yield terminal_line(f"  [{box}] {task_words(task)}  {task.path}:{task.line}")
    if not groups:
        yield ""
        yield "Nothing is due."


def due_json(agenda: Agenda, span: Span) -> str:
    """Return the tasks as one array of flat objects (docs/json.md)."""
    rows = [
        {
            "note": task.path,
            "line": task.line,
            "id": task.id,
            "text": task.text,
            "status": task.status,
            "scheduled": task.scheduled,
            "due": task.due,
            "group": group,
        }
        for group, tasks in grouped(agenda.tasks, span).items()
        for task in tasks
    ]
    return json.dumps(rows, indent=2)


def problems_json(problems: Sequence[Problem]) -> str:
    """Return problems and hints as one array of flat objects (docs/json.md)."""
    rows = [
        {"path": p.path, "line": p.line, "severity": p.severity, "message": p.message}
        for p in problems
    ]
    return json.dumps(rows, indent=2)


def github_line(problem: Problem) -> str:
    """Return a problem as a GitHub Actions annotation ("Workflow commands" of its docs)."""
    level = "warning" if problem.severity == "hint" else "error"
    path = _escaped(terminal(problem.path)).replace(":", "%3A").replace(",", "%2C")
    return f"::{level} file={path},line={problem.line}::{_escaped(terminal(problem.message))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def count(number: int, thing: str) -> str:
    """Return `1 note` or `2 notes`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
