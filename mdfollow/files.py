"""Which files of the vault are notes, and their bytes. Writing stands in `writer`."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdfollow.note import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mdfollow.obsidian import Obsidian
    from mdfollow.settings import Settings

_CONFLICT_COPY = re.compile(
    r"\.sync-conflict-[0-9]{8}-[0-9]{6}-[A-Z0-9]{7}\.md$"  # Syncthing
    r"|\([^()]*conflicted copy[^()]*\)\.md$"  # Dropbox, Nextcloud, Obsidian Sync
    r"|\(case conflict[^()]*\)\.md$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Listing:
    """Paths relative to the vault, `/` between folders, sorted."""

    notes: tuple[str, ...]
    conflict_copies: tuple[str, ...]


def list_notes(vault: Path, settings: Settings, obsidian: Obsidian) -> Listing:
    """Walk the vault: no dot folders, no symbolic links, no templates, no outputs of ours."""
    closed = {*obsidian.template_folders, settings.steps_folder, settings.drafts_folder}
    outputs = {settings.agenda_file, settings.pipeline_file}
    ignored = _ignored(settings.ignore)
    paths = sorted(p for p in _walk(vault, "", closed, ignored) if p not in outputs)
    copies = tuple(path for path in paths if _CONFLICT_COPY.search(path))
    return Listing(tuple(path for path in paths if path not in set(copies)), copies)


def read_bytes(vault: Path, path: str) -> bytes:
    """Return a note's bytes, at most one more than `note.LARGEST`. Raises OSError."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(vault / path, flags)
    with os.fdopen(descriptor, "rb") as file:
        return file.read(LARGEST + 1)


def read_steps(vault: Path, folder: str) -> dict[str, str]:
    """Return the texts of the vault's own step files by path; no links, no sub-folders."""
    try:
        entries = sorted(os.scandir(vault / folder), key=lambda entry: entry.name)
    except OSError:
        return {}
    return {
        f"{folder}/{entry.name}": read_bytes(vault, f"{folder}/{entry.name}").decode(
            errors="replace"
        )
        for entry in entries
        if _is_note(entry.name) and entry.is_file(follow_symlinks=False)
    }


def _walk(
    vault: Path, folder: str, closed: set[str], ignored: Callable[[str], bool]
) -> Iterator[str]:
    """Yield the notes below a folder; what can't be listed is passed over as if it were empty."""
    try:
        entries = list(os.scandir(vault / folder))
    except OSError:
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.name.startswith(".") or path in closed:
            continue
        if entry.is_dir(follow_symlinks=False):
            if not ignored(path + "/"):
                yield from _walk(vault, path, closed, ignored)
        elif _is_note(path) and entry.is_file(follow_symlinks=False) and not ignored(path):
            yield path


def _is_note(name: str) -> bool:
    return name.lower().endswith(".md")


def _ignored(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Return whether a path matches the gitignore patterns of the settings."""
    if not patterns:
        return lambda _: False
    from pathspec import PathSpec  # noqa: PLC0415 - 50 ms that only a vault with patterns pays

    return PathSpec.from_lines("gitignore", patterns).match_file
