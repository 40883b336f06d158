"""The command line: parse arguments, one call, print. The only file that knows Click.

Every command imports its own work, so that `--help` and `--version` load nothing but Click.
"""

from __future__ import annotations

import errno
import sys
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import click

from mdfollow import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mdfollow.index.index import Answer
    from mdfollow.problems import Problem

_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Where(NamedTuple):
    """What all commands share: the vault that was named, and the day."""

    named: str | None
    day: date | None

    @property
    def today(self) -> date:
        """The day that was given, else the local one: the only place that asks the clock."""
        return self.day or datetime.now(UTC).astimezone().date()

    @property
    def vault(self) -> Path:
        """The vault's root. Raises UsageError where there is none."""
        from mdfollow.config.find_vault import find_vault, is_vault

        if self.named is not None:
            root = Path(self.named).resolve()
            if not is_vault(root):
                raise click.UsageError(
                    f"{self.named} is no vault: it has neither mdfollow.toml nor .obsidian/. "
                    f"`mdfollow init {self.named}` makes it one."
                )
            return root
        root_above = find_vault(Path.cwd())
        if root_above is None:
            raise click.UsageError(
                "no vault here or in a folder above (a vault has mdfollow.toml or .obsidian/). "
                "Go to your notes, name them with --vault, or make a vault with `mdfollow init`."
            )
        return Path(root_above)


def _day(value: str) -> date:
    """Read an ISO date with its dashes; the library takes other forms too."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = None
    if day is None or str(day) != value:
        raise click.BadParameter(f"`{value}` is no date; write it as 2026-11-24")
    return day


class _Commands(click.Group):
    """Turns expected errors into one sentence and exit status 2, in one place."""

    def invoke(self, ctx: click.Context) -> object:
        from mdfollow.problems import MdfollowError

        try:
            return super().invoke(ctx)
        except MdfollowError as error:
            _say(str(error))
            ctx.exit(2)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Commands in the order a person meets them, not of the alphabet."""
        return list(self.commands)


@click.group(cls=_Commands, context_settings=_HELP)
@click.option("--vault", metavar="DIR", envvar="MDFOLLOW_VAULT", help="The folder of your notes.")
@click.option(
    "--today",
    type=_day,
    metavar="DATE",
    envvar="MDFOLLOW_TODAY",
    help="Take this day for today.",
)
@click.version_option(__version__, message="mdfollow %(version)s")
@click.pass_context
def main(context: click.Context, vault: str | None, today: date | None) -> None:
    """The follow-through after a job interview, in the Markdown notes you already write.

    \b
    Example:
      mdfollow init ~/Jobs --examples
      cd ~/Jobs && mdfollow sync && mdfollow due
    """
    context.obj = Where(vault, today)


@main.command()
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

        _print(remove_git_files(root))
        return
    _print(init_vault(root, where.today, examples=examples))
    if git:
        from mdfollow.merging.git_files import add_git_files

        _print(add_git_files(root))


@main.command()
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
        _end(sync_answer(synced(where.vault, where.today, _say)))
    changes: dict[str, tuple[bytes | None, bytes]] = {}

    def collect(path: str, before: bytes | None, after: bytes) -> None:
        changes[path] = (before, after)

    as_written = check and where.day is None
    outcome = looked_at(where.vault, where.today, write=collect, as_written=as_written)
    _print(report.diff_lines(changes) if diff else report.sync_lines(outcome, "would write"))
    _tell(outcome.problems)
    sys.exit(1 if outcome.has_problems or (check and outcome.changed) else 0)


@main.command()
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
    log = Log(_log, partial(_log, err=True), clock, verbose)
    watch = Watch(where.vault, clock, log, poll=poll)
    with ended_by_signals(watch):
        watch.run()


@main.command()
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
        _end(due_answer(outcome, span))
    click.echo(report.due_json(outcome.agenda, span))
    _tell(outcome.problems)
    sys.exit(1 if outcome.has_problems else 0)


@main.command()
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
    _print(checks.lines(problems, form, checks.machine(root)))
    sys.exit(status)


@main.group(invoke_without_command=True)
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
        _print(lines)
        _tell(problems)
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

    _print(map(terminal, find_step(where.vault, step).text.split("\n")[:-1]))


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


@main.command()
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
    with vault_writer(root, _say) as write:
        _print(reset_in_vault(root, note, task, write, open_ticks=open_ticks))
        outcome = run(root, where.today, write)
    _tell(outcome.problems)
    sys.exit(1 if outcome.has_problems else 0)


@main.command()
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

    done = resolve_in_vault(where.vault, note, _say)
    _print(done.lines)
    sys.exit(0 if done.is_settled else 1)


@main.command("merge-file", hidden=True)
@click.argument("base")
@click.argument("ours")
@click.argument("theirs")
@click.argument("marker_size", type=int)
@click.argument("path")
def merge_file(base: str, ours: str, theirs: str, marker_size: int, path: str) -> None:
    """Merge three versions into the file OURS, as git's merge driver."""
    from mdfollow.merging import driver

    sys.exit(driver.merge_file(base, ours, theirs, marker_size, path))


def _end(answer: Answer) -> NoReturn:
    """Say an answer and exit with its status."""
    status, out, err = answer
    click.echo(out, nl=False)
    click.echo(err, nl=False, err=True)
    sys.exit(status)


def _say(message: str) -> None:
    from mdfollow.sanitise import terminal

    click.echo(terminal(message), err=True)


def _log(line: str, *, err: bool = False) -> None:
    """Print a line of a long run: one that finds no room on the disk is no reason to end it."""
    try:
        click.echo(line, err=err)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _tell(problems: Iterable[Problem]) -> None:
    from mdfollow.commands.report import problem_line

    for problem in problems:
        click.echo(problem_line(problem), err=True)
