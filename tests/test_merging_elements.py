"""A region taken apart."""

from __future__ import annotations

from mdfollow.merging.elements import element_key, read_side
from mdfollow.merging.merge import merge
from mdfollow.merging.texts import read_text
from tests.merges import BASE, CALL, JANE, TICKED, to

EMPTY = "above\n\n<!-- mdfollow:begin -->\n<!-- mdfollow:end 1 -->\n"


def test_lines_under_a_task_belong_to_it() -> None:
    text = to(JANE, f"{JANE}\n  - a\n    - b\n\n  c")(BASE)
    side = read_side(read_text(text.encode()), {"thank-you-jane", "follow-up"})
    under = [side.elements[key].line for key in side.children(element_key("thank-you-jane"))]
    assert under == ["  - a", "    - b", "  c"]
    assert side.children("")[1:] == [element_key("thank-you-jane"), element_key("follow-up")]


def test_equal_lines_are_told_apart() -> None:
    side = read_side(read_text(to(JANE, f"{JANE}\n  - a\n  - a")(BASE).encode()), set())
    assert [element.line for element in side.elements.values()].count("  - a") == 2


def test_an_empty_region_merges_like_any() -> None:
    full = BASE.encode()
    assert merge(EMPTY.encode(), full, to(JANE, TICKED)(BASE).encode()).conflicts == 0
    assert read_side(read_text(EMPTY.encode()), {"follow-up"}).elements == {}
    assert CALL in full.decode()
