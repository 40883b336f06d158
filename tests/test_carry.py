from __future__ import annotations

import pytest

from mdfollow.agendas.acts import Act
from mdfollow.agendas.carry import NotCarriedError, by_note, carry, takes_lines
from mdfollow.config.settings import Settings
from mdfollow.note import Note, read_note
from tests.vaults import interview

REGION = (
    "<!-- mdfollow:begin -->\n\n- [ ] one 📅 2026-11-26 ^mdf-a\n  - there already\n"
    "- [x] two ✅ 2026-11-24 ^mdf-b\n- [ ] two again ^mdf-b\n- [ ] mine ^mdf-c\n\n"
    "<!-- mdfollow:end 1 a///2026-11-26/0123456789ab b////0123456789ab -->\n"
)
BODY = (
    "- [ ] by hand 📅 2026-11-26\n- [/] twice\n- [ ] twice\n- [ ] again 🔁 every day\n\n" + REGION
)


def note(body: str = BODY) -> Note:
    read = read_note("Acme 1.md", interview(body).encode(), Settings())
    assert read
    return read


def act(what: str, mark: str | None = "x", written: str = " ", *under: str) -> Act:
    """An act on a task by its id, or by its text where there is a blank or no such id."""
    block_id = what if what.startswith("mdf-") else ""
    return Act("Acme 1.md", block_id, what, mark, written, "", 0, under)


def changed(read: Note, done: Act) -> list[tuple[str, str]]:
    """The lines that differ, as they were and as they are."""
    lines = carry(read, done, "emoji", "2026-11-25")
    assert len(lines) == len(read.lines)
    return [(a, b) for a, b in zip(read.lines, lines, strict=True) if a != b]


@pytest.mark.parametrize(
    ("done", "old", "new"),
    [
        (
            act("mdf-a"),
            "- [ ] one 📅 2026-11-26 ^mdf-a\n",
            "- [x] one 📅 2026-11-26 ✅ 2026-11-25 ^mdf-a\n",
        ),
        (act("mdf-a", "X"), "- [ ] one", "- [x] one"),
        (act("mdf-a", "-"), "- [ ] one", "- [-] one"),
        (act("mdf-a", "/"), "- [ ] one", "- [/] one"),
        (act("mdf-b", " ", "x"), "- [x] two ✅ 2026-11-24 ^mdf-b\n", "- [ ] two ^mdf-b\n"),
        (act("mdf-b", "-", "x"), "- [x] two ✅ 2026-11-24 ^mdf-b\n", "- [-] two ^mdf-b\n"),
        (
            act("by hand"),
            "- [ ] by hand 📅 2026-11-26\n",
            "- [x] by hand 📅 2026-11-26 ✅ 2026-11-25\n",
        ),
    ],
)
def test_one_line_changes(done: Act, old: str, new: str) -> None:
    [(before, after)] = changed(note(), done)
    assert before.startswith(old)
    assert after.startswith(new)


@pytest.mark.parametrize(
    "done",
    [
        act("mdf-b", "x"),
        act("mdf-b", "X"),
        act("mdf-b", " ", " "),
        act("mdf-b", "/", "-"),
        act("mdf-a", " ", "x"),
        act("mdf-a", None),
    ],
    ids=str,
)
def test_done_wins_and_nothing_is_done_twice(done: Act) -> None:
    assert changed(note(), done) == []


@pytest.mark.parametrize(
    ("done", "told"),
    [
        (act("mdf-z"), "there no more in Acme 1.md"),
        (act("not there"), "there no more in Acme 1.md"),
        (act("twice"), "there twice in Acme 1.md"),
        (act("again"), "the task recurs"),
        (act("one"), "there no more in Acme 1.md"),
    ],
    ids=["no id", "no text", "twice", "recurs", "ours by text"],
)
def test_what_cant_be_carried_is_told(done: Act, told: str) -> None:
    with pytest.raises(NotCarriedError, match=told):
        carry(note(), done, "emoji", "2026-11-25")


def test_nothing_is_carried_into_a_conflict() -> None:
    body = "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n" + BODY
    with pytest.raises(NotCarriedError, match=r"Acme 1\.md holds git conflict markers"):
        carry(note(body), act("mdf-a"), "emoji", "2026-11-25")


def test_an_id_that_is_the_persons_own_is_found_if_it_is_there_once() -> None:
    assert changed(note(), act("mdf-c"))[0][1] == "- [x] mine ✅ 2026-11-25 ^mdf-c\n"


def test_lines_go_under_the_task_once_each() -> None:
    done = act("mdf-a", None, " ", "  - there already\n", "\t- new\r\n", "  - last")
    text = "".join(carry(note(), done, "emoji", "2026-11-25"))
    assert "^mdf-a\n  - there already\n\t- new\n  - last\n- [x] two" in text


def test_lines_are_indented_as_deep_as_their_task() -> None:
    body = "- list\n  <!-- x -->\n\n" + REGION.replace("- [ ] one", "   - [ ] one").replace(
        "  - there already\n", ""
    )
    text = "".join(carry(note(body), act("mdf-a", None, " ", "  - new\n"), "emoji", "2026-11-25"))
    assert "^mdf-a\n     - new\n" in text


def test_dates_take_the_form_of_the_vault() -> None:
    body = "- [ ] call [due:: 2026-11-26]\n"
    lines = carry(note(body), act("call"), "dataview", "2026-11-25")
    assert lines[-1] == "- [x] call [due:: 2026-11-26]  [completion:: 2026-11-25]\n"


def test_only_our_own_tasks_take_lines() -> None:
    assert takes_lines(note(), act("mdf-a"))
    assert not takes_lines(note(), act("mdf-z"))
    assert not takes_lines(note(), act("by hand"))
    assert not takes_lines(note("- [ ] one ^mdf-a\n"), act("mdf-a"))


def test_acts_are_sorted_by_note() -> None:
    ours, by_hand = act("mdf-a", None, " ", "  - a\n"), act("by hand", "x", " ", "  - b\n")
    lost = Act("Gone.md", "mdf-a", "a", "x", " ", "", 0, ("  - c\n",))
    acts, typed = by_note([ours, by_hand, lost, act("by hand", None)], {"Acme 1.md": note()})
    assert acts == {"Acme 1.md": [ours, act("by hand")], "Gone.md": [lost]}
    assert typed == ["  - b\n"]
