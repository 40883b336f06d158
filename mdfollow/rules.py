"""When something is to be done: "1 week after date, on a business day" -> a day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple, Protocol, cast

from mdfollow.reading.shorten import shortened

Unit = Literal["day", "business day", "week", "month"]

LARGEST_COUNT = 1000

_RULE = re.compile(
    r"(?P<count>[0-9]{1,9}) (?P<unit>day|business day|week|month)s? (?P<way>after|before)"
    r" (?P<property>\w[\w-]*)(?P<moved> ?, ?on a business day)?",
    re.IGNORECASE,
)


class WorkingDays(Protocol):
    """Which days are business days."""

    def is_business_day(self, day: date) -> bool:
        """Whether `day` is one."""


class Rule(NamedTuple):
    """`number` units after (or before) the day a property names, moved on if need be.

    With `on_business_day` the day moves on in the rule's direction to a business day.
    """

    number: int
    unit: Unit
    after: bool
    property: str
    on_business_day: bool = False


def parse_rule(text: str) -> Rule:
    """Read `N day(s)|business day(s)|week(s)|month(s) after|before PROPERTY[, on a business day]`.

    Upper and lower case and the number of blanks don't matter, but in the property's name. Raises
    ValueError, whose text says what was found and shows a rule that would do.
    """
    found = _RULE.fullmatch(" ".join(text.split()))
    if found is None:
        example = "`1 day after date` or `1 week after date, on a business day`"
        raise ValueError(f"`{shortened(text)}` is not a rule; write one such as {example}")
    unit = cast("Unit", found["unit"].casefold())
    lowest = 0 if unit == "day" else 1
    count = int(found["count"])
    if not lowest <= count <= LARGEST_COUNT:
        raise ValueError(
            f"`{shortened(text)}`: write a number of {unit}s from {lowest} to {LARGEST_COUNT}"
        )
    after = found["way"].casefold() == "after"
    return Rule(count, unit, after, found["property"], found["moved"] is not None)


def day_of(rule: Rule, anchor: date, working_days: WorkingDays) -> date:
    """Return the rule's day, counted from `anchor`, the day its property names.

    A month ends on its last day: a month after 31 January is 28 February. N business days count
    from the first one that follows. A day beyond the calendar's ends (years 1 and 9999) is the
    calendar's last day that way.
    """
    step = 1 if rule.after else -1
    if rule.unit == "month":
        day = _months_on(anchor, step * rule.number)
    elif rule.unit == "business day":
        day = anchor
        for _ in range(rule.number):
            day = _next_business_day(_days_on(day, step), step, working_days)
    else:
        day = _days_on(anchor, step * rule.number * (7 if rule.unit == "week" else 1))
    return _next_business_day(day, step, working_days) if rule.on_business_day else day


def _next_business_day(day: date, step: int, working_days: WorkingDays) -> date:
    """Return `day` if it is a business day, else the nearest one in that direction."""
    while not working_days.is_business_day(day) and date.min < day < date.max:
        day += timedelta(days=step)
    return day


def _days_on(day: date, count: int) -> date:
    ordinal = day.toordinal() + count
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def _months_on(day: date, count: int) -> date:
    from calendar import monthrange  # noqa: PLC0415 - it takes locale along, for few rules

    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if count > 0 else date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
