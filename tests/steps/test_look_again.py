from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import asked, drafted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.asking import Row

TEXT = "Look at the openings of Acme again"
ASKS = [
    ({"outcome": "rejected", "outcome_date": "2026-12-05"}, [("", TEXT, "", "2027-03-05")]),
    ({"outcome": "closed", "outcome_date": "2026-11-30"}, [("", TEXT, "", "2027-02-28")]),
    ({"outcome": "closed"}, [("", TEXT, "", "")]),
]
NOTHING = [{}, *({"outcome": o} for o in ("pending", "advanced", "offer", "withdrawn"))]


@pytest.mark.parametrize(("properties", "rows"), ASKS)
def test_asks_for(properties: Mapping[str, object], rows: list[Row]) -> None:
    assert asked("look-again", properties) == rows


@pytest.mark.parametrize("properties", NOTHING)
def test_asks_for_nothing(properties: Mapping[str, object]) -> None:
    assert asked("look-again", properties) == []


def test_its_words() -> None:
    assert "See what is open now" in drafted("look-again", {"outcome": "closed"})[2]
