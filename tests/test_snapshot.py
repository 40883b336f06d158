from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.vaults import AGENDA, interview, task, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

NOTE = "Acme.md"


def test_a_step_file_that_is_too_large_is_told(tmp_path: Path, run: Callable[..., Result]) -> None:
    step = f"---\nstep: big\ntask: {'x' * 70_000}\n---\n"
    vault = write_vault(tmp_path, {NOTE: interview(), "Steps/big.md": step})
    result = run(vault, "sync", status=1)
    assert result.stderr == "Steps/big.md:1: can't be read as a step: longer than 64 KiB\n"
    assert task((vault / NOTE).read_text("utf-8"), "keep-applying")


def test_an_agenda_that_is_a_folder_is_told(tmp_path: Path, run: Callable[..., Result]) -> None:
    vault = write_vault(tmp_path, {NOTE: interview()})
    (vault / AGENDA).mkdir()
    result = run(vault, "sync", status=1)
    assert result.stderr.startswith(f"{AGENDA}:1: can't be read: Is a directory")
    assert task((vault / NOTE).read_text("utf-8"), "keep-applying")


def test_a_file_name_that_is_not_utf8_is_told(tmp_path: Path, run: Callable[..., Result]) -> None:
    vault = write_vault(tmp_path, {NOTE: interview()})
    (vault / os.fsdecode(b"\xff.md")).write_text(interview())
    result = run(vault, "sync", status=1)
    assert "?.md:1: the file's name is not UTF-8" in result.stderr
    assert task((vault / NOTE).read_text("utf-8"), "keep-applying")


def test_a_run_with_nothing_to_do_makes_no_file(tmp_path: Path, run: Callable[..., Result]) -> None:
    vault = write_vault(tmp_path, {NOTE: interview()})
    run(vault, "sync")
    (vault / ".mdfollow/lock").unlink()
    run(vault, "sync")
    assert not (vault / ".mdfollow/lock").exists()


def test_a_place_without_holidays_is_told_with_its_line(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    vault = write_vault(tmp_path, {"mdfollow.toml": '[calendar]\nholidays = "XX"\n'})
    told = run(vault, "sync", status=2).stderr
    assert told.startswith("mdfollow.toml:2: `calendar.holidays`: `XX` has no known holidays; ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("inside", [NOTE, "picture.png"])
def test_a_folder_that_may_not_be_read_is_told_until_it_may(
    tmp_path: Path, run: Callable[..., Result], inside: str
) -> None:
    vault = write_vault(tmp_path, {f"Closed/{inside}": interview(), "Other/b.md": interview()})
    (vault / "Empty").mkdir()
    (vault / "Closed").chmod(0o000)
    try:
        for _ in range(2):
            told = run(vault, "sync").stderr
            assert told.startswith("Closed/:1: hint: this folder can't be read, so its notes are ")
            assert len(told.splitlines()) == 1
        write_vault(vault, {"mdfollow.toml": 'ignore = ["Closed/"]\n'})
        assert not run(vault, "sync").stderr
        write_vault(vault, {"mdfollow.toml": ""})
        assert run(vault, "sync").stderr
    finally:
        (vault / "Closed").chmod(0o700)
    assert not run(vault, "sync").stderr
