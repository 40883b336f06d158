from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mdfollow
from mdfollow.reading.known_properties import PROPERTIES
from mdfollow.steps import built_in_steps, load_steps
from mdfollow.steps.step_file import StepFileError, read_step
from tests.agendas import read, save
from tests.vaults import interview, task, tasks, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

PATH = "Steps/tea.md"
ENOUGH = "---\nstep: tea\ntask: Drink tea\n---\n"


def step_file(**properties: str) -> str:
    """Return a step file; `task_x` is `task-x`, a property of "" is left out."""
    known = {"step": "tea", "task": "Drink tea"} | properties
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in known.items() if value]
    return "\n".join(["---", *lines, "---", ""])


def problems(text: str) -> list[tuple[int, str]]:
    """Return what is wrong with a step file: lines and messages."""
    with pytest.raises(StepFileError) as caught:
        read_step(text, PATH, PATH)
    assert all(problem.path == PATH for problem in caught.value.problems)
    return [(problem.line, problem.message) for problem in caught.value.problems]


def test_a_name_and_a_task_are_enough() -> None:
    step = read_step(ENOUGH, PATH, PATH)
    assert (step.name, step.title, step.each, step.when) == ("tea", "tea", "", None)
    assert (step.scheduled, step.due, step.retry) == ((), (), ())
    assert [(name, text.source) for name, text in step.tasks] == [("", "Drink tea")]


def test_the_step_is_named_by_the_file_not_by_its_name() -> None:
    names = {step.name for step in load_steps({"Steps/other.md": ENOUGH}).steps}
    assert "tea" in names
    assert "other" not in names


MISTAKES = [
    ("no front matter", 1, "a step begins with ---"),
    ("---\nstep: tea\n", 1, "not closed"),
    (step_file(step="[a: b]"), 2, "`step`"),
    (step_file(step=""), 1, "found none"),
    (step_file(step="Tea Time"), 2, "found `Tea Time`"),
    (step_file(step="tea_time"), 2, "found `tea_time`"),
    (step_file(task=""), 1, "`task` is missing"),
    (step_file(task='""'), 3, "`task` is empty"),
    (step_file(task="~"), 3, "`task` is empty"),
    (step_file(task="Call {{ who"), 3, "Liquid: expected '}}'"),
    (step_file(task="{{ it.name }}"), 3, "put it in quotes"),
    (step_file(task='"{% if a %}b"'), 3, "Liquid: "),
    (step_file(task="\"{% include 'x' %}\""), 3, "Liquid: unexpected tag 'include'"),
    (step_file(task="\"{{ company | replace: 'a', 'b' }}\""), 3, "filter `replace` is not known"),
    (step_file(task='"{% if a %}{{ a | upcas }}{% endif %}"'), 3, "did you mean `upcase`?"),
    (step_file(task_a_="Drink"), 4, "`task-a-` is nothing a step has"),
    (step_file(wen="true"), 4, "`wen` is nothing a step has, did you mean `when`?"),
    (step_file(shceduled="1 day after date"), 4, "did you mean `scheduled`?"),
    (step_file(empty_task="x"), 4, "`empty-task` is nothing a step has"),
    (step_file(when="outcome = 1"), 4, "Liquid: "),
    (step_file(when='"{{ outcome }}"'), 4, "`when` is one condition"),
    (step_file(when='"true %}{% if a"'), 4, "`when` is one condition"),
    (step_file(due="soon"), 4, "`soon` is not a rule; write one such as"),
    (
        step_file(due="[1 day after date, 2 moons after date]"),
        4,
        "`2 moons after date` is not a rule",
    ),
    (step_file(due="0 weeks after date"), 4, "from 1 to 1000"),
    (step_file(due='"{{ a"'), 4, "Liquid: "),
    (step_file(title="[a, b]"), 4, "`title` is one text"),
    (step_file(each="[skills, network]"), 4, "`each` is one text"),
    (step_file(task="x", Task="y"), 4, "`task` is given twice"),
    (ENOUGH + "Dear {{ it.name },\n", 5, "Liquid: "),
    (ENOUGH + "Dear\n\n{{ a }\n", 7, "Liquid: "),
]


@pytest.mark.parametrize(("text", "line", "message"), MISTAKES)
def test_a_mistake_is_told_with_its_line(text: str, line: int, message: str) -> None:
    [(at, told)] = problems(text)
    assert message in told
    assert at == line


