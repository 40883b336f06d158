"""People and things as a note names them, and the ids their tasks get.

`Jane Doe <jane@acme.example>`, `"[[Sam Lee]]"`, `[Sam](People/Sam%20Lee.md)` or just a name. What
an id is made of comes from the note's own text only, so that it stays the same for ever.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from mdfollow.lines.record import short_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WIKILINK = re.compile(
    r"!?\[\[(?P<target>[^\[\]|#^]+)(?:[#^][^\[\]|]*)?(?:\|(?P<shown>[^\[\]]*))?\]\]"
)
_LINK = re.compile(
    r"!?\[(?P<shown>[^\[\]]*)\]"
    r"\((?:<(?P<angle>[^<>]+)>|(?P<target>(?:[^()<>]|\([^()<>]*\))+))\)"
)
_EMAIL = re.compile(r"(?<![\w.+'-])[.+'-]*(?P<address>\w[\w.+'-]*@[\w-]+(?:\.[\w-]+)+)")
_ADDRESS = re.compile(r"[<(\[]?(?:mailto:)?" + _EMAIL.pattern + r"[>)\].]*")
"""An e-mail address with the brackets around it."""
_MAILTO = re.compile(r"\[([^\[\]]*)\]\(<?mailto:([^()<>?\s]+)(?:\?[^()<>]*)?>?\)")
_LONGEST_SLUG = 40


class Mention(NamedTuple):
    """One entry of a list property: its name, and what else the note itself says of it."""

    name: str
    email: str = ""
    target: str = ""
    """The note a link leads to, without `.md`; empty for no link."""
    shown: str = ""
    """The words a link shows instead of its target's name."""
    line: int = 0

    @property
    def detail(self) -> str:
        """What tells this mention from another of the same name; may be empty."""
        return unicodedata.normalize("NFC", self.email or self.target).lower()


def read_mention(text: str, line: int = 0) -> Mention:
    """Read one entry as written in the front matter."""
    if "[" not in text and "@" not in text:  # most are just a name
        return Mention(" ".join(text.split()), line=line)
    if "mailto:" in text:
        text = _MAILTO.sub(r"\1 <\2>", text)
    email = _EMAIL.search(text) if "@" in text else None
    address = email["address"] if email else ""
    if link := _WIKILINK.search(text) or _LINK.search(text):
        target = link_target(link[0])
        name = target.rpartition("/")[2]
        shown = " ".join((link["shown"] or "").split())
        return Mention(name, address, target, shown, line)
    if not address:
        return Mention(" ".join(text.split()), line=line)
    name = " ".join(_ADDRESS.sub(" ", text).split()).strip(" <>,;:\"'-–—|")
    return Mention(name or address, address, line=line)


def link_target(text: str) -> str:
    """Return the note a link leads to, without `.md`.

    A text that isn't one link and nothing else is returned itself, its blanks joined.
    """
    if "[" not in text:
        return " ".join(text.split())
    if link := _WIKILINK.fullmatch(text.strip()):
        target = link["target"]
    elif link := _LINK.fullmatch(text.strip()):
        target = unquote((link["angle"] or link["target"]).partition("#")[0])
    else:
        return " ".join(text.split())
    target = " ".join(target.split())
    return target[:-3] if target.lower().endswith(".md") else target


def link_name(text: str) -> str:
    """Return the last part of a link's target; a text that is not one link as `link_target`."""
    target = link_target(text)
    is_link = "[" in text and target != " ".join(text.split())
    return target.rpartition("/")[2] if is_link else target


def slug(name: str) -> str:
    """Return `name` in lower-case ASCII letters, digits and dashes.

    Where anything but case and blanks is lost, a hash of the name follows, so that `C`, `C++` and
    `C#`, or two names in another script, stay apart.
    """
    plain = " ".join(unicodedata.normalize("NFC", name).lower().split())
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    kept = re.sub(r"[^a-z0-9]+", "-", ascii_only)[:_LONGEST_SLUG].strip("-")
    return kept if kept.replace("-", " ") == plain else f"{kept}-{short_hash(plain)}".strip("-")


def name_items(
    mentions: Iterable[Mention], known: Mapping[str, str]
) -> list[tuple[str, str, Mention]]:
    """Give each mention the item its task is named by, and a hash of what tells it apart.

    `known` are the items that have a task of this step in the note, each with its hash. A name
    that stands alone is the item. Of two equal names each goes by name and detail, but one that
    already has a task keeps it: a key is never handed on, and never depends on position.
    """
    groups: dict[str, dict[str, Mention]] = {}
    for mention in mentions:
        groups.setdefault(slug(mention.name), {}).setdefault(mention.detail, mention)
    named = []
    for name, members in groups.items():
        for detail, mention in members.items():
            who = short_hash(detail) if detail else ""
            named.append((_item(name, who, known, alone=len(members) == 1), who, mention))
    return named


def _item(name: str, who: str, known: Mapping[str, str], *, alone: bool) -> str:
    full = f"{name}-{who or short_hash('')}"
    if full in known:
        return full
    if known.get(name) == who:
        return name
    namesakes = any(hash_ and item == f"{name}-{hash_}" for item, hash_ in known.items())
    return name if alone and not namesakes else full
