"""`mdfollow watch` as a real process beside real editors, git and a sync tool."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.agendas import read, save, set_box
from tests.fault.watching import TODAY, WATCH, converged, said, until, watching
from tests.vaults import AGENDA, interview, task, write_vault

if TYPE_CHECKING:
    from tests.fault.conftest import Figures

pytestmark = pytest.mark.fault

NOTE, JANE, QUIET = "Acme 1.md", "thank-you-jane-doe", 0.5
CHANGED = int(os.environ.get("MDFOLLOW_WATCH_CHANGES", "6000"))


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    note = interview("Words.\n", interviewers="[Jane Doe, Sam Lee]", date=TODAY.isoformat())
    settings = f"[watch]\nquiet = {QUIET}\n"
    return write_vault(tmp_path / "vault", {NOTE: note, "mdfollow.toml": settings})


def has_tick(vault: Path, key: str = JANE) -> bool:
    return "✅ 20" in task(read(vault, NOTE), key)


def test_changes_while_it_was_stopped_are_all_found(tmp_path: Path, figures: Figures) -> None:
    """The system's queue of events overflows; what was lost must be looked for."""
    notes = {f"n{n // 100}/n{n}.md": "Words.\n" for n in range(CHANGED)}
    vault = write_vault(tmp_path / "vault", {NOTE: interview(), **notes})
    with watching(vault) as process:
        process.send_signal(signal.SIGSTOP)
        for number, path in enumerate(notes):
            for _ in range(10):
                save(vault, path, f"More words.\n{number}\n")
            if number % 10 == 0:
                date = TODAY.isoformat()
                save(vault, path, interview(company=f"Co {number}", date=date))
        process.send_signal(signal.SIGCONT)
        start = time.monotonic()
        last = f"n{(CHANGED - 10) // 100}/n{CHANGED - 10}.md"
        assert until(lambda: "mdfollow:end" in read(vault, last) and converged(vault), 35)
        took = time.monotonic() - start
    figures(f"watch: {CHANGED} notes changed while stopped, converged after {took:.1f} s")


def test_too_few_watches_are_told_and_polled(vault: Path) -> None:
    limits = 'echo 20 > /proc/sys/user/max_inotify_watches && exec "$@"'
    limited = ("unshare", "-rU", "sh", "-c", limits, "sh")
    if subprocess.run([*limited, "true"], capture_output=True, check=False).returncode:
        pytest.skip("the number of watches can't be limited here (unshare)")
    for number in range(40):
        save_in(vault / f"f{number}", "note.md", "Words.\n")
    with watching(vault, *limited):
        assert until(lambda: " of 43 folders can be watched" in said(vault), 5)
        places = [f"f{number}/note.md" for number in range(40)]
        for path in places:
            save(vault, path, interview(company=path[:3], date=TODAY.isoformat()))
        assert until(lambda: all("mdfollow:end" in read(vault, p) for p in places), 10)
        assert until(lambda: converged(vault), 5)


def save_in(folder: Path, name: str, text: str) -> None:
    folder.mkdir()
    (folder / name).write_text(text, "utf-8")


def test_the_root_renamed_away_and_replaced(vault: Path) -> None:
    with watching(vault):
        copy = shutil.copytree(vault, vault.parent / "copy")
        away = vault.rename(vault.parent / "away")
        set_box(away, JANE, path=NOTE)
        time.sleep(2)
        copy.rename(vault)
        time.sleep(1.5)
        set_box(vault, JANE, path=NOTE)
        assert until(lambda: has_tick(vault), 10)
        assert not has_tick(away)
    assert said(vault).count("is not there any more") == 2


SAVES = {
    "in place": 'printf %s "$TEXT" > "$NOTE"',
    "sed -i": "sed -i 's/- \\[ \\] \\(.*jane-doe\\)$/- [x] \\1/' \"$NOTE\"",
    "a sync tool": 'printf %s "$TEXT" > ".syncthing.$NOTE.tmp"; sleep 1; '
    'mv ".syncthing.$NOTE.tmp" "$NOTE"',
    **{
        f"vim {mode}": f"vim -Nu NONE -es -c 'set backupcopy={mode}' "
        "-c '%s/- \\[ \\] \\(.*jane-doe\\)$/- [x] \\1/' -c 'wq' \"$NOTE\" </dev/null"
        for mode in ("auto", "yes", "no")
    },
    **{
        f"emacs {mode}": f'emacs -Q --batch "$NOTE" --eval \'(progn (setq {mode}) '
        '(while (re-search-forward "- \\\\[ \\\\] \\\\(.*jane-doe\\\\)$" nil t) '
        '(replace-match "- [x] \\\\1")) (save-buffer))\''
        for mode in ("file-precious-flag t", "file-precious-flag nil")
    },
}


