"""What a sync did, or would do: the files it changed, what it found wrong, the agenda it made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdfollow.agendas.agenda import Agenda
    from mdfollow.problems import Problem

Write = Callable[[str, bytes | None, bytes], None]
"""Takes a path, the bytes that were read (None: no such file) and the new bytes.

Raises `Unwritable`, or `ChangedMeanwhile` if an editor was quicker."""


@dataclass
class Outcome:
    """What a sync did, or would do."""

    agenda: Agenda
    changed: list[str] = field(default_factory=list)
    """Paths, sorted."""
    problems: list[Problem] = field(default_factory=list)
    passed_over: int = 0
    notes: int = 0

    @property
    def has_problems(self) -> bool:
        """Whether anything but hints is wrong."""
        return any(problem.severity == "problem" for problem in self.problems)
