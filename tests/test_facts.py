from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdfollow.config.settings import Settings
from mdfollow.reading.facts import Facts, read_facts, title_of
from mdfollow.reading.front_matter import read
from tests.agendas import read as read_file
from tests.vaults import interview, tasks, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from mdfollow.problems import Problem
    from mdfollow.reading.known_properties import Kind


def facts_of(
    head: str, kind: Kind = "interview", settings: Settings | None = None
) -> tuple[Facts, list[Problem]]:
    """Read the properties of a note of that kind; an interview has a date."""
    dated = f"date: 2026-11-24\n{head}" if kind == "interview" else head
    return read_facts(read(f"---\n{dated}\n---\n"), kind, "Acme 1.md", settings or Settings())


NAMES = [
    ("interviewers: Jane Doe", ["Jane Doe"]),
    ("interviewers: [Jane Doe, Sam Lee]", ["Jane Doe", "Sam Lee"]),
    ("interviewers:\n  - Jane Doe\n  - Sam Lee", ["Jane Doe", "Sam Lee"]),
    ('interviewers: ["[[People/Sam Lee|Sam]]"]', ["Sam Lee"]),
    ("interviewers: [[Sam Lee]]", ["Sam Lee"]),
    ("interviewers:\n  - [[Sam Lee]]\n  - Jane", ["Sam Lee", "Jane"]),
    ("interviewers: Jane Doe <jane@acme.example>", ["Jane Doe"]),
    ("interviewers: []", []),
    ("interviewers:", []),
    ("interviewers: ['', ' ']", []),
    ("Interviewers: Jane", ["Jane"]),
]


@pytest.mark.parametrize(("head", "names"), NAMES)
def test_a_list_may_be_a_text_and_links_may_be_quoted_or_not(head: str, names: list[str]) -> None:
    facts, problems = facts_of(head)
    assert problems == []
    assert [mention.name for mention in facts.mentions("interviewers")] == names


def test_every_entry_knows_its_line() -> None:
    facts, _ = facts_of("company: A\ninterviewers:\n  - Jane\n  - Sam")
    assert [mention.line for mention in facts.mentions("interviewers")] == [5, 6]
    assert facts.lines["company"] == 3


HINTS = [
    ("outcom: offer", "`outcom` is not read, did you mean `outcome`?"),
    ("interviewer: Jane", "did you mean `interviewers`?"),
    ("Decision by: 2026-12-04", "did you mean `decision_by`?"),
    ("decision-by: 2026-12-04", "did you mean `decision_by`?"),
    ("nextinterview: 2026-12-04", "did you mean `next_interview`?"),
    ("compnay: Acme", "did you mean `company`?"),
]


@pytest.mark.parametrize(("head", "message"), HINTS)
def test_a_property_that_looks_misspelt_is_a_hint(head: str, message: str) -> None:
    _, [hint] = facts_of(head)
    assert (hint.line, hint.severity) == (3, "hint")
    assert message in hint.message


OWN = [
    "rating: 5",
    "outcom:",
    "outcom: offer\noutcome: offer",
    "aliases: [a]",
    "x: {nested: map}",
    "x: [[a], [b]]",
    "x: &anchor 1",
    "a: 1\na: 2",
    "created: 2026-13-45",
    "salary: 1_000",
    "cssclasses: [wide]",
    "? [a, b]\n: c",
]


@pytest.mark.parametrize("head", OWN)
def test_a_property_of_ones_own_is_never_a_problem(head: str) -> None:
    assert facts_of(head)[1] == []


def test_hints_leave_the_exit_status_and_the_note_is_synced(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    vault = write_vault(tmp_path, {"Note.md": interview(outcom="offer")})
    for _ in range(2):
        assert run(vault, "sync").stderr.startswith("Note.md:5: hint: `outcom` is not read")
    assert len(tasks(read_file(vault, "Note.md"))) == 5
    run(vault, "check", status=1)


def test_all_problems_of_a_note_are_told_at_once() -> None:
    _, problems = facts_of("outcome: maybe\nround: 0\ndecision_by: soon\nsector: none")
    assert [problem.line for problem in problems] == [3, 4, 5, 6]


def test_own_names_are_tried_in_order() -> None:
    names = {"company": ("company", "org"), "date": ("when", "date")}
    settings = Settings(property_names=names)
    facts, problems = facts_of("company:\norg: '[[Globex]]'", settings=settings)
    assert problems == []
    assert facts.text("company") == "Globex"
    assert facts_of("company: A\norg: B", settings=settings)[0].text("company") == "A"
    _, [missing] = read_facts(read("---\na: b\n---\n"), "interview", "A.md", settings)
    assert missing.message == "`when` is missing; add `when: 2026-11-24`"


def test_values_by_name() -> None:
    facts, _ = facts_of("rating: 5\nremote: true\nteam: [a, b]\nseen: 2026-11-20\nnote: 1.10")
    assert {name: facts.values[name] for name in ("rating", "remote", "seen", "note")} == {
        "rating": 5, "remote": True, "seen": "2026-11-20", "note": "1.10",
    }  # fmt: skip
    assert [mention.name for mention in facts.mentions("team")] == ["a", "b"]
    assert [mention.name for mention in facts.mentions("rating")] == ["5"]
    assert facts.mentions("nothing") == ()
    assert (facts.text("team"), facts.text("nothing")) == ("", "")
    assert facts.title == title_of("Folder/Acme 1.md") == "Acme 1"


def test_the_entries_of_a_property_of_ones_own_are_found_in_any_case() -> None:
    facts, _ = facts_of("Team: [Ann]\nTEAM: [Bo]")
    named = {name: facts.mentions(name)[0].name for name in ("Team", "TEAM", "team")}
    assert named == {"Team": "Ann", "TEAM": "Bo", "team": "Ann"}
