"""Commands for the fault runs. `python -m tests.fault.commands NAME VAULT NOTE...`

append      adds a line to each note that lacks it, through the writer, under the lock
naive       the same as most programs do it: the control that must be caught
without X   runs what follows (`append …`, or `-m MODULE …`) without the system's call X
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Never

from mdfollow.disk import system
from mdfollow.disk.lock import vault_lock
from mdfollow.disk.writer import write
from mdfollow.problems import MdfollowError

LINE = b"a line of mdfollow\n"


def main(name: str, *rest: str) -> None:
    if name == "without":
        remove_call(rest[0])
        if rest[1] == "-m":
            sys.argv = list(rest[2:])
            runpy.run_module(rest[2], run_name="__main__", alter_sys=True)
        else:
            main(*rest[1:])
    else:
        {"append": append, "naive": naive}[name](Path(rest[0]), *rest[1:])


def append(vault: Path, *notes: str) -> None:
    try:
        with vault_lock(vault, print):
            for note in notes:
                data = _read(vault / note)
                if not (data or b"").endswith(LINE):
                    write(vault, note, data, (data or b"") + LINE)
    except MdfollowError as error:
        sys.exit(str(error))


def _read(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        sys.exit(f"{place} can't be read: {error}")


def naive(vault: Path, *notes: str) -> None:
    for note in notes:
        place = vault / note
        place.parent.mkdir(exist_ok=True)
        data = place.read_bytes() if place.exists() else b""
        if not data.endswith(LINE):
            with place.open("wb") as file:
                file.write(data + LINE)


def remove_call(call: str) -> None:
    def no_exchange(*_: object) -> Never:
        raise system.UnavailableError

    without = {"exchange": no_exchange, "lease": lambda _: False}
    names = {"exchange": "exchange", "lease": "take_lease"}
    for name in filter(None, call.split(",")):
        setattr(system, names[name], without[name])


if __name__ == "__main__":
    main(*sys.argv[1:])
