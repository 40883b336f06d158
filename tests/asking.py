"""What one step asks for: a note in, tasks out; and the draft of a step, rendered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mdfollow.business_days import BusinessDays
from mdfollow.config.settings import Settings
from mdfollow.follow import ask_steps
from mdfollow.note import read_note
from mdfollow.reading.front_matter import read
from mdfollow.steps import StepSet, load_steps
from mdfollow.steps.template import text_template
from mdfollow.vault import Vault
from tests.vaults import interview

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdfollow.note import Note
    from mdfollow.steps.step_file import Step

NOTE = "Acme 1.md"
TODAY = "2026-12-31"
KIM = "---\ntype: contact\nphone: 555-0142\nemail: kim@acme.example\naliases: [Kimmy]\n---\n"
CALM = {"outcome": "offer", "outcome_date": "2026-12-05"}

Row = tuple[str, str, str, str]
"""Key without the step's name, text, scheduled, due."""


def step(name: str) -> Step:
    """Return a built-in step."""
    return next(one for one in load_steps({}).steps if one.name == name)


def asked(
    name: str,
    properties: Mapping[str, object],
    files: Mapping[str, str] | None = None,
    body: str = "",
    settings: Settings | None = None,
) -> list[Row]:
    """Return what a step asks of an interview on 24 November 2026, among other notes."""
    note, vault = _joined(properties, files or {}, body, settings or Settings())
    days = BusinessDays((settings or Settings()).holidays)
    one = step(name)
    steps = StepSet((name,), lambda: (one,), frozenset({one.each.casefold()}))
    said = ask_steps(note, vault, steps, days, TODAY)
    assert said.problems == ()
    return [
        (task.key.removeprefix(name).removeprefix("-"), task.text, task.scheduled, task.due)
        for task in said.tasks
    ]


def drafted(
    name: str,
    properties: Mapping[str, object],
    files: Mapping[str, str] | None = None,
    **more: object,
) -> tuple[str, str, str]:
    """Return the address, the subject and the body of a step's draft for the first entry."""
    note, vault = _joined(properties, files or {}, "", Settings())
    one = step(name)
    assert note.facts
    values = {**vault.values(note.facts), "tries": 0, **more}
    mentions = note.facts.mentions(one.each) if one.each else ()
    if mentions:
        values["it"] = vault.item(note.facts, one.each, mentions[0])
    head = read(one.text)
    assert head
    templates = [
        value.text for key in ("to", "subject") if (p := head.get(key)) for value in p.values
    ]
    templates += [""] * (2 - len(templates)) + [one.text[head.body_start :]]
    to, subject, text = (text_template(source, 1).render(values) for source in templates)
    return to, subject, text


def _joined(
    properties: Mapping[str, object], files: Mapping[str, str], body: str, settings: Settings
) -> tuple[Note, Vault]:
    texts = {**files, NOTE: interview(body, **properties)}
    read_notes = {path: read_note(path, text.encode(), settings) for path, text in texts.items()}
    notes = {path: note for path, note in read_notes.items() if note}
    assert all(note.is_sound for note in notes.values())
    facts = [note.facts for note in notes.values() if note.facts]
    return notes[NOTE], Vault(facts, settings)


def settings(**changes: object) -> Settings:
    """Return settings with a day as ISO text where one is wanted."""
    known = {
        k: date.fromisoformat(str(v)) if k == "resume_updated" else v for k, v in changes.items()
    }
    return Settings(**known)  # type: ignore[arg-type] # each test names the fields it changes
