"""`git checkout` to and fro under a writer without pause. RACE_CHECKOUTS sets how often (60)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.fault.editor import note_text, save_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.fault.conftest import Figures

pytestmark = pytest.mark.fault

CHECKOUTS = int(os.environ.get("RACE_CHECKOUTS", "60"))
NOTES = [f"Interview {number}.md" for number in range(150)]
BRANCHES = {"one": 1, "two": 2}


def git(vault: Path, *args: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@b.example")
    command = ["git", "-C", str(vault), *who, "-c", "core.fsync=none", *args]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    for branch, number in BRANCHES.items():
        git(tmp_path, "checkout", "-q", "-b", branch)
        for note in NOTES:
            (tmp_path / note).write_bytes(note_text(number))
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-q", "-m", branch)
    return tmp_path


def foreign(vault: Path, number: int, patience: float) -> list[str]:
    """Return the notes that do not get the prose of this branch within `patience` seconds."""
    end = time.monotonic() + patience
    wrong = NOTES
    while wrong and time.monotonic() < end:
        wrong = [note for note in wrong if not is_of(vault / note, number)]
    return wrong


def is_of(place: Path, number: int) -> bool:
    return place.exists() and save_in(place.read_bytes()) == number


@contextmanager
def writer(vault: Path, *options: str) -> Iterator[dict[str, int]]:
    """Run a writer during the block; what it did is in the mapping after it."""
    command = [sys.executable, "-m", "tests.fault.race_writer", str(vault), *NOTES, *options]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    did: dict[str, int] = {}
    try:
        yield did
    finally:
        (vault / "stop").touch()
        out, _ = running.communicate(timeout=60)
    assert running.returncode == 0
    did |= json.loads(out)


def run(vault: Path, *options: str, patience: float = 1) -> tuple[int, dict[str, int]]:
    """Return how many notes had foreign prose after a checkout, and what the writer did.

    A checkout that fails because a note is there again counts as one.
    """
    wrong = 0
    with writer(vault, *options) as did:
        for turn in range(CHECKOUTS):
            branch = list(BRANCHES)[turn % 2]
            try:
                git(vault, "checkout", "-q", "-f", branch)
            except subprocess.CalledProcessError:
                wrong += 1
            else:
                wrong += len(foreign(vault, BRANCHES[branch], patience))
    return wrong, did


def test_no_note_gets_the_prose_of_the_other_branch(vault: Path, figures: Figures) -> None:
    wrong, did = run(vault)
    figures(f"{CHECKOUTS} checkouts of {len(NOTES)} notes: {wrong} foreign; {did}")
    assert wrong == 0
    assert did["writes"] > 0
    assert list((vault / ".mdfollow" / "tmp").iterdir()) == []


def test_the_checkouts_catch_a_naive_writer(vault: Path) -> None:
    wrong, _ = run(vault, "--naive", patience=0.05)
    assert wrong > 0
