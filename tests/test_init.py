"""`init`: a new vault, examples around today, a folder of notes adopted; nothing overwritten."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING

import pytest

from mdfollow.commands.init import EXAMPLE_DAY, init_vault, template
from mdfollow.problems import MdfollowError
from mdfollow.steps import load_steps
from tests.vaults import AGENDA, tasks, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

EXAMPLES = ("Applications", "Contacts", "Interviews")
DAYS = [
    "2026-11-23",  # a Monday
    "2026-11-25",
    "2026-11-28",  # a Saturday
    "2026-11-29",
    "2027-01-01",  # the examples lie in the year before
    "2028-02-29",
]


def files(root: Path) -> dict[str, bytes]:
    """All files below `root` by path, but mdfollow's own folder."""
    paths = (path for path in root.rglob("*") if path.is_file())
    all_files = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    return {path: data for path, data in all_files.items() if not path.startswith(".mdfollow/")}


def init(root: Path, *, examples: bool = False, today: str = "2026-11-25") -> list[str]:
    return list(init_vault(root, date.fromisoformat(today), examples=examples))


def is_example(path: str) -> bool:
    return path.startswith(EXAMPLES) and path.endswith(".md")


def test_an_empty_folder_gets_the_template(tmp_path: Path) -> None:
    init(tmp_path)
    wanted = {path: data for path, data in files(template()).items() if not is_example(path)}
    assert files(tmp_path) == wanted
    assert {f"{folder}/.gitkeep" for folder in (*EXAMPLES, "Steps")} <= set(wanted)


def test_a_new_folder_is_made(tmp_path: Path) -> None:
    init(tmp_path / "my" / "vault")
    assert (tmp_path / "my" / "vault" / "mdfollow.toml").is_file()


def test_the_template_is_a_vault_with_nothing_wrong(tmp_path: Path, run: Run) -> None:
    init(tmp_path)
    run(tmp_path, "sync")
    assert "No problems." in run(tmp_path, "check").stdout
    assert run(tmp_path, "due").stdout.endswith("Nothing is due.\n")


@pytest.mark.parametrize("today", DAYS)
def test_examples_are_dated_around_today(tmp_path: Path, run: Run, today: str) -> None:
    init(tmp_path, examples=True, today=today)
    run(tmp_path, "sync", today=today)
    assert "No problems." in run(tmp_path, "check", today=today).stdout
    by = date.fromisoformat(today) - EXAMPLE_DAY
    for path, data in files(template()).items():
        if is_example(path):
            assert days_in((tmp_path / path).read_text()) >= {
                day + by for day in days_in(data.decode().partition("<!-- mdfollow")[0])
            }


