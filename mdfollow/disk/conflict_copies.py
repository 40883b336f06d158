"""Conflict copies: what sync tools put beside a note that changed on two devices."""

from __future__ import annotations

import re

_ADDED = re.compile(
    r"(?:\.sync-conflict-[0-9]{8}-[0-9]{6}-[A-Z0-9]{7}"  # Syncthing
    r"| ?\([^()]*conflicted copy[^()]*\)"  # Dropbox, Nextcloud, Obsidian Sync
    r"| ?\(case conflict[^()]*\))(?=\.md$)",
    re.IGNORECASE,
)
"""What a tool adds to the note's name."""


def is_conflict_copy(path: str) -> bool:
    """Whether a path is, by its name, a conflict copy of a note."""
    return "conflict" in path.lower() and _ADDED.search(path) is not None  # else a slow search


def original_of(path: str) -> str:
    """Return the path of the note a conflict copy stands beside; any other path unchanged."""
    return _ADDED.sub("", path)
