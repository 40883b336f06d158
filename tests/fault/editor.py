"""An editor that saves one note without pause, and knows whether a save of its own was lost.

`python -m tests.fault.editor STYLE NOTE SAVES PATIENCE` prints how many were; a save is lost if
the note does not hold it within `PATIENCE` seconds (for a moment it may be away, or not yet be put
back), and no file in `.mdfollow/recovered/` does.
"""

from __future__ import annotations

import random
import re
import sys
import time
from pathlib import Path

LINES = 60
_NUMBERS = re.compile(rb"^editor (\d+)$", re.MULTILINE)
_WRITER = re.compile(rb"^writer (\d+)$", re.MULTILINE)


def note_text(save: int, writes: int = 0) -> bytes:
    """Return a note in which every line tells which save it is of, but one for the writer."""
    return b"writer %d\n" % writes + b"editor %d\n" % save * LINES


def save_in(data: bytes) -> int | None:
    """Return which save a note is of; None if it is torn."""
    numbers = set(_NUMBERS.findall(data))
    whole = len(data.splitlines()) == LINES + 1 and len(numbers) == 1
    return int(numbers.pop()) if whole else None


def writes_in(data: bytes) -> int:
    """Return the number on the writer's line."""
    match = _WRITER.search(data)
    return int(match[1]) if match else 0


def in_place(note: Path, data: bytes) -> None:
    note.write_bytes(data)


def rename(note: Path, data: bytes) -> None:
    other = note.with_suffix(".tmp")
    other.write_bytes(data)
    other.replace(note)


def vim(note: Path, data: bytes) -> None:
    backup = note.with_name(f"{note.name}~")
    note.rename(backup)
    note.write_bytes(data)
    backup.unlink()


def late(note: Path, data: bytes) -> None:
    with note.open("r+b", buffering=0) as file:
        time.sleep(_pause())
        file.write(data)
        file.truncate()


def _pause() -> float:
    return random.uniform(0, 0.003)  # noqa: S311 - no secret


STYLES = {style.__name__: style for style in (in_place, rename, vim, late)}


def main(style: str, name: str, saves: str, patience: str) -> None:
    note, lost = Path(name), 0
    for save in range(1, int(saves) + 1):
        data = _wait_for(note, save - 1, float(patience))
        if data is None:
            lost += not _is_recovered(note.parent, save - 1)
            data = b""
        STYLES[style](note, note_text(save, writes_in(data)))
        time.sleep(_pause())
    last = _wait_for(note, int(saves), float(patience))
    lost += last is None and not _is_recovered(note.parent, int(saves))
    sys.stdout.write(f"{lost}\n")


def _wait_for(note: Path, save: int, patience: float) -> bytes | None:
    """Return the note once it is of that save; None if it does not come."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            data = note.read_bytes()
        except FileNotFoundError:
            continue
        if save_in(data) == save:
            return data
    return None


def _is_recovered(vault: Path, save: int) -> bool:
    kept = vault / ".mdfollow" / "recovered"
    return kept.is_dir() and any(save_in(path.read_bytes()) == save for path in kept.iterdir())


if __name__ == "__main__":
    main(*sys.argv[1:])
