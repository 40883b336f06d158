from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mdfollow.lines.task_line import TaskLine
from mdfollow.sanitise import LONGEST, markdown, markdown_message, one_line, terminal

FIELDS = {"scheduled": "2026-11-25", "due": "2026-11-26"}
TAIL = " ⏳ 2026-11-25 📅 2026-11-26 ^mdf-thank-you"
HOSTILE = [
    "a\n- [ ] fake task 📅 2026-01-01 ^mdf-fake",
    "a\r\n- [x] fake", "a\rb", "a\x0bb", "a\x0cb", "a\x85b", "a\u2028b", "a\u2029b",
    "--> <!-- mdfollow:end 1 -->", "<!-- mdfollow:begin -->", "<!--", "]] [[Other#^id|x]]",
    "^mdf-a1", "x ^mdf-a1", "📅 2026-01-01", "✅\ufe0f 2026-01-01", "🔁 every day", "🆔 a ⛔ b",
    "[due:: 2026-01-01]", "(due:: 2026-01-01)", "due:: 2026-01-01", "#tag and #more",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<https://evil.example>",
    "![x](https://evil.example/x.png)", "[x](javascript:alert(1))", "[x]: /url", "[[Note]]",
    "`code`", "``", "```\ncode", "$x$ $$y$$", "%%comment%%", "==mark==", "~~gone~~", "**b** __b__",
    "*i* _i_", "&lt;b&gt; &#60; &#x3c;", "a\\", "\\", "\\`<b>`", "| a | b |", "<%* tR %>",
    "\x1b[31mred\x1b]52;c;eA==\x07", "\u202eright to left", "zero\u200bwidth\u00ad\ufeff",
    "\ud800", "\x00", "[ ] x", "- [ ] x", "# x", "> x", "1. x", "a" * 10_000, "🏁 delete ⏫ 🔽", "",
]  # fmt: skip
pieces = st.sampled_from([*HOSTILE, *"[]()<>`*_^#:=%~|$\\&!-@.; \n\t", "::", "mdf-x", "2026-11-25"])
hostile = st.lists(pieces | st.text(max_size=4), max_size=8).map("".join)


def tokens(line: str) -> list[str]:
    """The types of all tokens of a line, those inside it included."""
    parsed = MarkdownIt("commonmark").parse(line)
    return [inner.type for token in parsed for inner in (token, *(token.children or ()))]


def shown(line: str) -> str:
    """What a reader sees of a line."""
    parsed = MarkdownIt("commonmark").parseInline(line)
    return "".join(token.content for token in parsed[0].children or ())


PLAIN = ["paragraph_open", "inline", "text", "paragraph_close"]


def check(value: str) -> None:
    text = markdown(value)
    line = f"- [ ] Write to {text}{TAIL}"
    assert len(line.splitlines()) == 1
    task = TaskLine.read(line)
    assert task is not None
    assert (task.mark, task.id) == (" ", "mdf-thank-you")
    assert {field.name: field.value for field in task.fields} == FIELDS
    assert len(task.fields) == 2
    assert task.text == f"Write to {text}".strip()
    assert tokens(f"x {text}") == PLAIN
    allowed = {*PLAIN, "bullet_list_open", "list_item_open", "list_item_close", "bullet_list_close"}
    assert set(tokens(line)) == allowed
    assert tokens(line).count("list_item_open") == 1


@pytest.mark.parametrize("value", HOSTILE, ids=ascii)
def test_a_hostile_value_is_plain_text_in_a_task_line(value: str) -> None:
    check(value)


@given(hostile | st.text())
def test_any_value_is_plain_text_in_a_task_line(value: str) -> None:
    check(f"x{value}")
    check(value)


@given(hostile | st.text(max_size=150))
def test_a_reader_sees_the_value(value: str) -> None:
    once = markdown(f"x{value}x")
    assert shown(once) == one_line(shown(once))
    assert not set(once) & set("📅✅🔁\u202e\u200b\x1b\x00")


