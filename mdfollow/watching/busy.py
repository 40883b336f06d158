"""Signs that another program is at work on a note: it is then left alone, however long it takes."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from mdfollow.disk.git_folder import git_at_work, git_folder
from mdfollow.sanitise import one_line

if TYPE_CHECKING:
    from pathlib import Path

_PROBE = "4913"
"""vim makes and removes a file of this name in the moment before it saves."""

_BEHIND = re.compile(r"\.sw[a-z]|\.kate-swp|\.~[0-9a-f]+")
"""What follows `.NAME` in vim's and Kate's swap files, and in what Nextcloud is about to rename."""


class Signs:
    """What lies in the vault's folders at one moment; made anew for each look."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._names: dict[str, frozenset[str]] = {}
        self._git: str | None = None

    def busy(self, path: str) -> str:
        """Return what shows that the file at `path` is in use; empty if nothing does.

        Emacs' lock, vim's and Kate's swap files, what a sync tool is about to rename. A note that
        vim has renamed to `NAME~` for a moment is gone: that is a change, and never acted on.
        """
        folder, _, name = path.rpartition("/")
        for sign in sorted(self._in(folder)):
            if sign == _PROBE or _is_sign(sign, name):
                return f"{folder}/{sign}" if folder else sign
        return ""

    @property
    def git(self) -> str:
        """What shows that git is at work in the whole vault; empty if nothing does."""
        if self._git is None:
            folder = git_folder(self._root)
            name = git_at_work(folder) if folder else ""
            self._git = f".git/{name}" if name else ""
        return self._git

    def _in(self, folder: str) -> frozenset[str]:
        """The names in a folder that may be signs."""
        if folder not in self._names:
            try:
                names = os.listdir(self._root / folder)  # noqa: PTH208 - names are all it takes
            except OSError:
                names = []
            self._names[folder] = frozenset(filter(_may_be_sign, names))
        return self._names[folder]


def told(sign: str) -> str:
    """Return a sentence for a sign that stays."""
    if sign.startswith(".git/"):
        return f"git is in the middle of something ({sign}): finish it, or abort it"
    sign = one_line(sign)
    return f"`{sign}` says that another program has it open: close it there, or remove that file"


def _may_be_sign(name: str) -> bool:
    """Return whether a file of that name may be a sign for some note beside it."""
    return name == _PROBE or name.startswith((".", "~syncthing~"))


def _is_sign(sign: str, name: str) -> bool:
    if sign in {f".#{name}", f".syncthing.{name}.tmp", f"~syncthing~{name}.tmp"}:
        return True
    if sign.startswith(f".unison.{name}.") and sign.endswith(".tmp"):
        return True
    return sign.startswith(f".{name}.") and bool(_BEHIND.fullmatch(sign, len(name) + 1))
