"""A sync of the vault with what the last one knew of it: the way of `sync` and of `due`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from mdfollow.commands.answers import lasting_answers
from mdfollow.disk.left_overs import NAME
from mdfollow.disk.vault_writer import vault_writer
from mdfollow.index.remember import remember, remembered
from mdfollow.progress import progress_on
from mdfollow.sync import sync

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from mdfollow.index.index import Index, Look
    from mdfollow.outcome import Outcome


def synced(
    root: Path,
    today: date,
    tell: Callable[[str], None],
    known: tuple[Index, Look] | None = None,
) -> Outcome:
    """Sync the vault and remember what was found; `tell` gets what the lock has to say.

    `known` is what has been read of the index and seen of the vault already. Raises MdfollowError.
    """
    memory = remembered(root, *(known or ()))
    with progress_on(sys.stderr) as progress:
        memory.over = progress.over

        def tell_alone(message: str) -> None:
            progress.wipe()
            tell(message)

        with vault_writer(root, tell_alone) as write:
            outcome = sync(root, today, write, memory=memory)
    written = [path for path, _, _ in outcome.changed]
    answers = {} if outcome.changed else lasting_answers(outcome)
    remember(memory, today.isoformat(), written, answers)
    return outcome


def looked_at(
    root: Path,
    today: date,
    known: tuple[Index, Look] | None = None,
    *,
    as_written: bool = False,
    keep: bool = False,
) -> Outcome:
    """Find out what a sync would do; with `keep` remember that where a sync has been before."""
    memory = remembered(root, *(known or ()))
    with progress_on(sys.stderr) as progress:
        memory.over = progress.over
        outcome = sync(root, today, lambda *_: None, as_written=as_written, memory=memory)
    if keep and (root / NAME).is_dir():
        remember(memory, today.isoformat(), (), lasting_answers(outcome))
    return outcome
