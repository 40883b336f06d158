from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from mdfollow.config.read_settings import LARGEST, read_settings
from mdfollow.config.settings import Settings
from mdfollow.config.settings_error import SettingsError
from mdfollow.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path


def test_other_readers_of_the_settings_do_not_ask_it(tmp_path: Path) -> None:
    (tmp_path / "mdfollow.toml").write_text("[calendar]\n\nholidays = 'US-Californa'\n")
    assert read_settings(tmp_path).holidays == "US-Californa"
    with pytest.raises(SettingsError, match=r"^mdfollow\.toml:3: `calendar\.holidays`: "):
        read_settings(tmp_path, ask_calendar=True)


def test_a_vault_without_the_file_has_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings()


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"# [agenda]\r\n#\tinclude = 'all'", b" \n\n  # x = 1\n", "# ü\n".encode()]
)
def test_comments_set_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "mdfollow.toml").write_bytes(data)
    assert read_settings(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"# \xff\n", 1), (b"#\n# \0\n", 2), (b"#\r#\n", 1), (b"\n\x0b\n", 2), (b" x\n", 1)],
)
def test_what_is_no_comment_is_told(tmp_path: Path, data: bytes, line: int) -> None:
    (tmp_path / "mdfollow.toml").write_bytes(data)
    with pytest.raises(SettingsError) as caught:
        read_settings(tmp_path)
    assert [problem.line for problem in caught.value.problems] == [line]


def test_the_file_is_read_with_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    (tmp_path / "mdfollow.toml").write_bytes(b"\xef\xbb\xbf[agenda]\r\ninclude = 'all'\r\n")
    assert read_settings(tmp_path) == Settings(agenda_include="all")


def test_a_file_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_text("me = 'a@b.example'")
    (tmp_path / "mdfollow.toml").symlink_to("real.toml")
    with pytest.raises(SettingsError) as caught:
        read_settings(tmp_path)
    assert caught.value.problems == (
        Problem("mdfollow.toml", 1, "can't be read: a symbolic link is not followed"),
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    (tmp_path / "mdfollow.toml").touch(mode=0o000)
    with pytest.raises(SettingsError, match="can't be read: Permission denied"):
        read_settings(tmp_path)


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mdfollow.toml").write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(SettingsError, match="can't be read: longer than 16 KiB"):
        read_settings(tmp_path)
