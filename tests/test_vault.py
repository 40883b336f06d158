from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdfollow.config.settings import Settings
from mdfollow.note import read_note
from mdfollow.vault import Vault
from tests.vaults import interview

if TYPE_CHECKING:
    from mdfollow.reading.facts import Facts

KIM = "---\ntype: contact\nphone: 555-0142\nemail: kim@navy.mil\naliases: [Kimmy]\n---\n"


def application(**properties: object) -> str:
    """Return an application note."""
    return interview(**{"type": "application", "date": None, **properties})


def vault_of(notes: dict[str, str]) -> tuple[Vault, dict[str, Facts]]:
    """Join notes; gives their facts by title."""
    read = [read_note(f"{title}.md", text.encode(), Settings()) for title, text in notes.items()]
    facts = [note.facts for note in read if note and note.facts]
    return Vault(facts, Settings()), {one.title: one for one in facts}


OPPORTUNITIES = [
    (["Acme;Analyst", "Acme;Analyst"], 1),
    (["Acme;Analyst", "acme;ANALYST"], 1),
    (["Acme;Analyst", "  Acme ; data  "], 2),
    (["Acme;Data  Engineer", "Acme;data engineer"], 1),
    (['"[[Acme]]";Analyst', 'Acme;"[[Analyst]]"'], 1),
    (['"[[Companies/Acme|A]]";x', "Acme;x"], 1),
    (["Acme;Analyst", "Acme;"], 1),
    (["Acme;Analyst", "Acme;Engineer", "Acme;"], 3),
    (["Acme;", "Acme;"], 1),
    (["Acme;Analyst", "Globex;Analyst"], 2),
    (["Acme;Analyst", "Globex;"], 2),
]


@pytest.mark.parametrize(("named", "count"), OPPORTUNITIES)
def test_opportunities(named: list[str], count: int) -> None:
    """The same company and role: case, spaces and brackets aside; a missing role matches one."""
    notes = {}
    for at, one in enumerate(named):
        company, _, role = one.partition(";")
        make = application if at % 2 else interview
        notes[str(at)] = make(company=company, role=role or None)
    vault, facts = vault_of(notes)
    assert len(vault.opportunities) == count
    same = vault.opportunity(facts["0"]) is vault.opportunity(facts["1"])
    assert same == (count == 1)


def test_a_company_is_the_notes_title_where_it_names_none() -> None:
    vault, facts = vault_of({"Acme": interview(company=None), "B": application(company="acme")})
    assert len(vault.opportunities) == 1
    assert vault.values(facts["Acme"])["company"] == "Acme"


@pytest.mark.parametrize(
    ("outcomes", "is_open"),
    [
        (["pending"], True),
        (["advanced"], True),
        (["offer"], False),
        (["rejected"], False),
        (["closed"], False),
        (["withdrawn"], False),
        (["rejected", "pending"], True),
        (["advanced", "rejected"], False),
    ],
)
def test_an_opportunity_is_open_while_its_latest_note_is(
    outcomes: list[str], is_open: bool
) -> None:
    notes = {
        str(at): interview(date=f"2026-11-{24 + at}", outcome=outcome)
        for at, outcome in enumerate(outcomes)
    }
    vault, _ = vault_of(notes)
    assert [one.is_open for one in vault.opportunities] == [is_open]


FIRST, SECOND = interview(company="Acme"), interview(company="acme", round=2, date="2026-12-02")


def test_a_pending_interview_with_a_later_one_counts_as_advanced() -> None:
    vault, facts = vault_of({"1": FIRST, "2": SECOND, "3": interview(date="2026-12-09")})
    values = vault.values(facts["1"])
    assert (values["outcome"], values["next_interview"]) == ("advanced", "2026-12-02")
    assert vault.values(facts["3"])["outcome"] == "pending"
    assert "next_interview" not in vault.values(facts["3"])


