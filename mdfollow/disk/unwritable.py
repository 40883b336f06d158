"""Why a file is not written: the errors of `writer`, and the files it refuses."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

from mdfollow.problems import MdfollowError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNCHANGED = "nothing was changed"
IN_PLACE = "the new version is in place, but may not be safe from a power cut"

_WAYS_OUT = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room, your share of the disk is used up",
    errno.EFBIG: "raise the limit for the size of files (`ulimit -f`)",
    errno.EMFILE: "raise the limit for open files (`ulimit -n`)",
    errno.ENFILE: "close other programs",
    errno.EROFS: "mount the disk so that it can be written",
    errno.EACCES: "give yourself the right to write the file and its folder",
    errno.EPERM: "give yourself the right to write the file and its folder",
    errno.EIO: "look after the disk, then run mdfollow again",
}


class Unwritable(MdfollowError):  # noqa: N818 - named for the file, as it reads in a message
    """A file could not be written; the message names it, the reason and the way out."""

    def __init__(self, path: str, reason: str, way_out: str, state: str = UNCHANGED) -> None:
        super().__init__(f"`{path}` {reason}; {state}: {way_out}")


class Recovered(Unwritable):
    """Somebody's bytes lost their place to a still newer save; they are kept in `.mdfollow/`."""

    def __init__(self, path: str, kept_as: str) -> None:
        reason = "was saved by two programs at once"
        way_out = "compare it with the file and take over what is missing"
        super().__init__(path, reason, way_out, f"what one of them wrote is kept as `{kept_as}`")


class ChangedMeanwhile(MdfollowError):  # noqa: N818 - it is no error, the editor was quicker
    """The bytes on the disk are not those that were read: the editor's version stays."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"`{path}` was saved or opened for writing by another program; "
            "its version stays: run mdfollow again when that program is done"
        )


class Postponed(MdfollowError):  # noqa: N818 - it is no error, the file is not at rest
    """The file is left alone for now; whoever refuses it comes back to it and tells why."""

    def __init__(self, path: str) -> None:
        super().__init__(f"`{path}` is in use by another program; it is written when that is done")


@contextmanager
def told(path: str, state: str = UNCHANGED) -> Iterator[None]:
    """Turn an OSError inside the block into an Unwritable that says what `state` the file is in."""
    try:
        yield
    except OSError as error:
        reason = f"can't be written: {error.strerror or error}"
        way_out = _WAYS_OUT.get(error.errno or 0, "run mdfollow again")
        raise Unwritable(path, reason, way_out, state) from error


def check_path(vault: Path, path: str) -> None:
    """Refuse a path that leads out of the vault or through anything but real folders.

    Raises Unwritable; FileNotFoundError if a folder on the way is not there.
    """
    whole = PurePath(path)
    if whole.anchor or not whole.parts or ".." in whole.parts or "\0" in path:
        raise Unwritable(path, "does not lie in the vault", "name a file in the vault")
    place = vault
    for part in whole.parts[:-1]:
        place /= part
        mode = place.lstat().st_mode
        if stat.S_ISLNK(mode):
            _refuse_link(path, f"lies behind the symbolic link `{part}`")
        if not stat.S_ISDIR(mode):
            raise Unwritable(path, f"lies below `{part}`, which is no folder", "move one of them")
    if (vault / path).is_symlink():
        _refuse_link(path, "is a symbolic link")


def check_status(path: str, status: os.stat_result) -> None:
    """Refuse a file that another name, another user or its mode keeps from being replaced."""
    if not stat.S_ISREG(status.st_mode):
        raise Unwritable(path, "is no regular file", "move it away")
    if status.st_nlink > 1:
        reason = f"is hard-linked ({status.st_nlink} names for one file)"
        raise Unwritable(path, reason, "replace it by a copy, or remove the other names")
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        reason = f"belongs to another user (number {status.st_uid})"
        raise Unwritable(path, reason, "run mdfollow as that user, or take over the file (`chown`)")
    if not status.st_mode & stat.S_IWUSR:
        raise Unwritable(path, "is read-only", "allow writing (`chmod u+w`), or ignore the file")


def _refuse_link(path: str, reason: str) -> None:
    raise Unwritable(path, reason, "put the real file or folder there, or ignore it")
