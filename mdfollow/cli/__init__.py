"""The command line: parse arguments, one call, print. The only folder that knows Click.

Every command imports its own work, so that `--help` and `--version` load nothing but Click.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mdfollow import __version__
from mdfollow.cli.daily import check, due, sync, watch
from mdfollow.cli.printing import say
from mdfollow.cli.step_files import steps
from mdfollow.cli.vault import init, merge_file, reset, resolve
from mdfollow.cli.where import Day, Where

if TYPE_CHECKING:
    from datetime import date

_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Commands(click.Group):
    """Turns expected errors into one sentence and exit status 2, in one place."""

    def invoke(self, ctx: click.Context) -> object:
        from mdfollow.problems import MdfollowError

        try:
            return super().invoke(ctx)
        except MdfollowError as error:
            say(str(error))
            ctx.exit(2)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        """Commands in the order a person meets them, not of the alphabet."""
        return list(self.commands)


@click.group(cls=_Commands, context_settings=_HELP)
@click.option("--vault", metavar="DIR", envvar="MDFOLLOW_VAULT", help="The folder of your notes.")
@click.option("--today", type=Day(), envvar="MDFOLLOW_TODAY", help="Take this day for today.")
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


for command in (init, sync, watch, due, check, steps, reset, resolve, merge_file):
    main.add_command(command)
