"""One step file -> one Step: front matter says when and what, the body is the draft to send."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from mdfollow.problems import Problem, did_you_mean
from mdfollow.reading.front_matter import FrontMatterError, Property, Scalar, read
from mdfollow.rules import Rule, parse_rule
from mdfollow.steps.template import Template, condition, text_template
from mdfollow.steps.template_error import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mdfollow.reading.front_matter import FrontMatter

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KEYS = ("step", "title", "each", "when", "task", "empty", "scheduled", "due", "retry")
_DRAFT_KEYS = ("to", "subject")


class StepFileError(Exception):
    """A step file that can't be used: every mistake in it, and the step's name if it has one."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        super().__init__(name)
        self.name = name
        self.problems = problems


class DateRule(NamedTuple):
    """A date rule as written; one with Liquid in it is read only when it is rendered."""

    template: Template | None
    rule: Rule | None
    line: int

    @property
    def counts_tries(self) -> bool:
        """Whether it may count from the last try logged under the task."""
        named = self.rule.property if self.rule else self.template.source if self.template else ""
        return "last_try" in named.casefold()


class Step(NamedTuple):
    """One piece of the workflow. `tasks` are texts by name, the only one's name is empty."""

    name: str
    title: str
    each: str
    when: Template | None
    tasks: tuple[tuple[str, Template], ...]
    empty: Template | None
    scheduled: tuple[DateRule, ...]
    due: tuple[DateRule, ...]
    retry: tuple[DateRule, ...]
    source: str
    """Where it comes from, as `mdfollow steps` says it."""
    path: str
    text: str

    @property
    def counts_tries(self) -> bool:
        """Whether tries move its dates: a date moved by hand is given back by the next try."""
        return any(rule.counts_tries for rule in (*self.scheduled, *self.due, *self.retry))


def read_step(text: str, path: str, source: str) -> Step:
    """Read a step file. Raises StepFileError with all that is wrong, each at its line."""
    try:
        head = read(text)
    except FrontMatterError as error:
        raise StepFileError("", [Problem(path, error.line, error.message)]) from None
    if head is None:
        message = "no front matter; a step begins with --- and `step: name`"
        raise StepFileError("", [Problem(path, 1, message)])
    reader = _Reader(head, path)
    step = reader.step(source, text)
    if reader.problems:
        raise StepFileError(step.name, sorted(reader.problems))
    return step


@dataclass
class _Reader:
    """Takes the properties of a step file one by one and notes what is wrong with each."""

    head: FrontMatter
    path: str
    problems: list[Problem] = field(default_factory=list)

    def _name(self) -> str:
        value = self._one("step")
        if value and _NAME.fullmatch(value.text):
            return value.text
        if value or not self._is_there("step"):
            found = f"`{value.text}`" if value else "none"
            self._tell(
                value.line if value else 1,
                f"`step` is the step's name in small letters, digits and dashes; found {found}",
            )
        return ""

    def step(self, source: str, text: str) -> Step:
        """Read the whole file; with a problem the step can't be used."""
        self._refuse_unknown()
        name, tasks = self._name(), tuple(self._tasks())
        when, each = self._one("when"), self._one("each")
        title = self._one("title")
        for key in _DRAFT_KEYS:
            self._text(key)
        self._body(text)
        return Step(
            name=name,
            title=title.text if title else name,
            each=each.text if each else "",
            when=self._made(condition, when) if when else None,
            tasks=tasks,
            empty=self._text("empty"),
            scheduled=self._rules("scheduled"),
            due=self._rules("due"),
            retry=self._rules("retry"),
            source=source,
            path=self.path,
            text=text,
        )

    def _tasks(self) -> Iterator[tuple[str, Template]]:
        """`task`, and any number of `task-NAME` for a step with several tasks."""
        named = [found for found in self.head.properties if _is_task(found)]
        for found in named:
            template = self._text(found.name)
            if template and template.source.strip():
                yield found.name.lower().removeprefix("task").removeprefix("-"), template
            elif template or not self._is_there(found.name):
                self._tell(found.line, f"`{found.name}` is empty; write the text of the task")
        if not named:
            self._tell(1, "`task` is missing: the text of the task, such as `task: Call Jane`")

    def _text(self, key: str) -> Template | None:
        value = self._one(key)
        return self._made(text_template, value) if value else None

    def _made(self, make: Callable[[str, int], Template], value: Scalar) -> Template | None:
        try:
            return make(value.text, value.line)
        except TemplateError as error:
            self._tell(error.line, str(error))
            return None

    def _rules(self, key: str) -> tuple[DateRule, ...]:
        found = self.head.get(key)
        return tuple(filter(None, map(self._rule, found.values))) if found else ()

    def _rule(self, value: Scalar) -> DateRule | None:
        if "{" in value.text:
            return DateRule(self._made(text_template, value), None, value.line)
        try:
            return DateRule(None, parse_rule(value.text), value.line)
        except ValueError as error:
            self._tell(value.line, str(error))
            return None

    def _body(self, text: str) -> None:
        """The draft is Liquid too: told here, where it is written, not when it is sent."""
        start = self.head.body_start
        self._made(text_template, Scalar(text[start:], text.count("\n", 0, start) + 1))

    def _one(self, key: str) -> Scalar | None:
        found = self.head.get(key)
        if found and (found.unreadable or len(found.values) > 1):
            self._tell(found.line, f"`{key}` is one text; put it in quotes if it holds {{{{ }}}}")
            return None
        return found.values[0] if found and found.values else None

    def _is_there(self, key: str) -> bool:
        """Whether the property has a value, be it one that can't be used."""
        found = self.head.get(key)
        return bool(found and (found.values or found.unreadable))

    def _refuse_unknown(self) -> None:
        known = (*_KEYS, *_DRAFT_KEYS)
        for found in self.head.properties:
            if found.name.lower() not in known and not _is_task(found):
                guess = did_you_mean(found.name, known)
                self._tell(found.line, f"`{found.name}` is nothing a step has{guess}")
        for name, lines in self.head.duplicates.items():
            self._tell(lines[-1], f"`{name}` is given twice; keep one")

    def _tell(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, message))


def _is_task(found: Property) -> bool:
    prefix, dash, name = found.name.lower().partition("-")
    return prefix == "task" and bool(_NAME.fullmatch(name) if dash else True)
