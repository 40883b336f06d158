from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mdfollow.lines.plain_structure import Structure, plain_structure
from mdfollow.lines.structure import parse_structure, read_structure, split_lines, takes_more
from tests.checklist_cases import NOTE, cases, play
from tests.vaults import interview

TEMPLATE = Path(__file__).parents[1] / "vault-template"
AGENDAS = Path(__file__).parent / "cases"

PLAIN = [
    # text, items, comments
    ("", set(), ()),
    ("\n \n\t\n", set(), ()),
    ("# Words\n\nText, [[Sam Lee]].\n#tag and *more*\n", set(), ()),
    ("- [ ] a\n* [x] b\n+ c\n1. d\n2) e\n", {0, 1, 2, 3, 4}, ()),
    ("text\n- [ ] a\n1. b\n2. c\n", {1, 2, 3}, ()),
    ("- a\n  - b\n    - c\n\n      text\n  - d\n", {0, 1, 2, 5}, ()),
    ("- a\n    - b\n        - c\n", {0, 1, 2}, ()),
    ("- a\n\t- b\n\t\t- c\n", {0, 1, 2}, ()),
    ("1. a\n   - b\n\n2. c\n", {0, 1, 3}, ()),
    ("- a\nlazy\n  - b\n", {0, 2}, ()),
    ("- a\n      - goes on\n", {0}, ()),
    ("text\n    - goes on\n", set(), ()),
    ("- a\n\ntext\n  - b\n", {0, 3}, ()),
    ("- a\n   - b\n- c\n", {0, 1, 2}, ()),
    ("text\n---\n- a\n\n***\n\n* * *\n- - -\n", {2}, ()),
    ("- **bold**\n- -5 degrees\n- #tag\n- [link](x)\n- [[Sam Lee]]: yes\n", {0, 1, 2, 3, 4}, ()),
    ("```\n- [ ] code\n<!-- c -->\n```\n- a\n", {4}, ()),
    ("~~~~ md\n- b\n~~~\n```\n~~~~~\n- a\n", {5}, ()),
    ("- a\n```\n- b\n    ```\n``` x\n```\n- c\n", {0, 6}, ()),
    ("```\n- never closed\n", set(), ()),
    ("<!-- mdfollow -->\n", set(), (0,)),
    ("text\n   <!-- c --> x\n- a\n <!-- d -->\n", {2}, (1, 3)),
    ("- a\n<!-- mdfollow:begin -->\n\n- b\n\n<!-- mdfollow:end 1 x -->\n", {0, 3}, (1, 5)),
    ("\ufeff- a\n", {0}, ()),
    ("\ufeff<!-- c -->\n", set(), (0,)),
    ("a\u2028- b\n\u00a0- c\n\x0b- d\n", set(), ()),
    ("- a\r\n  - b\r\n\r\n<!-- c -->\r\n", {0, 1}, (3,)),
    ("- a\r  - b\r\r<!-- c -->\r", {0, 1}, (3,)),
    ("| a |\n|---|\n| b |\n", set(), ()),
    ("2026. was\n", {0}, ()),
    ("#\tx\n2. a\n###\n3. b\n", {1, 3}, ()),
    ("___\n2. a\n\n_ _ _\n3. b\n", {1, 4}, ()),
]


@pytest.mark.parametrize(("text", "items", "comments"), PLAIN)
def test_a_plain_text_is_told_without_the_parser(
    text: str, items: set[int] | None, comments: tuple[int, ...] | None
) -> None:
    found = plain(text)
    if comments is None:
        assert found is None
    else:
        assert found == Structure(frozenset({0} if items is None else items), comments)
        assert found == parsed(text)


