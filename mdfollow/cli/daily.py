"""The commands of every day: `sync`, `watch`, `due` and `check`."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from mdfollow.cli.printing import end, log, print_lines, say, tell

if TYPE_CHECKING:
    from mdfollow.cli.where import Where


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.pass_obj
def sync(where: Where, check: bool, diff: bool) -> None:
    """Bring the checklist in each interview note and the agenda up to date.

    \b
    Example:
      mdfollow sync
      mdfollow sync --check --diff
    """
    from mdfollow.commands import report
    from mdfollow.commands.answers import sync_answer
    from mdfollow.commands.synced import looked_at, synced

    if not (check or diff):
        end(sync_answer(synced(where.vault, where.today, say)))
    outcome = looked_at(where.vault, where.today, as_written=check and where.day is None)
    print_lines(
        report.diff_lines(outcome.changed) if diff else report.sync_lines(outcome, "would write")
    )
    tell(outcome.problems)
    sys.exit(1 if outcome.has_problems or (check and outcome.changed) else 0)


@click.command()
@click.option("--poll", is_flag=True, help="Look at the notes every 2 s: for network folders.")
@click.option("-v", "--verbose", is_flag=True, help="Say more of what happens.")
@click.pass_obj
def watch(where: Where, poll: bool, verbose: bool) -> None:
    """Sync now, after every change, and at midnight, until Ctrl-C or SIGTERM.

    \b
    Example:
      mdfollow watch
    """
    from mdfollow.watching.clock import SystemClock
    from mdfollow.watching.log import Log
    from mdfollow.watching.loop import Watch, ended_by_signals

    if where.day:
        raise click.UsageError("watch goes by the clock: leave out --today and MDFOLLOW_TODAY")
    clock = SystemClock()
    told = Log(log, partial(log, err=True), clock, verbose)
    watch = Watch(where.vault, clock, told, poll=poll)
    with ended_by_signals(watch):
        watch.run()


@click.command()
@click.option("--days", type=click.IntRange(min=1), help="Days to show; default: the week's rest.")
@click.option("--json", "as_json", is_flag=True, help="One array of flat objects (docs/json.md).")
@click.pass_obj
def due(where: Where, days: int | None, as_json: bool) -> None:
    """Show what is due: what the agenda would show if synced now.

    \b
    Example:
      mdfollow due --days 14
    """
    from mdfollow.commands import report
    from mdfollow.commands.answers import due_answer
    from mdfollow.commands.synced import looked_at

    outcome = looked_at(where.vault, where.today, keep=not (days or as_json))
    span = outcome.agenda.span.of_days(days) if days else outcome.agenda.span
    if not as_json:
        end(due_answer(outcome, span))
    click.echo(report.due_json(outcome.agenda, span))
    tell(outcome.problems)
    sys.exit(1 if outcome.has_problems else 0)


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text",
    help="How to print; github makes annotations.",
)  # fmt: skip
@click.pass_obj
def check(where: Where, form: str) -> None:
    """List problems and hints with file and line, then look at vault and machine.

    \b
    Example:
      mdfollow check
      mdfollow check --format github
    """
    from mdfollow.commands import check as checks
    from mdfollow.commands.synced import looked_at

    root = where.vault
    problems, status = checks.found(lambda: looked_at(root, where.today))
    print_lines(checks.lines(problems, form, checks.machine(root)))
    sys.exit(status)
