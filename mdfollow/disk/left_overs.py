"""What a killed run left in `.mdfollow/`, told without loading anything: each run asks it first."""

from __future__ import annotations

import os

NAME = ".mdfollow"
TEMPORARY = f"{NAME}/tmp"  # noqa: S108 - in the vault, not the system's


def has_left_overs(vault: str | os.PathLike[str]) -> bool:
    """Whether a killed run left something to clear, or `.mdfollow` is not what it should be."""
    try:
        return os.path.islink(os.path.join(vault, NAME)) or bool(
            os.listdir(os.path.join(vault, TEMPORARY))
        )
    except OSError:
        return False
