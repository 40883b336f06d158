"""A writer without pause, for the races. `python -m tests.fault.race_writer VAULT NOTE... [opts]`

Adds one to the writer's line of each note, again and again, until the file `stop` is in the vault
(or `--times N`); prints what it did as JSON. `--no-lock` and `--without exchange,lease` take
that away; `--naive` writes as many programs do (temporary file, then rename): the control that must
be caught.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from mdfollow.disk.lock import vault_lock
from mdfollow.disk.writer import ChangedMeanwhile, Recovered, Unwritable, write
from tests.fault.commands import remove_call
from tests.fault.editor import writes_in

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("vault", type=Path)
    parser.add_argument("notes", nargs="+")
    parser.add_argument("--times", type=int)
    parser.add_argument("--no-lock", action="store_true")
    parser.add_argument("--without", default="")
    parser.add_argument("--naive", action="store_true")
    args = parser.parse_args()
    remove_call(args.without)
    done: Counter[str] = Counter()
    while not (args.vault / "stop").exists() and done["writes"] != args.times:
        with nullcontext() if args.no_lock else vault_lock(args.vault):
            for note in args.notes:
                done[_count_up(args.vault, note, naive if args.naive else write)] += 1
    json.dump(done, sys.stdout)


def naive(vault: Path, note: str, _: bytes, new: bytes) -> None:
    part = (vault / note).with_suffix(".part")
    with part.open("wb") as file:
        file.write(new)
        os.fsync(file.fileno())
    part.replace(vault / note)


def _count_up(vault: Path, note: str, write: Callable[[Path, str, bytes, bytes], None]) -> str:
    try:
        old = (vault / note).read_bytes()
    except FileNotFoundError:
        return "absent"
    number = writes_in(old)
    line = b"writer %d\n"
    try:
        write(vault, note, old, old.replace(line % number, line % (number + 1), 1))
    except ChangedMeanwhile:
        return "editor was quicker"
    except Recovered:
        return "recovered"
    except Unwritable as error:
        return str(error)
    return "writes"


if __name__ == "__main__":
    main()
