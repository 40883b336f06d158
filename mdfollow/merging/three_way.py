"""The rule under all others: of a value and two versions of it, the version that changed wins."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Value = TypeVar("Value")


def pick(base: object, ours: Value, theirs: Value, both: Callable[[Value, Value], Value]) -> Value:
    """Return the side that differs from `base`; where both do, what `both` makes of them.

    `both` must not depend on the order of its arguments, so that two devices that merge each
    other's work end with the same bytes.
    """
    if theirs in (ours, base):
        return ours
    return theirs if ours == base else both(ours, theirs)


def pick_blank(
    base: tuple[str, ...] | None, ours: tuple[str, ...] | None, theirs: tuple[str, ...] | None
) -> tuple[str, ...] | None:
    """Return the blank lines of the side that changed them, else the more; None says nothing."""
    if ours is None or theirs is None:
        return theirs if ours is None else ours
    return pick(base, ours, theirs, lambda a, b: max(a, b, key=lambda lines: (len(lines), lines)))


def greater(ours: str, theirs: str) -> str:
    """Break a tie between two texts by content: the one later in code point order."""
    return max(ours, theirs)


def pick_set(base: Iterable[str], ours: Iterable[str], theirs: Iterable[str]) -> set[str]:
    """Return what both have, what either added, without what either removed."""
    old, mine, other = set(base), set(ours), set(theirs)
    return (mine & other) | (mine - old) | (other - old)
