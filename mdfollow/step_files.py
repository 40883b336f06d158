"""The commands about steps: which there are and from where, one's text, a copy in the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdfollow.files import read_steps
from mdfollow.problems import MdfollowError, did_you_mean
from mdfollow.read_settings import read_settings
from mdfollow.sanitise import terminal
from mdfollow.steps import StepSet, load_steps
from mdfollow.writer import write

if TYPE_CHECKING:
    from pathlib import Path

    from mdfollow.problems import Problem
    from mdfollow.steps.step_file import Step


def list_steps(root: Path) -> tuple[list[str], list[Problem]]:
    """Return a line for each step (name, title, where it comes from), and what is wrong."""
    found = _load(root)
    rows = [(step.name, step.title, step.source) for step in found.steps]
    rows += [(name, "", "disabled in mdfollow.toml") for name in sorted(found.disabled)]
    rows += [(name, "", "can't be read") for name in sorted(found.silent) if name]
    wide = max((len(name) for name, _, _ in rows), default=0)
    wider = max((len(title) for _, title, _ in rows), default=0)
    lines = [terminal(f"{name:{wide}}  {title:{wider}}  {source}") for name, title, source in rows]
    return lines, list(found.problems)


def find_step(root: Path, name: str) -> Step:
    """Return a step by name. Raises MdfollowError with a did-you-mean."""
    known = {step.name: step for step in _load(root).steps}
    if name not in known:
        raise MdfollowError(f"there is no step `{name}`{did_you_mean(name, known)}")
    return known[name]


def eject_step(root: Path, name: str) -> str:
    """Copy a step into the vault's steps folder and return the new file's path."""
    step, settings = find_step(root, name), read_settings(root)
    path = f"{settings.steps_folder}/{name}.md"
    if step.path.startswith(f"{settings.steps_folder}/") or (root / path).exists():
        raise MdfollowError(f"step `{name}` is in the vault already; change it there")
    write(root, path, None, step.text.encode())
    return path


def _load(root: Path) -> StepSet:
    settings = read_settings(root)
    return load_steps(read_steps(root, settings.steps_folder), settings.disabled_steps)
