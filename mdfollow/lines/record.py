"""The record on the end marker: what mdfollow last wrote, so that the note alone is the state.

`<!-- mdfollow:end 1 send-note/jane-doe/2026-11-25/2026-11-26/3f9c0a1b2c4d -->`: a format number,
then one entry for each task: step, item, scheduled and due as written, hash of the text. An item
that was told apart from another of the same name carries `~` and a hash of what told it apart.
Test vectors in tests/test_record.py fix this form: a later version must read it the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple

FORMAT = 1
_HEX = 12
_NEWER = re.compile(r"[0-9]{1,9}")
_ENTRY = re.compile(
    r"(?P<step>[a-z0-9-]+)/(?P<item>[a-z0-9-]*)(?:~(?P<who>[0-9a-f]{8}))?"
    r"/(?P<scheduled>[0-9]{4}-[0-9]{2}-[0-9]{2}|)/(?P<due>[0-9]{4}-[0-9]{2}-[0-9]{2}|)"
    r"/(?P<text>[0-9a-f]{12})"
)


class RecordError(Exception):
    """The end marker can't be read; the text says why and what to do."""


class Entry(NamedTuple):
    """What mdfollow last wrote of one task; dates as ISO text, empty for none."""

    step: str
    item: str
    who: str
    scheduled: str
    due: str
    text: str

    @property
    def key(self) -> str:
        """The task's name in the note: its block id without `^mdf-`."""
        return task_key(self.step, self.item)

    def __str__(self) -> str:
        item = f"{self.item}~{self.who}" if self.who else self.item
        return f"{self.step}/{item}/{self.scheduled}/{self.due}/{self.text}"


Record = Mapping[str, Entry]
"""Entries by key."""


def task_key(step: str, item: str) -> str:
    """Return the key of a step's task for one item, or of its only task (empty item)."""
    return f"{step}-{item}" if item else step


def text_hash(text: str) -> str:
    """Return 48 bits of SHA-256 of a task's text, as hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HEX]


def short_hash(text: str) -> str:
    """Return 32 bits of SHA-256, as hexadecimal: tells names apart within one note."""
    return text_hash(text)[:8]


def is_newer(words: str) -> bool:
    """Whether an end marker says that a later format wrote it."""
    number = (words.split() or [""])[0]
    return bool(_NEWER.fullmatch(number)) and int(number) > FORMAT


def read_record(words: str) -> Record:
    """Read what stands behind `mdfollow:end`. Raises RecordError with the way out."""
    number, *entries = words.split() or [""]
    if is_newer(words):
        raise RecordError(
            f"the checklist was written by a newer mdfollow (format {number}); update mdfollow"
        )
    matches = [_ENTRY.fullmatch(entry) for entry in entries]
    if number != str(FORMAT) or not all(matches):
        raise RecordError(
            "the end marker was changed and can't be read; restore the line from git or a backup"
        )
    read = [Entry(**{k: v or "" for k, v in m.groupdict().items()}) for m in matches if m]
    record = {entry.key: entry for entry in read}
    if len(record) < len(read):
        raise RecordError(
            "the end marker holds a task twice; restore the line from git or a backup"
        )
    return record


def write_record(record: Record) -> str:
    """Return the words behind `mdfollow:end`, entries sorted, so that two devices agree."""
    return " ".join([str(FORMAT), *(str(record[key]) for key in sorted(record))])
