from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import asked, drafted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.asking import Row

DAYS = ("2026-11-25", "2026-11-26")
ASK = "a separate thank-you note to each interviewer (add them under `interviewers`)"
ASKS = [
    (
        {"interviewers": "[Jane Doe, Sam Lee, Kim Park]"},
        [
            ("jane-doe", "Write or email a thank-you note to Jane Doe", *DAYS),
            ("sam-lee", "Write or email a thank-you note to Sam Lee", *DAYS),
            ("kim-park", "Write or email a thank-you note to Kim Park", *DAYS),
        ],
    ),
    (
        {"interviewers": "Jane Doe"},
        [("jane-doe", "Write or email a thank-you note to Jane Doe", *DAYS)],
    ),
    ({}, [("", f"Write or email {ASK}", *DAYS)]),
    ({"interviewers": "[]", "sector": "government"}, [("", f"Email {ASK}", *DAYS)]),
    (
        {"interviewers": "Jane Doe", "sector": "Government"},
        [("jane-doe", "Email a thank-you note to Jane Doe", *DAYS)],
    ),
    (
        {"interviewers": "Jane Doe", "sector": "nonprofit", "posting": "https://x.gov"},
        [("jane-doe", "Write or email a thank-you note to Jane Doe", *DAYS)],
    ),
    (
        {"interviewers": "[Jane Doe, jane doe]"},
        [("jane-doe", "Write or email a thank-you note to Jane Doe", *DAYS)],
    ),
    *[
        (
            {"outcome": outcome, "interviewers": "Jo"},
            [("jo", "Write or email a thank-you note to Jo", *DAYS)],
        )
        for outcome in ("pending", "advanced", "offer", "rejected", "closed")
    ],
    (
        {"date": "2026-12-31T09:30", "interviewers": "Jo"},
        [("jo", "Write or email a thank-you note to Jo", "2027-01-01", "2027-01-02")],
    ),
]
NOTHING = [{"outcome": "withdrawn"}, {"outcome": "withdrawn", "interviewers": "Jane Doe"}]


@pytest.mark.parametrize(("properties", "rows"), ASKS)
def test_asks_for(properties: Mapping[str, object], rows: list[Row]) -> None:
    assert asked("thank-you", properties) == rows


@pytest.mark.parametrize("properties", NOTHING)
def test_asks_for_nothing(properties: Mapping[str, object]) -> None:
    assert asked("thank-you", properties) == []


def test_draft() -> None:
    to, subject, text = drafted(
        "thank-you", {"interviewers": "[Jane Doe <jane@acme.example>]", "role": "Data Engineer"}
    )
    assert (to, subject) == ("jane@acme.example", "Thank you – Data Engineer interview")
    assert text.startswith(
        "Dear Jane,\n\nThank you for taking the time to speak with me on Tuesday, 24 November "
        "about the Data Engineer position at Acme.\n"
    )


def test_draft_with_little_known() -> None:
    to, subject, text = drafted("thank-you", {"interviewers": "Doe", "company": None})
    assert (to, subject) == ("", "Thank you")
    assert "on Tuesday, 24 November at Acme 1.\n" in text
