from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from benchmarks.goals import GOALS, met
from benchmarks.timing import Timing
from benchmarks.vault import INTERVIEWS, notes, path_of, write_vault

_TODAY = date(2026, 11, 25)
_PROJECT = str(Path(__file__).parent.parent)
_OPTIONAL = {"git": "git1:", "rg": "`rg`", "whatnext": "`whatnext`", "cog": "`cog --check`"}
_ALWAYS = (
    "`python -c pass`",
    "`sync`, nothing to do",
    "`due`, nothing to do",
    "`sync`, a note's body changed",
    "`sync`, an interview's body changed",
    "`sync`, an interview's front matter changed",
    "`sync`, index gone",
    "`sync`, first run",
    "`frontmatter.load` of every note",
    "the same, and markdown-it",
)


def test_the_same_number_and_day_give_the_same_notes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_vault(30, tmp_path / name, _TODAY)
    one, two = (_files(tmp_path / name) for name in ("one", "two"))
    assert one == two
    assert len(one) == 31  # and mdfollow.toml
    assert dict(notes(30, _TODAY)) != dict(notes(30, date(2026, 11, 26)))


def test_a_vault_is_what_it_says() -> None:
    made = dict(notes(1000, _TODAY))
    assert len(made) == 1000
    folders = [path.rpartition("/")[0] for path in made]
    assert {folders.count(folder) for folder in folders} == {10}
    assert 4000 < sum(len(text.encode()) for text in made.values()) / 1000 < 4200
    interviews = [path for path, text in made.items() if text.startswith("---\ntype: interview\n")]
    assert interviews == [path_of(number) for number in range(1000) if number % 100 in INTERVIEWS]


@pytest.mark.parametrize(
    ("took", "expected"),
    [
        (150, (1.5, "reached")),
        (151, (1.51, "enough")),
        (180, (1.8, "enough")),
        (181, (1.81, "missed")),
    ],
)
def test_a_goal_is_reached_or_enough_or_missed(took: float, expected: tuple[float, str]) -> None:
    timings = {(10_000, "still"): Timing(took, 9, 9), (10_000, "git1"): Timing(100, 9, 9)}
    assert met(GOALS[0], timings) == expected
    assert met(GOALS[1], timings) is None


@pytest.mark.fault
def test_the_table_has_every_row_that_can_run(tmp_path: Path) -> None:
    mdfollow = shlex.join([sys.executable, "-m", "mdfollow"])
    asked = ["--notes", "30", "--rounds", "2", "--settle", "0", "--dir", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", *asked, "--mdfollow", mdfollow, "--markdown"],
        cwd=_PROJECT,
        env=os.environ | {"PYTHONPATH": _PROJECT},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    for row in _ALWAYS:
        assert any(line.startswith(f"| {row} ") for line in lines), row
    for program, row in _OPTIONAL.items():
        begin = f"| {row}" if shutil.which(program) else row
        assert any(line.startswith(begin) for line in lines), row
    assert not [*tmp_path.iterdir()]


def _files(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }
