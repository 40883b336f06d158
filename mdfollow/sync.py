"""The corridor: read the vault, write the notes, then write the agenda from what is in them.

`--check`, `--diff` and `due` go the same way with a writer that only remembers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdfollow.disk.unwritable import ChangedMeanwhile
from mdfollow.memory import Memory
from mdfollow.snapshot import read_vault
from mdfollow.sync_pass import Pass

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mdfollow.outcome import Outcome, Write

TRIES = 5
"""How often a vault is read again because an editor saved a file while it was being synced."""


def sync(
    root: Path,
    today: date,
    write: Write,
    *,
    as_written: bool = False,
    memory: Memory | None = None,
) -> Outcome:
    """Sync the vault at `root` once.

    With `as_written` the agenda is made for the day its begin marker names, not for today, so
    that a check doesn't fail overnight. `memory` is what is known of the vault already.

    A file an editor saves meanwhile wins: the vault is then read and synced again, so that what
    was typed counts; after `TRIES` times that is a problem. Raises SettingsError before anything is
    written.
    """
    memory = memory or Memory(root)
    changed: set[str] = set()
    for left in reversed(range(TRIES)):
        one = Pass(read_vault(root, memory), write, today, memory, last=not left)
        try:
            outcome = one.run(as_written=as_written)
        except ChangedMeanwhile:  # a note of which only the result was remembered
            memory.forget()
            continue
        finally:
            changed.update(one.changed)
        if one.settled:
            break
    outcome.changed = sorted(changed)
    return outcome
