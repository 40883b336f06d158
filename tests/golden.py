"""One vault, and the agenda it gets on each day, week start and link style: tests/cases/*.md.

`python -m tests.golden` writes the cases anew; read their diff before you commit it.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

from mdfollow.disk.writer import write
from mdfollow.sync import sync
from tests.vaults import AGENDA, interview, write_vault

CASES = Path(__file__).parent / "cases"
DAYS = {
    "monday": date(2026, 11, 23),
    "thursday": date(2026, 11, 26),
    "sunday": date(2026, 11, 29),
    "years-turn": date(2026, 12, 31),
}
NOTES = {
    "Interviews/Acme Federal 1.md": interview(
        "They liked the dashboard.\n",
        company="Acme Federal",
        role="Data Engineer",
        sector="government",
        interviewers='[Jane Doe, "[[Sam Lee]]"]',
        skills="[Tableau]",
        decision_by="2026-12-30",
        posting="https://www.usajobs.gov/job/123456789",
    ),
    "Interviews/Globex 1.md": interview(
        "- [x] buy a tie 📅 2026-11-24 ✅ 2026-11-23\n"
        "- [x] send samples 📅 2026-11-27 ✅ 2026-11-26\n"
        "- [x] file the report ✅ 2026-12-29 📅 2026-12-28\n"
        "- [-] ask for parking 📅 2026-11-26\n"
        "- [/] read their paper ⏳ 2026-11-25 📅 2027-01-08\n",
        company="Globex",
        date="2026-11-20",
        references='["[[Dana Cruz]]"]',
        network='["[[Lee Wong]]"]',
    ),
    "Interviews/Hooli 2.md": interview(
        company="Hooli", date="2026-11-10", round=2, outcome="rejected", outcome_date="2026-11-24"
    ),
    "Interviews/Initech 1.md": interview(
        "- [ ] call [the desk](tel:5550100) 📅 2026-11-29\n", company="Initech", date="tomorrow"
    ),
    "Contacts/Sam Lee.md": "---\ntype: contact\nphone: 555-0100\n---\n",
    "Contacts/Dana Cruz.md": "---\ntype: contact\nresume_send: 2026-11-02\n---\n"
    "- [ ] thank Dana 📅 2027-01-02\n",
    "Applications/Umbrella.md": "---\ntype: application\ncompany: Umbrella\napplied: 2026-11-23\n"
    "---\n- [ ] ask for the salary range [due:: 2026-11-29]\n",
    "Applications/Wayne.md": "---\ntype: application\ncompany: Wayne\napplied: 2026-12-30\n---\n",
    "Notes/Ordinary.md": "- [ ] not a job note 📅 2026-11-26\n",
}


@dataclass(frozen=True)
class Case:
    """An agenda: the day it is made for, the day weeks start on, and how links are written."""

    day: str
    week_starts: str
    style: str

    @property
    def file(self) -> Path:
        """Where the agenda of this case is kept."""
        return CASES / f"agenda {self.day}, week from {self.week_starts}, {self.style}.md"

    def vault(self, root: Path) -> Path:
        """Write the vault of this case."""
        settings = f'[agenda]\nweek_starts = "{self.week_starts}"\n'
        settings += f'[links]\nstyle = "{self.style}"\n'
        return write_vault(root, {**NOTES, "mdfollow.toml": settings})


ALL = [Case(*one) for one in product(DAYS, ("monday", "sunday"), ("markdown", "wikilink"))]


def main() -> None:
    """Write all cases anew."""
    CASES.mkdir(exist_ok=True)
    for case in ALL:
        with tempfile.TemporaryDirectory() as folder:
            root = case.vault(Path(folder))
            sync(root, DAYS[case.day], lambda *change, root=root: write(root, *change))
            case.file.write_bytes((root / AGENDA).read_bytes())


if __name__ == "__main__":
    main()
