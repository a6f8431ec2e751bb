"""RSS, Atom and JSON feeds: bytes in, a `Feed` out. RSS and Atom through `feedparser`, which takes out scripts.

Nothing is asked of the network, and no entity is expanded: the document type is taken out before parsing.
"""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import feedparser

from diplowatch.collect.addresses import join_address
from diplowatch.collect.decode import to_text
from diplowatch.collect.markup import clean_scrap, name_root, plain_line, strip_prolog
from diplowatch.collect.stamps import read_stamp
from diplowatch.errors import UNFORESEEN, InputError
from diplowatch.records import Capture, DateBasis, Entry, Feed, Media, Problem, hash_text

MAX_BYTES = 20_000_000
MAX_ENTRIES = 5_000
"""Entries of one feed that are read; feeds list the newest first, and publishers keep some ten to a few hundred."""
_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_ENTRY = re.compile(r"<(/?)(?:[\w.-]+:)?(?:item|entry)(?=[\s>])", re.I)
_SUMMARY = 5_000
_CRASHES = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a parser may raise at markup that its makers did not foresee; it must not end a run over many feeds."""
_ADDRESS = re.compile(r"https?://|/", re.I)
_WHOLE = 1_000
"""Characters from which a description is taken for the whole text."""
_CREDIT = re.compile(r"\bthe post\b.{1,300}\bappeared first on\b.{1,120}$", re.I)
_MORE = re.compile(r"(?:…|\.\.\.|\b(?:continue reading|read (?:more|on)|full (?:story|article)))[\W_]*$", re.I)


def is_feed(content: bytes) -> bool:
    """Tell whether bytes look like a feed, by their beginning alone."""
    head = content[:4000]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return b"jsonfeed.org/version" in head
    try:
        return name_root(strip_prolog(head)) in _ROOTS
    except InputError:
        return False


def read_feed(content: bytes, address: str | None = None, charset: str | None = None) -> Feed:
    """Read a feed; `address` is where it was found, `charset` the encoding that the server names.

    Raises InputError (without naming the feed) where the bytes are no feed.
    """
    if len(content) > MAX_BYTES:
        raise InputError(f"a feed of more than {MAX_BYTES // 1_000_000} MB; use the site's sitemap")
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _read_json(content, address, charset)
    text = strip_prolog(content, charset)
    root = name_root(text)
    if root not in _ROOTS:
        what = "a web page" if root == "html" else f"<{root}>" if root else "plain text"
        raise InputError(f"not a feed but {what}; give the address of an RSS, Atom or JSON feed")
    text, cut = _cut(text)
    parsed = _parse(text)
    note = f"not well formed ({parsed.get('bozo_exception')}), read as far as it goes" if parsed.bozo else ""
    return Feed(
        title=plain_line(_word(parsed.feed, "title")) or None,
        site=join_address(address, _word(parsed.feed, "link")),
        entries=_drop_doubles(_make_entry(row, address, atom=root == "feed") for row in parsed.entries),
        note="; ".join(filter(None, (note, cut))),
    )


def capture_entries(content: bytes, key: str | None, where: str) -> Iterator[Capture | Problem]:
    """Yield the whole texts in the file of a feed, and a problem for what is only announced in it.

    An entry without an address is keyed by `key` and its own id; problems name `where`.
    """
    try:
        feed = read_feed(content)
    except InputError as error:
        what, _, advice = str(error).partition("; ")
        yield Problem(where=where, what=what, advice=advice)
        return
    for entry in feed.entries:
        if entry.content:
            title = html.escape(entry.title or "", quote=False)
            head = f"<head><title>{title}</title></head>"
            yield Capture(
                key=entry.address or f"{key or 'feed'}#{entry.id or hash_text(entry.content)[:16]}",
                media=Media.HTML,
                content=f"<html>{head}<body><article><h1>{title}</h1>{entry.content}</article></body></html>",
                address=entry.address,
                title=entry.title,
                claim=entry.claim(DateBasis.FEED),
                outlet=entry.outlet or feed.title,
            )
    if feed.note:
        yield Problem(where=where, what=feed.note)
    if short := sum(not entry.content for entry in feed.entries):
        what = f"{short} of {len(feed.entries)} entries hold only a summary"
        yield Problem(where=where, what=what, advice="put the feed's address under [[sources]] in watch.toml")
    elif not feed.entries:
        yield Problem(where=where, what="a feed without entries")


def _cut(text: str) -> tuple[str, str]:
    """Cut a feed after so many entries; what closes it stays."""
    starts = [match.start() for match in _ENTRY.finditer(text) if not match.group(1)]
    if len(starts) <= MAX_ENTRIES:
        return text, ""
    ends = [match.start() for match in _ENTRY.finditer(text, starts[-1]) if match.group(1)]
    rest = text[ends[-1] :].partition(">")[2] if ends else ""
    return text[: starts[MAX_ENTRIES]] + rest, f"only the first {MAX_ENTRIES:,} of {len(starts):,} entries"


def _parse(text: str) -> feedparser.FeedParserDict:
    try:
        return feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            # Without an address: a guid that is only a number would be made an address with it.
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=True,
            resolve_relative_uris=True,
        )
    except UNFORESEEN as error:
        # Markup that its makers did not foresee must not end a run over many feeds.
        raise InputError(f"a feed that cannot be parsed ({type(error).__name__}: {str(error)[:80]})") from error


def _make_entry(row: Mapping[str, Any], base: str | None, *, atom: bool) -> Entry:
    name = _word(row, "id") or None
    found = _word(row, "feedburner_origlink") or _word(row, "link")
    published = _word(row, "published")
    updated = _word(row, "updated") if "updated" in row else ""
    if not published and not atom:
        # RSS knows no date of change: where it has only a `dc:date`, that is the day of publication.
        published, updated = updated, ""
    source = row.get("source")
    if found == name and not _ADDRESS.match(found):
        found = ""
    address = join_address(base, found) or join_address(None, name)
    content = _find_content(row)
    return Entry(
        address=address,
        id=name,
        title=plain_line(_word(row, "title")) or None,
        published=read_stamp(published),
        updated=read_stamp(updated),
        summary=plain_line(_word(row, "summary"), _SUMMARY),
        content=clean_scrap(content, address or base) if content else "",
        outlet=(plain_line(_word(source, "title")) or None) if isinstance(source, Mapping) else None,
    )


def _find_content(row: Mapping[str, Any]) -> str:
    """Find the whole text: what is declared to be it, else a description as long as a text that does not break off."""
    for part in row.get("content") or ():
        value = _word(part, "value")
        if not _breaks_off(value):
            return value if "html" in _word(part, "type") else _mark_up(value)
    summary = _word(row, "summary")
    return summary if len(plain_line(summary, _WHOLE)) >= _WHOLE and not _breaks_off(summary) else ""


def _breaks_off(markup: str) -> bool:
    return bool(_MORE.search(_CREDIT.sub("", plain_line(markup[-1000:]))))


def _mark_up(text: str) -> str:
    """Give plain text the form of HTML."""
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "\n".join(f"<p>{html.escape(part, quote=False)}</p>" for part in paragraphs if part)


def _read_json(content: bytes, address: str | None, charset: str | None) -> Feed:
    """Read a JSON feed (jsonfeed.org); a field of a wrong type counts as absent."""
    try:
        rows = json.loads(to_text(content, charset).lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON ({str(error)[:80]}); look at the address in a browser") from None
    items = rows.get("items")
    if not isinstance(items, list):
        raise InputError('JSON without a list of "items", so no feed; give the address of an RSS, Atom or JSON feed')
    site = join_address(address, _word(rows, "home_page_url"))
    sound = [item for item in items[:MAX_ENTRIES] if isinstance(item, Mapping)]
    notes = []
    if len(items) > MAX_ENTRIES:
        notes.append(f"only the first {MAX_ENTRIES:,} of {len(items):,} entries")
    if broken := min(len(items), MAX_ENTRIES) - len(sound):
        notes.append(f"{broken} entries are no JSON objects and were left out")
    return Feed(
        title=plain_line(_word(rows, "title")) or None,
        site=site,
        entries=_drop_doubles(_make_json_entry(item, address or site) for item in sound),
        note="; ".join(notes),
    )


def _make_json_entry(item: Mapping[str, Any], base: str | None) -> Entry:
    name = item.get("id")
    name = str(name) if isinstance(name, str | int) else None
    content = _word(item, "content_html")
    found = join_address(base, _word(item, "url") or _word(item, "external_url"))
    return Entry(
        address=found or join_address(None, name),
        id=name,
        title=plain_line(_word(item, "title")) or None,
        published=read_stamp(_word(item, "date_published")),
        updated=read_stamp(_word(item, "date_modified")),
        summary=plain_line(_word(item, "summary"), _SUMMARY),
        content=clean_scrap(content, found or base) if content else _mark_up(_word(item, "content_text")),
    )


def _drop_doubles(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Keep the first entry of each address; without an address, of each id, else of each title and text."""
    kept: dict[object, Entry] = {}
    for entry in entries:
        name = entry.address or entry.id or (entry.title, entry.summary, entry.content)
        if entry.address or entry.title or entry.content:
            kept.setdefault(name, entry)
    return tuple(kept.values())


def _word(row: Any, name: str) -> str:
    value = row.get(name) if isinstance(row, Mapping) else None
    return value if isinstance(value, str) else ""
