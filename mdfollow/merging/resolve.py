"""The command `resolve`: settle conflict markers in a note, and conflict copies beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mdfollow.config.obsidian import read_obsidian
from mdfollow.config.read_settings import read_settings
from mdfollow.disk.conflict_copies import original_of
from mdfollow.disk.files import list_notes
from mdfollow.disk.lock import vault_lock
from mdfollow.disk.read import read_bytes
from mdfollow.disk.writer import write
from mdfollow.limits import LARGEST
from mdfollow.lines.record import RecordError
from mdfollow.lines.region import RegionError
from mdfollow.merging.copies import holds, merge_copy
from mdfollow.merging.markers import has_markers, read_conflicts
from mdfollow.merging.merge import merge
from mdfollow.problems import MdfollowError, did_you_mean
from mdfollow.sanitise import terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass
class Resolved:
    """What to tell, and whether conflicts are left for the person."""

    lines: list[str] = field(default_factory=list)
    is_settled: bool = True

    def say(self, line: str) -> None:
        """Add a line, made harmless for a terminal."""
        self.lines.append(terminal(line))


def resolve_in_vault(
    root: Path, named: str, tell: Callable[[str], None] = lambda _: None
) -> Resolved:
    """Settle one note on the disk. Raises MdfollowError if there is nothing to settle.

    Conflicts outside regions stay marked, as git leaves them. A conflict copy is removed only when
    all a person wrote in it is in the note.
    """
    with vault_lock(root, tell):
        path, copies = _find(root, named)
        done = Resolved()
        data = _read(root, path)
        if has_markers(data):
            data = _settle_markers(root, path, data, done)
        elif not copies:
            raise MdfollowError(f"{path} has no conflict markers, and no conflict copy beside it")
        for copy in copies:
            if done.is_settled:
                data = _settle_copy(root, path, data, copy, done)
            else:
                done.say(f"left {copy} for later: settle the conflicts in {path} first")
    return done


def _settle_markers(root: Path, path: str, data: bytes, done: Resolved) -> bytes:
    found = read_conflicts(data)
    merged = merge(found.base, found.ours, found.theirs, found.style)
    if merged.data != data:
        write(root, path, data, merged.data)
    _tell(path, merged.conflicts, done)
    return merged.data


def _settle_copy(root: Path, path: str, data: bytes, copy: str, done: Resolved) -> bytes:
    """Merge one copy into the note, then remove it if nothing of it would be lost."""
    other = _read(root, copy)
    try:
        merged = merge_copy(data, other)
    except (UnicodeDecodeError, RegionError, RecordError) as error:
        raise MdfollowError(f"{path} and {copy} can't be merged: {error}; do it by hand") from None
    if merged.data != data:
        write(root, path, data, merged.data)
    _tell(path, merged.conflicts, done)
    if not holds(merged.data, other):
        done.say(f"kept {copy}: not all it holds is in {path}; compare them, then remove it")
        done.is_settled = False
    elif _read(root, copy) == other:
        (root / copy).unlink()
        done.say(f"removed {copy}: all it held is in {path}")
    return merged.data


def _tell(path: str, conflicts: int, done: Resolved) -> None:
    if conflicts:
        done.is_settled = False
        done.say(f"{path}: {conflicts} conflict(s) outside the checklist are left for you; edit it")
    else:
        done.say(f"settled {path}; next: `mdfollow sync`, and with git `git add`")


def _find(root: Path, named: str) -> tuple[str, list[str]]:
    """Return the path of the note a person names, or names a copy of, and its copies."""
    settings = read_settings(root)
    listing = list_notes(root, settings, read_obsidian(root))
    outputs = [path for path in (settings.agenda_file, settings.pipeline_file) if path]
    known = [*listing.notes, *(path for path in outputs if (root / path).is_file())]
    path = _named(root, [*known, *listing.conflict_copies], named)
    path = original_of(path) if path in listing.conflict_copies else path
    if path not in known:
        raise MdfollowError(f"there is no {path}; rename its conflict copy to bring it back")
    return path, [copy for copy in listing.conflict_copies if original_of(copy) == path]


def _named(root: Path, paths: Sequence[str], named: str) -> str:
    """Find by path from the vault's root, else from here, else by title."""
    here = (Path.cwd() / named).resolve()
    beside = here.relative_to(root).as_posix() if here.is_relative_to(root) else ""
    for path in (named, f"{named}.md", beside, f"{beside}.md"):
        if path in paths:
            return path
    titled = [path for path in paths if Path(path).stem.casefold() == named.casefold()]
    if len(titled) > 1:
        raise MdfollowError(f"more than one note is called `{named}`: {', '.join(titled)}")
    if not titled:
        guess = did_you_mean(named, [Path(path).stem for path in paths])
        raise MdfollowError(f"no note `{named}` in {root}{guess}")
    return titled[0]


def _read(root: Path, path: str) -> bytes:
    try:
        data = read_bytes(root, path)
    except OSError as error:
        raise MdfollowError(f"{path} can't be read: {error.strerror}") from None
    if len(data) > LARGEST:
        raise MdfollowError(f"{path} is larger than {LARGEST // 2**20} MiB; settle it by hand")
    return data