@pytest.mark.parametrize("how", SAVES)
def test_every_way_of_saving_is_noticed(vault: Path, how: str) -> None:
    program = how.partition(" ")[0]
    if program in {"vim", "emacs", "sed"} and not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    with watching(vault):
        text = read(vault, NOTE)
        start = text.index("- [ ]", text.rindex("\n", 0, text.index(f"^mdf-{JANE}")))
        ticked = f"{text[:start]}- [x]{text[start + 5 :]}"
        environment = os.environ | {"NOTE": NOTE, "TEXT": ticked}
        subprocess.run(SAVES[how], shell=True, cwd=vault, env=environment, check=True)  # noqa: S602 - our own words
        assert until(lambda: has_tick(vault), QUIET + 2), read(vault, NOTE)
        assert until(lambda: converged(vault), 2)


def test_git_checkout_is_noticed(vault: Path) -> None:
    def git(*args: str) -> None:
        settings = ("-c", "user.name=n", "-c", "user.email=e@example.org")
        subprocess.run(["git", *settings, *args], cwd=vault, check=True, capture_output=True)

    with watching(vault):
        git("init", "-q")
        git("add", "-A")
        git("commit", "-qm", "one")
        set_box(vault, JANE, path=NOTE)
        assert until(lambda: has_tick(vault), QUIET + 2)
        time.sleep(1)
        git("checkout", "-q", "--", ".")
        assert not has_tick(vault)
        assert until(lambda: converged(vault), QUIET + 3)


@pytest.mark.parametrize("sign", [f".{NOTE}.swp", f".#{NOTE}", f".syncthing.{NOTE}.tmp"])
def test_no_write_while_a_sign_lies_there(vault: Path, sign: str) -> None:
    with watching(vault):
        (vault / sign).symlink_to("somebody@somewhere.1")
        set_box(vault, "Jane Doe (by")
        set_box(vault, JANE, path=NOTE)
        text = read(vault, NOTE)
        end = time.monotonic() + 5
        while time.monotonic() < end:
            assert read(vault, NOTE) == text
            time.sleep(0.01)
        (vault / sign).unlink()
        assert until(lambda: has_tick(vault), QUIET + 2)


def test_real_vim_with_the_note_open_is_left_alone(vault: Path) -> None:
    if not shutil.which("vim") or not shutil.which("script"):
        pytest.skip("vim or script is not installed")
    with watching(vault):
        command = ["script", "-qec", f"vim -Nu NONE '{NOTE}'", "/dev/null"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=vault, stdin=pipe, stdout=pipe, stderr=pipe) as vim:
            assert vim.stdin
            assert until((vault / f".{NOTE}.swp").exists, 10)
            set_box(vault, "Jane Doe (by")
            time.sleep(QUIET + 2)
            assert not has_tick(vault)
            vim.stdin.write(b"\x1b:q!\r")
            vim.stdin.flush()
            assert until(lambda: has_tick(vault), QUIET + 4)
            vim.communicate(timeout=10)


def test_typing_loses_nothing_and_is_not_disturbed(vault: Path) -> None:
    seconds = float(os.environ.get("MDFOLLOW_WATCH_TYPING", "15"))
    with watching(vault):
        set_box(vault, JANE, path=NOTE)
        text, count, end = read(vault, NOTE), 0, time.monotonic() + seconds
        while time.monotonic() < end:
            text, count = f"{text}typed {count}\n", count + 1
            save(vault, NOTE, text)
            time.sleep(0.2)
            assert read(vault, NOTE) == text, "written while somebody typed"
        assert until(lambda: has_tick(vault), QUIET + 2)
        after = read(vault, NOTE)
    assert [one for one in after.splitlines() if one.startswith("typed")] == [
        f"typed {number}" for number in range(count)
    ]


def test_own_writes_lead_to_no_further_run(vault: Path) -> None:
    with watching(vault):
        set_box(vault, JANE, path=NOTE)
        assert until(lambda: has_tick(vault), QUIET + 2)
        time.sleep(1)
        before = said(vault), (vault / NOTE).stat().st_mtime_ns, (vault / AGENDA).stat().st_mtime_ns
        time.sleep(6)
        after = said(vault), (vault / NOTE).stat().st_mtime_ns, (vault / AGENDA).stat().st_mtime_ns
        assert after == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(vault: Path, number: int) -> None:
    with watching(vault) as process:
        start = time.monotonic()
        process.send_signal(number)
        assert process.wait(10) == 0
        assert time.monotonic() - start < 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_a_log_on_a_full_disk_does_not_end_it(vault: Path) -> None:
    with Path("/dev/full").open("ab") as full:
        process = subprocess.Popen([*WATCH, "--vault", str(vault), "watch"], stdout=full)
    try:
        assert until(lambda: bool(read(vault)), 10)
        set_box(vault, JANE, path=NOTE)
        assert until(lambda: has_tick(vault), QUIET + 2)
    finally:
        process.terminate()
        process.wait(15)
