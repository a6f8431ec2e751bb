"""Who accuses whom of what: accusations found in statements and events, and the denials that answer them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from diplowatch.records import Actor, Document, Event, Factuality, Passage, Plover, ReadDocument, Statement
from diplowatch.track.ledger import CROWDS
from diplowatch.track.period import day_of
from diplowatch.track.words import content_stems, has_any, is_denying, is_negated, load_stems, overlap

SAME_CLAIM = 0.6
"""Share of the shorter accusation's content words from which two by the same accuser are one."""

ANSWERS = 0.5
"""Share of the shorter text's content words that a denial and its claim must have in common."""

SHARED = 2
"""Fewest content words that a denial shares with a claim it does not stand next to."""

_HOSTILE = {
    Plover.ASSAULT,
    Plover.COERCE,
    Plover.MOBILIZE,
    Plover.SANCTION,
    Plover.PROTEST,
    Plover.THREATEN,
    Plover.REJECT,
}


@dataclass(frozen=True)
class Accusation:
    """Somebody says that somebody else did wrong."""

    accuser: str | None
    accused: str | None
    passage: Passage
    text: str
    """The words that may name a breach."""
    on: date | None
    document: Document
    is_explicit: bool
    """Whether the words themselves accuse, or only report an act that may turn out to break something."""
    stems: frozenset[str]
    """Content words without the names of states and bodies."""
    statement: Statement | None = None
    event: Event | None = None


@dataclass(frozen=True)
class _Named:
    """The actors that a document names, by the place of their names."""

    actors: tuple[tuple[Actor, Passage], ...]
    starts: tuple[int, ...]

    def inside(self, parts: Sequence[Passage]) -> list[Actor]:
        """Return the actors named inside passages that do not overlap, in order."""
        return [
            actor
            for part in parts
            for actor, place in self.actors[bisect_left(self.starts, part.start) : bisect_left(self.starts, part.end)]
            if place.end <= part.end
        ]


def _file_actors(actors: Iterable[Actor]) -> _Named:
    placed = sorted(((one, one.passage) for one in actors if one.passage), key=lambda pair: pair[1].start)
    return _Named(tuple(placed), tuple(place.start for _, place in placed))


def find_accusations(read: Iterable[ReadDocument], actor_stems: frozenset[str]) -> tuple[Accusation, ...]:
    """Return the accusations of documents whose accused is known, by document and place in the text."""
    found: list[Accusation] = []
    for item in read:
        found += _merge_overlapping([*_from_statements(item, actor_stems), *_from_events(item, actor_stems)])
    return tuple(one for one in found if one.accused and one.accused != one.accuser)


def _from_statements(item: ReadDocument, actor_stems: frozenset[str]) -> Iterable[Accusation]:
    named = _file_actors(item.reading.actors)
    hostile = [event for event in item.reading.events if event.type in _HOSTILE | {Plover.ACCUSE}]
    for statement in item.reading.statements:
        if statement.negated or not statement.content or is_denying(statement.cue):
            continue
        text = " ".join(part.exact for part in statement.content)
        accuser = statement.source.code if statement.source else None
        has_cue = has_any(statement.cue, load_stems("accusing_words"))
        yield Accusation(
            accuser=accuser,
            accused=_find_accused(statement, accuser, _within(statement, hostile), named),
            passage=statement.content[0],
            text=text,
            on=day_of(statement.when, item.document.published),
            document=item.document,
            is_explicit=has_cue or _says_broken(text),
            stems=content_stems(text) - actor_stems,
            statement=statement,
        )


def _within(statement: Statement, events: Sequence[Event]) -> list[Event]:
    """Return the events told in a statement, those in statements inside it included."""
    return [
        event for event in events if any(part.start <= event.passage.start < part.end for part in statement.content)
    ]


def _find_accused(statement: Statement, accuser: str | None, events: Sequence[Event], named: _Named) -> str | None:
    """Return whom a statement accuses: the doer in an event inside it, else whom its words open with or alone name."""
    for event in events:
        doers = event.recipients if event.type is Plover.ACCUSE else event.actors
        if (code := _only_code(doers)) and code != accuser:
            return code
    mentions = [actor for actor in named.inside(statement.content) if _is_party(actor, accuser)]
    for actor in mentions:
        if actor.passage and _opens(actor.passage, statement.content[0]):
            return actor.code
    codes = {actor.code for actor in mentions}
    return codes.pop() if len(codes) == 1 else None


def _only_code(actors: Sequence[Actor]) -> str | None:
    codes = {actor.code for actor in actors if actor.code}
    return codes.pop() if len(codes) == 1 else None


def _is_party(actor: Actor, accuser: str | None) -> bool:
    return actor.code is not None and actor.code != accuser and actor.code not in CROWDS


def _opens(place: Passage, content: Passage) -> bool:
    """Return whether a name opens the content as its subject, not as an owner ("Russia's ports were hit")."""
    lead = content.exact[: place.start - content.start].strip("“\"‘' ").lower()
    return lead in ("", "the", "that", "that the") and not place.suffix.startswith(("'s", "’s"))


def _from_events(item: ReadDocument, actor_stems: frozenset[str]) -> Iterable[Accusation]:
    statements = {statement.id: statement for statement in item.reading.statements}
    for event in item.reading.events:
        is_accusing = event.type is Plover.ACCUSE and event.factuality is Factuality.ASSERTED
        is_alleged = event.type in _HOSTILE and event.factuality is Factuality.ALLEGED
        if not is_accusing and not is_alleged:
            continue
        statement = statements.get(event.statement or "")
        source = event.accuser or (statement.source if statement else None)
        text = event.passage.exact
        yield Accusation(
            accuser=_only_code(event.actors) if is_accusing else (source.code if source else None),
            accused=_only_code(event.recipients if is_accusing else event.actors),
            passage=event.passage,
            text=text,
            on=day_of(event.when, item.document.published),
            document=item.document,
            is_explicit=is_accusing or _says_broken(text),
            stems=content_stems(text) - actor_stems,
            event=event,
        )


