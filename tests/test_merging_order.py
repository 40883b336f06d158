"""Two orders -> one: what either side moved or added, the same whoever merges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdfollow.merging.order import merge_order

DAYS = {"e": ("2026-11-26", "9999"), "l": ("2026-12-24", "9999"), "m": ("2026-12-01", "9999")}
CASES = {
    "nothing changed": ("abc", "abc", "abc", "abc"),
    "one side moved": ("abc", "cab", "abc", "cab"),
    "both moved the same": ("abc", "cab", "cab", "cab"),
    "both moved, the order of the keys decides": ("abc", "cab", "bca", "bca"),
    "new ones stay behind what they stood behind": ("abc", "axbc", "abcy", "axbcy"),
    "new ones at the start": ("ab", "xab", "ab", "xab"),
    "new tasks of both at one place, by date": ("a", "al", "aem", "aeml"),
    "new text of both at one place": ("a", "ayx", "az", "ayxz"),
    "tasks before text": ("a", "ax", "ae", "aex"),
    "what one side lacks": ("abc", "ac", "abc", "abc"),
}


def day(key: str) -> tuple[str, str] | None:
    return DAYS.get(key)


@pytest.mark.parametrize("name", CASES)
def test_order(name: str) -> None:
    base, ours, theirs, expected = CASES[name]
    assert "".join(merge_order(base, ours, theirs, day)) == expected
    assert "".join(merge_order(base, theirs, ours, day)) == expected


keys = st.lists(st.sampled_from("abcdelmxyz"), unique=True)


@given(keys, keys, keys)
def test_all_are_there_once_whoever_merges(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    merged = merge_order(base, ours, theirs, day)
    assert sorted(merged) == sorted({*ours, *theirs})
    assert merged == merge_order(base, theirs, ours, day)
