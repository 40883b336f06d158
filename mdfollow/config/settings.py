"""What a vault's owner can choose. The defaults here are the defaults; read_settings fills them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from mdfollow.reading.known_properties import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

KINDS: tuple[str, ...] = tuple(PROPERTIES)
"""The kinds of note mdfollow understands."""

PROPERTY_NAMES = frozenset(("type", "tags")).union(*PROPERTIES.values())
"""mdfollow's own names for the properties of a note; `property_names` maps them to the person's."""


class KindRule(NamedTuple):
    """What makes a note one of a kind: any one of the three is enough.

    `types` are values of the property `type`, as the person wrote them; `tags` stand without `#`;
    `folder` is a path from the vault's root without slashes at its ends, empty for none.
    """

    types: tuple[str, ...]
    tags: tuple[str, ...]
    folder: str = ""


def default_kinds() -> dict[str, KindRule]:
    """Return the rules that hold without `[notes.…]`: the kind's name as type or as tag."""
    return {kind: KindRule((kind,), (kind,)) for kind in KINDS}


class Settings(NamedTuple):
    """All settings of a vault, checked. Paths go from the vault's root, with `/` between."""

    resume_updated: date | None = None
    """References whose `resume_sent` is older get the new resume."""
    ignore: tuple[str, ...] = ()
    """gitignore patterns of what is not read."""
    me: tuple[str, ...] = ()
    """The person's own addresses, left out when an invitation becomes a note."""

    kinds: Mapping[str, KindRule] = default_kinds()
    """The rule of every kind in KINDS."""
    property_names: Mapping[str, tuple[str, ...]] = {}
    """mdfollow's name -> the person's names; see `names_of`."""

    heading: str = "## After the interview"
    format: Literal["auto", "emoji", "dataview"] = "auto"
    max_age: int = 90
    """Days; an interview longer past gets no first checklist."""

    link_style: Literal["auto", "wikilink", "markdown"] = "auto"

    agenda_file: str = "Due this week.md"
    week_starts: int = 0
    """0 is Monday, 6 is Sunday, as `date.weekday()` counts."""
    agenda_include: Literal["job", "all", "none"] = "job"
    """Whose dated tasks, written by hand, stand in the agenda too."""

    weekly_goal: int = 5
    """Applications a week."""
    holidays: str = ""
    """Country or country-subdivision, such as `US-CA`; empty for weekends only."""
    steps_folder: str = "Steps"
    disabled_steps: tuple[str, ...] = ()
    drafts_folder: str = "Drafts"
    pipeline_file: str = ""
    """Empty for none."""
    watch_quiet: float = 3
    """Seconds a note must rest before watch writes it."""

    def names_of(self, name: str) -> tuple[str, ...]:
        """Return the names under which the property `name` may stand, in the order to try."""
        return self.property_names.get(name, (name,))
