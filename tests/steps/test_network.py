from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.asking import CALM, KIM, asked, drafted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.asking import Row

TEXT = "Check in with {}: number of candidates, how you came across, the process, the culture"
DAYS = ("2026-11-25", "2026-11-27")
ASKS = [
    ({"network": '["[[Lee Wong]]"]'}, [("lee-wong", TEXT.format("Lee Wong"), *DAYS)]),
    (
        {"network": "[Lee Wong, Kim Park]", "outcome": "advanced"},
        [
            ("lee-wong", TEXT.format("Lee Wong"), *DAYS),
            ("kim-park", TEXT.format("Kim Park"), *DAYS),
        ],
    ),
]
NOTHING = [
    {},
    {"network": None},
    {"network": "Lee", **CALM},
    *({"network": "Lee", "outcome": o} for o in ("rejected", "closed", "withdrawn")),
]


@pytest.mark.parametrize(("properties", "rows"), ASKS)
def test_asks_for(properties: Mapping[str, object], rows: list[Row]) -> None:
    assert asked("network", properties) == rows


@pytest.mark.parametrize("properties", NOTHING)
def test_asks_for_nothing(properties: Mapping[str, object]) -> None:
    assert asked("network", properties) == []


def test_draft() -> None:
    files = {"Kim Park.md": KIM}
    to, subject, text = drafted("network", {"network": '"[[Kimmy]]"', "role": "Analyst"}, files)
    assert (to, subject) == ("kim@acme.example", "My interview at Acme")
    assert text.startswith("Hi Kimmy,\n")
    assert "my interview for Analyst on Tuesday, 24 November." in text


def test_draft_with_little_known() -> None:
    to, _, text = drafted("network", {"network": "Lee"})
    assert to == ""
    assert "my interview on Tuesday, 24 November." in text
