from __future__ import annotations

import time
from itertools import product
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mdfollow.agendas.links import Linker, LinkStyle, resolve
from mdfollow.lines.task_line import TaskLine

STYLES = get_args(LinkStyle)
NAMES = [
    "Acme 1", "Acme Federal (DC)", "Acme [US]", "a]b", "[[x]]", "a|b", "a#b", "#tag", "^id",
    "a^b", "100%", "100%25", "%%x%%", "a\\b", "`a`", "<b>", "<!-- x -->", "*a*", "_a_", "$x$",
    "==a==", "a & b", "&amp;", "é李🏁", "a  b", " a", "a:b", "a?b", "a'b\"", "a\nb", "a\x1bb",
    "a\u2028b", "a\u202eb", "📅 2026-11-30", "a ^mdf-x", "a\udcffb", "<% x %>", "x.md", "..", "a·b",
    "· [x](y)", "x" * 240, "- [ ] x", "(a", "a)", "((", "~~a~~", "::", "due:: 2026-11-30", "]]",
]  # fmt: skip
HOMES = ["Due this week.md", "Plans/Due.md", "Plans/2026/Due.md"]
FOLDERS = ["", "Interviews/", "Plans/", "Plans/2026/", "a (b)/c #d/"]


def task(link: str) -> TaskLine:
    line = TaskLine.read(f"- [ ] Email Jane (by Thu 26 Nov) · {link}")
    assert line is not None
    return line


def check(linker: Linker, path: str, block_id: str) -> None:
    link = linker.write(path, block_id)
    assert len(link.splitlines()) == 1
    line = task(link)
    assert line.id == ""
    assert line.fields == ()
    read = linker.read_last(line.body)
    assert read is not None
    assert (read.path, read.id) == (path, block_id)
    assert line.body[read.start : read.end] == link
    assert resolve(read.path, {path, "Other.md"}) == path
    parsed = MarkdownIt("commonmark").parseInline(link)[0].children or ()
    types = {token.type for token in parsed}
    assert types <= {"text", "link_open", "link_close"}
    assert ("link_open" in types) != link.startswith("[[")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_what_is_written_is_read(style: LinkStyle, name: str) -> None:
    for home, folder, block_id in product(HOMES, FOLDERS, ["", "mdf-thank-you-jane-doe"]):
        check(Linker(home, style), f"{folder}{name}.md", block_id)


letters = st.characters(exclude_characters="/\x00", exclude_categories=["Cs"]) | st.sampled_from(
    [*"[]()|#^%\\<>`*_ .~·", "\udcff"]
)
parts = st.text(letters, min_size=1, max_size=8).filter(lambda part: part not in (".", ".."))


@given(st.sampled_from(STYLES), st.sampled_from(HOMES), st.lists(parts, min_size=1, max_size=3))
def test_any_path_is_read_as_it_was_written(style: LinkStyle, home: str, path: list[str]) -> None:
    check(Linker(home, style), "/".join(path) + ".md", "mdf-x")


@pytest.mark.parametrize(
    ("home", "style", "path", "link"),
    [
        ("Due.md", "wikilink", "In/Acme 1.md", "[[In/Acme 1#^x|Acme 1]]"),
        ("Due.md", "markdown", "In/Acme 1.md", "[Acme 1](In/Acme%201.md#^x)"),
        ("Plans/Due.md", "wikilink", "In/Acme 1.md", "[[In/Acme 1#^x|Acme 1]]"),
        ("Plans/Due.md", "markdown", "In/Acme 1.md", "[Acme 1](../In/Acme%201.md#^x)"),
        ("Plans/Due.md", "markdown", "Plans/Acme.md", "[Acme](Acme.md#^x)"),
        ("Due.md", "wikilink", "A#1.md", "[A#1](A%231.md#^x)"),
        ("Due.md", "wikilink", "R&D (DC).md", "[[R&D (DC)#^x|R&D (DC)]]"),
        ("Due.md", "markdown", "R&D (DC).md", "[R&D (DC)](R%26D%20%28DC%29.md#^x)"),
        ("Due.md", "wikilink", "a_b.md", "[[a_b#^x|a_b]]"),
    ],
)
def test_write(home: str, style: LinkStyle, path: str, link: str) -> None:
    assert Linker(home, style).write(path, "x") == link


@pytest.mark.parametrize(
    ("line", "path", "block_id", "shown"),
    [
        ("x · [[Acme 1]]", "Acme 1.md", "", "Acme 1"),
        ("x · [[Acme 1#^MDF-X]]", "Acme 1.md", "mdf-x", "Acme 1"),
        ("x · [[In/Acme 1#^mdf-x|Acme]] and more", "In/Acme 1.md", "mdf-x", "Acme"),
        ("[[One]] · [[Two|2]]", "Two.md", "", "2"),
        ("[One](One.md) · [[Two]]", "Two.md", "", "Two"),
        ("x · [Acme](<In/Acme 1.md#^mdf-x>)", "In/Acme 1.md", "mdf-x", "Acme"),
        ("x · [Acme](In/Acme%20(DC).md#^mdf-x)", "In/Acme (DC).md", "mdf-x", "Acme"),
        ("x · [A \\[US\\]](A.md)", "A.md", "", "A \\[US\\]"),
        ("see [foo · [Acme](Acme.md#^x)", "Acme.md", "x", "Acme"),
        ("see [[foo · [[Acme#^x|Acme]]", "Acme.md", "x", "Acme"),
        ("x · [A](/In/A.md)", "/In/A.md", "", "A"),
        ("x · [A](../../A.md)", "../../A.md", "", "A"),
    ],
)
def test_read_last(line: str, path: str, block_id: str, shown: str) -> None:
    link = Linker("Due.md", "markdown").read_last(line)
    assert link is not None
    assert (link.path, link.id, link.shown) == (path, block_id, shown)


@pytest.mark.parametrize("line", ["", "text", "[x]", "[x] (y)", "[[x", "[x](y", "(y)", "[[a]b]"])
def test_no_link(line: str) -> None:
    assert Linker("Due.md", "wikilink").read_last(line) is None


def test_the_path_as_written_is_kept_for_links_from_the_root() -> None:
    link = Linker("Plans/Due.md", "markdown").read_last("[A](In/A%201.md)")
    assert link is not None
    assert (link.path, link.written) == ("Plans/In/A 1.md", "In/A 1.md")


@pytest.mark.parametrize("line", ["[" * 60_000, "[[a|" * 20_000, "[](" * 20_000, "[](<" * 20_000])
def test_a_hostile_line_takes_no_time(line: str) -> None:
    start = time.perf_counter()
    Linker("Due.md", "wikilink").read_last(line)
    assert time.perf_counter() - start < 10


PATHS = ["Acme.md", "In/Acme.md", "In/Globex.md", "Old/Hooli.md", "Older/Hooli.md"]


@pytest.mark.parametrize(
    ("path", "note"),
    [
        ("In/Acme.md", "In/Acme.md"),
        ("Acme.md", "Acme.md"),
        ("Globex.md", "In/Globex.md"),
        ("obex.md", ""),
        ("Hooli.md", ""),
        ("Old/Hooli.md", "Old/Hooli.md"),
        ("Nowhere.md", ""),
        ("Plans/In/Acme.md", ""),
        (".md", ""),
    ],
)
def test_resolve(path: str, note: str) -> None:
    assert resolve(path, PATHS) == note
