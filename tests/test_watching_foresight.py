"""Foreseeing changes nothing but when the work is done."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest

from mdfollow.disk import writer
from mdfollow.disk.signature import ABSENT
from mdfollow.disk.unwritable import Recovered
from mdfollow.disk.writer import write
from mdfollow.sync import sync
from mdfollow.watching.held import Held
from mdfollow.watching.log import Log
from mdfollow.watching.rest import regular
from tests.agendas import read, save, set_box
from tests.vaults import AGENDA, interview, task, write_vault
from tests.watched import FalseClock, Watched

if TYPE_CHECKING:
    from pathlib import Path


NOTE, OTHER, JANE = "Interviews/Acme 1.md", "Interviews/Globex 1.md", "thank-you-jane-doe"
SOON = 2.97
"""Seconds of rest (of 3) after which is foreseen what comes."""


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    notes = {NOTE: interview(interviewers="[Jane Doe, Sam Lee]"), OTHER: interview(company="Glo")}
    return write_vault(tmp_path, notes)


@pytest.fixture
def watched(vault: Path) -> Watched:
    return Watched(vault)


def foresee(watched: Watched, *hints: str) -> None:
    """Let time pass until just before the rest ends."""
    assert watched.tick(*hints) == []
    watched.clock.pass_by(SOON)
    assert watched.tick() == []


def test_it_is_woken_just_before_the_rest_ends_and_at_its_end(
    vault: Path, watched: Watched
) -> None:
    set_box(vault, JANE, path=NOTE)
    watched.tick(NOTE)
    watched.clock.pass_by(2.5)
    watched.tick()
    assert watched.session.next_tick == pytest.approx(0.45)
    watched.clock.pass_by(0.46)
    watched.tick()
    assert watched.session.next_tick == pytest.approx(0.04)


def test_what_is_written_was_planned_before(
    vault: Path, watched: Watched, planned: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_box(vault, JANE, path=NOTE)
    before = read(vault, NOTE), read(vault)
    foresee(watched, NOTE)
    assert planned == [NOTE]
    assert before == (read(vault, NOTE), read(vault))
    planned.clear()
    written: list[tuple[str, int]] = []
    say = Log.say

    def saying(log: Log, text: str) -> None:
        written.append((text, len(planned)))
        say(log, text)

    monkeypatch.setattr(Log, "say", saying)
    watched.clock.pass_by(0.1)
    assert watched.tick() == [NOTE, AGENDA]
    assert written == [(f"wrote {NOTE}", 0), (f"wrote {AGENDA}", 0)]
    assert "✅ 2026-11-25" in task(read(vault, NOTE), JANE)


def test_a_tick_in_the_agenda_is_foreseen(
    vault: Path, watched: Watched, planned: list[str]
) -> None:
    set_box(vault, "Jane Doe (by")
    foresee(watched, AGENDA)
    assert planned == [NOTE]
    watched.clock.pass_by(0.1)
    assert watched.tick() == [NOTE, AGENDA]
    assert task(read(vault, NOTE), JANE).startswith("- [x]")


def test_a_note_that_is_saved_once_more_is_not_overwritten(vault: Path, watched: Watched) -> None:
    set_box(vault, JANE, path=NOTE)
    foresee(watched, NOTE)
    text = f"{read(vault, NOTE)}typed\n"
    save(vault, NOTE, text)
    watched.clock.pass_by(0.1)
    assert watched.tick() == []
    assert read(vault, NOTE) == text
    assert watched.rest() == [NOTE, AGENDA]
    assert read(vault, NOTE).endswith("typed\n")


def test_another_note_that_was_saved_meanwhile_does_not_spoil_it(
    vault: Path, watched: Watched
) -> None:
    set_box(vault, JANE, path=NOTE)
    foresee(watched, NOTE)
    set_box(vault, "^mdf-keep-applying", path=OTHER)
    watched.clock.pass_by(0.1)
    assert watched.tick(OTHER) == [NOTE, AGENDA]
    assert watched.rest() == [OTHER, AGENDA]
    assert not sync(vault, watched.clock.now().date(), lambda *_: None).changed


def test_on_another_day_nothing_foreseen_holds(vault: Path) -> None:
    clock = FalseClock(datetime(2026, 11, 25, 23, 59, 50, tzinfo=UTC))
    watched = Watched(vault, clock)
    clock.pass_by((datetime(2026, 11, 25, 23, 59, 57, tzinfo=UTC) - clock.wall).total_seconds())
    set_box(vault, JANE, path=NOTE)
    foresee(watched, NOTE)
    clock.pass_by(0.1)
    assert NOTE in watched.tick()
    assert "✅ 2026-11-26" in task(read(vault, NOTE), JANE)


def test_a_sign_that_appears_meanwhile_is_heeded(vault: Path, watched: Watched) -> None:
    set_box(vault, JANE, path=NOTE)
    foresee(watched, NOTE)
    swap = vault / "Interviews" / ".Acme 1.md.swp"
    swap.touch()
    before = read(vault, NOTE)
    watched.clock.pass_by(0.1)
    assert NOTE not in watched.tick()
    assert read(vault, NOTE) == before
    swap.unlink()
    assert watched.rest() == [NOTE, AGENDA]


def test_bytes_that_were_recovered_are_told(
    vault: Path, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_box(vault, JANE, path=NOTE)
    foresee(watched, NOTE)

    def twice_saved(vault: Path, path: str, old: bytes | None, new: bytes) -> None:
        write(vault, path, old, new)
        raise Recovered(path, ".mdfollow/recovered/Acme 1.md")

    monkeypatch.setattr(writer, "write", twice_saved)
    watched.clock.pass_by(0.1)
    watched.tick()
    assert any("kept as `.mdfollow/recovered/Acme 1.md`" in text for text in watched.said)


def test_of_many_files_nothing_is_foreseen(tmp_path: Path, planned: list[str]) -> None:
    many = [f"Interviews/{n}.md" for n in range(20)]
    watched = Watched(write_vault(tmp_path, {path: interview(company=path) for path in many}))
    planned.clear()
    for path in many:
        set_box(tmp_path, "^mdf-keep-applying", path=path)
    foresee(watched, *many)
    assert planned == []
    watched.clock.pass_by(0.1)
    assert sorted(watched.tick()) == sorted([AGENDA, *many])


def test_what_was_supposed_is_forgotten(vault: Path) -> None:
    today = FalseClock().now().date()
    held = Held(vault, set())
    sync(vault, today, lambda *_: None, memory=held)
    before = dict(held.pages), dict(held.taken), read(vault, NOTE).encode()
    save(vault, NOTE, "Nothing of ours.\n")
    (vault / OTHER).unlink()
    files = {NOTE: regular(f"{vault}/{NOTE}"), OTHER: ABSENT}
    with held.supposing(files) as all_taken:
        assert all_taken
        assert not held.pages
    assert (held.pages, held.taken) == before[:2]
    assert list(held.pages) == [NOTE, OTHER]


def test_what_came_of_a_note_is_not_trusted_once_it_was_supposed_otherwise(vault: Path) -> None:
    today = FalseClock().now().date()
    held = Held(vault, set())
    sync(vault, today, partial(write, vault), memory=held)
    for path in (NOTE, OTHER):
        held.learn_written(path, (vault / path).read_bytes())
    sync(vault, today, lambda *_: None, memory=held)
    assert held.pages[NOTE].result
    with held.supposing({NOTE: regular(f"{vault}/{NOTE}")}):
        pass
    assert held.pages[NOTE].result is None
    assert held.pages[OTHER].result


def test_settings_seen_while_supposing_count_as_not_seen(vault: Path) -> None:
    today = FalseClock().now().date()
    held = Held(vault, set())
    sync(vault, today, lambda *_: None, memory=held)
    before = held.key, dict(held.pages), dict(held.taken), held.listed
    save(vault, "mdfollow.toml", '[checklist]\nheading = "## Then"\n')
    for _ in range(2):
        with held.supposing({NOTE: regular(f"{vault}/{NOTE}")}):
            sync(vault, today, lambda *_: None, memory=held)
        assert before == (held.key, held.pages, held.taken, held.listed)
    written: dict[str, bytes] = {}
    sync(vault, today, lambda path, _, new: written.update({path: new}), memory=held)
    fresh: dict[str, bytes] = {}
    sync(vault, today, lambda path, _, new: fresh.update({path: new}))
    assert written == fresh
    assert b"## Then" in written[NOTE]


def test_settings_half_saved_while_what_was_foreseen_is_written(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = '[agenda]\nfile = "Mine.md"\n'
    save(vault, "mdfollow.toml", settings)
    watched = Watched(vault)
    set_box(vault, JANE, path=NOTE)
    foresee(watched, NOTE)
    say = Log.say

    def saying(log: Log, text: str) -> None:
        save(vault, "mdfollow.toml", "")
        say(log, text)

    monkeypatch.setattr(Log, "say", saying)
    watched.clock.pass_by(0.1)
    assert watched.tick() == [NOTE, "Mine.md"]
    monkeypatch.undo()
    save(vault, "mdfollow.toml", settings)
    watched.rest("mdfollow.toml", seconds=10)
    assert not (vault / AGENDA).exists()
    assert not sync(vault, watched.clock.now().date(), lambda *_: None).changed


def test_settings_saved_while_a_pass_writes_are_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [f"Interviews/{n}.md" for n in range(12)]
    watched = Watched(write_vault(tmp_path, {path: interview(company=path) for path in many}))
    for path in many:
        set_box(tmp_path, "^mdf-keep-applying", path=path)
    say = Log.say

    def saying(log: Log, text: str) -> None:
        save(tmp_path, "mdfollow.toml", '[agenda]\nfile = "Mine.md"\n')
        say(log, text)

    watched.tick(*many)
    watched.clock.pass_by(3)
    monkeypatch.setattr(Log, "say", saying)
    watched.tick()
    monkeypatch.undo()
    watched.rest("mdfollow.toml", seconds=10)
    assert (tmp_path / "Mine.md").exists()
    assert not sync(tmp_path, watched.clock.now().date(), lambda *_: None).changed


def test_settings_that_are_being_saved_keep_from_foreseeing(
    vault: Path, watched: Watched, planned: list[str]
) -> None:
    set_box(vault, JANE, path=NOTE)
    watched.tick(NOTE)
    watched.clock.pass_by(1)
    save(vault, "mdfollow.toml", '[checklist]\nheading = "## Then"\n')
    watched.tick("mdfollow.toml")
    watched.clock.pass_by(1.97)
    assert watched.tick() == []
    assert planned == []
    assert sorted(watched.rest()) == sorted([NOTE, AGENDA])


@pytest.mark.parametrize("half", ["", "---\ntype: interview\n---\n"])
def test_half_a_note_is_not_supposed(vault: Path, half: str) -> None:
    Watched(vault)
    held = Held(vault, set())
    sync(vault, FalseClock().now().date(), lambda *_: None, memory=held)
    save(vault, NOTE, half)
    with held.supposing({NOTE: regular(f"{vault}/{NOTE}")}) as all_taken:
        assert not all_taken
