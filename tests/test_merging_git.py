"""With real git: merge, rebase, cherry-pick, stash, add/add; and drivers that are no good."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from mdfollow.merging.driver import COMMAND
from tests.repositories import Repository
from tests.vaults import AGENDA, interview, task

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

NOTE = "Interviews/Acme 1.md"
JANE, SECOND = "[ ] Write or email a thank-you note to Jane", "[ ] Prepare for the second"
PHONE, LAPTOP = (JANE, JANE.replace("[ ]", "[x]")), (SECOND, SECOND.replace("[ ]", "[x]"))
NAMES = [
    NOTE,
    'a "quoted" $(touch PWNED); `touch PWNED` note.md',
    "it's a note; with 'quotes' & more.md",
    "Собеседование 面接 – é.md",
    "-rf.md",
]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return synced(Repository(tmp_path, {NOTE: interview("above\n", interviewers="Jane Doe")}))


def synced(repository: Repository) -> Repository:
    repository.run("mdfollow", "sync")
    repository.commit("synced")
    return repository


def merge(repository: Repository) -> None:
    repository.git("merge", "-q", "phone")


def rebase(repository: Repository) -> None:
    repository.git("rebase", "-q", "phone")


def cherry_pick(repository: Repository) -> None:
    repository.git("cherry-pick", "phone")


def stash(repository: Repository) -> None:
    repository.git("checkout", "-q", "phone")
    repository.git("reset", "-q", "HEAD~1")
    repository.git("stash", "-q")
    repository.git("checkout", "-q", "main")
    repository.git("stash", "pop", "-q")


@pytest.mark.parametrize("way", [merge, rebase, cherry_pick, stash])
def test_both_ticks_are_there_without_conflict(
    repository: Repository, way: Callable[[Repository], None]
) -> None:
    repository.change_on_two_branches(NOTE, PHONE, LAPTOP)
    way(repository)
    text = repository.read(NOTE)
    assert "- [x]" in task(text, "thank-you-jane-doe")
    assert "- [x]" in task(text, "second-interview")
    assert "<<<<" not in text
    left = {line[3:] for line in repository.git("status", "--porcelain").splitlines()}
    assert left <= {f'"{NOTE}"'}


@pytest.mark.parametrize("way", [merge, rebase, cherry_pick])
def test_without_the_driver_the_same_ticks_conflict(tmp_path: Path, way: object) -> None:
    plain = synced(Repository(tmp_path, {NOTE: interview(interviewers="Jane Doe")}, driver=False))
    plain.change_on_two_branches(NOTE, PHONE, LAPTOP)
    command = {merge: "merge", rebase: "rebase", cherry_pick: "cherry-pick"}[way]  # type: ignore[index]  # the table above
    assert "CONFLICT" in plain.git(command, "phone", status=1)


@pytest.mark.parametrize("name", NAMES)
def test_names_are_harmless(tmp_path: Path, name: str) -> None:
    repository = synced(Repository(tmp_path, {name: interview(interviewers="Jane Doe")}))
    repository.change_on_two_branches(name, PHONE, LAPTOP)
    merge(repository)
    assert repository.read(name).count("- [x]") == 2
    assert not list(tmp_path.rglob("PWNED*"))


def test_both_devices_added_the_note(tmp_path: Path) -> None:
    repository = Repository(tmp_path, {})
    for branch, change in (("phone", PHONE), ("main", LAPTOP)):
        repository.git("checkout", "-q", *(["-b"] if branch == "phone" else []), branch)
        place = repository.root / NOTE
        place.parent.mkdir(exist_ok=True)
        place.write_text(interview("above\n", interviewers="Jane Doe"))
        synced(repository)
        repository.edit(NOTE, *change)
        repository.commit("ticked")
    repository.git("merge", "-q", "phone")
    assert repository.read(NOTE).count("- [x]") == 2


def test_text_outside_conflicts_as_ever_and_the_checklist_does_not(repository: Repository) -> None:
    repository.git("config", "merge.conflictStyle", "diff3")
    repository.edit(NOTE, *PHONE)
    repository.commit("before")
    repository.git("checkout", "-q", "-b", "phone")
    repository.edit(NOTE, "above", "phone")
    repository.edit(NOTE, *LAPTOP)
    repository.commit("phone")
    repository.git("checkout", "-q", "main")
    repository.edit(NOTE, "above", "laptop")
    repository.commit("laptop")
    assert "CONFLICT" in repository.git("merge", "phone", status=1)
    text = repository.read(NOTE)
    assert "<<<<<<< ours\nlaptop\n||||||| base\nabove\n=======\nphone\n>>>>>>> theirs\n" in text
    assert text.count("- [x]") == 2


def test_the_agenda_merges_the_ticks_of_both(repository: Repository) -> None:
    jane = next(line for line in repository.read(AGENDA).splitlines() if "thank-you" in line)
    repository.change_on_two_branches(
        AGENDA, (jane, jane.replace("[ ]", "[x]")), (jane, f"{jane}\n  - asked for the repo")
    )
    merge(repository)
    repository.run("mdfollow", "sync")
    assert "- [x]" in task(repository.read(NOTE), "thank-you-jane-doe")
    assert "  - asked for the repo\n" in repository.read(NOTE)


def test_a_sync_after_the_merge_changes_nothing_but_the_agenda(repository: Repository) -> None:
    repository.change_on_two_branches(NOTE, PHONE, LAPTOP)
    repository.run("mdfollow", "sync")
    repository.commit("synced")
    repository.git("checkout", "-q", "phone")
    repository.run("mdfollow", "sync")
    repository.commit("synced")
    merge_back = repository.git("merge", "main")
    assert "CONFLICT" not in merge_back
    repository.run("mdfollow", "sync")
    assert {line[3:] for line in repository.git("status", "--porcelain").splitlines()} <= {
        f'"{AGENDA}"'
    }


def test_one_tick_is_a_one_line_diff(repository: Repository) -> None:
    repository.edit(NOTE, *PHONE)
    repository.run("mdfollow", "sync")
    numbers = repository.git("diff", "--numstat", "--", NOTE)
    assert numbers.split()[:2] == ["1", "1"]
    again = repository.read(NOTE), repository.read(AGENDA)
    repository.run("mdfollow", "sync")
    assert (repository.read(NOTE), repository.read(AGENDA)) == again


BAD = {
    "missing": "",
    "fails at once": "#!/bin/sh\nexit 1\n",
    "says it is done but is not": "#!/bin/sh\nexit 0\n",
    "not executable": "#!/nowhere\n",
    "killed": "#!/bin/sh\nkill -9 $$\n",
    "prints a traceback": "#!/bin/sh\necho Traceback\nexit 1\n",
}


@pytest.mark.parametrize("name", BAD)
def test_a_driver_that_is_no_good_never_loses_the_other_side(
    repository: Repository, name: str
) -> None:
    second = task(repository.read(NOTE), "second-interview")
    jane = task(repository.read(NOTE), "thank-you-jane-doe")
    repository.change_on_two_branches(
        NOTE, (jane, jane.replace("[ ]", "[x]")), (second, second.replace("[ ]", "[x]"))
    )
    repository.command(BAD[name])
    assert "CONFLICT" in repository.git("merge", "phone", status=1)
    text = repository.read(NOTE)
    assert len(re.findall(r"(?m)^<<<<<<< ours$", text)) == 1
    assert jane.replace("[ ]", "[x]") in text
    assert second.replace("[ ]", "[x]") in text


def test_a_clone_that_never_heard_of_the_driver_conflicts_as_ever(repository: Repository) -> None:
    repository.change_on_two_branches(NOTE, PHONE, LAPTOP)
    repository.git("config", "--remove-section", "merge.mdfollow")
    assert "CONFLICT" in repository.git("merge", "phone", status=1)


@pytest.mark.parametrize("command", ["merge", "rebase", "cherry-pick"])
def test_sync_leaves_conflicted_notes_alone_and_says_how_to_settle_them(
    repository: Repository, command: str
) -> None:
    repository.change_on_two_branches(NOTE, ("above", "phone"), ("above", "laptop"))
    repository.git(command, "phone", status=1)
    conflicted = repository.read(NOTE)
    said = repository.run("mdfollow", "sync", status=1)
    assert repository.read(NOTE) == conflicted
    assert re.search(rf"{NOTE}:[0-9]+: git conflict markers; .*`mdfollow resolve`", said)


def test_the_command_names_every_file_git_gives() -> None:
    assert all(name in COMMAND for name in ("%O", "%A", "%B", "%L", "%P"))
