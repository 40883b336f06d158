"""Kill a command, or make a system call fail, at every call that touches the vault (by strace).

Any command will do: a `Subject` names it and the vault, of which every run gets a fresh copy.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EMFILE")

_CALLS = "%file,%desc"
_LINE = re.compile(r"^(?:\d+ +)?(?P<call>[a-z0-9_]+)\(")
_LOOKS_ON = re.compile(r"^(?:stat|lstat|fstat|newfstatat|statx|access|readlink|lseek|ioctl)")
_ENVIRONMENT = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass(frozen=True)
class Point:
    """One system call of a run: the `nth` with that name, and the line strace wrote of it."""

    call: str
    nth: int
    line: str

    @property
    def changes(self) -> bool:
        """Whether the call may change anything, as far as its name tells."""
        reads = "O_RDONLY" in self.line or self.call in {"read", "pread64", "getdents64", "close"}
        return not reads and not _LOOKS_ON.match(self.call)


@dataclass(frozen=True)
class Subject:
    """A command, made from the vault's folder, and the vault it is run on.

    `retells` are files that tell of the others, as an agenda does, and so may be neither old nor
    new while another could not be written; they must then end as said.
    """

    vault: Path
    command: Callable[[Path], Sequence[str | Path]]
    retells: Mapping[str, bytes] = field(default_factory=dict)

    def run(self, vault: Path, *strace: str) -> subprocess.CompletedProcess[bytes]:
        """Run the command on a copy of the vault, under strace if it is given arguments."""
        under = ["strace", "-f", "-qq", *strace] if strace else []
        return subprocess.run(
            [*under, *self.command(vault)],
            capture_output=True,
            check=False,
            timeout=60,
            env=os.environ | _ENVIRONMENT,
        )

    def copies(self) -> tempfile.TemporaryDirectory[str]:
        """Return a context manager for a folder in which the copy lies as `vault`."""
        folder = tempfile.TemporaryDirectory(prefix="mdfollow-fault-")
        shutil.copytree(self.vault, Path(folder.name, "vault"), symlinks=True)
        return folder


@dataclass
class Report:
    """What a run over all points found: how many points, and each fault as a sentence."""

    points: int = 0
    unreached: int = 0
    old: int = 0
    new: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        head = f"{self.points} points, {self.unreached} not reached, {self.old} left the old "
        head += f"version, {self.new} the new one, {len(self.faults)} faults"
        return "\n".join([head, *self.faults[:20]])


def tree(vault: Path) -> dict[str, bytes]:
    """Return all files by path, but not the private folder."""
    return {
        path.relative_to(vault).as_posix(): path.read_bytes()
        for path in sorted(vault.rglob("*"))
        if path.is_file() and path.relative_to(vault).parts[0] not in {".mdfollow", ".git"}
    }


def points(subject: Subject) -> list[Point]:
    """Run the command once; return its calls that have to do with the vault."""
    with subject.copies() as folder:
        vault, log = Path(folder, "vault"), Path(folder, "log")
        done = subject.run(vault, "-y", "-s", "300", "-e", f"trace={_CALLS}", "-o", str(log))
        assert done.returncode == 0, done.stderr.decode()
        seen: Counter[str] = Counter()
        found = []
        for line in log.read_text(errors="replace").splitlines():
            if (match := _LINE.match(line)) and match["call"] != "execve":
                seen[match["call"]] += 1
                if str(vault) in line:
                    found.append(Point(match["call"], seen[match["call"]], line))
        return found


def kill_everywhere(subject: Subject, at: Sequence[Point]) -> Report:
    """Kill the command just before each of the calls; judge the files, then what the next run does.

    A fault is: a file neither old nor new, a next run that does not end with the new version of
    every file, anything left over after it.
    """
    return _everywhere(subject, [(point, "error=EIO:signal=KILL") for point in at])


def fail_everywhere(subject: Subject, at: Sequence[Point], *, every: bool = True) -> Report:
    """Make each of the calls fail, with every error it may have, or with one; judge as above.

    A fault is also an exit status of 0, or a message that names neither a file that is written
    nor the private folder, where not all files are new.
    """
    what = []
    for number, point in enumerate(at):
        errors = errors_of(point)
        chosen = errors if every else [errors[number % len(errors)]]
        what += [(point, f"error={name}") for name in chosen]
    return _everywhere(subject, what)


def errors_of(point: Point) -> tuple[str, ...]:
    """Return the errors that a call can have: any a change, EIO a look, EMFILE an opening."""
    opens = point.call == "openat"
    if point.changes:
        return ERRORS if opens else tuple(name for name in ERRORS if name != "EMFILE")
    return ("EIO", "EMFILE") if opens else ("EIO",)


def _everywhere(subject: Subject, what: Sequence[tuple[Point, str]]) -> Report:
    with subject.copies() as folder:
        vault = Path(folder, "vault")
        old = tree(vault)
        assert subject.run(vault).returncode == 0
        new = tree(vault)
    report = Report()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        trials = [_Trial(subject, point, action, old, new) for point, action in what]
        for faults in pool.map(lambda trial: trial.faults(report), trials):
            report.faults += faults
    return report


@dataclass(frozen=True)
class _Trial:
    """One fault in a run on a fresh copy, and what the files may be afterwards."""

    subject: Subject
    point: Point
    action: str
    old: dict[str, bytes]
    new: dict[str, bytes]

    def faults(self, report: Report) -> list[str]:
        """Run the command with the fault, then again without; return what is wrong."""
        with self.subject.copies() as folder:
            vault, log = Path(folder, "vault"), Path(folder, "log")
            call = self.point.call
            inject = f"inject={call}:{self.action}:when={self.point.nth}"
            done = self.subject.run(vault, "-e", f"trace={call}", "-e", inject, "-o", str(log))
            report.points += 1
            if not re.search(r"\(INJECTED\)|killed by SIGKILL", log.read_text(errors="replace")):
                report.unreached += 1
            now = tree(vault)
            report.new += now == self.new
            report.old += now == self.old
            wrong = list(_corrupt(self.subject, now, self.old, self.new))
            if "KILL" not in self.action and now != self.new:
                wrong += _silent(done, self.old, self.new)
            wrong += _not_healed(self.subject, vault, self.new)
        return [f"{self.action} at {self.point.line[:200]}: {one}" for one in wrong]


def _corrupt(
    subject: Subject, now: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]
) -> Iterator[str]:
    for path in old.keys() | new.keys() | now.keys():
        end = subject.retells.get(path)
        is_whole = end is not None and now.get(path, b"").endswith(end)
        if now.get(path) not in (old.get(path), new.get(path)) and not is_whole:
            yield f"{path} is neither old nor new: {now.get(path, b'(missing)')[:60]!r}"


def _silent(
    done: subprocess.CompletedProcess[bytes], old: dict[str, bytes], new: dict[str, bytes]
) -> Iterator[str]:
    said = (done.stdout + done.stderr).decode(errors="replace")
    if done.returncode == 0:
        yield "exit status 0"
    written = [path for path in new if new[path] != old.get(path)]
    if not any(name in said for name in (*written, ".mdfollow")):
        yield f"the message names no file: {said[-300:]!r}"
    if "Traceback" in said:
        yield f"a traceback: {said[-300:]!r}"


def _not_healed(subject: Subject, vault: Path, new: dict[str, bytes]) -> Iterator[str]:
    """Run the command again, undisturbed, and yield what is not as it should be then."""
    again = subject.run(vault)
    if again.returncode:
        yield f"the next run fails: {again.stderr.decode(errors='replace')[-300:]!r}"
    if tree(vault) != new:
        yield f"the next run does not heal: {sorted(tree(vault))}"
    for folder in ("tmp", "recovered"):
        left = vault / ".mdfollow" / folder
        if left.is_dir() and any(left.iterdir()):
            yield f"left in {folder}: {[entry.name for entry in left.iterdir()]}"
