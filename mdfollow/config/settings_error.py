"""What is wrong with a mdfollow.toml; apart from its parser, which only settings need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdfollow.config.find_vault import FILE
from mdfollow.problems import MdfollowError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable


class SettingsError(MdfollowError):
    """mdfollow.toml can't be used; `problems` are all its mistakes, by line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(f"{p.path}:{p.line}: {p.message}" for p in self.problems))


def one_mistake(line: int, message: str) -> SettingsError:
    """Return the error for a single mistake, on that line of the file (from 1)."""
    return SettingsError([Problem(FILE, line, message)])
