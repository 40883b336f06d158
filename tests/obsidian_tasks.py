"""How Obsidian Tasks reads a line: from its end, field by field, until nothing fits any more.

The rule and the expressions are those of the plugin's own reader (version 8.3.0,
`DefaultTaskSerializer`, `DataviewTaskSerializer` and `TaskRegularExpressions` of its source).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TASK = re.compile(r"^([\s\t>]*)([-*+]|[0-9]+[.)]) +\[(.)\] *(.*)")
_BLOCK_LINK = re.compile(r" \^[a-zA-Z0-9-]+$")
_TAG = re.compile(r"(^|\s)#[^ !@#$%^&*(),.?\":{}|<>]+$")
_LONGEST = 20
_DAY = r"(\d{4}-\d{2}-\d{2})"
_EMOJI = {
    "due": f"[📅📆🗓]\ufe0f? *{_DAY}$",
    "scheduled": f"[⏳⌛]\ufe0f? *{_DAY}$",
    "start": f"🛫\ufe0f? *{_DAY}$",
    "created": f"➕\ufe0f? *{_DAY}$",
    "completion": f"✅\ufe0f? *{_DAY}$",
    "cancelled": f"❌\ufe0f? *{_DAY}$",
    "priority": "([🔺⏫🔼🔽⏬])\ufe0f?$",
    "repeat": "🔁\ufe0f? *([a-zA-Z0-9, !]+)$",
    "onCompletion": "🏁\ufe0f? *([a-zA-Z]+)$",
    "id": "🆔\ufe0f? *([a-zA-Z0-9-_]+)$",
    "dependsOn": "⛔\ufe0f? *([a-zA-Z0-9-_]+(?: *, *[a-zA-Z0-9-_]+ *)*)$",
}
_DATAVIEW = {
    name: rf"(?:\[|\(){name}:: *([^\])]+?) *(?:\]|\)) *,?$"
    for name in (*_EMOJI, "priority")
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What the plugin makes of a line; dates are those it read, all else is description."""

    status: str
    description: str
    fields: dict[str, str]
    block_link: str


def read_line(line: str, form: str = "emoji") -> Reading | None:
    """Read one line; None if it is no task."""
    task = _TASK.match(line)
    if task is None:
        return None
    rest, link = task[4].strip(), ""
    if found := _BLOCK_LINK.search(rest):
        rest, link = rest[: found.start()].strip(), found[0]
    expressions = _DATAVIEW if form == "dataview" else _EMOJI
    fields: dict[str, str] = {}
    tags: list[str] = []
    for _ in range(_LONGEST):
        before = rest
        for name, expression in expressions.items():
            if found := re.search(expression, rest):
                fields[name], rest = found[1], rest[: found.start()].strip()
        if found := _TAG.search(rest):
            tags.insert(0, found[0].strip())
            rest = rest[: found.start()].strip()
        if rest == before:
            break
    return Reading(task[3], " ".join([rest, *tags]), fields, link)
