"""Which programs may fight over a note: those that watch its folder, or have the note open."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mdfollow.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROCESSES = Path("/proc")

_FORMATTERS = (
    "obsidian-linter",
    "prettier-format",
    "update-time-on-edit",
    "frontmatter-modified-date",
)
"""Obsidian plugins that rewrite notes on their own."""


def suspects(root: Path, path: str) -> str:
    """Return what is known of who may rewrite the note at `path`; empty if nothing is.

    Linux tells which of the user's programs watch a folder or hold a file open; elsewhere only
    what lies in the vault speaks.
    """
    found = sorted({*_programs(root / path), *_in_vault(root)})
    return f"it may be {' or '.join(found)}" if found else ""


def _in_vault(root: Path) -> Iterator[str]:
    """Programs that leave their marks in the vault."""
    for name in _FORMATTERS:
        if (root / ".obsidian" / "plugins" / name).is_dir():
            yield f"Obsidian's plugin {name}"
    if (root / ".stfolder").exists():
        yield "Syncthing"


def _programs(place: Path) -> Iterator[str]:
    """The names of other processes that watch the folder of `place`, or have that file open."""
    marks = set()
    for one in (place, place.parent):
        with suppress(OSError):
            marks.add(f"ino:{one.stat().st_ino:x} ")
    try:
        processes = [one for one in _PROCESSES.iterdir() if one.name.isdigit()]
    except OSError:
        return
    for process in processes:
        if process.name != str(os.getpid()) and (
            _watches(process, marks) or _opens(process, place)
        ):
            with suppress(OSError):
                name = one_line((process / "comm").read_text("utf-8", errors="replace").strip())
                yield f"{name} (process {process.name})"


def _watches(process: Path, marks: set[str]) -> bool:
    """Whether a process has an inotify watch on one of these inodes."""
    with suppress(OSError):
        for file in (process / "fdinfo").iterdir():
            with suppress(OSError):
                words = file.read_text("ascii", errors="replace")
                if "inotify wd:" in words and any(mark in words for mark in marks):
                    return True
    return False


def _opens(process: Path, place: Path) -> bool:
    with suppress(OSError):
        for file in (process / "fd").iterdir():
            with suppress(OSError):
                if file.readlink() == place:
                    return True
    return False
