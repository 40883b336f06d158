"""git's merge driver for notes: `mdfollow merge-file -- %O %A %B %L %P`.

git registers a command that believes only the words `merged` and `conflicts` on standard output.
Whatever else happens, a missing program or one that dies at once included, it merges by itself.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from mdfollow.merging.git_merge_file import LABELS, Style

MERGED, CONFLICTS = "merged", "conflicts"

COMMAND = (
    'case "$(mdfollow merge-file -- %O %A %B %L %P)" in '
    f"{MERGED}) exit 0;; {CONFLICTS}) exit 1;; esac; "
    "git merge-file -L ours -L base -L theirs --marker-size=%L %A %O %B"
)
"""What git runs: %O, %A, %B are the files of base, ours and theirs, %L the size of the markers."""


def merge_file(base: str, ours: str, theirs: str, marker_size: int, path: str) -> int:
    """Merge three files into `ours` and say how it went; writes nothing else.

    Returns 0, or 1 if conflicts are left for the person, as git merge-file does. `path` is the
    note's name, for messages. Any failure leaves the work to git merge-file and its exit status.
    """
    before = Path(ours).read_bytes()
    try:
        status = _merge(Path(base), Path(ours), Path(theirs), marker_size)
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the other side must not be lost
        _say(f"{path}: mdfollow could not merge it ({error}); git merges it as any text")
        Path(ours).write_bytes(before)
        status = _plain(base, ours, theirs, marker_size)
    if status in (0, 1):
        sys.stdout.write(f"{CONFLICTS if status else MERGED}\n")
    return status


def _merge(base: Path, ours: Path, theirs: Path, marker_size: int) -> int:
    # Imported here, so that a broken installation is a failure like any other.
    from mdfollow.merging.merge import merge  # noqa: PLC0415

    style = Style(marker_size)
    done = merge(base.read_bytes(), ours.read_bytes(), theirs.read_bytes(), style)
    ours.write_bytes(done.data)
    return 1 if done.conflicts else 0


def _plain(base: str, ours: str, theirs: str, marker_size: int) -> int:
    """Let git merge the files; more than one conflict counts as one, as for a driver it does."""
    labels = [option for label in LABELS for option in ("-L", label)]
    command = ["git", "merge-file", *labels, f"--marker-size={marker_size}", ours, base, theirs]
    status = subprocess.run(command, check=False).returncode  # noqa: S603 - no shell, git names the files
    return status if status > 127 else min(status, 1)  # noqa: PLR2004 - above are git's own errors


def _say(message: str) -> None:
    from mdfollow.sanitise import terminal  # noqa: PLC0415 - only a failure needs it

    sys.stderr.write(f"{terminal(message)}\n")
