from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdfollow.lines.region import (
    Markers,
    Region,
    RegionError,
    find_markers,
    insert_region,
    replace_region,
    with_begin_words,
)
from mdfollow.lines.structure import ending, read_structure, split_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

BEGIN, END, PLACE = "<!-- mdfollow:begin -->\n", "<!-- mdfollow:end 1 -->\n", "<!-- mdfollow -->\n"
NONE = Markers(None, None)


def find(text: str) -> Markers:
    lines = split_lines(text)
    return find_markers(lines, read_structure(lines, 0))


def found(text: str) -> Region:
    region = find(text).region
    assert region is not None
    return region


def insert(text: str, inner: Sequence[str] = ("x",), words: str = "1", begin: str = "") -> str:
    return "".join(insert_region(split_lines(text), find(text), list(inner), words, begin))


@pytest.mark.parametrize(
    ("text", "region"),
    [
        (f"{BEGIN}{END}", Region(0, 1, "", "1")),
        (f"text\n{BEGIN}\n- [ ] x\n\n{END}text\n", Region(1, 5, "", "1")),
        ("<!--mdfollow:begin-->\n<!--mdfollow:end-->", Region(0, 1, "", "")),
        (
            "   <!--\tmdfollow:begin  2026-11-25 -->  \r\n \r\n<!-- mdfollow:end 1 a  b  -->\t\r\n",
            Region(0, 2, "2026-11-25", "1 a  b"),
        ),
        (f"- [ ] x\n{BEGIN}- [ ] x\n{END}", Region(1, 3, "", "1")),
        (f"\ufeff{BEGIN}{END}", Region(0, 1, "", "1")),
        (f"{PLACE}\n{BEGIN}{END}\n{PLACE}", Region(2, 3, "", "1")),
    ],
)
def test_a_region_is_found(text: str, region: Region) -> None:
    assert find(text) == Markers(region, None)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (BEGIN, 0, "mdfollow:end … -->` is missing; restore"),
        (f"a\n\n{BEGIN}x\n\n{PLACE}", 2, "mdfollow:end … -->` is missing; restore"),
        (f"a\n{END}", 1, "mdfollow:begin -->` is missing; restore"),
        (f"{END}\n{BEGIN}", 0, "stands before the begin marker"),
        (f"{END}\n{BEGIN}\n{END}", 0, "stands before the begin marker"),
        (f"{BEGIN}{BEGIN}{END}", 1, "a begin marker inside a checklist"),
        (f"{BEGIN}{BEGIN}", 1, "a begin marker inside a checklist"),
        (f"{BEGIN}{BEGIN}{END}{END}", 1, "a begin marker inside a checklist"),
        (f"{BEGIN}{END}{END}", 2, "a second end marker"),
        (f"{END}{END}", 0, "mdfollow:begin -->` is missing; restore"),
        (f"{BEGIN}{END}\ntext\n{BEGIN}{END}", 4, "a second checklist"),
        (f"{BEGIN}{END}{BEGIN}", 2, "a second checklist"),
        (f"{PLACE}\n{PLACE}", 2, "a second `<!-- mdfollow -->`"),
        (f"{BEGIN}- [ ] x\n  {END}", 0, "is missing"),
        (f"{BEGIN}```\n{END}", 0, "is missing"),
        (f"{BEGIN}<div>\n{END}</div>\n", 0, "is missing"),
        (f"{BEGIN}<!-- a\n{END}", 0, "is missing"),
        (f"{BEGIN}{END[:-2]} text\n", 0, "is missing"),
        (f"{BEGIN}<!-- mdfollow:end 1 --> text -->\n", 0, "is missing"),
    ],
)
def test_markers_that_cant_be_trusted(text: str, line: int, message: str) -> None:
    with pytest.raises(RegionError, match=message) as caught:
        find(text)
    assert caught.value.line == line


CONFLICT = "<<<<<<< HEAD\n- [x] a\n=======\n- [ ] a\n>>>>>>> other\n"


@pytest.mark.parametrize("text", [f"{BEGIN}{CONFLICT}{END}", f"text\n{CONFLICT}", CONFLICT])
def test_git_conflict_markers_are_refused(text: str) -> None:
    with pytest.raises(RegionError, match="settle the conflict") as caught:
        find(text.replace("\n", "\r\n"))
    assert caught.value.line == text[: text.index("<<<")].count("\n")


