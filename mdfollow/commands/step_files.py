"""The commands about steps: which there are and from where, one's text, a copy in the vault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mdfollow.config.read_settings import read_settings
from mdfollow.disk.files import read_steps
from mdfollow.disk.writer import write
from mdfollow.problems import MdfollowError, did_you_mean
from mdfollow.sanitise import terminal
from mdfollow.steps import StepSet, load_steps
from mdfollow.steps.shipped import shipped_steps

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mdfollow.problems import Problem
    from mdfollow.steps.step_file import Step


def list_steps(root: Path) -> tuple[list[str], list[Problem]]:
    """Return a line for each step (name, title, where it comes from), and what is wrong."""
    found = _load(root)
    off = read_settings(root).disabled_steps
    rows = [
        (step.name, step.title, "disabled in mdfollow.toml" if step.name in off else step.source)
        for step in found.steps
    ]
    rows += [(name, "", "can't be read") for name in sorted(found.silent) if name]
    wide = max((len(name) for name, _, _ in rows), default=0)
    wider = max((len(title) for _, title, _ in rows), default=0)
    lines = [terminal(f"{name:{wide}}  {title:{wider}}  {source}") for name, title, source in rows]
    return lines, list(_load(root, off).problems)


def find_step(root: Path, name: str) -> Step:
    """Return a step by name, also a disabled one. Raises MdfollowError if it can't be used."""
    found = _load(root)
    known = {step.name: step for step in found.steps}
    if name in found.silent:
        told = "\n".join(f"{one.path}:{one.line}: {one.message}" for one in found.problems)
        raise MdfollowError(f"step `{name}` can't be read; mend its file first:\n{told}")
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


def _load(root: Path, disabled: Iterable[str] = ()) -> StepSet:
    """Load all steps but the disabled ones."""
    texts, unread = read_steps(root, read_settings(root).steps_folder)
    shipped, lost = shipped_steps()
    steps = load_steps(texts, disabled, shipped)
    return replace(steps, problems=(*unread, *lost, *steps.problems))
