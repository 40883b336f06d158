"""Real git repositories for tests: two clones of one vault, on two devices."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from mdfollow.merging.git_files import add_git_files
from tests.vaults import write_vault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DRIVER = '#!/bin/sh\nexec "{python}" -m mdfollow "$@"\n'


class Repository:
    """A vault under git, with an `mdfollow` on the PATH that a test may exchange."""

    def __init__(
        self, root: Path, notes: Mapping[str, str | bytes], *, driver: bool = True
    ) -> None:
        self.root, self.bin = root / "vault", root / "bin"
        for folder in (self.root, self.bin, root / "home"):
            folder.mkdir()
        self.environment = {
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "HOME": str(root / "home"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            "MDFOLLOW_TODAY": "2026-11-25",
        } | {
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (
                ("NAME", "Ada"), ("EMAIL", "ada@home.example"), ("DATE", "2026-11-25T12:00:00Z")
            )
        }  # fmt: skip
        self.command(DRIVER.format(python=sys.executable))
        self.git("init", "-q", "-b", "main")
        write_vault(self.root, notes)
        if driver:
            list(add_git_files(self.root))
        self.commit("begin")

    def command(self, script: str) -> None:
        """Put this script in the place of `mdfollow`; none at all if it is empty."""
        place = self.bin / "mdfollow"
        place.unlink(missing_ok=True)
        if script:
            place.write_text(script)
            place.chmod(0o755)

    def run(self, *command: str, status: int | None = 0) -> str:
        done = subprocess.run(
            command,
            cwd=self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout + done.stderr
        assert status is None or done.returncode == status, said
        return said

    def git(self, *args: str, status: int | None = 0) -> str:
        return self.run("git", *args, status=status)

    def commit(self, message: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text
        (self.root / path).write_bytes(text.replace(old, new, 1).encode())

    def change_on_two_branches(
        self, path: str, phone: tuple[str, str], laptop: tuple[str, str]
    ) -> None:
        """Commit one change on the branch `phone`, the other on `main`, where git then stands."""
        self.git("checkout", "-q", "-b", "phone")
        self.edit(path, *phone)
        self.commit("phone")
        self.git("checkout", "-q", "main")
        self.edit(path, *laptop)
        self.commit("laptop")
