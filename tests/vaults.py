"""Small vaults for tests: notes by path, written to a folder and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

AGENDA = "Due this week.md"


def write_vault(root: Path, notes: Mapping[str, str | bytes]) -> Path:
    """Write the notes (and an empty mdfollow.toml) below `root`."""
    for path, text in {"mdfollow.toml": "", **notes}.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def interview(body: str = "", /, **properties: object) -> str:
    """Return an interview note; a property of None is left out."""
    known = {"type": "interview", "company": "Acme", "date": "2026-11-24"} | properties
    lines = [f"{name}: {value}" for name, value in known.items() if value is not None]
    return "\n".join(["---", *lines, "---", body])


def tasks(text: str) -> list[str]:
    """Return the task lines of a note."""
    return [line for line in text.splitlines() if line.lstrip().startswith("- [")]


def task(text: str, key: str) -> str:
    """Return the task line with that key; empty if there is none."""
    return next((line for line in tasks(text) if line.endswith(f"^mdf-{key}")), "")
