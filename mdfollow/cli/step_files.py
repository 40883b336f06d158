"""The commands about steps."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from mdfollow.cli.printing import print_lines, tell

if TYPE_CHECKING:
    from mdfollow.cli.where import Where


@click.group(invoke_without_command=True)
@click.pass_context
def steps(context: click.Context) -> None:
    """List the steps: which there are, and from where.

    \b
    Example:
      mdfollow steps
      mdfollow steps show STEP
      mdfollow steps eject STEP
    """
    if context.invoked_subcommand is None:
        from mdfollow.commands.step_files import list_steps

        lines, problems = list_steps(context.obj.vault)
        print_lines(lines)
        tell(problems)
        sys.exit(1 if problems else 0)


@steps.command()
@click.argument("step")
@click.pass_obj
def show(where: Where, step: str) -> None:
    """Print a step's file.

    \b
    Example:
      mdfollow steps show STEP
    """
    from mdfollow.commands.step_files import find_step
    from mdfollow.sanitise import terminal

    print_lines(map(terminal, find_step(where.vault, step).text.split("\n")[:-1]))


@steps.command()
@click.argument("step")
@click.pass_obj
def eject(where: Where, step: str) -> None:
    """Copy a step into the vault, to change it there.

    \b
    Example:
      mdfollow steps eject STEP
    """
    from mdfollow.commands.step_files import eject_step

    path = eject_step(where.vault, step)
    click.echo(f"wrote {path}; it now counts instead of the one it was copied from")
