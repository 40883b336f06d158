"""Reading a small file of the vault that is not a note: no link followed, no size trusted."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Where the platform has no such flags, the look at every part of the path stands alone.
READ = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
"""How a file of the vault is opened: no link followed, no waiting for a pipe."""


def read_plain(vault: Path, path: str, limit: int) -> bytes:
    """Return the bytes of the file at `path`, `/` between folders, inside `vault`.

    Raises FileNotFoundError if there is none, and OSError, whose `strerror` says why, if it can't
    be read, is reached through a symbolic link, is no regular file or is longer than `limit` bytes.
    """
    place = vault
    for part in path.split("/"):
        place /= part
        if stat.S_ISLNK(place.lstat().st_mode):
            raise OSError(errno.ELOOP, "a symbolic link is not followed")
    if not stat.S_ISREG(place.lstat().st_mode):
        raise OSError(errno.EINVAL, "not a regular file")
    with open(place, "rb", opener=_open) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"longer than {limit // 1024} KiB")
    return data


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | READ)
