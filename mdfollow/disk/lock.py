"""One mdfollow at a time in a vault; what a killed one left is cleared away by the next."""

from __future__ import annotations

import math
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mdfollow.disk import system
from mdfollow.disk.private_folder import private_folder
from mdfollow.disk.temporary import clear_left_overs
from mdfollow.problems import MdfollowError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SILENT_FOR = 1.0  # seconds of waiting before it is told
_POLL = 0.02
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@contextmanager
def vault_lock(
    vault: Path,
    tell: Callable[[str], None] = lambda _: None,
    go_on: Callable[[], bool] = lambda: True,
) -> Iterator[None]:
    """Hold the vault's lock inside the block; while another holds it wait, if we may `go_on`.

    `tell` gets messages for the person: that another mdfollow is waited for (after a second), that
    bytes a killed run left were put into `.mdfollow/recovered/`, that there are no locks here (a
    network folder, Windows), in which case it goes on without. The lock ends with the process.
    Raises MdfollowError if `.mdfollow/` can't be used, or if it may not wait any longer.
    """
    descriptor, locked = _locked(vault, tell, go_on)
    try:
        if locked:
            clear_left_overs(vault, tell)
        else:
            tell("there are no file locks here: run only one mdfollow at a time in this vault")
        yield
    finally:
        os.close(descriptor)  # the file stays: who removes a lock file may remove another's lock


def _locked(
    vault: Path, tell: Callable[[str], None], go_on: Callable[[], bool]
) -> tuple[int, bool]:
    """Open and lock the file; again if `.mdfollow/` was deleted while it was waited for."""
    while True:
        place = private_folder(vault) / "lock"
        try:
            descriptor = os.open(place, _FLAGS, 0o666)
            with _closed_on_error(descriptor):
                locked = _wait(descriptor, tell, go_on)
                if not locked or _is_at(place, descriptor):
                    return descriptor, locked
            os.close(descriptor)
        except OSError as error:
            raise MdfollowError(
                f"the lock `.mdfollow/lock` in {vault} can't be used: {error.strerror}; nothing "
                "was changed: if it came with the vault remove `.mdfollow`, then run mdfollow again"
            ) from error


@contextmanager
def _closed_on_error(descriptor: int) -> Iterator[None]:
    try:
        yield
    except BaseException:  # also Ctrl-C while it waits
        os.close(descriptor)
        raise


def _wait(descriptor: int, tell: Callable[[str], None], go_on: Callable[[], bool]) -> bool:
    """Lock the open file; return False where there are no locks."""
    tell_at = time.monotonic() + _SILENT_FOR
    while go_on():
        try:
            return system.lock_file(descriptor)
        except BlockingIOError:
            time.sleep(_POLL)
        if time.monotonic() >= tell_at:
            tell("another mdfollow is at work in this vault; waiting for it")
            tell_at = math.inf
    raise MdfollowError("ended while another mdfollow was at work in this vault")


def _is_at(place: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(place.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
