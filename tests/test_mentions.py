from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from mdfollow.lines.record import short_hash
from mdfollow.reading.mentions import (
    Mention,
    link_name,
    link_target,
    name_items,
    read_mention,
    slug,
)

JANE = Mention("Jane Doe", "jane@acme.example")


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe <jane@acme.example>", "Jane Doe (jane@acme.example)",
        "Jane Doe jane@acme.example", "Jane Doe, jane@acme.example",
        "Jane Doe: jane@acme.example", "Jane Doe – jane@acme.example",
        '"Jane Doe" <jane@acme.example>', "'Jane Doe' <jane@acme.example>",
        "jane@acme.example Jane Doe", "<jane@acme.example> Jane Doe",
        "Jane Doe <mailto:jane@acme.example>", "[Jane Doe](mailto:jane@acme.example)",
        "[Jane Doe](<mailto:jane@acme.example>)", "[Jane Doe](mailto:jane@acme.example?subject=Hi)",
        "  Jane \t Doe   <jane@acme.example> ", "Jane Doe [jane@acme.example]",
    ],
)  # fmt: skip
def test_every_spelling_of_a_name_with_an_address(text: str) -> None:
    assert read_mention(text) == JANE


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Jane Doe", Mention("Jane Doe")),
        ("  Jane\n Doe ", Mention("Jane Doe")),
        ("Doe, Jane <j@x.example>", Mention("Doe, Jane", "j@x.example")),
        ("Dr. Jane Doe (Acme) <j@x.example>", Mention("Dr. Jane Doe (Acme)", "j@x.example")),
        ("Pat O'Brien <pat.o'brien@x.example>", Mention("Pat O'Brien", "pat.o'brien@x.example")),
        ("j@x.example", Mention("j@x.example", "j@x.example")),
        ("<j@x.example>", Mention("j@x.example", "j@x.example")),
        ("'j@x.example'", Mention("j@x.example", "j@x.example")),
        ("j+work@mail.x.example.", Mention("j+work@mail.x.example", "j+work@mail.x.example")),
        ("j@x.example, k@y.example", Mention("j@x.example", "j@x.example")),
        ("Jane @ Acme", Mention("Jane @ Acme")),
        ("jane@localhost", Mention("jane@localhost")),
        ("[[Sam Lee]]", Mention("Sam Lee", "", "Sam Lee")),
        ("[[Sam Lee.md]]", Mention("Sam Lee", "", "Sam Lee")),
        ("[[People/Sam Lee|Sam]]", Mention("Sam Lee", "", "People/Sam Lee", "Sam")),
        ("[[Sam Lee#Notes|Sam]]", Mention("Sam Lee", "", "Sam Lee", "Sam")),
        ("[[Sam Lee#^block]]", Mention("Sam Lee", "", "Sam Lee")),
        ("![[Sam Lee]]", Mention("Sam Lee", "", "Sam Lee")),
        ("[[Sam Lee]] <s@x.example>", Mention("Sam Lee", "s@x.example", "Sam Lee")),
        ("[[ Sam  Lee ]]", Mention("Sam Lee", "", "Sam Lee")),
        ("[Sam](People/Sam%20Lee.md)", Mention("Sam Lee", "", "People/Sam Lee", "Sam")),
        ("[Sam](<People/Sam Lee.md>)", Mention("Sam Lee", "", "People/Sam Lee", "Sam")),
        ("[Sam](Sam%20(Acme).md)", Mention("Sam (Acme)", "", "Sam (Acme)", "Sam")),
        ("[Sam](<Sam (Acme).md>)", Mention("Sam (Acme)", "", "Sam (Acme)", "Sam")),
        ("[Sam](Sam%20Lee.md#Notes)", Mention("Sam Lee", "", "Sam Lee", "Sam")),
        ("[](Sam%20Lee.md)", Mention("Sam Lee", "", "Sam Lee")),
        ("[Sam](%E2%82)", Mention("\ufffd", "", "\ufffd", "Sam")),
        ("[[]]", Mention("[[]]")),
        ("[[Sam", Mention("[[Sam")),
        ("[Sam] (no link)", Mention("[Sam] (no link)")),
        ("", Mention("")),
    ],
)
def test_read(text: str, mention: Mention) -> None:
    assert read_mention(text) == mention


