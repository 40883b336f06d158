"""What commands print, and how they end."""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdfollow.index.index import Answer
    from mdfollow.problems import Problem


def end(answer: Answer) -> NoReturn:
    """Say an answer and exit with its status."""
    status, out, err = answer
    click.echo(out, nl=False)
    click.echo(err, nl=False, err=True)
    sys.exit(status)


def say(message: str) -> None:
    """Say a sentence on standard error."""
    from mdfollow.sanitise import terminal

    click.echo(terminal(message), err=True)


def log(line: str, *, err: bool = False) -> None:
    """Print a line of a long run: one that finds no room on the disk is no reason to end it."""
    try:
        click.echo(line, err=err)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise


def print_lines(lines: Iterable[str]) -> None:
    """Print lines on standard output."""
    for line in lines:
        click.echo(line)


def tell(problems: Iterable[Problem]) -> None:
    """Tell each problem on standard error."""
    from mdfollow.commands.report import problem_line

    for problem in problems:
        click.echo(problem_line(problem), err=True)