def days_in(text: str) -> set[date]:
    return {date.fromisoformat(day) for day in re.findall(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b", text)}


@pytest.mark.parametrize("today", DAYS)
def test_the_examples_show_every_step(tmp_path: Path, run: Run, today: str) -> None:
    init(tmp_path, examples=True, today=today)
    run(tmp_path, "sync", today=today)
    notes = "".join(path.read_text() for path in (tmp_path / "Interviews").glob("*.md"))
    ids = re.findall(r"^- \[.\] .* \^mdf-([\w-]+)$", notes, re.MULTILINE)
    for step in load_steps({}).steps:
        assert any(name.startswith(step.name) for name in ids), step.name


@pytest.mark.parametrize("today", DAYS)
def test_the_examples_begin_with_nothing_overdue(tmp_path: Path, run: Run, today: str) -> None:
    init(tmp_path, examples=True, today=today)
    run(tmp_path, "sync", today=today)
    agenda = (tmp_path / AGENDA).read_text()
    assert "Today" in agenda
    assert "Overdue" not in agenda
    assert "Needs a look" not in agenda


def test_the_examples_show_a_try_and_a_resume_to_send(tmp_path: Path, run: Run) -> None:
    init(tmp_path, examples=True)
    run(tmp_path, "sync")
    notes = "".join(path.read_text() for path in (tmp_path / "Interviews").glob("*.md"))
    assert "about the decision, try 2 📅 2026-11-25" in notes
    assert "  - 2026-11-24 no answer\n" in notes
    assert "send the updated resume" in notes


def test_the_example_vault_is_in_sync_after_one_sync(tmp_path: Path, run: Run) -> None:
    init(tmp_path, examples=True)
    run(tmp_path, "sync")
    run(tmp_path, "sync", "--check")


def test_twice_is_once(tmp_path: Path) -> None:
    init(tmp_path, examples=True)
    before = files(tmp_path)
    assert init(tmp_path, examples=True, today="2027-03-03") == [
        f"{tmp_path} is ready; next: `mdfollow sync`"
    ]
    assert files(tmp_path) == before


def test_examples_may_follow_later(tmp_path: Path) -> None:
    init(tmp_path)
    init(tmp_path, examples=True)
    assert {path for path in files(tmp_path) if is_example(path)} == {
        path for path in files(template()) if is_example(path)
    }


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    mine = {"Interviews/Globex 1.md": "mine\n", "mdfollow.toml": "# mine\n"}
    write_vault(tmp_path, mine)
    init(tmp_path, examples=True)
    assert {path: files(tmp_path)[path].decode() for path in mine} == mine
    assert "Interviews/Globex 2.md" in files(tmp_path)
    assert "Start here.md" not in files(tmp_path)


def test_a_link_that_leads_nowhere_is_not_replaced(tmp_path: Path) -> None:
    write_vault(tmp_path, {})
    (tmp_path / "Contacts").mkdir()
    (tmp_path / "Contacts" / "Kim Park.md").symlink_to(tmp_path.parent / "gone.md")
    init(tmp_path, examples=True)
    assert (tmp_path / "Contacts" / "Kim Park.md").is_symlink()
    assert not (tmp_path.parent / "gone.md").exists()


@pytest.mark.parametrize("there", [".git/HEAD", ".obsidian/app.json", ".gitignore", ".DS_Store"])
def test_a_folder_with_dot_files_only_counts_as_empty(tmp_path: Path, there: str) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("{}")
    init(tmp_path)
    assert "Start here.md" in files(tmp_path)
    assert (tmp_path / there).read_text() == "{}"


NOTES = {
    "Job interview at Globex.md": '---\ntype: ["[[Job Interviews]]"]\norg: "[[Globex]]"\n'
    'people: ["[[Hank Scorpio]]"]\ndate: 2026-11-24\ntags: [Work/Jobs]\n---\nWent well.\n',
    "People/Hank Scorpio.md": '---\ncategories: ["[[People]]"]\n---\n',
    "Shopping.md": "- [ ] milk\n",
    "Broken.md": "---\na: [\n---\n",
}


def adopt(root: Path, notes: dict[str, str]) -> str:
    """Init a folder with these notes; return its mdfollow.toml."""
    write_vault(root, notes)
    (root / "mdfollow.toml").unlink()
    init(root)
    return (root / "mdfollow.toml").read_text()


def test_a_folder_with_notes_gets_only_its_settings(tmp_path: Path) -> None:
    adopt(tmp_path, NOTES)
    left = files(tmp_path)
    del left["mdfollow.toml"]
    assert left == {path: text.encode() for path, text in NOTES.items()}


def test_what_was_found_stands_there_as_comments(tmp_path: Path) -> None:
    settings = adopt(tmp_path, NOTES)
    assert tomllib.loads(settings) == {}
    for word in ("[[Job Interviews]]", "[[People]]", "Work/Jobs", "org", "people", "2 notes"):
        assert word in settings


def test_the_comments_are_settings_to_uncomment(tmp_path: Path, run: Run) -> None:
    settings = adopt(tmp_path, NOTES)
    chosen = re.sub(
        r"^# (\[|type = |company = |interviewers = )", r"\1", settings, flags=re.MULTILINE
    )
    (tmp_path / "mdfollow.toml").write_text(chosen)
    run(tmp_path, "sync")
    lines = tasks((tmp_path / "Job interview at Globex.md").read_text())
    assert any("thank-you note to Hank Scorpio" in line for line in lines)


@pytest.mark.parametrize(
    "value", ['a"b', "a\\b", "a\u2028b", "a\u0007b", "naïve – 李", "x" * 5000, "]\n[steps"]
)
def test_whatever_stands_in_the_notes_the_settings_are_toml(tmp_path: Path, value: str) -> None:
    quoted = "".join(f"\\U{ord(character):08x}" for character in value)
    note = f'---\ntype: "{quoted}"\ntags: ["{quoted}"]\n"{quoted}": 1\n---\n'
    settings = adopt(tmp_path, {"a.md": note})
    assert tomllib.loads(settings) == {}
    active = re.sub(r"^# (\[notes|type = |tags = )", r"\1", settings, flags=re.MULTILINE)
    tomllib.loads(active.replace('type = ["type", "categories"]', ""))


def test_a_folder_with_notes_gets_no_examples(tmp_path: Path) -> None:
    write_vault(tmp_path, NOTES)
    (tmp_path / "mdfollow.toml").unlink()
    assert any("no examples added" in line for line in init(tmp_path, examples=True))
    assert "Interviews/Globex 1.md" not in files(tmp_path)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MdfollowError, match="name another folder"):
        init(tmp_path / "file")


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    write_vault(tmp_path, {"Contacts": "a file\n"})
    with pytest.raises(MdfollowError, match="Contacts"):
        init(tmp_path, examples=True)
    assert (tmp_path / "Contacts").read_text() == "a file\n"


def test_the_folder_may_be_named_in_three_ways(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    run(tmp_path / "vault", "init")
    run(tmp_path / "vault", "init", str(tmp_path / "named"))
    monkeypatch.chdir(tmp_path / "here")
    run("", "init")  # an empty MDFOLLOW_VAULT names none
    assert all((tmp_path / name / "Start here.md").is_file() for name in ("vault", "named", "here"))
