"""What is wrong, where, and what to do: errors as values, so that one bad note stops nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Problem(NamedTuple):
    """One thing to tell the person.

    `path` is relative to the vault with `/` between folders, `line` counts from 1. A `problem`
    leaves its note untouched; a `hint` is told and the note is synced all the same.
    """

    path: str
    line: int
    message: str
    severity: Literal["problem", "hint"] = "problem"


class MdfollowError(Exception):
    """An expected failure of the whole run: its text is the message, with the way out."""


def did_you_mean(word: str, known: Iterable[str], cutoff: float = 0.75) -> str:
    """Return `", did you mean `x`?"` for the known word nearest to `word`, else an empty text."""
    near = nearest(word.lower(), known, cutoff)
    return f", did you mean `{near}`?" if near else ""


def nearest(word: str, known: Iterable[str], cutoff: float = 0.75) -> str:
    """Return the known word nearest to `word`, empty if none is near enough (1 is the same)."""
    from difflib import get_close_matches  # noqa: PLC0415 - most runs find nothing misspelt

    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=cutoff)), "")
