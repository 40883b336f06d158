"""What is known of notes, as rows that JSON can hold, and back."""

from __future__ import annotations

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


def page_row(page: Page) -> Row:
    """Return a page without its bytes."""
    if page.saved and page.saved[0] is page.facts and page.saved[1] is page.result:
        return page.saved[2]
    return [page.facts and _facts_row(page.facts), page.result and _result_row(page.result)]


def read_page(path: str, row: Row) -> Page:
    """Return the page `page_row` was given."""
    facts = _read_facts(path, row[0]) if row[0] else None
    result = _read_result(row[1]) if row[1] else None
    return Page(facts, result=result, saved=(facts, result, row))


def asked_row(told: str, asked: Asked) -> Row:
    """Return what steps asked of a note, and the hash of what they were told."""
    tasks = [_fields(task) for task in asked.tasks]
    return [told, tasks, sorted(asked.silent), _problem_rows(asked.problems)]


def read_asked(row: Row) -> tuple[str, Asked]:
    """Return what `asked_row` was given."""
    told, tasks, silent, problems = row
    asked = Asked(tuple(Task(*task) for task in tasks), frozenset(silent), _problems(problems))
    return told, asked


def _facts_row(facts: Facts) -> Row:
    values = {
        name: [_fields(mention) for mention in value] if isinstance(value, tuple) else value
        for name, value in facts.values.items()
    }
    return [facts.kind, values, dict(facts.lines)]


def _read_facts(path: str, row: Row) -> Facts:
    kind, values, lines = row
    read = {
        name: tuple(Mention(*mention) for mention in value) if isinstance(value, list) else value
        for name, value in values.items()
    }
    return Facts(path, kind, read, lines)


def _result_row(result: NoteResult) -> Row:
    return [
        [_fields(task) for task in result.tasks],
        _problem_rows(result.problems),
        _problem_rows(result.failures),
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


def problem_row(problem: Problem) -> Row:
    """Return what `Problem` is made of."""
    return _fields(problem)


def _problem_rows(problems: Iterable[Problem]) -> list[Row]:
    return [problem_row(problem) for problem in problems]


def _problems(rows: Iterable[Row]) -> tuple[Problem, ...]:
    return tuple(Problem(*row) for row in rows)


def _fields(one: DueTask | Task | Problem | Mention) -> Row:
    """The fields of a slotted dataclass, in the order its constructor takes them."""
    return [getattr(one, name) for name in one.__slots__]
