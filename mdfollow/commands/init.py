"""The command `init`: a new vault from the template, or settings for a folder of notes."""

from __future__ import annotations

import os
import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mdfollow.commands.adopt import adopted_settings
from mdfollow.config.find_vault import FILE
from mdfollow.disk.writer import write
from mdfollow.problems import MdfollowError
from mdfollow.sanitise import terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLE_DAY = date(2026, 11, 25)
"""The day for which the example notes of the template are dated."""

_EXAMPLES = ("Interviews/", "Contacts/", "Applications/")
_DAY = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")


def template() -> Path:
    """Return the folder of the vault template: inside the installed package, else beside it."""
    package = Path(__file__).resolve().parents[1]
    places = (package / "vault-template", package.parent / "vault-template")
    return next(place for place in places if place.is_dir())


def init_vault(root: Path, today: date, *, examples: bool) -> Iterator[str]:
    """Add what a vault lacks and yield what was done; nothing that is there is overwritten.

    An empty folder (dot files such as `.git` and `.obsidian` aside) gets the template, with
    `examples` its example notes dated around `today`; a folder with notes gets only its settings,
    with what was found as comments. Raises MdfollowError where a folder or file can't be made.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        holds = [entry.name for entry in root.iterdir() if not entry.name.startswith(".")]
    except OSError as error:
        raise MdfollowError(f"{root}: {error.strerror}; name another folder") from None
    if FILE in holds or not holds:
        yield from _fill(root, today, examples=examples, whole=not holds)
    else:
        write(root, FILE, None, adopted_settings(root).encode())
        yield f"wrote {FILE}: what was found in your notes stands there as comments"
        if examples:
            yield "no examples added: they are for a new vault, and this folder has notes"
    yield terminal(f"{root} is ready; next: `mdfollow sync`")


def _fill(root: Path, today: date, *, examples: bool, whole: bool) -> Iterator[str]:
    """Copy the template's files that are missing: all of them, or only the example notes."""
    source = template()
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        path = file.relative_to(source).as_posix()
        is_example = path.startswith(_EXAMPLES) and path.endswith(".md")
        filled = examples and path.startswith(_EXAMPLES)  # the examples keep their folders
        wanted = examples if is_example else whole and not filled
        if wanted and not os.path.lexists(root / path):
            data = file.read_bytes()
            write(root, path, None, _moved(data, today) if is_example else data)
            yield f"wrote {path}"


def _moved(data: bytes, today: date) -> bytes:
    """Return an example note with its dates moved from EXAMPLE_DAY to `today`."""
    by: timedelta = today - EXAMPLE_DAY
    return _DAY.sub(
        lambda match: (date.fromisoformat(match[0]) + by).isoformat(), data.decode()
    ).encode()
