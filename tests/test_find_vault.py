from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdfollow.config.find_vault import find_vault, is_vault

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder with `outer/inner/deep`, none of them a vault."""
    root = tmp_path.resolve()
    (root / "outer" / "inner" / "deep").mkdir(parents=True)
    return root


def test_the_settings_file_marks_a_vault(tree: Path) -> None:
    (tree / "outer" / "mdfollow.toml").touch()
    assert find_vault(tree / "outer") == str(tree / "outer")
    assert find_vault(tree / "outer" / "inner" / "deep") == str(tree / "outer")
    assert find_vault(tree) is None


def test_obsidian_marks_a_vault(tree: Path) -> None:
    (tree / "outer" / ".obsidian").mkdir()
    assert find_vault(tree / "outer" / "inner") == str(tree / "outer")


def test_the_nearest_folder_wins_whichever_marks_it(tree: Path) -> None:
    (tree / "outer" / "mdfollow.toml").touch()
    (tree / "outer" / "inner" / ".obsidian").mkdir()
    assert find_vault(tree / "outer" / "inner" / "deep") == str(tree / "outer" / "inner")
    (tree / "outer" / "inner" / "deep" / "mdfollow.toml").touch()
    assert find_vault(tree / "outer" / "inner" / "deep") == str(tree / "outer" / "inner" / "deep")


def test_a_file_named_obsidian_marks_nothing(tree: Path) -> None:
    (tree / ".obsidian").touch()
    assert not is_vault(tree)


def test_settings_that_cannot_be_used_are_not_passed_by(tree: Path) -> None:
    (tree / "mdfollow.toml").touch()
    (tree / "outer" / "mdfollow.toml").symlink_to("nowhere")
    assert find_vault(tree / "outer" / "inner") == str(tree / "outer")


def test_a_start_that_is_relative_or_missing_will_do(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tree / "outer" / "mdfollow.toml").touch()
    monkeypatch.chdir(tree / "outer" / "inner")
    here = type(tree)()
    assert find_vault(here) == str(tree / "outer")
    assert find_vault(here / "new" / "folder") == str(tree / "outer")
    assert find_vault(here / ".." / "..") is None
