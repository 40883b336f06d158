from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from mdfollow.progress import AFTER, Progress, progress_on
from tests.vaults import interview, write_vault

if TYPE_CHECKING:
    from pathlib import Path

PATHS = ["a.md", "b.md", "c.md"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """Each look at it takes `step` seconds."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def test_a_long_run_counts_on_one_line_and_wipes_it() -> None:
    terminal = Terminal()
    progress = Progress(terminal, Clock(AFTER))
    assert list(progress.over("reading notes", PATHS)) == PATHS
    assert terminal.getvalue() == "".join(f"\rreading notes: {done} of 3" for done in range(3))
    progress.wipe()
    assert terminal.getvalue().endswith(f"\r{' ' * len('reading notes: 2 of 3')}\r")
    shown = terminal.getvalue()
    progress.wipe()
    assert terminal.getvalue() == shown


def test_a_shorter_line_leaves_nothing_of_a_longer_one() -> None:
    terminal = Terminal()
    progress = Progress(terminal, Clock(AFTER))
    list(progress.over("reading notes", PATHS[:1]))
    list(progress.over("a", PATHS[:1]))
    assert terminal.getvalue() == f"\rreading notes: 0 of 1\r{'a: 0 of 1':21}"


@pytest.mark.parametrize(("stream", "step"), [(Terminal(), AFTER / 10), (io.StringIO(), AFTER)])
def test_a_short_run_and_a_pipe_show_nothing(stream: io.StringIO, step: float) -> None:
    progress = Progress(stream, Clock(step))
    assert list(progress.over("reading notes", PATHS)) == PATHS
    progress.wipe()
    assert stream.getvalue() == ""


def test_it_is_wiped_when_the_run_fails() -> None:
    terminal = Terminal()
    with suppress(ValueError), progress_on(terminal) as progress:
        progress._show("half way")  # noqa: SLF001 - as if a second had passed
        raise ValueError("it failed")
    assert terminal.getvalue() == "\rhalf way\r        \r"


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals here")
@pytest.mark.parametrize("command", [["sync"], ["sync", "--check"], ["due"], ["check"]])
def test_a_real_terminal_shows_it_on_both_roads(tmp_path: Path, command: list[str]) -> None:
    vault = write_vault(tmp_path, {f"Note {number}.md": interview() for number in range(3)})
    impatient = "import mdfollow.progress as p; p.AFTER = p.EVERY = 0; import mdfollow.start as s; "
    words = ["--vault", str(vault), "--today", "2026-11-25", *command]
    ours, theirs = os.openpty()
    ended = subprocess.run(
        [sys.executable, "-c", f"{impatient}s.main()", *words],
        stdout=subprocess.PIPE, stderr=theirs, timeout=20, check=False,
    )  # fmt: skip
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "\rreading notes: 2 of 3" in shown
    assert "\rbringing notes up to date: 2 of 3" in shown
    assert shown.split("\r")[-1] == ""
    assert b"reading" not in ended.stdout
