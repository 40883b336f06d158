"""`.mdfollow/recovered/`: bytes that nobody asked to be thrown away, kept for the person."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from mdfollow.disk import system
from mdfollow.disk.left_overs import NAME
from mdfollow.disk.private_folder import private_folder

RECOVERED = f"{NAME}/recovered"

_LONGEST = 100  # bytes of a file name; most file systems take 255


def keep(vault: Path, place: Path, name: str) -> str:
    """Move a file whose bytes nobody knows to `recovered/`; return its new path in the vault.

    `name` tells the person what it was. Raises OSError.
    """
    free = _free_place(private_folder(vault, RECOVERED), name)
    shutil.move(place, free)  # copies where `place` lies on another file system
    return f"{RECOVERED}/{free.name}"


def keep_bytes(vault: Path, data: bytes, name: str) -> str:
    """Write bytes that have no file any more to `recovered/`; else as `keep`."""
    free = _free_place(private_folder(vault, RECOVERED), name)
    with free.open("xb") as file:
        file.write(data)
        system.flush(file.fileno())
    return f"{RECOVERED}/{free.name}"


def _free_place(folder: Path, name: str) -> Path:
    """Return a path in the folder like `name` that is not taken."""
    whole = Path(name)
    short = os.fsencode(whole.stem)[:_LONGEST].decode(errors="ignore")
    return folder / f"{short} {os.urandom(4).hex()}{whole.suffix[:_LONGEST]}"
