"""`mdfollow resolve`: conflict markers in all styles, and conflict copies of sync tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdfollow.merging.git_merge_file import Style, git_merge_file
from mdfollow.merging.markers import has_markers, read_conflicts
from mdfollow.merging.merge import merge
from mdfollow.merging.resolve import resolve_in_vault
from mdfollow.problems import MdfollowError
from tests.merges import BASE, CALL, JANE, TICKED, Desk, forks, lost, to
from tests.vaults import AGENDA, interview, task, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

NOTE = "Interviews/Acme 1.md"
CALLED = CALL.replace("[ ]", "[x]")
STYLES = ["merge", "diff3", "zdiff3"]
COPIES = [
    "Acme 1.sync-conflict-20261124-101010-ABCDEFG.md",
    "Acme 1 (Ada's conflicted copy 2026-11-24).md",
    "Acme 1 (conflicted copy 2026-11-24 101010).md",
    "Acme 1 (Case Conflict).md",
]


def conflicted(style: str, ours: str, theirs: str, base: str = BASE) -> bytes:
    return git_merge_file(base.encode(), ours.encode(), theirs.encode(), Style(7, style)).data


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("size", [7, 11])
def test_a_conflict_git_left_is_read_back(style: str, size: int) -> None:
    ours, theirs = to("below", "here\nsame")(BASE), to("below", "there\nsame")(BASE)
    how = Style(size, style, ("HEAD", "fork", "phone branch"))
    left = git_merge_file(BASE.encode(), ours.encode(), theirs.encode(), how)
    read = read_conflicts(left.data)
    assert (read.ours, read.theirs) == (ours.encode(), theirs.encode())
    assert merge(read.base, read.ours, read.theirs, read.style) == left
    assert not has_markers(BASE.encode())


@pytest.mark.parametrize("style", STYLES)
def test_the_checklist_is_settled_and_the_rest_left(tmp_path: Path, run: Run, style: str) -> None:
    ours, theirs = to(JANE, TICKED)(BASE), to(CALL, CALLED)(BASE)
    left = conflicted(style, to("below", "here")(ours), to("below", "there")(theirs))
    vault = write_vault(tmp_path, {NOTE: left})
    told = run(vault, "resolve", NOTE, status=1).stdout
    text = (vault / NOTE).read_text()
    assert "1 conflict(s) outside" in told
    assert f"{TICKED}\n{CALLED}\n" in text
    assert "here\n" in text[text.index("<<<<<<<") :]
    assert "there\n" in text[text.index("<<<<<<<") :]


@pytest.mark.parametrize("style", STYLES)
def test_a_conflict_inside_the_checklist_alone_is_gone(
    tmp_path: Path, run: Run, style: str
) -> None:
    left = conflicted(style, to(JANE, TICKED)(BASE), to(CALL, CALLED)(BASE))
    assert has_markers(left)
    vault = write_vault(tmp_path, {NOTE: left})
    assert "settled" in run(vault, "resolve", "Acme 1").stdout
    assert (vault / NOTE).read_text() == to(JANE, TICKED)(to(CALL, CALLED)(BASE))


@pytest.mark.parametrize("style", STYLES)
def test_nothing_is_lost_from_conflicts_of_any_kind(tmp_path: Path, style: str) -> None:
    desk = Desk(tmp_path)
    for fork in forks(desk, 60, 4):
        left = git_merge_file(*fork.bytes, Style(7, style))
        if left.conflicts and fork.base.count("mdfollow:begin"):
            read = read_conflicts(left.data)
            merged = merge(read.base, read.ours, read.theirs, read.style).data.decode()
            faults = [fault for fault in lost(desk, fork, merged) if "date" not in fault]
            assert faults == [], f"{faults}\n{left.data.decode()}\n->\n{merged}"


def test_markers_without_their_end_are_told(tmp_path: Path, run: Run) -> None:
    with pytest.raises(MdfollowError, match="without their end"):
        read_conflicts(b"<<<<<<< a\nx\n=======\n")
    vault = write_vault(tmp_path, {NOTE: BASE})
    assert "no conflict markers" in run(vault, "resolve", NOTE, status=2).stderr
    assert "no note `Acne 1`" in run(vault, "resolve", "Acne 1", status=2).stderr


@pytest.mark.parametrize("name", COPIES)
def test_a_conflict_copy_is_merged_and_removed(tmp_path: Path, run: Run, name: str) -> None:
    copy = f"Interviews/{name}"
    theirs = to(CALL, f"{CALLED}\n  - said yes")(to("above", "above\n\nmore")(BASE))
    vault = write_vault(tmp_path, {NOTE: to(JANE, TICKED)(BASE), copy: theirs})
    told = run(vault, "resolve", copy).stdout
    assert "all it held is in" in told
    assert not (vault / copy).exists()
    expected = to(JANE, TICKED)(theirs)
    assert (vault / NOTE).read_text() == expected


def test_what_a_copy_says_otherwise_is_marked_for_the_person(tmp_path: Path, run: Run) -> None:
    copy = f"Interviews/{COPIES[0]}"
    vault = write_vault(tmp_path, {NOTE: BASE, copy: to("below", "other")(to(JANE, TICKED)(BASE))})
    run(vault, "resolve", NOTE, status=1)
    text = (vault / NOTE).read_text()
    assert "<<<<<<< the note\nbelow\n=======\nother\n>>>>>>> the conflict copy\n" in text
    assert TICKED in text
    assert not (vault / copy).exists()


def test_a_copy_that_can_t_be_read_stays(tmp_path: Path, run: Run) -> None:
    copy = f"Interviews/{COPIES[0]}"
    broken = to("<!-- mdfollow:begin -->\n", "")(BASE)
    vault = write_vault(tmp_path, {NOTE: BASE, copy: broken})
    assert "do it by hand" in run(vault, "resolve", NOTE, status=2).stderr
    assert (vault / copy).read_text() == broken
    assert (vault / NOTE).read_text() == BASE


def test_a_copy_without_its_note_stays(tmp_path: Path, run: Run) -> None:
    copy = f"Interviews/{COPIES[0]}"
    vault = write_vault(tmp_path, {copy: BASE})
    assert "rename its conflict copy" in run(vault, "resolve", copy, status=2).stderr
    assert (vault / copy).exists()


def test_a_copy_of_the_agenda_gives_its_ticks(tmp_path: Path, run: Run) -> None:
    vault = write_vault(tmp_path, {NOTE: interview(interviewers="[Jane Doe, Sam Lee]")})
    run(vault, "sync")
    agenda = (vault / AGENDA).read_text()
    jane, sam = (next(ln for ln in agenda.splitlines() if who in ln) for who in ("Jane", "Sam"))
    copy = vault / "Due this week.sync-conflict-20261124-101010-ABCDEFG.md"
    copy.write_text(agenda.replace(jane, jane.replace("[ ]", "[x]") + "\n  - she answered"))
    (vault / AGENDA).write_text(agenda.replace(sam, sam.replace("[ ]", "[x]")))
    run(vault, "resolve", "Due this week")
    assert not copy.exists()
    run(vault, "sync")
    note = (vault / NOTE).read_text()
    assert "[x]" in task(note, "thank-you-jane-doe")
    assert "[x]" in task(note, "thank-you-sam-lee")
    assert "  - she answered\n" in note


def test_copies_lose_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk")
    for number, fork in enumerate(forks(desk, 40, 5)):
        copy = f"Interviews/{COPIES[0]}"
        vault = write_vault(tmp_path / str(number), {NOTE: fork.ours, copy: fork.theirs})
        if fork.ours != fork.theirs:
            resolve_in_vault(vault, NOTE)
            merged = (vault / NOTE).read_bytes().decode()
            copied = (vault / copy).read_text() if (vault / copy).exists() else ""
            faults = [
                f for f in lost(desk, fork, merged + copied) if f.startswith("lost the words")
            ]
            assert faults == []
