from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import CALM, KIM, asked, drafted, settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.asking import Row

WEEK = ("", "2026-12-01")
ASKS = [
    ({}, [("", "Call Acme about the decision", *WEEK)]),
    ({"interviewers": "[Jane Doe, Sam Lee]"}, [("", "Call Jane Doe about the decision", *WEEK)]),
    (
        {"interviewers": "Jane", "follow_up_with": '"[[Kim Park]]"'},
        [("", "Call Kim Park about the decision", *WEEK)],
    ),
    (
        {"interviewers": "Jane", "follow_up_via": "Email"},
        [("", "Email Jane about the decision", *WEEK)],
    ),
    (
        {"follow_up_via": "their portal"},
        [("", "Follow up with Acme about the decision (their portal)", *WEEK)],
    ),
    ({"decision_by": "2026-12-03"}, [("", "Call Acme about the decision", "", "2026-12-04")]),
    ({"decision_by": "2026-12-04"}, [("", "Call Acme about the decision", "", "2026-12-07")]),
    ({"decision_by": "2026-12-05"}, [("", "Call Acme about the decision", "", "2026-12-07")]),
    ({"date": "2026-11-21"}, [("", "Call Acme about the decision", "", "2026-11-30")]),
]
NOTHING = [CALM, *({"outcome": o} for o in ("advanced", "rejected", "closed", "withdrawn"))]


@pytest.mark.parametrize(("properties", "rows"), ASKS)
def test_asks_for(properties: Mapping[str, object], rows: list[Row]) -> None:
    assert asked("follow-up", properties) == rows


@pytest.mark.parametrize("properties", NOTHING)
def test_asks_for_nothing(properties: Mapping[str, object]) -> None:
    assert asked("follow-up", properties) == []


@pytest.mark.parametrize(
    ("properties", "due"),
    [({"date": "2026-11-19"}, "2026-11-27"), ({"decision_by": "2026-12-24"}, "2026-12-28")],
)
def test_a_holiday_is_no_business_day(properties: Mapping[str, object], due: str) -> None:
    assert asked("follow-up", properties, settings=settings(holidays="US"))[0][3] == due


def test_the_first_interviewer_with_a_number_is_called() -> None:
    people = {"interviewers": '[Jane Doe, "[[Kim Park]]"]'}
    [(_, text, _, _)] = asked("follow-up", people, {"Kim Park.md": KIM})
    assert text == "Call Kim Park (555-0142) about the decision"
    [(_, text, _, _)] = asked(
        "follow-up", {**people, "follow_up_via": "email"}, {"Kim Park.md": KIM}
    )
    assert text == "Email Kim Park about the decision"


def test_once_a_later_interview_has_its_note_nobody_is_called() -> None:
    later = "---\ntype: interview\ncompany: ACME\ndate: 2026-12-05\n---\n"
    assert asked("follow-up", {}, {"Acme 2.md": later}) == []


def test_draft() -> None:
    people = {"interviewers": '"[[Kim Park]]"', "role": "Analyst"}
    done = {"skills": ["SQL", "Tableau"]}
    to, subject, text = drafted("follow-up", people, {"Kim Park.md": KIM}, done=done)
    assert (to, subject) == ("kim@acme.example", "Analyst: any news on your decision?")
    assert text == (
        "Dear Kim,\n\nWe spoke on Tuesday, 24 November about the Analyst position, and I am still "
        "very interested. Is there any news on your decision?\n\nSince we spoke I have worked on "
        "SQL, Tableau, which came up in our talk.\n\nWith kind regards,\n"
    )


@pytest.mark.parametrize("more", [{}, {"done": {}}])
def test_draft_with_little_known(more: dict[str, object]) -> None:
    to, subject, text = drafted("follow-up", {}, {}, **more)
    assert (to, subject) == ("", "Any news on your decision?")
    assert text == (
        "Dear hiring team,\n\nWe spoke on Tuesday, 24 November, and I am still very interested. Is "
        "there any news on your decision?\n\nWith kind regards,\n"
    )
