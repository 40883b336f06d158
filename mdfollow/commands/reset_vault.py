"""The command `reset`: find the note, give its tasks back, say which ticks stay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mdfollow.commands.reset import reset_note
from mdfollow.problems import MdfollowError
from mdfollow.sanitise import terminal
from mdfollow.snapshot import read_vault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdfollow.note import Note
    from mdfollow.outcome import Write


def reset_in_vault(
    root: Path, named: str, key: str, write: Write, *, open_ticks: bool
) -> list[str]:
    """Reset a note's tasks on the disk; the next sync brings them up to date.

    Returns what to tell. Raises MdfollowError if there is no such note or task.
    """
    note = find_note(root, read_vault(root).notes, named)
    done = reset_note(note, key, open_ticks=open_ticks)
    if done.data != note.data:
        write(note.path, note.data, done.data)
    what = f"task {key}" if key else "the checklist"
    lines = [f"gave {what} in {note.path} back to mdfollow"]
    if done.ticked:
        how = "opened" if open_ticks else "left ticked (--open would open them)"
        lines += [f"{how}:", *(f"  {text}" for text in done.ticked)]
    return list(map(terminal, lines))


def find_note(root: Path, notes: Mapping[str, Note], named: str) -> Note:
    """Return the note a person names: by path from the vault's root or from here, or by title."""
    here = Path.cwd() / named
    beside = (
        here.resolve().relative_to(root).as_posix() if here.resolve().is_relative_to(root) else ""
    )
    for path in (named, f"{named}.md", beside, f"{beside}.md"):
        if path in notes:
            return notes[path]
    titled = [note for note in notes.values() if note.title.casefold() == named.casefold()]
    if len(titled) == 1:
        return titled[0]
    if titled:
        places = ", ".join(note.path for note in titled)
        raise MdfollowError(f"more than one note is called `{named}`; name one by path: {places}")
    raise MdfollowError(f"no interview, contact or application `{named}` in {root}")
