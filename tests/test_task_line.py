from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdfollow.lines.task_line import TaskLine, new_line


def read(line: str) -> TaskLine:
    task = TaskLine.read(line)
    assert task is not None
    return task


@pytest.mark.parametrize(
    "line",
    ["- text", "-[ ] x", "- [] x", "- [  ] x", "text - [ ] x", "", "12345678901. [ ] x", "# [ ] x"],
)
def test_not_a_task(line: str) -> None:
    assert TaskLine.read(line) is None


@pytest.mark.parametrize(
    "line",
    ["- [ ] x", "- [ ]x", "* [ ] x", "+ [x] x", "1. [ ] x", "1) [/] x", "  - [ ] x", "> - [ ] x"],
)
def test_a_task_is_put_together_as_it_was(line: str) -> None:
    assert str(read(line)) == line


READINGS = [
    # line, text, scheduled, due, completion, id
    ("- [ ] Call 📅 2026-11-25", "Call", "", "2026-11-25", "", ""),
    ("- [ ] Call 📅2026-11-25", "Call", "", "2026-11-25", "", ""),
    ("- [ ] Call 📆 2026-11-25", "Call", "", "2026-11-25", "", ""),
    ("- [ ] Call 🗓️ 2026-11-25", "Call", "", "2026-11-25", "", ""),
    ("- [ ] Call ⌛ 2026-11-24 📅 2026-11-25", "Call", "2026-11-24", "2026-11-25", "", ""),
    ("- [ ] Call 📅 2026-11-25 #prep", "Call", "", "2026-11-25", "", ""),
    ("- [ ] Call 📅 2026-11-25 ^mdf-Call", "Call", "", "2026-11-25", "", "mdf-call"),
    ("- [ ] Call #now Jane ⏫ 📅 2026-11-25 ^x  ", "Call Jane", "", "2026-11-25", "", "x"),
    ("- [ ] Call 📅 2026-11-25 or mail", "Call or mail", "", "2026-11-25", "", ""),
    ("- [x] Call 📅 2026-11-25 ✅ 2026-11-24 ^x", "Call", "", "2026-11-25", "2026-11-24", "x"),
    ("- [ ] Call  [due:: 2026-11-25]  [priority:: high] ^x", "Call", "", "2026-11-25", "", "x"),
    ("- [ ] Call (due:: 2026-11-25)", "Call", "", "2026-11-25", "", ""),
    ("- [ ] [[Acme#^x|Acme]] 📅 2026-11-25 ^x", "[[Acme#^x|Acme]]", "", "2026-11-25", "", "x"),
    ("- [ ] Call 🔁 every week 📅 2026-11-25", "Call", "", "2026-11-25", "", ""),
    ("- [ ] Call 📅 2026-11-25 📅 2026-11-26", "Call", "", "2026-11-25", "", ""),
    ("- [ ] Call 📅", "Call 📅", "", "", "", ""),
    ("- [ ] Learn C#", "Learn C#", "", "", "", ""),
    ("- [ ] Call 📅 25-11-2026", "Call 📅 25-11-2026", "", "", "", ""),
    ("- [ ] Call [person:: Dana]", "Call [person:: Dana]", "", "", "", ""),
    ("- [ ] Call ^under_score", "Call ^under_score", "", "", "", ""),
]


@pytest.mark.parametrize(("line", "text", "scheduled", "due", "completion", "block"), READINGS)
def test_read(line: str, text: str, scheduled: str, due: str, completion: str, block: str) -> None:
    task = read(line)
    assert task.text == text
    assert (task.date("scheduled"), task.date("due")) == (scheduled, due)
    assert task.date("completion") == completion
    assert task.id == block
    assert str(task) == line


WRITINGS = [
    ("- [ ] Call ^x", "due", "2026-11-25", "- [ ] Call 📅 2026-11-25 ^x"),
    ("- [ ] Call 📅 2026-11-25 ^x", "due", "2026-11-26", "- [ ] Call 📅 2026-11-26 ^x"),
    ("- [ ] Call 📅 2026-11-25 ^x", "due", "", "- [ ] Call ^x"),
    ("- [ ] Call 📅 2026-11-25", "scheduled", "2026-11-24",
     "- [ ] Call ⏳ 2026-11-24 📅 2026-11-25"),
    ("- [ ] Call ⏳ 2026-11-24 ^x", "due", "2026-11-25",
     "- [ ] Call ⏳ 2026-11-24 📅 2026-11-25 ^x"),
    ("- [x] Call 📅 2026-11-25 ^x", "completion", "2026-11-26",
     "- [x] Call 📅 2026-11-25 ✅ 2026-11-26 ^x"),
    ("- [ ] Call  [due:: 2026-11-25] ^x", "scheduled", "2026-11-24",
     "- [ ] Call  [scheduled:: 2026-11-24]  [due:: 2026-11-25] ^x"),
    ("- [ ] Call #a 📅 2026-11-25 #b ^x", "due", "2026-11-26", "- [ ] Call #a 📅 2026-11-26 #b ^x"),
    ("- [ ] Call ✅ 2026-11-26 then mail", "due", "2026-11-25",
     "- [ ] Call ✅ 2026-11-26 then mail 📅 2026-11-25"),
    ("- [ ] Call", "due", "", "- [ ] Call"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "name", "value", "after"), WRITINGS)
