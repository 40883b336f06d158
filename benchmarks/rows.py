"""The rows of the table: what each runs, in which copy of the vault, and what comes before it."""

from __future__ import annotations

import shlex
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.changes import change_body, change_head, change_interview

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.copies import Copies
    from benchmarks.programs import Programs

_READ_ALL = str(Path(__file__).with_name("read_all.py"))
_GIT = ("git", "-c", "core.preloadIndex=false", "status")


class Row(NamedTuple):
    """One line of the table. `before` is not timed; it is given the number of the round."""

    key: str
    name: str
    words: tuple[str, ...]
    root: Path
    before: Callable[[int], None] | None = None
    slow: bool = False  # so slow that it is run less often on a large vault
    statuses: tuple[int, ...] = (0,)  # the exit statuses that are no failure

    def missing(self) -> str:
        """Say why the row can't be run; empty if it can."""
        return "" if shutil.which(self.words[0]) else f"there is no {self.words[0]} on the PATH"


def rows(copies: Copies, programs: Programs, today: date) -> list[Row]:
    """Return all rows for one size of vault, the yardsticks first."""
    python, still = programs.python, copies.still
    dates = "|".join(str(day) for day in _week(today))
    loop = (python, _READ_ALL)
    return [
        Row("pass", "`python -c pass`", (python, "-c", "pass"), still),
        Row("git1", "git1: `git -c core.preloadIndex=false status`", _GIT, still),
        Row("rg", "`rg` for the week's dates", ("rg", dates, "."), still, statuses=(0, 1)),
        *_mdfollow_rows(copies, programs),
        Row("load", "`frontmatter.load` of every note", loop, still, slow=True),
        Row("naive", "the same, and markdown-it", (*loop, "--parse"), still, slow=True),
        Row("whatnext", "`whatnext`", ("whatnext", "-q"), still, slow=True),
        _cog(copies),
    ]


def _mdfollow_rows(copies: Copies, programs: Programs) -> list[Row]:
    sync, due = (*programs.mdfollow, "sync"), (*programs.mdfollow, "due")

    def changed(change: Callable[[Path], None], paths: list[Path]) -> Callable[[int], None]:
        def before(turn: int) -> None:
            copies.settle(copies.changed)
            change(paths[turn % len(paths)])

        return before

    body = changed(change_body, copies.ordinary)
    interview, head = (changed(act, copies.open) for act in (change_interview, change_head))
    return [
        Row("still", "`sync`, nothing to do", sync, copies.still),
        Row("due", "`due`, nothing to do", due, copies.still),
        Row("body", "`sync`, a note's body changed", sync, copies.changed, body),
        Row("talk", "`sync`, an interview's body changed", sync, copies.changed, interview),
        Row("head", "`sync`, an interview's front matter changed", sync, copies.changed, head),
        Row("gone", "`sync`, index gone", sync, copies.gone, copies.forget),
        Row("first", "`sync`, first run", sync, copies.first, copies.restore_first, slow=True),
    ]


def _cog(copies: Copies) -> Row:
    """Return cog's row: it looks for its marks, of which the notes have none."""
    names = (path.relative_to(copies.still) for path in sorted(copies.still.rglob("Notes/**/*.md")))
    listed = copies.still.with_name("cog-notes")
    listed.write_text("".join(f"{shlex.quote(str(name))}\n" for name in names), "utf-8")
    words = ("cog", "--check", "--verbosity=0", f"@{listed}")
    return Row("cog", "`cog --check` of every note", words, copies.still, slow=True)


def _week(today: date) -> list[date]:
    monday = today - timedelta(today.weekday())
    return [monday + timedelta(days) for days in range(7)]
