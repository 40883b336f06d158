from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mdfollow.disk.writer import write
from mdfollow.sync import TRIES, sync
from tests.agendas import box, group_of, groups, line, read, save, set_box, type_below
from tests.vaults import AGENDA, interview, task, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

NOTE = "Interviews/Acme 1.md"
HAND = "Interviews/Globex 1.md"
JANE, SAM = "thank-you-jane-doe", "thank-you-sam-lee"
TODAY = date(2026, 11, 25)


@pytest.fixture
def vault(tmp_path: Path, run: Run) -> Path:
    """Two interviews, one with a task written by hand, synced."""
    notes = {
        NOTE: interview("Words.\n", interviewers="[Jane Doe, Sam Lee]"),
        HAND: interview(
            "- [ ] send *samples* #work 📅 2026-11-26 🔺  \r\n"
            "- [ ] ask for parking 📅 2026-11-27\n",
            company="Globex",
            outcome="offer",
        ),
    }
    write_vault(tmp_path, notes)
    run(tmp_path, "sync")
    return tmp_path


def jane(vault: Path) -> str:
    return task(read(vault, NOTE), JANE)


# ticks from both ends


@pytest.mark.parametrize("mark", ["x", "X"])
def test_a_tick_in_the_agenda_reaches_the_note(vault: Path, run: Run, mark: str) -> None:
    before = jane(vault)
    set_box(vault, "Jane Doe (by", mark)
    run(vault, "sync")
    expected = before.replace("[ ]", "[x]").replace(" ^mdf", " ✅ 2026-11-25 ^mdf")
    assert jane(vault) == expected
    assert box(vault, "Jane Doe (by") == "x"
    assert "Nothing to do" in run(vault, "sync").stdout


def test_an_untick_in_the_agenda_reaches_the_note(vault: Path, run: Run) -> None:
    before = read(vault, NOTE)
    set_box(vault, "Jane Doe (by")
    run(vault, "sync")
    set_box(vault, "Jane Doe (by", " ")
    run(vault, "sync")
    assert read(vault, NOTE) == before


def test_cancelled_in_the_agenda_leaves_it(vault: Path, run: Run) -> None:
    set_box(vault, "Jane Doe (by", "-")
    run(vault, "sync")
    assert jane(vault).startswith("- [-] ")
    assert line(vault, "Jane Doe (by") == ""


def test_a_custom_status_goes_both_ways(vault: Path, run: Run) -> None:
    set_box(vault, "Jane Doe (by", "/")
    run(vault, "sync")
    assert jane(vault).startswith("- [/] ")
    set_box(vault, JANE, ">", NOTE)
    run(vault, "sync")
    assert box(vault, "Jane Doe (by") == ">"


def test_a_tick_in_the_note_reaches_the_agenda(vault: Path, run: Run) -> None:
    set_box(vault, JANE, "x", NOTE)
    run(vault, "sync")
    assert box(vault, "Jane Doe (by") == "x"
    assert group_of(vault, "Jane Doe (by") == "Today, Wed 25 Nov"
    run(vault, "sync", today="2026-11-26")
    assert group_of(vault, "Jane Doe (by") == "Done this week"
    run(vault, "sync", today="2026-11-30")
    assert group_of(vault, "Jane Doe (by") == ""


@pytest.mark.parametrize(("in_note", "in_agenda"), [("x", "/"), ("x", "-"), ("/", "x"), ("-", "x")])
def test_where_both_sides_changed_done_wins(
    vault: Path, run: Run, in_note: str, in_agenda: str
) -> None:
    set_box(vault, JANE, in_note, NOTE)
    set_box(vault, "Jane Doe (by", in_agenda)
    run(vault, "sync")
    assert jane(vault).startswith("- [x] ")
    assert box(vault, "Jane Doe (by") == "x"


def test_a_box_as_it_was_written_says_nothing(vault: Path, run: Run) -> None:
    set_box(vault, "Jane Doe (by")
    run(vault, "sync")
    set_box(vault, JANE, " ", NOTE)
    run(vault, "sync")
    assert jane(vault).startswith("- [ ] ")
    assert box(vault, "Jane Doe (by") == " "


