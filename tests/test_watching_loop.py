from __future__ import annotations

import errno
import shutil
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from mdfollow.sync import sync
from mdfollow.watching import loop, session
from mdfollow.watching.clock import Leaps, SystemClock, today
from mdfollow.watching.events import Events, Hints
from mdfollow.watching.log import Log
from mdfollow.watching.loop import Watch
from tests.agendas import read, set_box
from tests.vaults import AGENDA, interview, task, write_vault
from tests.watched import FalseClock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

NOTE, JANE = "Interviews/Acme 1.md", "thank-you-jane-doe"
TODAY = today(SystemClock())


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    note = interview("Words.\n", interviewers="[Jane Doe, Sam Lee]", date=TODAY.isoformat())
    settings = "[watch]\nquiet = 0.1\n"
    return write_vault(tmp_path / "vault", {NOTE: note, "mdfollow.toml": settings})


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it look more often than it does."""
    monkeypatch.setattr(session, "POLL_EVERY", 0.2)
    monkeypatch.setattr(session, "_TICK", 0.2)
    monkeypatch.setattr(loop, "_WAIT", 0.1)


def until(is_so: Callable[[], bool], seconds: float = 8) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(0.02)
    return is_so()


@contextmanager
def watching(vault: Path, *, poll: bool = False) -> Iterator[list[str]]:
    """Watch the vault in a thread; yield what is said."""
    said: list[str] = []
    watch = Watch(
        vault, SystemClock(), Log(said.append, said.append, SystemClock(), True), poll=poll
    )
    thread = threading.Thread(target=watch.run)
    thread.start()
    try:
        assert until(lambda: bool(task(read(vault, NOTE), JANE)) and bool(read(vault)))
        yield said
    finally:
        watch.stop()
        thread.join(10)
    assert not thread.is_alive()


def ticked(vault: Path) -> bool:
    return f"✅ {TODAY}" in task(read(vault, NOTE), JANE) and "- [x]" in read(vault)


@pytest.mark.parametrize("poll", [False, True])
def test_a_save_is_synced(vault: Path, poll: bool) -> None:
    with watching(vault, poll=poll):
        set_box(vault, JANE, path=NOTE)
        assert until(lambda: ticked(vault))
    assert not sync(vault, TODAY, lambda *_: None).changed


def test_it_waits_for_a_vault_that_is_gone_and_starts_again(vault: Path) -> None:
    with watching(vault) as said:
        away = vault.rename(vault.parent / "away")
        assert until(lambda: any("not there any more" in text for text in said))
        set_box(away, JANE, path=NOTE)
        time.sleep(0.5)
        assert not ticked(away)
        away.rename(vault)
        assert until(lambda: ticked(vault))
        assert any("over: " in text for text in said)


def test_another_vault_in_its_place_is_watched(vault: Path) -> None:
    with watching(vault):
        copy = shutil.copytree(vault, vault.parent / "copy")
        away = vault.rename(vault.parent / "away")
        copy.rename(vault)
        time.sleep(0.5)
        before = read(away)
        set_box(vault, JANE, path=NOTE)
        assert until(lambda: ticked(vault))
        assert read(away, AGENDA) == before


def test_an_observer_that_ended_is_replaced(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Events] = []

    class Counted(Events):
        def __init__(self, root: Path, hints: Hints) -> None:
            super().__init__(root, hints)
            started.append(self)

    monkeypatch.setattr(loop, "Events", Counted)
    with watching(vault) as said:
        for emitter in started[0]._observer.emitters:  # noqa: SLF001 - nothing public ends one
            emitter.stop()
        assert until(lambda: len(started) == 2)
        set_box(vault, JANE, path=NOTE)
        assert until(lambda: ticked(vault))
    assert any("the observer ended" in text for text in said)


def test_without_an_observer_it_polls_and_says_so(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.EMFILE, "inotify instance limit reached")

    monkeypatch.setattr(loop, "Events", none)
    with watching(vault) as said:
        set_box(vault, JANE, path=NOTE)
        assert until(lambda: ticked(vault))
    assert sum("instance limit reached" in text for text in said) == 1


def test_with_too_few_watches_it_polls_and_says_so(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deaf(_: Hints, seconds: float) -> set[str]:
        time.sleep(min(seconds, 0.05))
        return set()

    monkeypatch.setattr(loop, "too_few_watches", lambda _: "only 1 of 3 folders")
    monkeypatch.setattr(loop, "collect", deaf)
    with watching(vault) as said:
        set_box(vault, JANE, path=NOTE)
        assert until(lambda: ticked(vault))
        assert until(lambda: any("only 1 of 3" in text for text in said))
    assert sum("only 1 of 3" in text for text in said) == 1


def test_folders_that_are_only_just_added_are_no_limit(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = [f"only {count} of 9" for count in range(9)]
    monkeypatch.setattr(loop, "_SETTLE", 0.3)
    monkeypatch.setattr(loop, "too_few_watches", lambda _: counts.pop(0) if counts else "")
    with watching(vault) as said:
        for number in range(9):
            (vault / f"{number}").mkdir()
            time.sleep(0.1)
        assert until(lambda: not counts)
    assert not [text for text in said if "of 9" in text]


def test_today_is_refused(vault: Path, run: Callable[..., Result]) -> None:
    result = run(vault, "watch", status=2)
    assert "leave out --today" in result.stderr


def test_leaps_of_the_clock() -> None:
    clock = FalseClock()
    leaps = Leaps(clock)
    clock.pass_by(100_000)
    assert not leaps.leapt()
    clock.seconds += 5
    assert leaps.leapt()
    assert not leaps.leapt()


def test_the_system_clock_is_local() -> None:
    clock = SystemClock()
    assert abs(clock.now() - datetime.now(UTC)).total_seconds() < 5
    assert clock.now().utcoffset() == datetime.now(UTC).astimezone().utcoffset()
    assert clock.monotonic() <= clock.monotonic()
