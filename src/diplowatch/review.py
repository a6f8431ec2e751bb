"""Statements that a person has yet to judge, least sure first, and storing what a person decides on them.

Whatever was decided on a statement, it leaves the list. Decisions are kept apart from readings; where a later reading
finds the same words again under the same source, the statement has the same id and the decision holds for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from diplowatch.errors import ConfigError
from diplowatch.listing import Listing, Wanted, line
from diplowatch.packs import known_codes
from diplowatch.places import Place
from diplowatch.publish.sentences import find_sentence_ends
from diplowatch.records import (
    Document,
    Judgement,
    Pack,
    Passage,
    Record,
    Statement,
    Verdict,
    cut_passage,
    make_id,
)

_SHORTEST = 4
"""Digits of a short id at least, so that ids given yesterday mostly still fit today."""
_EDITABLE = re.compile(r"(?:source|relay\.\d+)\.(code|country|kind|name|office)|grade|mode|negated")
_FIELDS = "source.code, .country, .kind, .name and .office, the same of relay.0, and grade, mode, negated"

Fields = tuple[tuple[str, str], ...]


class Unjudged(Record):
    """A statement that nobody has judged yet, with the sentence it stands in."""

    short: str
    """The beginning of its id, as far as it takes to tell the statements of the watch apart."""
    statement: Statement
    document: str
    title: str
    published: date | None
    outlet: str | None
    sentence: Passage
    """From the beginning of the sentence that its words begin in to the end of the one that they end in."""


# --------------------------------------------------------------------------- the list


def find_unjudged(place: Place, wanted: Wanted, document: str | None = None) -> list[Unjudged]:
    """Return the statements without a judgement, least sure first, those without confidence last.

    Ties go by the day of publication, then by the place in the text. `document` is an id or the beginning of one.
    Raises ConfigError where no document has it, ArchiveError where several have.
    """
    only = _find_document(place, document) if document is not None else None
    judged = {judgement.record for judgement in place.archive.judgements()}
    digits = _count_digits(place.archive.ids(Statement))
    found = [
        _describe(item.document, statement, digits)
        for item in place.archive.read_documents(wanted.since, wanted.until)
        if only in (None, item.document.id) and wanted.covers(item.document.published)
        for statement in sorted(item.reading.statements, key=_start_of)
        if statement.id not in judged and wanted.has([statement.source.code if statement.source else None])
    ]
    return sorted(found, key=_doubt_of)


def list_unjudged(found: Sequence[Unjudged]) -> Listing:
    """List statements to be judged, one line each."""
    columns = ("id", "confidence", "published", "document", "source", "relay", "grade", "cue", "content", "sentence")
    return Listing(columns, tuple(line(one, *_cells(one)) for one in found))


def _cells(one: Unjudged) -> tuple[object, ...]:
    said = one.statement
    shown = (said.source, said.relay, said.grade, said.cue, said.content, one.sentence)
    return (one.short, said.confidence, one.published, name_document(one), *shown)


def name_document(one: Unjudged) -> str:
    """Return the outlet and the title of a statement's document."""
    return ": ".join(part for part in (one.outlet, one.title) if part)


def _find_document(place: Place, id_: str) -> str:
    document = place.archive.document(id_)
    if document is None:
        raise ConfigError(f"{id_}: no document has this id; diplowatch show documents lists them")
    return document.id


def _count_digits(ids: Sequence[str]) -> int:
    """Count the digits that tell all ids apart."""
    longest = max(map(len, ids), default=_SHORTEST)
    return next((n for n in range(_SHORTEST, longest) if len({id_[:n] for id_ in ids}) == len(ids)), longest)


def _describe(document: Document, statement: Statement, digits: int) -> Unjudged:
    return Unjudged(
        short=statement.id[:digits],
        statement=statement,
        document=document.id,
        title=document.title or document.key,
        published=document.published,
        outlet=document.outlet,
        sentence=_cut_sentence(document, statement),
    )