def test_a_line_moved_by_hand_still_takes_ticks(vault: Path, run: Run) -> None:
    set_box(vault, "Jane Doe (by")
    text, moved = read(vault), line(vault, "Jane Doe (by")
    text = text.replace(moved + "\n", "").replace("## Today", f"{moved}\n\n## Today")
    save(vault, AGENDA, text)
    run(vault, "sync")
    assert jane(vault).startswith("- [x] ")
    assert read(vault).count("Jane Doe (by") == 1


def test_a_tick_arrives_while_the_note_is_changed(vault: Path, run: Run) -> None:
    set_box(vault, "Jane Doe (by")
    save(vault, NOTE, read(vault, NOTE).replace("Words.", "Other words.").replace("Sam Lee", "Sam"))
    run(vault, "sync")
    assert jane(vault).startswith("- [x] ")
    assert "Other words." in read(vault, NOTE)


def test_a_tick_of_a_task_whose_reason_is_gone(vault: Path, run: Run) -> None:
    set_box(vault, "Jane Doe (by")
    note = read(vault, NOTE).replace("[Jane Doe, Sam Lee]", "[Sam Lee]")
    save(vault, NOTE, note)
    run(vault, "sync")
    assert jane(vault).startswith("- [x] ")
    assert line(vault, "Jane Doe (by") == ""


# ticks that can't be carried


def uncarried(vault: Path, run: Run, words: str, told: str) -> None:
    """The tick stays in the agenda with a problem, however often it is synced."""
    for _ in range(2):
        assert told in run(vault, "sync", status=1).stderr
        assert box(vault, words) == "x"
        assert told.partition("`")[0] in "\n".join(groups(read(vault))["Needs a look"])
    assert "Nothing to do" in run(vault, "sync", status=1).stdout


def test_a_tick_for_a_note_that_is_gone(vault: Path, run: Run) -> None:
    set_box(vault, "Jane Doe (by")
    note = read(vault, NOTE)
    (vault / NOTE).unlink()
    uncarried(vault, run, "Jane Doe (by", "a tick is not carried: there is no `")
    save(vault, NOTE, note)
    run(vault, "sync")
    assert jane(vault).startswith("- [x] ")


def test_a_tick_for_a_note_that_was_gone_and_is_begun_anew(vault: Path, run: Run) -> None:
    """Its task comes with the checklist of the very sync that finds the tick."""
    set_box(vault, "Jane Doe (by")
    (vault / NOTE).unlink()
    run(vault, "sync", status=1)
    save(vault, NOTE, interview(interviewers="[Jane Doe, Sam Lee]"))
    run(vault, "sync")
    assert jane(vault).startswith("- [x] ")
    assert box(vault, "Jane Doe (by") == "x"
    assert "Nothing to do" in run(vault, "sync").stdout


def test_a_tick_for_a_renamed_note(vault: Path, run: Run) -> None:
    set_box(vault, "Jane Doe (by")
    (vault / NOTE).rename(vault / "Interviews/Acme first.md")
    told = run(vault, "sync", status=1).stderr
    assert "a tick is not carried: there is no `Interviews/Acme 1.md`" in told
    assert box(vault, "Jane Doe (by Thu 26 Nov) · [Acme 1]") == "x"


@pytest.mark.parametrize("new", ["Interviews/Acme first.md", "Elsewhere/Acme 1.md"])
def test_a_tick_for_a_note_renamed_with_its_links(vault: Path, run: Run, new: str) -> None:
    set_box(vault, "Jane Doe (by")
    (vault / new).parent.mkdir(exist_ok=True)
    (vault / NOTE).rename(vault / new)
    save(vault, AGENDA, read(vault).replace("Interviews/Acme%201.md", new.replace(" ", "%20")))
    run(vault, "sync")
    assert task(read(vault, new), JANE).startswith("- [x] ")
    assert read(vault).count("Jane Doe (by") == 1