DOUBTFUL = [
    "> - [ ] in a quote\n",
    "- a\n  > quote\n",
    "- a\n\n  > quote\n",
    "text\n\n    code\n",
    "\tcode\n",
    "- a\n\n\t\tcode\n",
    "-\n  a\n",
    "- [ ] a\n-\n",
    "-\ttab\n",
    "-     code\n",
    "- # heading\n",
    "- - a\n",
    "- * * *\n",
    "- > quote\n",
    "- ```\n  a\n  ```\n",
    "- a\n  ```\n  - b\n  ```\n",
    "- <!-- c -->\n",
    "- a\n  <!-- c -->\n",
    "- a\n   <!-- c -->\n",
    "- [x]: y\n",
    "text\n===\n",
    "text\n-\n",
    "text\n--\n",
    "text\n2. b\n",
    "- a\n  2. b\n",
    "__\n2. b\n",
    "####### x\n2. b\n",
    "- ***\n",
    "- ___\n",
    "<div>\n",
    "<!-- a\nb -->\n",
    "<!-- c",
    "[x]: y\n",
    "[x]:\ny\n",
    "[\nx]: y\n",
    "[a\\]: b]: c\n",
    "[a\\] b]: c\n",
    "%%\n- a\n%%\n",
    "- 100%% sure\n",
    "   10. a\n    - b\n",
    "``` a`b\n",
    "".join(f"{'  ' * at}- a\n" for at in range(9)),
]


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_doubtful_text_is_left_to_the_parser(text: str) -> None:
    assert plain(text) is None
    assert read_structure(split_lines(text), 0) == parsed(text)


def test_the_front_matter_is_no_markdown() -> None:
    lines = split_lines("---\n> - a\n<div>\n%%\n---\n- b\n<!-- c -->\n")
    assert plain_structure(lines, 5) == Structure(frozenset({5}), (6,))


@pytest.mark.parametrize(
    ("text", "takes"), [("- a\n", True), ("text", True), ("```\na\n", False), ("<!-- a\n", False)]
)
def test_what_the_end_of_a_text_takes(text: str, takes: bool) -> None:
    assert takes_more(split_lines(text), 0) == takes


LINES = (
    "- [ ] task", "- text", "* text", "+ x", "1. text", "2. two", "10) ten", "1234567. w", "- ",
    "-", "*", "+", "1.", "- [ ] ", "- [ ]", "-   wide", "-    four", "-     code", "1.    x",
    "-\ttab", "---", "***", "___", "- - -", "* * *", "_ _ _", "-- -", "--", "==", "===", "=", "# h",
    "## h", "#tag", "#", "#\tx", "####### x", "```", "````", "``` py", "```a`b", "~~~", "~~~~ x",
    "~~", "> q", ">", "> - [ ] a", "<!-- c -->", "<!-- mdfollow:begin -->", "<!-- c --> x",
    "<!-- mdfollow:end 1 -->", "<!-- mdfollow -->", "<!-- c", "-->", "<!-->", "<div>", "</div>",
    "<https://a.b>", "[x]: y", "[x]: <y> 'z", "[x]:", "[x]", "[[w]] x", "[[w]]: y", "[a\\]: b]: c",
    "[a\\] b]: c", "[", "]: /u", "'title'", "text", "more text", "**bold**", "*em*", "_e_", "😀",
    "2026. was", "1.5", "-5", "+5", "-x", "%%", "%% a %%", "\x00", "\u2028", "\u00a0", "\x0b",
    "\x0c", "\ufeff", "- # h", "- > q", "- - x", "- 1. x", "- ```", "- ---", "- ***", "- ___",
    "- <!-- c -->", "- [x]: y", "- *", "- * * *", "|a|b|", "|-|-|", "\\", "text\\", "a  ", "100) t",
)  # fmt: skip
TAME = ("- [ ] a", "- b", "* c", "1. e", "2. f", "10. g", "text", "text", "# h", "---", "```")
INDENTS = (
    "",
    "",
    "",
    "",
    " ",
    "  ",
    "  ",
    "   ",
    "    ",
    "    ",
    "      ",
    "        ",
    "\t",
    "\t\t",
    " \t",
)
BLANKS = ("", "", " ", "    ", "\t")


