"""The text of made-up notes: prose, lists, tables, quotes, code and links, of a given size."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from random import Random

_SOME = (
    "the a of and to in for with on we they it that this but from about after before team data "
    "query table report model index budget plan meeting question answer draft review release "
    "customer service record window function pipeline dashboard schedule process culture change "
    "learned asked wrote moved found kept shared built tested measured large small early late new"
)
_WORDS = _SOME.split()
_CODE = """\
```sql
select company, count(*) as answers
from letters  -- one row for each letter sent
where sent >= '2024-01-01'
group by company
order by answers desc;
```
"""
_MARKS = ("", "", "", "", "**{}**", "*{}*", "`{}`", "[[{}]]", "[{}](https://example.org/page)")


def body(rng: Random, size: int) -> str:
    """Return Markdown of at least `size` characters, and not much more."""
    blocks = [f"# {_sentence(rng, 4)}\n"]
    kinds = (_paragraph, _paragraph, _paragraph, _list, _table, _quote, _code, _heading)
    length = len(blocks[0])
    while length < size:
        blocks.append(rng.choice(kinds)(rng))
        length += len(blocks[-1]) + 1
    return "\n".join(blocks)


def dated_task(rng: Random, day: date) -> str:
    """Return a task such as a person writes by hand, due on that day."""
    return f"- [ ] {_sentence(rng, 5)} 📅 {day}\n"


def _sentence(rng: Random, count: int) -> str:
    return " ".join(rng.choices(_WORDS, k=count)).capitalize()


def _paragraph(rng: Random) -> str:
    lines = []
    for _ in range(rng.randint(2, 6)):
        mark = rng.choice(_MARKS)
        end = mark.format(rng.choice(_WORDS)) if mark else rng.choice(_WORDS)
        lines.append(f"{_sentence(rng, 12)} {end}.")
    return "\n".join(lines) + "\n"


def _list(rng: Random) -> str:
    items = (f"{rng.choice(('-', '- [ ]', '  -'))} {_sentence(rng, 7)}\n" for _ in range(6))
    return "- " + _sentence(rng, 5) + "\n" + "".join(items)


def _table(rng: Random) -> str:
    rows = (f"| {_sentence(rng, 2)} | {rng.randint(1, 900)} |\n" for _ in range(4))
    return "| what | how many |\n|---|---:|\n" + "".join(rows)


def _quote(rng: Random) -> str:
    return f"> {_sentence(rng, 12)}.\n> {_sentence(rng, 9)}.\n"


def _code(_rng: Random) -> str:
    return _CODE


def _heading(rng: Random) -> str:
    return f"## {_sentence(rng, 3)}\n"
