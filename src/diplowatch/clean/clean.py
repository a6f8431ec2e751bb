"""From a capture to a document: the article, its title, date, outlet, agency, language and form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from diplowatch.clean.dates import Clues, choose_date
from diplowatch.clean.forms import find_correction, tell_genre
from diplowatch.clean.language import READ, UnreadLanguage, detect_language
from diplowatch.clean.lines import find_lines
from diplowatch.clean.outlets import find_agency, find_outlet
from diplowatch.clean.pages import read_page
from diplowatch.clean.ready import MAX_CHARACTERS
from diplowatch.errors import InputError
from diplowatch.records import Capture, Document, Media, Pack, Segment, make_id

_MEDIA = "MED"
_NO_FILE = ("mid:", "stdin:", "http:", "https:")
"""How keys begin that are no names of files."""


@dataclass(frozen=True)
class _Cleaned:
    """An article, whatever form it came in, and what stood around it that tells who published it and when."""

    title: str
    text: str
    segments: tuple[Segment, ...]
    head: tuple[str, ...]
    bylines: tuple[str, ...]
    published: date | None = None
    updated: date | None = None
    site: str | None = None
    address: str | None = None


def clean_capture(capture: Capture, pack: Pack, today: date) -> Document:
    """Clean one capture; `today` is the last day that a text can have been published on.

    Raises InputError where nothing is left to read, and its subclass UnreadLanguage, which carries the cleaned
    document, where the text is not in English.
    """
    if len(capture.content) > MAX_CHARACTERS:
        raise InputError(f"{capture.key}: more than {MAX_CHARACTERS:,} characters; split it")
    cleaned = _clean_page(capture) if capture.media is Media.HTML else _clean_text(capture)
    address = capture.address or cleaned.address
    published = choose_date(
        Clues(
            given=capture.published,
            page=cleaned.published,
            updated=cleaned.updated,
            claim=capture.claim,
            seen=capture.seen,
            address=address,
            head=cleaned.head,
            opening=_find_opening(cleaned.text),
            file_name=_name_file(capture),
        ),
        today,
    )
    outlet = find_outlet(pack, address, capture.outlet, cleaned.site)
    official = outlet is not None and outlet.code != _MEDIA
    document = Document(
        id=make_id("document", capture.key, cleaned.text),
        key=capture.key,
        title=cleaned.title,
        text=cleaned.text,
        published=published.on,
        published_basis=published.basis,
        published_note=published.note,
        updated=published.updated,
        outlet=outlet.name if outlet else capture.outlet or cleaned.site,
        outlet_code=outlet.code if outlet else None,
        agency=find_agency(pack, cleaned.text, cleaned.bylines),
        address=address,
        language=detect_language(cleaned.text),
        genre=tell_genre(cleaned.title, cleaned.text, official=official),
        corrects=find_correction(cleaned.text),
        segments=cleaned.segments,
    )
    if document.language != READ:
        raise UnreadLanguage(document)
    return document


def _clean_page(capture: Capture) -> _Cleaned:
    page = read_page(capture.content, capture.address)
    article = find_lines(page.text, page.title) if page else None
    if page is None or article is None or not article.text:
        raise InputError(f"{capture.key}: a page without an article; save the page of one article, or its text")
    return _Cleaned(
        title=capture.title or page.title,
        text=article.text,
        segments=(),
        head=(),
        bylines=(*page.above, *article.bylines),
        published=page.published,
        updated=page.updated,
        site=page.site,
        address=page.address,
    )


def _clean_text(capture: Capture) -> _Cleaned:
    article = find_lines(capture.content, capture.title or "")
    if not article.text:
        raise InputError(f"{capture.key}: nothing is left after navigation, credits and teasers are dropped")
    return _Cleaned(
        title=article.title,
        text=article.text,
        segments=article.segments,
        head=article.head,
        bylines=article.bylines,
    )


def _name_file(capture: Capture) -> str | None:
    """Return the name of the file that a capture came in, None where it came from elsewhere."""
    if capture.address or capture.key.startswith(_NO_FILE):
        return None
    return capture.key.rsplit("/", 1)[-1].split("#", 1)[0]


def _find_opening(text: str) -> str:
    """Find the first line long enough to be a paragraph, where a dateline would stand."""
    return next((line for line in text.split("\n") if len(line) >= 60), "")
