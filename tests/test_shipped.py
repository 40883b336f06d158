from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import pytest

from mdfollow.problems import Problem
from mdfollow.steps.shipped import package_places, shipped_steps
from tests.agendas import read
from tests.vaults import interview, task, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

CALL = '---\nstep: call\ntitle: Call\ntask: "Call {{ company }}"\ndue: 1 day after date\n---\n'
OURS = CALL.replace("step: call", "step: skills")


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Install a package that ships steps; return its folder."""
    site = tmp_path / "site"

    def put(name: str, package: str = "", **steps: str) -> Path:
        package = package or name
        folder = site / package.replace(".", "/")
        files = {
            f"{package.replace('.', '/')}/steps/{step}.md": text for step, text in steps.items()
        }
        info = f"{name}-1.2.dist-info"
        write_vault(site, {
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n",
            f"{info}/entry_points.txt": f"[mdfollow.steps]\n{name} = {package}\n",
            **files,
        })  # fmt: skip
        if steps:
            (folder / "__init__.py").write_text("raise RuntimeError\n", "utf-8")
        if str(site) not in sys.path:
            monkeypatch.syspath_prepend(site)
        importlib.invalidate_caches()
        return folder

    return put


def test_without_such_packages_there_is_nothing() -> None:
    assert shipped_steps() == ((), ())


def test_the_steps_of_a_package_are_asked(
    tmp_path: Path, install: Callable[..., Path], run: Run
) -> None:
    install("acme_steps", call=CALL)
    vault = write_vault(tmp_path / "vault", {"Acme.md": interview()})
    run(vault, "sync")
    assert "Call Acme 📅 2026-11-25" in task(read(vault, "Acme.md"), "call")
    assert run(vault, "steps").stdout.splitlines()[-1].split() == [
        "call",
        "Call",
        "acme_steps",
        "1.2",
    ]
    assert run(vault, "steps", "show", "call").stdout == CALL


def test_a_later_step_of_a_name_replaces_an_earlier_one(
    tmp_path: Path, install: Callable[..., Path], run: Run
) -> None:
    """Ours, then those of packages by the names of their entry points, then the vault's."""
    install("b_steps", call=CALL.replace("title: Call", "title: B"), skills=OURS)
    install("a_steps", call=CALL.replace("title: Call", "title: A"))
    vault = write_vault(tmp_path / "vault", {"Acme.md": interview()})
    said = run(vault, "steps").stdout
    assert "b_steps 1.2" in said
    assert "  A  " not in said
    write_vault(vault, {"Steps/mine.md": CALL})
    lines = [line for line in run(vault, "steps").stdout.splitlines() if line.startswith("call ")]
    assert [line.split()[-1] for line in lines] == ["Steps/mine.md"]


def test_a_broken_step_of_a_package_is_told(
    tmp_path: Path, install: Callable[..., Path], run: Run
) -> None:
    install("acme_steps", call="---\nstep: call\ntask: '{{'\n---\n")
    vault = write_vault(tmp_path / "vault", {"Acme.md": interview()})
    assert "acme_steps/steps/call.md:3: " in run(vault, "sync", status=1).stderr


@pytest.mark.parametrize("package", ["nowhere", "nowhere.at.all", "json.decoder", "json", "a b"])
def test_a_package_without_steps_is_told(install: Callable[..., Path], package: str) -> None:
    install("acme_steps", package=package)
    message = f"`acme_steps 1.2` says that `{package}` holds steps, and there are none"
    problem = Problem("mdfollow.toml", 1, f"{message}; update or uninstall it")
    assert shipped_steps() == ((), (problem,))


def test_what_changes_with_a_package_is_known(install: Callable[..., Path]) -> None:
    folder = install("acme_steps", call=CALL)
    places = package_places()
    assert {f"{folder.parent}/", f"{folder}/steps/", f"{folder}/steps/call.md"} <= {*places}