def test_all_mistakes_are_told_at_once() -> None:
    text = step_file(
        task='"Call {{ who"', wen="x", when="a = b", due="soon", scheduled="later", subject='"{{"'
    )
    assert sorted(line for line, _ in problems(text + "{% if %}\n")) == [3, 4, 5, 6, 7, 8, 10]


def test_a_mistake_leaves_the_other_steps_alone(tmp_path: Path, run: Callable[..., Result]) -> None:
    files = {
        "Steps/a.md": step_file(step="follow-up", due="soon"),
        "Steps/b.md": step_file(step="", task=""),
        "Steps/c.md": ENOUGH,
        "Note.md": interview(),
    }
    write_vault(tmp_path, files)
    for _ in range(2):
        told = run(tmp_path, "sync", status=1).stderr
        assert told.startswith("Steps/a.md:4: `soon` is not a rule")
        assert "\nSteps/b.md:1: " in told
    text = read(tmp_path, "Note.md")
    assert task(text, "tea")
    assert not task(text, "follow-up")
    assert len(tasks(text)) == 5


def test_a_step_of_the_vault_replaces_a_built_in_one(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    own = step_file(step="follow-up", task="Write a letter", due="1 month after date")
    write_vault(tmp_path, {"Steps/whatever.md": own, "Note.md": interview()})
    run(tmp_path, "sync")
    line = "- [ ] Write a letter 📅 2026-12-24 ^mdf-follow-up"
    assert task(read(tmp_path, "Note.md"), "follow-up") == line


def test_a_step_of_several_tasks(tmp_path: Path, run: Callable[..., Result]) -> None:
    own = step_file(
        task="", task_buy="Buy tea for {{ it }}".join('""'), task_drink="Drink tea", each="skills"
    )
    write_vault(tmp_path, {PATH: own, "Note.md": interview(skills="[SQL, C]")})
    run(tmp_path, "sync")
    text = read(tmp_path, "Note.md")
    assert task(text, "tea-buy-sql") == "- [ ] Buy tea for SQL ^mdf-tea-buy-sql"
    assert [bool(task(text, f"tea-{key}")) for key in ("drink-sql", "buy-c", "drink-c")] == [
        True
    ] * 3


DUES = [
    ("3 days after date", "2026-11-27"),
    ("3 days before tea_time", "2026-12-06"),
    ("[1 day after nothing, 1 day after tea_time]", "2026-12-10"),
    ("1 business day after date, on a business day", "2026-11-25"),
    ('"{% if round == 1 %}1 week{% else %}3 days{% endif %} after date"', "2026-12-01"),
    ("1 day after nothing", ""),
]


@pytest.mark.parametrize(("due", "day"), DUES)
def test_due(due: str, day: str, tmp_path: Path, run: Callable[..., Result]) -> None:
    note = interview(tea_time="2026-12-09")
    write_vault(tmp_path, {PATH: step_file(due=due), "Note.md": note})
    run(tmp_path, "sync")
    dated = f" 📅 {day}" if day else ""
    assert task(read(tmp_path, "Note.md"), "tea") == f"- [ ] Drink tea{dated} ^mdf-tea"


def test_due_is_never_before_scheduled(tmp_path: Path, run: Callable[..., Result]) -> None:
    own = step_file(scheduled="3 days after date", due="1 day after date")
    write_vault(tmp_path, {PATH: own, "Note.md": interview()})
    run(tmp_path, "sync")
    line = "- [ ] Drink tea ⏳ 2026-11-27 📅 2026-11-27 ^mdf-tea"
    assert task(read(tmp_path, "Note.md"), "tea") == line


FAILS = [
    (
        step_file(task='"For {{ role }}"'),
        3,
        "`role` is missing there; put it between {% if role %}",
    ),
    (step_file(task='"{{ no.such }}"'), 3, "`no"),
    (step_file(task='"{% if role %}x{% endif %}"'), 3, "the task's text came out empty"),
    (step_file(due='"{{ company }}"'), 4, "`Acme` is not a rule"),
    (step_file(due="1 day after company"), 4, "`company` is no date there: `Acme`"),
    (step_file(task="\"{{ company | date: '%d' }}\""), 3, "Liquid: "),
    (step_file(task="\"{{ date | date: '%c' }}\""), 3, "only %Y %y %m"),
    (step_file(task='"{{ 1 | divided_by: 0 }}"'), 3, "Liquid: "),
]


@pytest.mark.parametrize(("text", "line", "message"), FAILS)
def test_what_fails_for_a_note_is_told_with_its_place(
    text: str, line: int, message: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    write_vault(tmp_path, {PATH: text, "Note.md": interview()})
    for _ in range(2):
        told = run(tmp_path, "sync", status=1).stderr
        assert told.startswith(f"{PATH}:{line}: ")
        assert message in told
        assert "(for Note.md)" in told
    assert len(tasks(read(tmp_path, "Note.md"))) == 5


def test_a_condition_may_name_what_the_note_lacks(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    files = {
        "Steps/a.md": step_file(step="a", when="tea and tea.cups > 1"),
        "Steps/b.md": step_file(step="b", when="not tea"),
        "Steps/c.md": step_file(step="c", when="tea != true and tea == nil"),
        "Note.md": interview(),
    }
    write_vault(tmp_path, files)
    run(tmp_path, "sync")
    text = read(tmp_path, "Note.md")
    assert [bool(task(text, key)) for key in "abc"] == [False, True, True]


def test_tries_are_known_to_any_step(tmp_path: Path, run: Callable[..., Result]) -> None:
    own = step_file(
        task='"Drink tea{% if tries > 0 %}, cup {{ tries | plus: 1 }}{% endif %}"',
        due="[2 days after last_try, 1 day after date]",
    )
    write_vault(tmp_path, {PATH: own, "Note.md": interview()})
    run(tmp_path, "sync")
    line = task(read(tmp_path, "Note.md"), "tea")
    drunk = line.replace("2026-11-25", "2026-11-27") + "\n  - 2026-11-28 black"
    save(tmp_path, "Note.md", read(tmp_path, "Note.md").replace(line, drunk))
    run(tmp_path, "sync", today="2026-11-28")
    line = "- [ ] Drink tea, cup 2 📅 2026-11-30 ^mdf-tea"
    assert task(read(tmp_path, "Note.md"), "tea") == line


@pytest.mark.parametrize("called", ["Team", "team", "TEAM"])
def test_a_property_of_ones_own_is_found_in_any_case(
    tmp_path: Path, run: Callable[..., Result], called: str
) -> None:
    step = step_file(task='"Ask {{ it }}"', each=called, due=f"1 day before {called}_Exam")
    note = interview(Team="[Ann, Bo]", Team_Exam="2026-12-10")
    write_vault(tmp_path, {PATH: step, "Note.md": note})
    run(tmp_path, "sync")
    for name in ("Ann", "Bo"):
        line = f"- [ ] Ask {name} 📅 2026-12-09 ^mdf-tea-{name.lower()}"
        assert task(read(tmp_path, "Note.md"), f"tea-{name.lower()}") == line


@pytest.mark.parametrize(("called", "found"), [("Team", "Ann"), ("team", "Bo"), ("TEAM", "Ann")])
def test_of_two_names_in_another_case_the_very_same_counts_else_the_first(
    tmp_path: Path, run: Callable[..., Result], called: str, found: str
) -> None:
    step = step_file(task='"Ask {{ it }}"', each=called, due=f"1 day before {called}_day")
    days = {"Team_day": "2026-12-10", "team_day": "2026-12-20"}
    note = interview(Team="[Ann]", team="[Bo]", **days)
    write_vault(tmp_path, {PATH: step, "Note.md": note})
    run(tmp_path, "sync")
    day = "2026-12-09" if found == "Ann" else "2026-12-19"
    asked = [line for line in tasks(read(tmp_path, "Note.md")) if "^mdf-tea" in line]
    assert asked == [f"- [ ] Ask {found} 📅 {day} ^mdf-tea-{found.lower()}"]


def test_the_last_try_counts_in_any_case() -> None:
    assert read_step(step_file(retry="1 day after Last_Try"), PATH, PATH).counts_tries


LOOP = "{% for a in (1..99999) %}"
HOSTILE = {
    "endless loop": f'"{LOOP}{LOOP}{LOOP}x{{% endfor %}}{{% endfor %}}{{% endfor %}}"',
    "loop without output": f'"{LOOP}{LOOP}{{% endfor %}}{{% endfor %}}y"',
    "a range beyond all bounds": '"{% for a in (1..99999999999999) %}x{% endfor %}"',
    "a range as text": '"{{ (1..99999999999) | join }}"',
    "a range, sorted": '"{{ (1..99999999999) | sort }}"',
    "a range as a value": '"{{ (1..99999999999) }}"',
    "a range compared": '"{% if (1..99999999999) contains 7 %}x{% endif %}y"',
    "a range counted": '"{{ (1..99999999999) | size }}"',
    "much output": f'"{LOOP}{"x" * 5000}{{% endfor %}}"',
    "doubling": "\"{% assign a = 'xxxxxxxx' %}"
    + "{% assign a = a | append: a %}" * 40
    + '{{ a }}"',
    "doubling in a loop": (
        "\"{% assign a = 'x' %}{% for i in (1..999) %}{% assign a = a | append: a %}{% endfor %}y\""
    ),
    "doubling a list": (
        "\"{% assign a = 'x,x' | split: ',' %}"
        "{% for i in (1..99) %}{% assign a = a | join: a | split: 'x' %}{% endfor %}y\""
    ),
    "nesting": '"' + "{% if true %}" * 500 + "x" + "{% endif %}" * 500 + '"',
    "nesting in a condition": '"{% if ' + "(" * 5000 + "a" + ")" * 5000 + ' %}x{% endif %}"',
    "a long path": '"{{ a' + "[a" * 5000 + "]" * 5000 + ' }}"',
    "include": "\"{% include '/etc/passwd' %}\"",
    "render": "\"{% render '../secret' %}\"",
    "extends": "\"{% extends 'x' %}\"",
    "replace": "\"{{ 'aaaa' | replace: 'a', 'aaaaaaaaaaaaaaaa' }}\"",
    "times": '"{{ 9 | times: 9 }}"',
    "a wide date": "\"{{ date | date: '%999999999d' }}\"",
    "joining": '"{{ '
    "'xxxxxxxxxxxxxxxxxxxxxxxxxxxx' " + "| split: '' | join: 'yyyyyyyy' " * 9 + '}}"',
    "ordering without end": '"' + "{{ (1..9999) | reverse | sort | uniq | size }}" * 99 + '"',
    "a great number": '"{{ ' + "9" * 9000 + ' | plus: 1 }}"',
    "reading attributes": '"{{ company.__class__.__mro__ }}"',
    "reading the environment": '"{{ settings }}{{ self }}{{ __builtins__ }}"',
    "a long source": '"' + "x{% if a %}{% endif %}" * 2000 + '"',
    "capture": '"{% capture a %}x{% endcapture %}{{ a }}"',
    "a cycle of cases": '"{% cycle 1, 2 %}{% increment a %}"',
    "tablerow": '"{% tablerow a in (1..9999999) %}x{% endtablerow %}"',
    "raw": '"{% raw %}{{ a }}{% endraw %}"',
    "control characters": '"{{ company }}\\e[31m"',
}


def bounded_sync(vault: Path) -> subprocess.CompletedProcess[str]:
    """Sync with no more than five seconds and one gigabyte of addresses."""
    limited = 'ulimit -v 1000000 && exec "$@"'
    command = ["sh", "-c", limited, "sh", sys.executable, "-m", "mdfollow", "--vault", str(vault)]
    return subprocess.run(
        [*command, "--today", "2026-11-25", "sync"],
        capture_output=True, text=True, timeout=5, check=False,
    )  # fmt: skip


HARMLESS = {
    "a range as a value",
    "a range compared",
    "doubling a list",
    "raw",
    "control characters",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_step_is_stopped_and_told(name: str, tmp_path: Path) -> None:
    files = {PATH: step_file(task=HOSTILE[name]), "Note.md": interview()}
    done = bounded_sync(write_vault(tmp_path, files))
    text = read(tmp_path, "Note.md")
    assert len(tasks(text)) == (6 if name in HARMLESS else 5)
    assert all(len(line) < 400 for line in tasks(text))
    assert done.stderr.isascii() or done.stderr.isprintable()
    if name not in HARMLESS:
        assert done.returncode == 1
        assert done.stderr.startswith(f"{PATH}:3: ")


def test_no_name_of_a_step_is_known_to_python() -> None:
    """Names that are also a property's are known as such."""
    names = {read_step(text, path, path).name for path, text in built_in_steps().items()}
    names -= {*PROPERTIES["interview"]}
    assert len(names) == 7
    for file in Path(mdfollow.__file__).parent.rglob("*.py"):
        assert not [name for name in names if name in file.read_text("utf-8")], file
