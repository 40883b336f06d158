"""`.mdfollow/`: the folder in the vault for the lock, temporary files and recovered bytes.

It can be deleted at any time, and one that came with a cloned vault is not trusted: no part of it
is used if it is a symbolic link, for that may lead anywhere.
"""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from mdfollow.disk import system
from mdfollow.disk.left_overs import NAME
from mdfollow.problems import MdfollowError

RECOVERED = f"{NAME}/recovered"

_LONGEST = 100  # bytes of a file name; most file systems take 255


def private_folder(vault: Path, path: str = NAME) -> Path:
    """Return one of the folders above, made if it is not there.

    Raises MdfollowError if a link or a file stands in its place, or it can't be made.
    """
    _make(vault, NAME)
    _keep_from_git(vault / NAME)
    if path != NAME:
        _make(vault, path)
    return vault / path


def keep(vault: Path, place: Path, name: str) -> str:
    """Move a file whose bytes nobody knows to `recovered/`; return its new path in the vault.

    `name` tells the person what it was. Raises OSError.
    """
    free = _free_place(private_folder(vault, RECOVERED), name)
    shutil.move(place, free)  # copies where `place` lies on another file system
    return f"{RECOVERED}/{free.name}"


def keep_bytes(vault: Path, data: bytes, name: str) -> str:
    """Write bytes that have no file any more to `recovered/`; else as `keep`."""
    free = _free_place(private_folder(vault, RECOVERED), name)
    with free.open("xb") as file:
        file.write(data)
        system.flush(file.fileno())
    return f"{RECOVERED}/{free.name}"


def _free_place(folder: Path, name: str) -> Path:
    """Return a path in the folder like `name` that is not taken."""
    whole = Path(name)
    short = os.fsencode(whole.stem)[:_LONGEST].decode(errors="ignore")
    return folder / f"{short} {os.urandom(4).hex()}{whole.suffix[:_LONGEST]}"


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
