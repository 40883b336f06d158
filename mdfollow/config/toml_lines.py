"""On which line a TOML key stands: tomllib doesn't say, so it reads the statements one by one."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

KeyPath = tuple[str, ...]

DEPTH = 3
"""Keys below this many parts are not looked for: `notes.interview.type` is the deepest setting."""
_CLOSERS = ("]", '"""', "'''")  # one of them stands on the last line of a value on several lines
_ATTEMPTS = 100  # at a statement's end, so that a hostile list can't take quadratic time


def key_lines(text: str) -> dict[KeyPath, int]:
    """Return the line, from 1, on which each key and table first stands.

    `text` is TOML that tomllib reads. Quoted and dotted keys, inline tables and values on several
    lines are found; a key behind a list of hundreds of nested lists may be missing.
    """
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for line, statement, is_header in _statements(text):
        if is_header:
            table = _only_path(statement)
            for end in range(1, min(len(table), DEPTH) + 1):
                lines.setdefault(table[:end], line)
        else:
            for path in _paths(statement, table):
                lines.setdefault(path, line)
    return lines


def _statements(text: str) -> Iterator[tuple[int, dict[str, object], bool]]:
    """Yield each statement: its first line, what tomllib makes of it, whether it is a header.

    A statement is over at the first line with which it can be read by itself: an open list or
    text can't. That holds for headers, keys, comments and empty lines alike.
    """
    start, attempts, chunk = 1, 0, ""
    for line, piece in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        begins = not chunk
        chunk += piece + "\n"
        if not begins and not any(closer in piece for closer in _CLOSERS):
            continue
        if begins:
            start, attempts = line, 0
        attempts += 1
        if attempts > _ATTEMPTS:
            return
        statement = _read(chunk)
        if statement is not None:
            yield start, statement, chunk.lstrip().startswith("[")
            chunk = ""


def _read(chunk: str) -> dict[str, object] | None:
    try:
        return tomllib.loads(chunk)
    except tomllib.TOMLDecodeError:
        return None


def _only_path(header: dict[str, object]) -> KeyPath:
    """Return the path of a `[table]` or `[[table]]`: nested tables of one key each."""
    path: list[str] = []
    inner: object = header
    while inner:
        if isinstance(inner, list):
            (inner,) = inner
        elif isinstance(inner, dict):
            ((key, inner),) = inner.items()
            path.append(key)
    return tuple(path)


def _paths(table: dict[str, object], above: KeyPath) -> Iterator[KeyPath]:
    for key, value in table.items():
        path = (*above, key)
        if len(path) <= DEPTH:
            yield path
            if isinstance(value, dict):
                yield from _paths(value, path)
