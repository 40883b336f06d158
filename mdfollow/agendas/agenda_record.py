"""The record on the agenda's end marker: which lines mdfollow wrote, and which boxes were ticked.

`<!-- mdfollow:end 1 o3f9c0a1b2c4d.5d2e… x… -… -->`: a format number, then for each line in order
the box as written (`o` open, `x` done, `u2f_` any other character by its code), the hash of the
task it is and the hash of its words; `-` and the hash of its words for a line that is no task.
The words of a line are what a person reads, without the box and without where its links lead, so
that ticking it, or renaming a note in Obsidian, is no change of words.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from mdfollow.lines.record import FORMAT, text_hash

LINES = 8192
"""So many lines are remembered with their hashes: `watch` reads and writes the same ones again."""

_ENTRY = re.compile(r"(o|x|u[0-9a-f]{1,6}_)([0-9a-f]{12})\.([0-9a-f]{12})|-([0-9a-f]{12})")
_BOX = re.compile(r"(\s*[-*+]\s+)\[(.)\]")
_TARGET = re.compile(
    r"\[\[[^\[\]|]*\|([^\[\]]*)\]\]"
    r"|\[((?:[^\[\]\\]|\\.)*)\]\((?:[^()]|\([^()]*\))*\)"
)


@dataclass
class AgendaRecord:
    """Boxes by the hash of their task, and how often each line's words were written."""

    boxes: dict[str, str] = field(default_factory=dict)
    boxes_by_words: dict[str, str] = field(default_factory=dict)
    """The boxes again, for a line whose link leads to a renamed note."""
    ambiguous: set[str] = field(default_factory=set)
    """The words that were written with more than one box: two notes of one name."""
    words: Counter[str] = field(default_factory=Counter)
    written: list[str] = field(default_factory=list)

    def add_task(self, ref: str, words: str, mark: str) -> None:
        """Note a task line and its box: `ref` is what finds the task (see `due.task_ref`)."""
        self.written.append(task_entry(ref, words, mark))

    def add_line(self, words: str) -> None:
        """Note a line that is no task."""
        self.written.append(f"-{words_hash(words)}")

    def take(self, line: str) -> bool:
        """Whether mdfollow wrote this line; each line counts as often as it was written."""
        words = words_hash(line)
        if self.words[words] < 1:
            return False
        self.words[words] -= 1
        return True

    def is_untouched(self, line: str) -> bool:
        """Whether a task's line has the words and the box it was written with."""
        words, box = words_hash(line), _BOX.match(line)
        if box is None or words in self.ambiguous:
            return False
        return self.boxes_by_words.get(words) == box[2]

    def box(self, ref: str, line: str) -> str:
        """Return the box as written for a task, or for a line; a space for what was not written."""
        by_words = self.boxes_by_words.get(words_hash(line), " ")
        return self.boxes.get(ref_hash(ref), by_words)

    def __str__(self) -> str:
        return " ".join([str(FORMAT), *self.written])


def read_agenda_record(end_words: str) -> AgendaRecord:
    """Read what stands behind `mdfollow:end`; what can't be read is as if it had not been written.

    Nothing is lost by that: lines without an entry count as the person's.
    """
    record = AgendaRecord()
    number, *entries = end_words.split() or [""]
    for entry in entries if number == str(FORMAT) else ():
        if match := _ENTRY.fullmatch(entry):
            box, ref, words, line_words = match.groups()
            record.words[words or line_words] += 1
            if ref:
                mark = {"o": " ", "x": "x"}.get(box) or _character(box)
                if record.boxes_by_words.get(words, mark) != mark:
                    record.ambiguous.add(words)
                record.boxes[ref] = record.boxes_by_words[words] = mark
    return record


def _character(box: str) -> str:
    code = int(box[1:-1], 16)
    return chr(code) if code <= sys.maxunicode else " "


def task_entry(ref: str, words: str, mark: str) -> str:
    """Return the entry of a task line: box, task, words."""
    box = {" ": "o", "x": "x"}.get(mark, f"u{ord(mark):x}_")
    return f"{box}{ref_hash(ref)}.{words_hash(words)}"


@lru_cache(maxsize=LINES)
def ref_hash(ref: str) -> str:
    """Return the hash of what finds a task."""
    return text_hash(ref)


@lru_cache(maxsize=LINES)
def words_hash(line: str) -> str:
    """Return the hash of what a person reads in a line."""
    if box := _BOX.match(line):
        line = f"{box[1]}[ ]{line[box.end() :]}"
    words = _TARGET.sub(lambda match: match[1] or match[2] or "", line)
    return text_hash(" ".join(words.split()))
