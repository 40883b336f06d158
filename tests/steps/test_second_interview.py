from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import CALM, asked, drafted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.asking import Row

TEXT = "Prepare for the second interview with Acme"
ASKS = [
    ({}, [("", TEXT, "2026-11-25", "2026-12-01")]),
    ({"outcome": "advanced", "round": 1}, [("", TEXT, "2026-11-25", "2026-12-01")]),
    (
        {"next_interview": "2026-12-10"},
        [("", f"{TEXT} on Thursday, 10 December", "2026-11-25", "2026-12-08")],
    ),
    (
        {"next_interview": "2026-11-26"},
        [("", f"{TEXT} on Thursday, 26 November", "2026-11-25", "2026-11-25")],
    ),
]
NOTHING = [
    CALM,
    {"round": 2},
    {"round": 3, "next_interview": "2026-12-10"},
    *({"outcome": o} for o in ("rejected", "closed", "withdrawn")),
]


@pytest.mark.parametrize(("properties", "rows"), ASKS)
def test_asks_for(properties: Mapping[str, object], rows: list[Row]) -> None:
    assert asked("second-interview", properties) == rows


@pytest.mark.parametrize("properties", NOTHING)
def test_asks_for_nothing(properties: Mapping[str, object]) -> None:
    assert asked("second-interview", properties) == []


LATER = "---\ntype: interview\ncompany: Acme\nround: 2\ndate: 2026-12-05\n---\n"


def test_the_note_of_the_second_interview_is_its_day() -> None:
    [(_, text, _, due)] = asked("second-interview", {}, {"Acme 2.md": LATER})
    assert text == f"{TEXT} on Saturday, 5 December"
    assert due == "2026-12-03"
    [(_, text, _, due)] = asked(
        "second-interview", {"next_interview": "2026-12-04"}, {"Acme 2.md": LATER}
    )
    assert text == f"{TEXT} on Friday, 4 December"


def test_its_words() -> None:
    assert "even more preparation" in drafted("second-interview", {})[2]
