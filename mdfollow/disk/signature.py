"""What tells one state of a file from another without reading it."""

from __future__ import annotations

import os
import stat

Signature = tuple[int, int, int, int]
"""Times of the last change of bytes and of anything (ns), size in bytes, inode."""

UNTRUSTED: Signature = (-1, -1, -1, -1)
"""Of a file that must be read again, whatever it looks like."""

ABSENT: Signature = (-2, -2, -2, -2)

MARGIN = 2_000_000_000
"""Nanoseconds: file systems exist whose stamps are two seconds coarse (FAT)."""


def signature(status: os.stat_result) -> Signature:
    """Return a file's signature; the time of any change catches tools that put the other back."""
    modified, changed = status.st_mtime_ns, status.st_ctime_ns
    same = modified == changed  # as a rule: then one number serves as both, 3 MB of 100,000 notes
    return (modified, modified if same else changed, status.st_size, status.st_ino)


def settled(found: Signature, now: int) -> Signature:
    """Return `found` if a later change must show in it, else UNTRUSTED.

    A file that changed just before it was read may change again under the same stamp (git's
    "racy" index entries; `now` is the wall clock in nanoseconds when it was read).
    """
    return UNTRUSTED if min(abs(now - found[0]), abs(now - found[1])) <= MARGIN else found


def look(path: str) -> Signature:
    """Return the signature of what lies at `path`, links not followed.

    Of a folder only the inode counts: what is in it is told by its names. One that is named with
    a slash at its end is looked at like a file: it changes when a name in it comes or goes.
    """
    try:
        status = os.lstat(path)
    except OSError:
        return ABSENT
    by_names = stat.S_ISDIR(status.st_mode) and not path.endswith("/")
    return (0, 0, 0, status.st_ino) if by_names else signature(status)
