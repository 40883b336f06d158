from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdfollow.posting import Posting, is_government_email, is_government_host, read_posting
from mdfollow.sanitise import LONGEST

USAJOBS = "USAJOBS"


@pytest.mark.parametrize(
    ("text", "posting"),
    [
        ("", Posting()),
        ("see the mail of 3 May", Posting()),
        ("https://acme.example/jobs/1", Posting("https://acme.example/jobs/1", "acme.example")),
        (" <https://acme.example> ", Posting("https://acme.example", "acme.example")),
        ("HTTPS://WWW.Acme.example/A", Posting("HTTPS://WWW.Acme.example/A", "acme.example")),
        ("www.acme.example/jobs", Posting("https://www.acme.example/jobs", "acme.example")),
        ("jobs.acme.example", Posting("https://jobs.acme.example", "jobs.acme.example")),
        ("https://acme.example:8443/a", Posting("https://acme.example:8443/a", "acme.example")),
        (
            "https://www.usajobs.gov/job/812345600",
            Posting("https://www.usajobs.gov/job/812345600", USAJOBS, is_government=True),
        ),
        ("usajobs.gov", Posting("https://usajobs.gov", USAJOBS, is_government=True)),
        ("https://usajobs.gov./", Posting("https://usajobs.gov./", USAJOBS, is_government=True)),
        ("812345600", Posting("https://www.usajobs.gov/job/812345600", USAJOBS, True)),
        ("USAJOBS announcement DE-123", Posting("", USAJOBS, is_government=True)),
        ("https://jobs.army.mil/1", Posting("https://jobs.army.mil/1", "jobs.army.mil", True)),
        ("12345", Posting()),
        ("https://gov.example", Posting("https://gov.example", "gov.example")),
        ("usajobs.gov.example", Posting("https://usajobs.gov.example", "usajobs.gov.example")),
        ("https://usajobs.gov@x.example", Posting("https://usajobs.gov@x.example", "x.example")),
        ("https://notusajobs.gov", Posting("https://notusajobs.gov", "notusajobs.gov", True)),
        ("javascript:alert(1)", Posting()),
        ("ftp://acme.example", Posting()),
        ("https://", Posting()),
        ("https://[::1", Posting()),
        ("https://a.example/\ud800", Posting("https://a.example/%5Cud800", "a.example")),
        ("jane@acme.example", Posting()),
    ],
)  # fmt: skip
def test_read(text: str, posting: Posting) -> None:
    assert read_posting(text) == posting


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://a.example/x)y", "https://a.example/x%29y"),
        ("https://a.example/[x](y)", "https://a.example/%5Bx%5D%28y%29"),
        ("https://a.example/a b", "https://a.example/a%20b"),
        ("https://a.example/\n- [ ] x", "https://a.example/%0A-%20%5B%20%5D%20x"),
        ("https://a.example/<script>", "https://a.example/%3Cscript"),
        ("https://a.example/é", "https://a.example/%C3%A9"),
        ("https://a.example/x?y=%20#z", "https://a.example/x?y=%20#z"),
        (f"https://a.example/x?{'y' * 300}", "https://a.example/x"),
        (f"https://a.example/{'y' * 300}", ""),
    ],
)
def test_the_address_is_fit_for_a_link(text: str, url: str) -> None:
    assert read_posting(text).url == url


@given(st.text() | st.text().map("https://a.example/".__add__) | st.text().map("https://".__add__))
def test_any_text_gives_a_harmless_address(text: str) -> None:
    posting = read_posting(text)
    assert re.fullmatch(r"(?i:https?)://[!#%&'+,\-./:;=?@_~0-9A-Za-z]+|", posting.url)
    assert len(posting.url) <= LONGEST


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("acme.gov", True), ("ACME.MIL", True), ("acme.gov.", True), ("acme.example", False),
        ("gov", False), ("acmegov", False), ("acme.gov.uk", False), ("", False),
    ],
)  # fmt: skip
def test_government_host(host: str, *, expected: bool) -> None:
    assert is_government_host(host) is expected
    assert is_government_email(f"Jane <jane@{host}>") is expected


def test_no_address_is_no_governments() -> None:
    assert not is_government_email("acme.gov")
    assert not is_government_email("")
