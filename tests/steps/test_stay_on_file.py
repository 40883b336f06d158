from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import KIM, asked, drafted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.asking import Row

TEXT = "Thank {} and ask to be kept in mind for another opening: applications stay on file"
ASKS = [
    (
        {"outcome": "rejected", "outcome_date": "2026-12-05", "interviewers": "[Jane Doe]"},
        [("", TEXT.format("Jane Doe"), "", "2026-12-12")],
    ),
    (
        {"outcome": "closed", "outcome_date": "2026-12-25"},
        [("", TEXT.format("Acme"), "", "2027-01-01")],
    ),
    ({"outcome": "Rejected"}, [("", TEXT.format("Acme"), "", "")]),
]
NOTHING = [{}, *({"outcome": o} for o in ("pending", "advanced", "offer", "withdrawn"))]


@pytest.mark.parametrize(("properties", "rows"), ASKS)
def test_asks_for(properties: Mapping[str, object], rows: list[Row]) -> None:
    assert asked("stay-on-file", properties) == rows


@pytest.mark.parametrize("properties", NOTHING)
def test_asks_for_nothing(properties: Mapping[str, object]) -> None:
    assert asked("stay-on-file", properties) == []


def test_draft() -> None:
    people = {"interviewers": '"[[Kim Park]]"', "role": "Analyst", "outcome": "rejected"}
    to, subject, text = drafted("stay-on-file", people, {"Kim Park.md": KIM})
    assert (to, subject) == ("kim@acme.example", "Thank you – Analyst")
    assert text.startswith("Dear Kim,\n\nThank you for considering me for the Analyst position. ")


def test_draft_with_little_known() -> None:
    to, subject, text = drafted("stay-on-file", {"outcome": "closed"})
    assert (to, subject) == ("", "Thank you")
    assert text.startswith("Dear hiring team,\n\nThank you for considering me. I enjoyed ")