def test_a_tick_for_a_note_with_conflict_markers(vault: Path, run: Run) -> None:
    set_box(vault, "Jane Doe (by")
    note = read(vault, NOTE)
    conflict = "<<<<<<< ours\nWords.\n=======\nMine.\n>>>>>>> theirs\n"
    save(vault, NOTE, note.replace("Words.\n", conflict))
    before = read(vault, NOTE)
    uncarried(vault, run, "Jane Doe (by", "git conflict markers; settle")
    assert read(vault, NOTE) == before
    save(vault, NOTE, note)
    run(vault, "sync")
    assert jane(vault).startswith("- [x] ")
    assert "Needs a look" not in read(vault)


def test_broken_front_matter_keeps_no_tick_away(vault: Path, run: Run) -> None:
    save(vault, NOTE, read(vault, NOTE).replace("date: 2026-11-24", "date: [2026"))
    run(vault, "sync", status=1)
    assert box(vault, "Jane Doe (by") == " "
    set_box(vault, "Jane Doe (by")
    told = run(vault, "sync", status=1).stderr
    assert told.startswith(f"{NOTE}:")
    assert jane(vault).startswith("- [x] ")
    assert box(vault, "Jane Doe (by") == "x"
    assert read(vault, NOTE).count("date: [2026") == 1


@pytest.mark.parametrize("gone", ["mdfollow:begin", "mdfollow:end"])
def test_broken_markers_keep_no_tick_away(vault: Path, run: Run, gone: str) -> None:
    save(vault, NOTE, read(vault, NOTE).replace(gone, "gone"))
    run(vault, "sync", status=1)
    assert box(vault, "Jane Doe (by") == " "
    set_box(vault, "Jane Doe (by")
    run(vault, "sync", status=1)
    assert jane(vault).startswith("- [x] ")
    assert box(vault, "Jane Doe (by") == "x"


def test_a_read_only_note_keeps_its_tick_in_the_agenda(vault: Path, run: Run) -> None:
    set_box(vault, "Jane Doe (by")
    (vault / NOTE).chmod(0o444)
    before = read(vault, NOTE)
    told = run(vault, "sync", status=1).stderr
    assert told.startswith(f"{NOTE}:1: is read-only")
    assert box(vault, "Jane Doe (by") == "x"
    again = run(vault, "sync", status=1)
    assert again.stderr == told
    assert "Nothing to do" in again.stdout
    assert read(vault, NOTE) == before
    (vault / NOTE).chmod(0o644)
    run(vault, "sync")
    assert jane(vault).startswith("- [x] ")


def test_a_recurring_task_is_ticked_in_its_note(vault: Path, run: Run) -> None:
    save(vault, HAND, read(vault, HAND) + "\n- [ ] water plants 🔁 every week 📅 2026-11-26\n")
    run(vault, "sync")
    set_box(vault, "water plants")
    before = read(vault, HAND)
    uncarried(vault, run, "water plants", "the task recurs; tick it in its note")
    assert read(vault, HAND) == before


def test_unticking_takes_back_what_was_not_carried(vault: Path, run: Run) -> None:
    save(vault, HAND, read(vault, HAND) + "\n- [ ] water plants 🔁 every week 📅 2026-11-26\n")
    run(vault, "sync")
    set_box(vault, "water plants")
    run(vault, "sync", status=1)
    set_box(vault, "water plants", " ")
    run(vault, "sync")
    assert "Needs a look" not in read(vault)


# tasks written by hand


def test_ticking_a_task_by_hand_changes_exactly_its_box_and_done_date(
    vault: Path, run: Run
) -> None:
    before = read(vault, HAND)
    assert "- [ ] send *samples* #work 📅 2026-11-26 🔺  \r\n" in before
    set_box(vault, "samples")
    run(vault, "sync")
    after = read(vault, HAND)
    old = "- [ ] send *samples* #work 📅 2026-11-26 🔺  \r\n"
    new = next(one for one in after.splitlines(keepends=True) if "samples" in one)
    assert after.replace(new, old) == before
    assert new.startswith("- [x] send *samples* #work 📅 2026-11-26 ")
    assert new.endswith("\r\n")
    assert new.count("✅ 2026-11-25") == 1
    assert box(vault, "samples") == "x"
    set_box(vault, "samples", " ")
    run(vault, "sync")
    assert read(vault, HAND) == before


