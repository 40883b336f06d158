"""Random three-way merges: a person edits one note on two devices, mdfollow syncs on both."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mdfollow.checklist import owned_items
from mdfollow.lines.record import Entry, text_hash, write_record
from mdfollow.plan import plan_note
from mdfollow.snapshot import Snapshot, read_vault
from mdfollow.vault import Vault
from tests.vaults import interview, write_vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mdfollow.lines.task_line import TaskLine

PATH = "Interviews/Acme 1.md"
TODAY = date(2026, 11, 25)
TOKEN = re.compile(r"typed[0-9]+[a-z]")
_OURS = re.compile(r"- \[.\] .*\^mdf-[a-z0-9-]+\r?\n?$")
_BODIES = [
    "",
    "Words.\n",
    "No final newline",
    "CRLF\r\nlines\r\n",
    "one\n\ntwo\n\nthree\n\nfour\n\n<!-- mdfollow -->\n\nfive\n\nsix\n",
]
_PROPERTIES = {
    "interviewers": ["Jane Doe", "[Jane Doe, Sam Lee]", "[Sam Lee, Lee Wong]", "[]"],
    "outcome": ["pending", "advanced", "rejected", "withdrawn"],
    "decision_by": ["2026-12-04", "2026-12-11"],
    "skills": ["[SQL, C++]", "[SQL]"],
    "references": ["[Dana Cruz]", "[]"],
    "round": ["1", "2"],
}


JANE = "- [ ] Write to Jane 📅 2026-11-26 ^mdf-thank-you-jane"
CALL = "- [ ] Call Acme 📅 2026-12-07 ^mdf-follow-up"
RECORD = write_record(
    {
        entry.key: entry
        for entry in (
            Entry("thank-you", "jane", "", "", "2026-11-26", text_hash("Write to Jane")),
            Entry("follow-up", "", "", "", "2026-12-07", text_hash("Call Acme")),
        )
    }
)
END = f"<!-- mdfollow:end {RECORD} -->"
BASE = f"""---
type: interview
---
above

<!-- mdfollow:begin -->

## After the interview

{JANE}
{CALL}

{END}

below
"""
TICKED = JANE.replace("[ ]", "[x]").replace(" ^", " ✅ 2026-11-25 ^")

Edit = Callable[[str], str]


def to(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return edit


class Desk:
    """Where a note is synced without a disk."""

    def __init__(self, root: Path) -> None:
        self.snapshot: Snapshot = read_vault(write_vault(root, {}))

    def sync(self, text: str, today: date = TODAY) -> str:
        note = self.snapshot.read(PATH, text.encode())
        assert note.facts, "the note is no interview any more"
        vault = Vault([note.facts], self.snapshot.settings)
        return plan_note(note, (), self.snapshot, vault, today).after.decode()

    def tasks(self, text: str) -> dict[str, tuple[TaskLine, Entry]]:
        note = self.snapshot.read(PATH, text.encode())
        owned = owned_items(note.region_items, note.record)
        return {key: (item.task, note.record[key]) for key, item in owned.items()}

    def keys(self, text: str) -> set[str]:
        return set(self.snapshot.read(PATH, text.encode()).record)


@dataclass(frozen=True)
class Fork:
    """What both devices began with, and what each made of it."""

    base: str
    ours: str
    theirs: str

    @property
    def bytes(self) -> tuple[bytes, bytes, bytes]:
        return (self.base.encode(), self.ours.encode(), self.theirs.encode())


def forks(desk: Desk, count: int, seed: int) -> Iterator[Fork]:
    for number in range(count):
        yield Writer(desk, random.Random(f"{seed}/{number}")).fork()  # noqa: S311 - tests want it repeatable


class Writer:
    """A person who edits by chance."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        self.desk, self.chance, self.count = desk, chance, 0

    def fork(self) -> Fork:
        properties = {name: self.chance.choice(of) for name, of in _PROPERTIES.items()}
        text = interview(self.chance.choice(_BODIES), **properties)
        base = self.desk.sync(text)
        base = self.desk.sync(self.edited(base, self.chance.randrange(4), "o"))
        first_sync = self.chance.random() < 0.1
        ours, theirs = (
            self.desk.sync(self.edited(base, self.chance.randrange(7), side), TODAY + later)
            for side, later in (("a", timedelta(0)), ("b", timedelta(self.chance.randrange(2))))
        )
        if not first_sync and self.chance.random() < 0.4:
            name = self.chance.choice(sorted(_PROPERTIES))
            value = self.chance.choice(_PROPERTIES[name])
            ours = self.desk.sync(re.sub(rf"(?m)^{name}: .*$", f"{name}: {value}", ours))
        return Fork(text if first_sync else base, ours, theirs)

    def edited(self, text: str, edits: int, side: str) -> str:
        for _ in range(edits):
            text = self.chance.choice(_EDITS)(self, text, side)
        return text

    def token(self, side: str) -> str:
        self.count += 1
        return f"typed{self.count}{side}"

    def change_a_task(self, text: str, change: Callable[[str], str]) -> str:
        lines = re.findall(r"[^\n]*\n|[^\n]+$", text)
        found = [at for at, line in enumerate(lines) if _OURS.match(line)]
        if found:
            at = self.chance.choice(found)
            lines[at] = change(lines[at])
        return "".join(lines)

    def tick(self, text: str, _: str) -> str:
        mark = self.chance.choice("xxxX-/ ")
        return self.change_a_task(text, lambda line: f"{line[:3]}{mark}{line[4:]}")

    def snooze(self, text: str, _: str) -> str:
        day = (date(2027, 1, 1) + timedelta(self.chance.randrange(30))).isoformat()
        return self.change_a_task(
            text, lambda line: re.sub(r"(📅 )[0-9-]{10}", rf"\g<1>{day}", line)
        )

    def undate(self, text: str, _: str) -> str:
        return self.change_a_task(text, lambda line: re.sub(r" 📅 [0-9-]{10}", "", line))

    def reword(self, text: str, side: str) -> str:
        new = self.chance.choice([r"- [\1] {}\2", r"- [\1] #{}\2", r"- [\1] \2 {} ^"]).format(
            self.token(side)
        )
        return self.change_a_task(
            text,
            lambda line: re.sub(r"^- \[(.)\](.*) \^", f"{new} ^".replace("^ ^", "^"), line),
        )

    def priority(self, text: str, _: str) -> str:
        return self.change_a_task(text, lambda line: re.sub(r"( 📅| \^)", r" ⏫\1", line, count=1))

    def write_below(self, text: str, side: str) -> str:
        kind = self.chance.choice(
            ["  - {}", "\t- [ ] {}", "  {}", "- [ ] {}", "- [x] {} ✅ 2026-11-25", "\n{}\n"]
        )
        typed = kind.format(self.token(side))
        return self.change_a_task(text, lambda line: f"{line}{typed}\n")

    def delete(self, text: str, _: str) -> str:
        return self.change_a_task(text, lambda _: "")

    def move(self, text: str, _: str) -> str:
        gone: list[str] = []

        def take(line: str) -> str:
            gone.append(line)
            return ""

        left = self.change_a_task(text, take)
        if not any(map(_OURS.match, left.splitlines(keepends=True))):
            return text
        return self.change_a_task(left, lambda line: "".join(gone) + line)

    def write_outside(self, text: str, side: str) -> str:
        token = self.token(side)
        if self.chance.random() < 0.5:
            return f"{text}\n\n{token}\n"
        return text.replace("\n---\n", f"\n---\n{token}\n", 1)

    def touch_a_typed_line(self, text: str, side: str) -> str:
        found = list(TOKEN.finditer(text))
        if not found:
            return text
        at = self.chance.choice(found).end()
        return f"{text[:at]} {self.token(side)}{text[at:]}"


