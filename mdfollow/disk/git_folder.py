"""Where git keeps its state for the vault, and what shows that it is in the middle of something.

A note must not change under a rebase. Above the vault names are looked at, and nothing is read.
"""

from __future__ import annotations

import os

_AT_WORK = (
    "index.lock",
    "MERGE_HEAD",
    "rebase-merge",
    "rebase-apply",
    "CHERRY_PICK_HEAD",
    "REVERT_HEAD",
)

_LONGEST = 8192  # characters of a file that names a path


def git_folder(root: str | os.PathLike[str]) -> str:
    """Return the path of git's folder: `.git` in the vault at `root` or above, empty if none.

    In a worktree `.git` is a file that leads there; above the vault it is not read.
    """
    here = vault = os.path.abspath(root)
    while not os.path.lexists(f"{here}/.git"):
        above = os.path.dirname(here)
        if above == here:
            return ""
        here = above
    place = f"{here}/.git"
    if os.path.isdir(place):
        return place
    return _linked(here, place) if here == vault else ""


def git_at_work(folder: str) -> str:
    """Return the name in git's folder that shows it at work; empty if none does."""
    return next((name for name in _AT_WORK if os.path.lexists(f"{folder}/{name}")), "")


def _linked(here: str, place: str) -> str:
    """Where the file `.git` of a worktree or submodule leads."""
    if not os.path.isfile(place):  # a pipe would be waited for
        return ""
    try:
        with open(place, encoding="utf-8", errors="replace") as file:
            words = file.read(_LONGEST)
    except OSError:
        return ""
    return os.path.join(here, words.removeprefix("gitdir:").strip())
