from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdfollow.agendas.due import (
    DONE,
    OVERDUE,
    UNDER_WAY,
    DueTask,
    Span,
    group_of,
    grouped,
    tasks_of,
)
from mdfollow.config.settings import Settings
from mdfollow.note import read_note
from tests.vaults import interview

WEDNESDAY = date(2026, 11, 25)
WEEK = Span.week(WEDNESDAY, 0)
TASK = DueTask("Acme 1.md", 9, "mdf-a", "a", " ", "", "", "")

GROUPS = [
    ("scheduled today", {"scheduled": "2026-11-25", "due": "2026-11-26"}, "2026-11-25"),
    ("scheduled this week", {"scheduled": "2026-11-27", "due": "2026-12-09"}, "2026-11-27"),
    ("scheduled on its last day", {"scheduled": "2026-11-29"}, "2026-11-29"),
    ("scheduled after it", {"scheduled": "2026-11-30", "due": "2026-11-30"}, None),
    ("scheduled has passed", {"scheduled": "2026-11-24", "due": "2026-11-28"}, "2026-11-28"),
    ("… due today", {"scheduled": "2026-11-24", "due": "2026-11-25"}, "2026-11-25"),
    ("… due after the week", {"scheduled": "2026-11-24", "due": "2026-11-30"}, UNDER_WAY),
    ("… never due", {"scheduled": "2026-11-24"}, UNDER_WAY),
    ("the due day is not overdue", {"due": "2026-11-25"}, "2026-11-25"),
    ("the day after is", {"due": "2026-11-24"}, OVERDUE),
    ("overdue from a week before", {"scheduled": "2026-11-02", "due": "2026-11-03"}, OVERDUE),
    ("due this week", {"due": "2026-11-29"}, "2026-11-29"),
    ("due after it", {"due": "2026-11-30"}, None),
    ("no date", {}, None),
    ("cancelled", {"mark": "-", "due": "2026-11-25"}, None),
    ("cancelled, overdue", {"mark": "-", "due": "2026-11-02"}, None),
    ("in progress is open", {"mark": "/", "due": "2026-11-25"}, "2026-11-25"),
    (
        "done today keeps its day",
        {"mark": "x", "done": "2026-11-25", "due": "2026-11-27"},
        "2026-11-27",
    ),
    (
        "done today, overdue",
        {"mark": "X", "done": "2026-11-25", "due": "2026-11-24"},
        OVERDUE,
    ),
    ("done today, no date", {"mark": "x", "done": "2026-11-25"}, DONE),
    (
        "done yesterday",
        {"mark": "x", "done": "2026-11-24", "due": "2026-11-27"},
        DONE,
    ),
    ("done on Monday", {"mark": "x", "done": "2026-11-23"}, DONE),
    ("done last week", {"mark": "x", "done": "2026-11-22", "due": "2026-11-27"}, None),
    ("done, nobody knows when", {"mark": "x", "due": "2026-11-25"}, None),
]


@pytest.mark.parametrize(
    ("parts", "group"), [row[1:] for row in GROUPS], ids=[row[0] for row in GROUPS]
)
def test_group(parts: dict[str, str], group: str | None) -> None:
    dates = {"scheduled": "", "due": "", "done": ""} | parts
    mark = dates.pop("mark", " ")
    assert group_of(DueTask("Acme 1.md", 9, "mdf-a", "a", mark, **dates), WEEK) == group


@pytest.mark.parametrize(
    ("today", "starts", "first", "last"),
    [
        (date(2026, 11, 23), 0, date(2026, 11, 23), date(2026, 11, 29)),
        (date(2026, 11, 29), 0, date(2026, 11, 23), date(2026, 11, 29)),
        (date(2026, 11, 29), 6, date(2026, 11, 29), date(2026, 12, 5)),
        (date(2026, 11, 28), 6, date(2026, 11, 22), date(2026, 11, 28)),
        (date(2026, 12, 31), 0, date(2026, 12, 28), date(2027, 1, 3)),
        (date(2027, 1, 1), 5, date(2026, 12, 26), date(2027, 1, 1)),
    ],
)
def test_week(today: date, starts: int, first: date, last: date) -> None:
    assert Span.week(today, starts) == Span(first, today, last)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_week_has_seven_days_and_begins_on_its_day(today: date, starts: int) -> None:
    week = Span.week(today, starts)
    assert (week.last - week.first).days == 6
    assert week.first <= today <= week.last
    assert week.first.weekday() == starts


