from __future__ import annotations

import pytest

from mdfollow.config.settings import Settings
from mdfollow.reading.front_matter import read
from mdfollow.reading.kinds import kind_of, may_be_a_kind, type_hint, type_values

OWN = Settings(property_names={"type": ("type", "categories")})


@pytest.mark.parametrize(
    ("block", "is_told"),
    [
        ("type: interview\ndate: [a", True),
        ("type: [interview\n", True),
        ("type:\n  - interview\n  - [a", True),
        ("tags: [work, interview\n", True),
        ('"type": "[[interview]]"\na: [', True),
        ("{type: interview, a: [}", True),
        ("type: meeting\ntitle: interview: two", False),
        ("type: interviews\na: [", False),
        ("title: type: interview", False),
        ("a: b: c", False),
        ("type: pre-interview\na: [", False),
    ],
)
def test_broken_front_matter_is_told_where_it_may_name_a_kind(block: str, is_told: bool) -> None:
    assert may_be_a_kind(block, "Note.md", Settings()) == is_told


def test_broken_front_matter_of_any_name_of_the_type() -> None:
    assert may_be_a_kind("categories: [interview\n", "Note.md", OWN)
    assert not may_be_a_kind("categories: [interview\n", "Note.md", Settings())


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("type: intervew\ncompany: Acme", "`type: intervew` is no kind of note here, did you mean"),
        ("type: [Interviews]\ndate: 2026-11-24", "did you mean `interview`?"),
        ("type: intervew", None),
        ("type: intervew\ntitle: a", None),
        ("type: meeting\ncompany: Acme", None),
    ],
)
def test_a_type_that_is_nearly_a_kind_is_a_hint(head: str, message: str | None) -> None:
    front = read(f"---\n{head}\n---\n")
    assert front
    assert kind_of(front, "Note.md", Settings()) is None
    hint = type_hint(front, "Note.md", Settings())
    assert (message in hint.message if message and hint else hint is None) is True
    assert hint is None or (hint.line, hint.severity) == (2, "hint")


def test_types_under_all_names_links_by_their_target() -> None:
    front = read('---\ntype: a\ncategories: ["[[Notes/B|c]]", d]\n---\n')
    assert front
    assert type_values(front, OWN) == ["a", "B", "d"]
