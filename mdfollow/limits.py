"""How large a note may be."""

from __future__ import annotations

LARGEST = 2 * 1024 * 1024
"""Bytes; a larger note is told and left alone, so that no file can hold up the vault."""