def test_days_count_from_today_on() -> None:
    assert WEEK.of_days(1).last == WEDNESDAY
    assert WEEK.of_days(14).last == date(2026, 12, 8)
    assert WEEK.of_days(14).first == WEEK.first


def test_groups_and_tasks_stand_in_order() -> None:
    tasks = [
        TASK._replace(id="done", mark="x", done="2026-11-24"),
        TASK._replace(id="way", scheduled="2026-11-24"),
        TASK._replace(id="friday", due="2026-11-27"),
        TASK._replace(id="later note", due="2026-11-26", path="B.md"),
        TASK._replace(id="lower", due="2026-11-26", line=12),
        TASK._replace(id="upper", due="2026-11-26"),
        TASK._replace(id="late", due="2026-11-24"),
        TASK._replace(id="later", due="2026-11-23"),
        TASK._replace(id="none"),
    ]
    shown = {group: [one.id for one in of] for group, of in grouped(tasks, WEEK).items()}
    assert list(shown.items()) == [
        (OVERDUE, ["later", "late"]),
        ("2026-11-26", ["upper", "lower", "later note"]),
        ("2026-11-27", ["friday"]),
        (UNDER_WAY, ["way"]),
        (DONE, ["done"]),
    ]


@given(st.lists(st.dates(date(2026, 11, 20), date(2026, 12, 2)), min_size=1, max_size=6))
def test_a_tick_today_moves_no_line(days: list[date]) -> None:
    tasks = [TASK._replace(line=at, due=day.isoformat()) for at, day in enumerate(days)]
    ticked = [task._replace(mark="x", done=WEDNESDAY.isoformat()) for task in tasks]
    before = {group: [t.line for t in of] for group, of in grouped(tasks, WEEK).items()}
    after = {group: [t.line for t in of] for group, of in grouped(ticked, WEEK).items()}
    assert {group: lines for group, lines in after.items() if group != DONE} == before


def found(text: str, live: frozenset[str] | None, **chosen: object) -> list[tuple[str, str]]:
    settings = Settings()._replace(**chosen)  # type: ignore[arg-type] # a test's own names
    note = read_note("Acme 1.md", text.encode(), settings)
    return [(task.id, task.text) for task in tasks_of(note, live, settings)] if note else []


BY_HAND = (
    "- [ ] plain\n- [ ] due 📅 2026-11-26\n- [ ] to do ⏳ 2026-11-26\n"
    "- [ ] data [due:: 2026-11-26]\n"
    "- [ ] no day 📅 2026-02-30\n- [ ] begins 🛫 2026-11-26\n```\n- [ ] fenced 📅 2026-11-26\n```\n"
)


@pytest.mark.parametrize(
    ("text", "include", "texts"),
    [
        (interview(BY_HAND), "job", ["due", "to do", "data"]),
        (interview(BY_HAND), "all", ["due", "to do", "data"]),
        (interview(BY_HAND), "none", []),
        ("---\ntype: contact\n---\n" + BY_HAND, "job", ["due", "to do", "data"]),
        ("---\ntype: application\n---\n" + BY_HAND, "job", ["due", "to do", "data"]),
        (BY_HAND, "job", []),
        (BY_HAND, "all", ["due", "to do", "data"]),
        (BY_HAND, "none", []),
    ],
)
def test_tasks_by_hand_count_where_the_settings_say(
    text: str, include: str, texts: list[str]
) -> None:
    assert [said for _, said in found(text, frozenset(), agenda_include=include)] == texts


OURS = (
    "<!-- mdfollow:begin -->\n- [ ] one 📅 2026-11-26 ^mdf-a\n- [ ] two 📅 2026-11-26 ^mdf-b\n"
    "<!-- mdfollow:end 1 a///2026-11-26/0123456789ab b///2026-11-26/0123456789ab -->\n"
)


def test_a_task_counts_while_it_is_asked_for() -> None:
    assert found(interview(OURS), frozenset({"a"})) == [("mdf-a", "one")]
    assert found(interview(OURS), None) == [("mdf-a", "one"), ("mdf-b", "two")]


def test_tasks_of_ours_count_also_where_none_by_hand_do() -> None:
    assert found(interview(OURS), frozenset({"b"}), agenda_include="none") == [("mdf-b", "two")]


def test_with_broken_markers_ids_tell_whose_tasks_they_are() -> None:
    broken = OURS.partition("<!-- mdfollow:end")[0]
    assert found(interview(broken), None) == [("mdf-a", "one"), ("mdf-b", "two")]
