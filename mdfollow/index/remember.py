"""The memory of a sync, from the index and back to it. Anything odd there means: nothing known."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING
from zlib import crc32

from mdfollow.disk.files import Listing
from mdfollow.disk.folder_times import trusted_device
from mdfollow.disk.git_folder import git_folder
from mdfollow.disk.plain_file import READ
from mdfollow.disk.private_folder import private_folder
from mdfollow.disk.signature import UNTRUSTED
from mdfollow.disk.signature import look as look_at
from mdfollow.index.columns import pack
from mdfollow.index.index import NAME, REST, Index, look_around, program, read_index
from mdfollow.index.programs import program_files
from mdfollow.index.rows import page_line, read_page
from mdfollow.index.store import store
from mdfollow.memory import Memory
from mdfollow.problems import MdfollowError, Problem
from mdfollow.steps import StepSet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from mdfollow.index.index import Answer, Look


def remembered(root: Path, index: Index | None = None, look: Look | None = None) -> Memory:
    """Return what the last run knew of the vault; what was read and seen of it is given along."""
    memory = Memory(root)
    index = index or read_index(str(root))
    if index and _is_by_this_program(index):
        with suppress(OSError, ValueError, KeyError, TypeError):
            _recall(memory, index, look or look_around(index, str(root)))
    return memory


def remember(
    memory: Memory, day: str, written: Collection[str], answers: Mapping[str, Answer]
) -> None:
    """Write the index; what can't be written is not remembered.

    The files `written` by this run have not been read since, and are read by the next one.
    """
    if memory.listed is None or memory.steps is None:
        return
    rest = b"\n".join(map(str.encode, _lines(memory, memory.steps, memory.listed)))
    head = {
        "program": program(),
        "day": day,
        "rest": str(crc32(rest)),
        "git": git_folder(memory.root),
        "trusted device": str(trusted_device(memory.root)),
    }
    for command, (status, out, err) in answers.items():
        head |= {f"{command} status": str(status), f"{command} out": out, f"{command} err": err}
    texts, numbers = _columns(memory, memory.listed, set(written))
    with suppress(OSError, MdfollowError):
        private_folder(memory.root)
        store(f"{memory.root}/{REST}", lambda _: [rest])
        both = [one for pair in head.items() for one in pair]
        store(f"{memory.root}/{NAME}", lambda identity: pack([both, *texts], numbers, identity))


def _is_by_this_program(index: Index) -> bool:
    """Whether mdfollow and all it works with are what they were when the index was written."""
    known = index.other_signatures()
    same = all(known.get(path) == look_at(path) for path in program_files())
    return same and index.head.get("program") == program()


def _recall(memory: Memory, index: Index, look: Look) -> None:
    with open(os.open(f"{memory.root}/{REST}", READ), "rb") as file:
        data = file.read()
    if str(crc32(data)) != index.head["rest"]:
        return
    first, *lines = data.decode().split("\n")
    rest = json.loads(first)
    names, each, disabled, silent, problems = rest["steps"]
    steps = StepSet(
        tuple(names), memory.load_steps, frozenset(each), frozenset(disabled),
        frozenset(silent), tuple(Problem(*row) for row in problems),
    )  # fmt: skip
    read = list(map(read_page, lines))
    pages = {path: page for path, page, _ in read}
    facts = [page.facts for page in pages.values() if page.facts]
    memory.asked |= {path: asked for path, _, asked in read if asked}
    memory.listed = Listing(
        tuple(index.files), tuple(rest["copies"]), tuple(rest["odd"]), index.folder_list()
    )
    memory.recalled = (rest["day"], facts)
    memory.pages, memory.signatures = pages, index.signatures()
    memory.look, memory.steps, memory.key = look, steps, rest["key"]


def _lines(memory: Memory, steps: StepSet, listed: Listing) -> Iterator[str]:
    """One line about all, then one for each note of mdfollow's."""
    yield json.dumps({
        "key": memory.key,
        "day": memory.world.day if memory.world else "",
        "steps": [
            list(steps.names), sorted(steps.each), sorted(steps.disabled),
            sorted(steps.silent), steps.problems,
        ],
        "copies": list(listed.conflict_copies),
        "odd": list(listed.odd_names),
    })  # fmt: skip
    for path, page in memory.pages.items():
        yield page_line(path, page, memory.asked.get(path))


def _columns(
    memory: Memory, listed: Listing, written: set[str]
) -> tuple[list[list[str]], list[list[int]]]:
    """Return paths and signatures of notes, other files and folders, as `Index` takes them."""
    others = memory.others | {path: look_at(path) for path in program_files()}
    notes = {path: memory.signatures.get(path, UNTRUSTED) for path in listed.notes}
    signed = [
        [UNTRUSTED if path in written else found for path, found in some.items()]
        for some in (notes, others)
    ]
    folders = listed.folders.values()
    texts = [
        [*notes],
        [*others],
        [*listed.folders],
        [f[0] for f in folders],
        [f[1] for f in folders],
        sorted({*memory.pages, *memory.unreadable}),
    ]
    numbers = [[one[at] for one in some] for some in signed for at in range(4)]
    return texts, numbers + [[folder[2][at] for folder in folders] for at in (0, 1, 3)]
