"""Which files of the vault are notes, and their bytes. Writing stands in `writer`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.disk.conflict_copies import is_conflict_copy
from mdfollow.disk.plain_file import read_plain
from mdfollow.disk.walk import Folder, is_note, list_folder, walk
from mdfollow.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from mdfollow.config.obsidian import Obsidian
    from mdfollow.config.settings import Settings

MOST_STEPS = 200
LARGEST_STEP = 64 * 1024
"""Bytes; both bounds keep a vault from a stranger from holding up a sync."""


class Listing(NamedTuple):
    """Paths relative to the vault, `/` between folders, sorted."""

    notes: tuple[str, ...]
    conflict_copies: tuple[str, ...]
    odd_names: tuple[str, ...] = ()
    """Names that are no UTF-8, shown as far as they can be."""
    folders: Mapping[str, Folder] = {}
    """Every folder that was listed, that of the steps included."""


def list_notes(vault: Path, settings: Settings, obsidian: Obsidian) -> Listing:
    """Walk the vault: no dot folders, no symbolic links, no templates, no outputs of ours."""
    closed = {*obsidian.template_folders, settings.steps_folder, settings.drafts_folder}
    outputs = {settings.agenda_file.casefold(), settings.pipeline_file.casefold()}
    ignored = _ignored(settings.ignore)
    found, folders = walk(vault, closed, ignored)
    folders[settings.steps_folder] = list_folder(f"{vault}/{settings.steps_folder}")
    paths = sorted(path for path in found if path.casefold() not in outputs)
    odd = {path for path in paths if not _is_utf8(path)}
    copies = {path for path in paths if is_conflict_copy(path)} - odd
    notes = tuple(path for path in paths if path not in copies | odd)
    shown = (path.encode(errors="replace").decode() for path in odd)
    return Listing(notes, tuple(sorted(copies)), tuple(sorted(shown)), folders)


def unreadable_folders(vault: Path, listing: Listing) -> list[str]:
    """Return the folders that were listed as empty because they may not be read."""
    seem_empty = (path for path, (names, _, _) in listing.folders.items() if not names)
    return [path for path in seem_empty if _is_unreadable(vault / path)]


def read_steps(vault: Path, folder: str) -> tuple[dict[str, str], list[Problem]]:
    """Return the texts of the vault's own step files by path.

    No links, no sub-folders; what is too large or can't be read is a problem.
    """
    try:
        names = sorted(entry.name for entry in (vault / folder).iterdir() if is_note(entry.name))
    except OSError:
        return {}, []
    texts, problems = {}, []
    for path in (f"{folder}/{name}" for name in names[:MOST_STEPS]):
        try:
            texts[path] = read_plain(vault, path, LARGEST_STEP).decode(errors="replace")
        except OSError as error:
            problems.append(Problem(path, 1, f"can't be read as a step: {error.strerror}"))
    return texts, problems


def _is_unreadable(place: Path) -> bool:
    return place.is_dir() and not os.access(place, os.R_OK | os.X_OK)


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _ignored(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Return whether a path matches the gitignore patterns of the settings."""
    if not patterns:
        return lambda _: False
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - 50 ms that only a vault with patterns pays

    return GitIgnoreSpec.from_lines(patterns).match_file
