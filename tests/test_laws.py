"""The laws, on a real vault: a person edits notes and agenda in any order, mdfollow syncs between.

Nothing typed is lost, a tick stays a tick, a moved date stays moved, a deleted task stays deleted,
not a byte outside the regions changes, and a second sync changes nothing.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from mdfollow.disk.writer import write
from mdfollow.sync import sync
from tests.vaults import AGENDA, interview, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable

MEMORY = Path("/dev/shm")  # noqa: S108 - the laws need no disk, and thousands of flushes take long
NOTE, OTHER, APPLICATION = "Interviews/Acme 1.md", "Interviews/Globex.md", "Applications/Hooli.md"
OURS = re.compile(
    r"(?P<prefix>- \[)(?P<mark>.)\](?P<body>.*) \^mdf-(?P<key>[a-z0-9-]+)(?P<end>\s*)$"
)
BODIES = [
    "",
    "Words.\n",
    "No final newline",
    "CRLF\r\nlines\r\n",
    "mixed\r\nendings\nhere\r\n",
    "trailing blanks  \n\n\n",
    "odd\u2028separators\x0b\x0c\x85here\n",
    "```\n<!-- mdfollow:begin -->\n- [ ] fenced ^mdf-thank-you\n<!-- mdfollow:end 1 -->\n```\n",
    "> <!-- mdfollow:begin -->\n\ntext\n",
    "- list\n  <!-- mdfollow:end 1 -->\n",
    "before\n\n<!-- mdfollow -->\n\nafter\n",
    "- [ ] mine 📅 2026-11-27\n  - under it\n",
    "<div>\n<!-- mdfollow:begin -->\n</div>\n",
]
PROPERTIES: dict[str, list[object]] = {
    "interviewers": ["Jane Doe", "[Jane Doe, Sam Lee]", "[Jane Doe <a@b.example>, Jane Doe]", "[]"],
    "outcome": ["pending", "advanced", "rejected", "withdrawn"],
    "outcome_date": ["2026-11-30", None],
    "decision_by": ["2026-12-04", "2026-12-11", None],
    "skills": ["[SQL, C++]", "[SQL]", None],
    "references": ["[Dana Cruz]", None],
    "round": [1, 2],
    "role": ["Data Engineer", "Analyst *of* #things", None],
    "mdfollow": ["false", None, None],
}


class Person(RuleBasedStateMachine):
    """A person with an editor, and mdfollow."""

    @initialize(
        body=st.sampled_from(BODIES), bom=st.booleans(), form=st.sampled_from(["", "dataview"])
    )
    def start(self, body: str, bom: bool, form: str) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="laws-", dir=MEMORY if MEMORY.is_dir() else None))
        self.today = date(2026, 11, 25)
        self.bom = "\ufeff" if bom else ""
        self.fakes = len(re.findall(r"(?m)^<!-- mdfollow:begin -->", body))
        self.properties: dict[str, object] = {"interviewers": "Jane Doe"}
        self.count = 0
        self.typed: list[str] = []
        self.in_note: dict[tuple[str, str], bool] = {}
        self.in_agenda: dict[tuple[str, str], bool] = {}
        self.written: dict[tuple[str, str], bool] = {}
        self.ticked: dict[tuple[str, str], bool] = {}
        self.moved: dict[str, str] = {}
        self.deleted: set[str] = set()
        notes = {
            NOTE: self.bom + interview(body, **self.properties),
            OTHER: interview("- [ ] by hand 📅 2026-11-26\n", company="Globex", date="2026-11-20"),
            APPLICATION: "---\ntype: application\n---\n- [ ] ask Lee 📅 2026-11-26\n",
        }
        if form:
            notes["mdfollow.toml"] = f'[checklist]\nformat = "{form}"\n'
        write_vault(self.root, notes)
        self.changed = True

    def teardown(self) -> None:
        if hasattr(self, "root"):
            shutil.rmtree(self.root)

    # what the person does

    @rule(name=st.sampled_from(sorted(PROPERTIES)), data=st.data())
    def change_a_property(self, name: str, data: st.DataObject) -> None:
        self.properties[name] = data.draw(st.sampled_from(PROPERTIES[name]))
        text = self.read(NOTE)
        rest = text.split("\n---\n", 1)[1]
        head = interview(**self.properties).removesuffix("\n---\n").removesuffix("\n---")
        self.save(NOTE, self.bom + head + "\n---\n" + rest)

    @rule(
        path=st.sampled_from([NOTE, OTHER]), mark=st.sampled_from("xX-/>"), pick=st.integers(0, 9)
    )
    def set_a_box(self, path: str, mark: str, pick: int) -> None:
        def set_it(match: re.Match[str]) -> str:
            self.in_note[path, match["key"]] = mark in "xX"
            return f"{match['prefix']}{mark}]{match['body']} ^mdf-{match['key']}{match['end']}"

        self.edit_a_task(path, pick, set_it)

    @rule(day=st.integers(0, 30), pick=st.integers(0, 9))
    def snooze(self, day: int, pick: int) -> None:
        moved = (date(2027, 1, 1) + timedelta(days=day)).isoformat()

        def move(match: re.Match[str]) -> str:
            body = re.sub(r"(📅 |\[due:: )[0-9-]{10}", rf"\g<1>{moved}", match["body"])
            if body != match["body"]:
                self.moved[match["key"]] = moved
            return match[0].replace(match["body"], body)

        self.edit_a_task(NOTE, pick, move)

    @rule(pick=st.integers(0, 9), where=st.sampled_from(["front", "tag", "behind"]))
    def add_words(self, pick: int, where: str) -> None:
        token = self.token()

        def add(match: re.Match[str]) -> str:
            body = {
                "front": f" {token}{match['body']}",
                "tag": f" #{token}{match['body']}",
                "behind": f"{match['body']} {token}",
            }[where]
            return f"{match['prefix']}{match['mark']}]{body} ^mdf-{match['key']}{match['end']}"

        if self.edit_a_task(NOTE, pick, add):
            self.typed.append(token)

    @rule(
        pick=st.integers(0, 9),
        kind=st.sampled_from(["  - {}", "\t- [ ] {}", "  {}", "- [ ] {}", "{}"]),
    )
    def write_below_a_task(self, pick: int, kind: str) -> None:
        token = self.token()
        if self.edit_a_task(NOTE, pick, lambda match: f"{match[0]}{kind.format(token)}\n"):
            self.typed.append(token)

    @rule(pick=st.integers(0, 9))
    def delete_a_task(self, pick: int) -> None:
        def delete(match: re.Match[str]) -> str:
            self.deleted.add(match["key"])
            for boxes in (self.in_note, self.in_agenda, self.ticked):
                boxes.pop((NOTE, match["key"]), None)
            self.typed = [token for token in self.typed if token not in match[0]]
            return ""

        self.edit_a_task(NOTE, pick, delete)

    @rule()
    def write_outside(self) -> None:
        token = self.token()
        self.save(NOTE, self.read(NOTE) + f"\n\n{token}\n")
        self.typed.append(token)

    @rule(mark=st.sampled_from("xX "), pick=st.integers(0, 20))
    def tick_in_the_agenda(self, mark: str, pick: int) -> None:
        def tick(line: str) -> str:
            found = re.search(r"\]\((.+?)\.md#\^mdf-([a-z0-9-]+)\)", line)
            if found:
                task = (found[1].replace("%20", " ") + ".md", found[2])
                written = self.written.setdefault(task, line[3] in "xX")
                self.in_agenda[task] = mark in "xX"
                if self.in_agenda[task] == written:
                    del self.in_agenda[task]
            return f"- [{mark}]{line[5:]}"

        self.edit_the_agenda(pick, tick)

    @rule(
        pick=st.integers(0, 20), kind=st.sampled_from(["  - {}", "  - 2026-11-25 {}", "{}", "- {}"])
    )
    def write_in_the_agenda(self, pick: int, kind: str) -> None:
        token = self.token()
        if self.edit_the_agenda(pick, lambda line: f"{line}{kind.format(token)}\n"):
            self.typed.append(token)

    @rule(days=st.integers(0, 4))
    def sleep(self, days: int) -> None:
        self.today += timedelta(days=days)

    # what mdfollow does

    @rule()
    @precondition(lambda self: self.changed)
    def sync(self) -> None:
        for task in {*self.in_note, *self.in_agenda}:
            self.ticked[task] = self.in_note.get(task, False) or self.in_agenda.get(task, False)
        for boxes in (self.in_note, self.in_agenda, self.written):
            boxes.clear()
        text, outside = self.read(NOTE), self.outside()
        outcome = sync(self.root, self.today, lambda *change: write(self.root, *change))
        told = [problem.message for problem in outcome.problems if problem.severity == "problem"]
        assert all("the task is there no more" in message for message in told), told
        self.nothing_outside_changed(text, outside)
        again = sync(self.root, self.today, lambda *change: write(self.root, *change))
        assert again.changed == []
        assert again.problems == outcome.problems
        self.nothing_is_lost()
        self.changed = False

    def nothing_is_lost(self) -> None:
        everything = "".join(self.read(path) for path in (NOTE, OTHER, APPLICATION, AGENDA))
        for token in self.typed:
            assert token in everything
            assert self.read(NOTE).count(token) <= 1
        for (path, key), done in self.ticked.items():
            line = self.line(path, key)
            assert not line or (line[3] in "xX") == done, line
        for key, day in self.moved.items():
            line = self.line(NOTE, key)
            assert not line or day in line, line
        for key in self.deleted:
            assert self.line(NOTE, key) == ""

    @invariant()
    def every_id_is_there_once(self) -> None:
        if hasattr(self, "root"):
            ids = re.findall(
                r"\^mdf-[a-z0-9-]+$", self.outside_fences(self.read(NOTE)), re.MULTILINE
            )
            assert len(ids) == len(set(ids))

    # helpers

    def token(self) -> str:
        self.count += 1
        return f"typed{self.count}x"

    def read(self, path: str) -> str:
        place = self.root / path
        return place.read_bytes().decode() if place.exists() else ""

    def save(self, path: str, text: str) -> None:
        (self.root / path).write_bytes(text.encode())
        self.changed = True

    def line(self, path: str, key: str) -> str:
        lines = self.outside_fences(self.read(path)).splitlines()
        return next((line for line in lines if line.rstrip().endswith(f" ^mdf-{key}")), "")

    def outside_fences(self, text: str) -> str:
        return re.sub(r"```.*?```", "", text, flags=re.DOTALL)

    def edit_a_task(self, path: str, pick: int, change: Callable[[re.Match[str]], str]) -> bool:
        lines = re.findall(r"[^\n]*\n|[^\n]+$", self.read(path))
        fenced = self.outside_fences(self.read(path))
        found = [at for at, line in enumerate(lines) if OURS.match(line) and line in fenced]
        found = [
            at for at in found if "mdf-thank-you" not in lines[at] or "fenced" not in lines[at]
        ]
        if not found:
            return False
        at = found[pick % len(found)]
        match = OURS.match(lines[at])
        assert match
        lines[at] = change(match)
        self.save(path, "".join(lines))
        return True

    def edit_the_agenda(self, pick: int, change: Callable[[str], str]) -> bool:
        lines = self.read(AGENDA).splitlines(keepends=True)
        found = [at for at, line in enumerate(lines) if line.startswith("- [")]
        if not found:
            return False
        at = found[pick % len(found)]
        lines[at] = change(lines[at])
        self.save(AGENDA, "".join(lines))
        return True

    def outside(self) -> tuple[str, str] | None:
        """What stands before and behind the region of the note; None if it has none yet."""
        text = self.read(NOTE)
        begins = list(re.finditer(r"(?m)^<!-- mdfollow:begin -->", text))[self.fakes :]
        if not begins:
            return None
        end = re.compile(r"(?m)^<!-- mdfollow:end 1[^\r\n]*-->").search(text, begins[0].end())
        assert end
        return text[: begins[0].start()], text[end.end() :]

    def nothing_outside_changed(self, text: str, outside: tuple[str, str] | None) -> None:
        """Not one byte: but for the tick of a task written by hand, carried from the agenda."""
        now = self.outside()
        if outside is not None:
            assert now is not None
            assert [self.unticked(part) for part in now] == [
                self.unticked(part) for part in outside
            ]
        elif now is None:
            assert self.unticked(self.read(NOTE)) == self.unticked(text)
        else:
            first, _, rest = text.partition("<!-- mdfollow -->")
            assert self.unticked(now[0]).startswith(self.unticked(first))
            assert self.unticked(now[1]).endswith(self.unticked(rest))

    def unticked(self, text: str) -> str:
        return re.sub(r"(?m)^(\s*- \[).(\].*?)( ✅ [0-9-]+)?$", r"\1 \2", text)


TestLaws = Person.TestCase
TestLaws.settings = settings(stateful_step_count=15)