def test_of_two_tasks_with_one_text_neither_is_ticked(vault: Path, run: Run) -> None:
    twice = "\n- [ ] ask for parking 📅 2026-11-28\n"
    save(vault, HAND, read(vault, HAND) + twice)
    run(vault, "sync")
    set_box(vault, "ask for parking (by Fri 27 Nov)")
    before = read(vault, HAND)
    told = "the task is there twice in Interviews/Globex 1.md"
    assert told in run(vault, "sync", status=1).stderr
    assert box(vault, "ask for parking (by Fri 27 Nov)") == "x"
    assert told in run(vault, "sync", status=1).stderr
    assert read(vault, HAND) == before


def test_a_task_by_hand_reworded_meanwhile(vault: Path, run: Run) -> None:
    set_box(vault, "ask for parking")
    save(vault, HAND, read(vault, HAND).replace("ask for parking", "ask about parking"))
    uncarried(vault, run, "ask for parking", "the task is there no more in")
    assert box(vault, "ask about parking") == " "


@pytest.mark.parametrize(
    "text",
    [
        "call [[Sam]] · [home](x.md)",
        "say (by Thu 26 Nov)",
        "a | b `c` <d> %%e%% $f$",
        "x" * 300,
        "[[Acme 1#^mdf-thank-you-jane-doe|Jane]]",
        "名前 \u202e\u200b\x07 é e\u0301",
        "[ ] box in box",
    ],
)
@pytest.mark.parametrize("style", ["markdown", "wikilink"])
def test_any_text_by_hand_takes_a_tick(tmp_path: Path, run: Run, text: str, style: str) -> None:
    notes = {
        "A [b] #c ^d.md": interview(f"- [ ] {text} 📅 2026-11-25\n", mdfollow="false"),
        "mdfollow.toml": f'[links]\nstyle = "{style}"\n',
    }
    write_vault(tmp_path, notes)
    run(tmp_path, "sync")
    shown = groups(read(tmp_path))["Today, Wed 25 Nov"]
    assert len(shown) == 1
    save(tmp_path, AGENDA, read(tmp_path).replace(shown[0], shown[0].replace("[ ]", "[x]", 1)))
    run(tmp_path, "sync")
    assert f"- [x] {text} 📅 2026-11-25 ✅ 2026-11-25\n" in read(tmp_path, "A [b] #c ^d.md")
    assert "Nothing to do" in run(tmp_path, "sync").stdout


@pytest.mark.parametrize(
    ("include", "shown"),
    [("job", ["ask Hooli", "ring Kim"]), ("all", ["ask Hooli", "ring Kim", "water"]), ("none", [])],
)
def test_whose_tasks_by_hand_are_shown(
    tmp_path: Path, run: Run, include: str, shown: list[str]
) -> None:
    notes = {
        "Hooli.md": "---\ntype: application\n---\n- [ ] ask Hooli 📅 2026-11-26\n",
        "Kim.md": "---\ntype: contact\n---\n- [ ] ring Kim ⏳ 2026-11-26\n",
        "Plants.md": "- [ ] water 📅 2026-11-26\n- [ ] undated\n",
        "mdfollow.toml": f'[agenda]\ninclude = "{include}"\n',
    }
    write_vault(tmp_path, notes)
    run(tmp_path, "sync")
    for text in ("ask Hooli", "ring Kim", "water"):
        assert bool(line(tmp_path, text)) == (text in shown)
    for text in shown:
        set_box(tmp_path, text)
    run(tmp_path, "sync")
    ticked = "".join(read(tmp_path, name) for name in notes)
    assert ticked.count("✅ 2026-11-25") == len(shown)


# lines typed in the agenda


