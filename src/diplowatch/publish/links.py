"""Addresses: which may be linked, and the text fragment that opens a page at the cited words."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from diplowatch.records import Passage

WHOLE = 120
"""Characters up to which a passage is named in full; a longer one by its first and last words."""
AMBIGUOUS = 40
"""Characters below which the words around a passage are named too, because it may occur more than once."""
END_WORDS = 5


def is_linkable(address: str | None) -> bool:
    """Say whether an address may become a link: http or https with a host, without white space or controls."""
    if not address or re.search(r"[\s\x00-\x1f\x7f]", address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def link_to(address: str | None, passage: Passage) -> str | None:
    """Return the address with a text fragment (`#:~:text=`) for a passage; None where it may not be linked.

    Method: URL Fragment Text Directives, WICG draft, with the syntax `[prefix-,]start[,end][,-suffix]`.
    """
    if not address or not is_linkable(address):
        return None
    directive = _name_words(passage.exact)
    if len(passage.exact) < AMBIGUOUS:
        before = _whole_words(passage.prefix.rsplit("\n", 1)[-1], first=False)
        after = _whole_words(passage.suffix.split("\n", 1)[0], first=True)
        directive = (f"{_encode(before)}-," if before else "") + directive + (f",-{_encode(after)}" if after else "")
    return f"{address}{'' if '#' in address else '#'}:~:text={directive}"


def _name_words(exact: str) -> str:
    lines = [line.strip() for line in exact.strip().splitlines() if line.strip()]
    text = " ".join(lines)
    if len(lines) == 1 and len(text) <= WHOLE:
        return _encode(text)
    first, last = lines[0].split()[:END_WORDS], lines[-1].split()[-END_WORDS:]
    return f"{_encode(' '.join(first))},{_encode(' '.join(last))}"


def _whole_words(context: str, *, first: bool) -> str:
    """Drop the word that the cut of the context may have gone through, keep at most four of the nearest."""
    words = context.split()
    if first:
        kept = words if context[-1:].isspace() else words[:-1]
        return " ".join(kept[:4]) if not context[:1].isalnum() else ""
    kept = words if context[:1].isspace() else words[1:]
    return " ".join(kept[-4:]) if not context[-1:].isalnum() else ""


def _encode(words: str) -> str:
    """Percent-encode everything that the syntax of a text directive or of an address gives a meaning to."""
    return quote(words, safe="").replace("-", "%2D").replace("_", "%5F").replace("~", "%7E")
