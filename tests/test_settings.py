from __future__ import annotations

import pytest

from mdfollow.config.settings import PROPERTY_NAMES, KindRule, Settings


def test_defaults_are_those_of_the_contract() -> None:
    settings = Settings()
    assert settings.kinds == {
        "interview": KindRule(("interview",), ("interview",), ""),
        "contact": KindRule(("contact",), ("contact",), ""),
        "application": KindRule(("application",), ("application",), ""),
    }
    assert settings.heading == "## After the interview"
    assert (settings.format, settings.max_age, settings.link_style) == ("auto", 90, "auto")
    assert (settings.agenda_file, settings.week_starts) == ("Due this week.md", 0)
    assert (settings.agenda_include, settings.weekly_goal, settings.holidays) == ("job", 5, "")
    assert (settings.steps_folder, settings.disabled_steps) == ("Steps", ())
    assert (settings.drafts_folder, settings.pipeline_file) == ("Drafts", "")
    assert settings.watch_quiet == 3
    assert (settings.resume_updated, settings.ignore, settings.me) == (None, (), ())


def test_a_property_has_its_own_name_unless_named_otherwise() -> None:
    settings = Settings(property_names={"company": ("company", "org")})
    assert settings.names_of("company") == ("company", "org")
    assert settings.names_of("role") == ("role",)


def test_the_properties_of_all_three_kinds_are_known() -> None:
    assert {"type", "decision_by", "follow_up_via", "resume_sent", "applied"} <= PROPERTY_NAMES
    assert len(PROPERTY_NAMES) == 25


def test_settings_do_not_change_under_way() -> None:
    with pytest.raises(AttributeError):
        Settings().max_age = 1  # type: ignore[misc] # that it can't is the point
