from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdfollow.commands.reset import reset_note
from mdfollow.config.settings import Settings
from mdfollow.note import read_note
from mdfollow.problems import MdfollowError
from tests.agendas import read, save, set_box
from tests.vaults import interview, task, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

NOTE = "Interviews/Acme 1.md"
JANE, SAM = "thank-you-jane-doe", "thank-you-sam-lee"


@pytest.fixture
def vault(tmp_path: Path, run: Run) -> Path:
    """One interview whose checklist a person has reworded, snoozed, thinned out and ticked."""
    write_vault(tmp_path, {NOTE: interview("Words.\n", interviewers="[Jane Doe, Sam Lee]")})
    run(tmp_path, "sync")
    save(tmp_path, "as written", read(tmp_path, NOTE))
    text = read(tmp_path, NOTE)
    moved = text.replace("note to Jane Doe ⏳ 2026-11-25 📅 2026-11-26", "card 📅 2026-12-24")
    sam = task(text, SAM)
    follow_up = task(text, "follow-up")
    moved = moved.replace(sam + "\n", "").replace(follow_up, f"{follow_up}\n  - my own words")
    save(tmp_path, NOTE, moved)
    run(tmp_path, "sync")
    assert read(tmp_path, NOTE) == moved
    return tmp_path


def test_one_task_is_given_back(vault: Path, run: Run) -> None:
    said = run(vault, "reset", NOTE, JANE).stdout
    assert said == f"gave task {JANE} in {NOTE} back to mdfollow\n"
    text, as_written = read(vault, NOTE), read(vault, "as written")
    assert task(text, JANE) == task(as_written, JANE)
    assert task(text, SAM) == ""


@pytest.mark.parametrize("named", [SAM, f"mdf-{SAM}", f"^mdf-{SAM}", SAM.upper()])
def test_a_deleted_task_comes_back(vault: Path, run: Run, named: str) -> None:
    run(vault, "reset", NOTE, named)
    assert task(read(vault, NOTE), SAM) == task(read(vault, "as written"), SAM)
    assert "card 📅 2026-12-24" in task(read(vault, NOTE), JANE)


@pytest.mark.parametrize("named", [NOTE, NOTE[:-3], "Acme 1", "acme 1"])
def test_a_whole_checklist_is_given_back(vault: Path, run: Run, named: str) -> None:
    said = run(vault, "reset", named).stdout
    assert said == f"gave the checklist in {NOTE} back to mdfollow\n"
    text = read(vault, NOTE)
    assert "^mdf-follow-up\n  - my own words\n" in text
    lines = text.replace("  - my own words\n", "").splitlines()
    assert sorted(lines) == sorted(read(vault, "as written").splitlines())
    assert "Nothing to do" in run(vault, "sync").stdout


def test_ticks_are_told_and_left(vault: Path, run: Run) -> None:
    set_box(vault, JANE, "x", NOTE)
    said = run(vault, "reset", NOTE).stdout
    assert "left ticked (--open would open them):\n  Write or email a thank-you card\n" in said
    assert task(read(vault, NOTE), JANE).startswith("- [x] Write or email a thank-you card")


def test_ticks_are_opened_if_asked(vault: Path, run: Run) -> None:
    set_box(vault, JANE, "x", NOTE)
    run(vault, "sync")
    said = run(vault, "reset", NOTE, "--open").stdout
    assert "opened:\n  Write or email a thank-you card\n" in said
    assert task(read(vault, NOTE), JANE) == task(read(vault, "as written"), JANE)


def test_the_hint_of_a_copied_note_goes(vault: Path, run: Run) -> None:
    set_box(vault, JANE, "x", NOTE)
    run(vault, "sync")
    copy = "Interviews/Acme 2.md"
    save(vault, copy, read(vault, NOTE).replace("date: 2026-11-24", "date: 2026-12-08\nround: 2"))
    assert "copied note?" in run(vault, "sync").stderr
    assert run(vault, "reset", copy, "--open").stderr == ""
    assert task(read(vault, copy), JANE).startswith("- [ ]")
    assert task(read(vault, NOTE), JANE).startswith("- [x]")


def test_a_path_counts_from_where_a_person_is(
    vault: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(vault / "Interviews")
    assert "back to mdfollow" in run(vault, "reset", "Acme 1.md", JANE).stdout
    monkeypatch.chdir(vault.parent)
    assert "back to mdfollow" in run(vault, "reset", str(vault / NOTE), JANE).stdout


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["Globex 1"], "no interview, contact or application `Globex 1` in"),
        (["Twin"], "more than one note is called `Twin`; name one by path: A/Twin.md, B/Twin.md"),
        (["Contact"], "Contact.md has no checklist"),
        ([NOTE, "thank-you-jane-do"], "did you mean `thank-you-jane-doe`"),
        (["Bad"], "Bad.md:4: `date`: `soon` is not a date"),
    ],
)
def test_what_cant_be_reset_is_told(vault: Path, run: Run, args: list[str], told: str) -> None:
    notes = {
        "A/Twin.md": interview(company="Twin"),
        "B/Twin.md": interview(company="Twins"),
        "Contact.md": "---\ntype: contact\n---\n",
        "Bad.md": interview(date="soon"),
    }
    write_vault(vault, notes)
    before = {path: read(vault, path) for path in (*notes, NOTE)}
    assert told in run(vault, "reset", *args, status=2).stderr
    assert {path: read(vault, path) for path in before} == before


def test_a_note_with_a_problem_is_left_alone(vault: Path, run: Run) -> None:
    save(vault, NOTE, read(vault, NOTE).replace("date: 2026-11-24", "date: soon"))
    before = read(vault, NOTE)
    assert f"{NOTE}:4: `date`" in run(vault, "reset", NOTE, status=2).stderr
    assert read(vault, NOTE) == before


def test_reset_is_a_function_of_the_note(vault: Path) -> None:
    data = (vault / NOTE).read_bytes()
    note = read_note(NOTE, data, Settings())
    assert note
    done = reset_note(note, "", open_ticks=False)
    again = read_note(NOTE, done.data, Settings())
    assert again
    assert [item.task for item in again.items] == [item.task for item in note.items]
    assert SAM not in again.record
    assert again.record[JANE].due == "2026-12-24"
    with pytest.raises(MdfollowError, match="has no task `x`"):
        reset_note(note, "x", open_ticks=False)