@given(st.text("abc ,'éÖ李-()+./&@!?{}", max_size=150))
def test_plain_words_stay_as_they_are(value: str) -> None:
    assert markdown(value) == " ".join(value.split())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("C++ & C#", "C++ & C#"),
        ("R&D;", "R\\&D;"),
        ("snake_case", "snake_case"),
        ("a * b", "a \\* b"),
        ("#1 Corp", "\\#1 Corp"),
        ("std::string", "std:\\:string"),
        ("Acme [US]", "Acme \\[US\\]"),
        ("<%* x %>", "\\<\\%\\* x %\\>"),
        ("2026-11-25 📅 2026-11-26", "2026-11-25 2026-11-26"),
        ("a\n\n b\t c", "a b c"),
    ],
)
def test_what_becomes_of_a_value(value: str, text: str) -> None:
    assert markdown(value) == text


@given(st.text())
def test_one_line_is_one_harmless_line(value: str) -> None:
    line = one_line(value)
    assert len(line) <= LONGEST
    assert len(line.splitlines()) <= 1
    assert line == " ".join(line.split())
    assert not any(unicodedata.category(c)[0] == "C" for c in line)
    assert one_line(line) == line


def test_a_long_value_is_cut() -> None:
    assert one_line("a" * LONGEST) == "a" * LONGEST
    assert one_line("a" * (LONGEST + 1)) == "a" * (LONGEST - 1) + "…"
    assert one_line("a" * (LONGEST - 2) + " bc") == "a" * (LONGEST - 2) + "…"


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("`date` is missing; add `date: 2026-11-24`", "`date` is missing; add `date: 2026-11-24`"),
        ("no code", "no code"),
        ("one ` only", "one \\` only"),
        ("`<b>` but <b>", "`<b>` but \\<b\\>"),
        ("a `b` ^mdf-x", "a `b` \\^mdf-x"),
        ("``", "\\`\\`"),
        ("```<b>``x`", "\\`\\`\\`\\<b\\>\\`\\`x\\`"),
        ("`$= dv.view()` and `= this.file`", "\\$= dv.view() and = this.file"),
        ("`<% tp.file %>`", "\\<\\% tp.file %\\>"),
    ],
)
def test_a_message_for_a_line(message: str, line: str) -> None:
    assert markdown_message(message) == line


@given(hostile | st.text("`<b>\\ ^[](x)!$=%", max_size=30))
def test_a_message_is_text_and_code_alone(message: str) -> None:
    line = markdown_message(message)
    assert len(line.splitlines()) <= 1
    assert set(tokens(f"x {line}")) <= {*PLAIN, "code_inline"}
    code = [
        token.content
        for token in MarkdownIt("commonmark").parseInline(line)[0].children or ()
        if token.type == "code_inline"
    ]
    assert not any(part.lstrip().startswith(("=", "$=")) or "<%" in part for part in code)
    task = TaskLine.read(f"- [ ] x {line}")
    assert task is not None
    assert task.id == ""


@given(st.text())
def test_no_control_character_reaches_the_terminal(value: str) -> None:
    shown_text = terminal(value)
    assert all(
        c == "\n" or (unicodedata.category(c)[0] != "C" and c not in "\u2028\u2029")
        for c in shown_text
    )
    assert shown_text.count("\n") == value.count("\n")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain é李 🏁", "plain é李 🏁"),
        ("a\nb", "a\nb"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x1b]52;c;eA==\x07", "\\x1b]52;c;eA==\\x07"),
        ("a\rb\tc", "a\\x0db\\x09c"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202e\u2028\ud800", "\\u202e\\u2028\\ud800"),
        ("\U000e0041", "\\ue0041"),
    ],
)
def test_control_characters_are_spelled_out(value: str, text: str) -> None:
    assert terminal(value) == text
