from __future__ import annotations

import pytest

from mdfollow.reading.front_matter import FrontMatterError, read

pytestmark = pytest.mark.usefixtures("parser")


def fault(block: str) -> tuple[int, str]:
    with pytest.raises(FrontMatterError) as caught:
        read(f"---\n{block}\n---\nThe note.\n")
    assert str(caught.value) == caught.value.message
    return caught.value.line, caught.value.message


@pytest.mark.parametrize(
    ("value", "character"),
    [
        ("@acme", "`@`"),
        ("`acme`", "a backtick"),
        ("%acme", "`%`"),
        ("{% if sector %}Email{% endif %}", "`%`"),
        ("**Acme**", "`*`"),
        ("* Acme", "`*`"),
        ("& Sons", "`&`"),
        ("!a!b Acme", "`!`"),
        ("!<Acme", "`!`"),
        ("> 5 people", "`>`"),
        ("|x", "`|`"),
        ("- Acme", "`-`"),
        ("? Acme", "`?`"),
        ("] Acme", "`]`"),
        (", Acme", "`,`"),
    ],
)
def test_a_character_no_value_begins_with(value: str, character: str) -> None:
    message = f"a value can't begin with {character}; put the whole value in quotes"
    assert fault(f"type: interview\ncompany: {value}\nrole: x") == (3, message)


@pytest.mark.parametrize(
    ("block", "line", "message"),
    [
        (
            "company: Smith: Sons",
            2,
            "a colon and a blank in a value; put the whole value in quotes",
        ),
        (
            "a: 1\nrole: Data: SQL",
            3,
            "a colon and a blank in a value; put the whole value in quotes",
        ),
        ('a: 1\ncompany: "Acme\nb: 2', 3, "a quote is opened here and not closed; close it"),
        ("company: 'Acme", 2, "a quote is opened here and not closed; close it"),
        ("a: 'x\n--- y'", 2, "a quote is opened here and not closed; close it"),
        ('a: "x\nb: "y"', 3, "a quote above is not closed; close it"),
        ("a: 'x\nb: 'y'", 3, "a quote above is not closed; close it"),
        ("a: 1\nskills: [b, c\nd: 1", 3, "a `[` is opened here and not closed; close it"),
        ("a: [[Sam #x]]", 2, "a `[` is opened here and not closed; close it"),
        ("a: {b\nd: 1", 2, "a `{` is opened here and not closed; close it"),
        ('a: "Acme" Corp', 2, "the value goes on behind its closing quote or bracket; put the"),
        ("a: 'it's'", 2, "the value goes on behind its closing quote or bracket; put the"),
        ("a: [[Sam]], [[Dana]]", 2, "the value goes on behind its closing quote or bracket; put"),
        ("a: [Acme] Corp", 2, "the value goes on behind its closing quote or bracket; put the"),
        ("a:\n\t- b", 3, "a tab stands where only blanks may; write blanks instead"),
        ("\ta: b", 2, "a tab stands where only blanks may; write blanks instead"),
        ("a: |\n\tb", 3, "a tab stands where only blanks may; write blanks instead"),
        (r'a: "C:\jobs"', 2, "a backslash in double quotes; use single quotes, or write it"),
        (r'a: "\xZZ"', 2, "a backslash in double quotes; use single quotes, or write it twice"),
        ("type: interview\ncompany Acme\ndate: 1", 3, "this line has no name; write `name: value`"),
        (": x", 2, "this line has no name; write `name: value`"),
        ("company Acme\ndate: 1", 3, "this line is not indented like the lines above, or the line"),
        ("a: 1\n b: 2", 3, "this line is not indented like the lines above"),
        ("a:\n - x\n  - y\n- z", 5, "this line is not indented like the lines above"),
        (" a: 1\nb: 2", 3, "this line is not indented like the lines above"),
        ("a:\n  - b\n  c: d", 4, "this line is in a list but has no dash"),
        ("a: 1\n--- foo", 3, "a line that begins with `---`; put it in quotes"),
        ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x", 2, "git conflict markers; settle them"),
        ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\n>>>>>>> x", 3, "git conflict markers; settle them"),
        ("a: 1\n=======\nb: 1", 3, "git conflict markers; settle them first"),
        ("a: 1\n>>>>>>> main\nb: 1", 3, "git conflict markers; settle them first"),
        ("%YAML 2.0\na: 1", 2, "this is not YAML; put a value that holds special characters in"),
    ],
)
def test_what_is_wrong_is_told_where_it_is_and_what_to_do(
    block: str, line: int, message: str
) -> None:
    found_line, found = fault(block)
    assert found_line == line
    assert found.startswith(message)


@pytest.mark.parametrize(
    "block", [r'a: "\ud800"', r'a: "\U00110000"', f"%YAML {'9' * 5000}.1\na: 1"]
)
def test_escapes_and_numbers_beyond_all_bounds_are_no_crash(block: str) -> None:
    assert fault(block)[0] == 2


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_fault_has_its_line_whatever_the_line_endings(ending: str) -> None:
    with pytest.raises(FrontMatterError) as caught:
        read(ending.join(["\ufeff---", "type: interview", "company: @acme", "---", "x"]))
    assert caught.value.line == 3