def _merge_overlapping(accusations: Iterable[Accusation]) -> list[Accusation]:
    """Join what a statement and an event say of the same words; the longer words are kept."""
    merged: list[Accusation] = []
    for one in sorted(accusations, key=lambda one: (one.passage.start, one.statement is None, -one.passage.end)):
        last = merged[-1] if merged else None
        if last and one.passage.start < last.passage.end and _could_be_one(last, one):
            merged[-1] = _join(last, one)
        else:
            merged.append(one)
    return merged


def _could_be_one(one: Accusation, other: Accusation) -> bool:
    same_accuser = None in (one.accuser, other.accuser) or one.accuser == other.accuser
    return same_accuser and (None in (one.accused, other.accused) or one.accused == other.accused)


def _join(one: Accusation, other: Accusation) -> Accusation:
    longer, shorter = (one, other) if len(one.text) >= len(other.text) else (other, one)
    return Accusation(
        accuser=longer.accuser or shorter.accuser,
        accused=longer.accused or shorter.accused,
        passage=longer.passage,
        text=longer.text,
        on=longer.on,
        document=longer.document,
        is_explicit=one.is_explicit or other.is_explicit,
        stems=longer.stems | shorter.stems,
        statement=one.statement or other.statement,
        event=one.event or other.event,
    )


def merge_repeated(accusations: Iterable[Accusation]) -> tuple[Accusation, ...]:
    """Keep the first of several accusations of the same by the same, in whatever documents."""
    kept: dict[tuple[str | None, str | None], list[Accusation]] = {}
    for one in accusations:
        others = kept.setdefault((one.accuser, one.accused), [])
        if not any(overlap(one.stems, other.stems) >= SAME_CLAIM for other in others):
            others.append(one)
    return tuple(one for others in kept.values() for one in others)


def is_accusing(accusation: Accusation) -> bool:
    """Return whether words that name forbidden acts say that they were done, not ended, forbidden or imagined."""
    return accusation.is_explicit or _is_plain(accusation.text)


def _says_broken(text: str) -> bool:
    return has_any(text, load_stems("breaking_words")) and _is_plain(text)


def _is_plain(text: str) -> bool:
    """Return whether a text speaks of acts as done."""
    return not is_negated(text) and not has_any(text, load_stems("sparing_words"))


def is_same_paragraph(one: Accusation, other: Accusation) -> bool:
    """Return whether two accusations stand in one paragraph of one document."""
    if one.document.id != other.document.id:
        return False
    start, end = sorted((one.passage.start, other.passage.start))
    return "\n" not in one.document.text[start:end]


@dataclass(frozen=True)
class Denial:
    """A denial by a known actor."""

    stems: frozenset[str]
    passage: Passage
    statement: Statement | None
    event: Event | None


def file_denials(read: Iterable[ReadDocument], actor_stems: frozenset[str]) -> Mapping[str, tuple[Denial, ...]]:
    """File the denials of documents by the code of who denies, statements before events, in order of the text."""
    filed: dict[str, list[Denial]] = {}
    for item in read:
        for statement in item.reading.statements:
            text = " ".join(part.exact for part in statement.content)
            if statement.source and statement.source.code and text and is_denying(f"{statement.cue} {text}"):
                denial = Denial(content_stems(text) - actor_stems, statement.content[0], statement, None)
                filed.setdefault(statement.source.code, []).append(denial)
        statements = {statement.id: statement for statement in item.reading.statements}
        for event in item.reading.events:
            if event.factuality is not Factuality.DENIED:
                continue
            stems = content_stems(event.passage.exact) - actor_stems
            denial = Denial(stems, event.passage, statements.get(event.statement or ""), event)
            for code in sorted({actor.code for actor in (*event.actors, event.accuser) if actor and actor.code}):
                filed.setdefault(code, []).append(denial)
    return {code: tuple(denials) for code, denials in filed.items()}


def find_denial(accusation: Accusation, denials: Mapping[str, Sequence[Denial]]) -> Denial | None:
    """Return the denial by the accused that shares most words with an accusation, None where there is none.

    A denial without words of its own ("denied the accusation") answers an accusation of its own paragraph or of the
    one before.
    """
    plain = plain_stems()
    stems = accusation.stems - plain
    best: tuple[float, Denial] | None = None
    for denial in denials.get(accusation.accused or "", ()):
        words = denial.stems - plain
        shared, likeness = len(stems & words), overlap(stems, words)
        # Few words in common are enough only right after the claim: "Kyiv denied it had struck the station."
        if shared < SHARED and not follows(denial.passage, accusation):
            continue
        if not words:
            likeness = ANSWERS
        if likeness >= ANSWERS and (best is None or likeness > best[0]):
            best = (likeness, denial)
    return best[1] if best else None


def plain_stems() -> frozenset[str]:
    """Return the stems of words that say only that something is claimed or denied, not what."""
    kinds = ("accusing", "denying", "rebuffing", "pointing")
    return frozenset[str]().union(*(load_stems(f"{kind}_words") for kind in kinds))


def follows(passage: Passage, accusation: Accusation) -> bool:
    """Return whether a passage stands after an accusation, in its paragraph or the next."""
    if passage.document != accusation.document.id or passage.start < accusation.passage.end:
        return False
    between = accusation.document.text[accusation.passage.end : passage.start]
    return len([line for line in between.split("\n") if line.strip()]) <= 2
