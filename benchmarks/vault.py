"""Make a vault of any size to measure with: `python -m benchmarks.vault N DIR`.

Of a hundred notes five are interviews, two contacts and two applications; ten notes lie in a
folder, 4.1 KB each on average. The same number and day give the same bytes.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks import heads, prose

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERVIEWS = (5, 25, 45, 65, 85)  # these of each hundred notes are interviews,
SECOND_ROUNDS = {25: 5}  # this one the second round of that one,
CONTACTS, APPLICATIONS = (7, 57), (15, 75)
_SIZES = (1150, 6500)  # characters of a body; half way is the average
_WITHOUT_HEAD = 6  # one ordinary note in six has no front matter,
_WITH_TASK = 20  # and one in twenty a dated task written by hand


def notes(count: int, today: date) -> Iterator[tuple[str, str]]:
    """Yield the path (relative to the vault) and the text of each note."""
    for number in range(count):
        yield path_of(number), _text(number, today)


def path_of(number: int) -> str:
    """Return where the note of that number lies: ten notes in a folder, ten folders in one."""
    place = number % 100
    name = heads.person(number) if place in CONTACTS else f"Note {number:06}"
    return f"Notes/{number // 100:04}/{number // 10 % 10}/{name}.md"


def write_vault(count: int, root: Path, today: date) -> None:
    """Write a vault of `count` notes as of `today` at `root`, which must not exist or be empty."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "mdfollow.toml").write_text("", "utf-8")
    for path, text in notes(count, today):
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8", newline="\n")


def commit(root: Path) -> None:
    """Put the whole vault under git, as one commit; where there is no git, leave it."""
    if not shutil.which("git"):
        return
    who = ("-c", "user.name=benchmark", "-c", "user.email=benchmark@example.org")
    for words in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "A vault")):
        subprocess.run(["git", "-C", str(root), "-c", "gc.auto=0", *words], check=True)


def _text(number: int, today: date) -> str:
    head = _head(number, today)
    rng = Random(number)
    text = prose.body(rng, rng.randint(*_SIZES))
    if number % 100 not in INTERVIEWS and rng.randrange(_WITH_TASK) == 0:
        text += "\n" + prose.dated_task(rng, today + timedelta(rng.randrange(-100, 30)))
    return f"---\n{head}---\n\n{text}" if head else text


def _head(number: int, today: date) -> str:
    place = number % 100
    if place in INTERVIEWS:
        first = SECOND_ROUNDS.get(place)
        return heads.interview(number, today, number - place + first if first else 0)
    if place in CONTACTS:
        return heads.contact(number, today)
    if place in APPLICATIONS:
        return heads.application(number, today)
    return heads.ordinary(number, today) if number % _WITHOUT_HEAD else ""


def main() -> None:
    """Write the vault the command line asks for."""
    parser = argparse.ArgumentParser(prog="benchmarks.vault", description=__doc__)
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("root", type=Path, metavar="DIR")
    parser.add_argument("--today", type=date.fromisoformat, default=date.today())  # noqa: DTZ011 - the person's own day
    parser.add_argument("--git", action="store_true", help="put it under git")
    given = parser.parse_args()
    write_vault(given.count, given.root, given.today)
    if given.git:
        commit(given.root)


if __name__ == "__main__":
    main()
