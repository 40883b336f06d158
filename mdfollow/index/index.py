"""The first file of the index: the signature of everything a run depends on, and its answers.

A run with nothing to do reads this file and no other. It knows neither notes nor settings.
"""

from __future__ import annotations

import os
import sys

import mdfollow
from mdfollow.disk import left_overs
from mdfollow.disk.signature import UNTRUSTED, look
from mdfollow.disk.walk import list_folder
from mdfollow.index.columns import identity_of, unpack

TYPE_CHECKING = False  # typing takes 14 ms to import
if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdfollow.disk.signature import Signature
    from mdfollow.disk.walk import Folder

NAME = f"{left_overs.NAME}/index"
REST = f"{NAME}.jsonl"

Answer = tuple[int, str, str]
"""Exit status, standard output, standard error."""

Look = tuple[list[str], "dict[str, Folder] | None"]
"""The notes that changed, and the folders that did although no note came or went: None if any did.
"""


def program() -> str:
    """Return what tells this mdfollow and its Python from others."""
    return f"{mdfollow.__version__} {mdfollow.__file__} {sys.version}"


class Index:
    """What the last run found. Paths are relative to the vault, those of programs absolute."""

    __slots__ = ("columns", "files", "folders", "head", "others", "ours", "texts")

    def __init__(self, texts: list[list[str]], numbers: list[list[int]]) -> None:
        self.head = dict(zip(texts[0][::2], texts[0][1::2], strict=True))
        self.texts, self.columns = texts, numbers
        self.files, self.others, self.folders = texts[1], texts[2], texts[3:6]
        self.ours = texts[6]
        """The notes mdfollow has to do with."""

    def answer(self, command: str) -> Answer | None:
        """Return what the command said, None if that is not known."""
        status = self.head.get(f"{command} status")
        if status is None:
            return None
        return int(status), self.head[f"{command} out"], self.head[f"{command} err"]

    def signatures(self) -> dict[str, Signature]:
        """Return the signature of every note."""
        return dict(zip(self.files, zip(*self.columns[0:4], strict=True), strict=True))

    def other_signatures(self) -> dict[str, Signature]:
        """Return the signature of settings, steps, agenda and what the program is made of."""
        return dict(zip(self.others, zip(*self.columns[4:8], strict=True), strict=True))

    def folder_list(self) -> dict[str, Folder]:
        """Return every folder as it was listed."""
        signatures = ((m, c, 0, i) for m, c, i in zip(*self.columns[8:11], strict=True))
        paths, names, kinds = self.folders
        return dict(zip(paths, zip(names, kinds, signatures, strict=True), strict=True))

    def renew(self, found: Mapping[str, Signature]) -> None:
        """Take other signatures of some notes for those that were known."""
        for at, path in enumerate(self.files):
            if path in found:
                for column, number in zip(self.columns, found[path], strict=False):
                    column[at] = number

    def changed_files(self) -> list[str]:
        """Return the notes that are not as they were, or must be read again anyhow."""
        lstat, changed = os.lstat, []
        mtimes, ctimes, sizes, inodes = self.columns[0:4]
        # written out: a function call for each of 100,000 notes would take half the time
        for path, mtime, ctime, size, inode in zip(
            self.files, mtimes, ctimes, sizes, inodes, strict=True
        ):
            try:
                found = lstat(path)
            except OSError:
                changed.append(path)
                continue
            if (
                found.st_mtime_ns != mtime
                or found.st_ctime_ns != ctime
                or found.st_size != size
                or found.st_ino != inode
            ):
                changed.append(path)
        return changed

    def relisted_folders(self) -> dict[str, Folder] | None:
        """Return the folders that changed without any note coming or going; None if one did."""
        listdir, lstat, relisted = os.listdir, os.lstat, {}
        trusted = int(self.head["trusted device"])
        for path, names, kinds, mtime, ctime, inode in zip(
            *self.folders, *self.columns[8:11], strict=True
        ):
            place = path or "."
            try:
                found = lstat(place)
                same = (found.st_mtime_ns, found.st_ctime_ns, found.st_ino) == (
                    mtime, ctime, inode,
                ) and (found.st_dev == trusted or "/".join(listdir(place)) == names)  # fmt: skip
            except OSError:
                same = False
            if not same:
                relisted[path] = list_folder(place)
                now = relisted[path]
                if now[1] != kinds or (not names and now[0]):  # perhaps it could not be read
                    return None
        return relisted

    def same_others(self, root: str) -> bool:
        """Whether settings, steps, agenda and the program itself are as they were."""
        return all(
            known != UNTRUSTED and look(os.path.join(root, path)) == known
            for path, known in self.other_signatures().items()
        )


def read_index(root: str) -> Index | None:
    """Return the index of the vault at `root`, None if there is none that can be trusted."""
    try:
        descriptor = os.open(f"{root}/{NAME}", os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with open(descriptor, "rb") as file:
            return Index(*unpack(file.read(), identity_of(os.fstat(descriptor))))
    except (OSError, ValueError, IndexError, KeyError):
        return None


def look_around(index: Index, root: str) -> Look:
    """Compare the notes and folders of the vault at `root` with what the index knows of them."""
    here = os.getcwd()
    os.chdir(root)  # a relative path is found in three quarters of the time
    try:
        return index.changed_files(), index.relisted_folders()
    finally:
        os.chdir(here)
