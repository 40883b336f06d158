"""What the YAML parser says is wrong -> a line, and a message that says what to do.

The texts asked for are those of libyaml and of PyYAML's own parser, which differ in words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yaml import MarkedYAMLError

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml import Mark

DEEPEST = 20
TOO_DEEP = f"nested more than {DEEPEST} deep; write it flat, or put the value in quotes"
_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
_GOES_ON = "the value goes on behind its closing quote or bracket; put the whole value in quotes"
_OPEN_QUOTE = "a quote above is not closed; close it"
_OTHER = "this is not YAML; put a value that holds special characters in quotes"
_TAB = "a tab stands where only blanks may; write blanks instead"
_BACKSLASH = "a backslash in double quotes; use single quotes, or write it twice"
_NO_NAME = "this line has no name; write `name: value`, or indent it to go on with the value above"
_NO_DASH = "this line is in a list but has no dash, or is not indented like the lines above"
_INDENTED = "this line is not indented like the lines above, or the line above has no colon"
_COLON = "a colon and a blank in a value; put the whole value in quotes"
_UNCLOSED = {
    "quoted scalar": "a quote is opened here and not closed; close it",
    "flow sequence": "a `[` is opened here and not closed; close it, or quote the whole value",
    "flow mapping": "a `{` is opened here and not closed; close it, or quote the whole value",
}


def explain(error: Exception, block: str) -> tuple[int, str]:
    """Return the line (from 0, in `block`) and the message for an error the parser raised."""
    if conflict := _CONFLICT.search(block):
        return block.count("\n", 0, conflict.start()), "git conflict markers; settle them first"
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return 0, _OTHER
    start = error.context_mark or error.problem_mark
    said = f"{error.context}: {error.problem}"
    for needle, teller in _TELLERS:
        if re.search(needle, said):
            mark, message = teller(start, error.problem_mark, block)
            return mark.line, message
    for needle, message in _UNCLOSED.items():
        if needle in said:
            return start.line, message
    return error.problem_mark.line, _OTHER


def _at_problem(message: str) -> Callable[[Mark, Mark, str], tuple[Mark, str]]:
    return lambda _start, problem, _block: (problem, message)


def _at_start(message: str) -> Callable[[Mark, Mark, str], tuple[Mark, str]]:
    return lambda start, _problem, _block: (start, message)


def _begins(start: Mark, _problem: Mark, block: str) -> tuple[Mark, str]:
    """A character with a meaning of its own at the start of a value."""
    character = block[start.index : start.index + 1]
    if character == "\t":
        return start, _TAB
    shown = "a backtick" if character == "`" else f"`{character}`"
    return start, f"a value can't begin with {shown}; put the whole value in quotes"


def _colon(_start: Mark, problem: Mark, block: str) -> tuple[Mark, str]:
    """A second `: ` on a line, or a first one where the line above still goes on."""
    return problem, _COLON if re.search(r":\s", _line_before(problem, block)) else _INDENTED


def _next_entry(_start: Mark, problem: Mark, block: str) -> tuple[Mark, str]:
    """Something else where a new line with a name was expected."""
    before = _line_before(problem, block).rstrip()
    if not before:
        return problem, _NO_NAME if block.startswith(":", problem.index) else _INDENTED
    if before.endswith(("'", '"')) and before.count(before[-1]) % 2:
        return problem, _OPEN_QUOTE
    return problem, _GOES_ON


def _line_before(mark: Mark, block: str) -> str:
    return block[mark.index - mark.column : mark.index]


_TELLERS: tuple[tuple[str, Callable[[Mark, Mark, str], tuple[Mark, str]]], ...] = (
    ("maximum nesting depth", _at_problem(TOO_DEEP)),  # libyaml 0.2.6 reads ahead, up to 1,000 deep
    ("tab character", _at_problem(_TAB)),
    ("cannot start any token|expected (the )?node content", _begins),
    ("(an alias|an anchor|a tag|a block scalar):|undefined tag handle", _begins),
    ("(entries|keys) are not allowed", _begins),
    ("escape", _at_problem(_BACKSLASH)),
    ("hexdecimal", _at_problem(_BACKSLASH)),
    ("values are not allowed", _colon),
    ("a simple key:", _at_start(_NO_NAME)),
    ("a block collection:", _at_problem(_NO_DASH)),
    ("a block mapping:", _next_entry),
    ("<document start>", _at_problem(_INDENTED)),
)
