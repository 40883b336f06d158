from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from mdfollow.business_days import BusinessDays, UnknownHolidaysError, why_unknown
from mdfollow.problems import MdfollowError


@pytest.mark.parametrize(
    ("holidays", "day", "expected"),
    [
        ("", "2026-11-26", True),
        ("", "2026-12-25", True),
        ("", "2026-11-28", False),
        ("", "2026-11-29", False),
        ("US", "2026-11-25", True),
        ("US", "2026-11-26", False),  # Thanksgiving
        ("US", "2026-11-27", True),
        ("US-CA", "2026-11-27", False),  # the day after Thanksgiving
        ("US", "2026-07-03", False),  # Independence Day, observed
        ("US", "2027-12-31", False),  # New Year's Day 2028, observed the year before
        ("US", "2027-03-26", True),
        ("GB-ENG", "2027-03-26", False),  # Good Friday
        ("DE-BY", "2027-01-06", False),  # Epiphany
        ("DE-BE", "2027-01-06", True),
        ("IL", "2026-11-27", False),  # Friday, a weekend day there
        ("IL", "2026-11-29", True),
        ("CN", "2024-10-12", True),  # a Saturday, worked in exchange for the Golden Week
    ],
)
def test_business_days_of_a_place(holidays: str, day: str, expected: bool) -> None:
    assert BusinessDays(holidays).is_business_day(date.fromisoformat(day)) is expected


@pytest.mark.parametrize(
    ("holidays", "message"),
    [
        ("XX", "`XX` has no known holidays; write a country's two letters, such as `US`"),
        ("Germany", "`Germany` has no known holidays; write a country's two letters"),
        ("ECB", "`ECB` has no known holidays; write a country's two letters"),
        ("us", "`us` has no known holidays; did you mean `US`?"),
        ("us-ca", "`us-ca` has no known holidays; did you mean `US-CA`?"),
        ("US-Californa", "`US-Californa` has no known holidays; did you mean `US-CA`?"),
        ("DE-XX", "`DE-XX` has no known holidays; write `DE` alone, or with one of BB, BE,"),
        ("MC-XX", "`MC-XX` has no known holidays; write `MC`"),
    ],
)
def test_an_unknown_place_is_told_with_what_would_do(holidays: str, message: str) -> None:
    assert why_unknown(holidays).startswith(message)
    with pytest.raises(UnknownHolidaysError) as caught:
        BusinessDays(holidays).is_business_day(date(2026, 11, 24))
    assert str(caught.value) == why_unknown(holidays)
    assert isinstance(caught.value, MdfollowError)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("holidays", ["", "US", "US-CA", "GB-ENG"])
def test_nothing_is_said_of_a_known_place(holidays: str) -> None:
    assert why_unknown(holidays) == ""


@pytest.mark.parametrize(
    ("asked", "imported"),
    [
        ("b.why_unknown(''), b.BusinessDays().is_business_day(day)", "False"),
        ("b.BusinessDays('US')", "False"),
        ("b.BusinessDays('US').is_business_day(day)", "True"),
    ],
)
def test_the_library_is_imported_only_when_a_holiday_is_asked_for(
    asked: str, imported: str
) -> None:
    program = "import sys; from datetime import date; from mdfollow import business_days as b; "
    program += f"day = date(2026, 11, 24); {asked}; print('holidays' in sys.modules)"
    assert _run(program) == imported


def _run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    return done.stdout.decode().strip()
