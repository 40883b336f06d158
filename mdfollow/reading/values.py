"""Single values of the front matter, checked: what was found, and what would do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdfollow.problems import did_you_mean
from mdfollow.reading.dates import find_date, parse_date
from mdfollow.reading.known_properties import CHOICES
from mdfollow.reading.mentions import Mention, link_name, read_mention
from mdfollow.reading.shorten import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mdfollow.reading.front_matter import Property
    from mdfollow.reading.known_properties import Shape

Value = str | int | bool | tuple[Mention, ...]
"""Dates are ISO texts."""

EXAMPLES = {
    "date": "2026-11-24",
    "outcome_date": "2026-12-05",
    "decision_by": "2026-12-04",
    "next_interview": "2026-12-02",
    "applied": "2026-11-20",
    "resume_sent": "2026-11-20",
}
"""A value that would do, for each property that holds a date."""

MOST_ENTRIES = 100
"""Entries of a list property: each may become a task."""


def read_value(name: str, shape: Shape, found: Property) -> Value:
    """Check one known property. Raises ValueError with the message."""
    if found.unreadable:
        raise ValueError(f"`{found.name}`: {found.unreadable} can't be used; {_ask_for(name)}")
    if shape == "list":
        if len(found.values) > MOST_ENTRIES:
            raise ValueError(f"`{found.name}` holds more than {MOST_ENTRIES} entries; shorten it")
        return tuple(_mentions(found))
    if len(found.values) > 1:
        raise ValueError(f"`{found.name}` holds {len(found.values)} values; {_ask_for(name)}")
    text = found.values[0].text.strip()
    try:
        return _READERS[shape](name, text)
    except ValueError as error:
        raise ValueError(f"`{found.name}`: {error}") from None


def _mentions(found: Property) -> list[Mention]:
    mentions = [read_mention(value.text, value.line) for value in found.values]
    return [mention for mention in mentions if mention.name]


def own_value(found: Property) -> Value:
    """Return the value of a person's own property: whatever it looks like."""
    if found.is_list:
        return tuple(_mentions(found))[:MOST_ENTRIES]
    text = found.values[0].text.strip()
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    if text.isascii() and text.isdecimal() and str(int(text[:16])) == text:
        return int(text)
    day = find_date(text)
    return day.isoformat() if day else text


def _ask_for(name: str) -> str:
    if name in EXAMPLES:
        return f"write a date such as {EXAMPLES[name]}"
    if name in CHOICES:
        return f"write one of {', '.join(CHOICES[name])}"
    return "write one text, in quotes if it holds a colon, a link or braces"


def _text(name: str, text: str) -> str:
    if name not in CHOICES:
        return text
    if text.lower() not in CHOICES[name]:
        guess = did_you_mean(text, CHOICES[name])
        raise ValueError(
            f"`{shortened(text)}` is not known; write one of {', '.join(CHOICES[name])}{guess}"
        )
    return text.lower()


def _name(_: str, text: str) -> str:
    return link_name(text)


def _date(_: str, text: str) -> str:
    return parse_date(text).isoformat()


def _number(_: str, text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]?", text):
        raise ValueError(
            f"`{shortened(text)}` is not a round; write a number from 1 to 99, such as 2"
        )
    return int(text)


def _person(_: str, text: str) -> tuple[Mention, ...]:
    return (read_mention(text),)


def _way(_: str, text: str) -> str:
    if find_date(text) is None:
        return text.lower() if text.lower() in ("phone", "email") else text
    raise ValueError(
        f"`{shortened(text)}` is a date; write phone, email or another way, and the day under "
        "`decision_by`"
    )


def _checkbox(_: str, text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(
            f"`{shortened(text)}` is neither true nor false; `false` means no checklist here"
        )
    return text.lower() == "true"


_READERS: Mapping[Shape, Callable[[str, str], Value]] = {
    "text": _text,
    "name": _name,
    "date": _date,
    "number": _number,
    "person": _person,
    "way": _way,
    "checkbox": _checkbox,
}
