"""Which days are business days: no weekends and no public holidays."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.problems import MdfollowError, nearest

if TYPE_CHECKING:
    from datetime import date

    from holidays import HolidayBase

_SATURDAY = 5
_CODE = re.compile(r"(?P<country>[A-Z]{2})(?:-(?P<part>.+))?")
"""ISO 3166-1 alpha-2, and ISO 3166-2 behind the dash."""


class UnknownHolidaysError(MdfollowError, ValueError):
    """No such country, or no such part of it; the text says so and what would do."""


class BusinessDays(NamedTuple):
    """The business days of a country (`US`) or a part of one (`US-CA`).

    Empty means that every day from Monday to Friday is one. The holidays library, whose import
    takes 0.1 s, is first asked by `is_business_day`.
    """

    holidays: str = ""

    def is_business_day(self, day: date) -> bool:
        """Whether `day` is neither on a weekend, as the country has it, nor a public holiday.

        A day off in place of a holiday on a weekend counts as a holiday, a Saturday worked in
        exchange for a holiday as a business day. Raises UnknownHolidaysError.
        """
        if not self.holidays:
            return day.weekday() < _SATURDAY
        return _calendar(self.holidays).is_working_day(day)


def why_unknown(holidays: str) -> str:
    """Return why there are no holidays of that name and what would do; empty if there are."""
    try:
        if holidays:
            _calendar(holidays)
    except UnknownHolidaysError as error:
        return str(error)
    return ""


@lru_cache(maxsize=1)
def _calendar(name: str) -> HolidayBase:
    code = _CODE.fullmatch(name)
    found = _find(code["country"], code["part"]) if code else None
    if found is None:
        raise UnknownHolidaysError(f"`{name}` has no known holidays; {_way_out(name)}")
    return found


def _find(country: str, part: str | None) -> HolidayBase | None:
    from holidays import country_holidays  # noqa: PLC0415 - its import takes 0.1 s

    try:
        return country_holidays(country, subdiv=part)
    except NotImplementedError:  # what holidays says of a place it does not know
        return None


def _way_out(name: str) -> str:
    """Name what may be meant, else the country's parts, else what a country looks like."""
    code = _CODE.fullmatch(name.strip().upper())
    whole = _find(code["country"], None) if code else None
    if code is None or whole is None:
        return "write a country's two letters, such as `US`, or a part of one, such as `US-CA`"
    country, part = code["country"], (code["part"] or "").lower()
    named = {title.lower(): short for title, short in whole.subdivisions_aliases.items()}
    named |= {short.lower(): short for short in whole.subdivisions}
    if not part:
        return f"did you mean `{country}`?"
    if near := nearest(part, named):
        return f"did you mean `{country}-{named[near]}`?"
    parts = f" alone, or with one of {', '.join(whole.subdivisions)}" if named else ""
    return f"write `{country}`{parts}"
