from __future__ import annotations

import pytest

from mdfollow.config.known_settings import FIELDS, READERS, TABLES, way_out
from mdfollow.config.settings import Settings


def test_every_setting_can_be_set() -> None:
    names = [name for name, _ in FIELDS.values()]
    assert sorted([*names, "kinds", "property_names"]) == sorted(Settings._fields)


def test_no_key_is_both_a_setting_and_a_table() -> None:
    assert not TABLES & READERS.keys()
    assert ("notes",) in TABLES
    assert ("notes", "contact") in TABLES


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("agend", ", did you mean `agenda`?"),
        ("agenda.fil", ", did you mean `file`?"),
        ("checklist.max-age", ", did you mean `max_age`?"),
        ("Ignore", ", did you mean `ignore`?"),
        ("note", ", did you mean `notes`?"),
        ("notes.interviews", ", did you mean `interview`?"),
        ("notes.contact.tag", ", did you mean `tags`?"),
        ("properties.compny", ", did you mean `company`?"),
        ("properties.org", "; mdfollow's name stands on the left, yours on the right"),
        ("agenda.weekly_goal", "; `weekly_goal` belongs under `[applications]`"),
        ("weekly_goal", "; `weekly_goal` belongs under `[applications]`"),
        ("watch.ignore", "; `ignore` belongs above the first table"),
        ("interview", "; `interview` belongs under `[notes]`"),
        ("company", "; `company` belongs under `[properties]`"),
        ("watch.interval", "; known here: `quiet`"),
        ("steps.x", "; known here: `disable`, `folder`"),
        ("notes.x", "; known here: `application`, `contact`, `interview`"),
    ],
)
def test_an_unknown_key_gets_a_way_out(path: str, message: str) -> None:
    assert way_out(tuple(path.split("."))) == message
