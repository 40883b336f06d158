"""The pages of the documentation, and the examples in them.

A fenced block with `write="NOTE"` is a file to write, one with `expect="NOTE"` must stand in that
file, and a `console` block is run. They work on one vault for each page, in the order of the page.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TODAY = "2026-11-25"

_FENCE = re.compile(
    r"^```(\w*)(?: (\w+)=\"([^\"\n]+)\")?[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, what to do with it, the note it is about, its text."""

    language: str
    act: str
    path: str
    text: str


def blocks(page: Path) -> list[Block]:
    """Return the fenced blocks of a page."""
    return [Block(*found.groups("")) for found in _FENCE.finditer(page.read_text())]


def section(page: Path, heading: str) -> list[Block]:
    """Return the fenced blocks between a heading and the next one of the second level."""
    text = page.read_text().partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [Block(*found.groups("")) for found in _FENCE.finditer(text)]


def has_examples(page: Path) -> bool:
    """Whether a page has anything to run."""
    return any(block.language == "console" for block in blocks(page))


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block with the output it shows."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def pattern(text: str) -> str:
    """Return a pattern for a text in which `…` stands for anything, alone for any lines."""
    rest = re.escape("…")
    lines = re.escape(text).replace(f"{rest}\\\n", "(?:.*\n)*?").replace(rest, ".*")
    return lines.replace("\\\n", "\n")


def shell(vault: Path, command: str) -> str:
    """Run a command as a reader would, in the vault; return what it prints."""
    tools = vault.parent / "bin"
    if not tools.exists():
        tools.mkdir()
        program = tools / "mdfollow"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mdfollow "$@"\n')
        program.chmod(0o755)
    env = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "MDFOLLOW_TODAY": TODAY,
    }
    done = subprocess.run(  # noqa: S602 - the page's own command, as its reader types it
        command, shell=True, cwd=vault, env=env, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return done.stdout
