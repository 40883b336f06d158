from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdfollow.agendas.acts import Act, Acts, read_acts
from mdfollow.agendas.agenda import Agenda, agenda_lines
from mdfollow.agendas.due import DueTask, Span
from mdfollow.agendas.links import Linker, LinkStyle
from mdfollow.lines.region import Region, find_markers
from mdfollow.lines.structure import read_structure, split_lines
from mdfollow.lines.task_line import TaskLine
from mdfollow.problems import Problem
from mdfollow.sanitise import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

HOME = "Due this week.md"
ACME, GLOBEX, HAND = "In/Acme 1.md", "In/Globex (DC).md", "Notes.md"
PATHS = {ACME, GLOBEX, HAND}
WEEK = Span.week(date(2026, 11, 25), 0)


def due(
    path: str, block_id: str, text: str, mark: str = " ", due: str = "2026-11-26", done: str = ""
) -> DueTask:
    return DueTask(path, 9, block_id, text, mark, "", due, done)


JANE = due(ACME, "mdf-thank-you-jane-doe", "Email Jane Doe")
SAM = due(ACME, "mdf-thank-you-sam-lee", "Email Sam Lee", mark="/")
CALL = due(GLOBEX, "mdf-follow-up", "Call", due="2026-11-24")
DONE = due(GLOBEX, "mdf-skills-sql", "Learn SQL", mark="x", done="2026-11-24")
MINE = due(HAND, "", "Ask Lee · see [[Lee]]")
TASKS = [JANE, SAM, CALL, DONE, MINE]


def written(
    tasks: Sequence[DueTask] = TASKS,
    style: LinkStyle = "markdown",
    problems: Sequence[Problem] = (),
    kept: Sequence[Act] = (),
) -> str:
    agenda = Agenda(WEEK, tasks, 3, 5, 4, problems, kept)
    inner, words = agenda_lines(agenda, Linker(HOME, style))
    lines = [
        "above",
        "<!-- mdfollow:begin 2026-11-25 -->",
        *inner,
        f"<!-- mdfollow:end {words} -->",
    ]
    return "\n".join([*lines, "below", ""])


def acts(
    text: str, paths: Collection[str] = frozenset(PATHS), style: LinkStyle = "markdown"
) -> Acts:
    lines = split_lines(text)
    region = find_markers(lines, read_structure(lines, 0)).region
    assert region is not None
    return read_acts(lines, region, Linker(HOME, style), paths)


def line_of(text: str, words: str) -> str:
    (line,) = (line for line in text.splitlines() if f"] {words} " in line)
    return line


def ticked(text: str, words: str, mark: str = "x") -> str:
    line = line_of(text, words)
    return text.replace(line, f"- [{mark}{line[4:]}")


def below(text: str, words: str, *lines: str) -> str:
    line = line_of(text, words)
    return text.replace(line, "\n".join([line, *lines]))


def marks(read: Acts) -> dict[tuple[str, str], str | None]:
    return {(act.path, act.id): act.mark for act in read.acts}


def test_no_region_has_no_acts() -> None:
    assert read_acts(["text\n"], None, Linker(HOME, "markdown"), PATHS) == Acts()


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("style", ["wikilink", "markdown"])
def test_an_untouched_region_says_nothing(style: LinkStyle, eol: str) -> None:
    problems = [Problem(ACME, 3, "`date` is missing; add `date: 2026-11-24`"), Problem("x", 1, "y")]
    text = written(style=style, problems=problems).replace("\n", eol)
    assert acts(text, style=style) == Acts()


