"""One row for each sentence of the seed that asks for something: the note, and the line it gets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.vaults import interview, task, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from click.testing import Result

KIM = "---\ntype: contact\nphone: 555-0142\nemail: kim@acme.example\n---\n"
DANA = "---\ntype: contact\nresume_sent: {}\n---\n"
RESUME = "resume_updated = 2026-11-01\n"


@dataclass(frozen=True)
class Row:
    """A sentence of the seed, a note, and the task it gets; an empty line means no such task."""

    says: str
    key: str
    line: str
    properties: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


ROWS = [
    Row(
        "Send a separate note to each person who interviewed you.",
        "thank-you-jane-doe",
        "- [ ] Write or email a thank-you note to Jane Doe ⏳ 2026-11-25 📅 2026-11-26",
        {"interviewers": "[Jane Doe, Sam Lee, Kim Park]"},
    ),
    Row(
        "… to each person: the third one too",
        "thank-you-kim-park",
        "- [ ] Write or email a thank-you note to Kim Park ⏳ 2026-11-25 📅 2026-11-26",
        {"interviewers": "[Jane Doe, Sam Lee, Kim Park]"},
    ),
    Row(
        "… with nobody named",
        "thank-you",
        "- [ ] Write or email a separate thank-you note to each interviewer "
        "(add them under `interviewers`) ⏳ 2026-11-25 📅 2026-11-26",
    ),
    Row(
        "… a name in another script",
        "thank-you-535320da",
        "- [ ] Write or email a thank-you note to 李小龙 ⏳ 2026-11-25 📅 2026-11-26",
        {"interviewers": "[李小龙]"},
    ),
    Row(
        "… two of the same name",
        "thank-you-jane-doe-843ff79d",
        "- [ ] Write or email a thank-you note to Jane Doe ⏳ 2026-11-25 📅 2026-11-26",
        {"interviewers": '["Jane Doe <j1@acme.example>", "Jane Doe <j2@acme.example>"]'},
    ),
    Row(
        "For government interviews, you should use an email note (said so).",
        "thank-you-jane-doe",
        "- [ ] Email a thank-you note to Jane Doe ⏳ 2026-11-25 📅 2026-11-26",
        {"interviewers": "Jane Doe", "sector": "government"},
    ),
    Row(
        "For government interviews … (by the posting).",
        "thank-you-jane-doe",
        "- [ ] Email a thank-you note to Jane Doe ⏳ 2026-11-25 📅 2026-11-26",
        {"interviewers": "Jane Doe", "posting": "https://www.usajobs.gov/job/1"},
    ),
    Row(
        "For government interviews … (by an interviewer's address).",
        "thank-you-jane-doe",
        "- [ ] Email a thank-you note to Jane Doe ⏳ 2026-11-25 📅 2026-11-26",
        {"interviewers": "Jane Doe <jane@navy.mil>"},
    ),
    Row(
        "A thank-you whatever the outcome …",
        "thank-you-jane-doe",
        "- [ ] Write or email a thank-you note to Jane Doe ⏳ 2026-11-25 📅 2026-11-26",
        {"interviewers": "Jane Doe", "outcome": "rejected"},
    ),
    Row(
        "… but withdrawn.",
        "thank-you-jane-doe",
        "",
        {"interviewers": "Jane Doe", "outcome": "withdrawn"},
    ),
    Row(
        "Keep applying for positions.",
        "keep-applying",
        "- [ ] Keep applying while you wait for Acme",
    ),
    Row(
        "Keep applying … even while you wait: not after an offer.",
        "keep-applying",
        "",
        {"outcome": "offer"},
    ),
    Row(
        "Develop any specific skills that were mentioned.",
        "skills-tableau",
        "- [ ] Work on Tableau, which came up as a weak spot ⏳ 2026-11-25 📅 2026-11-29",
        {"skills": "[Tableau, Window functions]"},
    ),
    Row(
        "Develop any specific skills … before they decide.",
        "skills-window-functions",
        "- [ ] Work on Window functions, which came up as a weak spot ⏳ 2026-11-25 📅 2026-12-02",
        {"skills": "[Tableau, Window functions]", "decision_by": "2026-12-04"},
    ),
    Row("Develop skills: none came up.", "skills", ""),
    Row(
        "Reach out to your network.",
        "network-lee-wong",
        "- [ ] Check in with Lee Wong: number of candidates, how you came across, the process, "
        "the culture ⏳ 2026-11-25 📅 2026-11-27",
        {"network": '["[[Lee Wong]]"]'},
    ),
    Row(
        "Tap your references: job title and organization, may be contacted, let you know.",
        "references-dana-cruz",
        "- [ ] Tell Dana Cruz about Data Engineer at Acme: they may be contacted, and ask to hear "
        "if they are 📅 2026-11-25",
        {"references": '["[[Dana Cruz]]"]', "role": "Data Engineer"},
        {"Dana Cruz.md": DANA.format("2026-11-02"), "mdfollow.toml": RESUME},
    ),
    Row(
        "Make sure they have an updated copy of your resume: sent before the update.",
        "references-dana-cruz",
        "- [ ] Tell Dana Cruz about the job at Acme: they may be contacted, and ask to hear if "
        "they are; send the updated resume 📅 2026-11-25",
        {"references": '["[[Dana Cruz]]"]'},
        {"Dana Cruz.md": DANA.format("2026-10-31"), "mdfollow.toml": RESUME},
    ),
    Row(
        "Make sure they have an updated copy of your resume: never sent.",
        "references-dana-cruz",
        "- [ ] Tell Dana Cruz about the job at Acme: they may be contacted, and ask to hear if "
        "they are; send the updated resume 📅 2026-11-25",
        {"references": "Dana Cruz"},
    ),
    Row(
        "Tap your references: nobody named.",
        "references",
        "- [ ] Tell your references about the job at Acme: they may be contacted, and ask to hear "
        "if they are; send the updated resume (add them under `references`) 📅 2026-11-25",
    ),
    Row(
        "Tap your references: told at the first interview.",
        "references-dana-cruz",
        "",
        {"references": "Dana Cruz", "round": 2},
        {"first.md": interview(date="2026-11-10", references="[Dana Cruz]")},
    ),
    Row(
        "If this was a first interview, start preparing for a second one.",
        "second-interview",
        "- [ ] Prepare for the second interview with Acme ⏳ 2026-11-25 📅 2026-12-01",
    ),
    Row(
        "… a second one that is booked",
        "second-interview",
        "- [ ] Prepare for the second interview with Acme on Thursday, 3 December "
        "⏳ 2026-11-25 📅 2026-12-01",
        {"next_interview": "2026-12-03"},
    ),
    Row(
        "… a second one that has its note",
        "second-interview",
        "- [ ] Prepare for the second interview with Acme on Saturday, 5 December "
        "⏳ 2026-11-25 📅 2026-12-03",
        {},
        {"second.md": interview(date="2026-12-05", round=2)},
    ),
    Row(
        "If this was a first interview: not after the second.", "second-interview", "", {"round": 2}
    ),
    Row(
        "No timeframe: wait a week and then reach out; a phone call is the best method.",
        "follow-up",
        "- [ ] Call Kim Park (555-0142) about the decision 📅 2026-12-01",
        {"interviewers": '[Jane Doe, "[[Kim Park]]"]'},
        {"Kim Park.md": KIM},
    ),
    Row(
        "… after a timeframe they named: the next business day",
        "follow-up",
        "- [ ] Call Jane Doe about the decision 📅 2026-12-07",
        {"interviewers": "Jane Doe", "decision_by": "2026-12-04"},
    ),
    Row(
        "… a follow-up day on a weekend moves on",
        "follow-up",
        "- [ ] Call Acme about the decision 📅 2026-11-30",
        {"date": "2026-11-21"},
    ),
    Row(
        "… a follow-up day on a holiday moves on",
        "follow-up",
        "- [ ] Call Acme about the decision 📅 2026-11-27",
        {"date": "2026-11-19"},
        {"mdfollow.toml": '[calendar]\nholidays = "US"\n'},
    ),
    Row(
        "Unless the interviewer has stated otherwise: by email.",
        "follow-up",
        "- [ ] Email Jane Doe about the decision 📅 2026-12-01",
        {"interviewers": "Jane Doe", "follow_up_via": "email"},
    ),
    Row(
        "Unless the interviewer has stated otherwise: another way, another person.",
        "follow-up",
        "- [ ] Follow up with Kim Park about the decision (their portal) 📅 2026-12-01",
        {"interviewers": "Jane Doe", "follow_up_via": "their portal", "follow_up_with": "Kim Park"},
    ),
    Row("Follow up: not once they have answered.", "follow-up", "", {"outcome": "advanced"}),
    Row(
        "Check USAJOBS as well to see if the status of the job has changed.",
        "usajobs",
        "- [ ] Check [USAJOBS](https://www.usajobs.gov/job/123456789) for a change of status "
        "📅 2026-12-01",
        {"posting": "https://www.usajobs.gov/job/123456789"},
    ),
    Row(
        "… or the posting's own site",
        "usajobs",
        "- [ ] Check [jobs.ca.gov](https://jobs.ca.gov/7) for a change of status of Analyst "
        "📅 2026-12-07",
        {"posting": "https://jobs.ca.gov/7", "decision_by": "2026-12-04", "role": "Analyst"},
    ),
    Row("Check USAJOBS: not for a company.", "usajobs", ""),
    Row(
        "Many organizations keep your application and resume on file (rejected).",
        "stay-on-file",
        "- [ ] Thank Jane Doe and ask to be kept in mind for another opening: applications stay "
        "on file 📅 2026-12-12",
        {"outcome": "rejected", "outcome_date": "2026-12-05", "interviewers": "Jane Doe"},
    ),
    Row(
        "… you might be contacted later about another opening (closed).",
        "look-again",
        "- [ ] Look at the openings of Acme again 📅 2027-02-28",
        {"outcome": "closed", "outcome_date": "2026-11-30"},
    ),
    Row("… not after an offer.", "look-again", "", {"outcome": "offer"}),
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.key}: {row.says}"[:70])
def test_seed(row: Row, tmp_path: Path, run: Callable[..., Result]) -> None:
    vault = write_vault(tmp_path, {**row.files, "note.md": interview(**row.properties)})
    run(vault, "sync")
    expected = f"{row.line} ^mdf-{row.key}" if row.line else ""
    assert task((vault / "note.md").read_text("utf-8"), row.key) == expected


TRIES = [
    ([], "Call Jane Doe about the decision", "2026-12-07"),
    (["2026-12-07 no answer"], "Call Jane Doe about the decision, try 2", "2026-12-08"),
    (
        ["2026-12-07 no answer", "2026-12-11 engaged"],
        "Call Jane Doe about the decision, try 3; leave a voice mail if you still can't reach them",
        "2026-12-14",
    ),
    (
        ["2026-12-07 a", "2026-12-08 b", "2026-12-09 voice mail"],
        "Call Jane Doe about the decision, try 4; leave a voice mail if you still can't reach them",
        "2026-12-16",
    ),
    (["2027-01-01 not yet"], "Call Jane Doe about the decision", "2026-12-07"),
    (["call her mobile"], "Call Jane Doe about the decision", "2026-12-07"),
]


@pytest.mark.parametrize(("logged", "text", "due"), TRIES)
def test_tries(
    logged: list[str], text: str, due: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    """Only leave a voice mail if you can't reach them after a couple of tries."""
    note = interview(interviewers="Jane Doe", decision_by="2026-12-04")
    vault = write_vault(tmp_path, {"note.md": note})
    run(vault, "sync")
    lines = (vault / "note.md").read_text("utf-8").splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if line.endswith("^mdf-follow-up\n"))
    lines[at + 1 : at + 1] = [f"  - {one}\n" for one in logged]
    (vault / "note.md").write_text("".join(lines), "utf-8")
    run(vault, "sync", today="2026-12-12")
    after = (vault / "note.md").read_text("utf-8")
    assert task(after, "follow-up") == f"- [ ] {text} 📅 {due} ^mdf-follow-up"
    assert all(f"  - {one}\n" in after for one in logged)
