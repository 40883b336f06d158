"""Where the vault is: the nearest folder upwards that is one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mdfollow.config.read_settings import FILE

if TYPE_CHECKING:
    from pathlib import Path


def is_vault(folder: Path) -> bool:
    """Return whether `folder` is a vault's root: it holds `mdfollow.toml`, or else `.obsidian/`.

    A `mdfollow.toml` that can't be used, such as a link, counts: reading the settings then says
    so, where passing it by would silently work on another vault further up.
    """
    # os.path rather than Path: a folder that may not be looked into is none, not an error
    return os.path.lexists(folder / FILE) or os.path.isdir(folder / ".obsidian")  # noqa: PTH112 - see above


def find_vault(start: Path) -> Path | None:
    """Return the vault `start` is in, `start` itself included, or None.

    The nearest folder that holds either of the two wins: a vault inside another one's folders is
    a vault of its own, whichever of the two marks it. The path returned is absolute and real.
    """
    here = start.resolve()
    return next((folder for folder in (here, *here.parents) if is_vault(folder)), None)
