"""Notes that are gone all at once, as when a disk or network folder is: no reason to act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdfollow.config.find_vault import FILE, is_vault
from mdfollow.disk.signature import ABSENT

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from mdfollow.watching.held import Held
    from mdfollow.watching.rest import Restless

_LEAST_GONE = 3  # so many notes must be gone before it looks like a disk that is gone

_NOTES = (
    "more than half of the notes are gone at once, as when a disk or network folder is; nothing "
    "is done until they are back. If you removed them, start watch again"
)
_SETTINGS = f"{FILE} is gone, and with it the vault; nothing is done until it is back"


def what_is_gone(root: Path, held: Held, rested: Collection[Restless]) -> str:
    """Return why nothing should be done now, as a sentence; empty if too little is gone.

    A folder that has another name by now is no loss: as many notes are new.
    """
    lost = [file.path for file in rested if file.signature == ABSENT and file.path in held.taken]
    if FILE in lost and not is_vault(root):
        return _SETTINGS
    new = sum(file.signature != ABSENT and file.path not in held.taken for file in rested)
    gone = len(lost) - new
    return _NOTES if gone >= _LEAST_GONE and gone * 2 > len(held.taken) else ""