def test_a_try_logged_in_the_agenda_moves_the_follow_up(vault: Path, run: Run) -> None:
    run(vault, "sync", today="2026-12-01")
    type_below(vault, "Call Jane Doe", "  - 2026-12-01 no answer")
    run(vault, "sync", today="2026-12-01")
    note = read(vault, NOTE)
    assert task(note, "follow-up") == (
        "- [ ] Call Jane Doe about the decision, try 2 📅 2026-12-02 ^mdf-follow-up"
    )
    assert "^mdf-follow-up\n  - 2026-12-01 no answer\n" in note
    assert "no answer" not in read(vault)
    assert "Nothing to do" in run(vault, "sync", today="2026-12-01").stdout


TYPED = [
    ("## Today", "between"),
    ("## Today", "- [ ] a task of my own"),
    ("# Due this week", "under the title"),
    ("Mon 23 to", "> a quote"),
    ("samples", "  - under a task by hand"),
    ("samples", "not indented"),
    ("Jane Doe (by", "not indented"),
    ("Jane Doe (by", "- a bullet"),
    ("Jane Doe (by", "- [ ] a task"),
]


@pytest.mark.parametrize(("place", "typed"), TYPED)
def test_what_is_typed_goes_below_the_region(vault: Path, run: Run, place: str, typed: str) -> None:
    type_below(vault, place, typed)
    notes = read(vault, NOTE), read(vault, HAND)
    run(vault, "sync")
    assert (read(vault, NOTE), read(vault, HAND)) == notes
    text = read(vault)
    assert text.count(f"{typed}\n") == 1
    assert text.rstrip().endswith(f" -->\n\n{typed.strip() if not typed[0].isspace() else typed}")
    assert "Nothing to do" in run(vault, "sync").stdout


def test_a_fence_typed_in_the_agenda_stays_whole(vault: Path, run: Run) -> None:
    fence = ["```", "- [ ] code ^mdf-x", "  indented", "", "```"]
    type_below(vault, "Jane Doe (by", "", *fence, "")
    run(vault, "sync")
    text = read(vault)
    assert "\n".join(fence) in text[text.index("<!-- mdfollow:end") :]
    assert "Nothing to do" in run(vault, "sync").stdout


def test_headings_edited_by_hand_are_kept_below(vault: Path, run: Run) -> None:
    text = read(vault).replace("# Due this week\n", "# My week\n", 1)
    save(vault, AGENDA, text.replace("## Today, Wed 25 Nov", "## Today: hurry"))
    run(vault, "sync")
    text = read(vault)
    region, _, below = text.partition("<!-- mdfollow:end")
    assert "# Due this week" in region
    assert "## Today, Wed 25 Nov" in region
    assert below.count("# My week\n") == 1
    assert below.count("## Today: hurry\n") == 1


def test_typed_lines_and_ticks_at_once(vault: Path, run: Run) -> None:
    set_box(vault, "Jane Doe (by")
    type_below(vault, "Jane Doe (by", "  - she asked for the repo", "\tand more")
    type_below(vault, "Sam Lee (by", "  - he did not")
    run(vault, "sync")
    note = read(vault, NOTE)
    assert f"^mdf-{JANE}\n  - she asked for the repo\n\tand more\n- [ ] " in note
    assert f"^mdf-{SAM}\n  - he did not\n" in note
    assert jane(vault).startswith("- [x] ")


def test_lines_under_a_task_whose_note_is_gone_stay(vault: Path, run: Run) -> None:
    type_below(vault, "Jane Doe (by", "  - a word")
    (vault / NOTE).unlink()
    for _ in range(2):
        run(vault, "sync", status=1)
        assert read(vault).count("  - a word\n") == 1


def test_lines_under_a_task_of_a_read_only_note_stay(vault: Path, run: Run) -> None:
    type_below(vault, "Jane Doe (by", "  - a word")
    (vault / NOTE).chmod(0o444)
    for _ in range(2):
        run(vault, "sync", status=1)
        assert read(vault).count("  - a word\n") == 1
    (vault / NOTE).chmod(0o644)
    run(vault, "sync")
    assert "a word" not in read(vault)
    assert read(vault, NOTE).count("  - a word\n") == 1


# problems


