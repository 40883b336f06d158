"""The index changes nothing but the time it takes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

import mdfollow
from mdfollow.disk import signature
from mdfollow.index import remember
from mdfollow.index.remember import remembered
from mdfollow.quick import answer, known_answer
from tests.edits import START, random_edit
from tests.vaults import AGENDA, interview, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable

LISTDIR = os.listdir
ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-25"
SEEDS = int(os.environ.get("MDFOLLOW_INDEX_SEEDS", "6"))
STAMP = 0.012
"""Seconds in which the stamps of every file system here move on (a tick of 250 a second)."""


@pytest.fixture
def fine_stamps(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Trust a file after a moment, not only after two seconds; returns a wait for that long."""
    monkeypatch.setattr(signature, "MARGIN", int(STAMP * 1e9))
    return lambda: time.sleep(2 * STAMP)


def contents(root: Path) -> dict[str, bytes]:
    """All files of a vault but those of the index."""
    files = (path for path in root.rglob("*") if path.is_file())
    shown = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
    return {path: data for path, data in shown.items() if ".mdfollow/" not in path}


def is_known(root: Path, day: str = TODAY) -> bool:
    """Whether the index has an answer for `sync` that holds."""
    return known_answer(str(root), day, "sync")[0] is not None


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.fault) for seed in range(1, SEEDS))]
)
def test_with_and_without_an_index_everything_is_the_same(
    tmp_path: Path, seed: int, fine_stamps: Callable[[], None]
) -> None:
    random = Random(seed)  # noqa: S311 - edits are no secret
    kept, fresh = (write_vault(tmp_path / name, START) for name in ("kept", "fresh"))
    day = TODAY
    for _ in range(40):
        for edit in [random_edit(random) for _ in range(random.randrange(3))]:
            edit(kept)
            edit(fresh)
        if random.random() < 0.1:
            day = f"2026-11-{random.randrange(20, 31)}"
        for command in random.choice([("sync",), ("due",), ("due", "sync"), ("sync",) * 3]):
            fine_stamps()
            shutil.rmtree(fresh / ".mdfollow", ignore_errors=True)
            known = is_known(kept, day)
            said = answer(str(kept), day, command)
            assert said == answer(str(fresh), day, command), known
            assert contents(kept) == contents(fresh)
    write_vault(kept, {})
    settled(kept, fine_stamps)


def test_a_run_with_nothing_to_do_says_the_same_problems(
    tmp_path: Path, fine_stamps: Callable[[], None]
) -> None:
    root = write_vault(tmp_path, {"a.md": interview(date="soon"), "b.md": interview()})
    said = []
    for _ in range(4):
        fine_stamps()
        said.append(answer(str(root), TODAY, "sync"))
    assert is_known(root)
    assert said[1] == said[2] == said[3]
    assert said[3]
    assert said[3][0] == 1
    assert "a.md:4: `date`" in said[3][2]


def settled(root: Path, wait: Callable[[], None]) -> Path:
    """Sync a vault until nothing is left to find out."""
    for _ in range(3):
        wait()
        answer(str(root), TODAY, "sync")
    wait()
    assert is_known(root)
    return root


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "Interviews" / "Globex.md").write_text("# Words\n"),
        lambda root: (root / "Plain.md").write_text("---\ntype: contact\n---\n"),
        lambda root: (root / "New.md").write_text("new"),
        lambda root: (root / "Plain.md").rename(root / "Plan.md"),
        lambda root: (root / AGENDA).unlink(),
        lambda root: (root / AGENDA).write_text("mine\n"),
        lambda root: (root / "mdfollow.toml").write_text("# words\n"),
        lambda root: (root / ".obsidian").mkdir(),
        lambda root: (root / "Steps").mkdir(),
        lambda root: (root / ".mdfollow" / "tmp").mkdir(exist_ok=True)
        or (root / ".mdfollow" / "tmp" / "left").touch(),
        lambda root: (root / ".git" / "index.lock").touch(),
        lambda root: (root / ".mdfollow" / "index").unlink(),
    ],
)  # fmt: skip
def test_what_a_sync_depends_on_is_looked_at(
    tmp_path: Path, fine_stamps: Callable[[], None], change: Callable[[Path], object]
) -> None:
    (tmp_path / ".git").mkdir()
    root = settled(write_vault(tmp_path, START), fine_stamps)
    change(root)
    assert not is_known(root)


