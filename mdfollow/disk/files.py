"""Which files of the vault are notes, and their bytes. Writing stands in `writer`."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdfollow.disk.plain_file import read_plain
from mdfollow.note import LARGEST
from mdfollow.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mdfollow.config.obsidian import Obsidian
    from mdfollow.config.settings import Settings

MOST_STEPS = 200
LARGEST_STEP = 64 * 1024
"""Bytes; both bounds keep a vault from a stranger from holding up a sync."""

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
    odd_names: tuple[str, ...] = ()
    """Names that are no UTF-8, shown as far as they can be."""


def list_notes(vault: Path, settings: Settings, obsidian: Obsidian) -> Listing:
    """Walk the vault: no dot folders, no symbolic links, no templates, no outputs of ours."""
    closed = {*obsidian.template_folders, settings.steps_folder, settings.drafts_folder}
    outputs = {settings.agenda_file.casefold(), settings.pipeline_file.casefold()}
    ignored = _ignored(settings.ignore)
    paths = sorted(p for p in _walk(vault, "", closed, ignored) if p.casefold() not in outputs)
    odd = {path for path in paths if not _is_utf8(path)}
    copies = {path for path in paths if _CONFLICT_COPY.search(path)} - odd
    notes = tuple(path for path in paths if path not in copies | odd)
    shown = (path.encode(errors="replace").decode() for path in odd)
    return Listing(notes, tuple(sorted(copies)), tuple(sorted(shown)))


def read_bytes(vault: Path, path: str) -> bytes:
    """Return a note's bytes, at most one more than `note.LARGEST`. Raises OSError."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(vault / path, flags)
    with os.fdopen(descriptor, "rb") as file:
        return file.read(LARGEST + 1)


def read_steps(vault: Path, folder: str) -> tuple[dict[str, str], list[Problem]]:
    """Return the texts of the vault's own step files by path.

    No links, no sub-folders; what is too large or can't be read is a problem.
    """
    try:
        names = sorted(entry.name for entry in (vault / folder).iterdir() if _is_note(entry.name))
    except OSError:
        return {}, []
    texts, problems = {}, []
    for path in (f"{folder}/{name}" for name in names[:MOST_STEPS]):
        try:
            texts[path] = read_plain(vault, path, LARGEST_STEP).decode(errors="replace")
        except OSError as error:
            problems.append(Problem(path, 1, f"can't be read as a step: {error.strerror}"))
    return texts, problems


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


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_note(name: str) -> bool:
    return name.lower().endswith(".md")


def _ignored(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Return whether a path matches the gitignore patterns of the settings."""
    if not patterns:
        return lambda _: False
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - 50 ms that only a vault with patterns pays

    return GitIgnoreSpec.from_lines(patterns).match_file
