"""Step files that other Python packages ship, through the entry point group `mdfollow.steps`.

An entry point (https://packaging.python.org/specifications/entry-points) names a package, whose
folder `steps` holds step files. The package is found, and not imported.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

GROUP = "mdfollow.steps"

_METADATA = (".dist-info", ".egg-info")


class ShippedStep(NamedTuple):
    """A step file of a package: what problems call it, where it comes from, its text."""

    path: str
    source: str
    text: str


def shipped_steps() -> tuple[tuple[ShippedStep, ...], tuple[Problem, ...]]:
    """Return the step files of all installed packages, ordered by the names of entry points.

    What can't be found or read is a problem.
    """
    return _shipped(tuple(sys.path))


def package_places() -> list[str]:
    """Return the folders and files that change when such a package comes, goes or changes."""
    folders = [folder for _, _, folder in _folders()]
    files = [os.fspath(file) for folder in folders for file in _step_files(folder)]
    return [*(f"{folder}/" for folder in [*_sites(), *folders]), *files]


@lru_cache(maxsize=1)
def _shipped(_path: tuple[str, ...]) -> tuple[tuple[ShippedStep, ...], tuple[Problem, ...]]:
    """Read them once: what is installed stays as it is while a program runs."""
    steps, problems = [], []
    for source, package, folder in _folders():
        if not folder.is_dir():
            message = f"`{source}` says that `{package}` holds steps, and there are none"
            problems.append(Problem("mdfollow.toml", 1, f"{message}; update or uninstall it"))
        for file in _step_files(folder):
            text = file.read_text("utf-8", errors="replace")
            steps.append(ShippedStep(f"{package}/steps/{file.name}", source, text))
    return tuple(steps), tuple(problems)


def _folders() -> list[tuple[str, str, Path]]:
    """The packages that ship steps: what is installed, the package, its folder of steps."""
    if not any(map(_ships_steps, _sites())):
        return []
    from importlib.metadata import entry_points  # noqa: PLC0415 - it takes 0.05 s to import

    found = []
    for point in sorted(entry_points(group=GROUP)):
        source = f"{point.dist.name} {point.dist.version}" if point.dist else point.name
        found.append((source, point.value, Path(_home(point.value), "steps")))
    return found


def _home(package: str) -> str:
    """The folder of a package; there is none below that of one that can't be found."""
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        spec = None
    places = spec.submodule_search_locations if spec else None
    return next(iter(places or ()), os.devnull)


def _step_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.md"))


def _sites() -> list[str]:
    """The folders that packages are installed in."""
    return [folder for folder in sys.path if any(_metadata(folder))]


def _ships_steps(site: str) -> bool:
    group = f"[{GROUP}]".encode()
    return any(group in _bytes(f"{site}/{name}/entry_points.txt") for name in _metadata(site))


def _metadata(folder: str) -> Iterator[str]:
    try:
        names = os.listdir(folder) if folder else []  # noqa: PTH208 - names are all it takes
    except OSError:
        names = []
    return (name for name in names if name.endswith(_METADATA))


def _bytes(file: str) -> bytes:
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - pathlib takes twice as long
            return opened.read()
    except OSError:
        return b""
