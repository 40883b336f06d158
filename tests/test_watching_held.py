"""What is remembered must never show: after any change the vault is as a plain sync leaves it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from mdfollow.sync import sync
from tests.agendas import read, save
from tests.vaults import interview, write_vault
from tests.watched import Watched

if TYPE_CHECKING:
    from pathlib import Path

COMPANIES = ("Acme", "Globex")
CHANGES: dict[str, list[str | None]] = {
    "interviewers": ["Jane Doe", '"[[Sam Lee]]"', "[Jane Doe, Kim Park]", None],
    "references": ['"[[Dana Cruz]]"', None],
    "outcome": ["pending", "rejected", "advanced", None],
    "decision_by": ["2026-11-27", None],
    "date": ["2026-11-24", "2026-11-20", "soon"],
    "round": ["1", "2"],
    "type": ["interview", "note"],
}
SETTINGS = ("", '[checklist]\nheading = "## Then"\n', "resume_updated = 2026-11-01\n")


def contact(rng: random.Random) -> str:
    sent = rng.choice(["", "resume_sent: 2026-11-10\n"])
    return f"---\ntype: contact\nphone: 555-{rng.randrange(3)}\n{sent}---\n"


def change(vault: Path, rng: random.Random) -> str:
    """Change one file as a person might; return its path."""
    what = rng.randrange(10)
    if what == 0:
        path = "Sam Lee.md"
        save(vault, path, contact(rng))
    elif what == 1:
        path = "mdfollow.toml"
        save(vault, path, rng.choice(SETTINGS))
    elif what == 2:
        path = f"Extra {rng.randrange(2)}.md"
        if (vault / path).exists():
            (vault / path).unlink()
        else:
            save(vault, path, interview(company=rng.choice(COMPANIES)))
    elif what in {3, 4}:
        path = rng.choice(["Due this week.md", "Acme 1.md", "Globex 1.md"])
        lines = read(vault, path).splitlines(keepends=True)
        at = rng.choice([i for i, one in enumerate(lines) if "- [" in one] or [0])
        lines[at] = lines[at].replace("- [ ]", "- [x]")
        save(vault, path, "".join(lines))
    else:
        path = f"{rng.choice(COMPANIES)} {rng.randrange(2)}.md"
        name = rng.choice(sorted(CHANGES))
        head, _, body = read(vault, path).removeprefix("---\n").partition("\n---\n")
        kept = [one for one in head.splitlines() if not one.startswith(f"{name}:")]
        value = rng.choice(CHANGES[name])
        kept += [f"{name}: {value}"] if value else []
        save(vault, path, "\n".join(["---", *kept, "---", body]))
    return path


@pytest.mark.parametrize("seed", range(8))
def test_after_any_change_the_vault_is_as_a_plain_sync_leaves_it(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - no secret
    notes = {
        f"{company} {n}.md": interview(company=company, round=n + 1)
        for company in COMPANIES
        for n in range(2)
    }
    watched = Watched(write_vault(tmp_path, notes | {"Sam Lee.md": contact(rng)}))
    for step in range(40):
        changed = [change(tmp_path, rng) for _ in range(rng.randrange(1, 4))]
        if rng.random() < 0.5:  # something is foreseen, and then comes otherwise
            watched.rest(*changed, "", seconds=2.96)
            changed = [change(tmp_path, rng)]
        watched.rest(*changed, "")
        watched.rest(seconds=10)
        if step % 8 == 7:
            watched.clock.wall += timedelta(days=1)
            watched.tick()
        day = watched.clock.now().date()
        left = sync(tmp_path, day, lambda *_: None).changed
        assert not left, (step, left)
    assert day > date(2026, 11, 25)
