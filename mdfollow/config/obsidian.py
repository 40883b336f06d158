"""What `.obsidian` says about the vault: how its person writes tasks and links.

The files are Obsidian's: nothing here is ever a problem, what can't be used is passed over.
Places and keys: Obsidian's help ("How Obsidian stores data"), Tasks' `src/Config/Settings.ts`,
Templater's `src/settings/Settings.ts`.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Literal, NamedTuple

from mdfollow.config.find_vault import FOLDER
from mdfollow.config.setting_paths import folder
from mdfollow.config.setting_values import SettingValueError
from mdfollow.disk.plain_file import read_plain
from mdfollow.sanitise import markdown

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1024 * 1024
"""Bytes of a settings file; a longer one is passed over."""


class Obsidian(NamedTuple):
    """What is known from `.obsidian`; the defaults hold where there is none."""

    present: bool = False
    task_format: Literal["emoji", "dataview"] = "emoji"
    global_filter: str = ""
    """What a line must hold to be a task for the Tasks plugin, such as `#task`; empty for none."""
    link_style: Literal["wikilink", "markdown"] = "markdown"
    template_folders: tuple[str, ...] = ()
    """Paths from the vault's root, of the core plugin and of Templater."""


def read_obsidian(vault: Path) -> Obsidian:
    """Return what the vault's `.obsidian` says; it never raises for what stands there."""
    if not os.path.isdir(vault / FOLDER):  # noqa: PTH112 - Path.is_dir raises without permission
        return Obsidian()
    app, tasks = _table(vault, "app.json"), _plugin(vault, "obsidian-tasks-plugin")
    templates = _table(vault, "templates.json").get("folder")
    templater = _plugin(vault, "templater-obsidian").get("templates_folder")
    return Obsidian(
        present=True,
        task_format="dataview" if tasks.get("taskFormat") == "dataview" else "emoji",
        global_filter=_filter(tasks.get("globalFilter")),
        link_style="markdown" if app.get("useMarkdownLinks") is True else "wikilink",
        template_folders=tuple(dict.fromkeys(_folder(templates) + _folder(templater))),
    )


def _plugin(vault: Path, name: str) -> dict[str, object]:
    """Return the settings of a community plugin, none if it is known to be switched off."""
    enabled = _json(vault, "community-plugins.json")
    if isinstance(enabled, list) and name not in enabled:
        return {}
    return _table(vault, f"plugins/{name}/data.json")


def _table(vault: Path, name: str) -> dict[str, object]:
    read = _json(vault, name)
    return read if isinstance(read, dict) else {}


def _json(vault: Path, name: str) -> object:
    try:
        return json.loads(read_plain(vault, f"{FOLDER}/{name}", LARGEST))
    except (OSError, ValueError, RecursionError):
        return None


def _filter(value: object) -> str:
    """Return a filter that may stand in a task line as it is, else an empty text.

    A changed filter would match nothing, so one that needs an escape is left out; but `#` makes
    it the tag it is.
    """
    if not isinstance(value, str):
        return ""
    words = value.strip().replace("#", "")
    harmless = words and "^" not in words and markdown(words) == words
    return value.strip() if harmless else ""


def _folder(value: object) -> tuple[str, ...]:
    """Return the folder, if it is one inside the vault: its root as a folder means none."""
    try:
        return (folder(value.strip("/") if isinstance(value, str) else value),)
    except SettingValueError:
        return ()
