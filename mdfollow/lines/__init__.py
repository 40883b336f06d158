"""What the body of a note is made of: structure, region, record, task lines."""

from __future__ import annotations