def _cut_sentence(document: Document, statement: Statement) -> Passage:
    """Cut the whole sentences that hold the cue and the content of a statement."""
    text = document.text
    parts = [*statement.content, *([statement.cue_passage] if statement.cue_passage else [])]
    first, last = min(part.start for part in parts), max(part.end for part in parts)
    begin = text.rfind("\n", 0, first) + 1
    end = text.find("\n", last)
    ends = [begin + offset for offset in find_sentence_ends(text[begin : end if end >= 0 else len(text)])]
    start = max((offset for offset in ends if offset <= first), default=begin)
    stop = min((offset for offset in ends if offset >= last), default=end if end >= 0 else len(text))
    words = text[start:stop]
    return cut_passage(document, start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _start_of(statement: Statement) -> int:
    return min(part.start for part in statement.content)


def _doubt_of(one: Unjudged) -> tuple[bool, float, date]:
    confidence = one.statement.confidence
    return confidence is None, confidence or 0.0, one.published or date.max


def mark_content(one: Unjudged) -> Iterator[tuple[str, bool]]:
    """Yield the sentence of a statement in pieces, each with whether it belongs to the content."""
    words, at = one.sentence.exact, one.sentence.start
    done = 0
    for part in sorted(one.statement.content, key=lambda part: part.start):
        yield words[done : part.start - at], False
        yield words[part.start - at : part.end - at], True
        done = part.end - at
    yield words[done:], False


# --------------------------------------------------------------------------- judgements


def judge_statements(place: Place, ids: Sequence[str], verdict: Verdict, by: str, note: str = "") -> list[str]:
    """Accept or reject statements by their ids or the beginnings of them; return the ids in full.

    Raises ConfigError, with nothing written, where one id is unknown or fits several statements.
    """
    found = list(dict.fromkeys(_resolve(place, ids)))
    _write(place, [(id_, ()) for id_ in found], verdict, by, note)
    return found


def edit_statement(place: Place, id_: str, fields: Fields, by: str, note: str = "") -> str:
    """Replace fields of a statement, an empty value meaning unknown; return its id in full.

    Raises ConfigError or ArchiveError, with nothing written, where the id, a field or a value does not fit.
    """
    [found] = _resolve(place, [id_])
    _write(place, [(found, tuple(_check_field(place.pack, *field) for field in fields))], Verdict.EDIT, by, note)
    return found


def read_field(given: str) -> tuple[str, str]:
    """Read `source.code=FRA`; raises ConfigError where there is no equals sign."""
    name, sign, value = given.partition("=")
    if not sign:
        raise ConfigError(f"{given!r}: write the field and its new value as in source.code=FRA")
    return name.strip(), value.strip()


def _write(place: Place, targets: Sequence[tuple[str, Fields]], verdict: Verdict, by: str, note: str) -> None:
    if not by.strip():
        raise ConfigError("say who decides: --by NAME")
    made = len(place.archive.judgements())
    place.archive.add_judgement(
        *(
            Judgement(
                id=make_id(id_, verdict, number),
                record=id_,
                verdict=verdict,
                by=by.strip(),
                note=note.strip(),
                fields=fields,
            )
            for number, (id_, fields) in enumerate(targets, made)
        )
    )


def _resolve(place: Place, given: Sequence[str]) -> list[str]:
    known = place.archive.ids(Statement)
    return [_complete(one.strip().lower(), known) for one in given]


def _complete(given: str, known: Sequence[str]) -> str:
    found = [id_ for id_ in known if given and id_.startswith(given)]
    if not found:
        raise ConfigError(f"{given!r}: no statement has this id; diplowatch review lists them; nothing was written")
    if len(found) > 1 and given not in found:
        some = ", ".join(found[:3]) + (", ..." if len(found) > 3 else "")
        raise ConfigError(f"{given}: several statements begin so ({some}); give more of the id; nothing was written")
    return given if given in found else found[0]


def _check_field(pack: Pack, name: str, value: str) -> tuple[str, str]:
    """Return a field and its value as they are stored."""
    match = _EDITABLE.fullmatch(name)
    if not match:
        raise ConfigError(f"{name!r} cannot be edited; these can: {_FIELDS}; nothing was written")
    if match[1] not in ("code", "country") or not value:
        return name, value
    codes = known_codes(pack) if match[1] == "code" else {state.code for state in pack.states}
    if value.upper() not in codes:
        kind = "the code of a state, a body or a group" if match[1] == "code" else "the code of a state"
        raise ConfigError(f"{name}: {value!r} is not {kind} in the pack; nothing was written")
    return name, value.upper()
