"""The one function that writes files: whole, on the disk, and never over what an editor saved."""

from __future__ import annotations

import errno
from contextlib import suppress
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from mdfollow.disk import system
from mdfollow.disk.replacement import opened
from mdfollow.disk.temporary import temporary
from mdfollow.disk.unwritable import (
    IN_PLACE,
    ChangedMeanwhile,
    Recovered,
    Unwritable,
    check_path,
    check_status,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["ChangedMeanwhile", "Recovered", "Unwritable", "write"]


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
            with opened(vault, path, old, new) as target:
                _with_temporary(vault, path, (old, new), target.file.fileno(), target.replace)


def _create(vault: Path, path: str, new: bytes) -> None:
    """Make a file that must not exist yet."""
    _make_folders(vault, path)
    check_path(vault, path)
    with suppress(FileNotFoundError):
        check_status(path, (vault / path).lstat())
        raise ChangedMeanwhile(path)

    def put(temporary_file: Path) -> None:
        try:
            system.move_new(temporary_file, vault / path)
        except FileExistsError:
            raise ChangedMeanwhile(path) from None
        with told(path, IN_PLACE):
            system.flush_folder((vault / path).parent)

    _with_temporary(vault, path, (new,), None, put)


def _make_folders(vault: Path, path: str) -> None:
    """Make the folders on the way to a new file, each one safe on the disk."""
    for folder in reversed(PurePath(path).parents[:-1]):
        with suppress(FileNotFoundError):  # what is not there yet is made below
            check_path(vault, path)
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
