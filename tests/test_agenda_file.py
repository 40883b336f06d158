from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from mdfollow.agendas.agenda_file import read_agenda_file
from tests.agendas import read, save, set_box, type_below
from tests.vaults import AGENDA, interview, task, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

NOTE, JANE = "Acme 1.md", "thank-you-jane-doe"
JOHN = {NOTE: interview(interviewers="Jane Doe")}


def region(text: str) -> str:
    end = text.index("-->", text.index("<!-- mdfollow:end")) + 3
    return text[text.index("<!-- mdfollow:begin") : end]


@pytest.mark.parametrize(
    ("before", "start", "end"),
    [
        ("", "", "\n"),
        ("Mine.\n", "Mine.\n\n", "\n"),
        ("Mine.\n\n", "Mine.\n\n", "\n"),
        ("Mine.", "Mine.\n\n", ""),
        ("---\ntags: [week]\n---\n", "---\ntags: [week]\n---\n\n", "\n"),
        ("Above\n\n<!-- mdfollow -->\n\nBelow\n", "Above\n\n", "\n\nBelow\n"),
        ("Above\n<!-- mdfollow -->\nBelow\n", "Above\n\n", "\n\nBelow\n"),
        ("Mine.\r\nToo.\r\n", "Mine.\r\nToo.\r\n\r\n", "\r\n"),
        ("\ufeffMine.\n", "\ufeffMine.\n\n", "\n"),
    ],
)
def test_the_agenda_takes_its_place_in_a_file(
    tmp_path: Path, run: Run, before: str, start: str, end: str
) -> None:
    write_vault(tmp_path, {**JOHN, AGENDA: before})
    run(tmp_path, "sync")
    text = read(tmp_path)
    assert text.startswith(start + "<!-- mdfollow:begin 2026-11-25 -->")
    assert text.endswith(" -->" + end)
    assert region(text).count("\r\n") == (region(text).count("\n") if "\r" in before else 0)
    assert "Nothing to do" in run(tmp_path, "sync").stdout


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_a_persons_own_text_around_it_stays(tmp_path: Path, run: Run, eol: str) -> None:
    write_vault(tmp_path, JOHN)
    run(tmp_path, "sync")
    above, below = f"---{eol}a: b{eol}---{eol}My week  {eol}{eol}", f"{eol}After.{eol}```{eol}x"
    save(tmp_path, AGENDA, above + region(read(tmp_path)).replace("\n", eol) + below)
    set_box(tmp_path, "Jane Doe (by")
    run(tmp_path, "sync", today="2026-11-26")
    text = read(tmp_path)
    assert text == above + region(text) + below
    assert text.count("\n") == text.count(eol)
    assert task(read(tmp_path, NOTE), JANE).startswith("- [x]")


def test_typed_lines_stand_between_the_region_and_what_was_below(tmp_path: Path, run: Run) -> None:
    write_vault(tmp_path, JOHN)
    run(tmp_path, "sync")
    save(tmp_path, AGENDA, read(tmp_path) + "Below.\n")
    type_below(tmp_path, "# Due this week", "typed")
    run(tmp_path, "sync")
    assert read(tmp_path).endswith(" -->\n\ntyped\n\nBelow.\n")


def test_typed_lines_below_a_region_without_final_newline(tmp_path: Path, run: Run) -> None:
    write_vault(tmp_path, JOHN)
    run(tmp_path, "sync")
    save(tmp_path, AGENDA, read(tmp_path).rstrip("\n"))
    type_below(tmp_path, "# Due this week", "typed")
    run(tmp_path, "sync")
    assert read(tmp_path).endswith(" -->\n\ntyped\n")
    assert "Nothing to do" in run(tmp_path, "sync").stdout


BROKEN = [
    ("<!-- mdfollow:begin 2026-11-25 -->\n", "", "is missing"),
    ("# Due this week", "<!-- mdfollow:begin -->", "a begin marker inside"),
    ("# Due this week", "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs", "git conflict markers"),
]


@pytest.mark.parametrize(("old", "new", "told"), BROKEN)
def test_an_agenda_that_cant_be_trusted_is_left_alone_and_notes_are_synced(
    tmp_path: Path, run: Run, old: str, new: str, told: str
) -> None:
    write_vault(tmp_path, JOHN)
    run(tmp_path, "sync")
    save(tmp_path, AGENDA, read(tmp_path).replace(old, new, 1))
    set_box(tmp_path, "Jane Doe (by")
    before = read(tmp_path)
    save(tmp_path, NOTE, interview(interviewers="Sam Lee"))
    for _ in range(2):
        said = run(tmp_path, "sync", status=1).stderr
        assert said.startswith(f"{AGENDA}:")
        assert told in said
        assert read(tmp_path) == before
    assert task(read(tmp_path, NOTE), "thank-you-sam-lee")


