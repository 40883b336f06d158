from __future__ import annotations

import pytest

from mdfollow.reading.front_matter import FrontMatter, Property, Scalar, read

pytestmark = pytest.mark.usefixtures("parser")


def front_matter(block: str) -> FrontMatter:
    head = read(f"---\n{block}\n---\nThe note.\n")
    assert head is not None
    return head


def only(block: str) -> Property:
    (found,) = front_matter(block).properties
    return found


def texts(block: str) -> list[str]:
    return [value.text for value in only(block).values]


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-24",
        "2026-11-24T10:30:00",
        "2026-13-45",
        "2026-02-30",
        "24:61",
        "0000-01-01",
        "2026-11-24T10:30:00+99:99",
        "2026-3-4",
        "04/03/2026",
        "15:30",
        "12:30:45",
        "NO",
        "yes",
        "off",
        "true",
        "017",
        "1_000",
        "0x1F",
        "1.10",
        "3M",
        "=",
        "<<",
        "9" * 5000,
        ".inf",
        "Müller & Söhne – 日本 😀",
        "https://jobs.example/1#apply",
        "-5",
        "a [b] {c}",
        "nULL",
    ],
)
def test_a_value_is_the_text_that_is_written(value: str) -> None:
    expected = Property("company", 2, (Scalar(value, 2),), is_list=False)
    assert only(f"company: {value}") == expected


@pytest.mark.parametrize("value", ["", " ", "~", "null", "Null", "NULL", "!!null", "# a comment"])
def test_an_empty_value_is_none(value: str) -> None:
    assert only(f"company: {value}") == Property("company", 2, (), is_list=False)


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ('a: "Acme: Corp"', "Acme: Corp"),
        ("a: 'it''s'", "it's"),
        ('a: ""', ""),
        ("a: 'null'", "null"),
        (r'a: "x\n"', "x\n"),
        ('a: "~"', "~"),
        (r'a: "\e[31mred"', "\x1b[31mred"),
        (r'a: "\0"', "\0"),
        ("a: x # said on the phone", "x"),
        ("a: C#", "C#"),
        ("a: |\n  one\n\n  two\nb:", "one\n\ntwo"),
        ("a: >\n  one\n  two\nb:", "one two"),
        ("a: |-\n  one", "one"),
        ("a: |+\n  one\n\nb:", "one\n"),
        ("a: one\n  two\nb:", "one two"),
        ("a: x\x85y\u2028z", "x y z"),
        ("a: !!str 12", "12"),
        ("a: &day 2026-11-24", "2026-11-24"),
        ('"a": x', "x"),
        ('{"a": "x"}', "x"),
    ],
)
def test_quotes_blocks_and_marks_are_resolved(block: str, text: str) -> None:
    found = front_matter(block).get("a")
    assert found is not None
    assert [value.text for value in found.values] == [text]
    assert not found.is_list


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        ("a: [Jane Doe, '[[Sam Lee]]', 017]", [2, 2, 2]),
        ("a:\n  - Jane Doe\n  - '[[Sam Lee]]'\n  - 017", [3, 4, 5]),
        ("a:\n- Jane Doe\n- [[Sam Lee]]\n\n- 017", [3, 4, 6]),
        ("a: [Jane Doe,\n  [[Sam Lee]],\n  017\n]", [2, 3, 4]),
        ("# people\n\na: # all\n  - Jane Doe\n  # two\n  - [[Sam Lee]]\n  -\n  - 017", [5, 7, 9]),
        ("a: !!seq\n  - Jane Doe\n  - [[Sam Lee]]\n  - 017\n  - ~\n  - null", [3, 4, 5]),
    ],
)
def test_both_list_shapes_give_the_same_values_each_with_its_line(
    block: str, lines: list[int]
) -> None:
    found = only(block)
    assert found.is_list
    assert [value.text for value in found.values] == ["Jane Doe", "[[Sam Lee]]", "017"]
    assert [value.line for value in found.values] == lines


@pytest.mark.parametrize("block", ["a: []", "a:\n  -", "a: [~, null]"])
def test_an_empty_list_has_no_values(block: str) -> None:
    assert only(block) == Property("a", 2, (), is_list=True)