def test_problems_and_hints_are_seen_in_the_agenda(vault: Path, run: Run) -> None:
    save(vault, NOTE, read(vault, NOTE).replace("company: Acme", "company: Acme\noutcome: maybe"))
    save(vault, HAND, read(vault, HAND).replace("outcome: offer", "outcom: offer"))
    told = run(vault, "sync", status=1)
    look = groups(read(vault))["Needs a look"]
    assert len(look) == len(told.stderr.splitlines()) == 2
    assert look[0].startswith("- [Acme 1](Interviews/Acme%201.md), line 4: `outcome`")
    assert look[1].startswith("- [Globex 1](Interviews/Globex%201.md), line ")
    assert run(vault, "sync", status=1).stderr == told.stderr
    save(vault, NOTE, read(vault, NOTE).replace("outcome: maybe", "outcome: pending"))
    assert "hint: `outcom`" in run(vault, "sync").stderr
    save(vault, HAND, read(vault, HAND).replace("outcom: offer", "outcome: offer"))
    assert run(vault, "sync").stderr == ""
    assert "Needs a look" not in read(vault)


def test_a_problem_in_one_note_keeps_no_other_from_its_checklist(tmp_path: Path, run: Run) -> None:
    notes = {"Bad.md": interview(date="soon"), "Good.md": interview(company="Globex")}
    write_vault(tmp_path, notes)
    told = run(tmp_path, "sync", status=1)
    assert told.stderr.startswith("Bad.md:4: ")
    assert read(tmp_path, "Bad.md") == notes["Bad.md"]
    assert "^mdf-" in read(tmp_path, "Good.md")


def test_old_interviews_are_passed_over_and_not_open(tmp_path: Path, run: Run) -> None:
    notes = {
        "Old.md": interview(date="2026-08-01"),
        "Older.md": interview(company="Globex", date="2020-08-01"),
        "Young.md": interview(company="Hooli", date="2026-08-27"),
    }
    write_vault(tmp_path, notes)
    said = run(tmp_path, "sync").stdout
    assert "2 older interviews passed over" in said
    assert "· 1 open opportunity: all eggs in one basket\n" in read(tmp_path)
    assert read(tmp_path, "Old.md") == notes["Old.md"]


def test_an_old_interview_keeps_its_own_tasks_and_tells_of_lost_markers(
    tmp_path: Path, run: Run
) -> None:
    own = "- [ ] Ring them 📅 2026-11-26\n"
    lost = "- [ ] Call ^mdf-follow-up\n"
    notes = {
        "Old.md": interview(own, date="2026-08-01"),
        "Lost.md": interview(lost, company="Globex", date="2020-08-01"),
    }
    write_vault(tmp_path, notes)
    said = run(tmp_path, "sync", status=1)
    assert "2 older interviews passed over" in said.stdout
    assert "Lost.md:6: `^mdf-follow-up` is here but the lines" in said.stderr
    set_box(tmp_path, "Ring them")
    run(tmp_path, "sync", status=1)
    done = own.replace("[ ]", "[x]").replace("\n", " ✅ 2026-11-25\n")
    assert read(tmp_path, "Old.md") == notes["Old.md"].replace(own, done)
    assert read(tmp_path, "Lost.md") == notes["Lost.md"]


@pytest.mark.parametrize(
    ("goal", "said"),
    [(5, "2 of 5 applications this week, 3 to go"), (2, "2 of 2 applications this week, goal")],
)
def test_applications_are_counted(tmp_path: Path, run: Run, goal: int, said: str) -> None:
    days = ["2026-11-22", "2026-11-23", "2026-11-29", "2026-11-30"]
    notes = {f"{day}.md": f"---\ntype: application\napplied: {day}\n---\n" for day in days}
    write_vault(tmp_path, {**notes, "mdfollow.toml": f"[applications]\nweekly_goal = {goal}\n"})
    run(tmp_path, "sync")
    assert f"Keep applying: {said}" in read(tmp_path)


# editors at work


