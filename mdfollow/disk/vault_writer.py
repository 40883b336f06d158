"""Writing in a vault that others may use: locked from the first write on, and not before.

A run with nothing to write opens nothing for writing and holds nobody up. What was planned before
the lock was there can't do harm: `write` compares the bytes on the disk with those that were read.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from mdfollow.disk.left_overs import has_left_overs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mdfollow.outcome import Write


@contextmanager
def vault_writer(
    vault: Path,
    tell: Callable[[str], None],
    go_on: Callable[[], bool] = lambda: True,
    check: Callable[[str], None] = lambda _: None,
) -> Iterator[Write]:
    """Yield the function that writes; `tell` and `go_on` are for the lock (`vault_lock`).

    `check` gets the path of what is written next, once the lock is there, and may raise.
    What a killed run left is cleared away at once, also if there is nothing to write. Raises
    MdfollowError if `.mdfollow/` can't be used.
    """
    with ExitStack() as held:
        locked = False

        def lock() -> None:
            nonlocal locked
            if not locked:
                from mdfollow.disk.lock import vault_lock  # noqa: PLC0415 - most runs write nothing

                held.enter_context(vault_lock(vault, tell, go_on))
                locked = True

        def write_locked(path: str, old: bytes | None, new: bytes) -> None:
            from mdfollow.disk.writer import write  # noqa: PLC0415 - likewise

            lock()
            check(path)
            write(vault, path, old, new)

        if has_left_overs(vault):
            lock()
        yield write_locked
