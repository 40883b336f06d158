"""A date as it stands in the front matter -> a day."""

from __future__ import annotations

import re
from datetime import date

from mdfollow.reading.shorten import shortened

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A year outside these is a slip of the hand in a note about a job."""

_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_DATE = re.compile(
    rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})(?:[T ]{_TIME}(?::[0-5][0-9])?(?:Z|[+-]{_TIME})?)?"
)
"""Obsidian's "Date" and "Date & time", and a time zone (RFC 3339)."""
_WIKILINK = re.compile(r"\[\[(?P<target>[^\[\]|#]+)(?:#[^\[\]|]*)?(?:\|[^\[\]]*)?\]\]")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[T ].*)?", re.DOTALL)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?:[T ].*)?", re.DOTALL)


def parse_date(text: str) -> date:
    """Return the day `text` names: a date, a date and time, or a link to a daily note.

    The day is the one that is written, whatever the time zone. Raises ValueError, whose text says
    what was found and what would do.
    """
    day = find_date(text)
    if day is None:
        raise ValueError(f"`{shortened(text)}` is not a date; {_advice(_target(text.strip()))}")
    return day


def find_date(text: str) -> date | None:
    """Return the day `text` names as `parse_date` does; None if it names none."""
    found = _DATE.fullmatch(_target(text.strip()))
    return _day(*found.groups()) if found else None


def _target(text: str) -> str:
    """The last part of a link's target, without `.md`; the text itself if it is no link."""
    link = _WIKILINK.fullmatch(text)
    if link is None:
        return text
    name = link["target"].rpartition("/")[2].strip()
    return name[:-3] if name.lower().endswith(".md") else name


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _advice(written: str) -> str:
    found = _DATE.fullmatch(written)
    if found and not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return f"the year must be from {FIRST_YEAR} to {LAST_YEAR}"
    meant = _readings(written)
    if len(meant) == 1:
        return f"did you mean `{meant.pop().isoformat()}`?"
    return f"{'there is no such day; ' if found else ''}write it as 2026-11-24"


def _readings(written: str) -> set[date]:
    """Every day that may be meant: a day and a month can stand in either order."""
    days: list[date | None] = []
    if parts := _YEAR_FIRST.fullmatch(written):
        days = [_day(parts[1], parts[3], parts[4])]
    elif parts := _YEAR_LAST.fullmatch(written):
        days = [_day(parts[4], parts[3], parts[1]), _day(parts[4], parts[1], parts[3])]
    return {day for day in days if day}
