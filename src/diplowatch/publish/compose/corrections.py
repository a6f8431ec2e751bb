"""Corrections: what an earlier edition printed and its source no longer says, and what sources corrected themselves."""

from __future__ import annotations

import difflib
from collections.abc import Set

from diplowatch.publish.desk import Desk
from diplowatch.publish.sentences import find_sentence_ends, plain, with_article
from diplowatch.publish.walk import walk_sentences
from diplowatch.records import Citation, Correction, Document, Edition, Passage, Sentence, Tracked, cut_passage

SIMILAR = 0.45
"""Ratio of matching characters from which a sentence of the new version counts as what became of the old words."""


def compose_corrections(tracked: Tracked, desk: Desk, previous: Edition | None) -> tuple[Correction, ...]:
    """List what has to be corrected: the earlier edition's sentences first, then the sources' own notices."""
    current = {document.id for document in (*tracked.documents, *tracked.undated)}
    found = [] if previous is None else list(compare_edition(desk, previous, current))
    for document in tracked.documents:
        notice = cut_notice(desk, document)
        sentence = notice and desk.report(notice)
        if sentence:
            found.append(Correction(edition="", before="", after=sentence))
    return tuple({(one.before, one.after.text): one for one in found}.values())


def compare_edition(desk: Desk, previous: Edition, current: Set[str]) -> list[Correction]:
    """Find the sentences of an earlier edition whose source has a newer version without the cited words."""
    addresses = {source.number: source.address for source in previous.sources}
    found = []
    for _, sentence in walk_sentences(previous):
        for citation in sentence.citations:
            newer = find_newer(desk, citation, addresses.get(citation.source), current)
            if newer and citation.passage.exact not in newer.text:
                found.append(
                    Correction(
                        edition=previous.period.week,
                        before=sentence.text,
                        after=tell_newer(desk, newer, citation.passage),
                    )
                )
                break
    return found


def find_newer(desk: Desk, citation: Citation, address: str | None, current: Set[str]) -> Document | None:
    """Return the version of a cited document that replaced it, None where it is still the one that was read.

    `current` are the documents of the period, which are the latest of their page. Elsewhere the order of the desk's
    documents decides: a page's later version stands after the earlier one.
    """
    cited = citation.passage.document
    old = desk.documents.get(cited)
    if cited in current:
        return None
    newer: Document | None = None
    passed = old is None
    for document in desk.documents.values():
        same = document.key == old.key if old else bool(address) and document.address == address
        if document.id == cited:
            passed = True
        elif same and document.id in current:
            return document
        elif same and passed:
            newer = document
    return newer


def tell_newer(desk: Desk, newer: Document, old: Passage) -> Sentence:
    """Write what the newer version says instead: its notice, the nearest sentence, or that the words are gone."""
    notice = cut_notice(desk, newer)
    now = notice or nearest_sentence(desk, newer, old)
    sentence = desk.report(now) if now else None
    if sentence:
        return sentence
    first = cut_passage(newer, 0, max(1, next(find_sentence_ends(newer.text), len(newer.text))), desk.hash_of(newer))
    name = with_article(plain(newer.outlet)) if newer.outlet else "the source"
    return desk.sentence(f"The newer version from {name} no longer has the words cited", [first])


def cut_notice(desk: Desk, document: Document) -> Passage | None:
    """Cut the correction notice out of a document, None where it has none."""
    at = document.text.find(document.corrects) if document.corrects else -1
    return cut_passage(document, at, at + len(document.corrects), desk.hash_of(document)) if at >= 0 else None


def nearest_sentence(desk: Desk, newer: Document, old: Passage) -> Passage | None:
    """Return the sentence of the newer version most like the old words, None where none is like them."""
    best: tuple[float, int, int] | None = None
    start = 0
    for end in find_sentence_ends(newer.text):
        stripped = newer.text[start:end].strip()
        ratio = difflib.SequenceMatcher(None, old.exact, stripped, autojunk=False).ratio() if stripped else 0.0
        if ratio >= SIMILAR and (best is None or ratio > best[0]):
            at = newer.text.index(stripped, start)
            best = (ratio, at, at + len(stripped))
        start = end
    return cut_passage(newer, best[1], best[2], desk.hash_of(newer)) if best else None