@pytest.mark.parametrize(
    ("count", "seed"), [(3_000, 1), pytest.param(400_000, 2, marks=pytest.mark.fault)]
)
def test_what_is_told_is_what_the_parser_says(count: int, seed: int) -> None:
    """Random texts of nasty and of tame lines."""
    source = random.Random(seed)  # noqa: S311 - repeatable tests, not secrets
    told = with_items = 0
    for _ in range(count):
        lines = split_lines(text_of(source))
        body = min(source.choice((0, 0, 0, 1, 2)), len(lines))
        found = plain_structure(lines, body)
        if found is None:
            continue
        assert found == parse_structure(lines, body), ("".join(lines), body)
        told, with_items = told + 1, with_items + bool(found.items)
    assert told > count * 0.2, "too few are told at all"
    assert with_items > count * 0.1


def text_of(source: random.Random) -> str:
    """A text whose indents go up and down as in an outline, or anyhow."""
    pool = (*source.sample(TAME, 4), *source.sample(LINES, source.choice((0, 0, 1, 3, 8))))
    eol = source.choice(("\n", "\n", "\n", "\r\n", "\r"))
    is_outline, blank, column = source.random() < 0.6, source.choice((0, 0.1, 0.3)), 0
    lines = []
    for _ in range(source.choice((2, 3, 5, 8, 12, 20))):
        column = max(0, column + source.choice((0, 0, 0, 1, 2, 2, 4, -1, -2, -4, -99)))
        tabs = column // 4 if source.random() < 0.2 else 0
        outlined = "\t" * tabs + " " * (column - 4 * tabs)
        lines += [source.choice(BLANKS)] if source.random() < blank else []
        lines.append((outlined if is_outline else source.choice(INDENTS)) + source.choice(pool))
    text = eol.join(lines) + source.choice(("", eol, eol))
    return source.choice(("", "", "", "", "\ufeff")) + text


@given(st.lists(st.sampled_from(LINES) | st.text("-*+#`~<>![]:=1.) \t\r\na", max_size=8)))
@example(["- a", " \t\t- b"])
def test_any_text_is_told_as_the_parser_says_or_not_at_all(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert plain(text) in (None, parsed(text))


def test_nearly_all_notes_of_the_usual_kind_are_told(tmp_path: Path) -> None:
    """The checklist cases after each sync, the agenda's cases, and the notes of the template."""
    told = []
    for number, case in enumerate(cases()):
        vault = tmp_path / str(number)
        told += [body_of((vault / NOTE).read_text("utf-8")) for _ in play(case, vault)]
    found = [plain(text) is not None for text in told]
    assert sum(found) > 0.9 * len(found) > 200
    for file in (*AGENDAS.glob("*.md"), *TEMPLATE.rglob("*.md")):
        assert plain(body_of(file.read_text("utf-8"))), file


def body_of(text: str) -> str:
    return text.split("\n---\n", 1)[-1] if text.startswith("---\n") else text


def test_a_plain_note_needs_no_parser() -> None:
    program = (
        "import sys; from mdfollow.config.settings import Settings; "
        "from mdfollow.note import read_note; "
        "note = read_note('A.md', sys.stdin.buffer.read(), Settings()); "
        "print([item.at for item in note.items], 'markdown_it' in sys.modules)"
    )
    for body, imports in (("- [ ] a\n", False), ("> - [ ] a\n", True)):
        data = interview(body).encode()
        done = subprocess.run(
            [sys.executable, "-c", program], input=data, capture_output=True, check=True
        )
        assert done.stdout.decode().split() == ["[5]", str(imports)]


def test_no_text_takes_long() -> None:
    hostile = (
        "- " * 50_000,
        "[" * 100_000,
        "`" * 100_000,
        "* " * 50_000 + "x",
        " " * 100_000 + "x",
    )
    begun = time.monotonic()
    for text in (*hostile, "<!--" * 50_000, "<!-- -->" * 50_000, "- a\n" * 50_000):
        plain(text)
    assert time.monotonic() - begun < 5


def plain(text: str) -> Structure | None:
    return plain_structure(split_lines(text), 0)


def parsed(text: str) -> Structure:
    return parse_structure(split_lines(text), 0)
