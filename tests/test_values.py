from __future__ import annotations

import pytest

from mdfollow.reading.front_matter import read
from mdfollow.reading.known_properties import PROPERTIES
from mdfollow.reading.mentions import Mention
from mdfollow.reading.values import EXAMPLES, read_value

SHAPES = {name: shape for known in PROPERTIES.values() for name, shape in known.items()}
DATES = ["date", "decision_by", "next_interview", "outcome_date", "applied", "resume_sent"]


def value_of(name: str, written: str) -> object:
    """Read one property as written in front matter."""
    head = read(f"---\n{name}: {written}\n---\n")
    assert head
    return read_value(name, SHAPES[name], head.properties[0])


GOOD = [
    *[(name, "2026-11-24", "2026-11-24") for name in DATES],
    ("date", "2026-11-24T15:30", "2026-11-24"),
    ("date", '"2026-11-24 15:30"', "2026-11-24"),
    ("date", '"[[2026-11-24]]"', "2026-11-24"),
    ("date", "[[Daily/2026-11-24|Tuesday]]", "2026-11-24"),
    ("date", "[2026-11-24]", "2026-11-24"),
    ("company", "Acme", "Acme"),
    ("company", "NO", "NO"),
    ("company", "1_000", "1_000"),
    ("company", "017", "017"),
    ("company", "3M", "3M"),
    ("company", "15:30", "15:30"),
    ("company", "[[Companies/Acme|the A]]", "Acme"),
    ("company", '"Smith: Sons"', "Smith: Sons"),
    ("company", '"Acme (via [[Recruiter]])"', "Acme (via [[Recruiter]])"),
    ("role", '["[[Data Engineer]]"]', "Data Engineer"),
    ("round", "2", 2),
    ("round", '"2"', 2),
    ("outcome", "Pending", "pending"),
    ("outcome", "[rejected]", "rejected"),
    ("sector", "nonprofit", "nonprofit"),
    ("follow_up_via", "Phone", "phone"),
    ("follow_up_via", "their Portal", "their Portal"),
    ("follow_up_with", '"[[Kim Park]]"', (Mention("Kim Park", target="Kim Park"),)),
    ("posting", "https://x.gov/1?a=b#c", "https://x.gov/1?a=b#c"),
    ("posting", "123456789", "123456789"),
    ("mdfollow", "False", False),
    ("mdfollow", "true", True),
    ("phone", "+1 555 0142", "+1 555 0142"),
    ("skills", "[SQL, C++]", (Mention("SQL", line=2), Mention("C++", line=2))),
]


@pytest.mark.parametrize(("name", "written", "value"), GOOD)
def test_what_will_do(name: str, written: str, value: object) -> None:
    assert value_of(name, written) == value


BAD = [
    *[(name, "soon", f"`{name}`: `soon` is not a date; write it as 2026-11-24") for name in DATES],
    *[(name, "{a: b}", f"write a date such as {EXAMPLES[name]}") for name in DATES],
    ("date", "11/24/2026", "did you mean `2026-11-24`?"),
    ("round", "0", "`0` is not a round; write a number from 1 to 99, such as 2"),
    ("round", "1.5", "`1.5` is not a round"),
    ("round", "100", "`100` is not a round"),
    ("round", "²", "`²` is not a round"),
    ("outcome", "lost", "`lost` is not known; write one of pending, advanced, offer, rejected"),
    ("outcome", "advance", "did you mean `advanced`?"),
    ("outcome", "[offer, rejected]", "`outcome` holds 2 values; write one of pending"),
    ("sector", "govt", "`govt` is not known; write one of government, company, nonprofit"),
    ("follow_up_via", "2026-12-01", "`2026-12-01` is a date; write phone, email or another way"),
    ("follow_up_with", "[Jane, Sam]", "`follow_up_with` holds 2 values; write one text"),
    ("mdfollow", "off", "`off` is neither true nor false"),
    ("company", "{{company}}", "a nested map `{{company}}` can't be used; write one text"),
    ("company", "[A, B]", "`company` holds 2 values"),
    ("interviewers", "[{a: b}]", "`interviewers`: a nested map"),
    ("interviewers", "[[a, b], c]", "a list in a list"),
    ("skills", "!!set {a}", "a YAML tag"),
]


@pytest.mark.parametrize(("name", "written", "message"), BAD)
def test_what_wont_do_is_told_with_what_would(name: str, written: str, message: str) -> None:
    with pytest.raises(ValueError, match="`") as caught:
        value_of(name, written)
    assert message in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("name", ["round", "outcome", "mdfollow", "date"])
def test_a_long_value_does_not_hide_what_would_do(name: str) -> None:
    with pytest.raises(ValueError, match="`") as caught:
        value_of(name, f'"2026-11-24{" " * 4000}{"9" * 5000}"' if name == "date" else "9" * 5000)
    assert len(str(caught.value)) < 300
