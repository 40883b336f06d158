"""What a person changes in one note between two runs."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_DECISION = re.compile(r"^decision_by: (.+)$", re.MULTILINE)


def change_body(path: Path) -> None:
    """Add a line at the end of a note."""
    with path.open("a", encoding="utf-8") as file:
        file.write("\nOne more line.\n")


def change_interview(path: Path) -> None:
    """Add a line above the checklist of an interview."""
    text = path.read_text("utf-8")
    above, mark, below = text.partition("<!-- mdfollow:begin")
    path.write_text(f"{above}One more line.\n\n{mark}{below}", "utf-8")


def change_head(path: Path) -> None:
    """Move the day an interview's decision is expected by, and with it dates in the checklist."""

    def later(found: re.Match[str]) -> str:
        return f"decision_by: {date.fromisoformat(found[1]) + timedelta(1)}"

    path.write_text(_DECISION.sub(later, path.read_text("utf-8"), count=1), "utf-8")
