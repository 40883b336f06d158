from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mdfollow.lines.structure import ending, read_structure, split_lines, usual_ending

ODD = "\u2028\u2029\x0b\x0c\x85\x1c\x1d\x1e\x00\ufeff\u00a0"
texts = st.lists(
    st.sampled_from(["\n", "\r\n", "\r", "- [ ] x", "  ", "a", "```", "%%", "<!-- c -->", *ODD])
    | st.text(max_size=5),
    max_size=20,
).map("".join)


def items(text: str, body: int = 0) -> set[int]:
    return set(read_structure(split_lines(text), body).items)


def comments(text: str, body: int = 0) -> tuple[int, ...]:
    return read_structure(split_lines(text), body).comments


@given(texts)
def test_lines_join_back_to_the_text(text: str) -> None:
    lines = split_lines(text)
    assert "".join(lines) == text
    assert all(ending(line) in ("\n", "\r\n", "\r") for line in lines[:-1])
    assert all(line.removesuffix(ending(line)).count("\r") == 0 for line in lines)


@given(texts.filter(lambda text: "~" not in text))
def test_lines_are_counted_as_markdown_counts_them(text: str) -> None:
    text = f"~~~\n{text}\n~~~\n- [ ] last\n"
    tokens = MarkdownIt("commonmark").parse(text)
    (at,) = (token.map[0] for token in tokens if token.type == "list_item_open" and token.map)
    assert split_lines(text)[at:] == ["- [ ] last\n"]
    assert items(text) == {at}


@pytest.mark.parametrize("odd", ODD)
def test_no_odd_character_ends_a_line(odd: str) -> None:
    text = f"one{odd}two\n- [ ] x\n"
    assert split_lines(text) == [f"one{odd}two\n", "- [ ] x\n"]
    assert items(text) == {1}


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
def test_every_line_ending_of_markdown_ends_a_line(eol: str) -> None:
    lines = [f"text{eol}", eol, f"- [ ] x{eol}", eol, "<!-- c -->"]
    text = "".join(lines)
    assert split_lines(text) == lines
    assert items(text) == {2}
    assert comments(text) == (4,)
    assert usual_ending(lines) == eol


@pytest.mark.parametrize(
    ("text", "usual"),
    [("", "\n"), ("a", "\n"), ("a\r\nb\nc\r\n", "\r\n"), ("a\r\nb\nc\n", "\n"), ("a\rb", "\r")],
)
def test_the_usual_ending(text: str, usual: str) -> None:
    assert usual_ending(split_lines(text)) == usual


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- [ ] a\n* [ ] b\n+ [ ] c\n1. [ ] d\n", {0, 1, 2, 3}),
        ("- [ ] a\n  - [ ] b\n\t- [ ] c\n", {0, 1, 2}),
        ("> - [ ] a\n> > - [ ] b\n", {0, 1}),
        ("text\n- [ ] a\n", {1}),
        ("text\n    - [ ] part of the paragraph\n", set()),
        ("\n    - [ ] indented code\n", set()),
        ("\t- [ ] indented code\n", set()),
        ("```\n- [ ] a\n```\n- [ ] b\n", {3}),
        ("~~~ md\n- [ ] a\n```\n- [ ] b\n~~~\n", set()),
        ("```\n- [ ] never closed\n", set()),
        ("- [ ] a\n  ```\n  - [ ] b\n  ```\n- [ ] c\n", {0, 4}),
        ("<!--\n- [ ] a\n-->\n- [ ] b\n", {3}),
        ("<!-- a\n\n- [ ] a\n", set()),
        ("<div>\n- [ ] a\n</div>\n\n- [ ] b\n", {4}),
        ("%%\n- [ ] a\n%%\n- [ ] b\n", {3}),
        ("%% a\n- [ ] a\nb %%\n- [ ] b\n", {3}),
        ("%% one line %%\n- [ ] a\n", {1}),
        ("- [ ] 100%% sure\n- [ ] a\n- [ ] 50%% too\n", {0, 1, 2}),
        ("%%\n- [ ] never closed\n", {1}),
        ("%%\n- [ ] a\n%%\n- [ ] b\n\n%%\n- [ ] c\n", {3, 6}),
        ("```mermaid\n%% a note\n```\n- [ ] a\n\n```mermaid\n%% a note\n```\n", {3}),
        ("```mermaid\n%% a note\n```\n- [ ] a\n", {3}),
        ("    %% code\n\n- [ ] a\n\n%% text\n", {2}),
        ("- [ ] a\n```\n- [ ] b", {0}),
        ("\ufeff- [ ] a\n", {0}),
    ],
)
def test_which_lines_begin_an_item(text: str, found: set[int]) -> None:
    assert items(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<!-- c -->\n", (0,)),
        ("   <!-- c -->\n", (0,)),
        ("\ufeff<!-- c -->\n", (0,)),
        ("text\n<!-- c -->\ntext\n", (1,)),
        ("- item\n<!-- c -->\n", (1,)),
        ("<!-- a -->\n<!-- b -->\n", (0, 1)),
        ("<!-- c --> text\n", (0,)),
        ("<!-- c", (0,)),
        ("    <!-- code -->\n", ()),
        ("text <!-- c -->\n", ()),
        ("> <!-- c -->\n", ()),
        ("- <!-- c -->\n", ()),
        ("- item\n\n  <!-- c -->\n", ()),
        ("```\n<!-- c -->\n```\n", ()),
        ("<!--\n<!-- c -->\n", ()),
        ("<div>\n<!-- c -->\n</div>\n", ()),
        ("<script>\n<!-- c -->\n</script>\n", ()),
        ("[x]: y\n<!-- c -->\n", (1,)),
    ],
)
def test_which_lines_are_a_comment_of_their_own(text: str, found: tuple[int, ...]) -> None:
    assert comments(text) == found


def test_the_front_matter_is_no_markdown() -> None:
    text = "---\n# - [ ] x\nlist:\n- [ ] y\n<!-- c -->\n---\n- [ ] z\n<!-- d -->\n"
    assert items(text, 6) == {6}
    assert comments(text, 6) == (7,)


@pytest.mark.parametrize("depth", [1, 9, 10, 11, 18])
def test_a_deep_outline_hides_nothing_below_it(depth: int) -> None:
    outline = "".join(f"{'  ' * at}- a\n" for at in range(depth))
    text = f"{outline}\ntext\n\n<!-- c -->\n\n- [ ] b\n"
    structure = read_structure(split_lines(text), 0)
    assert structure.items == {*range(depth), depth + 5}
    assert structure.comments == (depth + 3,)
    assert structure.too_deep is None


@pytest.mark.parametrize("deep", ["* - " * 30 + "a\n", ">" * 60 + " a\n", "1. " * 30 + "a\n"])
def test_what_is_nested_without_end_is_told(deep: str) -> None:
    assert read_structure(split_lines(f"text\n\n{deep}\n<!-- c -->\n"), 0).too_deep == 2
