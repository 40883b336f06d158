"""Where the vault is: the nearest folder upwards that is one."""

from __future__ import annotations

import os

FILE = "mdfollow.toml"
FOLDER = ".obsidian"


def is_vault(folder: str | os.PathLike[str]) -> bool:
    """Return whether `folder` is a vault's root: it holds `mdfollow.toml`, or else `.obsidian/`.

    A `mdfollow.toml` that can't be used, such as a link, counts: reading the settings then says
    so, where passing it by would silently work on another vault further up.
    """
    # os.path rather than Path: a folder that may not be looked into is none, not an error
    return os.path.lexists(os.path.join(folder, FILE)) or os.path.isdir(
        os.path.join(folder, FOLDER)
    )


def find_vault(start: str | os.PathLike[str]) -> str | None:
    """Return the vault `start` is in, `start` itself included, or None.

    The nearest folder that holds either of the two wins: a vault inside another one's folders is
    a vault of its own, whichever of the two marks it. The path returned is absolute and real.
    """
    here = os.path.realpath(start)
    while not is_vault(here):
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above
    return here
