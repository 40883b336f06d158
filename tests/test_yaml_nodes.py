from __future__ import annotations

import time
from itertools import pairwise

import pytest

from mdfollow.reading.front_matter import FrontMatter, FrontMatterError, read
from mdfollow.reading.yaml_faults import DEEPEST
from mdfollow.reading.yaml_nodes import MOST_NODES

KIB = 1024
LETTERS = "abcdefghij"
LAUGHS = "a: &a [ha]\n" + "\n".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in pairwise(LETTERS)
)
MERGES = "a: &a {x: 1}\nb: &b {<<: [*a, *a]}\nc: {<<: [" + "*b, " * 2000 + "*b]}"


pytestmark = pytest.mark.usefixtures("parser")


def outcome(block: str) -> FrontMatter | FrontMatterError | None:
    started = time.perf_counter()
    try:
        return read(f"---\n{block}\n---\n")
    except FrontMatterError as error:
        return error
    finally:
        assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    ("block", "line", "message"),
    [
        ("a: " + "[" * 48 * KIB, 2, "nested more than 20 deep"),
        ("a: 1\nb: " + "{" * 48 * KIB, 3, "nested more than 20 deep"),
        ("a:\n" + " [\n" * 10 * KIB, 22, "nested more than 20 deep"),
        ("- " * 30 * KIB, 2, "nested more than 20 deep"),
        ("? " * 30 * KIB, 2, "nested more than 20 deep"),
        ("\n".join(" " * depth + "a:" for depth in range(300)), 22, "nested more than 20 deep"),
        ("a: [" + "x," * 30 * KIB + "]", 2, "more than 5000 values"),
        ("- x\n" * 15 * KIB, 5001, "more than 5000 values"),
        ("a: x\n" * 2_000_000, 1, "longer than 64 KiB"),
        ("\n" * 10_000_000, 1, "longer than 64 KiB"),
        ("---x\n" * 2_000_000, 1, "longer than 64 KiB"),
        ('a: "' + "x " * 30 * KIB, 2, "a quote is opened here"),
    ],
)
def test_a_bomb_is_told_in_a_moment(block: str, line: int, message: str) -> None:
    error = outcome(block)
    assert isinstance(error, FrontMatterError)
    assert error.line == line
    assert error.message.startswith(message)
    assert "; " in error.message
    assert len(error.block) <= 64 * KIB


@pytest.mark.parametrize("block", [LAUGHS, MERGES])
def test_aliases_are_never_expanded(block: str) -> None:
    head = outcome(block)
    assert isinstance(head, FrontMatter)
    assert all(found.unreadable and not found.values for found in head.properties[1:])


@pytest.mark.parametrize(
    "block",
    ["a: " + "#" * 60 * KIB, "\r" * 60 * KIB, "a:" + " " * 60 * KIB, "a: |\n" + " \n" * KIB],
)
def test_what_is_only_long_is_read(block: str) -> None:
    assert isinstance(outcome(block), FrontMatter)


def test_the_bounds_themselves_are_within() -> None:
    deepest = "a: " + "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1)
    most = "a: [" + "x, " * (MOST_NODES - 3) + "]"
    assert isinstance(outcome(deepest), FrontMatter)
    assert isinstance(outcome(f"a: [{deepest[3:]}]"), FrontMatterError)
    assert isinstance(outcome(most), FrontMatter)
    assert isinstance(outcome(f"{most}\nb: x"), FrontMatterError)
    assert isinstance(outcome("a: " + "x" * (64 * KIB - 4)), FrontMatter)
    assert isinstance(outcome("a: " + "x" * (64 * KIB - 3)), FrontMatterError)


@pytest.mark.parametrize(
    "character", ["\0", "\x07", "\x1b", "\x7f", "\x9b", "\ufeff", "\ufffe", "\ud800"]
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_control_character_is_told_with_its_line(character: str, ending: str) -> None:
    with pytest.raises(FrontMatterError) as caught:
        read(ending.join(["---", "a: x", f"b: y{character}[31m", "c: z", "---", ""]))
    code = f"U+{ord(character):04X}"
    assert caught.value.line == 3
    assert caught.value.message == f"an invisible character ({code}) stands here; delete it"
