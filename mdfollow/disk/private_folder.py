"""`.mdfollow/`: the folder in the vault for the lock, temporary files and recovered bytes.

It can be deleted at any time, and one that came with a cloned vault is not trusted: no part of it
is used if it is a symbolic link, for that may lead anywhere.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from mdfollow.disk.left_overs import NAME
from mdfollow.problems import MdfollowError

if TYPE_CHECKING:
    from pathlib import Path


def private_folder(vault: Path, path: str = NAME) -> Path:
    """Return `.mdfollow/` or, with `path`, a folder in it, made if it is not there.

    Raises MdfollowError if a link or a file stands in its place, or it can't be made.
    """
    _make(vault, NAME)
    _keep_from_git(vault / NAME)
    if path != NAME:
        _make(vault, path)
    return vault / path


def _make(vault: Path, path: str) -> None:
    """Make one folder, or make sure that it is one."""
    place = vault / path
    try:
        with suppress(FileExistsError):
            place.mkdir()
        mode = place.lstat().st_mode
    except OSError as error:
        raise MdfollowError(
            f"`{path}` can't be made in {vault}: {error.strerror}; "
            "mdfollow needs it to write safely, so nothing was changed"
        ) from error
    if not stat.S_ISDIR(mode):
        kind = "a symbolic link" if stat.S_ISLNK(mode) else "no folder"
        raise MdfollowError(
            f"`{path}` in {vault} is {kind}, which is not followed; "
            "remove it: mdfollow makes its own folder there"
        )


def _keep_from_git(folder: Path) -> None:
    """Make the folder invisible for git; a file that is there stays, unless it is empty."""
    flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with suppress(OSError):  # the next run tries again; nothing depends on it
        descriptor = os.open(folder / ".gitignore", flags, 0o666)
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            if not os.fstat(descriptor).st_size:
                file.write(b"*\n")