def test_an_agenda_that_is_not_utf_8_is_left_alone(tmp_path: Path, run: Run) -> None:
    write_vault(tmp_path, {**JOHN, AGENDA: b"caf\xe9\n"})
    told = run(tmp_path, "sync", status=1).stderr
    assert told.startswith(f"{AGENDA}:1: not UTF-8")
    assert (tmp_path / AGENDA).read_bytes() == b"caf\xe9\n"
    assert task(read(tmp_path, NOTE), JANE)


def test_markers_in_a_fence_are_text(tmp_path: Path, run: Run) -> None:
    fence = "```\n<!-- mdfollow:begin -->\n```\n"
    write_vault(tmp_path, {**JOHN, AGENDA: fence})
    run(tmp_path, "sync")
    assert read(tmp_path).startswith(fence + "\n<!-- mdfollow:begin 2026-11-25 -->")


@pytest.mark.parametrize("style", ["markdown", "wikilink"])
def test_an_agenda_in_a_folder_takes_ticks(tmp_path: Path, run: Run, style: str) -> None:
    home = "Plans/2026/Week.md"
    settings = f'[agenda]\nfile = "{home}"\n[links]\nstyle = "{style}"\n'
    note = "Plans/Jobs/Acme (1).md"
    write_vault(tmp_path, {note: JOHN[NOTE], "mdfollow.toml": settings})
    run(tmp_path, "sync")
    link = {
        "markdown": "[Acme (1)](../Jobs/Acme%20%281%29.md#^mdf-thank-you-jane-doe)",
        "wikilink": "[[Plans/Jobs/Acme (1)#^mdf-thank-you-jane-doe|Acme (1)]]",
    }
    assert link[style] in read(tmp_path, home)
    set_box(tmp_path, "Jane Doe (by", path=home)
    run(tmp_path, "sync")
    assert task(read(tmp_path, note), JANE).startswith("- [x]")
    assert "Nothing to do" in run(tmp_path, "sync").stdout


def test_an_agenda_of_another_name_begins_anew(tmp_path: Path, run: Run) -> None:
    write_vault(tmp_path, JOHN)
    run(tmp_path, "sync")
    before = read(tmp_path)
    save(tmp_path, "mdfollow.toml", '[agenda]\nfile = "Week.md"\n')
    run(tmp_path, "sync")
    assert read(tmp_path, "Week.md") == before
    assert read(tmp_path) == before


def test_an_agenda_that_was_deleted_comes_back(tmp_path: Path, run: Run) -> None:
    write_vault(tmp_path, JOHN)
    run(tmp_path, "sync")
    before = read(tmp_path)
    (tmp_path / AGENDA).unlink()
    run(tmp_path, "sync")
    assert read(tmp_path) == before


def test_an_agenda_whose_memory_is_gone_loses_no_line(tmp_path: Path, run: Run) -> None:
    """Without a record every line counts as the person's; ids still carry ticks."""
    write_vault(tmp_path, JOHN)
    run(tmp_path, "sync")
    set_box(tmp_path, "Jane Doe (by")
    head, _, _ = read(tmp_path).partition("<!-- mdfollow:end")
    save(tmp_path, AGENDA, head + "<!-- mdfollow:end -->\n")
    run(tmp_path, "sync")
    assert task(read(tmp_path, NOTE), JANE).startswith("- [x]")
    text = read(tmp_path)
    assert text.count("- [x] Write or email a thank-you note to Jane Doe") == 2
    assert region(text).count("- [x] Write or email a thank-you note to Jane Doe") == 1


@pytest.mark.parametrize(
    ("begin", "day"),
    [
        ("mdfollow:begin 2026-11-25", date(2026, 11, 25)),
        ("mdfollow:begin", None),
        ("mdfollow:begin yesterday", None),
    ],
)
def test_the_day_on_the_begin_marker(begin: str, day: date | None) -> None:
    file = read_agenda_file(AGENDA, f"<!-- {begin} -->\n<!-- mdfollow:end 1 -->\n".encode())
    assert file.day == day
    assert file.problem is None


def test_no_file_is_an_empty_one() -> None:
    file = read_agenda_file(AGENDA, None)
    assert (file.lines, file.day, file.problem) == ([], None, None)
    assert file.written([""], "1", "2026-11-25", []) == (
        b"<!-- mdfollow:begin 2026-11-25 -->\n\n<!-- mdfollow:end 1 -->\n"
    )


def test_an_agenda_of_a_newer_mdfollow_is_left_alone(tmp_path: Path, run: Run) -> None:
    text = "<!-- mdfollow:begin 2026-11-25 -->\n- [ ] x\n<!-- mdfollow:end 2 any -->\n"
    vault = write_vault(tmp_path, {"Acme.md": interview(), AGENDA: text})
    assert "newer mdfollow" in run(vault, "sync", status=1).stderr
    assert (vault / AGENDA).read_text("utf-8") == text


def test_an_agenda_file_that_ends_in_a_fence_is_left_alone(tmp_path: Path, run: Run) -> None:
    text = "mine\n\n```\ncode\n"
    vault = write_vault(tmp_path, {"Acme.md": interview(), AGENDA: text})
    assert "not closed" in run(vault, "sync", status=1).stderr
    assert (vault / AGENDA).read_text("utf-8") == text
