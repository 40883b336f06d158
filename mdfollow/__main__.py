"""`python -m mdfollow`."""

from __future__ import annotations

from mdfollow.cli import main

main(prog_name="mdfollow")
