"""Attribution spans by rules: cue words from the lexicon, frames from the parse, quotations from their marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from diplowatch.read.quotes import Quotation, quotations_in
from diplowatch.read.statements.accounts import find_accounts
from diplowatch.read.statements.contents import Option, find_options
from diplowatch.read.statements.cues import chance_of, load_list
from diplowatch.read.statements.introduced import find_introduced
from diplowatch.read.statements.quoted import attribute_quotations, widen_to_quotations
from diplowatch.read.statements.sources import find_source, source_stretch
from diplowatch.read.statements.spans import Attribution, Stretch, covers, trim
from diplowatch.read.turns import find_turns

LEAST_CHANCE = 0.38
"""Cues that are attributions less often than this are left alone; chosen for the best F1 on PolNeAR's dev part."""


def find_attributions(doc: Doc, quotations: Sequence[Quotation]) -> tuple[Attribution, ...]:
    """Find the attribution relations of a parsed text, in order of their content; a pure function of its arguments."""
    text = doc.text
    found = [best for token in doc if (best := _best(list(list_candidates(token, text, quotations)))) is not None]
    found.extend(find_accounts(doc, text))
    found = [whole for one in found if (whole := widen_to_quotations(one, quotations)) is not None]
    found = attribute_quotations(doc, quotations, found)
    found.extend(_of_turns(text))
    found.extend(find_introduced(doc, text))
    return _without_doubles(found)


def list_candidates(cue: Token, text: str, quotations: Sequence[Quotation]) -> Iterator[Attribution]:
    """Yield all that a token could attribute, with the lexicon's chance of each; the lexicon is counted on the same.

    To a frame are added `+q` where the content holds a quotation, `+b` where the cue is a bare infinitive, and for the
    source `+n` (a name, "he", "they"), `+i` ("I", "we", "you"), `+p` (a noun for people who speak) or `+0` (none).
    """
    options = list(find_options(cue))
    if not options:
        return
    head = find_source(cue)
    source = source_stretch(head, cue, text) if head is not None else None
    for option in options:
        content = _content(cue, text, option, head)
        if not content:
            continue
        frame = option.frame + _marks(cue, content, quotations, head)
        yield Attribution(
            source, cue_stretch(cue), content, frame, chance_of(cue.lemma_.lower(), frame), is_negated(cue)
        )


def _marks(cue: Token, content: tuple[Stretch, ...], quotations: Sequence[Quotation], source: Token | None) -> str:
    start, end = content[0][0], content[-1][1]
    quoted = any(quotation.start >= start - 1 for quotation in quotations_in(quotations, start, end))
    return ("+q" if quoted else "") + ("+b" if cue.tag_ == "VB" else "") + _source_mark(source)


def _source_mark(source: Token | None) -> str:
    if source is None:
        return "+0"
    if source.pos_ == "PROPN" or source.lower_ in ("he", "she", "they"):
        return "+n"
    if source.lower_ in ("i", "we", "you", "my", "our", "your"):
        return "+i"
    return "+p" if source.lemma_.lower() in load_list("speaking_nouns.txt") else ""


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


def _best(candidates: list[Attribution]) -> Attribution | None:
    good = [candidate for candidate in candidates if candidate.chance >= LEAST_CHANCE]
    return max(good, key=lambda candidate: (candidate.chance, candidate.size)) if good else None


def _of_turns(text: str) -> Iterator[Attribution]:
    for turn in find_turns(text):
        if turn.is_question or turn.label is None:
            continue
        for start, end in turn.paragraphs:
            if len(text[start:end].split()) >= 4:
                yield Attribution(turn.label, turn.label, ((start, end),), "turn", 1.0)


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
