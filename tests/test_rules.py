from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdfollow.business_days import BusinessDays
from mdfollow.rules import Rule, Unit, day_of, parse_rule

WEEKENDS, US = BusinessDays(), BusinessDays("US")
UNITS: tuple[Unit, ...] = ("day", "business day", "week", "month")

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
counts = st.integers(1, 60)
calendars = st.sampled_from([WEEKENDS, US])


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1 day after date", Rule(1, "day", True, "date")),
        ("2 days before decision_by", Rule(2, "day", False, "decision_by")),
        ("0 days after date", Rule(0, "day", True, "date")),
        ("1 business day after last_try", Rule(1, "business day", True, "last_try")),
        ("3 business days before date", Rule(3, "business day", False, "date")),
        ("1 week after date, on a business day", Rule(1, "week", True, "date", True)),
        ("3 months after outcome_date", Rule(3, "month", True, "outcome_date")),
        ("1000 weeks before anmeldung-fällig", Rule(1000, "week", False, "anmeldung-fällig")),
        (
            "  1  WEEK\nAfter Start , On a  Business day ",
            Rule(1, "week", True, "Start", True),
        ),
    ],
)
def test_a_rule_is_read_as_it_is_said(text: str, rule: Rule) -> None:
    assert parse_rule(text) == rule


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "a week after date",
        "1 year after date",
        "1 day after",
        "1 day after date on a business day",
        "1 day after date, on a weekday",
        "1 day since date",
        "-1 days after date",
        "1.5 days after date",
        "٣ days after date",
        "9" * 5000 + " days after date",
        "1 day after the date",
    ],
)
def test_what_is_no_rule_is_shown_one(text: str) -> None:
    with pytest.raises(ValueError, match="is not a rule; write one such as `1 day after date`"):
        parse_rule(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1001 days after date", "a number of days from 0 to 1000"),
        ("999999999 weeks after date", "a number of weeks from 1 to 1000"),
        ("0 months after date", "a number of months from 1 to 1000"),
        ("0 business days after date", "a number of business days from 1 to 1000"),
    ],
)
def test_a_count_has_bounds(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_rule(text)


@given(
    st.builds(
        Rule,
        st.integers(1, 1000),
        st.sampled_from(UNITS),
        st.booleans(),
        st.from_regex(r"[a-z]+(_[a-z]+)?", fullmatch=True),
        st.booleans(),
    )
)
def test_every_rule_can_be_said(rule: Rule) -> None:
    way = "after" if rule.after else "before"
    moved = ", on a business day" if rule.on_business_day else ""
    assert parse_rule(f"{rule.number} {rule.unit}s {way} {rule.property}{moved}") == rule


@pytest.mark.parametrize(
    ("rule", "anchor", "day"),
    [
        # days, weeks and months; the year's turn and leap days
        ("1 day after x", "2026-12-31", "2027-01-01"),
        ("1 day before x", "2028-03-01", "2028-02-29"),
        ("0 days after x", "2026-11-28", "2026-11-28"),
        ("1 week after x", "2026-12-28", "2027-01-04"),
        ("1 month after x", "2026-01-31", "2026-02-28"),
        ("1 month after x", "2028-01-31", "2028-02-29"),
        ("1 month before x", "2026-03-31", "2026-02-28"),
        ("1 month after x", "2026-02-28", "2026-03-28"),
        ("3 months after x", "2026-11-30", "2027-02-28"),
        ("12 months after x", "2028-02-29", "2029-02-28"),
        ("1 month before x", "2026-01-15", "2025-12-15"),
        ("1000 months after x", "2026-11-24", "2110-03-24"),
        # business days: Thanksgiving 2026 is Thursday 26 November
        ("1 business day after x", "2026-11-25", "2026-11-27"),
        ("2 business days after x", "2026-11-25", "2026-11-30"),
        ("1 business day after x", "2026-11-28", "2026-11-30"),
        ("1 business day before x", "2026-11-30", "2026-11-27"),
        ("2 business days before x", "2026-11-30", "2026-11-25"),
        ("1 business day after x", "2026-12-31", "2027-01-04"),
        # on a business day: forward after `after`, back after `before`
        ("1 day after x, on a business day", "2026-11-25", "2026-11-27"),
        ("1 day before x, on a business day", "2026-11-27", "2026-11-25"),
        ("0 days after x, on a business day", "2026-11-28", "2026-11-30"),
        ("0 days before x, on a business day", "2026-11-28", "2026-11-27"),
        ("1 week after x, on a business day", "2026-11-17", "2026-11-24"),
        ("1 week after x, on a business day", "2026-12-25", "2027-01-04"),
        # Independence Day 2026 is a Saturday: Friday the 3rd is off
        ("1 business day after x", "2026-07-02", "2026-07-06"),
        # the calendar's ends
        ("1 day after x", "9999-12-31", "9999-12-31"),
        ("1000 months after x", "9990-01-01", "9999-12-31"),
        ("1000 weeks before x", "0001-02-01", "0001-01-01"),
        ("1000 months before x", "0001-02-01", "0001-01-01"),
        ("3 business days after x", "9999-12-31", "9999-12-31"),
    ],
)
def test_the_day_of_a_rule(rule: str, anchor: str, day: str) -> None:
    found = day_of(parse_rule(rule), date.fromisoformat(anchor), US)
    assert found == date.fromisoformat(day)


def test_holidays_count_only_where_the_calendar_has_them() -> None:
    rule = parse_rule("1 business day after x")
    assert day_of(rule, date(2026, 11, 25), WEEKENDS) == date(2026, 11, 26)
    assert day_of(rule, date(2027, 3, 25), BusinessDays("GB-ENG")) == date(2027, 3, 30)


class NoBusinessDays:
    def is_business_day(self, _: date) -> bool:
        return False


@pytest.mark.parametrize(
    ("rule", "end"),
    [
        ("2 business days after x", date.max),
        ("2 business days before x", date.min),
        ("1 week after x, on a business day", date.max),
    ],
)
def test_a_search_ends_where_the_calendar_ends(rule: str, end: date) -> None:
    anchor = end - timedelta(days=30) if end == date.max else end + timedelta(days=30)
    assert day_of(parse_rule(rule), anchor, NoBusinessDays()) == end


@given(days, counts, st.sampled_from(UNITS), st.booleans(), calendars)
def test_on_a_business_day_is_on_one_and_never_against_the_rule(
    anchor: date, count: int, unit: Unit, after: bool, calendar: BusinessDays
) -> None:
    plain = day_of(Rule(count, unit, after, "x"), anchor, calendar)
    moved = day_of(Rule(count, unit, after, "x", True), anchor, calendar)
    assert calendar.is_business_day(moved)
    assert moved >= plain if after else moved <= plain
    between = range(1, abs((moved - plain).days))
    step = 1 if after else -1
    assert not any(calendar.is_business_day(plain + timedelta(days=n * step)) for n in between)


@given(days, counts, st.booleans(), calendars)
def test_business_days_are_counted_one_by_one(
    anchor: date, count: int, after: bool, calendar: BusinessDays
) -> None:
    found = day_of(Rule(count, "business day", after, "x"), anchor, calendar)
    first, last = (anchor, found) if after else (found, anchor)
    passed = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    counted = [day for day in passed if day != anchor and calendar.is_business_day(day)]
    assert calendar.is_business_day(found)
    assert len(counted) == count


@given(days, counts, st.sampled_from(UNITS), st.booleans(), calendars)
def test_a_larger_count_is_never_nearer(
    anchor: date, count: int, unit: Unit, moved: bool, calendar: BusinessDays
) -> None:
    for after in (True, False):
        near = day_of(Rule(count, unit, after, "x", moved), anchor, calendar)
        far = day_of(Rule(count + 1, unit, after, "x", moved), anchor, calendar)
        assert far >= near if after else far <= near


@given(days, counts, calendars)
def test_before_takes_back_what_after_gave(day: date, count: int, calendar: BusinessDays) -> None:
    anchor = day_of(Rule(0, "day", True, "x", True), day, calendar)
    for unit in ("day", "business day", "week"):
        there = day_of(Rule(count, unit, True, "x"), anchor, calendar)
        assert day_of(Rule(count, unit, False, "x"), there, calendar) == anchor


@given(st.dates(), st.integers(0, 1000), st.sampled_from(UNITS), st.booleans(), st.booleans())
def test_no_day_is_beyond_the_calendar(
    anchor: date, count: int, unit: Unit, after: bool, moved: bool
) -> None:
    found = day_of(Rule(count, unit, after, "x", moved), anchor, WEEKENDS)
    assert found >= anchor if after else found <= anchor
