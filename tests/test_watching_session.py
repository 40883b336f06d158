from __future__ import annotations

import os
import shutil
import threading
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from mdfollow.disk.lock import vault_lock
from mdfollow.sync import sync
from mdfollow.watching.log import Log
from mdfollow.watching.session import SCAN_EVERY, Session
from tests.agendas import line, read, save, set_box, type_below
from tests.vaults import AGENDA, interview, task, write_vault
from tests.watched import FalseClock, Watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

NOTE, OTHER, JANE = "Interviews/Acme 1.md", "Interviews/Globex 1.md", "thank-you-jane-doe"
SIGNS = [".#{}", ".{}.swp", ".{}.swo", ".{}.kate-swp", ".syncthing.{}.tmp", "~syncthing~{}.tmp"]


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    notes = {
        NOTE: interview("Words.\n", interviewers="[Jane Doe, Sam Lee]"),
        OTHER: interview("More.\n", company="Globex"),
        "Plain.md": "Nothing of ours.\n",
    }
    return write_vault(tmp_path, notes)


@pytest.fixture
def watched(vault: Path) -> Watched:
    return Watched(vault)


def converged(vault: Path, day: date = date(2026, 11, 25)) -> bool:
    """Whether `sync` would change nothing."""
    return not sync(vault, day, lambda *_: None).changed


def test_files_saved_just_before_the_start_come_to_rest_first(vault: Path) -> None:
    """The others are synced at once; the files' own times are the machine's."""
    clock = FalseClock(datetime.now(UTC) + timedelta(seconds=60))
    said: list[str] = []
    log = Log(said.append, said.append, clock)
    Session(vault, clock, log).tick(())
    assert [NOTE in " ".join(said), OTHER in " ".join(said)] == [True, True]
    save(vault, NOTE, "---\n")
    save(vault, OTHER, read(vault, OTHER).replace("- [ ]", "- [x]"))
    clock.wall, after = datetime.now(UTC), len(said)
    session = Session(vault, clock, log)
    session.tick(())
    assert not [text for text in said[after:] if NOTE in text or OTHER in text]
    clock.pass_by(3)
    session.tick(())
    assert OTHER in " ".join(said[after:])


def test_told_to_end_it_plans_no_more_notes(vault: Path, planned: list[str]) -> None:
    clock, said = FalseClock(), list[str]()
    log = Log(said.append, said.append, clock)
    session = Session(vault, clock, log, stopping=lambda: True)
    session.tick(())
    session.close()
    assert planned == [NOTE]
    assert not said
    assert not (vault / AGENDA).exists()


def test_what_sync_would_do_it_does(vault: Path, watched: Watched) -> None:
    assert task(read(vault, NOTE), JANE)
    assert AGENDA in " ".join(watched.said)
    assert converged(vault)
    assert watched.rest() == []


def test_a_saved_note_is_synced_after_its_rest(vault: Path, watched: Watched) -> None:
    set_box(vault, JANE, path=NOTE)
    assert watched.tick(NOTE) == []
    watched.clock.pass_by(2.9)
    assert watched.tick() == []
    watched.clock.pass_by(0.2)
    assert watched.tick() == [NOTE, AGENDA]
    assert "✅ 2026-11-25" in task(read(vault, NOTE), JANE)


def test_own_writes_lead_to_no_further_run(vault: Path, watched: Watched) -> None:
    set_box(vault, JANE, path=NOTE)
    assert watched.rest(NOTE) == [NOTE, AGENDA]
    for _ in range(20):
        assert watched.rest(NOTE, OTHER, AGENDA, seconds=30) == []
    assert len(watched.said) == len(set(watched.said))


def test_a_save_makes_no_other_note_be_planned_than_its_own(
    vault: Path, watched: Watched, planned: list[str]
) -> None:
    set_box(vault, JANE, path=NOTE)
    assert watched.rest(NOTE) == [NOTE, AGENDA]
    planned.clear()
    set_box(vault, "^mdf-keep-applying", path=OTHER)
    assert watched.rest(OTHER) == [OTHER, AGENDA]
    assert set(planned) == {OTHER}


