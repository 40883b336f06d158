"""What came of one note in a sync: all that the agenda and the messages need of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mdfollow.agendas.due import DueTask
    from mdfollow.problems import Problem


class NoteResult(NamedTuple):
    """One note after its turn.

    `problems` are told at the note. `failures` are what steps could not say here, told once for
    all notes; `silent` are the steps whose tasks were left alone.
    """

    tasks: tuple[DueTask, ...] = ()
    problems: tuple[Problem, ...] = ()
    failures: tuple[Problem, ...] = ()
    silent: frozenset[str] = frozenset()
    passed_over: bool = False
