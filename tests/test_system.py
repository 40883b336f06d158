from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from mdfollow.disk import system

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Files = tuple[Path, Path]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    one, other = tmp_path / "one", tmp_path / "ö ther"
    one.write_bytes(b"1")
    other.write_bytes(b"2")
    return one, other


@pytest.fixture
def descriptor(files: Files) -> Iterator[int]:
    number = os.open(files[0], os.O_RDONLY)
    yield number
    os.close(number)


def test_two_files_change_places(files: Files) -> None:
    one, other = files
    inode = one.stat().st_ino
    system.exchange(one, other)
    assert (one.read_bytes(), other.read_bytes()) == (b"2", b"1")
    assert other.stat().st_ino == inode


@pytest.mark.parametrize("missing", [0, 1])
def test_no_exchange_with_what_is_not_there(files: Files, missing: int) -> None:
    files[missing].unlink()
    with pytest.raises(FileNotFoundError):
        system.exchange(*files)


class Library:
    """A C library in which every call fails with one error, or is missing."""

    def __init__(self, code: int | None) -> None:
        self._code = code

    def __getattr__(self, name: str) -> Any:
        if self._code is None:
            raise AttributeError(name)

        def call(*_: object) -> int:
            ctypes.set_errno(self._code or 0)
            return -1

        return call


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, None])
def test_without_the_call_exchange_says_so_and_a_new_name_is_given_all_the_same(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int | None
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library(code))
    with pytest.raises(system.UnavailableError):
        system.exchange(*files)
    with pytest.raises(FileExistsError):
        system.move_new(*files)
    system.move_new(files[0], tmp_path / "new")
    assert (tmp_path / "new").read_bytes() == b"1"
    assert files[1].read_bytes() == b"2"


def test_any_other_error_is_raised(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Library(errno.EROFS))
    with pytest.raises(OSError, match="Read-only file system"):
        system.exchange(*files)


def test_a_new_name_must_not_be_taken(files: Files, tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        system.move_new(*files)
    system.move_new(files[0], tmp_path / "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", files[1].name]


def test_who_writes_waits_until_the_lease_is_dropped(files: Files, descriptor: int) -> None:
    assert system.take_lease(descriptor)
    assert system.lease_holds(descriptor)
    editor = threading.Thread(target=files[0].write_bytes, args=(b"3",))
    editor.start()
    end = time.monotonic() + 5
    while system.lease_holds(descriptor):  # we also outlive the signal that tells of it
        assert time.monotonic() < end
    assert files[0].read_bytes() == b"1"
    system.drop_lease(descriptor)
    editor.join(5)
    assert files[0].read_bytes() == b"3"


def test_the_signal_of_a_lease_does_not_end_the_process(files: Files) -> None:
    code = """if 1:
        import os, sys, time
        from mdfollow.disk import system
        descriptor = os.open(sys.argv[1], os.O_RDONLY)
        assert system.take_lease(descriptor)
        if os.fork() == 0:
            open(sys.argv[1], "w").close()
            os._exit(0)
        while system.lease_holds(descriptor):
            time.sleep(0.01)
        system.drop_lease(descriptor)
        os.wait()
        print("alive")
    """
    done = subprocess.run(
        [sys.executable, "-c", code, files[0]], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


def test_no_handler_of_the_program_is_changed(descriptor: int) -> None:
    before = signal.getsignal(signal.SIGIO), signal.getsignal(signal.SIGURG)
    assert system.take_lease(descriptor)
    system.drop_lease(descriptor)
    assert (signal.getsignal(signal.SIGIO), signal.getsignal(signal.SIGURG)) == before


def test_no_lease_on_what_is_open_for_writing(files: Files, descriptor: int) -> None:
    with files[0].open("r+b"), pytest.raises(BlockingIOError):
        system.take_lease(descriptor)


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOSYS, errno.EACCES])
def test_a_lease_that_can_not_be_had_is_done_without(
    descriptor: int, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fail(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "fcntl", fail)
    assert not system.take_lease(descriptor)


def test_a_lock_keeps_others_out_until_it_is_closed(files: Files) -> None:
    first, second = os.open(files[0], os.O_RDWR), os.open(files[0], os.O_RDWR)
    assert system.lock_file(first)
    with pytest.raises(BlockingIOError):
        system.lock_file(second)
    os.close(first)
    assert system.lock_file(second)
    os.close(second)


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_lock_that_can_not_be_had_is_done_without(
    descriptor: int, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", fail)
    assert not system.lock_file(descriptor)


def test_any_other_error_of_a_lock_or_lease_is_raised(
    descriptor: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(fcntl, "flock", fail)
    monkeypatch.setattr(fcntl, "fcntl", fail)
    with pytest.raises(OSError, match="Input/output error"):
        system.lock_file(descriptor)
    with pytest.raises(OSError, match="Input/output error"):
        system.take_lease(descriptor)


def test_a_system_without_fcntl_has_neither(
    descriptor: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "fcntl", None)
    assert not system.take_lease(descriptor)
    assert not system.lock_file(descriptor)
    system.flush(descriptor)
