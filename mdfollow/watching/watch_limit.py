"""Whether the system's watches reach for all folders; watchdog 7.1 doesn't tell if they don't."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPEN_FILES = Path("/proc/self/fdinfo")
_LIMIT = Path("/proc/sys/fs/inotify/max_user_watches")

_RAISE = "`sudo sysctl fs.inotify.max_user_watches=524288`"
_WAYS_OUT = {
    errno.ENOSPC: f"raise the limit ({_RAISE})",
    errno.EMFILE: "raise the limit (`sudo sysctl fs.inotify.max_user_instances=512`, or `ulimit -n`"
    " for open files)",
    errno.EAGAIN: "raise the limit (`ulimit -u`) or end other programs",
}
_UNTIL_THEN = "until then the notes are looked at every 2 seconds"


def too_few_watches(root: Path) -> str:
    """Return how many folders are not watched, as a sentence; empty if all are or none can tell."""
    watched = _watches()
    if watched is None:
        return ""
    folders = _folders(root)
    if watched >= folders:
        return ""
    few = f"only {watched} of {folders} folders can be watched for changes"
    return f"{few}; raise the limit ({_RAISE}) and start watch again; {_UNTIL_THEN}"


def no_watches(error: OSError) -> str:
    """Return why nothing can be watched, as a sentence with the way out."""
    way_out = _WAYS_OUT.get(error.errno or 0, "see to that")
    why = f"changes can't be watched for ({error.strerror or error})"
    return f"{why}; {way_out}, and start watch again; {_UNTIL_THEN}"


def described(root: Path) -> str:
    """Return what `check` says of the limit: whether all folders of the vault can be watched."""
    try:
        limit = int(_LIMIT.read_text("ascii"))
    except (OSError, ValueError):
        return "watch limit: not told by this system"
    folders = _folders(root)
    if folders <= limit:
        return f"watch limit: {limit} folders; this vault has {folders}"
    return f"watch limit: {limit} folders; this vault has {folders}: raise it ({_RAISE})"


def _watches() -> int | None:
    """Count this process's inotify watches; None where there is no inotify."""
    try:
        return sum(map(_watches_of, _OPEN_FILES.iterdir()))
    except OSError:
        return None


def _watches_of(file: Path) -> int:
    try:
        return file.read_bytes().count(b"inotify wd:")
    except OSError:  # closed meanwhile
        return 0


def _folders(root: Path) -> int:
    return sum(1 for _ in _walk(os.fspath(root)))


def _walk(folder: str) -> Iterator[str]:
    """Yield the folder and all below, dot folders included: watchdog watches them all.

    One that may not be read can't be watched, however high the limit; nor are notes read there.
    """
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    yield folder
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
