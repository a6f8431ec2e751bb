"""Who published a text, and which news agency it credits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from diplowatch.records import Outlet, Pack

_DATELINE = 200
"""Characters at the head of an article in which a dateline credits an agency."""


def find_outlet(pack: Pack, address: str | None, *names: str | None) -> Outlet | None:
    """Find the outlet by the domain of the address, else by the first of the names that the pack knows."""
    if address and (known := _find_by_domain(pack, _host(address))):
        return known
    for name in names:
        wanted = _simplify(name or "")
        for outlet in pack.outlets:
            if wanted and wanted in {_simplify(alias) for alias in (outlet.name, *outlet.aliases)}:
                return outlet
    return None


def find_agency(pack: Pack, text: str, credits: Iterable[str]) -> str | None:
    """Find the agency that a dateline ("RIYADH, March 25 (TASS)") or a byline credits; photo credits do not count.

    `credits` are the bylines of the article. Of several agencies the first is taken.
    """
    head = text[:_DATELINE]
    tail = "\n".join(text.rsplit("\n", 2)[-2:])[-80:]
    for outlet in pack.outlets:
        if not outlet.agency:
            continue
        name = "|".join(re.escape(alias) for alias in sorted((outlet.name, *outlet.aliases), key=len, reverse=True))
        inside = rf"[(\[/]\s*(?:{name})\s*[)\]/]"
        if re.search(inside, head) or re.search(rf"{inside}\W*$", tail):
            return outlet.name
        line = rf"(?:(?:by|from|source|via|with)\W+)?(?:the )?(?:{name})(?:\W.{{0,40}})?"
        if any(re.fullmatch(line, credit.strip(), re.IGNORECASE) for credit in credits):
            return outlet.name
    return None


def _find_by_domain(pack: Pack, host: str) -> Outlet | None:
    """Find the outlet whose domain is the longest that the host is, or is part of."""
    fits = [
        (len(domain), outlet)
        for outlet in pack.outlets
        for domain in outlet.domains
        if host == domain or host.endswith("." + domain)
    ]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _simplify(name: str) -> str:
    return re.sub(r"\W+", " ", name).casefold().strip().removeprefix("the ")
