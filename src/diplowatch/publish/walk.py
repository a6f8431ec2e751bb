"""Walking an edition: every sentence with the place it is printed at."""

from __future__ import annotations

from collections.abc import Iterator

from diplowatch.records import Edition, Item, Sentence


def walk_sentences(edition: Edition) -> Iterator[tuple[str, Sentence]]:
    """Yield every sentence of an edition, in the order of print, with its place in words."""
    if edition.standfirst:
        yield "standfirst", edition.standfirst
    if edition.lead:
        yield from _walk_item("lead", edition.lead)
    for number, item in enumerate(edition.news, 1):
        yield from _walk_item(f"news {number}", item)
    for number, briefing in enumerate(edition.briefings, 1):
        yield f"briefing {number}, question", briefing.question
        yield f"briefing {number}, answer", briefing.answer
    for number, change in enumerate(edition.changes, 1):
        if change.old:
            yield f"change {number}, old", change.old
        yield f"change {number}, new", change.new
        if change.met_by:
            yield f"change {number}, met by", change.met_by
    for cell in edition.matrix.cells:
        yield f"who stands where, {cell.actor} on {cell.issue}", cell.sentence
        for sentence in cell.disagreeing:
            yield f"who stands where, {cell.actor} on {cell.issue}, differing", sentence
    yield from _walk_blockers(edition)
    yield from _walk_facts(edition)


def _walk_item(where: str, item: Item) -> Iterator[tuple[str, Sentence]]:
    for number, sentence in enumerate(item.sentences, 1):
        yield f"{where}, sentence {number}", sentence
    if item.denial:
        yield f"{where}, denial", item.denial


def _walk_blockers(edition: Edition) -> Iterator[tuple[str, Sentence]]:
    for number, blocker in enumerate(edition.blockers, 1):
        yield f"blocker {number}", blocker.sentence
    for number, circle in enumerate(edition.circles, 1):
        yield f"circle {number}", circle.sentence
    for keystone in edition.keystones:
        yield f"what would free {keystone.issue}", keystone.sentence
        for sentence in keystone.alternatives:
            yield f"what would free {keystone.issue}, otherwise", sentence


def _walk_facts(edition: Edition) -> Iterator[tuple[str, Sentence]]:
    for number, agreement in enumerate(edition.agreements, 1):
        for sentence in agreement.terms:
            yield f"agreement {number}, terms", sentence
        for violation in agreement.violations:
            yield f"agreement {number}, alleged violation", violation.claim
            if violation.verification:
                yield f"agreement {number}, verification", violation.verification
            if violation.denial:
                yield f"agreement {number}, denial", violation.denial
    for number, row in enumerate(edition.numbers, 1):
        yield f"number {number}", row.sentence
    for number, entry in enumerate(edition.diary, 1):
        yield f"diary {number}", entry.sentence
    for number, correction in enumerate(edition.corrections, 1):
        yield f"correction {number}", correction.after
