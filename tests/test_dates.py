from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdfollow.reading.dates import parse_date

NOVEMBER_24 = date(2026, 11, 24)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24",
        "  2026-11-24\t",
        "2026-11-24T10:30:00",
        "2026-11-24T23:59",
        "2026-11-24 10:30",
        "2026-11-24T10:30:00Z",
        "2026-11-24T23:30+02:00",
        "2026-11-24T00:30:00-11:00",
        "[[2026-11-24]]",
        "[[Daily/2026-11-24|that day]]",
        "[[Daily/2026/2026-11-24.md]]",
        "[[ 2026-11-24 ]]",
        "[[2026-11-24#Morning]]",
        "[[2026-11-24#Morning|then]]",
    ],
)
def test_the_day_is_the_one_that_is_written(text: str) -> None:
    assert parse_date(text) == NOVEMBER_24


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1900-01-01", date(1900, 1, 1)),
        ("2199-12-31", date(2199, 12, 31)),
        ("2028-02-29", date(2028, 2, 29)),
    ],
)
def test_the_ends_of_the_calendar_and_a_leap_day(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-3-4", "2026-03-04"),
        ("2026/03/04", "2026-03-04"),
        ("2026.3.4", "2026-03-04"),
        ("2026-03-04T24:61", "2026-03-04"),
        ("2026-3-4 15:30", "2026-03-04"),
        ("[[Daily/2026-3-4]]", "2026-03-04"),
        ("24.11.2026", "2026-11-24"),
        ("24/11/2026", "2026-11-24"),
        ("11/24/2026", "2026-11-24"),
        ("3.3.2026", "2026-03-03"),
    ],
)
def test_what_can_mean_one_day_only_is_offered(text: str, meant: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date") as caught:
        parse_date(text)
    assert str(caught.value) == f"`{text}` is not a date; did you mean `{meant}`?"


@pytest.mark.parametrize(
    "text",
    [
        "04/03/2026",
        "4.3.2026",
        "next Tuesday",
        "",
        "2026",
        "20261124",
        "2026-11",
        "26-11-24",
        "2026-3/4",
        "٢٠٢٦-١١-٢٤",
        "2026-11-24x",
        "on 2026-11-24",
        "2026-W48-2",
        "[[Kim Park]]",
        "[[2026-11-24]] and [[2026-11-25]]",
        "930",
        "32/13/2026",
    ],
)
def test_anything_else_is_asked_for_in_the_right_form(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date") as caught:
        parse_date(text)
    assert str(caught.value) == f"`{text}` is not a date; write it as 2026-11-24"


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-45", "2027-02-29", "2026-00-10"])
def test_a_day_that_does_not_exist_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError, match="there is no such day; write it as 2026-11-24"):
        parse_date(text)


@pytest.mark.parametrize("text", ["1899-12-31", "2200-01-01", "0000-01-01", "9999-12-31"])
def test_a_year_out_of_range_is_a_slip_of_the_hand(text: str) -> None:
    with pytest.raises(ValueError, match="the year must be from 1900 to 2199"):
        parse_date(text)


def test_a_long_text_does_not_drown_the_advice() -> None:
    with pytest.raises(ValueError, match=r"write it as 2026-11-24$") as caught:
        parse_date("word " * 10_000)
    assert len(str(caught.value)) < 120


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"[[Daily/{day}|{day:%A}]]") == day


@given(st.text() | st.text("0123456789-/. T:Z[]|#+"))
def test_no_text_gives_anything_but_a_day_or_advice(text: str) -> None:
    try:
        day = parse_date(text)
    except ValueError as error:
        assert "is not a date; " in str(error)  # noqa: PT017 - which of the two is free
    else:
        assert day.isoformat() in text