def test_the_line_is_kept() -> None:
    assert {read_mention(t, 7).line for t in ("Jane", "[[Sam]]", "J <j@x.example>")} == {7}


@pytest.mark.parametrize(
    ("text", "target", "name"),
    [
        ("[[Job Interviews]]", "Job Interviews", "Job Interviews"),
        ("[[Types/Job Interviews.md|jobs]]", "Types/Job Interviews", "Job Interviews"),
        ("[a](Types/Job%20Interviews.md)", "Types/Job Interviews", "Job Interviews"),
        ("and/or", "and/or", "and/or"),
        ("Acme  Inc.", "Acme Inc.", "Acme Inc."),
        ("Notes.md", "Notes.md", "Notes.md"),
        (" [[Acme]]\n", "Acme", "Acme"),
        ("![[Acme#About]]", "Acme", "Acme"),
        ("[a](<Companies/Acme (US).md>)", "Companies/Acme (US)", "Acme (US)"),
        *[
            (text, text, text)
            for text in (
                "Acme (via [[Recruiter]])",
                "[[Acme]] Federal",
                "[[Acme]], [[Globex]]",
                "[[Acme]][[Globex]]",
                "Acme [site](https://acme.example)",
                "[Acme](Acme.md) [Globex](Globex.md)",
            )
        ],
        ("Acme\n (via  [[Recruiter]])", "Acme (via [[Recruiter]])", "Acme (via [[Recruiter]])"),
    ],
)
def test_the_target_of_a_link(text: str, target: str, name: str) -> None:
    assert (link_target(text), link_name(text)) == (target, name)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 60_000, "[[" * 30_000, "[](" * 20_000, "a@" * 30_000, "[x](mailto:" + "a" * 60_000,
        "[[a|" * 15_000, "[[a#" * 15_000, "(" * 60_000, "[a](" + "(" * 60_000, "a@b." * 15_000,
        "[x](" + "(a)" * 20_000, ".'" * 30_000, "[x](<" * 12_000,
    ],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_a_hostile_value_takes_no_time(text: str) -> None:
    start = time.perf_counter()
    read_mention(text)
    link_name(text)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # Fixed for ever: tasks are known by these.
        ("Jane Doe", "jane-doe"),
        ("  JANE   doe ", "jane-doe"),
        ("SQL", "sql"),
        ("Python 3", "python-3"),
        ("C", "c"),
        ("C++", "c-cedb1bac"),
        ("C#", "c-951a4d36"),
        ("C/C++/C#", "c-c-c-e68ccf14"),
        ("O'Brien", "o-brien-65b87174"),
        ("José", "jose-d994e1d0"),
        ("李小龙", "535320da"),
        ("jane-doe", "jane-doe-2751e2c0"),
        ("Jane_Doe", "jane-doe-a79b84d8"),
        ("+", "a318c242"),
        ("\u200b", "f4e48e66"),
        ("x" * 300, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-0d4e2ca9"),
        ("Jane Maria " * 30, "jane-maria-jane-maria-jane-maria-jane-ma-046846d1"),
        ("\ud800", "91a681b9"),
        ("", ""),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


same = st.text(max_size=60) | st.text("aeéöİßſ李🏁 -'.", max_size=50)


@given(same)
def test_a_slug_is_fit_for_a_block_id(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]*(?:-[a-z0-9]+)*", slug(name))
    assert len(slug(name)) <= 49
    assert bool(slug(name)) == bool(name.split())


@given(same)
def test_however_an_accent_is_stored_the_slug_is_the_same(name: str) -> None:
    assert slug(unicodedata.normalize("NFC", name)) == slug(unicodedata.normalize("NFD", name))
    assert slug(f" {name}\t") == slug(name)


@given(same, same)
def test_two_names_have_two_slugs(one: str, other: str) -> None:
    def plain(name: str) -> str:
        return " ".join(unicodedata.normalize("NFC", name).lower().split())

    assert (slug(one) == slug(other)) == (plain(one) == plain(other))


def keys(mentions: list[Mention], known: dict[str, str] | None = None) -> dict[str, str]:
    """The items by what tells the mentions apart."""
    return {mention.detail: item for item, _, mention in name_items(mentions, known or {})}


def jane(detail: str = "") -> Mention:
    return Mention("Jane Doe", detail)


A, B = f"jane-doe-{short_hash('a@x.example')}", f"jane-doe-{short_hash('b@x.example')}"
NO = f"jane-doe-{short_hash('')}"


@pytest.mark.parametrize(
    ("details", "known", "expected"),
    [
        ([""], {}, ["jane-doe"]),
        (["a@x.example"], {}, ["jane-doe"]),
        (["a@x.example", "b@x.example"], {}, [A, B]),
        (["", "a@x.example"], {}, [NO, A]),
        # who has a task keeps it
        (["a@x.example", "b@x.example"], {"jane-doe": "a"}, ["jane-doe", B]),
        (["b@x.example", "a@x.example"], {"jane-doe": "a"}, [B, "jane-doe"]),
        (["", "b@x.example"], {"jane-doe": ""}, ["jane-doe", B]),
        (["b@x.example"], {"jane-doe": "a", B: "b"}, [B]),
        (["b@x.example"], {A: "a", B: "b"}, [B]),
        # nobody gets the task of a namesake who was told apart
        (["b@x.example"], {A: "a"}, [B]),
        ([""], {A: "a"}, [NO]),
        # one name alone is the same person, whatever else is known by now
        (["a@x.example"], {"jane-doe": ""}, ["jane-doe"]),
        ([""], {"jane-doe": "a"}, ["jane-doe"]),
        (["b@x.example"], {"jane-doe": "a"}, ["jane-doe"]),
    ],
)
def test_equal_names(details: list[str], known: dict[str, str], expected: list[str]) -> None:
    hashes = {"": "", "a": short_hash("a@x.example"), "b": short_hash("b@x.example")}
    record = {item: hashes[who] for item, who in known.items()}
    assert list(keys([jane(detail) for detail in details], record).values()) == expected


def test_one_person_named_twice_has_one_task() -> None:
    mentions = [jane("a@x.example"), Mention("JANE  doe", "A@x.example"), Mention("Sam Lee")]
    assert [item for item, _, _ in name_items(mentions, {})] == ["jane-doe", "sam-lee"]


def test_accents_of_a_link_tell_nobody_apart() -> None:
    forms = [unicodedata.normalize(form, "People/José") for form in ("NFC", "NFD")]
    mentions = [Mention(target.rpartition("/")[2], target=target) for target in forms]
    assert len(name_items(mentions, {})) == 1


def test_the_hash_is_of_what_tells_apart() -> None:
    assert [who for _, who, _ in name_items([jane("A@x.example"), jane()], {})] == [
        short_hash("a@x.example"),
        "",
    ]


class Note(RuleBasedStateMachine):
    """People of one name come and go in a note, and the record says whose each task is.

    A task of a person who is gone goes too, unless it was touched.
    """

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, str] = {}
        self.before: dict[str, str] = {}

    @rule(
        details=st.permutations(["", "a@x.example", "b@x.example", "c@x.example"]),
        count=st.integers(0, 4),
        touched=st.booleans(),
    )
    def sync(self, details: list[str], count: int, *, touched: bool) -> None:
        mentions = [jane(detail) for detail in details[:count]]
        named = name_items(mentions, self.known)
        now = {mention.detail: item for item, _, mention in named}
        assert len(set(now.values())) == len(mentions)
        assert keys(mentions[::-1], self.known) == now
        for detail, item in self.before.items():
            assert now.get(detail, item) == item, "a person's key changed"
        if count > 1:
            for item, who, _ in named:
                assert self.known.get(item, who) == who, "a key was handed on"
        if not touched:
            self.known = {k: w for k, w in self.known.items() if k in now.values()}
        self.known |= {item: who for item, who, _ in named}
        assert keys(mentions, self.known) == now, "a second sync changes keys"
        self.before = now


TestNote = Note.TestCase
