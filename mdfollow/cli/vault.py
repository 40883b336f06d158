"""The commands that set up a vault, and those that put notes right."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mdfollow.cli.printing import print_lines, say, tell

if TYPE_CHECKING:
    from mdfollow.cli.where import Where


@click.command()
@click.argument("folder", metavar="[DIR]", required=False)
@click.option("--examples", is_flag=True, help="Add example notes, with dates around today.")
@click.option("--git", is_flag=True, help="Add what git needs: merge driver, .gitignore.")
@click.option("--undo", is_flag=True, help="With --git: take that back.")
@click.pass_obj
def init(where: Where, folder: str | None, examples: bool, git: bool, undo: bool) -> None:
    """Start a vault, or adopt a folder of notes: adds only what is missing.

    \b
    Example:
      mdfollow init ~/Jobs --examples
    """
    from mdfollow.commands.init import init_vault

    root = Path(folder or where.named or ".").absolute()
    if undo and not git:
        raise click.UsageError("--undo goes with --git: `mdfollow init --git --undo`")
    if undo:
        from mdfollow.merging.git_files import remove_git_files

        print_lines(remove_git_files(root))
        return
    print_lines(init_vault(root, where.today, examples=examples))
    if git:
        from mdfollow.merging.git_files import add_git_files

        print_lines(add_git_files(root))


@click.command()
@click.argument("note")
@click.argument("task", required=False, default="")
@click.option("--open", "open_ticks", is_flag=True, help="Open ticked tasks too.")
@click.pass_obj
def reset(where: Where, note: str, task: str, open_ticks: bool) -> None:
    """Give texts and dates back to mdfollow, and bring deleted tasks back.

    NOTE is a path or a title, TASK an id without ^mdf-. What you wrote under a task stays; so do
    ticks, unless you say --open.

    \b
    Example:
      mdfollow reset "Interviews/Acme 1.md"
      mdfollow reset "Acme 1" TASK
    """
    from mdfollow.commands.reset_vault import reset_in_vault
    from mdfollow.disk.vault_writer import vault_writer
    from mdfollow.sync import sync as run

    root = where.vault
    with vault_writer(root, say) as write:
        print_lines(reset_in_vault(root, note, task, write, open_ticks=open_ticks))
        outcome = run(root, where.today, write)
    tell(outcome.problems)
    sys.exit(1 if outcome.has_problems else 0)


@click.command()
@click.argument("note")
@click.pass_obj
def resolve(where: Where, note: str) -> None:
    """Settle conflict markers in a note, or a sync tool's conflict copy of it.

    Checklists are merged task by task; conflicts elsewhere stay marked for you.

    \b
    Example:
      mdfollow resolve "Interviews/Acme 1.md"
    """
    from mdfollow.merging.resolve import resolve_in_vault

    done = resolve_in_vault(where.vault, note, say)
    print_lines(done.lines)
    sys.exit(0 if done.is_settled else 1)


@click.command("merge-file", hidden=True)
@click.argument("base")
@click.argument("ours")
@click.argument("theirs")
@click.argument("marker_size", type=int)
@click.argument("path")
def merge_file(base: str, ours: str, theirs: str, marker_size: int, path: str) -> None:
    """Merge three versions into the file OURS, as git's merge driver."""
    from mdfollow.merging import driver

    sys.exit(driver.merge_file(base, ours, theirs, marker_size, path))
