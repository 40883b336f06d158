"""Hypothesis profiles, and fixtures: the runner, which notes were planned, both YAML parsers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from mdfollow import sync_pass
from mdfollow.cli import main
from mdfollow.plan import NotePlan, plan_note

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mdfollow.note import Note

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("quick", max_examples=100, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("ci", max_examples=1000, deadline=None, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run `mdfollow` with arguments in a vault; any exit status but the expected one fails."""

    def invoke(vault: Path, *args: str, today: str = "2026-11-25", status: int = 0) -> Result:
        runner = CliRunner(env={"MDFOLLOW_TODAY": today, "MDFOLLOW_VAULT": str(vault)})
        result = runner.invoke(main, list(args), catch_exceptions=False)
        assert result.exit_code == status, f"{result.stdout}\n{result.stderr}"
        return result

    return invoke


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The notes that were planned, in order; the planning itself is the real one."""
    paths: list[str] = []

    def counted(note: Note, *given: Any) -> NotePlan:
        paths.append(note.path)
        return plan_note(note, *given)

    monkeypatch.setattr(sync_pass, "plan_note", counted)
    return paths


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML was built without libyaml, its own parser reads, and tells in other words."""
    if request.param == "python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
