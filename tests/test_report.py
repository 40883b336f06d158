from __future__ import annotations

import json
from datetime import date

import pytest

from mdfollow.agendas.agenda import Agenda
from mdfollow.agendas.due import DueTask, Span
from mdfollow.commands import check
from mdfollow.commands.report import (
    diff_lines,
    due_json,
    due_lines,
    github_line,
    problem_line,
    problems_json,
    sync_lines,
)
from mdfollow.outcome import Outcome
from mdfollow.problems import Problem

WEEK = Span.week(date(2026, 11, 25), 0)
TASK = DueTask("A.md", 9, "mdf-call", "Call", " ", "2026-11-25", "2026-11-26", "")
HAND = DueTask("B.md", 3, "", "by hand", "X", "", "2026-11-27", "2026-11-25")
AGENDA = Agenda(WEEK, [HAND, TASK], applications=1, weekly_goal=5, opportunities=2)
HEADER = (
    "Mon 23 to Sun 29 November 2026 · Keep applying: 1 of 5 applications this week, 4 to go"
    " · 2 open opportunities"
)
OLDER = (
    "1 older interview passed over; checklist.max_age or a line <!-- mdfollow --> takes them in."
)
HOSTILE = "a\x1b]52;c;aGk=\x07b\u202ec\x9bd\u2028e"


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("A\nB.md:1: all is well", 4, "wrong"), "A\\nB.md:1: all is well:4: wrong"),
        (Problem("A.md", 4, "wrong"), "A.md:4: wrong"),
        (Problem("A.md", 4, "odd", "hint"), "A.md:4: hint: odd"),
    ],
)
def test_problem_line(problem: Problem, line: str) -> None:
    assert problem_line(problem) == line


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("A.md", 4, "wrong"), "::error file=A.md,line=4::wrong"),
        (Problem("A.md", 4, "odd", "hint"), "::warning file=A.md,line=4::odd"),
        (Problem("a,b:c%.md", 1, "5%\n::error::x"), "::error file=a%2Cb%3Ac%25.md,line=1::5%25%0A"),
    ],
)
def test_github_line(problem: Problem, line: str) -> None:
    assert github_line(problem).startswith(line)
    assert "\n" not in github_line(problem)


def test_no_control_character_gets_through() -> None:
    problem = Problem(HOSTILE, 1, HOSTILE)
    task = DueTask(HOSTILE, 1, "", HOSTILE, " ", "", "2026-11-25", "")
    agenda = Agenda(WEEK, [task], applications=0, weekly_goal=0, opportunities=0)
    lines = [
        problem_line(problem),
        github_line(problem),
        problems_json([problem]).replace("\n", ""),
        due_json(agenda, WEEK).replace("\n", ""),
        *due_lines(agenda, WEEK),
        *diff_lines({HOSTILE: (None, HOSTILE.encode())}),
        *sync_lines(Outcome(agenda, changed=[HOSTILE]), "wrote"),
    ]
    assert all(line.isprintable() for line in lines), lines


def test_what_a_sync_did() -> None:
    outcome = Outcome(AGENDA, changed=["A.md", "B.md"], notes=2)
    assert list(sync_lines(outcome, "would write")) == ["would write A.md", "would write B.md"]


@pytest.mark.parametrize(
    ("notes", "older", "lines"),
    [
        (1, 0, ["Nothing to do: 1 note up to date."]),
        (
            3,
            1,
            [
                "Nothing to do: 3 notes up to date.",
                OLDER,
            ],
        ),
    ],
)
def test_nothing_to_do(notes: int, older: int, lines: list[str]) -> None:
    assert list(sync_lines(Outcome(AGENDA, notes=notes, passed_over=older), "wrote")) == lines


def test_diff() -> None:
    changes = {"A.md": (b"one\ntwo\n", b"one\n2\n"), "B.md": (None, b"new\n")}
    assert list(diff_lines(changes)) == [
        *("--- a/A.md", "+++ b/A.md", "@@ -1,2 +1,2 @@", " one", "-two", "+2"),
        *("--- a/B.md", "+++ b/B.md", "@@ -0,0 +1 @@", "+new"),
    ]


def test_due_lines() -> None:
    assert list(due_lines(AGENDA, WEEK)) == [
        HEADER,
        "",
        "Today, Wed 25 Nov",
        "  [ ] Call (by Thu 26 Nov)  A.md:9",
        "",
        "Fri 27 Nov",
        "  [x] by hand (by Fri 27 Nov)  B.md:3",
    ]


def test_nothing_is_due() -> None:
    empty = Agenda(WEEK, [], applications=0, weekly_goal=0, opportunities=0)
    assert list(due_lines(empty, WEEK))[1:] == ["", "Nothing is due."]
    assert due_json(empty, WEEK) == "[]"


def test_due_json_has_the_fields_of_the_contract() -> None:
    assert json.loads(due_json(AGENDA, WEEK)) == [
        {
            "note": "A.md",
            "line": 9,
            "id": "mdf-call",
            "text": "Call",
            "status": "open",
            "scheduled": "2026-11-25",
            "due": "2026-11-26",
            "group": "2026-11-25",
        },
        {
            "note": "B.md",
            "line": 3,
            "id": "",
            "text": "by hand",
            "status": "done",
            "scheduled": "",
            "due": "2026-11-27",
            "group": "2026-11-27",
        },
    ]


def test_check_json_has_the_fields_of_the_contract() -> None:
    problems = [Problem("A.md", 4, "wrong"), Problem("B.md", 1, "odd", "hint")]
    assert json.loads(problems_json(problems)) == [
        {"path": "A.md", "line": 4, "severity": "problem", "message": "wrong"},
        {"path": "B.md", "line": 1, "severity": "hint", "message": "odd"},
    ]


@pytest.mark.parametrize(
    ("form", "lines"),
    [
        ("text", ["A.md:4: wrong", "B.md:1: hint: odd", "1 problem, 1 hint", "libyaml: yes"]),
        ("github", ["::error file=A.md,line=4::wrong", "::warning file=B.md,line=1::odd"]),
    ],
)
def test_check_lines(form: str, lines: list[str]) -> None:
    problems = [Problem("A.md", 4, "wrong"), Problem("B.md", 1, "odd", "hint")]
    assert list(check.lines(problems, form, ["libyaml: yes"])) == lines


@pytest.mark.parametrize(
    ("problems", "line"),
    [
        ([], "No problems."),
        ([Problem("A.md", 1, "a"), Problem("A.md", 2, "a")], "2 problems, 0 hints"),
    ],
)
def test_check_counts(problems: list[Problem], line: str) -> None:
    assert list(check.lines(problems, "text", []))[-1] == line