def test_every_save_begins_the_rest_anew(vault: Path, watched: Watched) -> None:
    set_box(vault, JANE, path=NOTE)
    text = read(vault, NOTE)
    for count in range(30):
        text += f"typed {count}\n"
        save(vault, NOTE, text)
        assert watched.tick(NOTE) == []
        watched.clock.pass_by(2)
        assert read(vault, NOTE) == text
    watched.clock.pass_by(1.5)
    assert watched.tick() == [NOTE, AGENDA]
    assert read(vault, NOTE).endswith("typed 29\n")


def test_a_tick_in_the_agenda_is_carried(vault: Path, watched: Watched) -> None:
    set_box(vault, "Jane Doe (by")
    assert watched.rest(AGENDA) == [NOTE, AGENDA]
    assert task(read(vault, NOTE), JANE).startswith("- [x]")


def test_lines_typed_in_the_agenda_are_carried_once_it_rests(vault: Path, watched: Watched) -> None:
    type_below(vault, "Jane Doe (by", "  - she li")
    watched.tick(AGENDA)
    watched.clock.pass_by(2)
    save(vault, AGENDA, read(vault).replace("she li", "she liked it"))
    watched.rest(AGENDA)
    assert "- she liked it" in read(vault, NOTE)
    assert "she li\n" not in read(vault, NOTE)


@pytest.mark.parametrize("sign", SIGNS)
def test_nothing_is_written_while_it_is_open_elsewhere(
    vault: Path, watched: Watched, sign: str
) -> None:
    name = NOTE.rpartition("/")[2]
    place = vault / "Interviews" / sign.format(name)
    place.symlink_to("somebody@somewhere.1")
    set_box(vault, "Jane Doe (by")
    before = read(vault, NOTE)
    for _ in range(30):
        watched.rest(AGENDA, NOTE)
        assert read(vault, NOTE) == before
    assert line(vault, "Jane Doe (by").startswith("- [x]"), "the act stays in the agenda"
    assert len([text for text in watched.warned if place.name in text]) == 1
    place.unlink()
    assert NOTE in watched.tick()
    assert task(read(vault, NOTE), JANE).startswith("- [x]")
    assert any("over: " in text for text in watched.said)


@contextmanager
def waiting_for_the_lock(vault: Path, watched: Watched) -> Iterator[None]:
    """Let another mdfollow be at work for five seconds while it is about to write."""
    with vault_lock(vault):
        thread = threading.Thread(target=watched.tick)
        thread.start()
        time.sleep(0.2)
        yield
        watched.clock.pass_by(5)
    thread.join()


@pytest.mark.parametrize("sign", ["Interviews/.Acme 1.md.swp", ".git/MERGE_HEAD"])
def test_nothing_is_written_that_was_opened_during_a_wait_for_the_lock(
    vault: Path, watched: Watched, sign: str
) -> None:
    set_box(vault, "Jane Doe (by")
    watched.tick(AGENDA)
    watched.clock.pass_by(3)
    with waiting_for_the_lock(vault, watched):
        (vault / sign).parent.mkdir(exist_ok=True)
        (vault / sign).touch()
    assert task(read(vault, NOTE), JANE).startswith("- [ ]")
    (vault / sign).unlink()
    assert NOTE in watched.tick()


def test_what_was_saved_during_a_wait_for_the_lock_must_rest(vault: Path, watched: Watched) -> None:
    set_box(vault, JANE, path=NOTE)
    watched.tick(NOTE)
    watched.clock.pass_by(3)
    with waiting_for_the_lock(vault, watched):
        save(vault, NOTE, f"{read(vault, NOTE)}typed")
    assert NOTE not in watched.tick()
    watched.clock.pass_by(3)
    assert NOTE in watched.tick()
    assert read(vault, NOTE).endswith("typed")


@pytest.mark.parametrize("sign", ["index.lock", "MERGE_HEAD", "rebase-merge", "CHERRY_PICK_HEAD"])
def test_nothing_is_written_while_git_is_at_work(vault: Path, watched: Watched, sign: str) -> None:
    (vault / ".git" / sign).mkdir(parents=True)
    set_box(vault, JANE, path=NOTE)
    for _ in range(30):
        assert watched.rest(NOTE) == []
    assert sum(sign in text for text in watched.warned) == 1
    shutil.rmtree(vault / ".git")
    assert watched.rest() == [NOTE, AGENDA]


