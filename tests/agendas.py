"""A person at work in a vault's files: reading, ticking, typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.vaults import AGENDA

if TYPE_CHECKING:
    from pathlib import Path


def read(vault: Path, path: str = AGENDA) -> str:
    """Return a file's text with its own line endings; empty if there is none."""
    place = vault / path
    return place.read_bytes().decode() if place.exists() else ""


def save(vault: Path, path: str, text: str) -> None:
    """Save a file as an editor does that keeps line endings."""
    (vault / path).write_bytes(text.encode())


def line(vault: Path, words: str, path: str = AGENDA) -> str:
    """Return the one line with these words; empty if there is none."""
    found = [one for one in read(vault, path).splitlines() if words in one]
    assert len(found) <= 1, found
    return found[0] if found else ""


def box(vault: Path, words: str, path: str = AGENDA) -> str:
    """Return the character in the box of the line with these words."""
    found = line(vault, words, path).lstrip()
    assert found.startswith("- ["), f"{words} is no task of {path}"
    return found[3]


def set_box(vault: Path, words: str, mark: str = "x", path: str = AGENDA) -> None:
    """Set the box of the one line with these words."""
    old = line(vault, words, path)
    at = old.index("[") + 1
    save(vault, path, read(vault, path).replace(old, f"{old[:at]}{mark}{old[at + 1 :]}"))


def type_below(vault: Path, words: str, *typed: str, path: str = AGENDA) -> None:
    """Type lines below the one line with these words."""
    old = line(vault, words, path)
    assert old, f"{words} is not in {path}"
    save(vault, path, read(vault, path).replace(old, "\n".join([old, *typed])))


def groups(text: str) -> dict[str, list[str]]:
    """Return the lines of an agenda's region by the heading they stand under."""
    region = text[text.index("<!-- mdfollow:begin") : text.index("<!-- mdfollow:end")]
    found: dict[str, list[str]] = {}
    for one in region.splitlines():
        if one.startswith("## "):
            found[one[3:]] = []
        elif one.strip() and found:
            found[list(found)[-1]].append(one)
    return found


def group_of(vault: Path, words: str) -> str:
    """Return the heading under which a line with these words stands; empty if it doesn't."""
    found = [head for head, lines in groups(read(vault)).items() if words in "\n".join(lines)]
    assert len(found) <= 1, found
    return found[0] if found else ""
