"""All notes together: people by link, opportunities, and each interview as the steps see it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.people import People, Person
from mdfollow.posting import is_government_email, read_posting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mdfollow.config.settings import Settings
    from mdfollow.reading.facts import Facts
    from mdfollow.reading.mentions import Mention

OPEN = ("pending", "advanced")


class Opportunity(NamedTuple):
    """The interviews and applications for one role at one company, by date."""

    company: str
    role: str
    notes: tuple[Facts, ...]

    @property
    def is_open(self) -> bool:
        """Whether its latest note is pending or advanced (contract, "opportunity")."""
        return outcome_of(self.notes[-1]) in OPEN

    @property
    def interviews(self) -> list[Facts]:
        """The interviews among its notes, by date and round."""
        return [facts for facts in self.notes if facts.kind == "interview"]


class Vault:
    """What the notes say together. Built anew whenever a note changed; asks no clock."""

    def __init__(self, notes: Iterable[Facts], settings: Settings) -> None:
        self.settings = settings
        self.facts = sorted(notes, key=lambda facts: facts.path)
        self.people = People(facts for facts in self.facts if facts.kind == "contact")
        self.opportunities = opportunities(self.facts)
        self._of = {
            f.path: opportunity for opportunity in self.opportunities for f in opportunity.notes
        }

    def values(self, interview: Facts) -> dict[str, object]:
        """Return the interview's properties as steps name them, defaults and joins included."""
        values: dict[str, object] = {
            name: [self.people.person(m) for m in value] if isinstance(value, tuple) else value
            for name, value in interview.values.items()
        }
        values |= {
            "title": interview.title,
            "company": company_of(interview),
            "round": round_of(interview),
            "sector": self._sector(interview),
            "outcome": outcome_of(interview),
            "follow_up_via": interview.text("follow_up_via") or "phone",
            "resume_updated": _iso(self.settings),
        }
        values |= self._posting(interview) | self._follow_up_with(interview)
        return values | self._next_interview(interview)

    def item(self, interview: Facts, name: str, mention: Mention) -> Person:
        """Return one entry of a list property as steps see it, `earlier` interviews included."""
        return self.item_of(interview)(name, mention)

    def opportunity(self, facts: Facts) -> Opportunity:
        """Return the opportunity an interview or application belongs to."""
        return self._of[facts.path]

    def _next_interview(self, interview: Facts) -> dict[str, object]:
        """A pending interview with a later one counts as advanced, and that one as its next."""
        interviews = self.opportunity(interview).interviews
        later = [facts for facts in interviews if _when(facts) > _when(interview)]
        if not later or outcome_of(interview) != "pending":
            return {}
        return {
            "outcome": "advanced",
            "next_interview": interview.text("next_interview") or later[0].text("date"),
        }

    def _sector(self, interview: Facts) -> str:
        people = map(self.people.person, interview.mentions("interviewers"))
        government = read_posting(_posting_text(interview)).is_government or any(
            is_government_email(str(person["email"])) for person in people
        )
        return interview.text("sector") or ("government" if government else "company")

    def _posting(self, interview: Facts) -> dict[str, object]:
        posting = read_posting(_posting_text(interview))
        known = {"posting_url": posting.url, "posting_site": posting.site}
        return {name: value for name, value in known.items() if value}

    def _follow_up_with(self, interview: Facts) -> dict[str, object]:
        """As the note says, else the first interviewer with a phone number, else the first."""
        named = interview.mentions("follow_up_with") or interview.mentions("interviewers")
        people: Sequence[Person] = list(map(self.people.person, named))
        with_phone = [person for person in people if person["phone"]]
        chosen = [*with_phone, *people][:1]
        return {"follow_up_with": chosen[0]} if chosen else {}

    def item_of(self, interview: Facts) -> Callable[[str, Mention], Person]:
        """Return `item` for one interview; each entry is worked out once."""
        interviews = self.opportunity(interview).interviews
        before = [facts for facts in interviews if _when(facts) < _when(interview)]

        @cache
        def earlier(name: str) -> frozenset[str]:
            return frozenset(self.people.identity(m) for f in before for m in f.mentions(name))

        @cache
        def item(name: str, mention: Mention) -> Person:
            known = earlier(name)
            is_earlier = bool(known) and self.people.identity(mention) in known
            return Person(self.people.person(mention), earlier=is_earlier)

        return item


def company_of(facts: Facts) -> str:
    """Return the company, or the note's title where it names none."""
    return facts.text("company") or facts.title


def round_of(facts: Facts) -> int:
    """Return the interview's round, 1 where it names none."""
    return int(facts.values.get("round", 1))  # type: ignore[arg-type] # `facts` holds a number there


def outcome_of(facts: Facts) -> str:
    """Return the outcome as the note alone says it."""
    return facts.text("outcome") or "pending"


def day_of_note(facts: Facts) -> str:
    """Return the day (ISO) of an interview, or the one an application was sent; may be empty."""
    return facts.text("date" if facts.kind == "interview" else "applied")


def _posting_text(facts: Facts) -> str:
    return str(facts.values.get("posting", ""))


def _iso(settings: Settings) -> str:
    return settings.resume_updated.isoformat() if settings.resume_updated else ""


def _when(facts: Facts) -> tuple[str, int, str]:
    return (day_of_note(facts), round_of(facts), facts.path)


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def opportunities(notes: Iterable[Facts]) -> list[Opportunity]:
    """Group by company and role; a missing role matches where the company has only one."""
    companies: dict[str, list[Facts]] = defaultdict(list)
    for facts in notes:
        if facts.kind != "contact":
            companies[_key(company_of(facts))].append(facts)
    found = []
    for company in sorted(companies):
        roles: dict[str, list[Facts]] = defaultdict(list)
        named = {_key(f.text("role")) for f in companies[company]} - {""}
        only = next(iter(named)) if len(named) == 1 else ""
        for facts in companies[company]:
            roles[_key(facts.text("role")) or only].append(facts)
        found += [_opportunity(roles[role]) for role in sorted(roles)]
    return found


def _opportunity(notes: list[Facts]) -> Opportunity:
    notes = sorted(notes, key=_when)
    role = next((facts.text("role") for facts in notes if facts.text("role")), "")
    return Opportunity(company_of(notes[0]), role, tuple(notes))
