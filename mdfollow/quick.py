"""The small road of `sync` and `due` without options of their own: nothing to do, nothing loaded.

If nothing at all has changed since the last run, what it said is said again. Else the same sync as
on the large road runs, only without Click. What is not understood here goes to the large road.
"""

from __future__ import annotations

import gc
import os
import sys
import time

from mdfollow.config.find_vault import find_vault, is_vault
from mdfollow.disk.git_folder import git_at_work
from mdfollow.disk.left_overs import has_left_overs
from mdfollow.index.index import look_around, program, read_index

TYPE_CHECKING = False  # typing takes 14 ms to import
if TYPE_CHECKING:
    from typing import NoReturn

    from mdfollow.index.index import Answer, Index, Look


def quick(words: list[str]) -> None:
    """Do what the words of the command line say and exit; do nothing if that is not for here."""
    asked = _parse(words)
    if asked is None or not _is_plain_terminal():
        return
    named, day, command = asked
    root = _vault(named)
    if root is None:
        return
    gc.disable()  # the process ends in a moment
    said = answer(root, day, command)
    if said is not None:
        _end(said)


def answer(root: str, day: str, command: str) -> Answer | None:
    """Return what `sync` or `due` says of the vault at `root` on a day (ISO); None if it is none.

    It is found out anew unless nothing has changed since it was said last.
    """
    known, seen = known_answer(root, day, command)
    return known or _work(root, day, command, seen)


def _parse(words: list[str]) -> tuple[str, str, str] | None:
    """Return the vault that is named, the day and the command; None for anything else."""
    if "_MDFOLLOW_COMPLETE" in os.environ:
        return None
    given = {name: os.environ.get(f"MDFOLLOW_{name.upper()}", "") for name in ("vault", "today")}
    rest = iter(words[:-1])
    for word in rest:
        option, equals, value = word.partition("=")
        if option not in ("--vault", "--today"):
            return None
        given[option[2:]] = value if equals else next(rest, "")
        if not given[option[2:]]:
            return None
    return given["vault"], given["today"] or time.strftime("%Y-%m-%d"), words[-1]


def _is_plain_terminal() -> bool:
    streams = (sys.stdout, sys.stderr)
    return all(stream and stream.encoding.lower() in ("utf-8", "utf8") for stream in streams)


def _vault(named: str) -> str | None:
    try:
        if not named:
            return find_vault(os.getcwd())
        root = os.path.realpath(named)
        return root if is_vault(root) else None
    except (OSError, ValueError):
        return None


def known_answer(
    root: str, day: str, command: str
) -> tuple[Answer | None, tuple[Index, Look] | None]:
    """Return what the last run said if nothing has changed, and what was seen on the way."""
    index = read_index(root)
    if index is None:
        return None, None
    try:
        look = changed, relisted = look_around(index, root)
    except OSError:  # the folder this runs in is gone, and there is no way back to it
        return None, None
    same = relisted is not None and index.head.get("day") == day
    same = same and index.head.get("program") == program() and index.same_others(root)
    same = same and not has_left_overs(root) and not git_at_work(index.head.get("git", ""))
    said = index.answer(command) if same else None
    if said and changed and not _is_harmless(root, index, changed, said):
        said = None
    return said, (index, look)


def _is_harmless(root: str, index: Index, changed: list[str], said: Answer) -> bool:
    """Whether changed notes can't change what was said; a problem may be about any of them."""
    if said[0]:
        return False
    from mdfollow.index.harmless import harmless

    return harmless(root, index, changed)


def _work(root: str, day: str, command: str, known: tuple[Index, Look] | None) -> Answer | None:
    """Run the sync; None if the day is none."""
    from datetime import date
    from pathlib import Path

    from mdfollow.commands.answers import due_answer, sync_answer
    from mdfollow.commands.synced import looked_at, synced
    from mdfollow.problems import MdfollowError
    from mdfollow.sanitise import terminal

    def tell(message: str) -> None:
        sys.stderr.write(f"{terminal(message)}\n")

    try:
        today = date.fromisoformat(day)
    except ValueError:
        return None
    if today.isoformat() != day:
        return None
    try:
        if command == "sync":
            return sync_answer(synced(Path(root), today, tell, known))
        return due_answer(looked_at(Path(root), today, known, keep=True))
    except MdfollowError as error:
        return 2, "", f"{terminal(str(error))}\n"
    except KeyboardInterrupt:
        return 1, "", "Aborted!\n"


def _end(said: Answer) -> NoReturn:
    """Say it and end at once: to take all notes and modules apart would take a while."""
    status, out, err = said
    try:
        sys.stdout.write(out)
        sys.stdout.flush()
        sys.stderr.write(err)
        sys.stderr.flush()
    except BrokenPipeError:  # whoever read has gone: as Click, end without a word
        status = 1
    os._exit(status)