def test_with_date(line: str, name: str, value: str, after: str) -> None:
    assert str(read(line).with_date(name, value)) == after


TEXTS = [
    ("- [ ] Call Jane 📅 2026-11-25 ^x", "- [ ] New 📅 2026-11-25 ^x"),
    ("- [ ] #task Call Jane ⏫ 📅 2026-11-25 ^x", "- [ ] #task New ⏫ 📅 2026-11-25 ^x"),
    ("- [ ] Call #now Jane ^x", "- [ ] New #now ^x"),
    ("* [ ]  Call Jane  ", "* [ ]  New  "),
]


@pytest.mark.parametrize(("line", "after"), TEXTS)
def test_with_text_keeps_tags_and_fields(line: str, after: str) -> None:
    assert str(read(line).with_text("New")) == after


FORMS = [
    (
        "- [ ] Call ⏫ 🔁 every week ⏳ 2026-11-24 📅 2026-11-25 ^x",
        (
            "- [ ] Call  [priority:: high]  [repeat:: every week]  [scheduled:: 2026-11-24]"
            "  [due:: 2026-11-25] ^x"
        ),
    ),
    (
        "- [ ] Call 🆔 a ⛔ b,c 📅 2026-11-25",
        "- [ ] Call  [id:: a]  [dependsOn:: b,c]  [due:: 2026-11-25]",
    ),
    ("- [ ] Call #tag", "- [ ] Call #tag"),
]


@pytest.mark.parametrize(("emoji", "dataview"), FORMS)
def test_forms(emoji: str, dataview: str) -> None:
    assert str(read(emoji).in_form("dataview")) == dataview
    assert str(read(dataview).in_form("emoji")) == emoji


def test_marks() -> None:
    assert read("- [X] a").is_done
    assert read("- [-] a").is_frozen
    assert not read("- [-] a").is_done
    assert not read("- [/] a").is_frozen


def test_new_line_has_tasks_own_order() -> None:
    dates = {"scheduled": "2026-11-24", "due": "2026-11-25"}
    assert str(new_line("Call", dates, "mdf-call", "emoji", "#task")) == (
        "- [ ] #task Call ⏳ 2026-11-24 📅 2026-11-25 ^mdf-call"
    )
    assert str(new_line("Call", {"scheduled": "", "due": ""}, "mdf-call", "dataview", "")) == (
        "- [ ] Call ^mdf-call"
    )


pieces = st.sampled_from(
    ["Call", "Jane", " ", "  ", "#tag", "⏳ 2026-11-24", "📅 2026-11-25", "✅ 2026-11-26", "⏫",
     "[due:: 2026-01-01]", "[x](y)", "\t", "\u2028", "^mdf-a", "🔁 every week", "é", "(", "]"]
)  # fmt: skip
bodies = (
    st.lists(pieces | st.text(max_size=5), max_size=8)
    .map("".join)
    .filter(lambda text: not set(text) & set("\r\n"))
)


@given(bodies)
def test_any_line_is_put_together_as_it_was(body: str) -> None:
    line = f"- [ ] {body}"
    assert str(read(line)) == line


@given(bodies, st.sampled_from(["scheduled", "due", "completion"]))
def test_a_date_set_is_a_date_read(body: str, name: str) -> None:
    task = read(f"- [ ] {body}")
    after = task.with_date(name, "2027-02-03")
    assert after.date(name) == "2027-02-03"
    assert after.text == task.text
    assert after.id == task.id


@given(bodies)
def test_both_forms_hold_the_same(body: str) -> None:
    task = read(f"- [ ] {body}")
    there, back = task.in_form("dataview"), task.in_form("dataview").in_form("emoji")
    for other in (there, back):
        assert other.text == task.text
        assert [(f.name, f.value) for f in other.fields] == [(f.name, f.value) for f in task.fields]


@pytest.mark.parametrize(
    ("written", "name", "value"),
    [
        ("🆔 a1", "id", "a1"),
        ("⛔ a1, b2", "dependsOn", "a1, b2"),
        ("🔁 every day", "repeat", "every day"),
        ("🏁 delete", "onCompletion", "delete"),
        *((f"{sign} 2026-11-26", name, "2026-11-26") for sign, name in [
            ("➕", "created"), ("🛫", "start"), ("⏳", "scheduled"), ("⌛", "scheduled"),
            ("📅", "due"), ("📆", "due"), ("🗓", "due"), ("❌", "cancelled"), ("✅", "completion"),
        ]),
        *((sign, "priority", name) for sign, name in [
            ("🔺", "highest"), ("⏫", "high"), ("🔼", "medium"), ("🔽", "low"), ("⏬", "lowest"),
        ]),
        ("[due:: 2026-11-26]", "due", "2026-11-26"),
        ("(due:: 2026-11-26)", "due", "2026-11-26"),
        ("#tag", "tag", "#tag"),
    ],
)  # fmt: skip
def test_each_sign_of_obsidian_tasks_is_read(written: str, name: str, value: str) -> None:
    line = TaskLine.read(f"- [ ] words {written}")
    assert line
    assert [(field.name, field.value) for field in line.fields] == [(name, value)]
