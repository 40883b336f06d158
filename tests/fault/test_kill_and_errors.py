from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.fault.inject import Subject, fail_everywhere, kill_everywhere, points

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fault.conftest import Figures

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("strace")]

NOTE, NEW = "Interviews/Acme 1.md", "Drafts/Thank you.md"
WITH_EXCHANGE = ("append",)
WITHOUT_EXCHANGE = ("without", "exchange", "append")
WITHOUT_ALL = ("without", "exchange,lease", "append")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / "Interviews").mkdir()
    (tmp_path / NOTE).write_bytes(b"a line of the person\n" * 500)
    return tmp_path


def subject(vault: Path, *command: str) -> Subject:
    start = [sys.executable, "-m", "tests.fault.commands", *command]
    return Subject(vault, lambda copy: [*start, copy, NOTE, NEW])


@pytest.mark.parametrize("command", [WITH_EXCHANGE, WITHOUT_EXCHANGE])
def test_a_kill_before_any_call_leaves_old_or_new_and_the_next_run_heals(
    vault: Path, figures: Figures, command: tuple[str, ...]
) -> None:
    on = subject(vault, *command)
    report = kill_everywhere(on, points(on))
    figures(f"kill, {' '.join(command)}: {report}")
    assert report.points >= 50
    assert (report.unreached, report.faults) == (0, [])
    assert min(report.old, report.new) > 0


@pytest.mark.parametrize("command", [WITH_EXCHANGE, WITHOUT_EXCHANGE])
def test_an_error_at_any_call_is_told_and_leaves_old_or_new(
    vault: Path, figures: Figures, command: tuple[str, ...]
) -> None:
    on = subject(vault, *command)
    report = fail_everywhere(on, points(on), every=command == WITH_EXCHANGE)
    figures(f"errors, {' '.join(command)}: {report}")
    assert report.points >= 58
    assert (report.unreached, report.faults) == (0, [])


def test_a_kill_with_neither_exchange_nor_lease(vault: Path, figures: Figures) -> None:
    on = subject(vault, *WITHOUT_ALL)
    report = kill_everywhere(on, [point for point in points(on) if point.changes])
    figures(f"kill, {' '.join(WITHOUT_ALL)}: {report}")
    assert (report.unreached, report.faults) == (0, [])


def test_the_harness_catches_a_naive_writer(vault: Path) -> None:
    on = subject(vault, "naive")
    found = points(on)
    assert any("neither old nor new" in fault for fault in kill_everywhere(on, found).faults)
    assert any("neither old nor new" in fault for fault in fail_everywhere(on, found).faults)


def test_bytes_then_exchange_then_folder(vault: Path) -> None:
    order = [point for point in points(subject(vault, "append")) if is_durable_step(point.line)]
    steps = [step_of(point.line) for point in order]
    replaced = ["fsync file", "exchange", "fsync folder", "delete"]
    created = ["fsync folder", "fsync file", "exchange", "fsync folder"]  # Drafts/ is made first
    assert steps == replaced + created


def is_durable_step(line: str) -> bool:
    return line.partition("(")[0].split()[-1] in {"fsync", "renameat2", "unlink"} and " = 0" in line


def step_of(line: str) -> str:
    call = line.partition("(")[0].split()[-1]
    if call == "fsync":
        return "fsync file" if ".new>" in line else "fsync folder"
    return {"renameat2": "exchange", "unlink": "delete"}[call]
