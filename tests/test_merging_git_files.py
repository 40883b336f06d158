"""`mdfollow init --git`: adds what is missing, once, and takes it back."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from mdfollow.merging.driver import COMMAND
from mdfollow.merging.git_files import add_git_files, merge_driver, remove_git_files
from mdfollow.merging.listed_lines import with_lines, without_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in {"HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}.items():
        monkeypatch.setenv(name, value)
    root = tmp_path / "a vault"
    root.mkdir()
    (root / "mdfollow.toml").touch()
    git(root, "init", "-q")
    return root


def git(root: Path, *args: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), *args], capture_output=True, text=True, check=False
    )
    return done.stdout


def everything(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file())
    wanted = (path for path in files if ".git/" not in str(path) or path.name == "config")
    return {str(path): path.read_bytes() for path in wanted if ".mdfollow" not in str(path)}


def test_registers_the_driver_and_names_the_notes(vault: Path) -> None:
    told = list(add_git_files(vault))
    assert [line.split()[0] for line in told] == ["wrote", "wrote", "set", "set"]
    assert git(vault, "config", "merge.mdfollow.driver") == f"{COMMAND}\n"
    assert git(vault, "check-attr", "merge", "--", "Interviews/x.md").endswith(": mdfollow\n")
    assert git(vault, "check-ignore", ".obsidian/workspace.json", ".mdfollow/lock").count("\n") == 2


def test_a_second_time_changes_nothing(vault: Path) -> None:
    list(add_git_files(vault))
    before = everything(vault)
    assert list(add_git_files(vault)) == []
    assert everything(vault) == before


def test_undo_takes_back_what_was_added_and_no_more(vault: Path) -> None:
    (vault / ".gitignore").write_bytes(b"# mine\r\n.trash/\r\nsecret")
    before = everything(vault)
    list(add_git_files(vault))
    assert (vault / ".gitignore").read_bytes().startswith(b"# mine\r\n.trash/\r\nsecret\r\n")
    list(remove_git_files(vault))
    after = everything(vault)
    ignored = str(vault / ".gitignore")
    assert after.pop(ignored) == before.pop(ignored) + b"\r\n"
    assert after == before
    assert list(remove_git_files(vault)) == []


def test_a_driver_of_the_person_s_own_stays(vault: Path) -> None:
    git(vault, "config", "merge.mdfollow.driver", "mine %A")
    told = list(add_git_files(vault))
    assert git(vault, "config", "merge.mdfollow.driver") == "mine %A\n"
    assert any("left merge.mdfollow.driver" in line for line in told)


def test_a_vault_below_the_repository_s_root(vault: Path) -> None:
    below = vault / "notes"
    below.mkdir()
    list(add_git_files(below))
    assert git(vault, "check-attr", "merge", "--", "notes/x.md").endswith(": mdfollow\n")
    assert git(vault, "check-attr", "merge", "--", "x.md").endswith(": unspecified\n")


def test_without_a_repository_it_says_how_to_go_on(tmp_path: Path) -> None:
    told = list(add_git_files(tmp_path))
    assert "git init" in told[-1]
    assert (tmp_path / ".gitattributes").read_text() == "# mdfollow\n*.md merge=mdfollow\n"


def test_check_tells_about_the_driver(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "run `mdfollow init --git`" in merge_driver(vault)
    list(add_git_files(vault))
    (vault / ".gitattributes").unlink()
    assert ".gitattributes" in merge_driver(vault)
    list(add_git_files(vault))
    folder = vault.parent / "bin"
    folder.mkdir()
    (folder / "mdfollow").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    assert merge_driver(vault) == "merge driver: set"


def test_check_in_a_folder_that_is_no_repository(tmp_path: Path) -> None:
    assert "not needed" in merge_driver(tmp_path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "# mdfollow\na\nb\n"),
        ("b\n", "b\n# mdfollow\na\n"),
        ("x", "x\n# mdfollow\na\nb\n"),
        ("# mdfollow\na\nx\n", "# mdfollow\nb\na\nx\n"),
        ("b\n a \n", "b\n a \n"),
    ],
)
def test_lines_are_added_once(text: str, expected: str) -> None:
    assert with_lines(text, ["a", "b"]) == expected
    assert with_lines(expected, ["a", "b"]) == expected


def test_lines_of_ours_are_those_below_the_heading() -> None:
    assert without_lines("a\n# mdfollow\na\nb\nmine\nb\n", ["a", "b"]) == "a\nmine\nb\n"


def test_the_command(vault: Path, run: Callable[..., Result]) -> None:
    assert "set merge.mdfollow.driver" in run(vault, "init", "--git").stdout
    assert "removed merge.mdfollow" in run(vault, "init", "--git", "--undo").stdout
    assert "--undo goes with --git" in run(vault, "init", "--undo", status=2).stderr