@pytest.mark.parametrize(
    "link",
    [
        "[[Sam Lee]]",
        "[[Smith, Jane|J]]",
        "[[Daily/2026-11-24|that day]]",
        "[[Zoë 😀, Søn#Über|ß]]",
        "[[ Sam ]]",
        "[[null]]",
    ],
)
def test_an_unquoted_wikilink_is_one_text(link: str) -> None:
    assert only(f"né😀: {link}") == Property("né😀", 2, (Scalar(link, 2),), is_list=False)
    assert texts(f"a: [{link}, 'x', {link}]") == [link, "x", link]
    assert texts(f"a: [{link}]") == [link]
    assert only(f"a:\n  - é\n  - {link}").values == (Scalar("é", 3), Scalar(link, 4))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_wikilink_is_found_whatever_the_line_endings(ending: str) -> None:
    head = read(ending.join(["---", "é: 😀", "a: [[Zoë]]", "b:", "  - [[x, y]]", "---", ""]))
    assert head is not None
    assert [found.values for found in head.properties[1:]] == [
        (Scalar("[[Zoë]]", 3),),
        (Scalar("[[x, y]]", 5),),
    ]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("{{date}}", "a nested map `{{date}}`"),
        ("{a: 1, b: 2}", "a nested map `{a: 1, b: 2}`"),
        ("\n  street: x\n  town: y", "a nested map `street: x town: y`"),
        ("[x, {a: 1}]", "a nested map `{a: 1}`"),
        ("[a: 1]", "a nested map `a: 1`"),
        ("*star", "a YAML alias `*star`"),
        ("[x, *star]", "a YAML alias `*star`"),
        ("[x, [y, z]]", "a list in a list `[y, z]`"),
        ("[ [x] ]", "a list in a list `[x]`"),
        ("[[]]", "a list in a list `[]`"),
        ("[[ ]]", "a list in a list `[ ]`"),
        ("[[x], [y]]", "a list in a list `[x]`"),
        ("[[x,\r  y]]", "a list in a list `[x, y]`"),
        ('[["x"]]', 'a list in a list `["x"]`'),
        ("[[x,\n  y]]", "a list in a list `[x, y]`"),
        ("\n  - - x\n    - y", "a list in a list `- x - y`"),
        ("!!binary aGk=", "a YAML tag `!!binary aGk=`"),
        ("!!python/name:os.system x", "a YAML tag `!!python/name:os.system x`"),
        ("!important Corp", "a YAML tag `!important Corp`"),
        ("[!!binary aGk=]", "a YAML tag `!!binary aGk=`"),
        ("!!set {a, b}", "a YAML tag `!!set {a, b}`"),
        ("!!omap [a, b]", "a YAML tag `!!omap [a, b]`"),
        ("&Sons", "a YAML anchor `&Sons`"),
        ("#1 Corp", "a comment `#1 Corp`"),
        ("\n  - x\n  - #interview", "a comment `#interview`"),
        (f"[[{'x' * 70}], y]", f"a list in a list `[{'x' * 58}…`"),
    ],
)
def test_what_is_no_text_is_unreadable_and_shown(value: str, why: str) -> None:
    found = front_matter(f"a: {value}\nb: x").properties[0]
    assert (found.name, found.line, found.values) == ("a", 2, ())
    assert found.unreadable == why


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ("on: x", "on"),
        ("1: x", "1"),
        ("null: x", "null"),
        ("~: x", "~"),
        ("content: x", "content"),
        ("handler: x", "handler"),
        ("2026-11-24: x", "2026-11-24"),
        ("'Date: real': x", "Date: real"),
        ("Größe der Firma: x", "Größe der Firma"),
        ("? a\n: x", "a"),
    ],
)
def test_any_text_is_a_name(block: str, name: str) -> None:
    found = only(block)
    assert (found.name, found.unreadable) == (name, "")
    assert texts(block) == ["x"]


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ("{{name}}: x", "{{name}}"),
        ("[[Sam Lee]]: x", "[[Sam Lee]]"),
        ("? [a, b]\n: x", "[a, b]"),
        ("*a : x", "*a"),
    ],
)
def test_a_name_that_is_no_text_is_unreadable(block: str, name: str) -> None:
    assert only(block) == Property(name, 2, (), is_list=False, unreadable="a name that is no text")


@pytest.mark.parametrize(
    "block", ["- a\n- b", "Just words", "[a, b]", "*a", "# x", "", "\n\n", "~"]
)
def test_front_matter_that_is_no_map_has_no_properties(block: str) -> None:
    assert front_matter(block).properties == ()