@pytest.mark.parametrize(
    "text",
    ["<<<<<<< HEAD\n", ">>>>>>> a\n<<<<<<< b\n", "    <<<<<<< a\n    >>>>>>> b\n", "a\n=======\n"],
)
def test_what_looks_like_half_a_conflict_is_text(text: str) -> None:
    assert find(text) == NONE


def test_a_note_that_cant_be_read_to_its_end_is_refused() -> None:
    with pytest.raises(RegionError, match="nested too deep") as caught:
        find("a\n\n" + "* - " * 30 + f"a\n{BEGIN}{END}")
    assert caught.value.line == 2


@pytest.mark.parametrize(
    "marker", [BEGIN, END, PLACE, "<!-- mdfollow:begin 2026-11-25 -->\n"], ids=len
)
@pytest.mark.parametrize(
    "around",
    [
        "```\n{}```\n", "~~~md\n{}~~~\n", "```\n{}", "> {}", "- {}", "1. {}", "- item\n\n  {}",
        "    {}", "\t{}", "text\n\n    {}", "<div>\n{}</div>\n", "<!-- a\n{}", "<!-- a\n{}b -->\n",
        "<script>\n{}</script>\n", "text {}", "`{}`", "\\{}", "<!-- - {}", "- a\n  > {}",
    ],
)  # fmt: skip
def test_a_marker_counts_only_at_the_top_level(around: str, marker: str) -> None:
    assert find(f"text\n\n{around.format(marker)}") == NONE


@pytest.mark.parametrize(
    "line",
    [
        "<!-- mdfollow is great -->", "<!-- mdfollow: begin -->", "<!-- mdfollow:beginning -->",
        "<!-- mdfollow:end1 -->", "<!-- Mdfollow:begin -->", "<!-- mdfollower -->",
        "<!-- mdfollow:begin --> x", "<!-- mdfollow:begin\u00a0-->", "<!-- x mdfollow:begin -->",
        "<!-- mdfollow --><!-- mdfollow -->", "<!-- mdfollow:begin --><!-- mdfollow:end 1 -->",
    ],
)  # fmt: skip
def test_other_comments_are_the_persons(line: str) -> None:
    assert find(f"{line}\n") == NONE


def test_a_line_of_blanks_takes_no_time() -> None:
    blanks = " " * 100_000
    assert find(f"<!-- mdfollow:begin{blanks}--> x\n<!-- mdfollow{blanks}x\n") == NONE


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("", "{}"),
        ("\ufeff", "\ufeff{}"),
        ("text\n", "text\n\n{}\n"),
        ("text\n\n", "text\n\n{}\n"),
        ("text\n \t\n", "text\n \t\n{}\n"),
        ("text", "text\n\n{}"),
        ("text\r\nmore", "text\r\nmore\r\n\r\n{}"),
        ("text\r\nmore\r\n", "text\r\nmore\r\n\r\n{}\r\n"),
        ("a\r\nb\r\nc\n", "a\r\nb\r\nc\n\r\n{}\n"),
        ("a\rb\r", "a\rb\r\r{}\r"),
        ("- [ ] item\n  more\n", "- [ ] item\n  more\n\n{}\n"),
        ("<div>\nopen\n", "<div>\nopen\n\n{}\n"),
        (f"above\n{PLACE}below\n", "above\n\n{}\n\nbelow\n"),
        (f"above\n\n{PLACE}\nbelow\n", "above\n\n{}\n\nbelow\n"),
        ("<!-- mdfollow -->", "{}"),
        ("\ufeff<!-- mdfollow -->\r\nx", "\ufeff{}\r\n\r\nx"),
        ("above\n<!--mdfollow-->", "above\n\n{}"),
        (f"```\n{PLACE}```\n", f"```\n{PLACE}```\n\n{{}}\n"),
        (f"> {PLACE}", f"> {PLACE}\n{{}}\n"),
    ],
)
def test_a_region_is_inserted(text: str, placed: str) -> None:
    eol = "\r\n" if text.count("\r\n") > text.count("\n") / 2 else "\r" if "\r" in text else "\n"
    eol = eol if "\r" in text else "\n"
    region = eol.join(["<!-- mdfollow:begin -->", "", "- [ ] x", "", "<!-- mdfollow:end 1 a -->"])
    after = insert(text, ["", "- [ ] x", ""], "1 a")
    assert after == placed.format(region) or (text == "" and after == region + "\n")
    assert found(after).end - found(after).begin == 4


