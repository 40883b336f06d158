"""Where `mdfollow` begins: what needs no work is answered before anything else is loaded.

Click takes as long to import as looking at 13,000 notes. So `--version`, and `sync` and `due`
without options of their own, go without it; all else is for `cli`.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit."""
    words = sys.argv[1:]
    if words == ["--version"]:
        from mdfollow import __version__  # noqa: PLC0415 - only where it is used, here and below

        sys.stdout.write(f"mdfollow {__version__}\n")
        return
    if words and words[-1] in ("sync", "due"):
        from mdfollow.quick import quick  # noqa: PLC0415

        quick(words)
    from mdfollow.cli import main as whole  # noqa: PLC0415

    whole(prog_name="mdfollow")
