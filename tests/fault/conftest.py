"""What the fault runs need of the machine; without it they are skipped with the reason."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable

import pytest

Figures = Callable[[str], None]

_FIGURES: list[str] = []


@pytest.fixture
def figures() -> Figures:
    """Give a function that takes a line with figures, to be shown at the end of the run."""
    return _FIGURES.append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _FIGURES:
        terminalreporter.section("figures")
        for line in _FIGURES:
            terminalreporter.write_line(line)


def _works(*command: str) -> bool:
    if not shutil.which(command[0]):
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="session")
def strace() -> None:
    if not _works("strace", "-qq", "-e", "trace=none", "true"):
        pytest.skip("strace is missing, or may not trace here")


@pytest.fixture(scope="session")
def mounts() -> None:
    if not _works("unshare", "-rm", "mount", "-t", "tmpfs", "-o", "size=64k", "none", "/mnt"):
        pytest.skip("a small file system can't be mounted here (unshare, mount)")
