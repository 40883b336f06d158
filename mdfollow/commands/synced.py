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
    from mdfollow.outcome import Outcome, Write


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
    answers = {} if outcome.changed else lasting_answers(outcome)
    remember(memory, today.isoformat(), outcome.changed, answers)
    return outcome


def looked_at(  # noqa: PLR0913 - a sync, and how it differs from one that writes
    root: Path,
    today: date,
    known: tuple[Index, Look] | None = None,
    *,
    write: Write = lambda *_: None,
    as_written: bool = False,
    keep: bool = False,
) -> Outcome:
    """Find out what a sync would do: `write` gets what it would write, and may remember it.

    With `keep` what was found is remembered where a sync has been before.
    """
    memory = remembered(root, *(known or ()))
    with progress_on(sys.stderr) as progress:
        memory.over = progress.over
        outcome = sync(root, today, write, as_written=as_written, memory=memory)
    if keep and (root / NAME).is_dir():
        remember(memory, today.isoformat(), (), lasting_answers(outcome))
    return outcome
