"""The front matter of made-up notes, one function for each kind of note."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

_FIRST = ("Jane", "Sam", "Dana", "Kim", "Priya", "Lee", "Mateo", "Ruth", "Tomas", "Noor")
_LAST = ("Doe", "Lee", "Cruz", "Park", "Nair", "Wong", "Silva", "Okafor", "Novak", "Haddad")
_COMPANIES = ("Acme Federal", "Globex", "Initech", "Umbrella", "Wayne Health", "Hooli")
_ROLES = ("Data Engineer", "Data Analyst", "Platform Engineer", "Statistician")
_SKILLS = ("Tableau", "Window functions", "dbt", "Estimating", "Airflow", "Public speaking")
_SPAN, _AHEAD = 365, 5  # interviews lie from a year ago to five days ahead,
_STEP = 139  # this many days on from one to the next, round and round: no day is left out
_STILL_OPEN = 21  # days after which nearly every interview has an outcome
_ROUND_APART = 9  # days from a first interview to the second


def person(number: int) -> str:
    """Return the name of the contact whose note has that number: no two have the same."""
    return f"{_FIRST[number % 10]} {_LAST[number // 10 % 10]} {number}"


def interview(number: int, today: date, second: int = 0) -> str:
    """Return an interview's properties; as `second`, those of the next round after that number."""
    first = second or number
    rng, day = Random(number), _day_of(first, today)
    if second:
        day += timedelta(_ROUND_APART)
    sector = rng.choice(("company", "government"))
    near = number // 100 * 100 + 7
    skills = ", ".join(rng.sample(_SKILLS, 2))
    return (
        f"type: interview\ncompany: {_company(first)}\nrole: {_ROLES[first % 4]}\n"
        f"date: {day}\nround: {2 if second else 1}\nsector: {sector}\n"
        f"interviewers:\n  - {person(number)} <person{number}@example.org>\n"
        f'  - "[[{person(near)}]]"\n  - {person(number + 11)}\n'
        f'references: ["[[{person(near + 50)}]]"]\nnetwork: ["[[{person(near)}]]"]\n'
        f"skills: [{skills}]\ndecision_by: {day + timedelta(10)}\nfollow_up_via: phone\n"
        f'follow_up_with: "[[{person(near)}]]"\n'
        f"posting: https://jobs.example.org/postings/{number:06}\n{_outcome(rng, day, today)}"
    )


def contact(number: int, today: date) -> str:
    """Return a contact's properties."""
    sent = today - timedelta(Random(number).randrange(300))
    return (
        f"type: contact\norganization: {_company(number)}\nemail: contact{number}@example.org\n"
        f"phone: 555-{number % 10000:04}\nresume_sent: {sent}\n"
    )


def application(number: int, today: date) -> str:
    """Return an application's properties."""
    rng = Random(number)
    day = today - timedelta(rng.randrange(_SPAN))
    return (
        f"type: application\ncompany: {_company(number)}\nrole: {_ROLES[number % 4]}\n"
        f"applied: {day}\n{_outcome(rng, day, today)}"
    )


def ordinary(number: int, today: date) -> str:
    """Return the properties of a note that is none of the three kinds."""
    rng = Random(number)
    made = today - timedelta(rng.randrange(100, 1500))
    changed = made + timedelta(rng.randrange(100))
    first, second = rng.sample(("reading", "meeting", "idea", "project", "people", "home"), 2)
    return (
        f"tags:\n  - {first}\n  - {second}\naliases: [Note {number}]\n"
        f"created: {made}\nupdated: {changed}\n"
    )


def _company(number: int) -> str:
    return f"{_COMPANIES[number % len(_COMPANIES)]} {number}"


def _day_of(number: int, today: date) -> date:
    return today + timedelta(_AHEAD - number // 20 * _STEP % (_SPAN + _AHEAD + 1))


def _outcome(rng: Random, day: date, today: date) -> str:
    if (today - day).days <= _STILL_OPEN:
        return "outcome: pending\n"
    outcome = rng.choice(("rejected", "rejected", "closed", "advanced", "advanced", "pending"))
    if outcome in ("pending", "advanced"):
        return f"outcome: {outcome}\n"
    return f"outcome: {outcome}\noutcome_date: {day + timedelta(14)}\n"
