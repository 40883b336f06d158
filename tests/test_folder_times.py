"""Where a folder's own times tell of names that come and go, and that they do there."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from mdfollow.disk.folder_times import file_system, trusted_device

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TICK = 0.02
"""Seconds in which the stamps of every file system here move on."""

MOUNTS = r"""22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
23 22 0:20 / /proc rw shared:5 - proc proc rw
31 22 0:39 / /home/ann\040b rw,relatime shared:7 master:2 - btrfs /dev/sdb rw,subvol=/home
32 31 0:40 / /home/ann\040b/cloud rw - fuse.rclone remote: rw
33 31 0:41 / /home/ann\040b/twice rw - fuse.sshfs host: rw
34 33 0:42 / /home/ann\040b/twice rw - xfs /dev/sdc rw
35 31 0:43 / /home/ann\040b/back\134slash rw - vfat /dev/sdd rw

"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/", "ext4"),
        ("/notes", "ext4"),
        ("/process", "ext4"),
        ("/home/ann b", "btrfs"),
        ("/home/ann b/Vault", "btrfs"),
        ("/home/ann bc", "ext4"),
        ("/home/ann b/cloud/Vault", "fuse.rclone"),
        ("/home/ann b/clouds", "btrfs"),
        ("/home/ann b/twice", "xfs"),
        (r"/home/ann b/back\slash/Vault", "vfat"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(place: str, kind: str) -> None:
    assert file_system(place, MOUNTS) == kind


@pytest.mark.parametrize("mounts", ["", "\n", "22 1 254:0 / /other rw - ext4 /dev/vda rw", "x y z"])
def test_where_nothing_is_told_nothing_is_trusted(mounts: str) -> None:
    assert file_system("/notes", mounts) == ""


def test_a_vault_that_is_not_there_is_on_no_device(tmp_path: Path) -> None:
    assert trusted_device(tmp_path / "gone") == -1


CHANGES: list[Callable[[Path, Path], object]] = [
    lambda folder, _: (folder / "a.md").touch(),
    lambda folder, _: (folder / "a.md").rename(folder / "b.md"),
    lambda folder, other: (other / "b.md").replace(folder / "b.md"),
    lambda folder, other: (folder / "b.md").rename(other / "c.md"),
    lambda folder, other: (other / "c.md").rename(folder / "b.md"),
    lambda folder, _: os.link(folder / "b.md", folder / "c.md"),
    lambda folder, _: (folder / "b.md").unlink(),
    lambda folder, _: (folder / "b.md").symlink_to("c.md"),
    lambda folder, other: (folder / "b.md").rename(other / "link"),
    lambda folder, _: (folder / "below").mkdir(),
    lambda folder, _: (folder / "below").rmdir(),
    lambda folder, _: os.utime(folder, (0, 0)),
]


def times(folder: Path) -> tuple[int, int]:
    found = folder.lstat()
    return found.st_mtime_ns, found.st_ctime_ns


def test_on_a_trusted_device_every_name_that_comes_or_goes_shows(tmp_path: Path) -> None:
    folder, other = tmp_path / "folder", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    (other / "b.md").write_text("to replace the first")
    if trusted_device(tmp_path) != folder.lstat().st_dev:
        pytest.skip("the file system of the temporary folder is not trusted")
    for change in CHANGES:
        time.sleep(TICK)
        before = times(folder)
        change(folder, other)
        assert times(folder) != before
