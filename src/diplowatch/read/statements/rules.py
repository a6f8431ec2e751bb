"""Attribution spans: frames from the parse, weighed by the cue table, and quotations from their marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from diplowatch.read.quotes import Quotation
from diplowatch.read.statements.accounts import find_accounts
from diplowatch.read.statements.contents import Option, find_options
from diplowatch.read.statements.cues import chance_of
from diplowatch.read.statements.features import list_features
from diplowatch.read.statements.introduced import find_introduced
from diplowatch.read.statements.quoted import attribute_quotations, widen_to_quotations
from diplowatch.read.statements.sources import find_source, source_stretch
from diplowatch.read.statements.spans import Attribution, Stretch, covers, trim
from diplowatch.read.turns import find_turns

LEAST_CHANCE = 0.32
"""Least chance of what is taken for an attribution; chosen for the best F1 on held-out PolNeAR folds."""


@dataclass(frozen=True)
class Candidate:
    """One thing that a cue may attribute (its chance still unknown), and the features that speak for it or against."""

    attribution: Attribution
    features: frozenset[str]


def find_attributions(doc: Doc, quotations: Sequence[Quotation]) -> tuple[Attribution, ...]:
    """Find the attribution relations of a parsed text, in order of their content; a pure function of its arguments."""
    text = doc.text
    found = [best for token in doc if (best := _best(list_candidates(token, text, quotations))) is not None]
    found.extend(find_accounts(doc, text))
    found = [whole for one in found if (whole := widen_to_quotations(one, quotations)) is not None]
    found = attribute_quotations(doc, quotations, found)
    found.extend(_of_turns(text))
    found.extend(find_introduced(doc, text))
    return _without_doubles(_without_parts(found))


def list_candidates(cue: Token, text: str, quotations: Sequence[Quotation]) -> Iterator[Candidate]:
    """Yield all that a token could attribute; the cue table is fitted on the same."""
    options = list(find_options(cue))
    if not options:
        return
    head = find_source(cue)
    source = source_stretch(head, cue, text) if head is not None else None
    for option in options:
        content = _content(cue, text, option, head)
        if content:
            attribution = Attribution(source, cue_stretch(cue), content, option.frame, 0.0, is_negated(cue))
            yield Candidate(attribution, list_features(cue, option, head, content, quotations))


def _content(cue: Token, text: str, option: Option, source: Token | None) -> tuple[Stretch, ...]:
    """Cut the cue's own clause out of what it attributes."""
    doc = cue.doc
    out_first = out_last = cue.i
    if source is not None and source.dep_ in ("nsubj", "nsubjpass") and source.head.i == cue.i:
        out_first, out_last = min(source.left_edge.i, cue.i), max(source.right_edge.i, cue.i)
    pieces = [(option.first, option.last)]
    if option.frame.startswith(("aside", "clause before")):
        if option.frame == "aside":
            out_first, out_last = min(out_first, cue.left_edge.i), max(out_last, cue.right_edge.i)
        pieces = [(option.first, min(option.last, out_first - 1)), (max(option.first, out_last + 1), option.last)]
        if len(pieces) == 2 and not _is_clause_part(doc, *pieces[0]) and pieces[1][0] < pieces[1][1]:
            pieces = pieces[1:]  # "Additionally, X said ...": an adverb at the head is none of the content
    stretches = []
    for first, last in pieces:
        if first > last:
            continue
        stretch = _within_line(text, doc[first].idx, doc[last].idx + len(doc[last]), cue.idx)
        if stretch is not None and any(c.isalnum() for c in text[slice(*stretch)]):
            stretches.append(stretch)
    return tuple(stretches)


def _is_clause_part(doc: Doc, first: int, last: int) -> bool:
    return any(token.pos_ in ("VERB", "AUX") or token.dep_ in ("nsubj", "nsubjpass") for token in doc[first : last + 1])


def _within_line(text: str, start: int, end: int, cue: int) -> Stretch | None:
    """Cut content at the line break nearest the cue: where the parse ran over a heading or a paragraph's end."""
    trimmed = trim(text, start, end)
    if trimmed is None or ("\n" in text[cue : trimmed[0]] and ":" not in text[cue : trimmed[0]]):
        return None
    if "\n" not in text[slice(*trimmed)]:
        return trimmed
    start, end = trimmed
    if start > cue:
        return trim(text, start, text.index("\n", start))
    return trim(text, text.rindex("\n", start, end), end)


def cue_stretch(cue: Token) -> Stretch:
    """Return the offsets of a cue with its particle ("ruled out"), where the two stand together."""
    end = cue.idx + len(cue)
    for child in cue.children:
        if child.dep_ == "prt" and child.i == cue.i + 1:
            end = child.idx + len(child)
    return cue.idx, end


def is_negated(cue: Token) -> bool:
    """Tell whether the cue itself is negated ("did not say", "never said")."""
    return any(child.dep_ == "neg" for child in cue.children)


def _best(candidates: Iterable[Candidate]) -> Attribution | None:
    """Return the likeliest candidate that is likely enough, the longest of several."""
    weighed = [replace(one.attribution, chance=chance_of(one.features)) for one in candidates]
    good = [attribution for attribution in weighed if attribution.chance >= LEAST_CHANCE]
    return max(good, key=lambda attribution: (attribution.chance, attribution.size), default=None)


def _of_turns(text: str) -> Iterator[Attribution]:
    for turn in find_turns(text):
        if turn.is_question or turn.label is None:
            continue
        for start, end in turn.paragraphs:
            if len(text[start:end].split()) >= 4:
                yield Attribution(turn.label, turn.label, ((start, end),), "turn", 1.0)


def _without_parts(found: Iterable[Attribution]) -> Iterator[Attribution]:
    """Leave out what a source attributes inside its own content: the talks of "hopes to host talks" are none."""
    by_source: dict[Stretch | None, list[Attribution]] = defaultdict(list)
    for one in found:
        by_source[one.source].append(one)
    for source, same in by_source.items():
        for one in same:
            if source is None or not any(covers(other.content, one.cue[0]) for other in same if other is not one):
                yield one


def _without_doubles(found: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Keep, of attributions with nearly the same content, the likelier one."""
    kept: list[Attribution] = []
    for attribution in sorted(found, key=lambda one: (one.start, -one.end)):
        twin = None
        for at in range(len(kept) - 1, -1, -1):
            if kept[at].start < attribution.start - (attribution.end - attribution.start):
                break
            if _same(attribution, kept[at]):
                twin = at
                break
        if twin is None:
            kept.append(attribution)
        elif attribution.chance > kept[twin].chance:
            kept[twin] = attribution
    return tuple(sorted(kept, key=lambda one: (one.start, -one.end)))


def _same(one: Attribution, other: Attribution) -> bool:
    if covers(one.content, other.cue[0]) or covers(other.content, one.cue[0]):
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0.8 * max(one.end - one.start, other.end - other.start)
