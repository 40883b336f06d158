"""Settings for a folder of notes that was there first: what was found, as comments to edit."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from mdfollow.config.obsidian import read_obsidian
from mdfollow.config.settings import Settings
from mdfollow.disk.files import list_notes
from mdfollow.disk.read import read_bytes
from mdfollow.reading import front_matter
from mdfollow.reading.known_properties import PROPERTIES
from mdfollow.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mdfollow.reading.front_matter import FrontMatter

_MOST = 12


def adopted_settings(root: Path) -> str:
    """Return the text of a mdfollow.toml for the notes below `root`: comments only."""
    heads = list(_heads(root))
    types = Counter(
        value.text
        for head in heads
        for name in ("type", "categories")
        if (found := head.get(name))
        for value in found.values
    )
    tags = Counter(v.text for h in heads if (found := h.get("tags")) for v in found.values)
    names = Counter(one.name for head in heads for one in head.properties)
    lines = [
        "# Settings of mdfollow; every key is optional, see docs/settings.md.",
        f"# {len(heads)} notes with properties were found here.",
        *_found("Values of `type` or `categories`", types),
        *_found("Tags", tags),
        *_found("Properties", names),
        "#",
        "# Say which of your notes are interviews; any one line is enough:",
        "# [notes.interview]",
        f"# type = [{_first(types)}]",
        f"# tags = [{_first(tags)}]",
        '# folder = "Interviews"',
        "#",
        "# Say which names your properties have:",
        "# [properties]",
        '# type = ["type", "categories"]',
        '# company = ["company", "org"]',
        '# interviewers = ["interviewers", "people"]',
        "#",
        f"# mdfollow knows: {', '.join(sorted({p for k in PROPERTIES.values() for p in k}))}.",
    ]
    return "\n".join(lines) + "\n"


def _heads(root: Path) -> Iterator[FrontMatter]:
    settings = Settings()
    for path in list_notes(root, settings, read_obsidian(root)).notes:
        try:
            head = front_matter.read(read_bytes(root, path).decode())
        except (OSError, UnicodeDecodeError, front_matter.FrontMatterError):
            continue
        if head:
            yield head


def _found(what: str, counts: Counter[str]) -> list[str]:
    shown = [f"{_quoted(text)} ({count})" for text, count in counts.most_common(_MOST)]
    return [f"# {what}: {', '.join(shown)}"] if shown else []


def _first(counts: Counter[str]) -> str:
    return _quoted(counts.most_common(1)[0][0] if counts else "interview")


def _quoted(text: str) -> str:
    return json.dumps(one_line(text), ensure_ascii=False)