@pytest.mark.parametrize("what", ["__version__", "__file__"])
def test_what_another_mdfollow_said_is_not_said_again(
    tmp_path: Path,
    fine_stamps: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    root = settled(write_vault(tmp_path, START), fine_stamps)
    monkeypatch.setattr(mdfollow, what, "another")
    assert not is_known(root)


def test_with_another_version_of_a_package_nothing_is_remembered(
    tmp_path: Path, fine_stamps: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later version of the holidays may have other days; its steps may ask for other things."""
    site = tmp_path / "site"
    (site / "other-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(site)
    root = settled(write_vault(tmp_path / "vault", START), fine_stamps)
    assert remembered(root).pages
    (site / "other-1.0.dist-info").rename(site / "other-1.1.dist-info")
    assert not is_known(root)
    assert not remembered(root).pages


def test_a_note_that_is_none_of_ours_may_change(
    tmp_path: Path, fine_stamps: Callable[[], None]
) -> None:
    root = settled(write_vault(tmp_path, START), fine_stamps)
    (root / "Plain.md").write_text("# Other words\n")
    fine_stamps()
    assert is_known(root)
    before = (root / ".mdfollow" / "index").stat().st_ino
    assert is_known(root)
    assert (root / ".mdfollow" / "index").stat().st_ino == before, "it is known as it is now"


def test_a_step_that_goes_through_a_list_of_its_own_sees_who_is_in_it_change(
    tmp_path: Path, fine_stamps: Callable[[], None]
) -> None:
    """What a note's contacts say is a part of what its tasks are remembered by."""
    head = "step: ring\ntitle: Ring\neach: Team\ntask: Ring {{ it.phone }}\ndue: 2 days after date"
    notes = {
        "a.md": interview(team='["[[Jane Doe]]"]'),
        "Steps/ring.md": f"---\n{head}\n---\n",
    }
    root = settled(write_vault(tmp_path, START | notes), fine_stamps)
    assert "Ring 555-0142" in (root / "a.md").read_text()
    (root / "People/Jane Doe.md").write_text("---\ntype: contact\nphone: 555-0199\n---\n")
    fine_stamps()
    answer(str(root), TODAY, "sync")
    assert "Ring 555-0199" in (root / "a.md").read_text()


def test_another_day_is_another_answer(tmp_path: Path, fine_stamps: Callable[[], None]) -> None:
    root = settled(write_vault(tmp_path, START), fine_stamps)
    said = answer(str(root), "2026-11-26", "due")
    assert said
    assert "Today, Thu 26 Nov" in said[1]


@pytest.mark.parametrize("trusted", [True, False])
def test_folders_are_listed_only_where_their_times_tell_nothing(
    tmp_path: Path,
    fine_stamps: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    trusted: bool,
) -> None:
    device = tmp_path.stat().st_dev if trusted else -1
    monkeypatch.setattr(remember, "trusted_device", lambda _: device)
    root = settled(write_vault(tmp_path, START | {"Steps/Notes.txt": ""}), fine_stamps)
    listed: list[str] = []

    def listdir(path: str) -> list[str]:
        listed.append(path)
        return LISTDIR(path)

    monkeypatch.setattr(os, "listdir", listdir)
    assert is_known(root)
    notes = sorted(path for path in listed if ".mdfollow" not in path)
    assert notes == ([] if trusted else [".", *sorted(p.name for p in root.glob("[!.]*/"))])


def test_a_folder_of_steps_that_is_a_link_is_listed_each_time(
    tmp_path: Path, fine_stamps: Callable[[], None]
) -> None:
    """Its own times are those of the link, not of the folder it leads to."""
    (tmp_path / "elsewhere").mkdir()
    root = write_vault(tmp_path / "vault", START)
    (root / "Steps").symlink_to(tmp_path / "elsewhere")
    settled(root, fine_stamps)
    (tmp_path / "elsewhere" / "mine.md").write_text("---\n---\n")
    assert not is_known(root)


def test_a_file_that_became_a_folder_is_noticed(
    tmp_path: Path, fine_stamps: Callable[[], None]
) -> None:
    root = settled(write_vault(tmp_path, START | {"Archive": "a file"}), fine_stamps)
    (root / "Archive").unlink()
    write_vault(root / "Archive", {"Hooli.md": interview(company="Hooli")})
    answer(str(root), TODAY, "sync")
    assert "mdfollow:begin" in (root / "Archive" / "Hooli.md").read_text()


def test_a_change_within_the_same_stamp_is_not_missed(tmp_path: Path) -> None:
    """Two seconds is how coarse stamps may be: what is younger is read again."""
    root = write_vault(tmp_path, {"a.md": interview()})
    for _ in range(3):
        answer(str(root), TODAY, "sync")
    assert not is_known(root)


@pytest.mark.parametrize("at", [0.0, 0.01, 0.3, 0.6, 0.999])
@pytest.mark.parametrize("name", ["index", "index.jsonl"])
def test_a_damaged_index_is_as_none(
    tmp_path: Path, fine_stamps: Callable[[], None], name: str, at: float
) -> None:
    root = settled(write_vault(tmp_path, START), fine_stamps)
    place = root / ".mdfollow" / name
    data = bytearray(place.read_bytes())
    data[int(at * len(data))] ^= 1
    place.write_bytes(data)
    (root / "Interviews" / "Acme 1.md").write_text(START["Interviews/Acme 1.md"])
    plain = tmp_path.with_name(f"{tmp_path.name} plain")
    shutil.copytree(root, plain, ignore=shutil.ignore_patterns(".mdfollow"))
    assert answer(str(root), TODAY, "sync") == answer(str(plain), TODAY, "sync")
    assert contents(root) == contents(plain)


def test_an_index_that_came_with_a_clone_is_not_trusted(
    tmp_path: Path, fine_stamps: Callable[[], None]
) -> None:
    root = settled(write_vault(tmp_path / "mine", START), fine_stamps)
    clone = tmp_path / "clone"
    shutil.copytree(root, clone)
    assert not is_known(clone)


def test_nothing_is_kept_where_nothing_can_be_written(
    tmp_path: Path, fine_stamps: Callable[[], None]
) -> None:
    root = settled(write_vault(tmp_path, START), fine_stamps)
    shutil.rmtree(root / ".mdfollow")
    (root / ".mdfollow").write_text("in the way")
    said = answer(str(root), TODAY, "due")
    assert said
    assert said[0] == 0
    assert (root / ".mdfollow").read_text() == "in the way"


def test_due_makes_no_folder(tmp_path: Path) -> None:
    answer(str(write_vault(tmp_path, START)), TODAY, "due")
    assert not (tmp_path / ".mdfollow").exists()


def run(*args: str, cwd: Path, **env: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "mdfollow", *args]
    whole = os.environ | {"PYTHONPATH": str(ROOT)} | env
    done = subprocess.run(command, cwd=cwd, env=whole, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


LARGE = "import sys; from mdfollow.cli import main; main(prog_name='mdfollow')"


def run_large(*args: str, cwd: Path, **env: str) -> tuple[int, str, str]:
    command = [sys.executable, "-c", LARGE, *args]
    whole = os.environ | {"PYTHONPATH": str(ROOT)} | env
    done = subprocess.run(command, cwd=cwd, env=whole, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


NAMED = {"MDFOLLOW_VAULT": "vault", "MDFOLLOW_TODAY": "2026-11-26"}


@pytest.mark.parametrize(
    ("words", "env"),
    [
        (("--version",), {}),
        (("sync",), {}),
        (("due",), {}),
        (("sync",), NAMED),
        (("--today", TODAY, "due"), NAMED),
        (("--today", "tomorrow", "due"), {}),
        (("--today", "", "due"), {}),
        (("--vault=vault", "--today", TODAY, "sync"), {}),
        (("--vault", "vault", "--vault", "nowhere", "due"), {}),
        (("--vault",), {}),
        (("--wrong", "due"), {}),
    ],
)
def test_both_roads_say_the_same(
    tmp_path: Path, words: tuple[str, ...], env: dict[str, str]
) -> None:
    notes = START | {"Broken.md": interview(date="soon")}
    small, large = (tmp_path / name for name in ("small", "large"))
    for root in (small, large):
        write_vault(root, {})
        write_vault(root / "vault", notes)
    env = {"MDFOLLOW_VAULT": "", "MDFOLLOW_TODAY": "", **env}
    for _ in range(2 if words == ("sync",) else 1):
        assert run(*words, cwd=small, **env) == run_large(*words, cwd=large, **env)
        assert contents(small) == contents(large)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder somebody is in")
def test_a_folder_that_is_gone_is_no_place_to_fail_in(tmp_path: Path) -> None:
    vault = write_vault(tmp_path / "vault", START)
    answer(str(vault), TODAY, "sync")
    here = tmp_path / "gone"
    here.mkdir()
    script = f"rmdir '{here}'; exec '{sys.executable}' -P -m mdfollow --vault '{vault}' due"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["sh", "-c", script], cwd=here, env=env, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "open opportunities" in done.stdout or "open opportunity" in done.stdout
