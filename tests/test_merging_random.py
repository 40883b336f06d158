"""Random three-way merges: two devices tick, snooze, write, delete, sync; then one merges."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from mdfollow.merging.merge import merge
from tests.merges import TODAY, Desk, Fork, forks, lost

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WITHDRAWS = "a sync withdraws a task that was kept for what stood under it"
_REGION = re.compile(r"(?ms)^<!-- mdfollow:begin -->.*?^<!-- mdfollow:end[^\n]*")


@pytest.mark.parametrize(
    ("count", "seed"), [(150, 6), pytest.param(20_000, 11, marks=pytest.mark.fault)]
)
def test_nothing_is_lost_whoever_merges(tmp_path: Path, count: int, seed: int) -> None:
    desk = Desk(tmp_path)
    merges = withdrawn = 0
    for fork in forks(desk, count, seed):
        faults = list(faults_of(desk, fork))
        if faults == [WITHDRAWS]:
            withdrawn += 1
            continue
        assert faults == [], f"{faults}\n{fork.base}\n{fork.ours}\n{fork.theirs}"
        merges += fork.ours != fork.theirs and fork.base not in (fork.ours, fork.theirs)
    assert merges > count // 2
    assert withdrawn <= count // 1000


def test_the_check_catches_a_driver_that_takes_ours(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    caught = sum(bool(lost(desk, fork, fork.ours)) for fork in forks(desk, 100, 6))
    assert caught > 40


def faults_of(desk: Desk, fork: Fork) -> Iterator[str]:
    base, ours, theirs = fork.bytes
    result = merge(base, ours, theirs)
    merged, mirrored = result.data.decode(), merge(base, theirs, ours).data.decode()
    yield from lost(desk, fork, merged)
    if region(merged) != region(mirrored):
        yield "the other device merges otherwise"
    if "<<<<<<<" in region(merged):
        yield "a conflict inside the region"
    follows = not result.conflicts and not came_back(desk, fork, merged)
    if follows and desk.sync(merged, TODAY + timedelta(1)) != merged:
        yield WITHDRAWS if withdraws(desk, merged) else "a sync changes the merged note"


def withdraws(desk: Desk, merged: str) -> bool:
    """Whether a sync only takes away tasks that were asked for no more before the merge.

    What stood under such a task, and kept it, may have been removed on the other side.
    """
    now = desk.sync(merged, TODAY + timedelta(1))
    gone = set(merged.splitlines()) - set(now.splitlines())
    new = set(now.splitlines()) - set(merged.splitlines())
    return all(line.startswith("<!-- mdfollow:end") for line in new) and all(
        line.startswith(("- [ ]", "<!-- mdfollow:end")) for line in gone
    )


def region(text: str) -> str:
    found = _REGION.search(text)
    return found[0] if found else ""


def came_back(desk: Desk, fork: Fork, merged: str) -> bool:
    """A task opened again, or kept against its deletion, follows its note again, as it should."""
    before, ours, theirs, now = map(desk.tasks, (fork.base, fork.ours, fork.theirs, merged))
    return any(
        (key in before and before[key][0].is_frozen and not now[key][0].is_frozen)
        or (key in before and (key not in ours or key not in theirs))
        for key in now
    )
