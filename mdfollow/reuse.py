"""Which results of the last sync still hold: those of notes about which nothing has changed.

What comes of a note depends on its bytes, on settings and steps, on the day, and on other notes:
the contacts and those of the same opportunity. With all of these the same, it is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mdfollow.pages import Page
    from mdfollow.reading.facts import Facts
    from mdfollow.vault import Vault


class World(NamedTuple):
    """What the notes of a sync depend on besides settings and steps.

    `day` is ISO; `beside` are by path the notes of the same opportunity.
    """

    day: str
    contacts: tuple[Facts, ...]
    beside: Mapping[str, tuple[Facts, ...]]

    @classmethod
    def of(cls, day: str, vault: Vault) -> World:
        """Make it from all notes together."""
        contacts = tuple(facts for facts in vault.facts if facts.kind == "contact")
        beside = {facts.path: one.notes for one in vault.opportunities for facts in one.notes}
        return cls(day, contacts, beside)


def forget_results(pages: Iterable[Page], before: World | None, now: World) -> None:
    """Forget the results that another world may have given. No interview: no world matters."""
    same = before and before.day == now.day and before.contacts == now.contacts
    for page in pages:
        facts = page.facts
        if facts is None or facts.kind != "interview":
            continue
        if not (before and same and before.beside.get(facts.path) == now.beside[facts.path]):
            page.result = None