_EDITS: list[Callable[[Writer, str, str], str]] = [
    *[Writer.tick] * 3, *[Writer.snooze] * 2, Writer.undate, Writer.reword, Writer.priority,
    *[Writer.write_below] * 2, Writer.delete, Writer.move, Writer.write_outside,
    Writer.touch_a_typed_line,
]  # fmt: skip


def lost(desk: Desk, fork: Fork, merged: str) -> list[str]:
    """Return what a merge lost of the persons'; empty if nothing."""
    return [
        *_lost_words(fork, merged),
        *_lost_ticks(desk, fork, merged),
        *_lost_dates(desk, fork, merged),
        *_doubled_ids(fork, merged),
    ]


def _lost_words(fork: Fork, merged: str) -> Iterator[str]:
    base, ours, theirs, now = (
        set(TOKEN.findall(t)) for t in (fork.base, fork.ours, fork.theirs, merged)
    )
    for token in sorted(((ours | theirs) - base | (ours & theirs)) - now):
        yield f"lost the words {token}"


def _tasks(desk: Desk, fork: Fork, merged: str) -> list[dict[str, tuple[TaskLine, Entry]]]:
    """The tasks of all versions; git's conflict markers stand outside the region."""
    settled = re.sub(r"(?m)^(<<<<<<<|=======|>>>>>>>|[|]{7}).*\n", "", merged)
    return [desk.tasks(text) for text in (fork.base, fork.ours, fork.theirs, settled)]


def _lost_ticks(desk: Desk, fork: Fork, merged: str) -> Iterator[str]:
    base, ours, theirs, now = _tasks(desk, fork, merged)
    for side in (ours, theirs):
        for key, (task, _) in side.items():
            before = base.get(key)
            if task.is_done and (before is None or not before[0].is_done):
                done = (
                    now[key][0].is_done if key in now else key in merged and f"^mdf-{key}" in merged
                )
                if not done:
                    yield f"lost the tick of {key}"


def _lost_dates(desk: Desk, fork: Fork, merged: str) -> Iterator[str]:
    base, ours, theirs, now = _tasks(desk, fork, merged)
    for key in ours.keys() & theirs.keys() & base.keys():
        moved = [
            side[key][0].date("due")
            for side in (ours, theirs)
            if side[key][0].date("due") not in (side[key][1].due, base[key][0].date("due"))
        ]
        if moved and (key not in now or now[key][0].date("due") != max(moved)):
            yield f"lost the date {max(moved)} of {key}"


def _doubled_ids(fork: Fork, merged: str) -> Iterator[str]:
    for line in sorted(set(re.findall(r"\^mdf-[a-z0-9-]+\s*$", merged, re.MULTILINE))):
        found = line.strip()
        there, before = (
            len(re.findall(rf"{re.escape(found)}\s*$", t, re.MULTILINE))
            for t in (merged, fork.ours)
        )
        if there > max(1, before):
            yield f"{found} stands there {there} times"
