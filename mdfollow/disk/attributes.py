"""Mode, group, access lists and extended attributes of a file, given to the one in its stead."""

from __future__ import annotations

import errno
import os
import stat

from mdfollow.disk import system

_SYSTEMS_OWN = ("security.", "trusted.")  # given by the kernel; a user may not set them


def copy_attributes(source: int, target: int) -> None:
    """Give the open file `target` what the open file `source` has. Raises OSError.

    The owner is not set: `writer` replaces only the files of the user who runs it.
    """
    status = os.fstat(source)
    if hasattr(os, "fchown") and os.fstat(target).st_gid != status.st_gid:
        os.fchown(target, -1, status.st_gid)
    if hasattr(os, "listxattr"):
        _copy_extended(source, target)
    else:
        system.copy_darwin_attributes(source, target)
    if hasattr(os, "fchmod"):
        os.fchmod(target, stat.S_IMODE(status.st_mode))  # last: the calls above may change it


def _copy_extended(source: int, target: int) -> None:
    """Copy extended attributes, among them the access list; remove those only `target` has."""
    names = _extended(source)
    for name in _extended(target) - names:
        os.removexattr(target, name)
    for name in names:
        os.setxattr(target, name, os.getxattr(source, name))


def _extended(descriptor: int) -> set[str]:
    try:
        names = os.listxattr(descriptor)
    except OSError as error:
        if error.errno in {errno.ENOTSUP, errno.EOPNOTSUPP}:  # FUSE
            return set()
        raise
    return {name for name in names if not name.startswith(_SYSTEMS_OWN)}
