"""Vaults with conventions of their own: they work as they are, unedited."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.agendas import box, groups, line, read, save, set_box
from tests.vaults import AGENDA, interview, task, tasks, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

NOTE, JANE = "Acme 1.md", "thank-you-jane-doe"
TOML = """\
[notes.interview]
type = ["Job Interviews"]
[notes.contact]
type = ["People"]
[properties]
type = ["type", "categories"]
company = ["company", "org"]
interviewers = ["interviewers", "people"]
[links]
style = "wikilink"
"""
FIRST = """\
---
categories: ["[[Meetings]]"]
type: ["[[Job Interviews]]"]
org: ["[[Globex]]"]
people: ["[[Hank Scorpio]]"]
role: Analyst
date: "[[2026-11-24]]"
rating:
---
They asked about ## Team size.
"""
OWN = {
    "mdfollow.toml": TOML,
    ".obsidian/templates.json": '{"folder": "Templates"}',
    "Notes/Globex first.md": FIRST,
    "Notes/Meeting.md": FIRST.replace("Job Interviews", "One on ones"),
    "References/Hank Scorpio.md": '---\ncategories: ["[[People]]"]\nphone: 555-0142\n---\n',
    "References/Globex.md": '---\ncategories: ["[[Companies]]"]\ndate: soon\n---\n',
    "Categories/Meetings.md": "---\ntags: [category]\n---\n![[Meetings.base]]\n",
    "Templates/Job Interview Template.md": FIRST.replace('"[[2026-11-24]]"', "{{date}}"),
    "Daily/2026-11-24.md": "---\ntags: [daily]\n---\n- [ ] call 📅 2026-11-26\n",
}


def test_a_vault_with_conventions_of_its_own(tmp_path: Path, run: Run) -> None:
    write_vault(tmp_path, OWN)
    assert run(tmp_path, "sync").stdout == f"wrote {AGENDA}\nwrote Notes/Globex first.md\n"
    note = read(tmp_path, "Notes/Globex first.md")
    assert note.startswith(FIRST)
    assert "\n".join(tasks(note)) == (
        "- [ ] Tell your references about Analyst at Globex: they may be contacted, and ask to "
        "hear if they are; send the updated resume (add them under `references`) 📅 2026-11-25 "
        "^mdf-references\n"
        "- [ ] Write or email a thank-you note to Hank Scorpio ⏳ 2026-11-25 📅 2026-11-26 "
        "^mdf-thank-you-hank-scorpio\n"
        "- [ ] Prepare for the second interview with Globex ⏳ 2026-11-25 📅 2026-12-01 "
        "^mdf-second-interview\n"
        "- [ ] Call Hank Scorpio (555-0142) about the decision 📅 2026-12-01 ^mdf-follow-up\n"
        "- [ ] Keep applying while you wait for Globex ^mdf-keep-applying"
    )
    for path, text in OWN.items():
        if path != "Notes/Globex first.md":
            assert read(tmp_path, path) == text
    assert len(groups(read(tmp_path))["Today, Wed 25 Nov"]) == 3
    set_box(tmp_path, "Hank Scorpio (by")
    run(tmp_path, "sync")
    assert "- [x] Write or email a thank-you note to Hank" in read(
        tmp_path, "Notes/Globex first.md"
    )
    assert run(tmp_path, "check").stdout.startswith("No problems.\n")


def test_without_a_word_about_it_nothing_is_touched(tmp_path: Path, run: Run) -> None:
    write_vault(tmp_path, {path: text for path, text in OWN.items() if path != "mdfollow.toml"})
    run(tmp_path, "sync", status=0)
    for path, text in OWN.items():
        if path != "mdfollow.toml":
            assert read(tmp_path, path) == text


def obsidian(tasks_plugin: dict[str, object], app: dict[str, object]) -> dict[str, str]:
    """A vault without mdfollow.toml of its own, with the settings of Obsidian."""
    return {
        NOTE: interview(interviewers="Jane Doe"),
        ".obsidian/app.json": json.dumps(app),
        ".obsidian/plugins/obsidian-tasks-plugin/data.json": json.dumps(tasks_plugin),
        ".obsidian/community-plugins.json": '["obsidian-tasks-plugin"]',
    }


def test_the_global_filter_stands_on_every_line(tmp_path: Path, run: Run) -> None:
    write_vault(tmp_path, obsidian({"globalFilter": "#task"}, {}))
    run(tmp_path, "sync")
    lines = tasks(read(tmp_path, NOTE))
    assert len(lines) == 5
    assert all("#task" in one for one in lines)
    assert "#task" not in read(tmp_path)
    set_box(tmp_path, "Jane Doe (by")
    run(tmp_path, "sync")
    done = task(read(tmp_path, NOTE), JANE)
    assert done.startswith("- [x] ")
    assert "#task" in done


def test_the_dataview_form(tmp_path: Path, run: Run) -> None:
    write_vault(tmp_path, obsidian({"taskFormat": "dataview"}, {}))
    run(tmp_path, "sync")
    assert task(read(tmp_path, NOTE), JANE) == (
        "- [ ] Write or email a thank-you note to Jane Doe  "
        "[scheduled:: 2026-11-25]  [due:: 2026-11-26] ^mdf-thank-you-jane-doe"
    )
    assert "::" not in read(tmp_path)
    set_box(tmp_path, "Jane Doe (by")
    run(tmp_path, "sync")
    assert "[completion:: 2026-11-25] ^mdf-" in task(read(tmp_path, NOTE), JANE)
    assert "Nothing to do" in run(tmp_path, "sync").stdout


@pytest.mark.parametrize(
    ("app", "link"),
    [
        ({}, "[[Acme 1#^mdf-thank-you-jane-doe|Acme 1]]"),
        ({"useMarkdownLinks": False}, "[[Acme 1#^mdf-thank-you-jane-doe|Acme 1]]"),
        ({"useMarkdownLinks": True}, "[Acme 1](Acme%201.md#^mdf-thank-you-jane-doe)"),
    ],
)
def test_links_are_written_as_obsidian_writes_them(
    tmp_path: Path, run: Run, app: dict[str, object], link: str
) -> None:
    write_vault(tmp_path, obsidian({}, app))
    run(tmp_path, "sync")
    assert line(tmp_path, "Jane Doe (by").endswith(link)


def test_another_link_style_changes_links_and_loses_no_tick(tmp_path: Path, run: Run) -> None:
    write_vault(tmp_path, {NOTE: interview(interviewers="Jane Doe")})
    run(tmp_path, "sync")
    set_box(tmp_path, "Jane Doe (by")
    save(tmp_path, "mdfollow.toml", '[links]\nstyle = "wikilink"\n')
    run(tmp_path, "sync")
    assert box(tmp_path, "Jane Doe (by") == "x"
    assert line(tmp_path, "Jane Doe (by").endswith("[[Acme 1#^mdf-thank-you-jane-doe|Acme 1]]")
    assert task(read(tmp_path, NOTE), JANE).startswith("- [x]")


def test_a_form_in_the_settings_converts_open_lines_and_no_value(tmp_path: Path, run: Run) -> None:
    write_vault(tmp_path, {NOTE: interview(interviewers="Jane Doe")})
    run(tmp_path, "sync")
    set_box(tmp_path, "^mdf-references", "x", NOTE)
    moved = read(tmp_path, NOTE).replace("📅 2026-12-01 ^mdf-follow", "📅 2026-12-24 ^mdf-follow")
    save(tmp_path, NOTE, moved)
    run(tmp_path, "sync")
    agenda, done = read(tmp_path), task(read(tmp_path, NOTE), "references")
    save(tmp_path, "mdfollow.toml", '[checklist]\nformat = "dataview"\n')
    run(tmp_path, "sync")
    note = read(tmp_path, NOTE)
    assert task(note, JANE).endswith("[scheduled:: 2026-11-25]  [due:: 2026-11-26] ^mdf-" + JANE)
    assert task(note, "follow-up").endswith("[due:: 2026-12-24] ^mdf-follow-up")
    assert task(note, "references") == done
    assert read(tmp_path) == agenda
    save(tmp_path, "mdfollow.toml", '[checklist]\nformat = "emoji"\n')
    run(tmp_path, "sync")
    assert task(read(tmp_path, NOTE), JANE).endswith("⏳ 2026-11-25 📅 2026-11-26 ^mdf-" + JANE)
    assert "::" not in "".join(tasks(read(tmp_path, NOTE)))


def test_another_device_with_other_settings_changes_nothing(tmp_path: Path, run: Run) -> None:
    """Devices differ in `.obsidian`: a line keeps the form it has."""
    notes = obsidian({"taskFormat": "dataview", "globalFilter": "#task"}, {})
    write_vault(tmp_path, notes)
    run(tmp_path, "sync")
    before = read(tmp_path, NOTE)
    save(tmp_path, ".obsidian/plugins/obsidian-tasks-plugin/data.json", "{}")
    run(tmp_path, "sync")
    assert read(tmp_path, NOTE) == before
