"""The agenda: acts of both sides, and nothing else, are merged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mdfollow.disk.writer import write
from mdfollow.merging.merge import merge
from mdfollow.sync import sync
from tests.vaults import AGENDA, interview, task, write_vault

if TYPE_CHECKING:
    from pathlib import Path

NOTE, OTHER = "Interviews/Acme 1.md", "Applications/Hooli.md"
TODAY = date(2026, 11, 25)


class Device:
    """A vault that was synced, and its agenda."""

    def __init__(self, root: Path) -> None:
        self.root = write_vault(
            root,
            {
                NOTE: interview(interviewers="[Jane Doe, Sam Lee]"),
                OTHER: "---\ntype: application\n---\n- [ ] ask Lee 📅 2026-11-26\n",
            },
        )
        self.sync()

    def sync(self, today: date = TODAY) -> None:
        sync(self.root, today, lambda *change: write(self.root, *change))

    @property
    def agenda(self) -> str:
        return self.read(AGENDA)

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def merge(self, base: str, ours: str, theirs: str) -> None:
        result = merge(base.encode(), ours.encode(), theirs.encode())
        assert result.conflicts == 0
        (self.root / AGENDA).write_bytes(result.data)
        self.sync()


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device(tmp_path)


def changed(text: str, words: str, change: tuple[str, str]) -> str:
    line = next(line for line in text.splitlines() if words in line)
    assert change[0] in line + "\n"
    return text.replace(f"{line}\n", f"{line}\n".replace(*change, 1))


TICK = ("[ ]", "[x]")


def test_ticks_of_both(device: Device) -> None:
    base = device.agenda
    device.merge(base, changed(base, "Jane", TICK), changed(base, "Sam", TICK))
    note = device.read(NOTE)
    assert "[x]" in task(note, "thank-you-jane-doe")
    assert "[x]" in task(note, "thank-you-sam-lee")


def test_a_task_written_by_hand(device: Device) -> None:
    base = device.agenda
    device.merge(base, changed(base, "Jane", TICK), changed(base, "ask Lee", TICK))
    assert "- [x] ask Lee" in device.read(OTHER)


def test_a_tick_of_a_line_the_other_side_no_longer_shows(device: Device) -> None:
    base = device.agenda
    kept = changed(base, "Jane", TICK)
    device.sync(date(2026, 12, 20))
    ours = device.agenda
    assert "ask Lee" in ours
    note = device.read(NOTE)
    (device.root / NOTE).write_text(note.replace("2026-11-26", "2027-11-26"))
    device.sync(date(2026, 12, 20))
    device.merge(base, device.agenda, kept)
    assert "[x]" in task(device.read(NOTE), "thank-you-jane-doe")


def test_a_box_set_back_by_the_side_that_carried_it_is_no_act(device: Device) -> None:
    base = changed(device.agenda, "Jane", TICK)
    (device.root / AGENDA).write_text(base)
    device.sync()
    theirs = device.agenda
    note = device.read(NOTE)
    opened = note.replace("[x]", "[ ]").replace(" ✅ 2026-11-25", "")
    (device.root / NOTE).write_text(opened)
    device.merge(base, base, theirs)
    assert "[ ]" in task(device.read(NOTE), "thank-you-jane-doe")


def test_lines_typed_on_both_sides_are_kept_once(device: Device) -> None:
    base = changed(device.agenda, "Sam", ("\n", "\n  - before\n"))
    ours = changed(base, "Jane", ("\n", "\n  - mine\n"))
    theirs = changed(base, "Jane", ("\n", "\n  - theirs\n  - mine\n"))
    device.merge(base, ours, theirs.replace("## Today", "loose words\n\n## Today"))
    note = device.read(NOTE)
    assert [note.count(words) for words in ("- mine", "- theirs", "- before")] == [1, 1, 1]
    assert device.agenda.count("loose words") == 1


def test_lines_the_other_side_carried_are_not_carried_again(device: Device) -> None:
    base = changed(device.agenda, "Jane", ("\n", "\n  - said hello\n"))
    (device.root / AGENDA).write_text(base)
    device.sync()
    device.merge(base, changed(base, "Sam", TICK), device.agenda)
    note = device.read(NOTE)
    assert note.count("said hello") == 1
    assert "[x]" in task(note, "thank-you-sam-lee")


def test_text_around_the_region_merges_as_git_merges_it(device: Device) -> None:
    base = "top\n\n" + device.agenda + "\nbottom\n"
    result = merge(
        base.encode(),
        base.replace("top", "first").encode(),
        changed(base, "Jane", TICK).replace("bottom", "last").encode(),
    )
    text = result.data.decode()
    assert text.startswith("first\n")
    assert text.endswith("\nlast\n")
    assert "- [x] Write or email a thank-you note to Jane" in text


def test_a_region_that_is_no_agenda_is_taken_from_the_newer_day() -> None:
    old, new = (
        f"<!-- mdfollow:begin {day} -->\n| {day} |\n<!-- mdfollow:end 1 abc -->\n"
        for day in ("2026-11-25", "2026-11-26")
    )
    base = old.replace("| 2026-11-25", "| earlier")
    for ours, theirs in ((old, new), (new, old)):
        assert merge(base.encode(), ours.encode(), theirs.encode()).data == new.encode()
