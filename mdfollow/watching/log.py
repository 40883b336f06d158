"""What `watch` says: one line for each thing a person would want to know, with the time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mdfollow.commands.report import problem_line
from mdfollow.sanitise import terminal, terminal_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mdfollow.problems import Problem
    from mdfollow.watching.clock import Clock


@dataclass
class Log:
    """Lines go to `out`, problems to `err`; details only if asked for."""

    out: Callable[[str], None]
    err: Callable[[str], None]
    clock: Clock
    verbose: bool = False
    _problems: set[Problem] = field(default_factory=set)
    _said: set[str] = field(default_factory=set)
    _troubles: dict[str, str] = field(default_factory=dict)

    def say(self, text: str) -> None:
        """Say what was done."""
        self.out(self._timed(terminal_line(text)))

    def once(self, text: str) -> None:
        """Say what is worth saying the first time only."""
        if text not in self._said:
            self._said.add(text)
            self.say(text)

    def detail(self, text: str) -> None:
        """Say what only somebody who looks for a fault wants to know."""
        if self.verbose:
            self.say(text)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Say which problems are new, and which are gone; one on another line is neither."""
        now = set(problems)
        new, gone = sorted(now - self._problems), sorted(self._problems - now)
        moved = Counter(map(_without_line, new)) & Counter(map(_without_line, gone))
        for problem in _without(moved, new):
            self.err(self._timed(problem_line(problem)))
        for problem in _without(moved, gone):
            self.out(self._timed(f"gone: {problem_line(problem)}"))
        self._problems = now

    def trouble(self, about: str, text: str) -> None:
        """Say once what is wrong; an empty `text` says that it is over."""
        before = self._troubles.pop(about, "")
        if text:
            self._troubles[about] = text
        if text and text != before:
            self.err(self._timed(terminal(text)))
        elif before and not text:
            self.out(self._timed(terminal(f"over: {before}")))

    def _timed(self, text: str) -> str:
        return f"{self.clock.now():%Y-%m-%d %H:%M:%S} {text}"


def _without_line(problem: Problem) -> Problem:
    return problem._replace(line=0)


def _without(moved: Counter[Problem], problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems but as many of each kind as have moved."""
    left = Counter(moved)
    for problem in problems:
        if left[_without_line(problem)]:
            left[_without_line(problem)] -= 1
        else:
            yield problem
