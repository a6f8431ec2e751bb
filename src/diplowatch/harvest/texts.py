"""From the bytes of an answer to a text that can be stored, or the reason why it cannot."""

from __future__ import annotations

from datetime import datetime

from diplowatch.archive import Taken
from diplowatch.clean import UnreadLanguage, clean_capture
from diplowatch.collect.decode import decode, tell_media
from diplowatch.collect.fetch import Answer
from diplowatch.collect.pdf import read_pdf
from diplowatch.errors import UNFORESEEN, InputError
from diplowatch.records import Capture, DateBasis, Entry, EntryState, Media, Pack, SourceKind, WatchedSource

_PDF = b"%PDF"
_CLAIMED_BY = {SourceKind.FEED: DateBasis.FEED, SourceKind.SITEMAP: DateBasis.SITEMAP}


def make_text(
    answer: Answer, address: str, entry: EntryState, source: WatchedSource, pack: Pack, now: datetime
) -> Taken:
    """Clean what an answer holds; `address` is where it was found in the end.

    Raises InputError where it is no text, or a page without an article.
    """
    capture = make_capture(answer, address, entry, source, now)
    try:
        return Taken(clean_capture(capture, pack, now.date()), capture)
    except UnreadLanguage as error:
        return Taken(error.document, capture, unread=str(error))
    except UNFORESEEN as error:
        # A page that nobody foresaw must not end a run over many sources.
        raise InputError(f"cannot be cleaned ({type(error).__name__}: {str(error)[:80]}); please report it") from error


def make_capture(answer: Answer, address: str, entry: EntryState, source: WatchedSource, now: datetime) -> Capture:
    """Return the capture of an answer, a page, a text or a PDF; raises InputError where it is none of them."""
    paper = read_pdf(answer.body) if answer.body.startswith(_PDF) else None
    content = paper.text if paper else decode(answer.body, answer.charset)
    by = _CLAIMED_BY.get(source.kind)
    announced = Entry(published=entry.published, updated=entry.updated)
    return Capture(
        key=address,
        media=Media.HTML if "html" in answer.media and not paper else tell_media(content),
        content=content,
        address=address,
        title=entry.title or (paper.title if paper else None),
        outlet=source.outlet or entry.outlet,
        claim=announced.claim(by) if by else None,
        seen=now.date(),
    )
