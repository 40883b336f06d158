from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdfollow.lines.record import (
    Entry,
    Record,
    RecordError,
    read_record,
    short_hash,
    task_key,
    text_hash,
    write_record,
)

CALL = Entry("follow-up", "", "", "", "2026-12-07", "000000000000")
JANE = Entry("thank-you", "jane-doe", "", "2026-11-25", "2026-11-26", "3f9c0a1b2c4d")
WRITTEN = "thank-you/jane-doe/2026-11-25/2026-11-26/3f9c0a1b2c4d"
FIXED = [
    # Fixed for ever: a later version must read and write these strings the same.
    ("1", []),
    ("1 thank-you/jane-doe/2026-11-25/2026-11-26/3f9c0a1b2c4d", [JANE]),
    ("1 follow-up///2026-12-07/000000000000", [CALL]),
    ("1 keep-applying////abcdef012345", [Entry("keep-applying", "", "", "", "", "abcdef012345")]),
    (
        "1 thank-you/jane-doe-1a2b3c4d~1a2b3c4d/2026-11-25//3f9c0a1b2c4d",
        [Entry("thank-you", "jane-doe-1a2b3c4d", "1a2b3c4d", "2026-11-25", "", "3f9c0a1b2c4d")],
    ),
    (
        f"1 follow-up///2026-12-07/000000000000 {WRITTEN}",
        [CALL, JANE],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("words", "entries"), FIXED)
def test_the_form_is_fixed_for_ever(words: str, entries: list[Entry]) -> None:
    record = {entry.key: entry for entry in entries}
    assert read_record(words) == record
    assert write_record(record) == words


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("", "e3b0c44298fc", "e3b0c442"),
        ("Email a thank-you note to Jane Doe", "5ce8bb58745b", "5ce8bb58"),
        ("José 李小龙", "82eca5b34483", "82eca5b3"),
        ("\ud800", "91a681b99855", "91a681b9"),
    ],
)
def test_the_hashes_are_fixed_for_ever(text: str, long: str, short: str) -> None:
    assert text_hash(text) == long
    assert short_hash(text) == short


@pytest.mark.parametrize(
    ("step", "item", "key"),
    [("follow-up", "", "follow-up"), ("thank-you", "jane-doe", "thank-you-jane-doe")],
)
def test_the_key_is_step_and_item(step: str, item: str, key: str) -> None:
    assert task_key(step, item) == key
    assert JANE._replace(step=step, item=item).key == key


def test_two_devices_write_the_same() -> None:
    other = JANE._replace(item="al-fox")
    assert write_record({JANE.key: JANE, other.key: other}) == write_record(
        {other.key: other, JANE.key: JANE}
    )


@pytest.mark.parametrize("words", ["2", "2 what/ever", "10", "999999999 x"])
def test_a_newer_format_says_to_update(words: str) -> None:
    with pytest.raises(
        RecordError, match=f"newer .*format {words.split(maxsplit=1)[0]}.*update mdfollow"
    ):
        read_record(words)


@pytest.mark.parametrize(
    "words",
    [
        "", "0", "-1", "+2", "1.0", "x", "٢", "²", "9" * 5000, "01",  # the number
        "1 x", "1 a/b/c", "1 a/b/c/d/e", "1 a/b///3f9c0a1b2c4", "1 a/b///3f9c0a1b2c4dd",
        "1 A/b///3f9c0a1b2c4d", "1 a/B///3f9c0a1b2c4d", "1 a/b///3F9C0A1B2C4D",
        "1 a/b/2026-11-2//3f9c0a1b2c4d", "1 a/b/2026-11-25T10:00//3f9c0a1b2c4d",
        "1 a/b~12345/// 3f9c0a1b2c4d", "1 a/b~1234567///3f9c0a1b2c4d", "1 /b///3f9c0a1b2c4d",
        "1 a/é///3f9c0a1b2c4d", "1 a/b/٢٠٢٦-11-25//3f9c0a1b2c4d", "a/b///3f9c0a1b2c4d",
        "1 thank-you/jane-doe/2026-11-25/2026-11-26/3f9c0a1b2c4d <<<<<<<",
    ],
)  # fmt: skip
def test_a_garbled_record_says_how_to_get_it_back(words: str) -> None:
    with pytest.raises(RecordError, match="changed and can't be read; restore the line from git"):
        read_record(words)


@pytest.mark.parametrize(
    "words",
    [
        "1 a/b///3f9c0a1b2c4d a/b///3f9c0a1b2c4d",
        "1 a/b///3f9c0a1b2c4d a/b//2026-11-25/000000000000",
        "1 a/b-c///3f9c0a1b2c4d a-b/c///3f9c0a1b2c4d",
    ],
)
def test_a_task_twice_says_how_to_get_it_back(words: str) -> None:
    with pytest.raises(RecordError, match="holds a task twice; restore the line from git"):
        read_record(words)


names = st.text("ab0-", min_size=1, max_size=4)
days = st.sampled_from(["", "2026-11-25", "9999-12-31"])
entries = st.builds(
    Entry,
    step=names,
    item=st.text("ab0-", max_size=4),
    who=st.sampled_from(["", "1a2b3c4d"]),
    scheduled=days,
    due=days,
    text=st.text().map(text_hash),
)
records = st.lists(entries, max_size=5, unique_by=lambda entry: entry.key).map(
    lambda found: {entry.key: entry for entry in found}
)


@given(records)
def test_what_is_written_is_read_the_same(record: Record) -> None:
    words = write_record(record)
    assert read_record(words) == record
    assert ">" not in words


@given(st.text(max_size=60) | st.text("1 a/-~0\t", max_size=60))
def test_any_words_are_read_or_refused(words: str) -> None:
    try:
        record = read_record(words)
    except RecordError:
        return
    assert read_record(write_record(record)) == record
