from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import CALM, asked, drafted, settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.asking import Row

TEXT = "Tell {} about {} at Acme: they may be contacted, and ask to hear if they are"
ADD = " (add them under `references`)"
RESUME = "; send the updated resume"
DAY = ("", "2026-11-25")
ASKS = [
    (
        {"references": "[Dana Cruz]", "role": "Data Engineer"},
        [("dana-cruz", TEXT.format("Dana Cruz", "Data Engineer") + RESUME, *DAY)],
    ),
    (
        {"references": "[Dana, Lee]", "outcome": "advanced"},
        [
            ("dana", TEXT.format("Dana", "the job") + RESUME, *DAY),
            ("lee", TEXT.format("Lee", "the job") + RESUME, *DAY),
        ],
    ),
    (
        {},
        [
            (
                "",
                TEXT.format("your references", "the job") + RESUME + ADD,
                *DAY,
            )
        ],
    ),
]
NOTHING = [
    CALM,
    {"references": "Dana", **CALM},
    *({"references": "Dana", "outcome": o} for o in ("rejected", "closed", "withdrawn")),
]


@pytest.mark.parametrize(("properties", "rows"), ASKS)
def test_asks_for(properties: Mapping[str, object], rows: list[Row]) -> None:
    assert asked("references", properties) == rows


@pytest.mark.parametrize("properties", NOTHING)
def test_asks_for_nothing(properties: Mapping[str, object]) -> None:
    assert asked("references", properties) == []


DANA = {"references": '["[[Dana Cruz]]"]'}


@pytest.mark.parametrize(
    ("sent", "updated", "is_sent"),
    [
        ("2026-11-01", "2026-11-01", False),
        ("2026-11-02", "2026-11-01", False),
        ("2026-10-31", "2026-11-01", True),
        ("", "2026-11-01", True),
        ("2020-01-01", None, False),
        ("", None, True),
    ],
)
def test_the_resume_goes_along_where_it_is_missing_or_older(
    sent: str, updated: str | None, is_sent: bool
) -> None:
    contact = {"Dana Cruz.md": f"---\ntype: contact\nresume_sent: {sent}\n---\n"}
    known = settings(resume_updated=updated) if updated else settings()
    [(key, text, _, _)] = asked("references", DANA, contact, settings=known)
    assert key == "dana-cruz"
    assert text.endswith(RESUME) == is_sent


EARLIER = "---\ntype: interview\ncompany: {}\ndate: {}\nreferences: [{}]\n---\n"


@pytest.mark.parametrize(
    ("company", "day", "named", "is_asked"),
    [
        ("acme", "2026-11-10", "Dana Cruz", False),
        ("acme", "2026-11-10", '"[[dana cruz]]"', False),
        ("acme", "2026-11-10", "Lee Wong", True),
        ("acme", "2026-11-30", "Dana Cruz", True),
        ("Globex", "2026-11-10", "Dana Cruz", True),
    ],
)
def test_a_reference_told_before_is_not_told_again(
    company: str, day: str, named: str, is_asked: bool
) -> None:
    files = {
        "Other.md": EARLIER.format(company, day, named),
        "Dana Cruz.md": "---\ntype: contact\n---\n",
    }
    references = "[Dana Cruz]" if named == "Dana Cruz" else '["[[Dana Cruz]]"]'
    rows = asked("references", {"references": references}, files)
    assert [row[0] for row in rows] == (["dana-cruz"] if is_asked else [])


def test_draft() -> None:
    contact = {"Dana Cruz.md": "---\ntype: contact\nemail: dana@x.example\n---\n"}
    to, subject, text = drafted("references", {**DANA, "role": "Analyst"}, contact)
    assert (to, subject) == ("dana@x.example", "You may hear from Acme")
    assert text.startswith("Dear Dana,\n\nI have interviewed for the position of Analyst at Acme, ")
    assert "\n\nMy updated resume is attached. Could you let me know" in text


def test_draft_with_a_resume_that_is_new() -> None:
    contact = {"Dana Cruz.md": "---\ntype: contact\nresume_sent: 2026-11-20\n---\n"}
    to, _, text = drafted("references", DANA, contact)
    assert to == ""
    assert "\n\nI have interviewed for a position at Acme, " in text
    assert "\n\nCould you let me know" in text
