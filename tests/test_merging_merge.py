"""What becomes of each kind of change when two devices made it."""

from __future__ import annotations

import pytest

from mdfollow.lines.record import text_hash
from mdfollow.merging.git_merge_file import Style, git_merge_file
from mdfollow.merging.merge import merge
from tests.merges import BASE, CALL, END, JANE, TICKED, Edit, to
from tests.vaults import task


def by_mdfollow(old: str, new: str, written: str, now: str) -> Edit:
    return lambda text: to(written, now)(to(old, new)(text))


def keep(text: str) -> str:
    return text


def both(ours: Edit, theirs: Edit, base: str = BASE) -> str:
    """The merge, after it was found to be the same from the other side and without conflict."""
    old, mine, other = base.encode(), ours(base).encode(), theirs(base).encode()
    result = merge(old, mine, other)
    assert result.conflicts == 0, result.data.decode()
    assert merge(old, other, mine).data == result.data
    return result.data.decode()


PART = "thank-you/jane//2026-11-26/"
CASES = {
    "a tick": (to(JANE, TICKED), keep, TICKED),
    "a tick and a date moved": (
        to(JANE, TICKED),
        to("2026-11-26 ^", "2026-11-30 ^"),
        TICKED.replace("📅 2026-11-26", "📅 2026-11-30"),
    ),
    "done beats open": (to("[ ] Write", "[x] Write"), to("[ ] Write", "[/] Write"), "- [x] Write"),
    "done beats cancelled": (
        to("[ ] Write", "[-] Write"),
        to("[ ] Write", "[x] Write"),
        "- [x] Write",
    ),
    "the later done date": (
        to(JANE, TICKED),
        to(JANE, TICKED.replace("✅ 2026-11-25", "✅ 2026-11-27")),
        "✅ 2026-11-27",
    ),
    "the later of two persons' dates": (
        to("2026-11-26 ^", "2026-11-28 ^"),
        to("2026-11-26 ^", "2026-12-01 ^"),
        "📅 2026-12-01 ^mdf",
    ),
    "a person's date beats mdfollow's later one": (
        to("2026-11-26 ^", "2026-11-28 ^"),
        by_mdfollow("2026-11-26 ^", "2026-12-24 ^", PART, "thank-you/jane//2026-12-24/"),
        "📅 2026-11-28 ^mdf",
    ),
    "a removed date stays removed": (to(" 📅 2026-11-26", ""), keep, "Jane ^mdf"),
    "tags of both": (to("Jane 📅", "Jane #a 📅"), to("Jane 📅", "Jane #b 📅"), "Jane #b #a 📅"),
    "words on one side, a tag on the other": (
        to("Jane 📅", "Jane today 📅"),
        to("Jane 📅", "Jane #b 📅"),
        "Write to Jane today #b 📅",
    ),
    "a priority and a tick": (
        to("Jane 📅", "Jane ⏫ 📅"),
        to(JANE, TICKED),
        "Jane ⏫ 📅 2026-11-26 ✅",
    ),
    "a changed line beats a deletion": (to(JANE + "\n", ""), to(JANE, TICKED), TICKED),
    "a changed line beats a withdrawal": (
        lambda text: to(" thank-you/jane//2026-11-26/" + text_hash("Write to Jane"), "")(
            to(JANE + "\n", "")(text)
        ),
        to(JANE, TICKED),
        TICKED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_line_changed_on_both_sides(name: str) -> None:
    ours, theirs, expected = CASES[name]
    assert expected in task(both(ours, theirs), "thank-you-jane")


def test_a_person_s_date_keeps_the_entry_it_differs_from() -> None:
    merged = both(
        to("2026-11-26 ^", "2026-12-24 ^"),
        by_mdfollow("2026-11-26 ^", "2026-12-24 ^", PART, "thank-you/jane//2026-12-24/"),
    )
    assert PART in merged


def test_mdfollow_s_new_date_moves_with_its_entry() -> None:
    now = "thank-you/jane//2026-12-24/"
    merged = both(to(JANE, TICKED), by_mdfollow("2026-11-26 ^", "2026-12-24 ^", PART, now))
    assert "[x] Write to Jane 📅 2026-12-24 ✅ 2026-11-25" in merged
    assert now in merged


def test_the_second_of_two_texts_is_kept_below() -> None:
    merged = both(to("Write to Jane", "Write Jane a letter"), to("Write to Jane", "Mail Jane"))
    assert "- [ ] Write Jane a letter 📅 2026-11-26 ^mdf-thank-you-jane\n  - Mail Jane\n" in merged


def test_a_task_deleted_by_a_person_stays_deleted_and_keeps_its_entry() -> None:
    merged = both(to(JANE + "\n", ""), to(CALL, CALL.replace("[ ]", "[x]")))
    assert task(merged, "thank-you-jane") == ""
    assert PART in merged


def test_notes_under_a_task_of_both_sides_are_kept() -> None:
    merged = both(to(JANE, f"{JANE}\n  - b"), to(JANE, f"{JANE}\n  - a\n  - c"))
    assert f"{JANE}\n  - a\n  - c\n  - b\n{CALL}" in merged


def test_a_task_kept_against_its_deletion_keeps_what_stands_under_it() -> None:
    base = BASE.replace(JANE, f"{JANE}\n  - under")
    merged = both(to(f"{JANE}\n  - under\n", ""), to("[ ] Write", "[x] Write"), base)
    assert "^mdf-thank-you-jane\n  - under\n" in merged


def test_a_note_written_under_a_task_the_other_deleted_brings_it_back() -> None:
    assert f"{JANE}\n  - a\n" in both(to(JANE + "\n", ""), to(JANE, f"{JANE}\n  - a"))


def test_tasks_and_prose_of_a_person_s_own_are_kept() -> None:
    merged = both(to(CALL, f"{CALL}\n- [ ] mine"), to(CALL, f"{CALL}\n\nWords."))
    assert "- [ ] mine\n" in merged
    assert "\n\nWords.\n\n<!-- mdfollow:end" in merged


def test_a_task_of_a_person_s_own_takes_ticks_and_dates_of_both() -> None:
    base = BASE.replace(CALL, f"{CALL}\n- [ ] mine 📅 2026-12-01")
    merged = both(to("[ ] mine", "[x] mine"), to("2026-12-01", "2026-12-03"), base)
    assert "- [x] mine 📅 2026-12-03\n" in merged


def test_a_line_moved_on_one_side_and_ticked_on_the_other() -> None:
    merged = both(to(f"{JANE}\n{CALL}", f"{CALL}\n{JANE}"), to(JANE, TICKED))
    assert f"{CALL}\n{TICKED}\n" in merged


def test_a_line_moved_out_of_the_region_is_not_doubled() -> None:
    def out(text: str) -> str:
        return to("below\n", f"below\n{JANE}\n")(to(JANE + "\n", "")(text))

    merged = both(out, to(JANE, TICKED))
    assert merged.count("^mdf-thank-you-jane") == 1
    assert "- [x] Write to Jane 📅 2026-11-26 ✅ 2026-11-25\n" in merged


def test_a_region_moved_on_one_side_is_there_once() -> None:
    region = BASE[BASE.index("<!-- mdfollow:begin") : BASE.index("\nbelow")]
    merged = both(lambda text: text.replace(region + "\n", "") + "\n" + region, to(JANE, TICKED))
    assert merged.count("mdfollow:begin") == 1
    assert merged.index("below") < merged.index(TICKED)


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
@pytest.mark.parametrize("size", [7, 12])
def test_outside_is_what_git_makes_of_it(style: str, size: int) -> None:
    how = Style(size, style)
    ours, theirs = (to("below", f"below {word}")(BASE) for word in ("one", "two"))
    plain = git_merge_file(BASE.encode(), ours.encode(), theirs.encode(), how)
    ticked = [to(JANE, TICKED)(ours), to(CALL, CALL.replace("[ ]", "[x]"))(theirs)]
    result = merge(BASE.encode(), ticked[0].encode(), ticked[1].encode(), how)
    undone = result.data.decode().replace(TICKED, JANE).replace("[x]", "[ ]")
    assert undone == plain.data.decode()
    assert result.conflicts == plain.conflicts == 1


def test_a_region_that_both_sides_began_is_one() -> None:
    base = "---\ntype: interview\n---\nabove\n"
    region = BASE[BASE.index("<!-- mdfollow:begin") : BASE.index("\nbelow")]
    merged = both(
        lambda text: f"{text}\n{region}",
        lambda text: f"{text}more\n\n{to(JANE, TICKED)(region)}",
        base,
    )
    assert merged == f"{base}more\n\n{to(JANE, TICKED)(region)}"


def test_a_region_one_side_began_where_the_other_wrote() -> None:
    base = "---\ntype: interview\n---\nabove\n"
    region = BASE[BASE.index("<!-- mdfollow:begin") : BASE.index("\nbelow")]
    merged = both(lambda text: f"{text}\n{region}", lambda text: f"{text}more\n", base)
    assert merged == f"{base}more\n\n{region}"


def test_both_added_the_note() -> None:
    ours, theirs = to(JANE, TICKED)(BASE), to(CALL, CALL.replace("[ ]", "[x]"))(BASE)
    result = merge(b"", ours.encode(), theirs.encode())
    assert result.conflicts == 0
    assert result.data.decode() == to(JANE, TICKED)(theirs)


def test_a_region_removed_here_and_changed_there_is_a_conflict_not_a_loss() -> None:
    bare = BASE[: BASE.index("<!-- mdfollow")] + "below\n"
    result = merge(BASE.encode(), bare.encode(), to(JANE, TICKED)(BASE).encode())
    assert result.conflicts == 1
    assert TICKED.encode() in result.data
    assert merge(BASE.encode(), bare.encode(), BASE.encode()).data == bare.encode()


BROKEN = {
    "no end marker": to(END + "\n", ""),
    "a doubled marker": to("above", "<!-- mdfollow:begin -->"),
    "a newer format": to("mdfollow:end 1", "mdfollow:end 2"),
    "an entry nobody wrote": to("thank-you/jane", "thank you jane"),
    "conflict markers": to("above", "<<<<<<< a\nx\n=======\ny\n>>>>>>> b"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_region_merges_as_git_merges_it(name: str) -> None:
    sides = BASE.encode(), BROKEN[name](BASE).encode(), to(JANE, TICKED)(BASE).encode()
    assert merge(*sides) == git_merge_file(*sides, Style())


def test_a_file_that_is_not_utf_8_merges_as_git_merges_it() -> None:
    sides = b"a\n\xff\n\nb\n", b"x\n\xff\n\nb\n", b"a\n\xff\n\ny\n"
    assert merge(*sides) == git_merge_file(*sides, Style())


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("final", [True, False])
def test_line_endings_stay(end: str, final: bool) -> None:
    base = BASE.removesuffix("\n\nbelow\n") + ("\n" if final else "")
    base = base.replace("\n", end)
    merged = both(to("[ ] Write", "[x] Write"), to("[ ] Call", "[x] Call"), base)
    assert merged == base.replace("[ ]", "[x]")


def test_a_region_without_final_newline_gets_one_before_new_text() -> None:
    base = BASE.removesuffix("\n\nbelow\n")
    merged = both(to("[ ] Write", "[x] Write"), lambda text: f"{text}\n\nmore", base)
    assert merged.endswith(f"{END}\n\nmore")
