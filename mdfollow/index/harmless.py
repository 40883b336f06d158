"""Changes that no sync has to do with: of notes that are none of ours, before and after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mdfollow.config.read_settings import read_settings
from mdfollow.disk.read import read_signed
from mdfollow.index.columns import pack
from mdfollow.index.index import NAME
from mdfollow.index.store import store
from mdfollow.problems import MdfollowError
from mdfollow.reading.prefilter import Prefilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mdfollow.disk.signature import Signature
    from mdfollow.index.index import Index

_MOST = 200
"""Notes; of more than that a whole sync is not much slower."""


def harmless(root: str, index: Index, changed: Sequence[str]) -> bool:
    """Whether the changed notes change nothing; the index then knows them as they are now."""
    if len(changed) > _MOST or not {*changed}.isdisjoint(index.ours):
        return False
    try:
        prefilter = Prefilter.of(read_settings(Path(root)))
        found: dict[str, Signature] = {}
        for path in changed:
            data, found[path] = read_signed(root, path)
            if prefilter.may_matter(path, data):
                return False
        index.renew(found)
        texts, numbers = index.texts, index.columns
        store(f"{root}/{NAME}", lambda identity: pack(texts, numbers, identity))
    except (OSError, MdfollowError):
        return False
    return True
