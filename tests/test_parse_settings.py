from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdfollow.config.known_settings import READERS
from mdfollow.config.parse_settings import parse_settings
from mdfollow.config.read_settings import LARGEST
from mdfollow.config.settings import KindRule, Settings
from mdfollow.config.settings_error import SettingsError
from mdfollow.problems import MdfollowError, Problem

EXAMPLE = """\
resume_updated = 2026-11-01            # references whose resume_sent is older get the new one
ignore = ["Archive/**"]                # gitignore patterns
me = ["me@home.example"]               # left out when an invitation becomes a note

[notes.interview]
type = ["interview", "Job Interviews"]
tags = ["interview"]
folder = "Interviews"

[properties]
company = ["company", "org"]
interviewers = ["interviewers", "people"]

[checklist]
heading = "## After the interview"
format = "auto"
max_age = 90
[links]
style = "auto"
[agenda]
file = "Due this week.md"
week_starts = "monday"
include = "job"
[applications]
weekly_goal = 5
[calendar]
holidays = "US"
[steps]
folder = "Steps"
disable = []
[drafts]
folder = "Drafts"
[pipeline]
file = "Pipeline.md"
[watch]
quiet = 3
"""

DAYS = "`monday`, `tuesday`, `wednesday`, `thursday`, `friday`, `saturday`, `sunday`"
SIDES = "mdfollow's name stands on the left, yours on the right"
INSIDE = "a path from the vault's root, no `..`, `\\` or dot folder"


def mistakes(toml: str | bytes) -> list[tuple[int, str]]:
    with pytest.raises(SettingsError) as caught:
        parse_settings(toml if isinstance(toml, bytes) else toml.encode())
    return [(problem.line, problem.message) for problem in caught.value.problems]


def test_the_example_of_the_contract_is_read() -> None:
    assert parse_settings(EXAMPLE.encode()) == Settings(
        resume_updated=date(2026, 11, 1),
        ignore=("Archive/**",),
        me=("me@home.example",),
        kinds={
            "interview": KindRule(("interview", "Job Interviews"), ("interview",), "Interviews"),
            "contact": KindRule(("contact",), ("contact",)),
            "application": KindRule(("application",), ("application",)),
        },
        property_names={"company": ("company", "org"), "interviewers": ("interviewers", "people")},
        holidays="US",
        pipeline_file="Pipeline.md",
    )


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"# nothing set\r\n", b"[agenda]\n"])
def test_without_keys_the_defaults_hold(data: bytes) -> None:
    assert parse_settings(data) == Settings()


@pytest.mark.parametrize(
    ("key", "good", "field", "value", "bad"),
    [
        ("resume_updated", '"2026-11-01"', "resume_updated", date(2026, 11, 1), '"soon"'),
        ("ignore", '["Old/"]', "ignore", ("Old/",), '["!"]'),
        ("me", '"a@b.example"', "me", ("a@b.example",), '"a"'),
        ("checklist.heading", '"### Next"', "heading", "### Next", '"Next"'),
        ("checklist.format", '"dataview"', "format", "dataview", '"data"'),
        ("checklist.max_age", "0", "max_age", 0, "-1"),
        ("links.style", '"Markdown"', "link_style", "markdown", '"html"'),
        ("agenda.file", '"Jobs/Due.md"', "agenda_file", "Jobs/Due.md", '"../Due.md"'),
        ("agenda.week_starts", '"Sunday"', "week_starts", 6, '"someday"'),
        ("agenda.include", '"all"', "agenda_include", "all", "true"),
        ("applications.weekly_goal", "7", "weekly_goal", 7, '"7"'),
        ("calendar.holidays", '"US-CA"', "holidays", "US-CA", '"California"'),
        ("calendar.holidays", '""', "holidays", "", "1"),
        ("steps.folder", '"Jobs/Steps/"', "steps_folder", "Jobs/Steps", '"/Steps"'),
        ("steps.disable", '["usajobs"]', "disabled_steps", ("usajobs",), "[1]"),
        ("drafts.folder", '"Out"', "drafts_folder", "Out", '".drafts"'),
        ("pipeline.file", '"All.md"', "pipeline_file", "All.md", '"All"'),
        ("pipeline.file", '""', "pipeline_file", "", "[]"),
        ("watch.quiet", "0.5", "watch_quiet", 0.5, "0"),
        (
            "properties.date",
            '["when", "date"]',
            "property_names",
            {"date": ("when", "date")},
            "[]",
        ),
    ],
)
def test_every_key_is_read_and_checked(
    key: str, good: str, field: str, value: object, bad: str
) -> None:
    *tables, last = key.split(".")
    header = f"[{'.'.join(tables)}]\r\n" if tables else ""
    for toml in (f"{key} = {good}\n", f"{header}{last} = {good}\r\n"):
        assert getattr(parse_settings(toml.encode()), field) == value
    for toml in (f"\n\n{key} = {bad}\n", f"\n\n{header}{last} = {bad}\n"):
        ((line, message),) = mistakes(toml)
        assert line == toml.count("\n")
        assert message.startswith((f"`{key}` must ", f"`{key}` has "))


