from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdfollow.commands.step_files import eject_step, find_step, list_steps
from mdfollow.steps import built_in_steps
from tests.agendas import groups, read, save
from tests.vaults import interview, task, tasks, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

NOTE = "Acme 1.md"
STEP = "Steps/thank-you.md"
NAMES = [
    *("thank-you", "keep-applying", "skills", "network", "references", "second-interview"),
    *("follow-up", "usajobs", "stay-on-file", "look-again"),
]


@pytest.fixture
def vault(tmp_path: Path, run: Run) -> Path:
    """One interview, synced."""
    write_vault(tmp_path, {NOTE: interview(interviewers="Jane Doe")})
    run(tmp_path, "sync")
    return tmp_path


def test_the_steps_that_ship_are_listed(vault: Path, run: Run) -> None:
    lines = run(vault, "steps").stdout.splitlines()
    assert [line.split()[0] for line in lines] == NAMES
    assert all(line.endswith("  built in") for line in lines)
    assert len(built_in_steps()) == len(NAMES)


def test_where_each_step_is_from_is_listed(vault: Path, run: Run) -> None:
    write_vault(
        vault,
        {
            "Steps/own.md": '---\nstep: own\ntask: do it\ntitle: "Mine \\e[31m"\n---\n',
            "Steps/broken.md": "---\nstep: skills\n---\n",
            "mdfollow.toml": '[steps]\ndisable = ["usajobs", "usajob"]\n',
        },
    )
    eject_step(vault, "thank-you")
    result = run(vault, "steps", status=1)
    rows = {line.split()[0]: line.split("  ")[-1].strip() for line in result.stdout.splitlines()}
    assert set(rows) == {*NAMES, "own"}
    assert rows["thank-you"] == "Steps/thank-you.md"
    assert rows["own"] == "Steps/own.md"
    assert rows["usajobs"] == "disabled in mdfollow.toml"
    assert rows["skills"] == "can't be read"
    assert rows["network"] == "built in"
    assert "\x1b" not in result.stdout
    assert "Steps/broken.md:" in result.stderr
    assert "no step `usajob`, did you mean `usajobs`?" in result.stderr


def test_a_step_is_shown_as_it_stands_in_its_file(vault: Path, run: Run) -> None:
    text = next(text for text in built_in_steps().values() if "\nstep: thank-you\n" in text)
    assert run(vault, "steps", "show", "thank-you").stdout == text
    write_vault(vault, {STEP: "---\nstep: thank-you\ntask: a\n---\nhi \x1b]52;c;aGk=\x07\n"})
    said = run(vault, "steps", "show", "thank-you").stdout
    assert said.endswith("hi \\x1b]52;c;aGk=\\x07\n")


@pytest.mark.parametrize("command", ["show", "eject"])
def test_an_unknown_step_is_told(vault: Path, run: Run, command: str) -> None:
    told = run(vault, "steps", command, "thankyou", status=2).stderr
    assert told == "there is no step `thankyou`, did you mean `thank-you`?\n"


def test_a_disabled_step_can_be_looked_at(vault: Path, run: Run) -> None:
    save(vault, "mdfollow.toml", '[steps]\ndisable = ["usajobs"]\n')
    assert "step: usajobs\n" in run(vault, "steps", "show", "usajobs").stdout


@pytest.mark.parametrize("command", ["show", "eject"])
def test_a_broken_step_is_told_where_it_is(vault: Path, run: Run, command: str) -> None:
    write_vault(vault, {"Steps/mine.md": "---\nstep: skills\n---\n"})
    told = run(vault, "steps", command, "skills", status=2).stderr
    assert told.startswith("step `skills` can't be read; mend its file first:\nSteps/mine.md:")


def test_a_step_is_ejected_once(vault: Path, run: Run) -> None:
    assert run(vault, "steps", "eject", "thank-you").stdout == (
        "wrote Steps/thank-you.md; it now counts instead of the one it was copied from\n"
    )
    before = read(vault, STEP)
    assert before == find_step(vault, "thank-you").text
    told = run(vault, "steps", "eject", "thank-you", status=2).stderr
    assert told == "step `thank-you` is in the vault already; change it there\n"
    assert read(vault, STEP) == before
    assert "Nothing to do" in run(vault, "sync").stdout


