"""What only the operating system can do: exchange two files, leases, locks, flushing.

The one place that imports `fcntl` and `ctypes`. Tested on Linux; macOS has calls of its own, which
are not tested; where a call is missing its function says so and the caller has another way.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment] # a module or nothing is what is meant

if TYPE_CHECKING:
    from pathlib import Path

_MISSING = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
_NO_LOCKS = {*_MISSING, errno.ENOLCK}
_HERE = -100  # AT_FDCWD
_LINUX_NO_REPLACE, _LINUX_EXCHANGE = 1, 2  # <linux/fs.h>
_DARWIN_SWAP, _DARWIN_EXCLUSIVE = 2, 4  # <sys/stdio.h>
_DARWIN_ACL_AND_XATTR = 1 | 4  # <copyfile.h>


class UnavailableError(Exception):
    """The system, or the file system, has no such call."""


def exchange(one: Path, other: Path) -> None:
    """Exchange two files in one step, so that each name always leads to a whole file.

    Raises UnavailableError where there is no such call, OSError if it fails.
    """
    _rename(one, other, _LINUX_EXCHANGE, _DARWIN_SWAP)


def move_new(one: Path, other: Path) -> None:
    """Rename `one` to `other`, which must not exist. Raises FileExistsError, OSError."""
    try:
        _rename(one, other, _LINUX_NO_REPLACE, _DARWIN_EXCLUSIVE)
    except UnavailableError:
        if os.path.lexists(other):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(other)) from None
        one.rename(other)


def take_lease(descriptor: int) -> bool:
    """Take a read lease: who opens the file to write then waits until it is dropped.

    Returns whether there is one; False where the system or the file system has none. Raises
    BlockingIOError if somebody has the file open for writing. See fcntl(2), "Leases".
    """
    if fcntl is None or not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        # The kernel tells of one who waits by SIGIO, which would end us; SIGURG is ignored.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        raise
    except OSError as error:
        if error.errno in {*_MISSING, errno.EACCES, errno.EPERM}:
            return False
        raise
    return True


def lease_holds(descriptor: int) -> bool:
    """Return whether nobody waits for the lease that was taken."""
    return fcntl.fcntl(descriptor, fcntl.F_GETLEASE) == fcntl.F_RDLCK


def drop_lease(descriptor: int) -> None:
    """Let those go on who wait for the lease that was taken."""
    with suppress(OSError):  # it ends with the descriptor at the latest
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)


def lock_file(descriptor: int) -> bool:
    """Lock an open file until it is closed, also by `kill -9`.

    Returns False where there are no locks. Raises BlockingIOError if another holds it.
    """
    if fcntl is None:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return False
        raise
    return True


def flush(descriptor: int) -> None:
    """Return when the file's bytes are on the disk. Raises OSError."""
    if hasattr(fcntl, "F_FULLFSYNC"):  # macOS: fsync leaves them in the drive's own memory
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Return when the names in a folder are on the disk. Raises OSError."""
    if os.name == "nt":  # folders can't be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def copy_darwin_attributes(source: int, target: int) -> None:
    """Copy access lists and extended attributes on macOS, for which `os` has no functions."""
    if sys.platform == "darwin":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.fcopyfile(source, target, None, _DARWIN_ACL_AND_XATTR):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _rename(one: Path, other: Path, linux_flag: int, darwin_flag: int) -> None:
    """Call the rename that takes flags."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = libc.renamex_np(*names, darwin_flag)
        else:
            failed = libc.renameat2(_HERE, names[0], _HERE, names[1], linux_flag)
    except (AttributeError, TypeError, OSError):  # no such call, or no such library (Windows)
        raise UnavailableError from None
    if failed:
        code = ctypes.get_errno()
        if code in _MISSING:
            raise UnavailableError
        raise OSError(code, os.strerror(code), str(one), None, str(other))
