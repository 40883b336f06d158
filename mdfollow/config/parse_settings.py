"""The bytes of a mdfollow.toml -> Settings, or all mistakes in it at once."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from mdfollow.business_days import why_unknown
from mdfollow.config.find_vault import FILE
from mdfollow.config.known_settings import FIELDS, READERS, TABLES, way_out
from mdfollow.config.setting_values import SettingValueError
from mdfollow.config.settings import KINDS, KindRule, Settings
from mdfollow.config.settings_error import SettingsError, one_mistake
from mdfollow.config.toml_lines import key_lines
from mdfollow.problems import Problem
from mdfollow.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mdfollow.config.toml_lines import KeyPath

_PLACE = re.compile(r" \((?:at line (\d+), column (\d+)|at end of document)\)$")


def parse_settings(data: bytes, *, ask_calendar: bool = False) -> Settings:
    """Return the settings that a mdfollow.toml of these bytes makes.

    With `ask_calendar` the place `calendar.holidays` names must be one the holidays library knows.
    Raises SettingsError.
    """
    toml = _decoded(data)
    found: dict[KeyPath, Any] = {}
    mistakes: list[tuple[KeyPath, str]] = []
    for path, value in _leaves(_tables(toml), ()):
        try:
            found[path] = _checked(path, value)
        except SettingValueError as error:
            mistakes.append((path, str(error)))
    settings = _settings(found)
    mistakes += _clashes(settings, found)
    if ask_calendar and (unknown := why_unknown(settings.holidays)):
        mistakes.append((("calendar", "holidays"), f"`calendar.holidays`: {unknown}"))
    if mistakes:
        lines = key_lines(toml)
        raise SettingsError({Problem(FILE, _line(lines, path), text) for path, text in mistakes})
    return settings


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise one_mistake(line, "not UTF-8: save the file in that encoding") from error


def _tables(toml: str) -> dict[str, Any]:
    try:
        return tomllib.loads(toml)
    except RecursionError as error:
        raise one_mistake(1, "lists or tables are nested too deep") from error
    except ValueError as error:  # a number of 5000 digits is a bare ValueError
        place = _PLACE.search(str(error))
        line = int(place[1] or toml.count("\n") + 1) if place else 1
        column = f" at column {place[2]}" if place and place[2] else ""
        what = one_line(_PLACE.sub("", str(error)))
        hint = "(a text stands in quotes, a list in brackets)"
        raise one_mistake(line, f"not TOML: {what}{column} {hint}") from error


def _leaves(table: dict[str, Any], above: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """Yield every key that is no known table, with its value."""
    for key, value in table.items():
        path = (*above, key)
        if path in TABLES and isinstance(value, dict):
            yield from _leaves(value, path)
        else:
            yield path, value


def _checked(path: KeyPath, value: object) -> object:
    name = one_line(".".join(path))
    if path in TABLES:
        raise SettingValueError(f"`{name}` is a table: write `[{name}]`, its settings below")
    if path not in READERS:
        raise SettingValueError(f"unknown setting `{name}`{way_out(path)}")
    try:
        return READERS[path](value)
    except SettingValueError as error:
        raise SettingValueError(f"`{name}` {error}") from error


def _settings(found: Mapping[KeyPath, Any]) -> Settings:
    fields = {name: found[path] for path, (name, _) in FIELDS.items() if path in found}
    kinds = {kind: _kind_rule(kind, found) for kind in KINDS}
    names = {path[1]: value for path, value in found.items() if path[0] == "properties"}
    return Settings(**fields, kinds=kinds, property_names=names)


def _kind_rule(kind: str, found: Mapping[KeyPath, Any]) -> KindRule:
    return KindRule(
        types=found.get(("notes", kind, "type"), (kind,)),
        tags=found.get(("notes", kind, "tags"), (kind,)),
        folder=found.get(("notes", kind, "folder"), ""),
    )


def _clashes(settings: Settings, found: Mapping[KeyPath, Any]) -> Iterator[tuple[KeyPath, str]]:
    """Yield places that two settings claim; file systems may not tell upper case from lower."""
    agenda, pipeline = ("agenda", "file"), ("pipeline", "file")
    if settings.pipeline_file.casefold() == settings.agenda_file.casefold():
        key = pipeline if pipeline in found else agenda
        yield key, "`agenda.file` and `pipeline.file` must differ"
    steps = f"{settings.steps_folder}/".casefold()
    places = {
        agenda: settings.agenda_file,
        pipeline: settings.pipeline_file,
        ("drafts", "folder"): settings.drafts_folder,
    }
    for path, place in places.items():
        if f"{place}/".casefold().startswith(steps):
            key = path if path in found else ("steps", "folder")
            yield key, f"`{'.'.join(path)}` must not lie in `steps.folder`, which holds steps only"


def _line(lines: Mapping[KeyPath, int], path: KeyPath) -> int:
    """Return the line of a key, else of the table it is in, else 1."""
    return next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 1)
