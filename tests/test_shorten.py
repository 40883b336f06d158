from __future__ import annotations

import pytest

from mdfollow.reading.shorten import shortened


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Acme", "Acme"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        ("word " * 20, "word " * 11 + "word…"),
        ("  a\n  b\tc ", "a b c"),
        ("a\x1b[31mb", "a [31mb"),
    ],
)
def test_a_quoted_text_is_one_short_line(text: str, result: str) -> None:
    assert shortened(text) == result
