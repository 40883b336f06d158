from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdfollow.lines.structure import read_structure, split_lines
from mdfollow.lines.task_items import TaskItem, indent_of, is_bare, task_items, tries

TODAY = "2026-12-10"


def read(text: str) -> tuple[list[str], list[TaskItem]]:
    lines = split_lines(text)
    return lines, list(task_items(lines, read_structure(lines, 0), 0, len(lines)))


def tried(text: str) -> list[str]:
    lines, items = read(text)
    return tries(lines, items[0], TODAY)


def bare(text: str) -> bool:
    lines, items = read(text)
    return is_bare(lines, read_structure(lines, 0), items[0])


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("- [ ] a\n- [ ] b\n", [(0, 1), (1, 2)]),
        ("- [ ] a\n  - note\n\n  more\n- [ ] b\n", [(0, 4), (4, 5)]),
        ("- [ ] a\n\n\n- [ ] b\n", [(0, 1), (3, 4)]),
        ("- [ ] a\n\t- [ ] child\n\t\t- deeper\n- [ ] b", [(0, 3), (1, 3), (3, 4)]),
        ("  - [ ] a\n    - child\n  - [ ] b\n", [(0, 2), (2, 3)]),
        ("1. [ ] a\n   - child\n2. [x] b\n", [(0, 2), (2, 3)]),
        ("- [ ] a\n  ```\n  - [ ] code\n  ```\n- [ ] b\n", [(0, 4), (4, 5)]),
        ("- [ ] a\r\n  - note\r\n- [ ] b\r\n", [(0, 2), (2, 3)]),
        ("- [ ] a\n<!-- c -->\n  x\n", [(0, 1)]),
        ("- [ ] a\n <!-- c -->\n  x\n", [(0, 1)]),
        ("- [ ] a\n  - b\n <!-- c -->\n  x\n", [(0, 2)]),
        ("- [ ] a\n  <!-- of the item -->\n- b\n", [(0, 2)]),
        ("```\n- [ ] a\n```\n%%\n- [ ] a\n%%\n<!--\n- [ ] a\n-->\n", []),
        ("- a\n- [] b\ntext - [ ] c\n", []),
    ],
)
def test_tasks_and_what_stands_under_them(text: str, spans: list[tuple[int, int]]) -> None:
    assert [(item.at, item.end) for item in read(text)[1]] == spans


def test_only_the_lines_asked_for() -> None:
    lines = split_lines("- [ ] a\n- [ ] b\n  - under\n  - more\n- [ ] c\n")
    items = task_items(lines, read_structure(lines, 0), 1, 3)
    assert [(item.at, item.end, item.task.text) for item in items] == [(1, 3, "b")]


@pytest.mark.parametrize(
    ("under", "days"),
    [
        ("  - 2026-12-02 no answer", ["2026-12-02"]),
        ("  - 2026-12-02", ["2026-12-02"]),
        ("\t* 2026-12-02: voice mail", ["2026-12-02"]),
        ("  + [[2026-12-02]] no answer", ["2026-12-02"]),
        ("  - [x] 2026-12-02 no answer", ["2026-12-02"]),
        ("  - 2026-12-07 b\n  - 2026-12-02 a", ["2026-12-02", "2026-12-07"]),
        ("  - 2026-12-02 a\n  - 2026-12-02 b", ["2026-12-02", "2026-12-02"]),
        ("  - a\n    - 2026-12-02 b", ["2026-12-02"]),
        ("  - 2026-12-10 today", ["2026-12-10"]),
        ("  - 2026-12-11 tomorrow", []),
        ("  - 2026-02-30 no such day", []),
        ("  - 2026-13-01 no such month", []),
        ("  - 0000-01-01 no such year", []),
        ("  - 2026-12-021", []),
        ("  - on 2026-12-02", []),
        ("  2026-12-02", []),
        ("  -2026-12-02", []),
        ("- 2026-12-02 no child", []),
        ("  - ٢٠٢٦-12-02", []),
    ],
)  # fmt: skip
def test_tries(under: str, days: list[str]) -> None:
    assert tried(f"- [ ] Call\n{under}\n") == days


def test_tries_of_another_task_dont_count() -> None:
    assert tried("- [ ] a\n- [ ] b\n  - 2026-12-02\n") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- [ ] a", True),
        ("- [ ] a\n", True),
        ("- [ ] a\n\n", True),
        ("- [ ] a\n- [ ] b\n", True),
        ("- [ ] a\n<!-- mdfollow:end 1 -->\n", True),
        ("- [ ] a\n <!-- mdfollow:end 1 -->\n", True),
        ("- [ ] a\n\ntext\n", True),
        ("- [ ] a\n## Heading\n", True),
        ("- [ ] a\nmore words\n", False),
        ("- [ ] a\n  more words\n", False),
        ("- [ ] a\n  - note\n", False),
        ("- [ ] a\n\n  - note\n", False),
        ("- [ ] a\n    \n\ttext\n", False),
    ],
)
def test_whether_nothing_stands_under_a_task(text: str, *, expected: bool) -> None:
    assert bare(text) is expected


@pytest.mark.parametrize(
    ("line", "columns"), [("a", 0), ("  a", 2), ("\ta", 4), (" \ta", 4), ("  \t a", 5), ("", 0)]
)
def test_indent(line: str, columns: int) -> None:
    assert indent_of(line) == columns


pieces = st.lists(
    st.sampled_from(
        [
            "- [ ] a",
            "  - [ ] b",
            "    - c",
            "\t- 2026-12-02",
            "",
            "text",
            " <!-- c -->",
            "```",
            "%%",
        ]
    ),
    max_size=10,
)


@given(pieces)
def test_a_task_ends_behind_itself_and_before_any_comment(parts: list[str]) -> None:
    lines, items = read("\n".join(parts))
    structure = read_structure(lines, 0)
    for item in items:
        assert item.at < item.end <= len(lines)
        assert not set(range(item.at, item.end)) & set(structure.comments)
        assert str(item.task) == lines[item.at].rstrip("\n")
        assert item.end == item.at + 1 or lines[item.end - 1].strip()
