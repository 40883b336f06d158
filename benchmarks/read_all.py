"""What a short script would do: load every note's front matter; with `--parse`, its Markdown too.

Run as a program of its own, in the folder of the notes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import frontmatter


def main() -> None:
    """Read every note below the working folder, and count the interviews among them."""
    found = 0
    for place in Path().rglob("*.md"):
        note = frontmatter.load(str(place))
        found += note.get("type") == "interview"
        if "--parse" in sys.argv:
            _parse(note.content)
    sys.stdout.write(f"{found}\n")


def _parse(text: str) -> None:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only the run that parses pays for it

    MarkdownIt().parse(text)


if __name__ == "__main__":
    main()
