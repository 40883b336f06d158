"""Where the times of a folder tell whether a name in it came or went, so it need not be listed.

POSIX asks for it, yet not every file system does it; git tests it before it trusts such times
(`git update-index --test-untracked-cache`). Here only those are trusted that are known to.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

_TRUE = frozenset({"btrfs", "ext2", "ext3", "ext4", "tmpfs", "xfs"})
"""Local file systems of Linux that were tried: names made, moved, replaced, removed.

Not overlayfs: a folder in it has the times of its upper layer only.
"""

_MOUNTS = Path("/proc/self/mountinfo")


def trusted_device(vault: Path) -> int:
    """Return the device on which the times of folders can be trusted; -1 if `vault` is on none."""
    place = os.path.realpath(vault)
    try:
        kind = file_system(place, _MOUNTS.read_text("utf-8", "surrogateescape"))
        return os.lstat(place).st_dev if kind in _TRUE else -1
    except OSError:
        return -1


def file_system(place: str, mounts: str) -> str:
    """Return the type of the file system of an absolute path; empty if `mounts` does not tell.

    `mounts` is as proc(5) has it: the mount point is the fifth word, the type the first behind the
    dash. Of two at the same point the later one lies on top.
    """
    best, kind = "", ""
    for line in mounts.split("\n"):
        mount, _, source = line.partition(" - ")
        point = _plain(mount.split(" ")[4]) if source else ""
        if len(point) >= len(best) and f"{place}/".startswith(f"{point.rstrip('/')}/") and point:
            best, kind = point, source.split(" ")[0]
    return kind


def _plain(escaped: str) -> str:
    """Return a path in which white space and backslashes stood as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), escaped)
