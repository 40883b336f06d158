"""The folders of a vault: which notes lie in them, and what shows that this has changed."""

from __future__ import annotations

import os
import stat
import time

from mdfollow.disk.signature import UNTRUSTED, Signature, settled, signature

TYPE_CHECKING = False  # typing and dataclasses would take longer than a whole walk
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

Folder = tuple[str, str, Signature]
"""One folder as it was listed: all its names in the order they came, `/` between; those that count,
regular files named as notes, then behind `//` the folders; its signature."""

NOTHING: Folder = ("", "//", UNTRUSTED)
"""A folder that can't be listed."""


def walk(
    vault: Path, closed: Collection[str], ignored: Callable[[str], bool]
) -> tuple[list[str], dict[str, Folder]]:
    """Return the paths of all notes, and every folder that was listed for them, by path.

    Dot folders, `closed` ones, links and what can't be listed are passed over.
    """
    notes: list[str] = []
    listed: dict[str, Folder] = {}
    to_do = [""]
    while to_do:
        folder = to_do.pop()
        here = listed[folder] = list_folder(f"{vault}/{folder}")
        files, _, folders = here[1].partition("//")
        start = f"{folder}/" if folder else ""
        notes += [p for name in files.split("/") if name and not ignored(p := start + name)]
        below = (start + name for name in folders.split("/") if name)
        to_do += [path for path in below if path not in closed and not ignored(f"{path}/")]
    return [path for path in notes if path not in closed], listed


def list_folder(place: str) -> Folder:
    """List the folder at `place`, a path that can be opened as it is.

    Of a link to a folder the times are those of the link, which tell nothing.
    """
    try:
        status = os.lstat(place)
        entries = list(os.scandir(place))
    except OSError:
        return NOTHING
    names = "/".join([entry.name for entry in entries])
    before = signature(status) if stat.S_ISDIR(status.st_mode) else UNTRUSTED
    return names, _kinds(entries), settled(before, time.time_ns())


def is_note(name: str) -> bool:
    """Whether a file of that name is Markdown."""
    return name[-3:].lower() == ".md"


def _kinds(entries: Iterable[os.DirEntry[str]]) -> str:
    files, folders = [], []
    for entry in entries:
        name = entry.name
        if name[0] == ".":
            continue
        if is_note(name) and entry.is_file(follow_symlinks=False):
            files.append(name)
        elif entry.is_dir(follow_symlinks=False):
            folders.append(name)
    return f"{'/'.join(sorted(files))}//{'/'.join(sorted(folders))}"
