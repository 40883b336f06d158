"""The follow-through after a job interview, in the Markdown notes you already write."""

from __future__ import annotations

__version__ = "0.1.0"
