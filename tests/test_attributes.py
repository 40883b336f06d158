from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Never

import pytest

from mdfollow.disk.attributes import copy_attributes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[int, int]]:
    """Two open files: the source and the target."""
    numbers = [os.open(tmp_path / name, os.O_RDWR | os.O_CREAT, 0o600) for name in ("a", "b")]
    yield numbers[0], numbers[1]
    for number in numbers:
        os.close(number)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_the_mode_is_kept(pair: tuple[int, int], mode: int) -> None:
    source, target = pair
    os.fchmod(source, mode)
    copy_attributes(source, target)
    assert os.fstat(target).st_mode & 0o7777 == mode


def test_the_group_is_kept(pair: tuple[int, int]) -> None:
    source, target = pair
    others = [group for group in os.getgroups() if group != os.getegid()]
    group = 1 if os.geteuid() == 0 else next(iter(others), None)
    if group is None:
        pytest.skip("this user is in one group only")
    os.fchown(source, -1, group)
    copy_attributes(source, target)
    assert os.fstat(target).st_gid == group


def test_extended_attributes_are_those_of_the_source(pair: tuple[int, int]) -> None:
    source, target = pair
    try:
        os.setxattr(source, "user.tag", b"\x00red")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    os.setxattr(target, "user.other", b"of the target only")
    copy_attributes(source, target)
    assert os.listxattr(target) == os.listxattr(source)
    assert os.getxattr(target, "user.tag") == b"\x00red"


def test_a_file_system_without_extended_attributes_is_no_hindrance(
    pair: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> Never:
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    monkeypatch.setattr(os, "listxattr", fail)
    os.fchmod(pair[0], 0o640)
    copy_attributes(*pair)
    assert os.fstat(pair[1]).st_mode & 0o7777 == 0o640


def test_an_attribute_that_can_not_be_read_is_an_error(
    pair: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> Never:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "listxattr", fail)
    with pytest.raises(OSError, match="Input/output error"):
        copy_attributes(*pair)


def test_a_system_without_these_calls_is_no_hindrance(
    pair: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("listxattr", "fchown", "fchmod"):
        monkeypatch.delattr(os, name)
    copy_attributes(*pair)
