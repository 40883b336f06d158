"""The set of steps: our own, those of other packages, the vault's; a later one replaces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mdfollow.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mdfollow.steps.shipped import ShippedStep
    from mdfollow.steps.step_file import Step

BUILT_IN = "built in"


@dataclass(frozen=True)
class StepSet:
    """The steps to ask, in order. `silent` ones are broken: their tasks are left alone.

    `load` gives the steps themselves: a sync that remembers what they asked never needs them.
    """

    names: tuple[str, ...]
    load: Callable[[], tuple[Step, ...]]
    each: frozenset[str]
    """The lists they go through, in one case (`str.casefold`)."""
    disabled: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps, loaded when they are first asked for."""
        return self.load()


def built_in_steps() -> dict[str, str]:
    """Return the package's own step files by name, in the order of the workflow."""
    files = sorted(Path(__file__).parent.glob("*.md"))
    return {file.name: file.read_text(encoding="utf-8") for file in files}


@cache
def _built_in() -> tuple[Step, ...]:
    """The package's own steps; they don't change while the program runs."""
    from mdfollow.steps.step_file import read_step  # noqa: PLC0415 - Liquid's import takes 0.15 s

    texts = built_in_steps().items()
    return tuple(read_step(text, f"mdfollow/steps/{name}", BUILT_IN) for name, text in texts)


def load_steps(
    vault_files: Mapping[str, str],
    disabled: Iterable[str] = (),
    shipped: Iterable[ShippedStep] = (),
) -> StepSet:
    """Read all step files: `shipped` ones of packages, the vault's own as texts by path.

    A broken file is a problem; the step it names is silent, built in or not.
    """
    from mdfollow.steps.step_file import StepFileError, read_step  # noqa: PLC0415 - as above

    steps = {step.name: step for step in _built_in()}
    silent, problems = set(), []
    own: dict[str, str] = {}
    files = [(one.path, one.source, one.text) for one in shipped]
    for path, source, text in [*files, *((p, p, t) for p, t in sorted(vault_files.items()))]:
        try:
            step = read_step(text, path, source)
        except StepFileError as error:
            problems += error.problems
            silent.add(error.name)
            continue
        if step.name in own and path in vault_files:
            message = f"step `{step.name}` is in {own[step.name]} too; remove one of the files"
            problems.append(Problem(path, 1, message))
        own |= {step.name: path} if path in vault_files else {}
        steps[step.name] = step
    off = frozenset(disabled)
    problems += _unknown(off, steps)
    kept = {name: step for name, step in steps.items() if name not in off | silent}
    each = frozenset(step.each.casefold() for step in kept.values())
    return StepSet(
        tuple(kept), lambda: tuple(kept.values()), each, off, frozenset(silent), tuple(problems)
    )


def _unknown(disabled: frozenset[str], steps: Mapping[str, Step]) -> list[Problem]:
    return [
        Problem("mdfollow.toml", 1, f"steps.disable: no step `{name}`{did_you_mean(name, steps)}")
        for name in sorted(disabled - set(steps))
    ]
