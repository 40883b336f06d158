from __future__ import annotations

import errno
import os
from queue import SimpleQueue
from typing import TYPE_CHECKING

import pytest

from mdfollow.watching import watch_limit
from mdfollow.watching.events import Events

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Events]:
    (tmp_path / "sub").mkdir()
    events = Events(tmp_path, SimpleQueue())
    yield events
    events.stop()


def test_all_folders_are_watched(tmp_path: Path, watched: Events) -> None:
    assert watched.alive
    assert watch_limit.too_few_watches(tmp_path) == ""


def test_folders_that_are_not_watched_are_noticed(
    tmp_path: Path, watched: Events, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert watched.alive
    monkeypatch.setattr(watch_limit, "_watches_of", lambda _: 0)
    assert watch_limit.too_few_watches(tmp_path).startswith("only 0 of 2 folders can be watched")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_not_missed(tmp_path: Path) -> None:
    (tmp_path / "lost+found").mkdir(mode=0)
    events = Events(tmp_path, SimpleQueue())
    said = watch_limit.too_few_watches(tmp_path)
    events.stop()
    assert said == ""


def test_without_inotify_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_limit, "_OPEN_FILES", tmp_path / "nowhere")
    assert watch_limit.too_few_watches(tmp_path) == ""


@pytest.mark.parametrize(
    ("number", "setting"),
    [
        (errno.EMFILE, "fs.inotify.max_user_instances=512"),
        (errno.EMFILE, "ulimit -n"),
        (errno.ENOSPC, "fs.inotify.max_user_watches="),
        (errno.EAGAIN, "ulimit -u"),
        (errno.EACCES, "(no more); see to that, and start watch again"),
    ],
)
def test_the_limit_that_was_reached_is_named(number: int, setting: str) -> None:
    assert setting in watch_limit.no_watches(OSError(number, "no more"))


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("2\n", "watch limit: 2 folders; this vault has 2"),
        ("1\n", "watch limit: 1 folders; this vault has 2: raise it (`sudo sysctl "),
        ("", "watch limit: not told by this system"),
    ],
)
def test_check_says_whether_all_folders_can_be_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, said: str
) -> None:
    (tmp_path / "vault" / "sub").mkdir(parents=True)
    (tmp_path / "limit").write_text(limit, "ascii")
    monkeypatch.setattr(watch_limit, "_LIMIT", tmp_path / "limit")
    assert watch_limit.described(tmp_path / "vault").startswith(said)
