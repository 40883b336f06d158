"""Putting a file of the index in place, whole or not at all; a torn one is told by its checksum."""

from __future__ import annotations

import os

from mdfollow.index.columns import identity_of

TYPE_CHECKING = False  # typing takes 14 ms to import
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def store(place: str, data: Callable[[str], Iterable[bytes]]) -> None:
    """Write the pieces that `data` makes for the identity of the new file. Raises OSError."""
    new = f"{place}.new"
    if os.path.lexists(new):
        os.unlink(new)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(new, flags, 0o666), "wb") as file:
        file.writelines(data(identity_of(os.fstat(file.fileno()))))
    os.replace(new, place)
