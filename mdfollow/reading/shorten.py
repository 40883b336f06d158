"""What a person wrote, short enough to be quoted in a message."""

from __future__ import annotations

from mdfollow.sanitise import one_line

LONGEST = 60
"""Characters; a message that quotes more hides its own advice."""


def shortened(text: str) -> str:
    """Return `text` on one line without control characters, cut to 60 characters."""
    line = one_line(text)
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
