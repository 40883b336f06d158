"""The one function that writes files: whole, on the disk, and never over what an editor saved.

The new version is made beside the vault's notes and exchanged with the old one in a single step, so
that what stood there is still in our hands: if it is not what was read, it is put back.
"""

from __future__ import annotations

import errno
import os
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from mdfollow import system
from mdfollow.private_folder import keep_bytes
from mdfollow.temporary import READ, bytes_at, temporary
from mdfollow.unwritable import (
    ChangedMeanwhile,
    Recovered,
    Unwritable,
    check_path,
    check_status,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import BufferedReader
    from pathlib import Path

__all__ = ["ChangedMeanwhile", "Recovered", "Unwritable", "write"]

_IN_PLACE = "the new version is in place, but may not be safe from a power cut"
_ROUNDS = 10  # of putting back what others saved, before the loser is kept in `recovered/`
_LATE = 0.01  # seconds in which a save that had begun comes to its end


def write(vault: Path, path: str, old: bytes | None, new: bytes) -> None:
    """Replace the bytes `old` of the file at `path` by `new`; with `old` None make the file.

    `path` is relative to the vault, `/` between folders; missing folders are made for a new file.
    Mode, group, access list and extended attributes stay. At every moment the file is the old or
    the new one. Raises ChangedMeanwhile if its bytes are not `old`: what an editor saved stays;
    Unwritable if it can't or must not be written; Recovered, if bytes of another program
    had to be put into `.mdfollow/recovered/`.
    """
    with told(path):
        if old is None:
            _create(vault, path, new)
        else:
            with _opened(vault, path, old, new) as target:
                _with_temporary(vault, path, (old, new), target.file.fileno(), target.replace)


@dataclass(frozen=True, slots=True)
class _Target:
    """A file that is to be replaced, open for reading as long as it lasts."""

    vault: Path
    path: str
    old: bytes
    new: bytes
    file: BufferedReader
    status: os.stat_result

    @property
    def place(self) -> Path:
        return self.vault / self.path

    def replace(self, temporary_file: Path) -> None:
        """Put the temporary file in place, unless the file is no longer what was read."""
        with self._lease() as leased:
            if not self._is_as_read():
                raise ChangedMeanwhile(self.path)
            exchanged = self._put(temporary_file, leased=leased)
            with told(self.path, _IN_PLACE):
                waited_for = leased and not system.lease_holds(self.file.fileno())
                if exchanged and (waited_for or not self._came_out(temporary_file)):
                    self._put_back(temporary_file)
        with told(self.path, _IN_PLACE):
            system.flush_folder(self.place.parent)
            if waited_for or not leased:
                time.sleep(_LATE)
            if exchanged and not self._came_out(temporary_file):
                self._put_back(temporary_file)
            if not exchanged and not self.file.closed and self._read() != self.old:
                name = self.place.name
                raise Recovered(self.path, keep_bytes(self.vault, self._read(), name))

    @contextmanager
    def _lease(self) -> Iterator[bool]:
        """Keep others from beginning to write; yield whether that can be had here."""
        descriptor = self.file.fileno()
        try:
            leased = system.take_lease(descriptor)
        except BlockingIOError:
            raise ChangedMeanwhile(self.path) from None
        try:
            yield leased
        finally:
            if leased:
                system.drop_lease(descriptor)

    def _put(self, temporary_file: Path, *, leased: bool) -> bool:
        """Put the file in place; return whether what stood there is now the temporary file."""
        try:
            system.exchange(temporary_file, self.place)
        except system.UnavailableError:
            if not leased:
                self.file.close()  # nothing more can be seen in it, and Windows demands it
            temporary_file.replace(self.place)
        except FileNotFoundError:
            raise ChangedMeanwhile(self.path) from None
        return os.path.lexists(temporary_file)  # some FUSE file systems only rename

    def _is_as_read(self) -> bool:
        check_path(self.vault, self.path)
        try:
            now = self.place.lstat()
        except FileNotFoundError:
            return False
        return _signature(now) == _signature(self.status) and self._read() == self.old

    def _came_out(self, temporary_file: Path) -> bool:
        """Return whether the temporary file now is the file that was read, as it was read."""
        try:
            same = os.path.samestat(temporary_file.lstat(), self.status)
            return same and self._read() == self.old
        except OSError:
            return False

    def _put_back(self, temporary_file: Path) -> None:
        """Put what came out back, until what comes out is what was put in last.

        Whoever saved last then has the place. Raises ChangedMeanwhile.
        """
        put_in: bytes | None = self.new
        for _ in range(_ROUNDS):
            came_out = bytes_at(temporary_file)
            system.exchange(temporary_file, self.place)
            if bytes_at(temporary_file) == put_in:
                break
            put_in = came_out
        raise ChangedMeanwhile(self.path)

    def _read(self) -> bytes:
        self.file.seek(0)
        return self.file.read()


@contextmanager
def _opened(vault: Path, path: str, old: bytes, new: bytes) -> Iterator[_Target]:
    """Open a file that may be replaced and holds what was read."""
    try:
        check_path(vault, path)
        status = (vault / path).lstat()
        check_status(path, status)
        file = open(os.open(vault / path, READ), "rb")  # noqa: SIM115 - closed below
    except FileNotFoundError:
        raise ChangedMeanwhile(path) from None
    with file:
        target = _Target(vault, path, old, new, file, os.fstat(file.fileno()))
        if _signature(target.status) != _signature(status) or file.read() != old:
            raise ChangedMeanwhile(path)
        yield target


def _create(vault: Path, path: str, new: bytes) -> None:
    """Make a file that must not exist yet."""
    _make_folders(vault, path)
    check_path(vault, path)
    if os.path.lexists(vault / path):
        raise ChangedMeanwhile(path)

    def put(temporary_file: Path) -> None:
        try:
            system.move_new(temporary_file, vault / path)
        except FileExistsError:
            raise ChangedMeanwhile(path) from None
        with told(path, _IN_PLACE):
            system.flush_folder((vault / path).parent)

    _with_temporary(vault, path, (new,), None, put)


def _make_folders(vault: Path, path: str) -> None:
    """Make the folders on the way to a new file, each one safe on the disk."""
    parts = path.split("/")[:-1]
    for number in range(1, len(parts) + 1):
        folder = "/".join(parts[:number])
        check_path(vault, folder)
        if not (vault / folder).exists():
            (vault / folder).mkdir(exist_ok=True)
            system.flush_folder((vault / folder).parent)


def _with_temporary(
    vault: Path,
    path: str,
    versions: tuple[bytes, ...],
    like: int | None,
    put: Callable[[Path], None],
) -> None:
    """Call `put` with a temporary file; with one beside the note where file systems differ."""
    on = partial(temporary, vault, path, versions, like)
    try:
        with on(beside=False) as file:
            put(file)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        with on(beside=True) as file:
            put(file)


def _signature(status: os.stat_result) -> tuple[int, ...]:
    """What changes when a file is replaced, written, or given another mode or attribute."""
    times = (status.st_mtime_ns, status.st_ctime_ns)
    return (status.st_dev, status.st_ino, status.st_size, status.st_nlink, *times)
