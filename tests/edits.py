"""Random edits of a vault, the same in two copies of it: what a person, git or a tool may do."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

from tests.vaults import AGENDA, interview

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

START = {
    "Interviews/Acme 1.md": interview(
        "Went well.\n", interviewers='["[[Jane Doe]]", Sam Lee]', skills="[SQL]", role="Engineer"
    ),
    "Interviews/Globex.md": interview("", company="Globex", date="2026-11-20", outcome="pending"),
    "People/Jane Doe.md": "---\ntype: contact\nphone: 555-0142\n---\n",
    "Applications/Hooli.md": "---\ntype: application\ncompany: Hooli\napplied: 2026-11-23\n---\n",
    "Plain.md": "# Words\n\n- [ ] buy milk 📅 2026-11-26\n",
    "Other/Diary.md": "---\ntags: [diary]\n---\nAn interview on the radio.\n",
}
_NOTES = [*START, "Interviews/Acme 2.md", "Interviews/Initech.md", "People/Sam Lee.md"]
_HEADS = [
    interview("Again.\n", date="2026-12-01", round=2, role="Engineer"),
    interview("", company="Initech", date="2026-13-01"),
    interview("", company="Initech", decision_by="2026-12-03", references="[Dana]"),
    "---\ntype: interview\ndate: [\n---\n",
    "---\ntype: contact\nemail: a@b.example\naliases: [Janey]\n---\n",
    "---\ntype: intervew\ncompany: Acme\n---\n",
    "no front matter\n",
    "",
]
_SETTINGS = [
    "",
    '[agenda]\ninclude = "all"\n',
    '[calendar]\nholidays = "US"\n',
    '[steps]\ndisable = ["work-on-skills"]\n',
    'ignore = ["Other/**"]\n',
    '[agenda]\nweek_starts = "sunday"\n[checklist]\nformat = "dataview"\n',
    "nonsense = 1\n",
]
_STEP = """\
---
step: {name}
title: Mine
task: Do it for {{{{ company }}}}
due: {days} days after date
---
"""
_OPEN = re.compile(r"^- \[ \]", re.MULTILINE)
_DAY = re.compile(r"2026-1[12]-\d\d")


def random_edit(random: Random) -> Callable[[Path], None]:
    """Return one edit, fixed in all its details: it can be done to several vaults alike."""
    path, seed = random.choice(_NOTES), random.random()
    text, settings = random.choice(_HEADS), random.choice(_SETTINGS)
    edits: list[Callable[[Path], None]] = [
        lambda root: _write(root / path, text),
        lambda root: _write(root / path, START.get(path, text)),
        lambda root: _change(root / path, lambda old: old + "More words.\n"),
        lambda root: _change(root / path, lambda old: _one(_OPEN, old, "- [x]", seed)),
        lambda root: _change(root / AGENDA, lambda old: _one(_OPEN, old, "- [x]", seed)),
        lambda root: _change(root / AGENDA, lambda old: old + "Mine.\n"),
        lambda root: _change(root / path, lambda old: _one(_DAY, old, "2026-12-02", seed)),
        lambda root: _stealthily(root / path),
        lambda root: (root / path).unlink(missing_ok=True),
        lambda root: _move(root / path, root / "Moved" / "New name.md"),
        lambda root: _move(root / "Moved", root / "Interviews" / "Deep"),
        lambda root: (root / AGENDA).unlink(missing_ok=True),
        lambda root: _write(root / "mdfollow.toml", settings),
        lambda root: _write(root / ".obsidian" / "app.json", '{"useMarkdownLinks": true}'),
        lambda root: shutil.rmtree(root / ".obsidian", ignore_errors=True),
        lambda root: _write(root / "Steps" / "Mine.md", _STEP.format(name="mine", days=3)),
        lambda root: _write(root / "Steps" / "More.md", _STEP.format(name="more", days="x")),
        lambda root: shutil.rmtree(root / "Steps", ignore_errors=True),
        lambda root: _close(root / path),
        lambda root: _write(root / "Picture.png", "png"),
        lambda root: _write(root / "Acme.sync-conflict-20261124-101010-ABCDEFG.md", text),
        lambda root: _write(root / "Dir.md" / "Inner.md", text),
    ]  # fmt: skip
    return random.choice(edits)


def _write(place: Path, text: str) -> None:
    if place.is_dir():
        return
    for folder in place.parents:
        if folder.is_file():
            return
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)


def _change(place: Path, how: Callable[[str], str]) -> None:
    if place.is_file():
        place.write_text(how(place.read_text()))


def _one(pattern: re.Pattern[str], text: str, new: str, seed: float) -> str:
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = found[int(seed * len(found))]
    return text[: match.start()] + new + text[match.end() :]


def _stealthily(place: Path) -> None:
    """Change a note without changing its size or the time it says it was changed."""
    if place.is_file():
        before = place.stat()
        place.write_text(place.read_text().replace("Acme", "Emca").replace("11-24", "11-25"))
        os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))


def _close(place: Path) -> None:
    """Change nothing but who may read the note: its time of any change moves on."""
    if place.is_file():
        place.chmod(0o600)


def _move(place: Path, to: Path) -> None:
    if place.exists() and not to.exists():
        to.parent.mkdir(parents=True, exist_ok=True)
        place.rename(to)