@pytest.mark.parametrize("half", ["", "---\ntype: interview\n", "no more markers\n"])
def test_a_half_saved_note_is_never_believed(vault: Path, watched: Watched, half: str) -> None:
    whole, agenda = read(vault, NOTE), read(vault)
    save(vault, NOTE, half)
    assert watched.rest(NOTE, seconds=4) == []
    assert read(vault, NOTE) == half
    assert read(vault) == agenda
    save(vault, NOTE, whole)
    assert watched.rest(NOTE) == []
    assert converged(vault)


def test_a_region_taken_away_for_good_is_believed_in_the_end(vault: Path, watched: Watched) -> None:
    save(vault, NOTE, "A plain note now.\n")
    watched.rest(NOTE)
    assert watched.rest(seconds=6.5) == [AGENDA]
    assert "Jane Doe" not in read(vault)


def test_a_note_that_is_gone_for_a_moment_changes_nothing(vault: Path, watched: Watched) -> None:
    away = vault / f"{NOTE}~"
    (vault / NOTE).rename(away)
    assert watched.rest(NOTE, seconds=1) == []
    away.rename(vault / NOTE)
    assert watched.rest(NOTE) == []
    assert converged(vault)


def test_a_deleted_note_leaves_the_agenda_after_a_while(vault: Path, watched: Watched) -> None:
    (vault / NOTE).unlink()
    assert watched.rest(NOTE) == [AGENDA]
    assert "Jane Doe" not in read(vault)
    assert not (vault / NOTE).exists()


def test_a_tick_of_a_note_deleted_meanwhile_says_that_it_is_gone(
    vault: Path, watched: Watched
) -> None:
    set_box(vault, "Jane Doe (by")
    (vault / NOTE).unlink()
    watched.rest(NOTE, AGENDA)
    assert any("there is no `Interviews/Acme 1.md`" in told for told in watched.warned)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_an_agenda_that_was_a_pipe_for_a_while_is_made_anew(vault: Path, watched: Watched) -> None:
    (vault / AGENDA).unlink()
    os.mkfifo(vault / AGENDA)
    watched.rest(AGENDA, seconds=10)
    watched.rest(seconds=10)
    assert "no regular file" in watched.warned[-1]
    (vault / AGENDA).unlink()
    for _ in range(5):
        watched.rest(AGENDA, seconds=10)
    assert "Jane Doe" in read(vault)


def test_nothing_is_done_when_most_notes_are_gone_at_once(vault: Path) -> None:
    for count in range(6):
        save(vault, f"n{count}.md", interview(company=f"Co {count}"))
    watched = Watched(vault)
    agenda = read(vault)
    away = vault.parent / "away"
    away.mkdir()
    for count in range(6):
        (vault / f"n{count}.md").rename(away / f"n{count}.md")
    assert watched.rest("") == []
    assert sum("more than half" in text for text in watched.warned) == 1
    for _ in range(50):
        assert watched.rest("") == []
    assert read(vault) == agenda
    for count in range(6):
        (away / f"n{count}.md").rename(vault / f"n{count}.md")
    watched.rest("")
    watched.rest()
    assert any("over: more than half" in text for text in watched.said)
    assert converged(vault)


def test_a_folder_given_another_name_is_no_loss(vault: Path) -> None:
    for count in range(6):
        save(vault, f"Interviews/n{count}.md", interview(company=f"Co {count}"))
    watched = Watched(vault)
    (vault / "Interviews").rename(vault / "Talks")
    assert watched.rest("") == [AGENDA]
    assert not watched.warned
    assert converged(vault)


def test_a_name_with_a_line_break_is_told_on_one_line(vault: Path, watched: Watched) -> None:
    save(vault, "New\nline.md", interview(company="New"))
    assert watched.rest("New\nline.md") == ["New\\nline.md", AGENDA]
    swap = vault / ".New\nline.md.swp"
    swap.touch()
    set_box(vault, "a separate", path="New\nline.md")
    watched.rest("New\nline.md")
    watched.clock.pass_by(100)
    watched.tick()
    assert "waits: " in watched.warned[-1]
    assert "\n" not in "".join(watched.said + watched.warned)


