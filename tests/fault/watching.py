"""`mdfollow watch` as a real process, and what it said."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mdfollow.sync import sync
from mdfollow.watching.clock import SystemClock, today
from tests.agendas import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TODAY = today(SystemClock())
WATCH = (sys.executable, "-m", "mdfollow")


def until(is_so: Callable[[], bool], seconds: float) -> bool:
    """Wait for something to become so, at most that long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.05)
    return is_so()


@contextmanager
def watching(vault: Path, *around: str, seconds: float = 10) -> Iterator[subprocess.Popen[bytes]]:
    """Run `watch`, ready once the vault is synced; it must end with status 0 when it is told."""
    log = vault.parent / "watch.log"
    environment = {name: value for name, value in os.environ.items() if "MDFOLLOW" not in name}
    with log.open("ab") as out:
        command = [*around, *WATCH, "--vault", str(vault), "watch", "-v"]
        process = subprocess.Popen(command, stdout=out, stderr=out, env=environment)
    try:
        assert until(lambda: bool(read(vault)) and "watching" in said(vault), seconds), said(vault)
        yield process
        process.terminate()
        assert process.wait(15) == 0, said(vault)
        assert "Traceback" not in said(vault)
        assert "Exception" not in said(vault)
    finally:
        process.kill()
        process.wait()


def said(vault: Path) -> str:
    """Return all that was printed."""
    return (vault.parent / "watch.log").read_text("utf-8")


def converged(vault: Path) -> bool:
    """Whether `sync` would change nothing, on whatever day it is by now."""
    return not sync(vault, today(SystemClock()), lambda *_: None).changed
