from __future__ import annotations

import time

import pytest

from mdfollow.disk.unwritable import ChangedMeanwhile, Postponed, Unwritable
from mdfollow.watching.careful_writer import CarefulWriter, Ended
from mdfollow.watching.fights import Fights
from mdfollow.watching.waits import RESTLESS


def writer(
    fails: Exception | None = None, busy: str = "", *, may_go_on: bool = True
) -> CarefulWriter:
    def write(*_: object) -> None:
        if fails:
            raise fails

    careful = CarefulWriter(lambda _: busy, lambda: may_go_on, Fights(time.monotonic), print)
    careful.write = write
    return careful


def test_what_was_written_is_remembered_and_told_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write = writer()
    write("a.md", b"old", b"new")
    assert capsys.readouterr().out == "wrote a.md\n"
    assert (write.wrote, write.postponed, write.failed) == ([("a.md", b"new")], {}, False)


def test_a_file_in_use_is_put_off_with_its_reason() -> None:
    write = writer(busy=".a.md.swp")
    with pytest.raises(Postponed):
        write("a.md", b"old", b"new")
    assert (write.wrote, write.postponed) == ([], {"a.md": ".a.md.swp"})


def test_a_file_somebody_saved_meanwhile_must_come_to_rest() -> None:
    write = writer(ChangedMeanwhile("a.md"))
    with pytest.raises(Postponed):
        write("a.md", b"old", b"new")
    assert write.postponed == {"a.md": RESTLESS}


def test_a_failure_is_told_and_noted_to_try_again() -> None:
    write = writer(Unwritable("a.md", "can't be written: no space left", "make room"))
    with pytest.raises(Unwritable):
        write("a.md", b"old", b"new")
    assert (write.wrote, write.postponed, write.failed) == ([], {}, True)


def test_told_to_end_it_writes_no_more() -> None:
    write = writer(may_go_on=False)
    with pytest.raises(Ended):
        write("a.md", b"old", b"new")
    assert (write.wrote, write.postponed) == ([], {"a.md": RESTLESS})
