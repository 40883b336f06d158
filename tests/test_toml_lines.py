from __future__ import annotations

import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdfollow.config.toml_lines import KeyPath, key_lines

DOCUMENT = '''\
# me = "a comment"
ignore = [
  "[links]",   # me = 1
  "style = ]",
]
"me" = ["x"]
agenda.file = "a.md"

[ checklist ]
heading = """
[agenda]
week_starts = "no"
"""
'max_age' = 9

  [notes . "interview"]
  type = { a = { b = 1 } }
[[steps]]
folder = 1
[watch] # the end
quiet = 3'''


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("ignore", 2),
        ("me", 6),
        ("agenda", 7),
        ("agenda.file", 7),
        ("checklist", 9),
        ("checklist.heading", 10),
        ("checklist.max_age", 14),
        ("notes", 16),
        ("notes.interview", 16),
        ("notes.interview.type", 17),
        ("steps", 18),
        ("steps.folder", 19),
        ("watch", 20),
        ("watch.quiet", 21),
    ],
)
def test_each_key_has_its_line(path: str, line: int, ending: str) -> None:
    assert key_lines(DOCUMENT.replace("\n", ending))[tuple(path.split("."))] == line


def test_nothing_inside_values_is_taken_for_a_key() -> None:
    assert set(key_lines(DOCUMENT)) == {
        *(("ignore",), ("me",), ("agenda",), ("agenda", "file"), ("checklist",), ("steps",)),
        *(("checklist", "heading"), ("checklist", "max_age"), ("notes",), ("notes", "interview")),
        *(("notes", "interview", "type"), ("steps", "folder"), ("watch",), ("watch", "quiet")),
    }


def test_a_table_spread_over_the_file_stands_where_it_first_does() -> None:
    lines = key_lines("[notes.contact]\n[agenda]\n[notes.interview]\n[notes]\n")
    assert lines["notes",] == 1
    assert lines["notes", "interview"] == 3


def test_keys_outside_deep_tables_are_found_after_them() -> None:
    assert key_lines("[a.b.c.d]\ne = 1\n[f]\n")["f",] == 3


def test_an_empty_file_has_no_keys() -> None:
    assert key_lines("") == {}


def test_a_list_made_to_take_long_ends_the_search() -> None:
    hostile = "a = [\n" + '"]",\n' * 2000 + "]\nb = 1\n"
    assert tomllib.loads(hostile)["b"] == 1
    began = time.process_time()
    assert key_lines(hostile) == {}
    assert time.process_time() - began < 2


VALUES = ["1", '"x"', "[1,\n2]", '"""\nkey = 1\n[t]\n"""', "{ a = 1 }", "[ # ]\n'']", "2026-11-01"]
NAMES = st.text("abc-_1", min_size=1, max_size=3)


@given(
    st.dictionaries(NAMES, st.sampled_from(VALUES), max_size=5),
    st.dictionaries(NAMES, st.dictionaries(NAMES, st.sampled_from(VALUES)), max_size=4),
    st.sampled_from(["{}", '"{}"', "'{}'"]),
)
def test_the_lines_are_those_the_keys_were_written_on(
    top: dict[str, str], tables: dict[str, dict[str, str]], quoting: str
) -> None:
    text, expected = "", dict[KeyPath, int]()
    pairs: list[tuple[KeyPath, str]] = [((key,), value) for key, value in top.items()]
    for name, keys in tables.items():
        table = f"table-{name}"
        pairs += [((table,), ""), *(((table, key), value) for key, value in keys.items())]
    for path, value in pairs:
        expected[path] = text.count("\n") + 1
        key = quoting.format(path[-1])
        text += f"{key} = {value}\n\n" if value else f"[{key}]\n# = [\n"
    found = key_lines(text)
    assert {path: found[path] for path in expected} == expected
    assert {path[-1] for path in found.keys() - expected.keys()} <= {"a"}  # of the inline table
