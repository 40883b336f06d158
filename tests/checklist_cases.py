"""Golden cases of the checklist: tests/cases/checklist/*.md, read as a person reads them.

A case is a heading and the blocks under it, in order: `note` is the interview note (`synced`: after
a first sync), `file NAME` is written as it stands, `diff person` is what the person changed in the
note, `diff mdfollow` what the next sync changes in it, and `told` what that sync says is wrong. The
blocks above the first heading begin every case that has no `note` of its own. The end marker is
shown with one entry a line.

`python -m tests.checklist_cases` writes what mdfollow does anew; read the diff before you commit.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from mdfollow.commands.report import problem_line
from mdfollow.disk.writer import write
from mdfollow.sync import sync
from tests.agendas import read, save
from tests.vaults import write_vault

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent / "cases" / "checklist"
NOTE = "Acme 1.md"
FIRST_DAY = date(2026, 11, 25)


@dataclass(frozen=True)
class Block:
    """One fenced block: its info string, its text and its first and last line in the file."""

    info: str
    text: str
    first: int
    last: int


@dataclass(frozen=True)
class Case:
    """A title and the blocks under it."""

    file: Path
    title: str
    blocks: tuple[Block, ...]

    def __str__(self) -> str:
        return f"{self.file.stem}: {self.title}"


def cases() -> Iterator[Case]:
    """All cases, in the order of their files."""
    for file in sorted(FOLDER.glob("*.md")):
        yield from _cases(file)


def play(case: Case, vault: Path) -> Iterator[tuple[Block, str]]:
    """Go through a case; yields each block that says what mdfollow does, with what it does."""
    write_vault(vault, {})
    day, told = FIRST_DAY, ""
    for block in case.blocks:
        kind, _, rest = block.info.partition(" ")
        if kind == "note":
            save(vault, NOTE, block.text)
            told = _sync(vault, day) if rest == "synced" else ""
        elif kind == "file":
            write_vault(vault, {rest: block.text})
        elif block.info == "diff person":
            save(vault, NOTE, patched(read(vault, NOTE), block.text))
        elif block.info.startswith("diff mdfollow"):
            day = date.fromisoformat(rest[-10:]) if " on " in rest else day
            before = read(vault, NOTE)
            told = _sync(vault, day)
            yield block, changes(before, read(vault, NOTE))
        elif kind == "told":
            yield block, told
            told = ""
    yield Block("told", "", -1, -1), told


def patched(text: str, diff: str) -> str:
    """Apply a person's change: `-` and ` ` lines are found, once, and read as `+` and ` ` then."""
    for hunk in re.split(r"(?m)^@@\n", diff):
        lines = hunk.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in " -")
        new = "".join(line[1:] for line in lines if line[0] in " +")
        assert f"\n{text}".count(f"\n{old}") == 1, f"not there once:\n{old}\nin\n{text}"
        text = f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:]
    return text


def changes(before: str, after: str) -> str:
    """The changed lines, `-` and `+`, without context."""
    diff = unified_diff(_shown(before), _shown(after), n=0, lineterm="")
    return "".join(f"{line}\n" for line in list(diff)[2:] if not line.startswith("@@"))


def _shown(text: str) -> list[str]:
    """The lines of a note, with its end marker in one line for each entry."""
    lines = []
    for line in text.split("\n"):
        words = line.split(" ")
        is_end = line.startswith("<!-- mdfollow:end ")
        lines += [" ".join(words[:3]), *words[3:-1], "-->"] if is_end else [line]
    return lines


def _sync(vault: Path, day: date) -> str:
    """Sync, and again: the second time changes nothing. Returns what is wrong."""
    outcome = sync(vault, day, lambda *change: write(vault, *change))
    again = sync(vault, day, lambda *change: write(vault, *change))
    assert again.changed == []
    assert again.problems == outcome.problems
    return "".join(f"{problem_line(problem)}\n" for problem in outcome.problems)


def _cases(file: Path) -> Iterator[Case]:
    title, blocks = "", list[Block]()
    common: tuple[Block, ...] = ()
    for token in MarkdownIt("commonmark").parse(file.read_text("utf-8")):
        if token.type == "fence" and token.map:
            blocks.append(Block(token.info, token.content, *token.map))
        elif token.type == "inline" and token.level == 1 and token.map:
            head = file.read_text("utf-8").splitlines()[token.map[0]]
            if head.startswith("## "):
                if title:
                    yield _case(file, title, blocks, common)
                else:
                    common = tuple(blocks)
                title, blocks = head[3:], []
    yield _case(file, title, blocks, common)


def _case(file: Path, title: str, blocks: list[Block], common: tuple[Block, ...]) -> Case:
    own = any(block.info.startswith("note") for block in blocks)
    return Case(file, title, (*(() if own else common), *blocks))


def main() -> None:
    """Write the blocks that say what mdfollow does anew."""
    for file in sorted(FOLDER.glob("*.md")):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        new: dict[int, tuple[int, str]] = {}
        for case in _cases(file):
            with tempfile.TemporaryDirectory() as folder:
                for block, text in play(case, Path(folder)):
                    new.setdefault(block.first, (block.last, text))
        for first, (last, text) in sorted(new.items(), reverse=True):
            if first >= 0:
                lines[first + 1 : last - 1] = [text]
        file.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
