"""The vault as it lies on the disk: settings, steps, notes and the agenda, read once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mdfollow.agendas.agenda_file import AgendaFile, read_agenda_file
from mdfollow.agendas.links import Linker
from mdfollow.business_days import BusinessDays, why_unknown
from mdfollow.checklist import Style
from mdfollow.config.obsidian import Obsidian, read_obsidian
from mdfollow.config.read_settings import read_settings
from mdfollow.disk.files import list_notes, read_bytes, read_steps
from mdfollow.note import Note, read_note
from mdfollow.problems import MdfollowError, Problem
from mdfollow.steps import StepSet, load_steps

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mdfollow.config.settings import Settings

_ODD_NAME = "the file's name is not UTF-8, so nothing can link to it; rename the file"


@dataclass(frozen=True)
class Snapshot:
    """One reading of the vault. `notes` by path."""

    root: Path
    settings: Settings
    obsidian: Obsidian
    steps: StepSet
    notes: Mapping[str, Note]
    agenda: AgendaFile
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

    def with_notes(self, notes: Mapping[str, Note]) -> Snapshot:
        """Return the snapshot with some notes read anew."""
        return replace(self, notes={**self.notes, **notes})

    def read(self, path: str, data: bytes) -> Note:
        """Read bytes as the note at `path`, also if it is no longer any of mdfollow's business."""
        return read_note(path, data, self.settings) or Note(path, data)


def read_vault(root: Path) -> Snapshot:
    """Read the whole vault; what can't be read is a problem. Raises MdfollowError for settings."""
    settings, obsidian = read_settings(root), read_obsidian(root)
    if unknown := why_unknown(settings.holidays):
        raise MdfollowError(f"mdfollow.toml: calendar.holidays: {unknown}")
    listing = list_notes(root, settings, obsidian)
    texts, unread = read_steps(root, settings.steps_folder)
    steps = load_steps(texts, settings.disabled_steps)
    notes: dict[str, Note] = {}
    problems = [*unread, *(_conflict_copy(path) for path in listing.conflict_copies)]
    problems += [Problem(path, 1, _ODD_NAME) for path in listing.odd_names]
    for path in listing.notes:
        try:
            note = read_note(path, read_bytes(root, path), settings)
        except OSError as error:
            problems.append(Problem(path, 1, f"can't be read: {error.strerror}"))
            continue
        if note:
            notes[path] = note
    agenda = _read_agenda(root, settings.agenda_file)
    return Snapshot(root, settings, obsidian, steps, notes, agenda, tuple(problems))


def _read_agenda(root: Path, path: str) -> AgendaFile:
    try:
        return read_agenda_file(path, read_bytes(root, path))
    except FileNotFoundError:
        return read_agenda_file(path, None)
    except OSError as error:
        message = f"can't be read: {error.strerror}; move it away, or name another `agenda.file`"
        return AgendaFile(None, [], problem=Problem(path, 1, message))


def _conflict_copy(path: str) -> Problem:
    message = "a sync tool's conflict copy, not read; settle it with its note, then remove it"
    return Problem(path, 1, message, "hint")
