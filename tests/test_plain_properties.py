from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdfollow.reading.front_matter_block import FrontMatterError, find_block
from mdfollow.reading.plain_properties import plain_properties
from mdfollow.reading.properties import Property, Scalar
from mdfollow.reading.yaml_properties import read_properties

ROOT = Path(__file__).resolve().parent.parent


def parsed(block: str) -> tuple[Property, ...] | tuple[int, str]:
    """What the YAML parser makes of a block, or the line and the message of its fault."""
    try:
        return read_properties(f"---\n{block}---\n")
    except FrontMatterError as error:
        return error.line, error.message


PLAIN = [
    "",
    "type: interview\n",
    "type:   interview  \n",
    "follow up: Jane Doe <jane@acme.example>\n",
    "résumé_2: 日本 – “quoted” 😀\n",
    "role: C# and C++, R&D (50%) * | > ! @ ` ' \" [a] {b}\n",
    "posting: https://jobs.example/1?a=b&c=d#apply\n",
    "time: 10:30\n",
    "salary: (about) 5,000\n",
    "path: /home\nsum: +5\nless: <5\nhalf: .5\n",
    "number: 017\nbig: 1_000\nyes: no\ndate: 2026-11-24\n",
    "decision_by:\noutcome:   \nround: null\nsector: Null\n",
    'company: "Acme: Federal # 1"\nrole: \'Data "Engineer"\'\nskills: ""\nnetwork: \'\'\n',
    'company: "null"  \n',
    "tags: []\nskills: [ ]\n",
    'skills: [SQL, "a, b" , \'c: d\', it\'s, null, 2026-11-24 ]\nnetwork: ["[[Sam Lee|Sam]]"]\n',
    "interviewers:\n  - Jane Doe\n  - \"[[Sam Lee]]\"\n  -   'Dr. Lee'  \nskills:\n- SQL\n- null\n",
    "Type: a\ntype: b\ntype: c\n",
    "type: interview\r\nskills:\r\n  - SQL\r\n",
    f"{'n' * 99}: a\n",
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("block", PLAIN)
def test_plain_front_matter_is_read_without_a_parser_and_as_by_one(block: str) -> None:
    assert plain_properties(block) == parsed(block)


def test_each_value_has_its_line() -> None:
    block = "type: interview\ninterviewers:\n  - Jane\n  - Sam\nskills: [a, b]\nrole:\n"
    assert plain_properties(block) == (
        Property("type", 2, (Scalar("interview", 2),), is_list=False),
        Property("interviewers", 3, (Scalar("Jane", 4), Scalar("Sam", 5)), is_list=True),
        Property("skills", 6, (Scalar("a", 6), Scalar("b", 6)), is_list=True),
        Property("role", 7, (), is_list=False),
    )


NOT_PLAIN = [
    "# a comment\n",
    "a: b # a comment\n",
    "a: #1 Corp\n",
    "a: b: c\n",
    "a: b:\n",
    "a: b\n  goes on\n",
    "a: b\n  - c\n",
    "a:\n  b: c\n",
    "a:\n  - b: c\n",
    "a:\n  - b\n - c\n",
    "a:\n  - b\n   - c\n",
    "a:\n  -\n",
    "a:\n  - - b\n",
    "a: |\n  b\n",
    "a: [[Sam Lee]]\n",
    "a: [b,\n  c]\n",
    "a: [b,]\n",
    "a: [b: c]\n",
    "a: [{b: c}]\n",
    "a: {b: c}\n",
    "a: *b\n",
    "a: &b c\n",
    "a: !b c\n",
    "a: @b\n",
    "a: %b\n",
    "a: -5\n",
    "a: ~\n",
    'a: "b\\n"\n',
    "a: 'it''s'\n",
    'a: "b" c\n',
    'a: "b\n  c"\n',
    '"a": b\n',
    "a : b\n",
    "a:b\n",
    "a\n",
    "- a\n",
    "1a: b\n",
    "? a\n: b\n",
    "<<: b\n",
    "a: b\n\nc: d\n",
    "a:\tb\n",
    "a: b\tc\n",
    "a: b\rc: d\n",
    "a: b\u00a0c\n",
    "a: b\u2028c: d\n",
    "a: b\x1bc\n",
    "a: b\ufeff\n",
    "a: b\ud800\n",
    f"{'n' * 100}: a\n",
    "a: " + "x" * 4096 + "\n",
]


@pytest.mark.parametrize("block", NOT_PLAIN)
def test_what_may_mean_more_to_yaml_is_left_to_the_parser(block: str) -> None:
    assert plain_properties(block) is None


def test_our_own_steps_and_notes_are_plain() -> None:
    found = {
        file.name: find_block(file.read_text("utf-8"))
        for folder in ("mdfollow/steps", "vault-template/Interviews", "vault-template/Contacts")
        for file in (ROOT / folder).glob("*.md")
    }
    assert len(found) > 15
    assert not [name for name, one in found.items() if not one or plain_properties(one[0]) is None]


VALUES = (
    *("x", "a b c", "2026-11-24", "12:30", "http://a.b/c?d=e#f", "Jane <j@x.org>", "C#", "a #b"),
    *("it's", 'say "x"', '"q"', "'s'", '"a, b"', '"[[X|Y]]"', "[a, b]", '["[[A]]", b]', "[]"),
    *("[ ]", "[a, 'b']", "[[A]]", "", "null", "~", "[null, a]", "(a) b", "a,b", "[a b , c ]"),
    *(
        "a ",
        "x::y",
        "a\\b",
        "€5",
        "[é, 日]",
        "=",
        "'x'   ",
        "<x>",
        "+1",
        "a|b",
        "[a|b, c&d]",
        "[a!]",
    ),
    *("x :y", ":x", "x:", "a: b", "?x", "a ?b", "[a?b]", "-x", "- x", "'it''s'", '"\\n"', '"a" b'),
)
NAMES = ("a", "type", "follow up", "a-b", "é", "A B", "_x", "null", "1a", "a  b", "a ", "<<")
ENTRIES = st.lists(
    st.builds("{}- {}\n".format, st.sampled_from(("  ", " ", "")), st.sampled_from(VALUES)),
    max_size=3,
).map("".join)
LINES = st.one_of(
    st.builds("{}: {}\n".format, st.sampled_from(NAMES), st.sampled_from(VALUES)),
    st.builds("{}: {}\n".format, st.sampled_from(NAMES), st.text(max_size=8)),
    st.builds("{}:\n{}".format, st.sampled_from(NAMES), ENTRIES),
    st.sampled_from(("\n", "# c\n", "  x\n", "...\n", " - a\n", "a:b\n")),
)
BLOCKS = st.lists(LINES, max_size=4).map("".join)
CHANGES = st.lists(
    st.tuples(st.integers(0, 200), st.sampled_from(" -:#[],\"'\n\t\\?&*!|>{}é\x85")), max_size=2
)


def changed(block: str, changes: list[tuple[int, str]]) -> str:
    for at, letter in changes:
        block = block[:at] + letter + block[at + 1 :]
    return block


@settings(max_examples=500)
@given(st.builds(changed, BLOCKS, CHANGES))
def test_whatever_is_taken_as_plain_is_what_the_parser_makes_of_it(block: str) -> None:
    found = plain_properties(block)
    assert found is None or found == parsed(block)
