from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest

from mdfollow.config import setting_values as read
from mdfollow.config.setting_values import SettingValueError

if TYPE_CHECKING:
    from mdfollow.config.setting_values import Reader

YES_NO = read.one_of("yes", "no")
PERCENT = read.whole_number(0, 100)
WAIT = read.seconds(0.1, 60)


@pytest.mark.parametrize(
    ("reader", "value", "result"),
    [
        (read.text, "  Kim Park ", "Kim Park"),
        (read.text, "👩‍💻 Jobs", "👩‍💻 Jobs"),
        (read.texts, "one", ("one",)),
        (read.texts, ["b", "a", "b"], ("b", "a")),
        (read.texts, [], ()),
        (read.names, ["company", "org"], ("company", "org")),
        (read.names, "org", ("org",)),
        (read.tags, ["#interview", "job/interview", "interview"], ("interview", "job/interview")),
        (read.addresses, "me@home.example", ("me@home.example",)),
        (read.or_none(read.region), "", ""),
        (read.or_none(read.region), "US", "US"),
        (YES_NO, "Yes", "yes"),
        (read.weekday, "monday", 0),
        (read.weekday, "Sunday", 6),
        (read.weekday, "SATURDAY", 5),
        (PERCENT, 0, 0),
        (PERCENT, 100, 100),
        (WAIT, 0.1, 0.1),
        (WAIT, 60, 60),
        (read.day, date(2026, 11, 1), date(2026, 11, 1)),
        (read.day, "2028-02-29", date(2028, 2, 29)),
        (read.heading, "# Next", "# Next"),
        (read.heading, "###### C# and F#  ", "###### C# and F#"),
        (read.region, "US", "US"),
        (read.region, "US-CA", "US-CA"),
        (read.region, "AT-9", "AT-9"),
        (read.region, "BR-São Paulo Capital", "BR-São Paulo Capital"),
    ],
)
def test_a_good_value_is_read(reader: Reader, value: object, result: object) -> None:
    assert reader(value) == result


@pytest.mark.parametrize(
    ("reader", "value", "message"),
    [
        (read.text, 5, "must be a text in quotes, not 5"),
        (read.text, True, "must be a text in quotes, not true"),
        (read.text, ["a"], "must be a text in quotes, not a list"),
        (read.text, {"a": 1}, "must be a text in quotes, not a table"),
        (read.text, time(9, 30), "must be a text in quotes, not a date or time"),
        (read.text, " ", "must not be empty"),
        (read.text, "a\nb", "must be on one line, without control characters"),
        (read.text, "a\x1b[2J", "must be on one line, without control characters"),
        (read.text, "a\u2028b", "must be on one line, without control characters"),
        (read.texts, ["a", 2.5], "must be a text in quotes, not 2.5"),
        (read.texts, ["a", "b\tc"], "must be on one line, without control characters"),
        (read.names, [], "must hold at least one name"),
        (read.tags, ["#"], "must not be empty"),
        (
            read.addresses,
            ["me@home.example", "Jane"],
            'must be an email address such as `me@home.example`, not "Jane"',
        ),
        (read.or_none(read.region), " ", "must not be empty"),
        (YES_NO, "yess", 'must be one of `yes`, `no`, not "yess", did you mean `yes`?'),
        (YES_NO, "maybe", 'must be one of `yes`, `no`, not "maybe"'),
        (YES_NO, 1, "must be a text in quotes, not 1"),
        (PERCENT, 101, "must be a whole number from 0 to 100, not 101"),
        (PERCENT, -1, "must be a whole number from 0 to 100, not -1"),
        (PERCENT, 5.0, "must be a whole number from 0 to 100, not 5.0"),
        (PERCENT, True, "must be a whole number from 0 to 100, not true"),
        (PERCENT, "5", 'must be a whole number from 0 to 100, not "5"'),
        (WAIT, 0, "must be a number of seconds from 0.1 to 60, not 0"),
        (WAIT, float("nan"), "must be a number of seconds from 0.1 to 60, not nan"),
        (WAIT, float("inf"), "must be a number of seconds from 0.1 to 60, not so large a number"),
        (WAIT, False, "must be a number of seconds from 0.1 to 60, not false"),
        (read.day, "2026-02-30", 'must be a day such as 2026-11-01, not "2026-02-30"'),
        (read.day, "20261101", 'must be a day such as 2026-11-01, not "20261101"'),
        (read.day, "٢٠٢٦-11-01", 'must be a day such as 2026-11-01, not "٢٠٢٦-11-01"'),
        (
            read.day,
            datetime(2026, 11, 1, 9, tzinfo=UTC),
            "must be a day such as 2026-11-01, not a date or time",
        ),
        (read.region, "us", "must be a country such as `US`, or a part of one such as `US-CA`"),
        (read.region, "US-", "must be a country such as `US`, or a part of one such as `US-CA`"),
        (read.region, "USA", "must be a country such as `US`, or a part of one such as `US-CA`"),
    ],
)
def test_a_bad_value_says_what_would_do(reader: Reader, value: object, message: str) -> None:
    with pytest.raises(SettingValueError) as caught:
        reader(value)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "value",
    ["After", "##", "##After", "####### Seven", "## A <!-- b", "## A %% b", "- ## A", "#"],
)
def test_a_heading_is_one_and_opens_no_comment(value: str) -> None:
    with pytest.raises(SettingValueError, match="must be a heading such as"):
        read.heading(value)


def test_a_weekday_is_named_in_full() -> None:
    with pytest.raises(SettingValueError, match="did you mean `tuesday`"):
        read.weekday("teusday")


def test_a_number_too_long_to_be_written_is_told_too() -> None:
    with pytest.raises(SettingValueError, match="not so large a number"):
        PERCENT(16**9000)  # 0x followed by 9000 digits is TOML; Python won't write it as decimal
