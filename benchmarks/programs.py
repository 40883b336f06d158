"""The programs that are measured: mdfollow from a wheel in a venv of its own, others as found."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import NamedTuple

_PROJECT = Path(__file__).parent.parent
_NOT_INHERITED = (
    "PYTHONDONTWRITEBYTECODE",  # every start would compile the whole program anew
    "PYTHONUNBUFFERED",
    "MDFOLLOW_VAULT",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_WORK_TREE",
)


class Programs(NamedTuple):
    """The words that start mdfollow, a Python that has its dependencies, and the environment."""

    mdfollow: tuple[str, ...]
    python: str
    environment: dict[str, str]

    def run(self, root: Path, *words: str) -> None:
        """Run a command in a folder, without measuring it. Raises CalledProcessError."""
        quiet = subprocess.DEVNULL
        subprocess.run(words, cwd=root, env=self.environment, stdout=quiet, check=True)


def programs(work: Path, mdfollow: str | None, python: str | None, today: str) -> Programs:
    """Return the programs; without words for mdfollow it is built and installed below `work`."""
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    own = {"MDFOLLOW_TODAY": today, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    if mdfollow:
        words, beside = shlex.split(mdfollow), sys.executable
    else:
        place = work / "venv"
        _install(work, place)
        words, beside = [str(place / "bin/mdfollow")], str(place / "bin/python")
    started = (_absolute(words[0]), *words[1:])
    return Programs(started, _absolute(python or beside), kept | own)


def _absolute(program: str) -> str:
    """Return the path of a program, which is run in other folders than this one."""
    return str(Path(shutil.which(program) or program).absolute())


def _install(work: Path, place: Path) -> None:
    """Build a wheel of the project and install it, which brings what the loops import."""
    venv.create(place, with_pip=True)
    pip = (str(place / "bin/python"), "-m", "pip", "--disable-pip-version-check", "-q")
    subprocess.run([*pip, "install", "--upgrade", "pip"], check=True)  # its scripts start faster
    subprocess.run([*pip, "wheel", "--no-deps", "-w", str(work), str(_PROJECT)], check=True)
    wheel = next(work.glob("mdfollow-*.whl"))
    subprocess.run([*pip, "install", "--compile", str(wheel)], check=True)
