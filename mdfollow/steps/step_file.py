"""One step file -> one Step: front matter says when and what, the body is the draft to send."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mdfollow.front_matter import FrontMatterError, Property, Scalar, read
from mdfollow.problems import Problem, did_you_mean
from mdfollow.rules import Rule, parse_rule
from mdfollow.steps.template import Template, TemplateError, condition, text_template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mdfollow.front_matter import FrontMatter

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KEYS = ("step", "title", "each", "when", "task", "empty", "scheduled", "due", "retry")
_DRAFT_KEYS = ("to", "subject")


class StepFileError(Exception):
    """A step file that can't be used: every mistake in it, and the step's name if it has one."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        super().__init__(name)
        self.name = name
        self.problems = problems


@dataclass(frozen=True, slots=True)
class DateRule:
    """A date rule as written; one with Liquid in it is read only when it is rendered."""

    template: Template | None
    rule: Rule | None
    line: int


@dataclass(frozen=True, slots=True)
class Step:
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


def read_step(text: str, path: str, source: str) -> Step:
    """Read a step file. Raises StepFileError with all that is wrong, each at its line."""
    problems: list[Problem] = []
    name = ""
    try:
        reader = _Reader(_front_matter(text), problems, path)
        name = reader.name()
        step = reader.step(name, source, text)
    except FrontMatterError as error:
        raise StepFileError("", [Problem(path, error.line, error.message)]) from None
    except TemplateError as error:
        raise StepFileError(name, [*problems, Problem(path, error.line, str(error))]) from None
    if problems:
        raise StepFileError(name, sorted(problems))
    return step


def _front_matter(text: str) -> FrontMatter:
    head = read(text)
    if head is None:
        raise TemplateError(1, "no front matter; a step begins with --- and `step: name`")
    return head


@dataclass
class _Reader:
    """Takes the properties of a step file one by one and notes what is wrong with each."""

    head: FrontMatter
    problems: list[Problem]
    path: str

    def name(self) -> str:
        value = self._one("step")
        if value is None or not _NAME.fullmatch(value.text):
            found = f"`{value.text}`" if value else "none"
            raise TemplateError(
                value.line if value else 1,
                f"`step` is the step's name in small letters, digits and dashes; found {found}",
            )
        return value.text

    def step(self, name: str, source: str, text: str) -> Step:
        """Read the rest of the file."""
        self._refuse_unknown()
        tasks = tuple(self._tasks())
        if not tasks:
            self._tell(1, "`task` is missing: the text of the task, such as `task: Call Jane`")
        when, each = self._one("when"), self._one("each")
        title = self._one("title")
        for key in _DRAFT_KEYS:
            self._text(key)
        self._body(text)
        return Step(
            name=name,
            title=title.text if title else name,
            each=each.text.lower() if each else "",
            when=condition(when.text, when.line) if when else None,
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
        for found in self.head.properties:
            key = found.name.lower()
            if key == "task" or key.startswith("task-"):
                template = self._text(found.name)
                if template:
                    yield key.removeprefix("task").removeprefix("-"), template

    def _text(self, key: str) -> Template | None:
        value = self._one(key)
        return text_template(value.text, value.line) if value else None

    def _rules(self, key: str) -> tuple[DateRule, ...]:
        found = self.head.get(key)
        return tuple(filter(None, map(self._rule, found.values))) if found else ()

    def _rule(self, value: Scalar) -> DateRule | None:
        if "{" in value.text:
            return DateRule(text_template(value.text, value.line), None, value.line)
        try:
            return DateRule(None, parse_rule(value.text), value.line)
        except ValueError as error:
            self._tell(value.line, str(error))
            return None

    def _body(self, text: str) -> None:
        """The draft is Liquid too: told here, where it is written, not when it is sent."""
        body = text[self.head.body_start :]
        text_template(body, text.count("\n", 0, self.head.body_start) + 1)

    def _one(self, key: str) -> Scalar | None:
        found = self.head.get(key)
        if found and (found.unreadable or len(found.values) > 1):
            self._tell(found.line, f"`{key}` is one text; put it in quotes if it holds {{{{ }}}}")
            return None
        return found.values[0] if found and found.values else None

    def _refuse_unknown(self) -> None:
        known = (*_KEYS, *_DRAFT_KEYS)
        for found in self.head.properties:
            if found.name.lower() not in known and not _is_named_task(found):
                guess = did_you_mean(found.name, known)
                self._tell(found.line, f"`{found.name}` is nothing a step has{guess}")
        for name, lines in self.head.duplicates.items():
            self._tell(lines[-1], f"`{name}` is given twice; keep one")

    def _tell(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, message))


def _is_named_task(found: Property) -> bool:
    prefix, _, name = found.name.lower().partition("-")
    return prefix == "task" and bool(_NAME.fullmatch(name))
