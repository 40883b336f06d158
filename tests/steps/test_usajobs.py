from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import CALM, asked, drafted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.asking import Row

TEXT = "Check [USAJOBS](https://www.usajobs.gov/job/123456789) for a change of status"
ASKS = [
    ({"sector": "government"}, [("", "Check USAJOBS for a change of status", "", "2026-12-01")]),
    ({"posting": "123456789"}, [("", TEXT, "", "2026-12-01")]),
    (
        {"posting": "https://www.usajobs.gov/job/123456789", "role": "Analyst"},
        [("", f"{TEXT} of Analyst", "", "2026-12-01")],
    ),
    ({"posting": "123456789", "decision_by": "2026-12-04"}, [("", TEXT, "", "2026-12-07")]),
    (
        {"posting": "jobs.ca.gov/7"},
        [
            (
                "",
                "Check [jobs.ca.gov](https://jobs.ca.gov/7) for a change of status",
                "",
                "2026-12-01",
            )
        ],
    ),
    (
        {"interviewers": "Jane <jane@navy.mil>", "posting": "the one on paper"},
        [("", "Check USAJOBS for a change of status", "", "2026-12-01")],
    ),
]
NOTHING = [
    {},
    {"posting": "https://jobs.example/1"},
    {"posting": "123456789", "sector": "company"},
    {"sector": "government", **CALM},
    *(
        {"sector": "government", "outcome": o}
        for o in ("advanced", "rejected", "closed", "withdrawn")
    ),
]


@pytest.mark.parametrize(("properties", "rows"), ASKS)
def test_asks_for(properties: Mapping[str, object], rows: list[Row]) -> None:
    assert asked("usajobs", properties) == rows


@pytest.mark.parametrize("properties", NOTHING)
def test_asks_for_nothing(properties: Mapping[str, object]) -> None:
    assert asked("usajobs", properties) == []


def test_its_words() -> None:
    assert "whether the status of the job has changed" in drafted("usajobs", {})[2]