@pytest.mark.parametrize(
    ("toml", "rule"),
    [
        ('type = "Job"', KindRule(("Job",), ("contact",))),
        ('tags = ["#people"]', KindRule(("contact",), ("people",))),
        ('folder = "People/"', KindRule(("contact",), ("contact",), "People")),
        ("type = []\ntags = []\nfolder = 'People'", KindRule((), (), "People")),
        ('folder = ""', KindRule(("contact",), ("contact",))),
    ],
)
def test_a_kind_keeps_what_is_not_said(toml: str, rule: KindRule) -> None:
    settings = parse_settings(f"[notes.contact]\n{toml}".encode())
    assert settings.kinds == {**Settings().kinds, "contact": rule}


def test_all_mistakes_are_told_at_once_by_line() -> None:
    toml = """\
ignored = ["a"]
me = 5
[agenda]
file = '''
a.md'''
weekly_goal = 3
"week_starts" = "mon"
[agendas]
[properties]
compny = "firm"
steps = 1
[notes.interview]
folder = ".git"
[watch]
quiet = { a = 1 }
"""
    assert mistakes(toml) == [
        (1, "unknown setting `ignored`, did you mean `ignore`?"),
        (2, "`me` must be a text in quotes, not 5"),
        (6, "unknown setting `agenda.weekly_goal`; `weekly_goal` belongs under `[applications]`"),
        (7, f'`agenda.week_starts` must be one of {DAYS}, not "mon"'),
        (8, "unknown setting `agendas`, did you mean `agenda`?"),
        (10, "unknown setting `properties.compny`, did you mean `company`?"),
        (11, f"unknown setting `properties.steps`; {SIDES}"),
        (13, f'`notes.interview.folder` must be {INSIDE}, not ".git"'),
        (15, "`watch.quiet` must be a number of seconds from 0.1 to 3600, not a table"),
    ]


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("agenda = 'Due.md'", "`agenda` is a table: write `[agenda]`, its settings below"),
        ("[[notes.contact]]", "`notes.contact` is a table: write `[notes.contact]`, its settings"),
        ("[checklist.heading]", "`checklist.heading` must be a text in quotes, not a table"),
        ('"a\\u001b[2J" = 1', "unknown setting `a [2J`; known here: `agenda`, "),
        ('"" = 1', "unknown setting ``; known here: "),
    ],
)
def test_a_table_is_no_value_nor_a_value_a_table(toml: str, message: str) -> None:
    ((line, told),) = mistakes(toml)
    assert line == 1
    assert told.startswith(message)


def test_a_key_inside_an_inline_table_has_its_line() -> None:
    assert mistakes("\nwatch = { quiet = 9, quite = 1 }") == [
        (2, "unknown setting `watch.quite`, did you mean `quiet`?")
    ]


@pytest.mark.parametrize(
    ("toml", "line", "key"),
    [
        ("[agenda]\nfile = 'Jobs.md'\n[pipeline]\nfile = 'jobs.md'", 4, "pipeline.file"),
        ("[pipeline]\nfile = 'Due this week.md'", 2, "pipeline.file"),
        ("[agenda]\nfile = 'Steps/Due.md'", 2, "agenda.file"),
        ("[drafts]\nfolder = 'steps'", 2, "drafts.folder"),
        ("\n[steps]\nfolder = 'Drafts'", 3, "drafts.folder"),
    ],
)
def test_two_settings_do_not_claim_one_place(toml: str, line: int, key: str) -> None:
    ((where, message),) = mistakes(toml)
    assert where == line
    assert f"`{key}` must" in message


def test_steps_may_lie_beside_and_inside_drafts() -> None:
    toml = "steps.folder = 'Drafts/Steps'\nagenda.file = 'Steps.md'\npipeline.file = 'Stepss/P.md'"
    assert parse_settings(toml.encode()).steps_folder == "Drafts/Steps"


