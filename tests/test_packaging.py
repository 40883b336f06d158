"""What is built: the wheel holds the whole template and the steps, the sdist docs and tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Build with hatchling itself: no isolated environment, so no network."""
    done: dict[str, Path] = {}

    def build(target: str) -> Path:
        if target not in done:
            folder = tmp_path_factory.mktemp(target)
            command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            (done[target],) = folder.iterdir()
        return done[target]

    return build


def tracked(folder: str) -> set[str]:
    """The files of a folder under git."""
    if not (ROOT / ".git").exists():
        pytest.skip("no git checkout to compare with")
    command = ["git", "ls-files", "-z", "--", folder]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return set(filter(None, listed.split("\0")))


def test_the_wheel_holds_the_template_as_git_has_it(built: Callable[[str], Path]) -> None:
    prefix = "mdfollow/"
    with zipfile.ZipFile(built("wheel")) as wheel:
        names = {name for name in wheel.namelist() if name.startswith(f"{prefix}vault-template/")}
    assert {name.removeprefix(prefix) for name in names} == tracked("vault-template")


def test_the_wheel_holds_the_steps_and_the_marker_of_types(built: Callable[[str], Path]) -> None:
    steps = {path.name for path in (ROOT / "mdfollow" / "steps").glob("*.md")}
    with zipfile.ZipFile(built("wheel")) as wheel:
        names = set(wheel.namelist())
    assert {f"mdfollow/steps/{name}" for name in steps} | {"mdfollow/py.typed"} <= names
    assert not any(name.startswith(("tests/", "docs/")) for name in names)


def test_the_sdist_holds_docs_tests_and_template(built: Callable[[str], Path]) -> None:
    with tarfile.open(built("sdist")) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    wanted = {"README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "docs/settings.md"}
    template = (path for path in (ROOT / "vault-template").rglob("*") if path.is_file())
    wanted |= {path.relative_to(ROOT).as_posix() for path in template}
    assert wanted | {"tests/test_packaging.py", "mdfollow/cli.py"} <= names


def test_init_works_from_what_the_wheel_installs(
    built: Callable[[str], Path], tmp_path: Path
) -> None:
    with zipfile.ZipFile(built("wheel")) as wheel:
        wheel.extractall(tmp_path / "site")  # noqa: S202 - a wheel of our own making
    env = os.environ | {"PYTHONPATH": str(tmp_path / "site"), "MDFOLLOW_TODAY": "2026-11-25"}
    command = [sys.executable, "-P", "-m", "mdfollow", "init", "vault", "--examples"]
    subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True)
    made = {path.relative_to(tmp_path / "vault") for path in (tmp_path / "vault").rglob("*.md")}
    there = {
        path.relative_to(ROOT / "vault-template")
        for path in (ROOT / "vault-template").rglob("*.md")
    }
    assert made == there
