"""Replacing a file without losing what an editor saves at the same moment.

The new version is exchanged with the old one in a single step, under a lease that makes other
programs wait. What stood there is then still in our hands: if it is not what was read, it is put
back. Where there is no exchange, the file is looked at once more just before it is replaced.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.disk import system
from mdfollow.disk.plain_file import READ
from mdfollow.disk.recovered import keep_bytes
from mdfollow.disk.temporary import bytes_at
from mdfollow.disk.unwritable import (
    IN_PLACE,
    ChangedMeanwhile,
    Recovered,
    check_path,
    check_status,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO
    from pathlib import Path

_ROUNDS = 10  # of putting back what others saved, before the loser is kept in `recovered/`
_LATE = 0.01  # seconds in which a save that had begun comes to its end


@contextmanager
def opened(vault: Path, path: str, old: bytes, new: bytes) -> Iterator[Target]:
    """Open a file to replace its bytes `old` by `new`; `path` as for `writer.write`.

    Raises ChangedMeanwhile if it no longer holds `old`; Unwritable if it must not be replaced.
    """
    try:
        check_path(vault, path)
        status = (vault / path).lstat()
        check_status(path, status)
        file = os.fdopen(os.open(vault / path, READ), "rb", buffering=0)
    except FileNotFoundError:
        raise ChangedMeanwhile(path) from None
    with file:
        target = Target(vault, path, old, new, file, os.fstat(file.fileno()))
        if _signature(target.status) != _signature(status) or file.read() != old:
            raise ChangedMeanwhile(path)
        yield target


class Target(NamedTuple):
    """A file that is to be replaced, open for reading as long as it lasts."""

    vault: Path
    path: str
    old: bytes
    new: bytes
    file: FileIO
    status: os.stat_result

    @property
    def place(self) -> Path:
        """Where the file lies."""
        return self.vault / self.path

    def replace(self, temporary_file: Path) -> None:
        """Put the temporary file, made by `temporary`, in place and flush the folder.

        Raises ChangedMeanwhile, Recovered; OSError if nothing was changed, else Unwritable.
        """
        with self._lease() as leased:
            if not self._is_as_read():
                raise ChangedMeanwhile(self.path)
            exchanged = self._put(temporary_file, leased=leased)
            with told(self.path, IN_PLACE):
                waits = leased and not system.lease_holds(self.file.fileno())
                if exchanged and (waits or not self._came_out(temporary_file)):
                    self._put_back(temporary_file)
        with told(self.path, IN_PLACE):
            system.flush_folder(self.place.parent)
            if waits or not leased:
                time.sleep(_LATE)
            if not exchanged:
                self._keep_late_bytes()
            elif not self._came_out(temporary_file):
                self._put_back(temporary_file)

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
            came_out = _readable(temporary_file)
            system.exchange(temporary_file, self.place)
            if _readable(temporary_file) == put_in:
                break
            put_in = came_out
        raise ChangedMeanwhile(self.path)

    def _keep_late_bytes(self) -> None:
        """Keep what was saved into a file that has lost its place for good."""
        if not self.file.closed and self._read() != self.old:
            kept = keep_bytes(self.vault, self._read(), self.place.name)
            raise Recovered(self.path, kept)

    def _read(self) -> bytes:
        self.file.seek(0)
        return self.file.read()


def _readable(place: Path) -> bytes | None:
    try:
        return bytes_at(place)
    except OSError:
        return None


def _signature(status: os.stat_result) -> tuple[int, ...]:
    """What changes when a file is replaced, written, or given another mode or attribute."""
    times = (status.st_mtime_ns, status.st_ctime_ns)
    return (status.st_dev, status.st_ino, status.st_size, status.st_nlink, *times)
