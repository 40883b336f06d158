from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mdfollow.disk.recovered import RECOVERED, keep, keep_bytes

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_kept_has_a_name_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "odd").write_bytes(b"1")
    kept = {keep(tmp_path, tmp_path / "odd", "Acme 1.md")}
    kept |= {keep_bytes(tmp_path, data, "Acme 1.md") for data in (b"2", b"3")}
    assert {(tmp_path / path).read_bytes() for path in kept} == {b"1", b"2", b"3"}
    assert all(path.startswith(f"{RECOVERED}/Acme 1 ") and path.endswith(".md") for path in kept)
    assert not (tmp_path / "odd").exists()


@pytest.mark.parametrize("name", ["ü" * 120 + ".md", "." + "x" * 250, "x." + "y" * 250])
def test_a_long_name_is_cut(tmp_path: Path, name: str) -> None:
    assert (tmp_path / keep_bytes(tmp_path, b"1", name)).read_bytes() == b"1"
