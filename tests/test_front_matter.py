from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdfollow.reading.front_matter import (
    LARGEST,
    FrontMatter,
    FrontMatterError,
    Scalar,
    body_start,
    read,
)

NOTE = """\
---
type: interview
company: Acme Federal
role: "Data: Engineer"
date: 2026-11-24 # on site
interviewers:
  - Jane Doe <jane@acme.example>
  - "[[Sam Lee]]"
skills: [Tableau,
  Window functions]
decision_by:
Company: Acme
about: |
  two
  lines
company: Globex
---

# Acme
"""

ENDINGS = ["\n", "\r\n", "\r"]


def front_matter(text: str) -> FrontMatter:
    head = read(text)
    assert head is not None
    return head


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_property_and_value_has_its_line(ending: str, mark: str) -> None:
    text = mark + NOTE.replace("\n", ending)
    head = front_matter(text)
    assert [(found.name, found.line) for found in head.properties] == [
        ("type", 2),
        ("company", 3),
        ("role", 4),
        ("date", 5),
        ("interviewers", 6),
        ("skills", 9),
        ("decision_by", 11),
        ("Company", 12),
        ("about", 13),
        ("company", 16),
    ]
    values = {found.name: found.values for found in head.properties}
    assert values["role"] == (Scalar("Data: Engineer", 4),)
    assert values["date"] == (Scalar("2026-11-24", 5),)
    assert values["interviewers"] == (
        Scalar("Jane Doe <jane@acme.example>", 7),
        Scalar("[[Sam Lee]]", 8),
    )
    assert values["skills"] == (Scalar("Tableau", 9), Scalar("Window functions", 10))
    assert values["decision_by"] == ()
    assert values["about"] == (Scalar("two\nlines", 13),)
    assert text[head.body_start :] == f"{ending}# Acme{ending}"


def test_a_property_is_found_in_any_case_and_the_first_counts() -> None:
    head = front_matter(NOTE)
    for name in ("company", "Company", "COMPANY"):
        found = head.get(name)
        assert found is not None
        assert found.values == (Scalar("Acme Federal", 3),)
    assert head.get("organization") is None
    assert front_matter("---\nStraße: x\n---").get("STRASSE") is not None


def test_names_given_twice_are_listed_with_their_lines() -> None:
    assert front_matter(NOTE).duplicates == {"company": (3, 12, 16)}
    assert front_matter("---\na: 1\nb: 1\n---").duplicates == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# A note\n",
        "\n---\na: 1\n---\n",
        " ---\na: 1\n---\n",
        "\x1c---\na: 1\n---\n",
        "----\na: 1\n----\n",
        "--- a: 1\n---\n",
        "--\na: 1\n--\n",
        "...\na: 1\n---\n",
        "+++\na = 1\n+++\n",
        '{\n"a": 1\n}\n',
        "\ufeff\ufeff---\na: 1\n---\n",
    ],
)
def test_without_a_first_line_of_dashes_there_is_no_front_matter(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (["---", "a: x", "---", "body"], "body"),
        (["---", "a: x", "...", "body"], "body"),
        (["--- \t", "a: x", "--- ", "body"], "body"),
        (["---", "a: x", "---"], ""),
        (["---", "a: x", "---", " ", "---", "b: y", "---"], " {0}---{0}b: y{0}---"),
        (["---", "a: x", "# ---", "----: y", "---", "body"], "body"),
    ],
)
def test_front_matter_ends_at_the_first_line_of_dashes_or_dots(
    lines: list[str], body: str, ending: str
) -> None:
    text = ending.join(lines)
    head = front_matter(text)
    assert head.properties[0].values == (Scalar("x", 2),)
    assert text[head.body_start :] == body.format(ending)


@pytest.mark.parametrize("text", ["---\n---\nbody", "---\n\n---\nbody", "---\n# none\n---\nbody"])
def test_empty_front_matter_is_there(text: str) -> None:
    assert front_matter(text) == FrontMatter((), text.index("body"))


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("---\ntype: interview\n# Acme\n", "type: interview\n# Acme\n"),
        ("---\ntype: interview\n ---\n", "type: interview\n ---\n"),
        ("---\r\ntype: interview\r\n----", "type: interview\r\n----"),
        ("---\n", ""),
        ("---", ""),
        ("---\n" + "x" * 2 * LARGEST, "x" * LARGEST),
    ],
)
def test_front_matter_that_is_not_closed_is_told(text: str, block: str) -> None:
    with pytest.raises(
        FrontMatterError, match="front matter is not closed; end it with a"
    ) as caught:
        read(text)
    assert (caught.value.line, caught.value.block) == (1, block)


@pytest.mark.parametrize("broken", ["company: @acme", "x: y\x1b", "a: " + "[" * 30])
def test_the_raw_block_goes_with_the_error(broken: str) -> None:
    with pytest.raises(FrontMatterError) as caught:
        read(f"---\ntype: interview\n{broken}\n---\nbody")
    assert caught.value.block == f"type: interview\n{broken}\n"
    assert caught.value.line == 3


PIECES = (
    *"abc:-?#&*!|>'\"%@`[]{},~=\\\t \n\ré😀\ufeff\x85\u2028\0\ud800",
    *("\r\n", "---", "...", ": ", "- ", "[[", "]]", "<<", "!!binary ", "\n- ", "\n  ", "\na: "),
)
YAML_LIKE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
NOTES = st.one_of(
    st.text(),
    st.text().map("---\n{}\n---\n".format),
    YAML_LIKE.map("---\n{}\n---\n".format),
    YAML_LIKE.map("\ufeff---\r{}".format),
)


def lines_of(text: str) -> list[int]:
    """Every line that is spoken of; an error's message must say something."""
    try:
        head = read(text)
    except FrontMatterError as error:
        return [error.line] if error.message and error.block in text else [0]
    found = head.properties if head else ()
    return [line for p in found for line in (p.line, *(value.line for value in p.values))]


@given(NOTES)
def test_no_text_is_a_crash_and_every_line_is_in_the_file(text: str) -> None:
    count = len(re.findall(r"\r\n?|\n", text)) + 1
    assert all(1 <= line <= count for line in lines_of(text))


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True).filter(lambda name: name != "null"),
        st.lists(st.from_regex(r"[A-Za-zé😀][\w é😀]{0,8}[a-zé]", fullmatch=True), max_size=3),
        max_size=5,
    ),
    st.sampled_from(ENDINGS),
)
def test_what_is_written_comes_out(properties: dict[str, list[str]], ending: str) -> None:
    lines = ["---"]
    for name, values in properties.items():
        lines += [f"{name}:", *(f'  - "{value}"' for value in values)]
    text = ending.join([*lines, "---", "body"])
    head = front_matter(text)
    assert {p.name: [v.text for v in p.values] for p in head.properties} == properties
    for found in head.properties:
        assert lines[found.line - 1] == f"{found.name}:"
        assert all(lines[value.line - 1] == f'  - "{value.text}"' for value in found.values)
    assert text[head.body_start :] == "body"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\na: b\n---\nbody", "body"),
        ("\ufeff---\r\na: b\r\n---\r\nbody", "body"),
        ("body", "body"),
        ("", ""),
        ("---\na: b\nbody", "---\na: b\nbody"),
        ("---\na: [b\n---\nbody", "---\na: [b\n---\nbody"),
    ],
)
def test_markdown_begins_behind_front_matter_that_can_be_read(text: str, body: str) -> None:
    assert text[body_start(text) :] == body
