"""`git merge-file` on bytes: what git itself makes of three versions."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from mdfollow.problems import MdfollowError

MARKER_SIZE = 7
LABELS = ("ours", "base", "theirs")
_MOST_CONFLICTS = 127
"""git merge-file: "the exit value is … the number of conflicts, truncated to 127"."""


class Style(NamedTuple):
    """How conflicts are marked; an empty `name` leaves the style to git's own settings."""

    marker_size: int = MARKER_SIZE
    name: str = ""
    labels: tuple[str, str, str] = LABELS
    """Of ours, base and theirs."""

    @property
    def options(self) -> list[str]:
        """The options of git merge-file."""
        flags = [f"--{self.name}"] if self.name in ("diff3", "zdiff3") else []
        labels = [option for label in self.labels for option in ("-L", label)]
        return [f"--marker-size={self.marker_size}", *flags, *labels]


class Result(NamedTuple):
    """The merged bytes and how many conflicts they hold."""

    data: bytes
    conflicts: int


class GitError(MdfollowError):
    """git could not merge: it is not installed, or the files are not text."""


def git_merge_file(base: bytes, ours: bytes, theirs: bytes, style: Style) -> Result:
    """Merge three versions as git does. Raises GitError."""
    if theirs in (ours, base):
        return Result(ours, 0)
    if ours == base:
        return Result(theirs, 0)
    configured = ["-c", "merge.conflictStyle=merge"] if style.name == "merge" else []
    with TemporaryDirectory(prefix="mdfollow-") as folder:
        names = []
        for name, data in (("ours", ours), ("base", base), ("theirs", theirs)):
            (Path(folder) / name).write_bytes(data)
            names.append(str(Path(folder) / name))
        command = ["git", *configured, "merge-file", "-p", *style.options, *names]
        try:
            done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell, paths are our own
        except OSError as error:
            raise GitError(f"git can't be run ({error.strerror}); install git") from None
    if done.returncode not in range(_MOST_CONFLICTS + 1):
        said = done.stderr.decode(errors="replace").strip()
        raise GitError(f"git merge-file failed: {said}; merge the two files by hand")
    return Result(done.stdout, done.returncode)
