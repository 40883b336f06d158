from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mdfollow.agendas.agenda import Agenda, agenda_lines, group_heading, header, sent_between
from mdfollow.agendas.due import DueTask, Span
from mdfollow.agendas.links import Linker
from mdfollow.problems import Problem
from tests.agendas import groups, read
from tests.golden import ALL, DAYS, Case
from tests.vaults import AGENDA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

WEEK = Span.week(date(2026, 11, 25), 0)
LINKER = Linker(AGENDA, "markdown")
EMPTY = Agenda(WEEK, [], applications=0, weekly_goal=0, opportunities=0)
TASK = DueTask("Acme 1.md", 9, "", "call", " ", "", "2026-11-26", "")


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.file.stem)
def test_golden(case: Case, tmp_path: Path, run: Callable[..., Result]) -> None:
    """A change that is meant: `python -m tests.golden`."""
    vault, today = case.vault(tmp_path), DAYS[case.day].isoformat()
    run(vault, "sync", today=today, status=1)
    assert (vault / AGENDA).read_bytes() == case.file.read_bytes()
    assert "Nothing to do" in run(vault, "sync", today=today, status=1).stdout


def test_golden_is_all_there_is() -> None:
    assert sorted(case.file for case in ALL) == sorted(ALL[0].file.parent.glob("agenda *.md"))


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (WEEK, "Mon 23 to Sun 29 November 2026"),
        (Span.week(date(2026, 11, 30), 0), "Mon 30 November to Sun 6 December 2026"),
        (Span.week(date(2026, 12, 31), 0), "Mon 28 December 2026 to Sun 3 January 2027"),
        (Span.week(date(2026, 12, 31), 6), "Sun 27 December 2026 to Sat 2 January 2027"),
    ],
)
def test_header_writes_the_week_out(span: Span, said: str) -> None:
    assert header(EMPTY._replace(span=span)) == f"{said} · no open opportunities"


@pytest.mark.parametrize(
    ("sent", "goal", "said"),
    [
        (3, 5, " · Keep applying: 3 of 5 applications this week, 2 to go"),
        (0, 1, " · Keep applying: 0 of 1 applications this week, 1 to go"),
        (5, 5, " · Keep applying: 5 of 5 applications this week, goal reached"),
        (7, 5, " · Keep applying: 7 of 5 applications this week, goal reached"),
        (3, 0, ""),
    ],
)
def test_header_counts_applications(sent: int, goal: int, said: str) -> None:
    agenda = EMPTY._replace(applications=sent, weekly_goal=goal, opportunities=2)
    assert header(agenda) == f"Mon 23 to Sun 29 November 2026{said} · 2 open opportunities"


def test_one_opportunity_is_all_eggs_in_one_basket() -> None:
    said = header(EMPTY._replace(opportunities=1))
    assert said.endswith(" · 1 open opportunity: all eggs in one basket")


def test_applications_of_the_week_are_counted() -> None:
    days = ["2026-11-22", "2026-11-23", "2026-11-29", "2026-11-30", ""]
    assert sent_between(days, WEEK) == 2


def test_headings() -> None:
    assert group_heading("2026-11-25", WEEK.today) == "Today, Wed 25 Nov"
    assert group_heading("2026-12-01", WEEK.today) == "Tue 1 Dec"
    assert group_heading("Overdue", WEEK.today) == "Overdue"


def test_empty_groups_are_left_out() -> None:
    lines, words = agenda_lines(EMPTY, LINKER)
    assert lines == ["", "# Due this week", "", header(EMPTY), ""]
    assert words.split()[0] == "1"


def test_one_blank_line_around_headings_and_lists() -> None:
    agenda = EMPTY._replace(tasks=[TASK, TASK._replace(line=10), TASK._replace(due="2026-11-27")])
    text = "\n".join(agenda_lines(agenda, LINKER)[0])
    assert text.endswith(
        "\n\n## Thu 26 Nov\n\n"
        "- [ ] call (by Thu 26 Nov) · [Acme 1](Acme%201.md)\n"
        "- [ ] call (by Thu 26 Nov) · [Acme 1](Acme%201.md)\n"
        "\n## Fri 27 Nov\n\n- [ ] call (by Fri 27 Nov) · [Acme 1](Acme%201.md)\n"
    )


def test_problems_are_bullets_that_link_the_note() -> None:
    problems = [Problem("A.md", 4, "`date`: `<b>` is no *date*"), Problem("mdfollow.toml", 1, "x")]
    lines, _ = agenda_lines(EMPTY._replace(problems=problems), LINKER)
    assert lines[5:] == [
        "## Needs a look",
        "",
        r"- [A](A.md), line 4: `date`: `<b>` is no \*date\*",
        "- mdfollow.toml, line 1: x",
        "",
    ]


@pytest.mark.parametrize("mark", ["x", "X", " ", "/", "?"])
def test_boxes_are_written_as_they_are_in_the_note(mark: str) -> None:
    task = TASK._replace(mark=mark, done="2026-11-25" if mark in "xX" else "")
    lines, _ = agenda_lines(EMPTY._replace(tasks=[task]), LINKER)
    assert lines[-2].startswith(f"- [{mark.lower()}] call")


def test_no_dates_that_a_vault_wide_query_reads(tmp_path: Path, run: Callable[..., Result]) -> None:
    vault = ALL[0].vault(tmp_path)
    run(vault, "sync", today="2026-11-26", status=1)
    assert len(groups(read(vault))) > 4
    for sign in ("📅", "⏳", "✅", "🛫", "::"):
        assert sign not in read(vault)
