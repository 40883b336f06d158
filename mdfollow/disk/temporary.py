"""Temporary files: whole and on the disk before they are used, and never deleted blindly.

The name says what a file holds, so that the next run can judge what a killed one left: `….new` is
ours alone and perhaps half written; `….swap` may hold what stood in the note's place, and is
deleted only if its bytes are among those whose digests are in its name.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from mdfollow.disk import system
from mdfollow.disk.attributes import copy_attributes
from mdfollow.disk.left_overs import NAME, TEMPORARY
from mdfollow.disk.plain_file import READ
from mdfollow.disk.private_folder import private_folder
from mdfollow.disk.recovered import keep
from mdfollow.disk.unwritable import Recovered, Unwritable, check_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_OURS = re.compile(rf"{re.escape(NAME)}-[0-9a-f]{{16}}[0-9a-f-]*\.(new|swap|beside)")


@contextmanager
def temporary(
    vault: Path, path: str, versions: Sequence[bytes], like: int | None, *, beside: bool
) -> Iterator[Path]:
    """Yield a file with the bytes of the last of `versions`, flushed, to put in place of `path`.

    At the end it is deleted if it then holds any of `versions`. The open file `like`
    lends its mode and attributes. It lies in `.mdfollow/tmp`, or with `beside` in the note's own
    folder, for a note on another file system. Raises OSError; Recovered if somebody's bytes were
    in it at the end, which then are in `.mdfollow/recovered/`.
    """
    home = private_folder(vault, TEMPORARY)
    token = f"{NAME}-{os.urandom(8).hex()}"
    digests = "-".join(map(_digest, versions))
    place = ((vault / path).parent if beside else home) / f"{token}-{digests}.swap"
    note = home / f"{token}.beside"
    kept = None
    try:
        if beside:
            _write(note, os.fsencode(path), None)
        _write(place.with_suffix(".new"), versions[-1], like)
        place.with_suffix(".new").rename(place)
        yield place
    finally:
        with suppress(OSError):  # the next run clears it away
            _let_go(vault, place.with_suffix(".new"), path)
            kept = _let_go(vault, place, path)
            if beside:
                note.unlink(missing_ok=True)
        if kept:
            raise Recovered(path, kept)


def bytes_at(place: Path) -> bytes | None:
    """Return the bytes of a regular file; None if it is none. Raises OSError."""
    if not stat.S_ISREG(place.lstat().st_mode):
        return None
    with os.fdopen(os.open(place, READ), "rb") as file:
        return file.read()


def clear_left_overs(vault: Path, tell: Callable[[str], None]) -> None:
    """Clear away what killed runs left; call it only while holding the vault's lock.

    Bytes that are not ours go to `.mdfollow/recovered/`, and `tell` gets a message for each.
    """
    home, found = private_folder(vault, TEMPORARY), list[Path]()
    with suppress(OSError):  # what can't be cleared away now can wait for the next run
        found = sorted(entry for entry in home.iterdir() if _OURS.fullmatch(entry.name))
    for entry in found:
        with suppress(OSError):
            if entry.suffix == ".beside":
                _clear_beside(vault, entry, tell)
            _clear(vault, entry, tell)


def _clear_beside(vault: Path, note: Path, tell: Callable[[str], None]) -> None:
    """Clear the temporaries beside the note that a file of ours names."""
    path = os.fsdecode(bytes_at(note) or b"")
    try:
        check_path(vault, path)
    except Unwritable:  # not written by us: it came with the vault
        return
    for entry in (vault / path).parent.iterdir():
        if entry.name.startswith(f"{note.stem}-") and _OURS.fullmatch(entry.name):
            _clear(vault, entry, tell)


def _clear(vault: Path, place: Path, tell: Callable[[str], None]) -> None:
    kept = _let_go(vault, place, "left by a killed run.md")
    if kept:
        tell(
            f"a run of mdfollow was killed while another program saved; what that one wrote is "
            f"kept as `{kept}`: compare it with your notes and take over what is missing"
        )


def _let_go(vault: Path, place: Path, path: str) -> str | None:
    """Delete a temporary whose bytes are known; else keep it and return where."""
    if place.suffix == ".swap" and os.path.lexists(place):
        data = bytes_at(place)
        if data is None or _digest(data) not in place.name:
            return keep(vault, place, path.rpartition("/")[2])
    place.unlink(missing_ok=True)
    return None


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:32]


def _write(place: Path, data: bytes, like: int | None) -> None:
    """Make a file that must not exist, with all its bytes on the disk."""
    descriptor = os.open(place, _CREATE, 0o666 if like is None else 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        if like is not None:
            copy_attributes(like, descriptor)
        system.flush(descriptor)
