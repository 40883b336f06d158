"""The files that say how a vault is synced: settings, what Obsidian says, steps of its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mdfollow.config.find_vault import FILE, FOLDER

if TYPE_CHECKING:
    from pathlib import Path

_FILES = (
    FILE,
    *(f"{FOLDER}/{name}.json" for name in ("app", "templates", "community-plugins")),
    *(
        f"{FOLDER}/plugins/{name}/data.json"
        for name in ("obsidian-tasks-plugin", "templater-obsidian")
    ),
)


def config_files(root: Path, steps_folder: str) -> list[str]:
    """Return the paths of these files, there or not; `steps_folder` may be empty."""
    try:
        names = os.listdir(root / steps_folder) if steps_folder else []  # noqa: PTH208 - names only
    except OSError:
        names = []
    steps = (f"{steps_folder}/{name}" for name in names)
    return [*_FILES, *(path for path in steps if is_config_file(path, steps_folder))]


def is_config_file(path: str, steps_folder: str) -> bool:
    """Whether the file at `path`, relative to the vault, is one of them."""
    is_step = bool(steps_folder) and path.startswith(f"{steps_folder}/")
    return path in _FILES or (is_step and path.lower().endswith(".md"))