@pytest.mark.parametrize(
    ("task", "mark", "expected"),
    [
        (JANE, "x", "x"), (JANE, "X", "X"), (JANE, "-", "-"), (JANE, "/", "/"), (JANE, " ", None),
        (SAM, "x", "x"), (SAM, " ", " "), (SAM, "/", None), (DONE, " ", " "), (DONE, "X", None),
        (DONE, "-", "-"), (CALL, "x", "x"), (MINE, "x", "x"), (MINE, "🏁", "🏁"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("style", ["wikilink", "markdown"])
def test_a_box_that_differs_is_an_act(
    task: DueTask, mark: str, expected: str | None, style: LinkStyle
) -> None:
    text = ticked(written(style=style), task.text if task is not MINE else "Ask Lee ·", mark)
    read = acts(text, style=style)
    assert read.typed == ()
    assert [(act.ref, act.mark) for act in read.acts] == (
        [(task.ref, expected)] if expected else []
    )
    for act in read.acts:
        assert (act.path, act.id, act.text) == (task.path, task.id, task.text)
        assert act.written == ("x" if task.status == "done" else task.mark)
        assert text.splitlines()[act.at] == act.line


@pytest.mark.parametrize("day", ["2026-11-24", "2026-11-25"])  # below the open one, or beside it
@pytest.mark.parametrize("mark", ["x", "-", " "])
def test_two_notes_of_one_name_are_told_apart_by_their_links(mark: str, day: str) -> None:
    """Their lines have the same words, one written with a tick and one without."""
    paths = [f"{folder}/Acme 1.md" for folder in "ab"]
    done, still = (JANE._replace(path=path) for path in paths)
    done = done._replace(done=day, mark="x")
    text = written([done, still])
    lines = text.splitlines()
    at = next(at for at, line in enumerate(lines) if "b/Acme" in line)
    lines[at] = f"- [{mark}]{lines[at][5:]}"
    expected = {} if mark == " " else {("b/Acme 1.md", JANE.id): mark}
    assert marks(acts("\n".join(lines), paths)) == expected


@pytest.mark.parametrize("indent", ["", "  ", "\t"])
@pytest.mark.parametrize("place", ["# Due this week", "## Overdue", "- [ ] Call"])
def test_a_box_counts_wherever_its_line_stands_now(place: str, indent: str) -> None:
    text = written()
    line = line_of(text, "Email Jane Doe")
    anchor = next(one for one in text.splitlines() if one.startswith(place))
    text = text.replace(f"{line}\n", "")
    moved = f"{indent}{line.replace('[ ]', '[x]')}"
    read = acts(text.replace(anchor, f"{anchor}\n{moved}"))
    assert marks(read) == {(ACME, JANE.id): "x"}
    assert read.acts[0].under == ()
    assert read.acts[0].line == moved.strip()
    assert read.typed == ()


def test_what_stands_under_an_indented_line_goes_with_it() -> None:
    text = written()
    line = line_of(text, "Email Jane Doe")
    under = [f"  {line.replace('[ ]', '[x]')}", "    - hers", "  - whose?"]
    read = acts(below(text.replace(f"{line}\n", ""), "Call", *under))
    assert [(act.id, act.under) for act in read.acts] == [(JANE.id, ("    - hers\n",))]
    assert read.typed == ("  - whose?\n",)


@pytest.mark.parametrize(
    "under",
    [
        ["  - 2026-11-25 no answer"],
        ["\t- [ ] ask again", "\t\t- and again"],
        ["  words", "", "  more"],
        ["  ```", "  - [ ] code", "  ```"],
    ],
)
def test_lines_under_a_task_go_to_its_note(under: list[str]) -> None:
    read = acts(below(written(), "Call", *under))
    (act,) = read.acts
    assert (act.path, act.id, act.mark) == (GLOBEX, CALL.id, None)
    assert act.under == tuple(f"{line}\n" for line in under if line)
    assert read.typed == ()


def test_a_tick_and_lines_under_it_are_one_act() -> None:
    read = acts(below(ticked(written(), "Call"), "Call", "  - she was there"))
    assert [(act.mark, act.under) for act in read.acts] == [("x", ("  - she was there\n",))]


@pytest.mark.parametrize(
    "typed",
    [
        ["words"],
        ["- bullet", "  - child"],
        ["- [ ] a task of mine", "  - with a note"],
        ["- [x] a link · [Nowhere](Nowhere.md#^mdf-x)"],
        ["```", "- [ ] code", "", "    more", "", "```"],
        ["> quote", "", "", "> another"],
        ["# Due next week"],
        ["<!-- a comment -->"],
        ["one", "", "two"],
    ],
)
@pytest.mark.parametrize("place", ["# Due this week", "## Overdue", "- [ ] Call"])
def test_a_persons_lines_are_kept_in_order(place: str, typed: list[str]) -> None:
    text = written()
    anchor = next(one for one in text.splitlines() if one.startswith(place))
    read = acts(text.replace(anchor, "\n".join([anchor, *typed])))
    assert read.acts == ()
    assert read.typed == tuple(f"{line}\n" for line in typed)


def test_indented_lines_at_the_very_top_are_kept() -> None:
    text = written().replace("-25 -->\n", "-25 -->\n\n    code\n  more\n")
    assert acts(text) == Acts((), ("    code\n", "  more\n"))


def test_lines_apart_from_each_other_are_kept_without_ours_between() -> None:
    text = below(written(), "Call", "first").replace("## Overdue", "zeroth\n\n## Overdue")
    assert acts(text).typed == ("zeroth\n", "first\n")


@pytest.mark.parametrize("old", ["# Due this week", "## Overdue"])
def test_a_heading_of_ours_that_was_changed_is_the_persons(old: str) -> None:
    assert acts(written().replace(f"{old}\n", f"{old} now\n")).typed == (f"{old} now\n",)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Email Jane Doe", "Email Jane Doe today"),
        ("Jane Doe (by Thu 26 Nov)", "Jane Doe"),
        ("[Acme 1](In/Acme%201.md#^mdf-thank-you-jane", "[A](In/Acme%201.md#^mdf-thank-you-jane"),
        ("jane-doe)", "jane-doe) she is nice"),
        ("jane-doe)", "jane-doe) see [[Jane]]"),
        ("jane-doe)", "jane-doe) #tag ^id"),
    ],
)
def test_words_added_to_a_line_are_kept_and_its_tick_counts(old: str, new: str) -> None:
    text = ticked(written(), "Email Jane Doe").replace(old, new)
    read = acts(text)
    assert marks(read) == {(ACME, JANE.id): "x"}
    assert [line for line in read.typed if "- [x]" in line] == list(read.typed)
    assert len(read.typed) == 1
    assert read.typed[0] in text.splitlines(keepends=True)


def test_a_line_doubled_counts_once_and_the_second_is_kept() -> None:
    text = written()
    line = line_of(text, "Email Jane Doe")
    read = acts(below(text, "Email Jane Doe", line.replace("[ ]", "[x]")))
    assert marks(read) == {(ACME, JANE.id): "x"}
    assert read.typed == (line.replace("[ ]", "[x]") + "\n",)


def test_a_line_removed_is_no_act() -> None:
    text = written()
    assert acts(text.replace(line_of(text, "Email Jane Doe") + "\n", "")) == Acts()


NEW = "Old/Acme 9 (won).md"


@pytest.mark.parametrize("link", ["Old/Acme%209%20(won).md", "Old/Acme%209%20%28won%29.md"])
@pytest.mark.parametrize(
    ("words", "mark", "expected"),
    [
        ("Email Jane Doe", " ", {}),
        ("Email Jane Doe", "x", {(NEW, JANE.id): "x"}),
        ("Email Sam Lee", "/", {}),
        ("Email Sam Lee", " ", {(NEW, SAM.id): " "}),
    ],
)
def test_a_note_renamed_in_obsidian_takes_its_ticks_along(
    link: str, words: str, mark: str, expected: dict[tuple[str, str], str | None]
) -> None:
    text = ticked(written().replace("In/Acme%201.md", link), words, mark)
    read = acts(text, {NEW, GLOBEX, HAND})
    assert marks(read) == expected
    assert read.typed == ()


@pytest.mark.parametrize("link", ["[[Acme 1#^", "[[In/Acme 1#^"])
def test_a_wikilink_shortened_by_obsidian(link: str) -> None:
    text = written(style="wikilink").replace("[[In/Acme 1#^", link)
    assert acts(text, style="wikilink") == Acts()
    read = acts(ticked(text, "Email Jane Doe"), style="wikilink")
    assert marks(read) == {(ACME, JANE.id): "x"}


def test_a_link_from_the_root_in_an_agenda_in_a_folder() -> None:
    linker = Linker("Plans/Due.md", "markdown")
    inner, words = agenda_lines(Agenda(WEEK, [JANE], 0, 0, 1), linker)
    lines = [f"{line}\n" for line in ["<!-- mdfollow:begin -->", *inner]]
    lines = [line.replace("../In/", "In/").replace("- [ ]", "- [x]") for line in lines]
    lines.append(f"<!-- mdfollow:end {words} -->")
    region = find_markers(lines, read_structure(lines, 0)).region
    assert marks(read_acts(lines, region, linker, PATHS)) == {(ACME, JANE.id): "x"}


def test_a_tick_for_a_note_that_is_gone_is_still_an_act() -> None:
    read = acts(ticked(written(), "Email Jane Doe"), {GLOBEX, HAND})
    assert marks(read) == {(ACME, JANE.id): "x"}
    assert acts(written(), {GLOBEX, HAND}) == Acts()


@pytest.mark.parametrize("words", ["", "1", "2 x", "garbled", "1 <<<<<<<"])
def test_with_a_garbled_end_marker_nothing_is_lost(words: str) -> None:
    text = ticked(written(), "Email Jane Doe")
    start = text.index("<!-- mdfollow:end ")
    text = f"{text[:start]}<!-- mdfollow:end {words} -->\n"
    read = acts(text)
    assert marks(read)[ACME, JANE.id] == "x"
    region = text[text.index("-25 -->") + 7 : start]
    assert [line for line in read.typed if line.strip()] == [
        line for line in region.splitlines(keepends=True) if line.strip()
    ]


@pytest.mark.parametrize("style", ["wikilink", "markdown"])
def test_an_act_that_could_not_be_carried_is_read_again(style: LinkStyle) -> None:
    text = ticked(written(style=style), "Email Jane Doe")
    text = ticked(below(text, "Email Jane Doe", "  - typed"), "Call")
    read = acts(text, style=style)
    assert len(read.acts) == 2
    for shown in (TASKS, [CALL]):
        again = acts(written(shown, style, kept=read.acts), style=style)
        assert {(a.ref, a.mark, a.written, a.under, a.line) for a in again.acts} == {
            (a.ref, a.mark, a.written, a.under, a.line) for a in read.acts
        }
        assert again.typed == ()


texts = st.lists(
    st.sampled_from(
        ["Call", " · ", "[", "]", "[[", "]]", "](x)", "`", "(by Thu 26 Nov)", "📅 2026-11-26", "^a",
         "[[Lee]]", "[a](b.md)", "<!--", "-->", "%%", "- [x] ", "\\", "#t", "  ", "|", "(", "é"]
    )
    | st.text(max_size=4),
    min_size=1,
    max_size=6,
).map(lambda parts: one_line("".join(parts)))  # fmt: skip
paths = st.lists(
    st.sampled_from(["Acme 1", "In", "a (b)", "[x]", "é#1", "· [a](b)", "a_b_", "a  b", "100%"]),
    min_size=1,
    max_size=2,
).map(lambda parts: "/".join(parts) + ".md")
agenda_tasks = st.lists(
    st.builds(
        due,
        paths,
        st.sampled_from(["", "mdf-a", "mdf-b"]),
        texts,
        st.sampled_from([" ", "/", "?"]),
        st.sampled_from(["2026-11-24", "2026-11-25", "2026-11-28"]),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda task: task.ref,
)
styles = st.sampled_from(["wikilink", "markdown"])


@given(agenda_tasks, styles)
def test_whatever_tasks_say_an_untouched_region_says_nothing(
    tasks: list[DueTask], style: LinkStyle
) -> None:
    assert acts(written(tasks, style), {task.path for task in tasks}, style) == Acts()


@given(agenda_tasks, styles)
def test_whatever_tasks_say_their_ticks_are_read(tasks: list[DueTask], style: LinkStyle) -> None:
    lines = written(tasks, style).split("\n")
    for at, line in enumerate(lines):
        task = TaskLine.read(line)
        lines[at] = str(task.with_mark("x")) if task else line
    read = acts("\n".join(lines), {task.path for task in tasks}, style)
    assert {(act.ref, act.mark) for act in read.acts} == {(task.ref, "x") for task in tasks}
    assert read.typed == ()


typing = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.sampled_from(["", "- ", "  - ", "\t", "    ", "> ", "- [x] ", "# ", "```\n", "\n  "]),
    ),
    min_size=1,
    max_size=5,
)


@given(typing, st.booleans())
def test_nothing_typed_is_lost_or_doubled(places: list[tuple[int, str]], garbled: bool) -> None:
    lines = written().split("\n")
    for number, (at, prefix) in enumerate(places):
        last = next(at for at, line in enumerate(lines) if "mdfollow:end" in line)
        lines.insert(2 + at % (last - 1), f"{prefix}token{number}x")
    if garbled:
        last = next(at for at, line in enumerate(lines) if "mdfollow:end" in line)
        lines[last] = "<!-- mdfollow:end 1 garbled -->"
    read = acts_of(split_lines("\n".join(lines)))
    kept = "".join([*read.typed, *(line for act in read.acts for line in act.under)])
    for number in range(len(places)):
        assert kept.count(f"token{number}x") == 1


def acts_of(lines: list[str]) -> Acts:
    """The acts of a region whose fences may be open: what is asked is only where lines go."""
    end = next(at for at, line in enumerate(lines) if "mdfollow:end" in line)
    words = lines[end].removeprefix("<!-- mdfollow:end ").removesuffix(" -->\n")
    return read_acts(lines, Region(1, end, "", words), Linker(HOME, "markdown"), PATHS)
