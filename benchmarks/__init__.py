"""How long mdfollow takes, beside other programs that read the same notes in the same run."""

from __future__ import annotations