def test_a_step_is_ejected_where_the_settings_say(vault: Path) -> None:
    save(vault, "mdfollow.toml", '[steps]\nfolder = "My/Steps"\n')
    assert eject_step(vault, "skills") == "My/Steps/skills.md"
    assert list_steps(vault)[1] == []


def test_no_file_of_the_person_is_overwritten(vault: Path, run: Run) -> None:
    save(vault, "mdfollow.toml", "")
    write_vault(vault, {"Steps/skills.md": "---\nstep: mine\ntask: a\n---\n"})
    before = read(vault, "Steps/skills.md")
    run(vault, "steps", "eject", "skills", status=2)
    assert read(vault, "Steps/skills.md") == before


def test_an_ejected_step_that_was_changed_is_used(vault: Path, run: Run) -> None:
    eject_step(vault, "thank-you")
    text = read(vault, STEP).replace("due: 2 days after date", "due: 3 days after date")
    save(vault, STEP, text.replace("a thank-you note to", "a card to"))
    run(vault, "sync")
    assert "a card to Jane Doe ⏳ 2026-11-25 📅 2026-11-27" in read(vault, NOTE)


def test_a_step_of_ones_own_adds_tasks(vault: Path, run: Run) -> None:
    write_vault(
        vault,
        {
            "Steps/walk.md": "---\nstep: walk\ntask: Walk around {{ company }}\n"
            "due: 1 week after date\n---\n"
        },
    )
    run(vault, "sync")
    assert task(read(vault, NOTE), "walk") == "- [ ] Walk around Acme 📅 2026-12-01 ^mdf-walk"


def test_a_broken_step_is_told_once_and_its_tasks_left_alone(vault: Path, run: Run) -> None:
    save(vault, "Globex.md", interview(company="Globex"))
    run(vault, "sync")
    before = read(vault, NOTE)
    eject_step(vault, "thank-you")
    save(vault, STEP, read(vault, STEP).replace("{{ it.name }}", "{{ it.name "))
    save(vault, NOTE, before.replace("Jane Doe\n", "[Jane Doe, Sam Lee]\n"))
    told = run(vault, "sync", status=1).stderr.splitlines()
    assert len(told) == 1
    assert told[0].startswith(f"{STEP}:")
    assert task(read(vault, NOTE), "thank-you-jane-doe") == task(before, "thank-you-jane-doe")
    assert task(read(vault, NOTE), "thank-you-sam-lee") == ""
    assert len(groups(read(vault, "Due this week.md"))["Needs a look"]) == 1
    assert "thank-you-jane-doe" in read(vault, "Due this week.md")
    assert run(vault, "sync", status=1).stderr.splitlines() == told


def test_a_step_that_fails_for_notes_is_told_once(vault: Path, run: Run) -> None:
    save(vault, "Globex.md", interview(company="Globex"))
    write_vault(vault, {"Steps/own.md": "---\nstep: own\ntask: at {{ place }}\n---\n"})
    told = run(vault, "sync", status=1).stderr
    assert told.startswith("Steps/own.md:3: ")
    assert told.endswith("(for 2 notes, first Acme 1.md)\n")
    assert len(told.splitlines()) == 1


def test_disabling_a_step_withdraws_its_open_tasks(vault: Path, run: Run) -> None:
    save(vault, "mdfollow.toml", '[steps]\ndisable = ["thank-you"]\n')
    assert task(read(vault, NOTE), "thank-you-jane-doe")
    run(vault, "sync")
    assert "thank-you" not in "".join(tasks(read(vault, NOTE)))
    save(vault, "mdfollow.toml", "")
    run(vault, "sync")
    assert task(read(vault, NOTE), "thank-you-jane-doe")


def test_tasks_of_a_step_that_is_gone_are_left_alone_and_told_once(vault: Path, run: Run) -> None:
    write_vault(
        vault, {"Steps/walk.md": "---\nstep: walk\ntask: Walk\ndue: 1 day after date\n---\n"}
    )
    save(vault, "Globex.md", interview(company="Globex"))
    run(vault, "sync")
    before = read(vault, NOTE)
    (vault / "Steps/walk.md").unlink()
    told = run(vault, "sync").stderr
    assert told == (
        "Acme 1.md:1: hint: step `walk` is no more; its tasks are left alone "
        "(for 2 notes, first Acme 1.md)\n"
    )
    assert read(vault, NOTE) == before
    assert "^mdf-walk" in read(vault, "Due this week.md")