def test_the_begin_marker_can_have_words() -> None:
    assert insert("", begin="2026-11-25").startswith("<!-- mdfollow:begin 2026-11-25 -->\n")
    assert found(insert("", begin="2026-11-25")).begin_words == "2026-11-25"


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_other_words_on_a_marker_change_that_line_alone(eol: str) -> None:
    text = f"\ufeff{BEGIN}- [ ] x\n{END}text".replace("\n", eol)
    lines, region = split_lines(text), found(text)
    assert with_begin_words(lines, region, "") == lines
    begun = with_begin_words(lines, region, "2026-11-25")
    assert begun == [f"\ufeff<!-- mdfollow:begin 2026-11-25 -->{eol}", *lines[1:]]
    ended = replace_region(lines, region, [lines[1]], "1 a")
    assert ended == [*lines[:2], f"<!-- mdfollow:end 1 a -->{eol}", lines[3]]


def test_markers_a_person_has_set_apart_stay_as_they_are() -> None:
    text = "  <!--mdfollow:begin-->\n x\n <!--  mdfollow:end  1  -->  \n"
    assert "".join(replace_region(split_lines(text), found(text), [" x\n"], "1")) == text


parts = st.sampled_from(
    [
        "text", "- [ ] item 📅 2026-11-25 ^mdf-x", "  - under", "> quote", "```", "<div>", "</div>",
        "", "   ", "    code", "# Heading", "---", "trailing  ", "\u2028odd\x0b\x0c\x85",
        "> <!-- mdfollow:begin -->", "    <!-- mdfollow:end 1 -->", "- <!-- mdfollow -->", "%%",
        "<!-- a comment -->", "[x]: y", "| a | b |", "\\",
    ]
)  # fmt: skip
bodies = st.lists(
    st.tuples(parts | st.text("ab -*>`#", max_size=6), st.sampled_from(["\n", "\r\n", "\r"])),
    max_size=8,
).map(lambda lines: "".join(line + eol for line, eol in lines))
notes = st.tuples(st.sampled_from(["", "\ufeff"]), bodies, st.sampled_from(["", "no newline"])).map(
    "".join
)


def is_open(text: str) -> bool:
    """Whether a fence or a comment is never closed, so that nothing below it counts."""
    return not find(f"{text}\n\n{PLACE}").placeholder


@given(notes.filter(lambda text: not is_open(text)))
def test_at_the_end_the_text_before_stays_and_the_region_is_found_again(text: str) -> None:
    after = insert(text, ["", "## Heading", "", "- [ ] x", ""], "1 words")
    assert after.startswith(text)
    region = found(after)
    assert region.end_words == "1 words"
    assert region.end == len(split_lines(after)) - 1
    lines = split_lines(after)
    if text:
        assert ending(lines[-1]) == ending(split_lines(text)[-1])
    above = lines[: region.begin]
    assert not above or not above[-1].strip("\ufeff \t\r\n")


@given(notes.filter(lambda text: not is_open(text)), notes)
def test_at_the_placeholder_all_bytes_around_it_stay(before: str, after: str) -> None:
    before += "" if not before else "\n\n"
    after = after.removeprefix("\ufeff")
    text = f"{before}{PLACE}{after}"
    text_after = insert(text, ["", "- [ ] x", ""])
    assert text_after.startswith(before)
    assert text_after.endswith(after)
    region = found(text_after)
    assert "".join(split_lines(text_after)[region.end + 1 :]).lstrip("\r\n") == after.lstrip("\r\n")


@given(notes.filter(lambda text: not is_open(text)), notes, st.lists(parts, max_size=4))
def test_a_changed_region_changes_no_byte_around_it(
    before: str, after: str, inner: list[str]
) -> None:
    before += "" if not before else "\n\n"
    after = after.removeprefix("\ufeff")
    text = f"{before}{BEGIN}- [ ] x\n{END}{after}"
    region, lines = found(text), split_lines(text)
    changed = replace_region(lines, region, [f"{line}\n" for line in inner], "1 new")
    changed = with_begin_words(changed, region, "2026-11-25")
    middle = "".join(f"{line}\n" for line in inner)
    assert "".join(changed) == (
        f"{before}<!-- mdfollow:begin 2026-11-25 -->\n{middle}<!-- mdfollow:end 1 new -->\n{after}"
    )
