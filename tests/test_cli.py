from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from mdfollow import __version__
from mdfollow.cli import main
from tests.agendas import read, save, set_box
from tests.vaults import AGENDA, interview, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Result]

NOTE = "Interviews/Acme 1.md"
BAD, HINT = interview(date="soon"), interview(company="Globex", outcom="offer")
HOSTILE = "a\x1b[31m\x1b]52;c;aGk=\x07\u202eb\u2066\x9bc"


def invoke(*args: str, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(main, list(args), catch_exceptions=False)


@pytest.fixture
def vault(tmp_path: Path, run: Run) -> Path:
    """One sound interview, synced."""
    root = tmp_path / "vault"
    write_vault(root, {NOTE: interview(interviewers="Jane Doe")})
    run(root, "sync")
    return root


# which vault, which day


def test_the_vault_that_is_named_comes_first(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write_vault(tmp_path / "other", {})
    monkeypatch.chdir(other)
    day = {"MDFOLLOW_TODAY": "2026-11-25"}
    assert "Jane" in invoke("--vault", str(vault), "due", MDFOLLOW_VAULT=str(other), **day).stdout
    assert "Jane" in invoke("due", MDFOLLOW_VAULT=str(vault), **day).stdout
    assert "Nothing is due." in invoke("due", **day).stdout


@pytest.mark.parametrize("mark", ["mdfollow.toml", ".obsidian"])
def test_the_nearest_folder_upwards_is_the_vault(
    vault: Path, monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    if mark == ".obsidian":
        (vault / "mdfollow.toml").unlink()
        (vault / mark).mkdir()
    monkeypatch.chdir(vault / "Interviews")
    assert "Jane" in invoke("--today", "2026-11-25", "due").stdout


@pytest.mark.parametrize(
    "args",
    [
        ["sync"],
        ["due"],
        ["check"],
        ["steps"],
        ["steps", "show", "skills"],
        ["steps", "eject", "skills"],
        ["reset", "a"],
    ],
)
def test_without_a_vault_every_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke(*args)
    assert result.exit_code == 2
    assert "no vault here or in a folder above" in result.stderr
    result = invoke("--vault", "nowhere", *args)
    assert result.exit_code == 2
    assert "nowhere is no vault" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_day_that_is_named_comes_first(vault: Path) -> None:
    day = {"MDFOLLOW_VAULT": str(vault), "MDFOLLOW_TODAY": "2026-11-26"}
    assert "Today, Wed 25 Nov" in invoke("--today", "2026-11-25", "due", **day).stdout
    assert "Today, Thu 26 Nov" in invoke("due", **day).stdout


def test_without_a_day_check_judges_the_agenda_for_its_own(vault: Path) -> None:
    assert invoke("sync", "--check", MDFOLLOW_VAULT=str(vault)).exit_code == 0
    day = {"MDFOLLOW_VAULT": str(vault), "MDFOLLOW_TODAY": "2026-11-26"}
    assert invoke("sync", "--check", **day).exit_code == 1
    assert invoke("--today", "2026-11-26", "sync", "--check", **day).exit_code == 1


# exit statuses


@pytest.mark.parametrize(
    "args",
    [
        ["frobnicate"],
        ["--today", "soon", "sync"],
        ["--today", "2026-02-30", "sync"],
        ["--today", "20261125", "sync"],
        ["--today", "2026-W48-3", "sync"],
        ["due", "--days", "0"],
        ["due", "--days", "many"],
        ["check", "--format", "xml"],
        ["sync", "extra"],
        ["reset"],
        ["reset", "No such note"],
        ["steps", "show"],
        ["steps", "show", "none"],
        ["steps", "eject", "none"],
        ["steps", "frobnicate"],
    ],
)
def test_wrong_usage_is_2(vault: Path, run: Run, args: list[str]) -> None:
    before = read(vault), read(vault, NOTE)
    result = run(vault, *args, status=2)
    assert result.stderr
    assert "Traceback" not in result.stderr
    assert (read(vault), read(vault, NOTE)) == before


COMMANDS = [["sync"], ["sync", "--check"], ["sync", "--diff"], ["due"], ["due", "--json"]]


@pytest.mark.parametrize("args", [*COMMANDS, ["check"], ["steps"], ["reset", NOTE]], ids=" ".join)
def test_all_is_well_is_0(vault: Path, run: Run, args: list[str]) -> None:
    assert run(vault, *args).stderr == ""


@pytest.mark.parametrize("args", [*COMMANDS, ["reset", NOTE]], ids=" ".join)
def test_problems_are_1_and_stand_on_standard_error(vault: Path, run: Run, args: list[str]) -> None:
    save(vault, "Bad.md", BAD)
    told = "Bad.md:4: `date`: `soon` is not a date; write it as 2026-11-24\n"
    for _ in range(2):
        assert run(vault, *args, status=1).stderr == told


@pytest.mark.parametrize("args", [["sync"], ["due"], ["reset", NOTE]], ids=" ".join)
def test_hints_are_told_and_are_0(vault: Path, run: Run, args: list[str]) -> None:
    save(vault, "Hint.md", HINT)
    told = run(vault, *args).stderr
    assert told == "Hint.md:5: hint: `outcom` is not read, did you mean `outcome`?\n"


@pytest.mark.parametrize("text", [BAD, HINT])
def test_check_is_1_for_hints_too_and_prints_them_as_its_result(
    vault: Path, run: Run, text: str
) -> None:
    save(vault, "It.md", text)
    result = run(vault, "check", status=1)
    assert result.stdout.startswith("It.md:")
    assert result.stderr == ""


WRONG_TOML = '[agenda]\nweek_start = "monday"\ninclude = "some"\n[checklst]\n'


@pytest.mark.parametrize("args", [*COMMANDS, ["steps"], ["reset", NOTE]], ids=" ".join)
def test_wrong_settings_are_told_all_at_once(vault: Path, run: Run, args: list[str]) -> None:
    save(vault, "mdfollow.toml", WRONG_TOML)
    before = read(vault), read(vault, NOTE)
    told = run(vault, *args, status=2).stderr
    assert [line.split(": ")[0] for line in told.splitlines()] == [
        f"mdfollow.toml:{line}" for line in (2, 3, 4)
    ]
    assert "did you mean `week_starts`" in told
    assert "did you mean `checklist`" in told
    assert (read(vault), read(vault, NOTE)) == before


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("text", "mdfollow.toml:3: `agenda.include` must be one of"),
        ("github", "::error file=mdfollow.toml,line=3::`agenda.include` must be one of"),
    ],
)
def test_wrong_settings_are_the_result_of_check(
    vault: Path, run: Run, form: str, line: str
) -> None:
    save(vault, "mdfollow.toml", WRONG_TOML)
    result = run(vault, "check", "--format", form, status=2)
    assert result.stdout.splitlines()[1].startswith(line)
    assert result.stderr == ""
    assert ("3 problems, 0 hints" in result.stdout) == (form == "text")


def test_wrong_settings_are_the_result_of_check_as_json(vault: Path, run: Run) -> None:
    save(vault, "mdfollow.toml", WRONG_TOML)
    result = run(vault, "check", "--format", "json", status=2)
    rows = json.loads(result.stdout)
    places = [(row["path"], row["line"], row["severity"]) for row in rows]
    assert places == [("mdfollow.toml", line, "problem") for line in (2, 3, 4)]
    assert result.stderr == ""


def test_version_and_help() -> None:
    assert invoke("--version").stdout == f"mdfollow {__version__}\n"
    for args in ([], ["sync"], ["due"], ["check"], ["steps"], ["reset"], ["init"]):
        said = invoke(*args, "--help").stdout
        assert "Example:" in said
        assert said == invoke(*args, "-h").stdout


# due and check


def test_due_shows_what_the_agenda_would_show(vault: Path, run: Run) -> None:
    set_box(vault, "Jane Doe (by")
    before = read(vault), read(vault, NOTE)
    said = run(vault, "due").stdout
    assert "[x] Write or email a thank-you note to Jane Doe (by Thu 26 Nov)  Interviews/" in said
    assert "Under way" not in said
    assert (read(vault), read(vault, NOTE)) == before
    run(vault, "sync")
    assert run(vault, "due").stdout == said


def test_due_for_so_many_days(vault: Path, run: Run) -> None:
    assert "about the decision" not in run(vault, "due").stdout
    assert "about the decision" not in run(vault, "due", "--days", "6").stdout
    said = run(vault, "due", "--days", "7").stdout
    assert "Tue 1 Dec\n  [ ] Call Jane Doe about the decision (by Tue 1 Dec)" in said
    assert "Call Jane Doe" not in run(vault, "due", "--days", "1").stdout


def test_json_is_one_array_of_flat_objects(vault: Path, run: Run) -> None:
    save(vault, "Bad.md", BAD)
    rows = json.loads(run(vault, "due", "--json", "--days", "30", status=1).stdout)
    assert {tuple(row) for row in rows} == {
        ("note", "line", "id", "text", "status", "scheduled", "due", "group")
    }
    [row] = [row for row in rows if row["id"] == "mdf-follow-up"]
    lines = read(vault, NOTE).splitlines()
    assert lines[row["line"] - 1].endswith("^mdf-follow-up")
    rows = json.loads(run(vault, "check", "--format", "json", status=1).stdout)
    assert [list(row) for row in rows] == [["path", "line", "severity", "message"]]
    assert json.loads(run(write_vault(vault / "empty", {}), "due", "--json").stdout) == []


def test_check_writes_annotations_for_github(vault: Path, run: Run) -> None:
    save(vault, "Bad, 5%.md", BAD)
    assert run(vault, "check", "--format", "github", status=1).stdout == (
        "::error file=Bad%2C 5%25.md,line=4::`date`: `soon` is not a date; write it as 2026-11-24\n"
    )


def test_check_looks_at_vault_and_machine(vault: Path, run: Run) -> None:
    said = run(vault, "check").stdout
    assert said.startswith(f"No problems.\nvault: {vault}\nlibyaml: ")


# hostile text


@pytest.mark.parametrize(
    "args",
    [
        *COMMANDS,
        ["check"],
        ["check", "--format", "github"],
        ["steps"],
        ["steps", "show", "own"],
        ["steps", "show", HOSTILE],
        ["reset", f"{HOSTILE}"],
        ["reset", NOTE, HOSTILE],
    ],
    ids=lambda args: ascii(" ".join(args)),
)
def test_hostile_text_never_reaches_the_terminal(tmp_path: Path, args: list[str]) -> None:
    quoted = HOSTILE.replace("\x1b", "\\e").replace("\x07", "\\a").replace("\x9b", "\\x9b")
    step = f'---\nstep: own\ntitle: "{quoted}"\ntask: "{quoted}"\ndue: 1 day after date\n---\n'
    notes = {
        f"{HOSTILE}.md": interview(f"- [ ] {HOSTILE} 📅 2026-11-26\n", company=f'"{quoted}"'),
        "Bad.md": interview(company=f'"{quoted}"', date=f'"{quoted}"', outcome=f'"{quoted}"'),
        "Raw.md": interview(company=HOSTILE),
        f"Twin/{HOSTILE}.md": interview(company="Twin", skills=f'["{quoted}"]'),
        NOTE: interview(interviewers=f'"{quoted}"'),
        "Steps/own.md": step + HOSTILE,
        "Steps/broken.md": f'---\nstep: "{quoted}"\n{HOSTILE}: 1\n---\n',
    }
    write_vault(tmp_path, notes)
    day = {"MDFOLLOW_VAULT": str(tmp_path), "MDFOLLOW_TODAY": "2026-11-25"}
    result = invoke(*args, **day)
    for line in (result.stdout + result.stderr).split("\n"):
        assert line.isprintable(), ascii(line)
    assert "Traceback" not in result.stderr


def test_hostile_settings_never_reach_the_terminal(tmp_path: Path, run: Run) -> None:
    quoted = "a\\u001b[31m\\u202eb"
    write_vault(tmp_path, {"mdfollow.toml": f'"{quoted}" = 1\n[agenda]\ninclude = "{quoted}"\n'})
    told = run(tmp_path, "sync", status=2).stderr
    assert all(line.isprintable() for line in told.split("\n"))


# the program as it is run


def program(vault: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "mdfollow", "--vault", str(vault), *args],
        cwd=Path(__file__).parents[1],
        env=kept | environment,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_zone_and_language_change_no_byte(tmp_path: Path) -> None:
    written = set()
    for at, (zone, language) in enumerate(
        [
            ("UTC", "C"),
            ("Pacific/Kiritimati", "de_DE.UTF-8"),
            ("America/Los_Angeles", "fr_FR.UTF-8"),
        ]
    ):
        root = write_vault(tmp_path / str(at), {NOTE: interview(interviewers="Zoë"), "Bad.md": BAD})
        place = {"TZ": zone, "LC_ALL": language, "LC_TIME": language, "LANG": language}
        said = program(root, "--today", "2026-11-25", "sync", **place)
        assert said.returncode == 1
        due = program(root, "--today", "2026-11-25", "due", **place).stdout
        files = (root / AGENDA).read_bytes(), (root / NOTE).read_bytes()
        written.add((said.stdout, said.stderr, due, *files))
    assert len(written) == 1


def test_today_is_the_local_day(tmp_path: Path) -> None:
    """Kiritimati and Pago Pago are a day and an hour apart: never on the same date."""
    days = set()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        root = write_vault(tmp_path / zone, {})
        assert program(root, "sync", TZ=zone).returncode == 0
        days.add(read(root).split("mdfollow:begin ")[1][:10])
    assert len(days) == 2
