"""What the commands do besides syncing: reports, reset, init, steps."""

from __future__ import annotations
