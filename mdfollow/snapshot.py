"""The vault as it lies on the disk: settings, steps, notes and the agenda, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mdfollow.agendas.links import Linker
from mdfollow.business_days import BusinessDays
from mdfollow.checklist import Style
from mdfollow.config.obsidian import Obsidian, read_obsidian
from mdfollow.config.read_settings import read_settings
from mdfollow.disk.files import read_steps, unreadable_folders
from mdfollow.memory import Memory
from mdfollow.note import Note, read_note
from mdfollow.problems import Problem
from mdfollow.steps.shipped import shipped_steps

if TYPE_CHECKING:
    from pathlib import Path

    from mdfollow.agendas.agenda_file import AgendaFile
    from mdfollow.config.settings import Settings
    from mdfollow.disk.files import Listing
    from mdfollow.follow import AskedBefore
    from mdfollow.pages import Pages
    from mdfollow.steps import StepSet

_UNREADABLE = (
    "this folder can't be read, so its notes are left out; change its permissions, or name it "
    "under `ignore` in mdfollow.toml"
)
_ODD_NAME = "the file's name is not UTF-8, so nothing can link to it; rename the file"


class Snapshot(NamedTuple):
    """One reading of the vault. `notes` by path."""

    root: Path
    settings: Settings
    obsidian: Obsidian
    steps: StepSet
    listing: Listing
    notes: Pages
    agenda: AgendaFile
    asked: AskedBefore
    """What steps asked before: a memory, not a part of the vault."""
    problems: tuple[Problem, ...] = ()
    """Of files that are not notes, or could not be read."""

    @property
    def style(self) -> Style:
        """How new lines are written here."""
        chosen = self.settings.format
        form = self.obsidian.task_format if chosen == "auto" else chosen
        return Style(form, self.obsidian.global_filter, convert=chosen != "auto")

    @property
    def linker(self) -> Linker:
        """How the agenda's links are written here."""
        chosen = self.settings.link_style
        style = self.obsidian.link_style if chosen == "auto" else chosen
        return Linker(self.settings.agenda_file, style)

    @property
    def working_days(self) -> BusinessDays:
        """The business days of `calendar.holidays`."""
        return BusinessDays(self.settings.holidays)

    def read(self, path: str, data: bytes) -> Note:
        """Read bytes as the note at `path`, also if it is no longer any of mdfollow's business."""
        return read_note(path, data, self.settings) or Note(path, data)


def read_vault(root: Path, memory: Memory | None = None) -> Snapshot:
    """Read the whole vault; what can't be read is a problem. Raises SettingsError.

    What `memory` knows of files that have not changed is taken as it is.
    """
    memory = memory or Memory(root)
    settings, obsidian = read_settings(root), read_obsidian(root)
    texts, unread = read_steps(root, settings.steps_folder)
    shipped, lost = shipped_steps()
    steps = memory.begin(settings, obsidian, texts, shipped)
    listing = memory.listing(settings, obsidian)
    notes, unreadable = memory.read_notes(listing, settings)
    problems = [*unread, *lost, *(_conflict_copy(path) for path in listing.conflict_copies)]
    problems += [Problem(path, 1, _ODD_NAME) for path in listing.odd_names]
    for path in unreadable_folders(root, listing):
        problems.append(Problem(f"{path}/", 1, _UNREADABLE, "hint"))
    agenda = memory.agenda(settings.agenda_file)
    return Snapshot(
        root, settings, obsidian, steps, listing, notes, agenda, memory.asked,
        (*problems, *unreadable),
    )  # fmt: skip


def _conflict_copy(path: str) -> Problem:
    message = "a sync tool's conflict copy, not read; settle it with its note, then remove it"
    return Problem(path, 1, message, "hint")
