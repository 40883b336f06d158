"""All tasks -> `Due this week.md`, and what a person did there -> back to the notes."""

from __future__ import annotations
