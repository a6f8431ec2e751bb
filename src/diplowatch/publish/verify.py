"""Verify: every passage and citation of an edition against the stored texts, offline. A passage is never moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from diplowatch.publish.links import link_to
from diplowatch.publish.seal import edition_id
from diplowatch.publish.sentences import find_quoted
from diplowatch.publish.store import read_edition, render_files
from diplowatch.publish.walk import walk_sentences
from diplowatch.records import CONTEXT, Citation, Edition, Passage, Record, Sentence, Source, hash_text

TextOf = Callable[[str], str | None]
"""Gives the stored text of a document id, None where there is none."""


class Drift(Record):
    """One thing that no longer holds: where in the edition, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def verify_edition(edition: Edition, text_of: TextOf) -> list[Drift]:
    """Check an edition and return everything that drifted, nothing where all of it holds.

    Checked: the seal; that every sentence is cited, every citation has its source, every passage stands in the stored
    text letter for letter with its context and hash; that quoted words are in a cited passage.
    """
    drifts: list[Drift] = []
    if edition.id != edition_id(edition):
        drifts.append(Drift(where="edition", what="its content does not match its id"))
    sources = {source.number: source for source in edition.sources}
    texts: dict[str, tuple[str, str] | None] = {}

    def stored(document: str) -> tuple[str, str] | None:
        if document not in texts:
            text = text_of(document)
            texts[document] = None if text is None else (text, hash_text(text))
        return texts[document]

    for where, sentence in walk_sentences(edition):
        drifts += [Drift(where=where, what=what) for what in check_sentence(sentence, sources, stored)]
    return drifts


def verify_folder(folder: Path, text_of: TextOf) -> list[Drift]:
    """Check the edition in a folder, and that its page and Markdown are what its JSON gives.

    Raises InputError where the folder holds no readable edition.
    """
    edition = read_edition(folder)
    drifts = verify_edition(edition, text_of)
    for name, content in render_files(edition).items():
        path = folder / name
        if not path.is_file():
            drifts.append(Drift(where=name, what="is missing"))
        elif path.read_bytes() != content:
            drifts.append(
                Drift(where=name, what="differs from what edition.json gives: it was changed after publishing")
            )
    return drifts


def check_sentence(
    sentence: Sentence, sources: dict[int, Source], stored: Callable[[str], tuple[str, str] | None]
) -> Iterator[str]:
    """Yield what is wrong with one sentence."""
    if not sentence.citations:
        yield "no citation"
    for citation in sentence.citations:
        yield from check_citation(citation, sources, stored)
    for words in find_quoted(sentence.text):
        if not any(words in citation.passage.exact for citation in sentence.citations):
            yield f"quoted words are in no cited passage: {shorten(words)}"


def check_citation(
    citation: Citation, sources: dict[int, Source], stored: Callable[[str], tuple[str, str] | None]
) -> Iterator[str]:
    """Yield what is wrong with one citation."""
    passage = citation.passage
    source = sources.get(citation.source)
    if source is None:
        yield f"source {citation.source} is not in the list of sources"
    elif source.document != passage.document or source.text_hash != passage.text_hash:
        yield f"source {citation.source} is another document than the passage's"
    elif citation.link != link_to(source.address, passage):
        yield "the link does not open the cited passage"
    found = stored(passage.document)
    if found is None:
        yield f"no stored text for document {passage.document}"
        return
    yield from check_passage(passage, *found)


def check_passage(passage: Passage, text: str, text_hash: str) -> Iterator[str]:
    """Yield what is wrong with one passage, against the stored text and its hash."""
    if passage.text_hash != text_hash:
        yield f"the stored text of {passage.document} changed since (its hash differs)"
    if text[passage.start : passage.end] != passage.exact or not passage.exact:
        yield f"the stored text has other words at {passage.start}-{passage.end} than {shorten(passage.exact)}"
    elif text[max(0, passage.start - CONTEXT) : passage.start] != passage.prefix:
        yield f"the words before {shorten(passage.exact)} differ"
    elif text[passage.end : passage.end + CONTEXT] != passage.suffix:
        yield f"the words after {shorten(passage.exact)} differ"


def shorten(words: str) -> str:
    """Return words on one line, cut for a message."""
    line = " ".join(words.split())
    return repr(line if len(line) <= 60 else line[:57] + "...")
