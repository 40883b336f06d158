"""What a `posting` leads to: a link, the site's name, and whether it is the government's."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from mdfollow.sanitise import LONGEST

_USAJOBS = "USAJOBS"
_HOST = f"{_USAJOBS.lower()}.gov"
_NUMBER = re.compile(r"[0-9]{6,12}")
_BARE_HOST = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}(?:[/?#]\S*)?")
_EMAIL_HOST = re.compile(r"@([\w.-]+)")


class Posting(NamedTuple):
    """Where the job was advertised; `url` and `site` may be empty."""

    url: str = ""
    site: str = ""
    is_government: bool = False


def read_posting(text: str) -> Posting:
    """Read a web address, a USAJOBS control number, or an announcement that names USAJOBS."""
    text = text.strip().strip("<>")
    if _NUMBER.fullmatch(text):
        return Posting(f"https://www.{_HOST}/job/{text}", _USAJOBS, is_government=True)
    if _BARE_HOST.fullmatch(text):
        text = f"https://{text}"
    if re.match(r"https?://[^\s/]", text, re.IGNORECASE):
        return _web_address(text)
    named = _USAJOBS in text.upper()
    return Posting("", _USAJOBS if named else "", is_government=named)


def is_government_host(host: str) -> bool:
    """Whether a host or e-mail domain is on .gov or .mil."""
    return host.lower().rstrip(".").endswith((".gov", ".mil"))


def is_government_email(address: str) -> bool:
    """Whether an e-mail address is on .gov or .mil."""
    host = _EMAIL_HOST.search(address)
    return bool(host and is_government_host(host[1]))


def _web_address(text: str) -> Posting:
    try:
        host = (urlsplit(text).hostname or "").rstrip(".")
    except ValueError:
        return Posting()
    url = quote(text, safe=":/?#&=%+,;@!.-_~'", errors="backslashreplace")
    if len(url) > LONGEST:
        url = url.partition("?")[0]
    is_federal = f".{host}".endswith(f".{_HOST}")
    site = _USAJOBS if is_federal else host.removeprefix("www.")
    return Posting(url if len(url) <= LONGEST else "", site, is_government_host(host))
