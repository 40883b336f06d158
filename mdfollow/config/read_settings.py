"""The vault's mdfollow.toml -> Settings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdfollow.config.find_vault import FILE
from mdfollow.config.settings import Settings
from mdfollow.config.settings_error import one_mistake
from mdfollow.disk.plain_file import read_plain

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 16 * 1024
"""Bytes of a mdfollow.toml: tomllib takes quadratic time for a key of many dots, here 1 s."""

_NOTHING_SET = re.compile(rb"(?:[ \t]*+(?:#[ -~\t]*+)?\r?\n)*+(?:#[ -~\t]*+)?")
"""Plain comments and blank lines."""


def read_settings(vault: Path, *, ask_calendar: bool = False) -> Settings:
    """Return the settings of the vault; where nothing is set, the defaults.

    With `ask_calendar` the place `calendar.holidays` names must be one the holidays library knows;
    its import takes 0.1 s, which only what works with business days pays. Raises SettingsError.
    """
    try:
        data = read_plain(vault, FILE, LARGEST)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise one_mistake(1, f"can't be read: {error.strerror}") from error
    if _NOTHING_SET.fullmatch(data):
        return Settings()
    from mdfollow.config.parse_settings import parse_settings  # noqa: PLC0415 - tomllib takes 3 ms

    return parse_settings(data, ask_calendar=ask_calendar)
