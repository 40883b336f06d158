"""`python -m mdfollow`."""

from __future__ import annotations

from mdfollow.start import main

main()
