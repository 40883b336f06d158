from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from mdfollow.disk import lock, system
from mdfollow.disk.lock import vault_lock
from mdfollow.problems import MdfollowError

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """if 1:
    import sys, time
    from pathlib import Path
    from mdfollow.disk.lock import vault_lock
    with vault_lock(Path(sys.argv[1])):
        print("locked", flush=True)
        time.sleep(60)
"""


def test_the_lock_is_free_again_afterwards_and_its_file_stays(tmp_path: Path) -> None:
    for _ in range(2):
        with vault_lock(tmp_path):
            pass
    assert (tmp_path / ".mdfollow" / "lock").is_file()


def test_a_killed_holder_holds_nobody_up(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "locked\n"
        descriptor = os.open(tmp_path / ".mdfollow" / "lock", os.O_RDWR)
        with pytest.raises(BlockingIOError):
            system.lock_file(descriptor)
        os.close(descriptor)
        holder.kill()
        holder.wait()
        with vault_lock(tmp_path):
            pass


def test_the_second_waits_and_says_so_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_SILENT_FOR", 0.05)
    told = threading.Event()
    order: list[str] = []

    def tell(message: str) -> None:
        order.append(message)
        told.set()

    def second() -> None:
        with vault_lock(tmp_path, tell):
            order.append("second")

    with vault_lock(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        assert told.wait(5)
        order.append("first")
    thread.join(5)
    waiting = "another mdfollow is at work in this vault; waiting for it"
    assert order == [waiting, "first", "second"]


def test_who_is_to_end_waits_no_longer(tmp_path: Path) -> None:
    answers = iter([True, True, False])
    with (
        vault_lock(tmp_path),
        pytest.raises(MdfollowError, match="ended while another mdfollow"),
        vault_lock(tmp_path, go_on=lambda: next(answers)),
    ):
        pass


def test_a_short_wait_is_silent(tmp_path: Path) -> None:
    told: list[str] = []
    ready = threading.Event()

    def second() -> None:
        ready.set()
        with vault_lock(tmp_path, told.append):
            pass

    with vault_lock(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        ready.wait(5)
    thread.join(5)
    assert told == []


def test_a_lock_that_was_deleted_while_it_was_waited_for_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = system.lock_file, 0

    def delete_first(descriptor: int) -> bool:
        nonlocal calls
        calls += 1
        if calls == 1:
            shutil.rmtree(tmp_path / ".mdfollow")
        return real(descriptor)

    monkeypatch.setattr(system, "lock_file", delete_first)
    with vault_lock(tmp_path):
        assert (tmp_path / ".mdfollow" / "lock").is_file()
    assert calls == 2


def test_without_locks_it_goes_on_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "lock_file", lambda *_, **__: False)
    left = tmp_path / ".mdfollow" / "tmp" / ".mdfollow-0123456789abcdef-0.new"
    left.parent.mkdir(parents=True)
    left.touch()
    told: list[str] = []
    with vault_lock(tmp_path, told.append):
        assert left.exists(), "it may be in use by another"
    assert told == ["there are no file locks here: run only one mdfollow at a time in this vault"]


def test_an_error_inside_frees_the_lock(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), vault_lock(tmp_path):
        _ = 1 / 0
    with vault_lock(tmp_path):
        pass