def test_a_new_note_gets_its_checklist(vault: Path, watched: Watched) -> None:
    save(vault, "New.md", interview(company="New"))
    assert watched.rest("New.md") == ["New.md", AGENDA]


def test_without_any_event_a_scan_finds_it(vault: Path, watched: Watched) -> None:
    set_box(vault, JANE, path=NOTE)
    assert watched.rest(seconds=40) == []
    assert watched.rest(seconds=10) == [NOTE, AGENDA]


def test_polled_it_is_found_within_seconds(vault: Path, watched: Watched) -> None:
    watched.session.polled = True
    set_box(vault, JANE, path=NOTE)
    watched.rest(seconds=2)
    assert watched.rest() == [NOTE, AGENDA]


def test_midnight(vault: Path) -> None:
    clock = FalseClock()
    clock.wall = clock.wall.replace(hour=23, minute=59, second=50)
    watched = Watched(vault, clock)
    assert "Today, Wed 25 Nov" in read(vault)
    watched.clock.pass_by(5)
    assert watched.tick() == []
    watched.clock.pass_by(5)
    assert watched.tick() == [AGENDA]
    assert "Today, Thu 26 Nov" in read(vault)
    assert converged(vault, date(2026, 11, 26))
    assert watched.rest(seconds=3000) == []


def test_after_sleep_everything_is_looked_at(vault: Path, watched: Watched) -> None:
    """Asleep the wall clock goes on and the other one stands still; events may be lost."""
    set_box(vault, JANE, path=NOTE)
    watched.clock.wall += timedelta(hours=1)
    assert watched.tick() == []
    assert watched.rest() == [NOTE, AGENDA]


def test_a_clock_set_back_takes_today_back(vault: Path, watched: Watched) -> None:
    watched.clock.wall -= timedelta(days=1)
    assert watched.tick() == [AGENDA]
    assert "<!-- mdfollow:begin 2026-11-24 -->" in read(vault)


def test_problems_are_told_once_and_when_they_are_gone(vault: Path, watched: Watched) -> None:
    good = read(vault, NOTE)
    save(vault, NOTE, good.replace("date: 2026-11-24", "date: soon"))
    watched.rest(NOTE)
    assert [NOTE in text for text in watched.warned] == [True]
    assert "Needs a look" in read(vault)
    save(vault, OTHER, read(vault, OTHER) + "words\n")
    watched.rest(OTHER)
    assert len(watched.warned) == 1
    save(vault, NOTE, good)
    watched.rest(NOTE)
    assert f"gone: {NOTE}:" in watched.said[-1]
    assert "Needs a look" not in read(vault)


def test_a_problem_that_moves_with_the_text_above_it_is_not_told_again(
    vault: Path, watched: Watched
) -> None:
    save(vault, NOTE, read(vault, NOTE).replace("mdfollow:end", "mdfollow:oh"))
    watched.rest(NOTE)
    watched.rest(seconds=9)
    before = len(watched.said)
    for _ in range(3):
        save(vault, NOTE, read(vault, NOTE).replace("Words.", "Words.\nMore.", 1))
        assert AGENDA in watched.rest(NOTE)
    assert [":9: the line `<!-- mdfollow:end" in text for text in watched.warned] == [True]
    assert not [text for text in watched.said[before:] if "gone: " in text]
    text = read(vault, NOTE)
    save(vault, NOTE, text + text[text.index("<!-- mdfollow:begin") :])
    watched.rest(NOTE)
    assert len(watched.warned) > 1, "another problem beside it"


def test_settings_that_can_not_be_used_are_told_and_waited_for(
    vault: Path, watched: Watched
) -> None:
    save(vault, "mdfollow.toml", "[watch\n")
    set_box(vault, JANE, path=NOTE)
    assert watched.rest(NOTE, "mdfollow.toml") == []
    assert sum("mdfollow.toml" in text for text in watched.warned) == 1
    save(vault, "mdfollow.toml", '[checklist]\nheading = "## Later"\n')
    assert watched.rest("mdfollow.toml") == [NOTE, AGENDA]


