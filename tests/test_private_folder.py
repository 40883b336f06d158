from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from mdfollow.disk.left_overs import TEMPORARY
from mdfollow.disk.lock import vault_lock
from mdfollow.disk.private_folder import private_folder
from mdfollow.disk.writer import write
from mdfollow.problems import MdfollowError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_folder_is_made_and_made_again(tmp_path: Path) -> None:
    for _ in range(2):
        assert private_folder(tmp_path, TEMPORARY).is_dir()
    assert (tmp_path / ".mdfollow" / ".gitignore").read_text() == "*\n"


def test_git_does_not_see_it(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    with vault_lock(tmp_path):
        status = ["git", "-C", str(tmp_path), "status", "--porcelain", "--untracked-files=all"]
        done = subprocess.run(status, check=True, capture_output=True)
    assert done.stdout == b""


def test_an_empty_gitignore_of_a_killed_run_is_filled_and_a_persons_stays(tmp_path: Path) -> None:
    file = private_folder(tmp_path) / ".gitignore"
    file.write_text("")
    private_folder(tmp_path)
    assert file.read_text() == "*\n"
    file.write_text("tmp\n")
    private_folder(tmp_path)
    assert file.read_text() == "tmp\n"


def test_it_can_be_deleted_between_two_writes(tmp_path: Path) -> None:
    write(tmp_path, "a.md", None, b"1")
    (tmp_path / ".mdfollow" / ".gitignore").unlink()
    (tmp_path / ".mdfollow" / "tmp").rmdir()
    (tmp_path / ".mdfollow").rmdir()
    write(tmp_path, "a.md", b"1", b"2")
    assert (tmp_path / "a.md").read_bytes() == b"2"


@pytest.mark.parametrize("name", [".mdfollow", ".mdfollow/tmp"])
@pytest.mark.parametrize("kind", ["link", "dangling link", "file"])
def test_one_that_leads_elsewhere_is_refused_and_nothing_is_written_there(
    tmp_path: Path, name: str, kind: str
) -> None:
    vault, outside = tmp_path / "vault", tmp_path / "outside"
    outside.mkdir()
    (vault / name).parent.mkdir(parents=True)
    (vault / "a.md").write_bytes(b"old")
    if kind == "file":
        (vault / name).touch()
    else:
        (vault / name).symlink_to(outside if kind == "link" else tmp_path / "nowhere")
    expected = rf"`{name}` in .* is (a symbolic link|no folder).*; remove it"
    with pytest.raises(MdfollowError, match=expected):
        write(vault, "a.md", b"old", b"new")
    with pytest.raises(MdfollowError, match=expected), vault_lock(vault):
        pass
    assert (vault / "a.md").read_bytes() == b"old"
    assert list(outside.iterdir()) == []
    assert not (tmp_path / "nowhere").exists()


def test_links_inside_it_are_not_followed(tmp_path: Path) -> None:
    vault, outside = tmp_path / "vault", tmp_path / "outside"
    (vault / ".mdfollow").mkdir(parents=True)
    outside.touch()
    (vault / ".mdfollow" / ".gitignore").symlink_to(outside)
    write(vault, "a.md", None, b"new")
    assert outside.read_bytes() == b""
    (vault / ".mdfollow" / "lock").symlink_to(outside)
    with pytest.raises(MdfollowError, match=r"remove `\.mdfollow`"), vault_lock(vault):
        pass


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(MdfollowError, match=r"`\.mdfollow` can't be made in .*: No such file"):
        private_folder(tmp_path / "nowhere")
