"""The real `mdfollow sync`, killed and made to fail at every call that may change anything."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.fault.inject import Subject, fail_everywhere, kill_everywhere, points
from tests.vaults import AGENDA, interview, write_vault

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fault.conftest import Figures

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("strace")]

PATHS = {
    "exchange": ["-m", "mdfollow"],
    "fallback": ["-m", "tests.fault.commands", "without", "exchange", "-m", "mdfollow"],
}


@pytest.fixture(params=PATHS)
def subject(tmp_path: Path, request: pytest.FixtureRequest) -> Subject:
    acme = interview("What I said.\n", interviewers="[Jane Doe, Sam Lee]")
    notes = {"Interviews/Acme 1.md": acme, "Globex.md": interview(company="Globex")}
    start = [sys.executable, *PATHS[request.param]]
    command = ["--today", "2026-11-25", "sync"]
    return Subject(
        write_vault(tmp_path, notes),
        lambda vault: [*start, "--vault", vault, *command],
        retells={AGENDA: b" -->\n"},
    )


def test_each_path_is_the_one_it_is_called(
    subject: Subject, request: pytest.FixtureRequest
) -> None:
    exchanged = [point for point in points(subject) if "RENAME_EXCHANGE" in point.line]
    assert len(exchanged) == (2 if "[exchange]" in request.node.name else 0)


def test_a_kill_leaves_every_note_old_or_new_and_the_next_sync_heals(
    subject: Subject, figures: Figures
) -> None:
    at = [point for point in points(subject) if point.changes]
    report = kill_everywhere(subject, at)
    figures(f"kill, sync: {report}")
    assert report.points >= 50
    assert (report.unreached, report.faults) == (0, [])


@pytest.mark.parametrize("subject", ["exchange"], indirect=True)
def test_an_error_is_told_and_leaves_every_note_old_or_new(
    subject: Subject, figures: Figures
) -> None:
    at = [point for point in points(subject) if point.changes]
    report = fail_everywhere(subject, at, every=False)
    figures(f"errors, sync: {report}")
    assert report.points >= 50
    assert (report.unreached, report.faults) == (0, [])
