"""What is imported when: commands start fast because each loads only what it uses."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.vaults import interview, write_vault

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {"frontmatter", "holidays", "liquid", "markdown_it", "pathspec", "watchdog", "yaml"}

_SCRIPT = """
import sys
import time
from mdfollow.cli import main
try:
    main(sys.argv[1:], prog_name="mdfollow")
finally:
    print("loaded:", *sorted(name for name in sys.modules if "." not in name), file=sys.stderr)
"""


def loaded(*args: str, vault: Path | None = None) -> set[str]:
    """The packages a run of `mdfollow` has imported when it ends well."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "MDFOLLOW_TODAY": "2026-11-25"}
    env |= {"MDFOLLOW_VAULT": str(vault)} if vault else {}
    command = [sys.executable, "-c", _SCRIPT, *args]
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    return set(done.stderr.rpartition("loaded: ")[2].split())


DECIDED = {"a.md": interview(decision_by="2026-12-04")}
"""A vault with one interview whose follow-up needs a business day."""


@pytest.mark.parametrize("args", [("--version",), ("--help",), ("sync", "--help"), ("due", "-h")])
def test_help_and_version_load_nothing_but_click(args: tuple[str, ...]) -> None:
    names = loaded(*args)
    assert "click" in names
    assert not names & HEAVY


def test_a_vault_without_holidays_loads_no_calendar(tmp_path: Path) -> None:
    names = loaded("sync", vault=write_vault(tmp_path, DECIDED))
    assert "liquid" in names
    assert not names & {"holidays", "watchdog", "pathspec"}
    assert "📅 2026-12-07" in (tmp_path / "a.md").read_text()


def test_only_front_matter_that_is_not_plain_loads_a_parser(tmp_path: Path) -> None:
    root = write_vault(tmp_path, DECIDED)
    assert not loaded("sync", vault=root) & {"frontmatter", "yaml"}
    note = root / "a.md"
    note.write_text(note.read_text("utf-8").replace("---\n", "---\n# mine\n", 1), "utf-8")
    assert {"frontmatter", "yaml"} <= loaded("sync", vault=root)


def test_a_vault_with_holidays_loads_one(tmp_path: Path) -> None:
    settings = {"mdfollow.toml": '[calendar]\nholidays = "US"\n'}
    assert "holidays" in loaded("sync", vault=write_vault(tmp_path, DECIDED | settings))


def test_only_a_vault_with_patterns_loads_pathspec(tmp_path: Path) -> None:
    settings = {"mdfollow.toml": 'ignore = ["Archive/**"]\n'}
    assert "pathspec" in loaded("sync", vault=write_vault(tmp_path, settings))


def test_only_git_needs_other_programs(tmp_path: Path) -> None:
    assert "subprocess" not in loaded("init", vault=tmp_path)


_QUICK = """
import os
import sys
import time

def end(status):
    print("loaded:", *sorted(sys.modules), file=sys.stderr, flush=True)
    leave(status)

leave, os._exit = os._exit, end
from mdfollow.start import main
main()
end(0)
"""
SLOW_TO_LOAD = HEAVY | {
    *("argparse", "asyncio", "click", "dataclasses", "datetime", "difflib", "enum", "hashlib"),
    *("inspect", "json", "logging", "pathlib", "re", "shutil", "subprocess", "tempfile", "tomllib"),
    *("typing", "unicodedata", "urllib"),
}
"""What takes a millisecond or more to import (docs/speed.md), and is not there without us."""


def loaded_quickly(*args: str, vault: Path, flags: tuple[str, ...] = ("-S",)) -> set[str]:
    """The modules a run on the small road has imported when it ends; no packages with `-S`."""
    env = os.environ | {"PYTHONPATH": str(ROOT), "MDFOLLOW_VAULT": str(vault)}
    command = [sys.executable, *flags, "-c", _QUICK, *args]
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    return set(done.stderr.rpartition("loaded: ")[2].split())


def test_the_version_loads_nothing(tmp_path: Path) -> None:
    names = loaded_quickly("--version", vault=tmp_path)
    assert not names & SLOW_TO_LOAD
    assert {name for name in names if name.startswith("mdfollow")} == {"mdfollow", "mdfollow.start"}


def test_a_run_with_nothing_to_do_loads_next_to_nothing(tmp_path: Path) -> None:
    root = write_vault(tmp_path, DECIDED)
    whole = os.environ | {"PYTHONPATH": str(ROOT), "MDFOLLOW_VAULT": str(root)}
    sync = [sys.executable, "-m", "mdfollow", "sync"]
    subprocess.run(sync, env=whole, check=True)
    time.sleep(2.1)  # what is younger than two seconds is read again
    subprocess.run(sync, env=whole, check=True)
    for command in ("sync", "due"):
        names = loaded_quickly(command, vault=root)
        assert not names & SLOW_TO_LOAD
        assert "mdfollow.index.index" in names
        assert "mdfollow.memory" not in names


def test_a_run_that_writes_no_note_loads_nothing_to_write_with(tmp_path: Path) -> None:
    root = write_vault(tmp_path, DECIDED)
    for _ in range(2):  # the checklist that the first one writes is asked about once more
        loaded_quickly("sync", vault=root, flags=())
    with (root / "a.md").open("a", encoding="utf-8") as note:
        note.write("One more line.\n")
    names = loaded_quickly("sync", vault=root, flags=())
    assert "mdfollow.memory" in names
    assert not names & (HEAVY | {"calendar", "click", "ctypes", "shutil", "tomllib"})
