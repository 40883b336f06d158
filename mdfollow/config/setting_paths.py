"""Paths and patterns in mdfollow.toml: nothing outside the vault, no match without end."""

from __future__ import annotations

import re
import warnings
from pathlib import PureWindowsPath

from mdfollow.config.setting_values import SettingValueError, shown, text, texts, wrong

_LONGEST_NAME = 200  # bytes; file systems take 255, and temporary files add to the name
_MOST_WILDCARDS = 3  # backtracking: five `*` take 20 s on one hostile file name


def folder(value: object) -> str:
    """Return a path inside the vault, `/` between its folders and none at its end."""
    read = text(value)
    parts = [part for part in read.split("/") if part]
    outside = read.startswith("/") or "\\" in read or PureWindowsPath(read).drive
    if outside or any(part.startswith(".") for part in parts):
        raise wrong("a path from the vault's root, no `..`, `\\` or dot folder", value)
    if any(len(part.encode()) > _LONGEST_NAME for part in parts):
        raise SettingValueError(f"has a name of more than {_LONGEST_NAME} bytes: choose a shorter")
    return "/".join(parts)


def markdown_file(value: object) -> str:
    """Return the path of a note inside the vault."""
    read = folder(value)
    if not read.endswith(".md"):
        raise wrong("a file that ends in `.md`", value)
    return read


def patterns(value: object) -> tuple[str, ...]:
    """Return a list of gitignore patterns, each of which can match and does so in bounded time."""
    read = texts(value)
    for pattern in read:
        parts = pattern.split("/")
        if sum(1 if part == "**" else part.count("*") for part in parts) > _MOST_WILDCARDS:
            raise SettingValueError(
                f"has a pattern with more than {_MOST_WILDCARDS} wildcards, {shown(pattern)}: "
                "write several patterns"
            )
        if not _can_match(pattern):
            raise wrong("a list of gitignore patterns such as `Archive/**`", pattern)
    return read


def _can_match(pattern: str) -> bool:
    import pathspec  # noqa: PLC0415 - 50 ms that only a vault with patterns pays

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # of `re`, about sets such as `[[a]`
            (compiled,) = pathspec.GitIgnoreSpec.from_lines([pattern]).patterns
    except (ValueError, re.error, FutureWarning):
        return False
    return compiled.include is not None
