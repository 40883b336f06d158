"""Two orders of the same things -> one; what only one side has stands behind what it stood behind.

If both sides moved lines, the order that comes first in code point order is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    Keys = Sequence[str]
    Day = Callable[[str], tuple[str, str] | None]


def merge_order(base: Keys, ours: Keys, theirs: Keys, day: Day) -> list[str]:
    """Return all keys of both sides in one order.

    `day` gives the days a task is due and scheduled, None for anything else: new tasks of both
    sides at the same place are put in by date, as a sync does.
    """
    spine = _spine(base, ours, theirs)
    mine, other = _runs(ours, set(spine)), _runs(theirs, set(spine))
    runs = [_merge_runs(mine.get(key, []), other.get(key, []), day) for key in ["", *spine]]
    ordered = runs[0]
    for key, run in zip(spine, runs[1:], strict=True):
        ordered += [key, *run]
    return ordered


def _spine(base: Keys, ours: Keys, theirs: Keys) -> list[str]:
    """The keys both have, in the order of the side that moved them."""
    mine, other = _only(ours, theirs), _only(theirs, ours)
    if mine == other:
        return mine
    old = _only(base, mine)
    mine_moved, other_moved = _only(mine, base) != old, _only(other, base) != old
    if mine_moved != other_moved:
        return mine if mine_moved else other
    return min(mine, other)


def _only(keys: Keys, of: Keys) -> list[str]:
    wanted = set(of)
    return [key for key in keys if key in wanted]


def _runs(keys: Keys, spine: Collection[str]) -> dict[str, list[str]]:
    """What only this side has, by the key of the spine it stands behind (empty: the start)."""
    runs: dict[str, list[str]] = {}
    anchor = ""
    for key in keys:
        if key in spine:
            anchor = key
        else:
            runs.setdefault(anchor, []).append(key)
    return runs


def _merge_runs(ours: list[str], theirs: list[str], day: Day) -> list[str]:
    """Merge what both sides put at one place: tasks by date; where there is text, one by one."""
    first, second = sorted([ours, theirs], key=lambda run: (None in map(day, run), run))
    days = {key: day(key) for key in [*first, *second]}
    if None in days.values():
        return [*first, *second]
    merged = list(first)
    for key in second:
        later = [at for at, other in enumerate(merged) if (days[other], other) > (days[key], key)]
        after = merged.index(second[second.index(key) - 1]) + 1 if key != second[0] else 0
        merged.insert(max(after, later[0] if later else len(merged)), key)
    return merged
