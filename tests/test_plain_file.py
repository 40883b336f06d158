from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from mdfollow.disk.plain_file import read_plain

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.json").write_bytes(b"\xef\xbb\xbf{}\r\n\x00")
    assert read_plain(tmp_path, "a/b.json", 1024) == b"\xef\xbb\xbf{}\r\n\x00"


def test_a_missing_file_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_plain(tmp_path, "a/b.json", 1024)


def test_the_limit_is_the_last_size_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 1024)
    assert len(read_plain(tmp_path, "a", 1024)) == 1024
    (tmp_path / "a").write_bytes(b"x" * 1025)
    with pytest.raises(OSError, match="longer than 1 KiB"):
        read_plain(tmp_path, "a", 1024)


def test_no_link_is_followed(tmp_path: Path) -> None:
    outside, vault = tmp_path / "outside", tmp_path / "vault"
    outside.mkdir()
    vault.mkdir()
    (outside / "b").write_text("secret")
    (vault / "a").symlink_to(outside)
    (vault / "b").symlink_to(outside / "b")
    (vault / "c").symlink_to("nowhere")
    for path in ("a/b", "b", "c"):
        with pytest.raises(OSError, match="a symbolic link is not followed"):
            read_plain(vault, path, 1024)


def test_the_vault_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "a").write_bytes(b"x")
    (tmp_path / "link").symlink_to("vault")
    assert read_plain(tmp_path / "link", "a", 1024) == b"x"


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")  # to open it would wait for a writer
    for path in ("folder", "pipe"):
        with pytest.raises(OSError, match="not a regular file"):
            read_plain(tmp_path, path, 1024)