@pytest.mark.parametrize(
    ("toml", "line", "message"),
    [
        (b"a = 1\r\nfile = Due this week.md\r\n", 2, "not TOML: Invalid value at column 8 "),
        (b"[agenda]\n\nignore = [\n", 4, "not TOML: "),
        (b"[agenda]\n[watch]\n[agenda]\n", 3, "not TOML: "),
        (b"me = 'a'\nme = 'b'\n", 2, "not TOML: Cannot overwrite a value at column "),
        (b"resume_updated = 2026-02-30", 1, "not TOML: Invalid date or datetime"),
        (b"a = " + b"9" * 6000, 1, "not TOML: Exceeds the limit"),
        (b"a = " + b"[" * 8000, 1, "lists or tables are nested too deep"),
        (b"a = 1\nb = '\xff'", 2, "not UTF-8: save the file in that encoding"),
        ("a = 1".encode("utf-16"), 1, "not UTF-8: save the file in that encoding"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(toml: bytes, line: int, message: str) -> None:
    ((where, told),) = mistakes(toml)
    assert where == line
    assert told.startswith(message)


def test_the_error_says_file_and_line() -> None:
    with pytest.raises(MdfollowError) as caught:
        parse_settings(b"\nme = 1\nyou = 2\n")
    first, second = str(caught.value).split("\n")
    assert first == "mdfollow.toml:2: `me` must be a text in quotes, not 1"
    assert second.startswith("mdfollow.toml:3: unknown setting `you`; known here: `agenda`, ")


UNKNOWN_PLACE = b"me = 1\n[calendar]\n\nholidays = 'US-Californa'\n"


def test_a_place_without_holidays_is_told_with_the_rest_where_the_calendar_is_asked() -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings(UNKNOWN_PLACE, ask_calendar=True)
    assert [(problem.line, problem.message) for problem in caught.value.problems] == [
        (1, "`me` must be a text in quotes, not 1"),
        (4, "`calendar.holidays`: `US-Californa` has no known holidays; did you mean `US-CA`?"),
    ]
    assert parse_settings(EXAMPLE.encode(), ask_calendar=True) == parse_settings(EXAMPLE.encode())


@pytest.mark.parametrize(
    "hostile",
    [
        b"a." * 8000 + b"a = 1",
        b"[" + b"a." * 8000 + b"a]",
        b"me = [\n" + b'"]",\n' * 3000 + b"]\nx = 1",
        b"\n".join(b"k%d = 1" % n for n in range(1500)),
        b"ab" * 8000 + b" = 1",
    ],
    ids=["dots", "header", "list", "keys", "long"],
)
def test_a_file_made_to_take_long_takes_seconds_at_most(hostile: bytes) -> None:
    assert len(hostile) <= LARGEST
    began = time.process_time()
    assert mistakes(hostile)
    assert time.process_time() - began < 10


KEYS = st.sampled_from(["a", '""', '"\\n"', *(".".join(path) for path in READERS)])
VALUES = st.sampled_from(
    [
        *("1", "-1", "1e9", "nan", "inf", "true", "''", '"a\\u0000"', '"a"', "'a.md'", "'/'"),
        *("[]", "['a', 1]", "{}", "{ a = 1 }", "[[[]]]", "2026-11-01", "09:00:00", "'''\n'''"),
        *("2026-11-01T09:00:00Z", "'US'", "'monday'", "'auto'", "'\\'", "0xfffffffffffffffff"),
    ]
)
LINES = st.one_of(
    st.builds("{} = {}".format, KEYS, VALUES),
    st.builds("[{}]".format, KEYS),
    st.builds("[[{}]]".format, KEYS),
    st.text(max_size=8),
)


def outcome(data: bytes) -> Settings | tuple[Problem, ...]:
    try:
        return parse_settings(data)
    except SettingsError as error:
        return error.problems


@given(st.one_of(st.lists(LINES, max_size=6).map("\n".join), st.text(max_size=40)))
def test_any_text_gives_settings_or_its_mistakes(toml: str) -> None:
    found = outcome(toml.encode("utf-8", "surrogatepass"))
    if not isinstance(found, Settings):
        assert found
        for problem in found:
            assert 1 <= problem.line <= toml.count("\n") + 1
            assert problem.message.isprintable()


@given(st.binary(max_size=60))
def test_any_bytes_give_settings_or_their_mistakes(data: bytes) -> None:
    assert outcome(data)
