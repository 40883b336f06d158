"""Every key mdfollow.toml may hold, with the reader of its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdfollow.config import setting_values as read
from mdfollow.config.setting_paths import folder, markdown_file, patterns
from mdfollow.config.settings import KINDS, PROPERTY_NAMES
from mdfollow.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mdfollow.config.setting_values import Reader
    from mdfollow.config.toml_lines import KeyPath

FIELDS: Mapping[KeyPath, tuple[str, Reader]] = {
    ("resume_updated",): ("resume_updated", read.day),
    ("ignore",): ("ignore", patterns),
    ("me",): ("me", read.addresses),
    ("checklist", "heading"): ("heading", read.heading),
    ("checklist", "format"): ("format", read.one_of("auto", "emoji", "dataview")),
    ("checklist", "max_age"): ("max_age", read.whole_number(0, 36500)),
    ("links", "style"): ("link_style", read.one_of("auto", "wikilink", "markdown")),
    ("agenda", "file"): ("agenda_file", markdown_file),
    ("agenda", "week_starts"): ("week_starts", read.weekday),
    ("agenda", "include"): ("agenda_include", read.one_of("job", "all", "none")),
    ("applications", "weekly_goal"): ("weekly_goal", read.whole_number(0, 1000)),
    ("calendar", "holidays"): ("holidays", read.or_none(read.region)),
    ("steps", "folder"): ("steps_folder", folder),
    ("steps", "disable"): ("disabled_steps", read.texts),
    ("drafts", "folder"): ("drafts_folder", folder),
    ("pipeline", "file"): ("pipeline_file", read.or_none(markdown_file)),
    ("watch", "quiet"): ("watch_quiet", read.seconds(0.1, 3600)),
}
"""The settings that are one field of Settings: key -> field, reader."""

READERS: Mapping[KeyPath, Reader] = {
    **{path: reader for path, (_, reader) in FIELDS.items()},
    **{("notes", kind, "type"): read.texts for kind in KINDS},
    **{("notes", kind, "tags"): read.tags for kind in KINDS},
    **{("notes", kind, "folder"): read.or_none(folder) for kind in KINDS},
    **{("properties", name): read.names for name in PROPERTY_NAMES},
}
"""All settings: key -> reader."""

TABLES = {path[:end] for path in READERS for end in range(1, len(path))}
"""The tables they stand in."""


def way_out(path: KeyPath) -> str:
    """Return what an unknown key may have been meant to be, as the end of a sentence."""
    *above, key = path
    known = {*READERS, *TABLES}
    siblings = {other[-1] for other in known if other[:-1] == tuple(above)}
    if near := did_you_mean(key, siblings):
        return near
    if path[0] == "properties":
        return "; mdfollow's name stands on the left, yours on the right"
    homes = [other[:-1] for other in known if other[-1] == key]
    if len(homes) == 1:
        home = f"under `[{'.'.join(homes[0])}]`" if homes[0] else "above the first table"
        return f"; `{key}` belongs {home}"
    return f"; known here: {', '.join(f'`{name}`' for name in sorted(siblings))}"
