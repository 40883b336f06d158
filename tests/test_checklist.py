from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.agendas import read, save
from tests.checklist_cases import NOTE, Case, cases, play
from tests.vaults import interview, task, write_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    for block, now in play(case, tmp_path):
        assert now == block.text


HEAD = interview(interviewers="[Jane Doe, Sam Lee]")
BYTES = {
    "LF": HEAD + "Words.\n",
    "CRLF": (HEAD + "Words.\n").replace("\n", "\r\n"),
    "CR": (HEAD + "Words.\n").replace("\n", "\r"),
    "mixed": HEAD + "one\r\ntwo\nthree\r\n",
    "no final newline": HEAD + "Words.",
    "no final newline, CRLF": (HEAD + "Words.").replace("\n", "\r\n"),
    "BOM": "\ufeff" + HEAD + "Words.\n",
    "trailing blanks": HEAD + "Words.  \n\t\n  \n",
    "odd separators": HEAD + "a\u2028b\u2029c\x0bd\x0ce\x85f\n",
    "placeholder": HEAD + "Words.\r\n\r\n<!-- mdfollow -->\r\n\r\nMore.",
    "placeholder at the end": HEAD + "Words.\n\n<!-- mdfollow -->",
    "front matter alone": HEAD.rstrip("\n"),
}


@pytest.mark.parametrize("text", BYTES.values(), ids=BYTES)
def test_not_a_byte_outside_of_the_region_changes(
    text: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    vault = write_vault(tmp_path, {NOTE: text})
    for change in (("", ""), ("Sam Lee]", "Sam Lee, Kim Park]"), ("Sam Lee, ", ""), ("[ ]", "[x]")):
        before = read(vault, NOTE).replace(*change)
        save(vault, NOTE, before)
        run(vault, "sync")
        after = read(vault, NOTE)
        head, _, tail = (before if "mdfollow:begin" in before else text).partition("<!-- mdfollow")
        tail = tail.partition("<!-- mdfollow:end")[2] or tail
        assert after.startswith(head)
        assert after.endswith(tail.partition("-->")[2])
        assert "Nothing to do" in run(vault, "sync").stdout
    assert read(vault, NOTE).count("[x]") == read(vault, NOTE).count(" ✅ 2026-11-25 ^") > 0


@pytest.mark.parametrize("name", ["LF", "CRLF", "CR", "no final newline, CRLF"])
def test_new_lines_take_the_ending_of_the_note(
    name: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    vault = write_vault(tmp_path, {NOTE: BYTES[name]})
    run(vault, "sync")
    save(vault, NOTE, read(vault, NOTE).replace("Sam Lee]", "Sam Lee, Kim Park]"))
    run(vault, "sync")
    endings = set(re.findall(r"\r\n|\r|\n", read(vault, NOTE)))
    assert endings == set(re.findall(r"\r\n|\r|\n", BYTES[name]))


def test_a_new_last_task_stands_behind_the_words_that_go_on_with_the_one_before(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    vault = write_vault(tmp_path, {NOTE: interview()})
    run(vault, "sync")
    keep = task(read(vault, NOTE), "keep-applying")
    save(vault, NOTE, read(vault, NOTE).replace(keep, f"{keep}\nand send two a day"))
    write_vault(vault, {"Steps/tea.md": "---\nstep: tea\ntask: Drink tea\n---\n"})
    run(vault, "sync")
    assert f"{keep}\nand send two a day\n- [ ] Drink tea ^mdf-tea\n" in read(vault, NOTE)


MARKERS = [
    ("<!-- mdfollow:begin -->\n\n- [ ] a ^mdf-thank-you\n", 7, "`<!-- mdfollow:end … -->` is miss"),
    ("- [ ] a ^mdf-thank-you\n\n<!-- mdfollow:end 1 -->\n", 9, "`<!-- mdfollow:begin -->` is miss"),
    ("<!-- mdfollow:end 1 -->\n\n<!-- mdfollow:begin -->\n", 7, "before the begin marker"),
    ("<!-- mdfollow:begin -->\n" * 2 + "<!-- mdfollow:end 1 -->\n", 8, "inside a checklist"),
    ("<!-- mdfollow:begin -->\n<!-- mdfollow:end 1 -->\n" * 2, 9, "a second checklist"),
    ("<!-- mdfollow:begin -->\n<!-- mdfollow:end 2 x -->\n", 8, "update mdfollow"),
    ("<!-- mdfollow:begin -->\n<!-- mdfollow:end 1 x/y -->\n", 8, "can't be read"),
    ("<!-- mdfollow -->\n\n<!-- mdfollow -->\n", 9, "a second `<!-- mdfollow -->`"),
    ("- [ ] a ^mdf-keep-applying\n", 7, "are gone; restore them"),
    ("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", 7, "git conflict markers"),
]


@pytest.mark.parametrize(("body", "line", "told"), MARKERS)
def test_markers_that_cant_be_trusted_leave_the_note_untouched(
    body: str, line: int, told: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    vault = write_vault(tmp_path, {NOTE: HEAD + body, "Good.md": interview(company="Globex")})
    for _ in range(2):
        result = run(vault, "sync", status=1)
        assert result.stderr.startswith(f"{NOTE}:{line}: ")
        assert told in result.stderr
    assert read(vault, NOTE) == HEAD + body
    assert "^mdf-follow-up" in read(vault, "Good.md")


NOT_MARKERS = [
    "```\n<!-- mdfollow:begin -->\n```\n",
    "~~~\n<!-- mdfollow:end 1 -->\n",
    "> <!-- mdfollow:begin -->\n",
    "- a\n  <!-- mdfollow:end 1 -->\n",
    "    <!-- mdfollow:begin -->\n",
    "<!--\n<!-- mdfollow:begin -->\n",
    "<div>\n<!-- mdfollow:begin -->\n</div>\n",
    "`<!-- mdfollow:begin -->`\n",
]


@pytest.mark.parametrize("body", NOT_MARKERS)
def test_markers_count_only_at_the_top_level(
    body: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    vault = write_vault(tmp_path, {NOTE: f"{HEAD}\n<!-- mdfollow -->\n\n{body}"})
    run(vault, "sync")
    assert read(vault, NOTE).endswith(f" -->\n\n{body}")
    assert "^mdf-thank-you-jane-doe\n" in read(vault, NOTE)