@pytest.mark.parametrize("path", [NOTE, AGENDA])
def test_what_is_deleted_just_after_the_settings_changed_is_gone_all_the_same(
    vault: Path, watched: Watched, path: str
) -> None:
    save(vault, "mdfollow.toml", "[applications]\nweekly_goal = 7\n")
    watched.rest("mdfollow.toml", seconds=2)
    (vault / path).unlink()
    watched.rest(path, seconds=2)
    watched.rest(seconds=10)
    assert ("Jane Doe" in read(vault)) == (path == AGENDA)
    assert converged(vault)


def test_settings_being_saved_hold_everything(vault: Path, watched: Watched) -> None:
    save(vault, "mdfollow.toml", '[agenda]\nfile = "Half.md"\n')
    set_box(vault, JANE, path=NOTE)
    watched.tick("mdfollow.toml", NOTE)
    watched.clock.pass_by(2)
    save(vault, "mdfollow.toml", '[agenda]\nfile = "Half a life.md"\n')
    watched.tick("mdfollow.toml")
    watched.clock.pass_by(2)
    assert watched.tick() == []
    watched.clock.pass_by(2)
    assert "Half a life.md" in watched.tick()
    assert not (vault / "Half.md").exists()


def test_a_step_that_changes_is_followed(vault: Path, watched: Watched) -> None:
    step = "---\nstep: usajobs\ntask: Look there\nwhen: outcome\n---\nText\n"
    save(vault, "mdfollow.toml", "")
    (vault / "Steps").mkdir()
    save(vault, "Steps/mine.md", step)
    assert set(watched.rest("Steps/mine.md", "")) == {NOTE, OTHER, AGENDA} - {AGENDA}
    save(vault, "Steps/mine.md", step.replace("there", "here"))
    assert set(watched.rest("Steps/mine.md")) == {NOTE, OTHER}
    assert "Look here" in task(read(vault, NOTE), "usajobs")


def test_another_program_that_takes_it_back_ends_in_peace(vault: Path, watched: Watched) -> None:
    set_box(vault, JANE, path=NOTE)
    without_date = read(vault, NOTE)
    assert NOTE in watched.rest(NOTE), "the first time it is a person's tick"
    for _ in range(5):
        save(vault, NOTE, without_date)
        assert NOTE in watched.rest(NOTE)
    for _ in range(5):
        save(vault, NOTE, without_date)
        assert NOTE not in watched.rest(NOTE)
    assert sum("another program takes back" in text for text in watched.warned) == 1
    assert NOTE in watched.warned[-1]
    watched.clock.pass_by(600)
    assert NOTE in watched.tick()


def test_a_person_who_ticks_often_is_no_fight(vault: Path, watched: Watched) -> None:
    for count in range(10):
        set_box(vault, JANE, " " if count % 2 else "x", NOTE)
        assert AGENDA in watched.rest(NOTE)
    for count in range(20):
        save(vault, NOTE, read(vault, NOTE).replace("Jane D", "Jane 'D").replace("'", f"{count}"))
        watched.rest(NOTE)
    assert not watched.warned


def test_an_agenda_that_could_not_be_written_is_tried_again(vault: Path, watched: Watched) -> None:
    """A folder that is in the way goes without a change to any file."""
    (vault / AGENDA).unlink()
    (vault / AGENDA).mkdir()
    watched.rest(NOTE, AGENDA)
    watched.rest(seconds=SCAN_EVERY)
    assert sum("Is a directory" in line for line in watched.warned) == 1
    (vault / AGENDA).rmdir()
    assert [*watched.rest(AGENDA), *watched.rest(seconds=SCAN_EVERY)] == [AGENDA]
    assert converged(vault)
    assert "gone: " in watched.said[-1]


def test_a_person_who_types_below_tasks_of_the_agenda_is_no_fight(
    vault: Path, watched: Watched
) -> None:
    for count in range(10):
        type_below(vault, "Jane Doe (by", f"  - thought {count}")
        assert watched.rest(AGENDA) == [NOTE, AGENDA]
    assert not watched.warned


def test_a_program_that_removes_the_checklist_and_sets_a_date_ends_in_peace(
    vault: Path, watched: Watched
) -> None:
    without = interview("Words.\n", interviewers="[Jane Doe, Sam Lee]")
    for count in range(8):
        save(vault, NOTE, without.replace("Words.", f"Saved {count}."))
        watched.rest(NOTE)
        watched.rest(seconds=10)
    assert sum("another program takes back" in text for text in watched.warned) == 1
