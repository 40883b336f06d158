from __future__ import annotations

import unicodedata

import pytest

from mdfollow.people import People, first_name
from mdfollow.reading.facts import Facts
from mdfollow.reading.mentions import read_mention


def contact(path: str, *aliases: str, **values: str) -> Facts:
    named = tuple(read_mention(alias) for alias in aliases)
    return Facts(path, "contact", {"aliases": named, **values})


def apart(text: str) -> str:
    """As macOS stores it: letters and accents one by one."""
    return unicodedata.normalize("NFD", text)


PEOPLE = People(
    [
        contact("Archive/Old/Sam Lee.md"),
        contact("People/Sam Lee.md", "Sammy", email="sam@acme.example", phone="555"),
        contact("Zoo/Sam Lee.md"),
        contact("Deep/er/Al Fox.md", "Sam Lee", "Foxy"),
        contact("Al.md", "FOXY", "Dr. No"),
        contact("People/Jane Doe.md", organization="Acme", resume_sent="2026-11-01"),
        contact(apart("People/José.md"), apart("Pépé")),
    ]
)


def found(text: str) -> str:
    contact = PEOPLE.find(read_mention(text))
    return unicodedata.normalize("NFC", contact.path) if contact else ""


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("[[Jane Doe]]", "People/Jane Doe.md"),
        ("[[jane doe]]", "People/Jane Doe.md"),
        ("[[People/JANE DOE|she]]", "People/Jane Doe.md"),
        ("[[/People/Jane Doe]]", "People/Jane Doe.md"),
        ("[x](../People/Jane%20Doe.md)", "People/Jane Doe.md"),
        ("[x](../../People/Jane%20Doe.md)", "People/Jane Doe.md"),
        ("[x](./Jane%20Doe.md)", "People/Jane Doe.md"),
        ("[[Sam Lee]]", "People/Sam Lee.md"),  # the shortest path, then by name; no alias
        ("[[Zoo/Sam Lee]]", "Zoo/Sam Lee.md"),
        ("[[Old/Sam Lee]]", "Archive/Old/Sam Lee.md"),
        ("[[er/Al Fox]]", "Deep/er/Al Fox.md"),
        ("[[r/Al Fox]]", ""),
        ("[[Elsewhere/Sam Lee]]", ""),
        ("[[Al]]", "Al.md"),
        ("[[sammy]]", "People/Sam Lee.md"),
        ("[[Foxy]]", "Al.md"),
        ("[[Dr. No]]", "Al.md"),
        ("[[José]]", "People/José.md"),
        ("[[pépé]]", "People/José.md"),
        ("[[Nobody]]", ""),
        ("Jane Doe", ""),
        ("Jane Doe <jane@acme.example>", ""),
    ],
)
def test_find(text: str, path: str) -> None:
    assert found(text) == path


def test_a_person_is_made_of_note_and_contact() -> None:
    person = PEOPLE.person(read_mention("[[Sam Lee]]"))
    assert str(person) == "Sam Lee"
    assert person == {
        "name": "Sam Lee", "first_name": "Sam", "email": "sam@acme.example", "phone": "555",
        "organization": "", "resume_sent": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "email"),
    [
        ("[[People/Sam Lee|Samuel]]", "Samuel", "sam@acme.example"),
        ("[[sam lee]] <s@home.example>", "Sam Lee", "s@home.example"),
        ("[[sammy]]", "Sammy", "sam@acme.example"),
        ("[[Nobody]]", "Nobody", ""),
        ("Pat Roe <pat@x.example>", "Pat Roe", "pat@x.example"),
    ],
)
def test_what_a_person_is_called(text: str, name: str, email: str) -> None:
    person = PEOPLE.person(read_mention(text))
    assert (person["name"], person["email"]) == (name, email)


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("[[Sam Lee]]", "[[People/sam lee|S]]", True),
        ("[[Sam Lee]]", "[[Sammy]]", True),
        ("[[Sam Lee]]", "[[Zoo/Sam Lee]]", False),
        ("Jane  Doe", "jane doe <j@x.example>", True),
        ("José", apart("JOSÉ"), True),
        ("Jane Doe", "Jane Roe", False),
    ],
)
def test_identity(one: str, other: str, *, equal: bool) -> None:
    identities = {PEOPLE.identity(read_mention(text)) for text in (one, other)}
    assert (len(identities) == 1) is equal


def test_the_order_of_the_notes_decides_nothing() -> None:
    notes = [contact("B/Sam.md", "X"), contact("A/Sam.md", "X"), contact("C/D/Sam.md", "X")]
    for order in (notes, notes[::-1]):
        people = People(order)
        for link in ("[[Sam]]", "[[X]]"):
            nearest = people.find(read_mention(link))
            assert nearest
            assert nearest.path == "A/Sam.md"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Jane Doe", "Jane"),
        ("Jane", "Jane"),
        ("Doe, Jane", "Jane"),
        ("van Dyke, Dick", "Dick"),
        ("DOE, JANE M.", "JANE"),
        ("Doe,", "Doe"),
        ("Dr. Jane Doe", "Dr. Doe"),
        ("Doe, Dr. Jane", "Dr. Doe"),
        ("Prof Jane M. Doe", "Prof Doe"),
        ("Jane Doe, PhD", "Jane"),
        ("Jane Doe, Ph.D.", "Jane"),
        ("Jane Doe, M.D., Ph.D.", "Jane"),
        ("Dr. Jane Doe, MD", "Dr. Doe"),
        ("Martin King, Jr.", "Martin"),
        ("Dr.", "Dr."),
        ("李小龙", "李小龙"),
        ("O'Brien", "O'Brien"),
        ("", ""),
        (",", ","),
        ("  ", "  "),
    ],
)
def test_first_name(name: str, first: str) -> None:
    assert first_name(name) == first
