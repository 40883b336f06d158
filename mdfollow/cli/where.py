"""What all commands share: the vault that was named, and the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click


@dataclass(frozen=True)
class Where:
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


class Day(click.ParamType[date]):
    """A day as the command line takes it."""

    name = "date"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read an ISO date with its dashes; the library takes other forms too."""
        try:
            day = value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or str(day) != str(value):
            self.fail(f"`{value}` is no date; write it as 2026-11-24", param, ctx)
        return day
