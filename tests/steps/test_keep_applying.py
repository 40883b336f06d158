from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import CALM, asked, drafted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.asking import Row

ASKS = [
    ({}, [("", "Keep applying while you wait for Acme", "", "")]),
    ({"company": None}, [("", "Keep applying while you wait for Acme 1", "", "")]),
    ({"outcome": "pending"}, [("", "Keep applying while you wait for Acme", "", "")]),
    (
        {"company": '"[[Companies/Acme Federal|Acme]]"'},
        [("", "Keep applying while you wait for Acme Federal", "", "")],
    ),
]
NOTHING = [CALM, *({"outcome": o} for o in ("advanced", "rejected", "closed", "withdrawn"))]


@pytest.mark.parametrize(("properties", "rows"), ASKS)
def test_asks_for(properties: Mapping[str, object], rows: list[Row]) -> None:
    assert asked("keep-applying", properties) == rows


@pytest.mark.parametrize("properties", NOTHING)
def test_asks_for_nothing(properties: Mapping[str, object]) -> None:
    assert asked("keep-applying", properties) == []


def test_its_words() -> None:
    assert "all your eggs in one" in drafted("keep-applying", {})[2]