def test_an_editor_that_saves_meanwhile_wins_and_is_synced(vault: Path) -> None:
    set_box(vault, "Jane Doe (by")
    saves, paths = [f"saved {at}" for at in range(2)], []

    def slow(path: str, before: bytes | None, after: bytes) -> None:
        paths.append(path)
        if path == NOTE and saves:
            save(vault, NOTE, read(vault, NOTE) + saves.pop() + "\n")
        write(vault, path, before, after)

    outcome = sync(vault, TODAY, slow)
    assert outcome.problems == []
    assert jane(vault).startswith("- [x] ")
    assert read(vault, NOTE).endswith("saved 1\nsaved 0\n")
    assert box(vault, "Jane Doe (by") == "x"
    assert paths == [NOTE, NOTE, NOTE, AGENDA]
    assert outcome.changed == [AGENDA, NOTE]


def test_an_editor_that_never_rests_is_told(vault: Path) -> None:
    set_box(vault, "Jane Doe (by")
    saves = 0

    def slow(path: str, before: bytes | None, after: bytes) -> None:
        nonlocal saves
        if path == NOTE:
            saves += 1
            save(vault, NOTE, read(vault, NOTE) + f"saved {saves}\n")
        write(vault, path, before, after)

    outcome = sync(vault, TODAY, slow)
    assert saves == TRIES
    assert outcome.has_problems
    assert "saved or opened for writing by another program" in outcome.problems[0].message
    assert box(vault, "Jane Doe (by") == "x"
    assert sync(vault, TODAY, lambda *change: write(vault, *change)).problems == []
    assert jane(vault).startswith("- [x] ")


def test_the_agenda_saved_meanwhile_loses_nothing(vault: Path) -> None:
    save(vault, NOTE, read(vault, NOTE).replace("[Jane Doe, Sam Lee]", "[Jane Doe, Sam Lee, Kim]"))
    once = [True]

    def slow(path: str, before: bytes | None, after: bytes) -> None:
        if path == AGENDA and once:
            once.clear()
            set_box(vault, "Jane Doe (by")
            type_below(vault, "Sam Lee (by", "typed meanwhile")
        write(vault, path, before, after)

    assert sync(vault, TODAY, slow).problems == []
    assert jane(vault).startswith("- [x] ")
    assert read(vault).count("typed meanwhile\n") == 1


# --check and --diff


def test_check_writes_nothing_and_says_so(vault: Path, run: Run) -> None:
    run(vault, "sync", "--check")
    set_box(vault, "Jane Doe (by")
    before = read(vault), read(vault, NOTE)
    said = run(vault, "sync", "--check", status=1).stdout
    assert said == f"would write {AGENDA}\nwould write {NOTE}\n"
    assert (read(vault), read(vault, NOTE)) == before


def test_diff_shows_what_would_change(vault: Path, run: Run) -> None:
    set_box(vault, "Jane Doe (by")
    old = jane(vault)
    before = read(vault, NOTE)
    said = run(vault, "sync", "--diff").stdout.splitlines()
    assert f"-{old}" in said
    assert f"+{old.replace('[ ]', '[x]').replace(' ^', ' ✅ 2026-11-25 ^')}" in said
    assert f"--- a/{NOTE}" in said
    assert read(vault, NOTE) == before
    assert run(vault, "sync", "--check", "--diff", status=1).stdout.splitlines() == said


def test_check_judges_the_agenda_for_its_own_day(vault: Path) -> None:
    """Without a day that was given, so that it doesn't turn red overnight."""
    later = date(2026, 12, 2)
    assert sync(vault, later, lambda *_: None, as_written=True).changed == []
    assert sync(vault, later, lambda *_: None).changed == [AGENDA]


def test_a_read_only_agenda_is_told_and_the_notes_are_synced(vault: Path, run: Run) -> None:
    set_box(vault, "Jane Doe (by")
    (vault / AGENDA).chmod(0o444)
    save(vault, HAND, read(vault, HAND).replace("ask for", "look for"))
    before = read(vault)
    for _ in range(2):
        told = run(vault, "sync", status=1).stderr
        assert told.startswith(f"{AGENDA}:1: is read-only")
        assert read(vault) == before
        assert jane(vault).startswith("- [x] ")
    (vault / AGENDA).chmod(0o644)
    run(vault, "sync")
    assert line(vault, "look for parking")
