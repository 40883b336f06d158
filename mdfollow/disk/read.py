"""The bytes of a note, and the signature of the file they came from."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from mdfollow.disk.plain_file import READ
from mdfollow.disk.signature import UNTRUSTED, Signature, settled, signature
from mdfollow.limits import LARGEST

if TYPE_CHECKING:
    from pathlib import Path


def read_bytes(vault: Path | str, path: str) -> bytes:
    """Return a note's bytes, at most one more than `LARGEST`. Raises OSError."""
    return read_signed(vault, path)[0]


def read_signed(vault: Path | str, path: str) -> tuple[bytes, Signature]:
    """Return the bytes as `read_bytes` and the signature of the file they came from.

    It is UNTRUSTED where the file may have changed meanwhile, or may yet without its showing.
    """
    descriptor = os.open(f"{vault}/{path}", READ)
    try:
        before = signature(os.fstat(descriptor))
        data = _read_all(descriptor, before[2])
        after = signature(os.fstat(descriptor))
    finally:
        os.close(descriptor)
    return data, settled(before, time.time_ns()) if before == after else UNTRUSTED


def _read_all(descriptor: int, size: int) -> bytes:
    """Read to the end, but not far beyond LARGEST; one call does it for a file of that size."""
    data = os.read(descriptor, min(size, LARGEST) + 1)
    while len(data) != size and len(data) <= LARGEST and (more := os.read(descriptor, LARGEST)):
        data += more
    return data[: LARGEST + 1]
