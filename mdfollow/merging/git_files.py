"""`mdfollow init --git`: what git must know of a vault. Adds only what is missing."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from mdfollow.disk.writer import write
from mdfollow.merging.driver import COMMAND
from mdfollow.merging.listed_lines import with_lines, without_lines
from mdfollow.problems import MdfollowError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_FILES = {
    ".gitattributes": ["*.md merge=mdfollow"],
    ".gitignore": [
        ".mdfollow/",
        ".trash/",
        ".obsidian/workspace.json",
        ".obsidian/workspace-mobile.json",
    ],
}
"""Lines by file. What Obsidian keeps for one device: Obsidian help, "Sync your notes"."""

_SECTION = "merge.mdfollow"
_CONFIG = {
    f"{_SECTION}.name": "mdfollow: ticks and dates of both devices",
    f"{_SECTION}.driver": COMMAND,
}


def add_git_files(root: Path) -> Iterator[str]:
    """Write the vault's git files and register the merge driver; yields what was done.

    The driver stands in the repository's own settings, which no clone takes along. Raises
    MdfollowError if a file can't be written or git can't be run.
    """
    yield from _change(root, with_lines, "added to")
    if not _is_repository(root):
        yield "no git repository yet: run `git init`, then `mdfollow init --git` once more"
        return
    for name, value in _CONFIG.items():
        there = _git(root, "config", "--local", "--get", name).stdout.removesuffix("\n")
        if not there:
            _must(_git(root, "config", "--local", name, value))
            yield f"set {name} in this clone's settings; every other clone needs it too"
        elif there != value:
            yield f"left {name} as it is; `mdfollow init --git --undo` removes it"


def remove_git_files(root: Path) -> Iterator[str]:
    """Take back what `add_git_files` added; lines that were there before it stay."""
    yield from _change(root, without_lines, "removed from")
    if _is_repository(root) and _registered(root):
        _must(_git(root, "config", "--local", "--remove-section", _SECTION))
        yield f"removed {_SECTION} from this clone's settings"


def merge_driver(root: Path) -> str:
    """Return the line about the merge driver for `mdfollow check`."""
    if shutil.which("git") is None or not _is_repository(root):
        return "merge driver: not needed, no git repository"
    if not _registered(root):
        return "merge driver: not set in this clone; run `mdfollow init --git`"
    asked = _git(root, "check-attr", "merge", "--", "note.md").stdout
    if not asked.endswith(": mdfollow\n"):
        return "merge driver: set, but .gitattributes doesn't name it; run `mdfollow init --git`"
    if shutil.which("mdfollow") is None:
        return "merge driver: set, but git won't find `mdfollow`; put it on the PATH"
    return "merge driver: set"


def _change(root: Path, change: Callable[[str, Sequence[str]], str], did: str) -> Iterator[str]:
    for path, lines in _FILES.items():
        place = root / path
        before = place.read_bytes() if place.exists() else None
        text = (before or b"").decode("utf-8", "surrogateescape")
        after = change(text, lines)
        if after == text:
            continue
        if not after:
            place.unlink()
            yield f"removed {path}"
            continue
        write(root, path, before, after.encode("utf-8", "surrogateescape"))
        yield f"{did} {path}" if before is not None else f"wrote {path}"


def _registered(root: Path) -> bool:
    return bool(_git(root, "config", "--get", f"{_SECTION}.driver").stdout)


def _is_repository(root: Path) -> bool:
    return _git(root, "rev-parse", "--is-inside-work-tree").stdout == "true\n"


def _must(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        raise MdfollowError(f"git could not do it: {done.stderr.strip()}; look at .git/config")


def _git(root: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run git in the vault. Raises MdfollowError if it is not installed."""
    try:
        return subprocess.run(  # noqa: S603 - no shell
            ["git", "-C", str(root), *args],  # noqa: S607 - the git the person uses
            capture_output=True, text=True, errors="replace", check=False,
        )  # fmt: skip
    except OSError as error:
        raise MdfollowError(f"git can't be run ({error.strerror}); install git") from None
