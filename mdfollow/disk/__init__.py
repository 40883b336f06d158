"""The only disk access: which files are notes, reading them, and writing that loses nothing."""

from __future__ import annotations
