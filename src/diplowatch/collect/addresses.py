"""Addresses as they are found: made absolute, without what only tracks the reader."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from diplowatch.tables import load_words

_LONGEST = 2000


def join_address(base: str | None, found: str | None) -> str | None:
    """Return a found address as an absolute one of http or https, None where it is none.

    Fragments and parameters such as utm_source are taken out: they name the way to a text, not the text. All else
    stays letter for letter, because servers differ in what they take as the same address.
    """
    words = re.sub(r"[\x00-\x20]+", lambda gap: "%20" if gap.group() == " " else "", (found or "").strip())
    if not words or len(words) > _LONGEST:
        return None
    try:
        parts = urlsplit(urljoin(base or "", words))
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
            return None
    except ValueError:
        return None
    query = "&".join(part for part in parts.query.split("&") if not _tracks(part.split("=", 1)[0]))
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or "/", query, ""))


def _tracks(name: str) -> bool:
    trackers = load_words("collect", "data", "trackers.txt")
    return name in trackers or name.split("_", 1)[0] + "_" in trackers
