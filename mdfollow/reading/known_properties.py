"""The three kinds of note mdfollow understands, and the properties each has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["interview", "contact", "application"]
Shape = Literal["text", "name", "date", "number", "list", "person", "way", "checkbox"]

OUTCOMES = ("pending", "advanced", "offer", "rejected", "closed", "withdrawn")
SECTORS = ("government", "company", "nonprofit")
CHOICES: Mapping[str, tuple[str, ...]] = {"outcome": OUTCOMES, "sector": SECTORS}

PROPERTIES: Mapping[Kind, Mapping[str, Shape]] = {
    "interview": {
        "company": "name",
        "role": "name",
        "date": "date",
        "round": "number",
        "sector": "text",
        "interviewers": "list",
        "references": "list",
        "network": "list",
        "skills": "list",
        "decision_by": "date",
        "follow_up_via": "way",
        "follow_up_with": "person",
        "next_interview": "date",
        "posting": "text",
        "outcome": "text",
        "outcome_date": "date",
        "mdfollow": "checkbox",
    },
    "contact": {
        "email": "text",
        "phone": "text",
        "organization": "name",
        "resume_sent": "date",
        "aliases": "list",
    },
    "application": {
        "company": "name",
        "role": "name",
        "applied": "date",
        "outcome": "text",
        "outcome_date": "date",
        "posting": "text",
    },
}
"""What each property of a kind holds; `name` is a text or a link that counts by its target."""

REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    "interview": ("date",),
    "contact": (),
    "application": (),
}
