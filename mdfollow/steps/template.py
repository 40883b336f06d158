"""Liquid, bounded: a step file may come from anywhere and can do nothing but make text.

Liquid was made for text from strangers. Its limits for loops, output, memory and nesting are set
here, its tags and filters are an allow-list, and no template can load another one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, TextIO

from liquid import Environment, FalsyStrictUndefined
from liquid.builtin.output import Output, OutputNode
from liquid.exceptions import LiquidError, UndefinedError
from liquid.stringify import to_liquid_string

from mdfollow.problems import did_you_mean
from mdfollow.sanitise import markdown
from mdfollow.steps.template_error import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from liquid import BoundTemplate, RenderContext

LONGEST_SOURCE = 32 * 1024
_TAGS = ("if", "unless", "case", "for", "break", "continue", "assign", "comment", "#")
_FILTERS = (
    "append",
    "at_least",
    "at_most",
    "capitalize",
    "compact",
    "default",
    "divided_by",
    "downcase",
    "first",
    "join",
    "last",
    "minus",
    "modulo",
    "plus",
    "prepend",
    "remove",
    "reverse",
    "size",
    "slice",
    "sort",
    "split",
    "strip",
    "truncate",
    "truncatewords",
    "uniq",
    "upcase",
    "where",
    "map",
)
"""Filters that shorten or order; `replace` and `times` multiply, the rest is not needed."""

_LONGEST_TEXT = 10_000
_LONGEST_LIST = 1_000
"""What one filter takes: characters of its text, and entries of its list or characters of an
argument. `join` multiplies those two, and a range may have any number of entries."""

_MOST_REMEMBERED = 1_000

_DATE_FORM = re.compile(r"(?:%-?[YymdBbAa]|[^%]){1,40}")


class _MarkdownOutputNode(OutputNode):
    """`{{ value }}` as plain text: whatever a note says, it is no markup in the task line."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        value = to_liquid_string(self.expression.evaluate(context), autoescape=False)
        return buffer.write(markdown(value))


class _MarkdownOutput(Output):
    node_class = _MarkdownOutputNode


class _Environment(Environment):
    block_nesting_limit = 20
    context_depth_limit = 20
    loop_iteration_limit = 500
    local_namespace_limit = 64 * 1024
    output_stream_limit = 64 * 1024
    logical_not_operator = True
    logical_parentheses = True


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled template: `line` is where it stands in its file, from 1."""

    source: str
    line: int
    compiled: BoundTemplate
    names: tuple[str, ...] | None
    """All it may read of the values, sorted; None where it may read any, as in `{{ [name] }}`."""
    rendered: dict[str, str] = field(default_factory=dict, compare=False)
    """What it gave for values before: a text depends on nothing else, and most are asked again."""

    def render(self, values: Mapping[str, object]) -> str:
        """Return the text for these values. Raises TemplateError, also where a value is missing."""
        names = sorted(values) if self.names is None else self.names
        given = {name: values[name] for name in names if name in values}
        told = repr(given)
        if told not in self.rendered:
            if len(self.rendered) >= _MOST_REMEMBERED:
                self.rendered.clear()
            self.rendered[told] = self._render(given)
        return self.rendered[told]

    def _render(self, values: dict[str, object]) -> str:
        try:
            return self.compiled.render(values)
        except (LiquidError, RecursionError, ValueError, TypeError, ArithmeticError) as error:
            raise _told(error, self.line) from None

    def holds(self, values: Mapping[str, object]) -> bool:
        """Whether a condition made by `condition` is true for these values."""
        return bool(self.render(values))


def text_template(source: str, line: int) -> Template:
    """Compile a text. Raises TemplateError for anything that is not the Liquid allowed here."""
    return _compile(source, line, environment())


def condition(source: str, line: int) -> Template:
    """Compile a Liquid condition such as `outcome == "pending"`."""
    if re.search(r"[{}%\r\n]", source):
        raise TemplateError(line, '`when` is one condition, such as `outcome == "pending"`')
    return _compile("{% if " + source + " %}true{% endif %}", line, environment())


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The one bounded Liquid environment."""
    env = _Environment(undefined=FalsyStrictUndefined)
    for name in set(env.tags) - {*_TAGS, "literal", "output", "illegal", "content"}:
        if name.isalpha():
            del env.tags[name]
    env.add_tag(_MarkdownOutput)
    env.filters = {name: _bounded(env.filters[name]) for name in _FILTERS} | {"date": _date}
    return env


def _bounded(apply: Callable[..., object]) -> Callable[..., object]:
    """The filter, refusing what would cost it much time or memory."""

    @wraps(apply)
    def bounded(value: object, *args: object, **kwargs: object) -> object:
        for at, one in enumerate((value, *args)):
            most = _LONGEST_TEXT if at == 0 and isinstance(one, str) else _LONGEST_LIST
            if isinstance(one, (str, list, tuple, range)) and len(one) > most:
                raise ValueError(f"a filter takes no more than {most} characters or entries")
        return apply(value, *args, **kwargs)

    return bounded


def _date(value: object, form: object) -> str:
    """The filter `date`: an ISO date in another form such as `%-d %B`; it reads no clock."""
    if not _DATE_FORM.fullmatch(str(form)):
        raise ValueError(f"date form `{form}`: only %Y %y %m %-m %d %-d %B %b %A %a are known")
    day = date.fromisoformat(str(value))
    plain = str(form).replace("%-d", str(day.day)).replace("%-m", str(day.month))
    return day.strftime(plain)


def _compile(source: str, line: int, env: Environment) -> Template:
    if len(source) > LONGEST_SOURCE:
        raise TemplateError(line, "longer than 32 KiB; shorten it")
    try:
        compiled = env.from_string(source)
        analysis = compiled.analyze()
    except (LiquidError, RecursionError, ValueError) as error:
        raise _told(error, line) from None
    used = analysis.filters
    for name in sorted(set(used) - set(env.filters)):
        at = line + source.count("\n", 0, used[name][0].index)
        raise TemplateError(at, f"filter `{name}` is not known{did_you_mean(name, env.filters)}")
    names = tuple(sorted({*analysis.variables, *analysis.globals}))
    return Template(source, line, compiled, None if any("[" in n for n in names) else names)


def _told(error: Exception, line: int) -> TemplateError:
    if isinstance(error, LiquidError) and (place := error.context()):
        line += place[0] - 1
    if isinstance(error, UndefinedError):
        name = str(error.message).removesuffix(" is undefined").strip("'")
        return TemplateError(
            line, f"`{name}` is missing there; put it between {{% if {name} %}} and {{% endif %}}"
        )
    return TemplateError(
        line, f"Liquid: {str(error).splitlines()[0] if str(error) else 'too deep'}"
    )