@pytest.mark.parametrize(
    ("properties", "outcome", "day"),
    [
        ({"next_interview": "2026-12-03"}, "advanced", "2026-12-03"),
        ({"outcome": "rejected"}, "rejected", None),
        ({"outcome": "pending"}, "advanced", "2026-12-02"),
    ],
)
def test_unless_the_note_says_otherwise(
    properties: dict[str, object], outcome: str, day: str | None
) -> None:
    vault, facts = vault_of({"1": interview(**properties), "2": SECOND})
    values = vault.values(facts["1"])
    assert (values["outcome"], values.get("next_interview")) == (outcome, day)


def test_an_application_is_no_later_interview() -> None:
    vault, facts = vault_of({"1": FIRST, "2": application(company="Acme", applied="2026-12-30")})
    assert vault.values(facts["1"])["outcome"] == "pending"


SECTORS = [
    ({}, "company"),
    ({"posting": "https://www.usajobs.gov/job/1"}, "government"),
    ({"posting": "https://jobs.army.mil/1"}, "government"),
    ({"posting": "https://gov.example/1"}, "company"),
    ({"interviewers": "Jane <jane@state.ca.gov>"}, "government"),
    ({"interviewers": '"[[Kim]]"'}, "government"),
    ({"interviewers": "Jane <jane@acme.example>"}, "company"),
    ({"interviewers": "Jane <jane@navy.mil>", "sector": "nonprofit"}, "nonprofit"),
]


@pytest.mark.parametrize(("properties", "sector"), SECTORS)
def test_sector(properties: dict[str, object], sector: str) -> None:
    vault, facts = vault_of({"1": interview(**properties), "Kim": KIM})
    assert vault.values(facts["1"])["sector"] == sector


WITH = [
    ({"interviewers": "[Jane, Sam]"}, "Jane"),
    ({"interviewers": '[Jane, "[[Kim]]"]'}, "Kim"),
    ({"interviewers": '[Jane, "[[kimmy]]"]'}, "Kimmy"),
    ({"interviewers": '[Jane, "[[Kim]]"]', "follow_up_with": "Sam"}, "Sam"),
    ({"interviewers": '["[[Nobody]]"]'}, "Nobody"),
    ({"interviewers": "[Jane, Kim]"}, "Jane"),
    ({}, None),
]


@pytest.mark.parametrize(("properties", "name"), WITH)
def test_whom_to_follow_up_with(properties: dict[str, object], name: str | None) -> None:
    """As the note says, else the first interviewer with a phone number, else the first."""
    vault, facts = vault_of({"1": interview(**properties), "Kim": KIM})
    found = vault.values(facts["1"]).get("follow_up_with")
    assert (found and str(found)) == name


def test_a_link_to_a_note_that_does_not_exist_is_just_a_name() -> None:
    vault, facts = vault_of({"1": interview(references='["[[People/Dana Cruz]]"]')})
    [mention] = facts["1"].mentions("references")
    person = vault.item(facts["1"], "references", mention)
    assert person["name"] == "Dana Cruz"
    assert (person["email"], person["phone"], person["resume_sent"]) == ("", "", "")


@pytest.mark.parametrize(
    ("other", "is_earlier"),
    [
        (interview(date="2026-11-10", references="[dana  cruz]"), True),
        (interview(date="2026-11-10", references="[Lee]"), False),
        (interview(date="2026-11-10", network="[Dana Cruz]"), False),
        (interview(date="2026-12-10", references="[Dana Cruz]"), False),
        (interview(company="Globex", date="2026-11-10", references="[Dana Cruz]"), False),
    ],
)
def test_earlier_interviews_of_the_same_opportunity(other: str, is_earlier: bool) -> None:
    vault, facts = vault_of({"1": interview(references="[Dana Cruz]"), "0": other})
    [mention] = facts["1"].mentions("references")
    assert vault.item(facts["1"], "references", mention)["earlier"] is is_earlier
