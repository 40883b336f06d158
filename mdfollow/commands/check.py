"""What `mdfollow check` prints: problems and hints, then what vault and machine are like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdfollow.commands.report import count, github_line, problem_line, problems_json
from mdfollow.config.settings_error import SettingsError
from mdfollow.merging.git_files import merge_driver
from mdfollow.sanitise import terminal
from mdfollow.watching.watch_limit import described

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from mdfollow.outcome import Outcome
    from mdfollow.problems import Problem


def found(sync: Callable[[], Outcome]) -> tuple[Sequence[Problem], int]:
    """Return what a sync that writes nothing tells, and the exit status.

    It is 1 for any problem or hint. Settings that can't be used are a result too, with status 2.
    """
    try:
        problems = sync().problems
    except SettingsError as error:
        return error.problems, 2
    return problems, 1 if problems else 0


def lines(problems: Sequence[Problem], form: str, machine: Sequence[str]) -> Iterator[str]:
    """Yield the result in the form `text`, `json` or `github`; the machine only as text."""
    if form == "json":
        yield problems_json(problems)
    elif form == "github":
        yield from map(github_line, problems)
    else:
        yield from map(problem_line, problems)
        yield _sum(problems)
        yield from machine


def machine(root: Path) -> list[str]:
    """Return what is known of vault and machine, a line each, with the way out where it matters."""
    import yaml  # noqa: PLC0415 - only this command looks at it

    fast = "yes" if yaml.__with_libyaml__ else "no: reading is slower; install PyYAML with libyaml"
    known = (f"vault: {root}", f"libyaml: {fast}", described(root), merge_driver(root))
    return [terminal(line) for line in known]


def _sum(problems: Sequence[Problem]) -> str:
    hints = sum(problem.severity == "hint" for problem in problems)
    if not problems:
        return "No problems."
    return f"{count(len(problems) - hints, 'problem')}, {count(hints, 'hint')}"
