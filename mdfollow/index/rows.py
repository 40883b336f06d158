"""What is known of notes, as lines of JSON, and back. A named tuple is written as its fields."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mdfollow.agendas.due import DueTask
from mdfollow.checklist import Task
from mdfollow.follow import Asked
from mdfollow.note_result import NoteResult
from mdfollow.pages import Page
from mdfollow.problems import Problem
from mdfollow.reading.facts import Facts
from mdfollow.reading.mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = list[Any]


def page_line(path: str, page: Page, asked: tuple[str, Asked] | None) -> str:
    """Return a page without its bytes, and what steps asked of it."""
    saved = page.saved
    if saved and saved[0] is page.facts and saved[1] is page.result and saved[2] is asked:
        return saved[3]
    facts = page.facts and _facts_row(page.facts)
    result = page.result and _result_row(page.result)
    return json.dumps([path, facts, result, asked and _asked_row(*asked)])


def read_page(line: str) -> tuple[str, Page, tuple[str, Asked] | None]:
    """Return what `page_line` was given."""
    path, *rows = json.loads(line)
    facts = _read_facts(path, rows[0]) if rows[0] else None
    result = _read_result(rows[1]) if rows[1] else None
    asked = _read_asked(rows[2]) if rows[2] else None
    return path, Page(facts, result=result, saved=(facts, result, asked, line)), asked


def _asked_row(told: str, asked: Asked) -> Row:
    return [told, asked.tasks, sorted(asked.silent), asked.problems]


def _read_asked(row: Row) -> tuple[str, Asked]:
    told, tasks, silent, problems = row
    asked = Asked(tuple(Task(*task) for task in tasks), frozenset(silent), _problems(problems))
    return told, asked


def _facts_row(facts: Facts) -> Row:
    return [facts.kind, facts.values, dict(facts.lines)]


def _read_facts(path: str, row: Row) -> Facts:
    kind, values, lines = row
    read = {
        name: tuple(Mention(*mention) for mention in value) if isinstance(value, list) else value
        for name, value in values.items()
    }
    return Facts(path, kind, read, lines)


def _result_row(result: NoteResult) -> Row:
    return [
        result.tasks,
        result.problems,
        result.failures,
        sorted(result.silent),
        result.passed_over,
    ]


def _read_result(row: Row) -> NoteResult:
    tasks, problems, failures, silent, passed_over = row
    return NoteResult(
        tuple(DueTask(*task) for task in tasks),
        _problems(problems),
        _problems(failures),
        frozenset(silent),
        passed_over,
    )


def _problems(rows: Iterable[Row]) -> tuple[Problem, ...]:
    return tuple(Problem(*row) for row in rows)
