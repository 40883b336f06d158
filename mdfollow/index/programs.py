"""The files of what a sync is made of: with another version of any nothing is remembered."""

from __future__ import annotations

import os
from importlib.util import find_spec

import mdfollow
from mdfollow.steps.shipped import package_places

_LIBRARIES = ("frontmatter", "yaml", "markdown_it", "liquid", "holidays", "pathspec")


def program_files() -> list[str]:
    """Return the files and folders that change when mdfollow or what it works with is updated.

    Of an installed package that is the first file; of a checkout, where anyone may work on any
    file, all of them.
    """
    home = os.path.dirname(mdfollow.__file__)
    if f"{os.sep}site-packages{os.sep}" in home:
        own = [mdfollow.__file__]
    else:
        files = (f"{folder}/{name}" for folder, _, names in os.walk(home) for name in names)
        own = [path for path in files if path.endswith((".py", ".md"))]
    specs = (find_spec(name) for name in _LIBRARIES)
    found = [*own, *(spec.origin for spec in specs if spec and spec.origin), *package_places()]
    return sorted(found)
