"""One value of mdfollow.toml -> the value to work with, or why it can't be used.

A reader takes what tomllib gives and returns it checked, or raises SettingValueError.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING

from mdfollow.problems import did_you_mean
from mdfollow.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[[object], object]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HEADING = re.compile(r"#{1,6} +\S.*")
_REGION = re.compile(r"[A-Z]{2}(-\w[\w .]*)?")
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_NOT_ON_A_LINE = ("Cc", "Cs", "Zl", "Zp")  # Unicode categories; joined emoji (Cf) are welcome
_LONGEST_NUMBER = 10**12  # to be shown in a message


class SettingValueError(Exception):
    """A value can't be used; the text goes on from the setting's name: "must be …"."""


def text(value: object) -> str:
    """Return a text on one line, not empty, without blanks around it."""
    if not isinstance(value, str):
        raise wrong("a text in quotes", value)
    if any(unicodedata.category(character) in _NOT_ON_A_LINE for character in value):
        raise SettingValueError("must be on one line, without control characters")
    if not value.strip():
        raise SettingValueError("must not be empty")
    return value.strip()


def texts(value: object) -> tuple[str, ...]:
    """Return a list of texts, each once; a single text is a list of one."""
    items = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(text(item) for item in items))


def names(value: object) -> tuple[str, ...]:
    """Return a list of names that holds at least one."""
    if read := texts(value):
        return read
    raise SettingValueError("must hold at least one name")


def tags(value: object) -> tuple[str, ...]:
    """Return a list of tags, without their `#`."""
    return tuple(dict.fromkeys(text(tag.removeprefix("#")) for tag in texts(value)))


def addresses(value: object) -> tuple[str, ...]:
    """Return a list of email addresses."""
    read = texts(value)
    for address in read:
        if not _ADDRESS.fullmatch(address):
            raise wrong("an email address such as `me@home.example`", address)
    return read


def or_none(reader: Reader) -> Reader:
    """Return a reader that takes an empty text, for "none", beside what `reader` takes."""
    return lambda value: "" if value == "" else reader(value)


def one_of(*words: str) -> Callable[[object], str]:
    """Return a reader that takes one of `words`, in any case."""

    def read(value: object) -> str:
        word = text(value).lower()
        if word not in words:
            raise SettingValueError(
                f"must be one of {', '.join(f'`{known}`' for known in words)}, "
                f"not {shown(value)}{did_you_mean(word, words)}"
            )
        return word

    return read


def weekday(value: object) -> int:
    """Return the number of a weekday, 0 for Monday."""
    return WEEKDAYS.index(one_of(*WEEKDAYS)(value))


def whole_number(lowest: int, highest: int) -> Reader:
    """Return a reader of whole numbers, both ends included."""

    def read(value: object) -> int:
        # TOML's booleans are no numbers, though Python's are
        if type(value) is not int or not lowest <= value <= highest:
            raise wrong(f"a whole number from {lowest} to {highest}", value)
        return value

    return read


def seconds(lowest: float, highest: float) -> Reader:
    """Return a reader of seconds, both ends included; the fraction may be missing."""

    def read(value: object) -> float:
        if type(value) not in (int, float) or not lowest <= value <= highest:  # type: ignore[operator] # mypy doesn't narrow by `type() in`
            raise wrong(f"a number of seconds from {lowest:g} to {highest:g}", value)
        return value  # type: ignore[return-value] # likewise

    return read


def day(value: object) -> date:
    """Return a TOML date, or a text that is one."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass  # no such day: told below with the rest
    raise wrong("a day such as 2026-11-01", value)


def heading(value: object) -> str:
    """Return a Markdown heading (ATX) that opens no comment."""
    read = text(value)
    if not _HEADING.fullmatch(read) or "<!--" in read or "%%" in read:
        raise wrong("a heading such as `## After the interview`, without a comment", value)
    return read


def region(value: object) -> str:
    """Return a country or country-subdivision by its shape; whether it exists is not asked."""
    read = text(value)
    if not _REGION.fullmatch(read):
        raise wrong("a country such as `US`, or a part of one such as `US-CA`", value)
    return read


def wrong(expected: str, value: object) -> SettingValueError:
    """Return the error for a value that is not what was expected."""
    return SettingValueError(f"must be {expected}, not {shown(value)}")


def shown(value: object) -> str:
    """Return a value as the person knows it from their file, or what it is if that is long."""
    if isinstance(value, str):
        return f'"{one_line(value)}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return "so large a number" if abs(value) > _LONGEST_NUMBER else str(value)
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    return "a date or time"
