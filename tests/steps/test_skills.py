from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import CALM, asked, drafted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.asking import Row

SQL = "Work on SQL, which came up as a weak spot"
ASKS = [
    ({"skills": "SQL"}, [("sql", SQL, "2026-11-25", "2026-11-29")]),
    ({"skills": "[SQL]", "decision_by": "2026-12-04"}, [("sql", SQL, "2026-11-25", "2026-12-02")]),
    ({"skills": "[SQL]", "decision_by": "2026-11-26"}, [("sql", SQL, "2026-11-25", "2026-11-25")]),
    ({"skills": "[SQL]", "outcome": "advanced"}, [("sql", SQL, "2026-11-25", "2026-11-29")]),
    (
        {"skills": '["C", "C++", "C#"]'},
        [
            ("c", "Work on C, which came up as a weak spot", "2026-11-25", "2026-11-29"),
            ("c-cedb1bac", "Work on C++, which came up as a weak spot", "2026-11-25", "2026-11-29"),
            ("c-951a4d36", "Work on C#, which came up as a weak spot", "2026-11-25", "2026-11-29"),
        ],
    ),
]
NOTHING = [
    {},
    {"skills": "[]"},
    {"skills": "[SQL]", **CALM},
    *({"skills": "SQL", "outcome": o} for o in ("rejected", "closed", "withdrawn")),
]


@pytest.mark.parametrize(("properties", "rows"), ASKS)
def test_asks_for(properties: Mapping[str, object], rows: list[Row]) -> None:
    assert asked("skills", properties) == rows


@pytest.mark.parametrize("properties", NOTHING)
def test_asks_for_nothing(properties: Mapping[str, object]) -> None:
    assert asked("skills", properties) == []


def test_its_words() -> None:
    assert "when you follow up" in drafted("skills", {"skills": "SQL"})[2]
