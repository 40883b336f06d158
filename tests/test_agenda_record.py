from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdfollow.agendas.agenda_record import AgendaRecord, read_agenda_record, words_hash
from mdfollow.lines.record import text_hash

LINE = "- [ ] Email Jane (by Thu 26 Nov) · [Acme 1](In/Acme%201.md#^mdf-x)"
REF = "In/Acme 1.md#^mdf-x"


def written(mark: str = " ") -> AgendaRecord:
    record = AgendaRecord()
    record.add_line("# Due this week")
    record.add_task(REF, LINE, mark)
    record.add_line("## Overdue")
    return record


@pytest.mark.parametrize(
    ("mark", "box"),
    [(" ", "o"), ("x", "x"), ("X", "u58_"), ("-", "u2d_"), ("/", "u2f_"), ("🏁", "u1f3c1_")],
)
def test_the_form_is_fixed_for_ever(mark: str, box: str) -> None:
    words = str(written(mark))
    assert words == f"1 -2b9a16235640 {box}3a7948fcf69d.fbd2954a099a -a3fc8027e0fd"
    read = read_agenda_record(words)
    assert read.boxes == {text_hash(REF): mark}
    assert read.box(REF, "") == mark


def test_each_line_counts_as_often_as_it_was_written() -> None:
    record = written()
    record.add_line("## Overdue")
    read = read_agenda_record(str(record))
    taken = [read.take(line) for line in ["## Overdue", LINE, "## Overdue", LINE, "## Overdue"]]
    assert taken == [True, True, True, False, False]
    assert not read.take("## Today")


@pytest.mark.parametrize(
    ("line", "same"),
    [
        (LINE, True),
        (LINE.replace("[ ]", "[x]"), True),
        (LINE.replace("[ ]", "[/]"), True),
        (f"  {LINE}  ", True),
        (LINE.replace(" · ", "  · "), True),
        (LINE.replace("In/Acme%201.md", "Old/Acme%202.md"), True),
        (LINE.replace("In/Acme%201.md", "Old/Acme%20(DC).md"), True),
        ("- [ ] Email Jane (by Thu 26 Nov) · [[In/Acme 1#^mdf-x|Acme 1]]", True),
        ("- [ ] Email Jane (by Thu 26 Nov) · [[Acme 9#^mdf-x|Acme 1]]", True),
        (LINE.replace("Jane", "Sam"), False),
        (LINE.replace("[Acme 1]", "[Acme 2]"), False),
        (f"{LINE} soon", False),
        (f"{LINE} [ ]", False),
        (LINE.replace("- [ ] ", "- "), False),
    ],
)
def test_what_counts_as_the_words_of_a_line(line: str, *, same: bool) -> None:
    assert (words_hash(line) == words_hash(LINE)) is same
    assert written().take(line) is False, "only what was read can be taken"
    assert read_agenda_record(str(written())).take(line) is same


@pytest.mark.parametrize(
    ("ref", "line", "box"),
    [(REF, "", "/"), ("New.md#^mdf-x", LINE, "/"), ("New.md#^mdf-x", "- [ ] x", " ")],
)
def test_the_box_is_found_by_task_or_by_words(ref: str, line: str, box: str) -> None:
    assert read_agenda_record(str(written("/"))).box(ref, line) == box


@pytest.mark.parametrize(
    "words",
    [
        "", "1", "0 -e3b0c44298fc", "2 -e3b0c44298fc", "x", "1 e3b0c44298fc", "1 -e3b0c44298f",
        "1 o3f9c0a1b2c4d", "1 o3f9c0a1b2c4d.", "1 q3f9c0a1b2c4d.3f9c0a1b2c4d", "1 -E3B0C44298FC",
        "1 u_3f9c0a1b2c4d.3f9c0a1b2c4d", "1 u1234567_3f9c0a1b2c4d.3f9c0a1b2c4d", "9" * 5000,
    ],
)  # fmt: skip
def test_what_cant_be_read_was_not_written(words: str) -> None:
    read = read_agenda_record(words)
    assert (read.boxes, read.words.total()) == ({}, 0)


def test_one_garbled_entry_spoils_no_other() -> None:
    words = str(written("x")).split()
    read = read_agenda_record(" ".join([words[0], "garbled", *words[2:]]))
    assert read.boxes == {text_hash(REF): "x"}
    assert not read.take("# Due this week")
    assert read.take("## Overdue")


def test_a_box_that_is_no_character_is_an_open_one() -> None:
    assert read_agenda_record("1 uffffff_3f9c0a1b2c4d.3f9c0a1b2c4d").boxes == {"3f9c0a1b2c4d": " "}


lines = st.text() | st.sampled_from(
    [LINE, "## Overdue", "", "- [ ] ", "[[", "]]", "[x](", "\ud800"]
)
tasks = st.tuples(lines, lines, st.characters(exclude_characters="\r\n"))


@given(st.lists(tasks | lines, max_size=6))
def test_what_is_written_is_read(parts: list[tuple[str, str, str] | str]) -> None:
    record = AgendaRecord()
    for part in parts:
        if isinstance(part, str):
            record.add_line(part)
        else:
            record.add_task(*part)
    read = read_agenda_record(str(record))
    said = [part if isinstance(part, str) else part[1] for part in parts]
    assert read.words.total() == len(said)
    boxes = {text_hash(part[0]): part[2] for part in parts if not isinstance(part, str)}
    assert read.boxes == boxes
    assert all(read.take(line) for line in said)
    assert not any(read.take(line) for line in said)


@pytest.mark.parametrize("line", ["[" * 60_000, "[[a|" * 20_000, "[](" * 20_000, "[a](" * 15_000])
def test_a_hostile_line_takes_no_time(line: str) -> None:
    start = time.perf_counter()
    words_hash(line)
    assert time.perf_counter() - start < 10
