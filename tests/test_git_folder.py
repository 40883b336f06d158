"""Where git keeps its state, and what shows it at work."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from mdfollow.disk.git_folder import git_at_work, git_folder

if TYPE_CHECKING:
    from pathlib import Path


def test_the_vault_s_own_folder_is_found(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert git_folder(tmp_path) == str(tmp_path / ".git")


def test_so_is_one_above_the_vault(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "Notes" / "Jobs").mkdir(parents=True)
    assert git_folder(tmp_path / "Notes" / "Jobs") == str(tmp_path / ".git")


@pytest.mark.parametrize(
    "words", ["gitdir: ../main/.git/worktrees/jobs\n", "gitdir: {0}/elsewhere"]
)
def test_a_worktree_s_file_is_followed(tmp_path: Path, words: str) -> None:
    vault = tmp_path / "jobs"
    vault.mkdir()
    (vault / ".git").write_text(words.format(tmp_path))
    assert git_folder(vault).startswith(str(tmp_path))
    assert git_folder(vault).endswith(words.rpartition("/")[2].strip())


def test_a_file_above_the_vault_is_not_read(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: elsewhere\n")
    (tmp_path / "Jobs").mkdir()
    assert git_folder(tmp_path / "Jobs") == ""


@pytest.mark.parametrize("name", ["index.lock", "MERGE_HEAD", "rebase-merge", "REVERT_HEAD"])
def test_what_shows_git_at_work(tmp_path: Path, name: str) -> None:
    assert git_at_work(str(tmp_path)) == ""
    (tmp_path / name).touch()
    assert git_at_work(str(tmp_path)) == name


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".git")
    assert git_folder(tmp_path) == ""
