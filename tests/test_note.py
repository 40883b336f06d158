"""What a note is, and what is told of one that can't be used: through a whole sync."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from mdfollow.config.settings import KindRule, Settings, default_kinds
from mdfollow.limits import LARGEST
from mdfollow.note import may_hold_more, read_head, read_note
from tests.agendas import read
from tests.vaults import interview, tasks, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

OWN = Settings(
    kinds=default_kinds()
    | {
        "interview": KindRule(("interview", "[[Job Interviews]]"), ("job/talk",), "Talks"),
        "contact": KindRule(("contact",), ("person",), "People"),
    },
    property_names={"type": ("type", "categories"), "tags": ("tags", "labels")},
)


def kind(head: str, path: str = "Note.md", settings: Settings | None = None) -> str | None:
    """Return the kind a note is read as; None for a note that is not ours."""
    text = f"---\n{head}\n---\n" if head else "Words.\n"
    note = read_note(path, text.encode(), settings or Settings())
    return note.kind if note else None


KINDS = [
    ("type: interview", "interview"),
    ("type: Interview", "interview"),
    ('type: "[[interview]]"', "interview"),
    ("type: [meeting, interview]", "interview"),
    ("TYPE: contact", "contact"),
    ("type:\n  - application", "application"),
    ("tags: [interview]", "interview"),
    ("tags: interview", "interview"),
    ("tags: work, interview", "interview"),
    ('tags: ["#interview"]', "interview"),
    ("tags: [interview/first]", "interview"),
    ("tag: contact", "contact"),
    ("tags: [interviews]", None),
    ("tags: [first/interview]", None),
    ("type: contact\ntags: [interview]", "contact"),
    ("type: meeting\ntags: [interview]", "interview"),
    ("type: meeting", None),
    ("type:", None),
    ("kind: interview", None),
    ("title: an interview", None),
    ("", None),
]


@pytest.mark.parametrize(("head", "expected"), KINDS)
def test_recognition(head: str, expected: str | None) -> None:
    assert kind(head) == expected


OWN_KINDS = [
    ('categories: ["[[Job Interviews]]"]', "A.md", "interview"),
    ('type: "[[Notes/Job Interviews|talk]]"', "A.md", "interview"),
    ("type: job interviews", "A.md", "interview"),
    ("labels: [job/talk]", "A.md", "interview"),
    ("labels: [job]", "A.md", None),
    ("", "Talks/A.md", "interview"),
    ("", "Talks/2026/A.md", "interview"),
    ("", "Talks.md", None),
    ("", "Talks and more/A.md", None),
    ("type: contact", "Talks/A.md", "contact"),
    ("labels: [person]", "Talks/A.md", "contact"),
    ("type: application", "People/A.md", "application"),
]


@pytest.mark.parametrize(("head", "path", "expected"), OWN_KINDS)
def test_recognition_is_the_users_to_choose(head: str, path: str, expected: str | None) -> None:
    """Type before tag before folder."""
    assert kind(head, path, OWN) == expected


BAD = [
    # front matter, line, message
    (
        "type: interview\ndate: 2026-13-45",
        3,
        "`date`: `2026-13-45` is not a date; there is no such",
    ),
    ("type: interview\ndate: 2026-02-30", 3, "there is no such day"),
    ("type: interview\ndate: 0000-01-01", 3, "year must be from 1900"),
    ("type: interview\ndate: 2026-3-4", 3, "did you mean `2026-03-04`?"),
    ("type: interview\ndate: 04/03/2026", 3, "write it as 2026-11-24"),
    ("type: interview\ndate: 24:61", 3, "is not a date"),
    ("type: interview\ndate: {{date}}", 3, "a nested map `{{date}}` can't be used"),
    ("type: interview\ndate: [2026-11-24, 2026-11-25]", 3, "`date` holds 2 values"),
    ("type: interview\ndate:", 3, "`date` is missing; add `date: 2026-11-24`"),
    ("type: interview\ncompany: Acme", 1, "`date` is missing"),
    ("type: interview\ndate: 2026-11-24\ndate: 2026-11-25", 4, "`date` is given twice"),
    ("type: interview\ndate: 2026-11-24\noutcome: maybe", 4, "`maybe` is not known; write one of"),
    ("type: interview\ndate: 2026-11-24\noutcome: rejectd", 4, "did you mean `rejected`?"),
    ("type: interview\ndate: 2026-11-24\nround: first", 4, "write a number from 1 to 99"),
    ("type: interview\ndate: 2026-11-24\nround: " + "9" * 5000, 4, "write a number from 1"),
    ("type: interview\ndate: 2026-11-24\nsector: goverment", 4, "did you mean `government`?"),
    ("type: interview\ndate: 2026-11-24\nfollow_up_via: 2026-12-01", 4, "under `decision_by`"),
    ("type: interview\ndate: 2026-11-24\nmdfollow: no", 4, "neither true nor false"),
    ("type: interview\ndate: 2026-11-24\ncompany: {{name}}", 4, "a nested map"),
    ("type: interview\ndate: 2026-11-24\ncompany: @acme", 4, "can't begin with `@`"),
    ("type: interview\ndate: 2026-11-24\ncompany: *star", 4, "a YAML alias"),
    ("type: interview\ndate: 2026-11-24\ncompany: Smith: Sons", 4, "a colon and a blank"),
    ("type: interview\ndate: 2026-11-24\ncompany: #1 Corp", 4, "a comment"),
    ('type: interview\ndate: 2026-11-24\ncompany: "open', 4, "a quote is opened here"),
    ("type: interview\ndate: 2026-11-24\ninterviewers: [Jane", 4, "a `[` is opened here"),
    ("type: interview\ndate: 2026-11-24\n\tcompany: a", 4, "tab"),
    ("type: interview\ndate: 2026-11-24\n<<<<<<< HEAD\na: 1\n=======", 4, "git conflict markers"),
    ("type: interview\ndate: !!python/object:os.system 1", 3, "a YAML tag"),
    ("type: interview\nb: &b [x, x]\nc: &c [*b, *b]\ndate: [*c, *c]", 5, "a YAML alias"),
    ("type: interview\na: " + "[" * 25000 + "]" * 25000, 3, ""),
    ("type: interview\na:\n" + "  - b\n" * 30000, 1, "longer than 64 KiB"),
    ("type: contact\nresume_sent: soon", 3, "`resume_sent`: `soon` is not a date"),
    ("type: application\noutcome: no", 3, "`no` is not known"),
    ("type: interview\ndate: 2026-11-24\nx: a\0b", 4, ""),
    ("type: interview\ndate: 2026-11-24\nx: a\x1bb", 4, ""),
    ("tags: [interview]\ndate: [a", 3, "a `[` is opened here"),
]


@pytest.mark.parametrize(("head", "line", "message"), BAD, ids=lambda value: str(value)[-40:])
def test_bad_input_is_told_with_its_line_and_left_alone(
    head: str, line: int, message: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    bad = f"---\n{head}\n---\nWords.\n"
    vault = write_vault(tmp_path, {"Bad.md": bad, "Good.md": interview()})
    begun = time.monotonic()
    for _ in range(2):
        told = run(vault, "sync", status=1).stderr
        assert told.startswith(f"Bad.md:{line}: ")
        assert message in told
        assert told.isprintable() or told.count("\n") == len(told.splitlines())
    assert time.monotonic() - begun < 5
    assert read(vault, "Bad.md") == bad
    assert len(tasks(read(vault, "Good.md"))) == 5


RAW = [
    (b"---\ntype: interview\ndate: 2026-11-24\n---\n\xff\xfe words\n", 5, "0xff is not UTF-8"),
    (b"---\ntype: interview\ncompany: Caf\xe9\ndate: 2026-11-24\n---\n", 3, "0xe9 is not UTF-8"),
    ("---\ntype: interview\n---\n".encode("utf-16"), 1, "is not UTF-8"),
    (b"---\ntype: interview\ndate: 2026-11-24\n---\n" + b"x" * LARGEST, 1, "larger than 2 MiB"),
    (b"---\ntype: interview\ndate: 2026-11-24\n", 1, "not closed"),
]


@pytest.mark.parametrize(("data", "line", "message"), RAW, ids=lambda value: str(value)[:30])
def test_bad_bytes_are_told_and_left_alone(
    data: bytes, line: int, message: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    vault = write_vault(tmp_path, {"Bad.md": data, "Good.md": interview()})
    for _ in range(2):
        told = run(vault, "sync", status=1).stderr
        assert told.startswith(f"Bad.md:{line}: ")
        assert message in told
    assert (vault / "Bad.md").read_bytes() == data
    assert len(tasks(read(vault, "Good.md"))) == 5


NOT_OURS = [
    "date: {{date}}",
    "a: [b",
    "title: an interview: the sequel",
    "title: interview",
    "tags: [{{tag}}",
    "type: {{type}}",
    "type: meeting\ndate: 2026-13-45",
    "a: 1\na: 2",
    "company: Acme\noutcome: maybe",
    "a: b: c\n\ninterview: d",
    "a: |\n  type: interviewer\nb: [",
]


@pytest.mark.parametrize("head", NOT_OURS)
def test_an_ordinary_note_is_not_ours(
    head: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    text = f"---\n{head}\n---\nWords. #interview\n"
    vault = write_vault(tmp_path, {"Ordinary.md": text, "Latin.md": b"---\na: \xe9\n---\n\xff"})
    assert run(vault, "sync").stderr == ""
    assert run(vault, "check").stdout.startswith("No problems.\n")
    assert read(vault, "Ordinary.md") == text


LARGE = {
    "20,000 list items": "- item\n" * 20_000,
    "20,000 tasks": "".join(f"- [ ] task {at} 📅 2026-11-26\n" for at in range(20_000)),
    "deep lists": "".join("  " * at + "- a\n" for at in range(400)),
    "deep quotes": ">" * 5_000 + " a\n",
    "open brackets": "[" * 50_000 + "\n",
    "a wide table": "|" * 3_000 + "\n" + "|-" * 3_000 + "|\n",
    "nearly the largest": "words and more words\n" * 95_000,
    "an open comment": "<!-- never closed\n" * 1_000,
    "markers": "<!-- mdfollow:begin -->\n" * 5_000,
    "one long line": "x" * 1_000_000,
}


REFUSED = {"deep lists", "deep quotes", "an open comment", "markers"}


@pytest.mark.parametrize("name", LARGE)
def test_a_large_note_takes_no_more_than_a_moment(
    name: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    vault = write_vault(tmp_path, {"Note.md": interview(f"{LARGE[name]}")})
    begun = time.monotonic()
    run(vault, "sync", status=1 if name in REFUSED else 0)
    assert time.monotonic() - begun < 20
    assert LARGE[name] in read(vault, "Note.md")


@pytest.mark.parametrize("body", ["Words.\n\n<!-- open\n", "```\ncode\n", "~~~", "<pre>\n\na"])
def test_a_note_that_ends_in_an_open_block_is_told(
    body: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    vault = write_vault(tmp_path, {"Note.md": interview(body)})
    for _ in range(2):
        told = run(vault, "sync", status=1).stderr
        assert "the note ends inside a comment or code block that is not closed" in told
    assert read(vault, "Note.md") == interview(body)
    write_vault(vault, {"Note.md": interview(f"<!-- mdfollow -->\n\n{body}")})
    run(vault, "sync")
    assert len(tasks(read(vault, "Note.md"))) == 5


def test_what_is_read_of_a_note() -> None:
    body = "- [ ] own 📅 2026-11-26\n\n```\n- [ ] none\n```\n"
    note = read_note("Talks/Acme 1.md", interview(body, round=2).encode(), Settings())
    assert note
    assert (note.title, note.kind, note.body) == ("Acme 1", "interview", 6)
    assert note.facts
    assert note.facts.values == {
        "company": "Acme",
        "date": "2026-11-24",
        "round": 2,
        "type": "interview",
    }
    assert [(item.at, item.task.text) for item in note.items] == [(6, "own")]
    assert note.is_sound
    assert note.region_items == []


def test_an_ordinary_note_that_is_nearly_an_interview_gives_a_hint() -> None:
    text = "---\ntype: intervew\ndate: 2026-11-24\n---\n<!-- mdfollow:begin -->\n"
    note = read_note("a.md", text.encode(), Settings())
    assert note is not None
    told = [(p.path, p.line, p.severity) for p in note.problems]
    assert told == [("a.md", 2, "hint")]
    assert read_note("a.md", b"---\nkind: intervew\n---\n", Settings()) is None


DEEP = [
    ">" * 45 + " words\n",
    "\n".join("  " * depth + "- item" for depth in range(25)) + "\n",
    "\n".join("\t" * (depth // 2) + "  " * (depth % 2) + "- item" for depth in range(25)) + "\n",
    "- " * 25 + "item\n",
]


@pytest.mark.parametrize("body", DEEP)
def test_too_deep_is_told_also_where_nothing_else_is_to_be_read(body: str) -> None:
    note = read_note("a.md", interview(body).encode(), Settings())
    assert note
    assert ["nested too deep" in problem.message for problem in note.problems] == [True]


@pytest.mark.parametrize("body", DEEP)
@pytest.mark.parametrize("kind", ["contact", "application"])
def test_too_deep_is_told_of_every_kind(tmp_path: Path, run: Run, kind: str, body: str) -> None:
    note = f"---\ntype: {kind}\ncompany: Acme\napplied: 2026-11-20\n---\n{body}"
    write_vault(tmp_path, {"a.md": note})
    assert "nested too deep" in run(tmp_path, "sync", status=1).stderr


@pytest.mark.parametrize(
    ("body", "more"),
    [
        ("", False),
        ("- [ ] words\n", False),
        ("Sent by 📅.\n", False),
        ("# Words [link](https://example.org)\n", False),
        ("- [ ] words 📅 2026-11-26\n", True),
        ("- [ ] words [due:: 2026-11-26]\n", True),
        ("<!-- mdfollow -->\n", True),
        ("- [ ] words ^mdf-references\n", True),
        ("- [ ] words ^MDF-References\n", True),
        ("<<<<<<< ours\n", True),
        ("words\r" + "> " * 12, True),
        ("words\r\n" + "> " * 12, True),
        ("words\n" + " \t" * 5 + "words\n", True),
        ("words\n" + " " * 19 + "words\n", False),
    ],
)
def test_whether_a_body_may_hold_more_than_words(body: str, more: bool) -> None:
    note = read_head("a.md", interview(body).encode(), Settings())
    assert note
    assert may_hold_more(note) is more
