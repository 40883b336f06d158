"""docs/git.md and the hooks for pre-commit: what they show is so."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.doc_pages import blocks, commands, pattern, shell
from tests.vaults import interview, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

ROOT = Path(__file__).resolve().parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_worked_example_is_true(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    ran = []
    for block in blocks(ROOT / "docs" / "git.md"):
        if block.act == "write":
            (vault / block.path).write_text(block.text)
        for command, says in commands(block.text) if block.language == "console" else ():
            printed = shell(vault, command)
            assert re.fullmatch(pattern(says), printed), f"$ {command}\n{printed}"
            ran.append(command)
    assert any(command.startswith("git merge") for command in ran)


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_hooks_pass_on_a_synced_vault_and_fail_on_another(
    tmp_path: Path, run: Callable[..., Result], hook: dict[str, str]
) -> None:
    program, *arguments = shlex.split(hook["entry"])
    vault = write_vault(tmp_path, {"Acme.md": interview(interviewers="Jane Doe")})
    run(vault, "sync")
    assert program == "mdfollow"
    run(vault, *arguments)
    write_vault(vault, {"Globex.md": interview(company="Globex", date="tomorrow")})
    run(vault, *arguments, status=1)


def test_hooks_look_at_notes_and_settings() -> None:
    for hook in HOOKS:
        assert re.search(hook["files"], "Interviews/Acme 1.md")
        assert re.search(hook["files"], "mdfollow.toml")
        assert not re.search(hook["files"], "notes.txt")
