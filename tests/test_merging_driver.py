"""`mdfollow merge-file`: writes only the file of ours; what fails is left to git."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdfollow.merging import merge
from mdfollow.merging.driver import merge_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result


def put(folder: Path, base: bytes, ours: bytes, theirs: bytes) -> list[str]:
    for name, data in (("base", base), ("ours", ours), ("theirs", theirs)):
        (folder / name).write_bytes(data)
    return [str(folder / name) for name in ("base", "ours", "theirs")]


CASES = [
    (b"a\n\n\nb\n", b"x\n\n\nb\n", b"a\n\n\ny\n", 0, b"x\n\n\ny\n"),
    (b"a\n", b"x\n", b"y\n", 1, b"<<<<<<<<< ours\nx\n=========\ny\n>>>>>>>>> theirs\n"),
    (b"", b"x\n", b"x\n", 0, b"x\n"),
]


@pytest.mark.parametrize(("base", "ours", "theirs", "status", "expected"), CASES)
@pytest.mark.parametrize("crashes", [False, True])
def test_merges_into_ours_also_if_mdfollow_fails(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    base: bytes,
    ours: bytes,
    theirs: bytes,
    status: int,
    expected: bytes,
    crashes: bool,
) -> None:
    if crashes:
        monkeypatch.delattr(merge, "merge")
    files = put(tmp_path, base, ours, theirs)
    assert merge_file(files[0], files[1], files[2], 9, "note.md") == status
    assert (tmp_path / "ours").read_bytes() == expected
    assert (tmp_path / "theirs").read_bytes() == theirs
    said = capfd.readouterr()
    assert said.out == ("conflicts\n" if status else "merged\n")
    assert ("git merges it as any text" in said.err) == crashes


def test_what_git_can_t_merge_either_is_told_as_an_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    files = put(tmp_path, b"a\0\n", b"b\0\n", b"c\0\n")
    assert merge_file(files[0], files[1], files[2], 7, "note.md") not in (0, 1)
    assert (tmp_path / "ours").read_bytes() == b"b\0\n"
    assert capfd.readouterr().out == ""


def test_the_hidden_command(tmp_path: Path, run: Callable[..., Result]) -> None:
    files = put(tmp_path, b"a\n", b"x\n", b"y\n")
    assert run(tmp_path, "merge-file", *files, "7", "note.md", status=1).stdout == "conflicts\n"
    assert "merge-file" not in run(tmp_path, "--help").stdout
