"""Every line mdfollow writes is read by Obsidian Tasks: all its fields, nothing left behind."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mdfollow.config.settings import Settings
from mdfollow.note import read_note
from tests.agendas import read, save
from tests.obsidian_tasks import read_line
from tests.test_seed import ROWS
from tests.vaults import interview, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

READINGS = [
    ("📅 2026-11-25", "2026-11-25"),
    ("📅2026-11-25", "2026-11-25"),
    ("🗓️ 2026-11-25", "2026-11-25"),
    ("📅 2026-11-25 #prep", "2026-11-25"),
    ("📅 2026-11-25 ^mdf-call", "2026-11-25"),
    ("[[Acme#^x|source]] 📅 2026-11-25 ^x", "2026-11-25"),
    ("<!-- mdf:call --> 📅 2026-11-25", "2026-11-25"),
    ("📅 2026-11-20 📅 2026-11-25", "2026-11-20"),
    ("📅 2026-11-25 <!-- x -->", None),
    ("📅 2026-11-25 [[link]]", None),
    ("📅 2026-11-25 ^under_score", None),
    ("📅 2026-11-25 ^x #t", None),
    ("📅 2026-11-25 10:00", None),
    ("📅\u00a02026-11-25", None),
    ("[due:: 2026-11-25]", None),
]


@pytest.mark.parametrize(("tail", "due"), READINGS)
def test_the_reader_reads_as_the_plugin_does(tail: str, due: str | None) -> None:
    """The lines are those tried on the plugin itself."""
    task = read_line(f"- [ ] Follow-up call {tail}")
    assert task
    assert task.fields.get("due") == due


@pytest.mark.parametrize("line", ["-[ ] x", "- [] x", "- [  ] x", "text"])
def test_no_task(line: str) -> None:
    assert read_line(line) is None


def all_is_read(text: str, form: str) -> int:
    """Check the lines of a note's checklist as they were written; returns their number."""
    note = read_note("Note.md", text.encode(), Settings())
    assert note
    for item in note.region_items:
        entry = note.record[item.task.id.removeprefix("mdf-")]
        task = read_line(str(item.task), form)
        assert task
        assert task.block_link == f" ^mdf-{entry.key}"
        expected = {"scheduled": entry.scheduled, "due": entry.due}
        assert task.fields == {name: day for name, day in expected.items() if day}
        assert task.description == item.task.text
    return len(note.region_items)


@pytest.mark.parametrize("form", ["emoji", "dataview"])
def test_all_lines_of_the_seed_are_read(
    form: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    plugin = {"taskFormat": "dataview" if form == "dataview" else "tasksPluginEmoji"}
    place = ".obsidian/plugins/obsidian-tasks-plugin/data.json"
    total = 0
    for at, row in enumerate(ROWS):
        files = {place: json.dumps(plugin), **row.files, "note.md": interview(**row.properties)}
        vault = write_vault(tmp_path / str(at), files)
        run(vault, "sync", status=0)
        total += all_is_read(read(vault, "note.md"), form)
    assert total > 150


HOSTILE = [
    "📅 2020-01-01",
    "[due:: 2020-01-01]",
    "#tag ^id",
    "<!-- mdfollow:end 1 -->",
    "a\\",
    "🔁 every day",
    "ends in 🏁 delete",
    "(due:: 2020-01-01)",
    "x ⏫",
    "[[link]]",
    "a\u2028- [ ] b",
]


@pytest.mark.parametrize("form", ["emoji", "dataview"])
@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_value_says_the_fields_are_read(
    name: str, form: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    quoted = json.dumps(name, ensure_ascii=False)
    values = {"skills": f"[{quoted}]", "company": quoted, "role": quoted}
    note = interview(**values, interviewers=f"[{quoted}]", references=f"[{quoted}]")
    settings = f'[checklist]\nformat = "{form}"\n'
    write_vault(tmp_path, {"Note.md": note, "mdfollow.toml": settings})
    run(tmp_path, "sync")
    assert all_is_read(read(tmp_path, "Note.md"), form) == 6


def test_a_tick_is_read_too(tmp_path: Path, run: Callable[..., Result]) -> None:
    write_vault(tmp_path, {"Note.md": interview()})
    run(tmp_path, "sync")
    save(tmp_path, "Note.md", read(tmp_path, "Note.md").replace("- [ ]", "- [x]"))
    run(tmp_path, "sync")
    ticked = [read_line(line) for line in read(tmp_path, "Note.md").splitlines() if "[x]" in line]
    assert [task.fields["completion"] for task in ticked if task] == ["2026-11-25"] * len(ticked)
    assert len(ticked) > 3
