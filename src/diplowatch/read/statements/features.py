"""What a word that may attribute something looks like: the features that the cue table weighs.

A feature is a name and what it holds, as in `cue:frame=say|clause that`. Names of people and places are in none of
them: the table is made of campaign news and has to serve for any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from spacy.tokens import Span, Token

from diplowatch.read.quotes import Quotation, quotation_around, quotations_in
from diplowatch.read.statements.contents import Option
from diplowatch.read.statements.cues import load_list
from diplowatch.read.statements.spans import Stretch

_SIZES = (1, 2, 3, 5, 8, 12, 20, 35)
_HELPERS = ("aux", "neg", "prt", "auxpass")
_MODIFIERS = ("det", "amod", "advmod")
_SELF = ("i", "we", "you", "my", "our", "your", "us", "me")


def list_features(
    cue: Token,
    option: Option,
    source: Token | None,
    content: tuple[Stretch, ...],
    quotations: Sequence[Quotation],
) -> frozenset[str]:
    """List the features of one thing that a cue may attribute."""
    stretch = cue.doc[option.first : option.last + 1]
    quoted = _quoted(cue, content, quotations)
    parts = (
        _of_frame(cue, option.frame, quoted, _kind_of_source(source)),
        _of_source(cue, source),
        _of_surroundings(cue, stretch.root),
        _of_content(cue, option.frame, stretch),
        _of_sentence(cue, option),
    )
    return frozenset(chain.from_iterable(parts))


def _of_frame(cue: Token, frame: str, quoted: str, source: str) -> Iterator[str]:
    lemma = cue.lemma_.lower()
    yield f"frame={frame}"
    yield f"cue={lemma}"
    yield f"cue:frame={lemma}|{frame}"
    yield f"source={source}"
    yield f"frame:source={frame}|{source}"
    yield f"cue:source={lemma}|{source}"
    yield f"frame:quoted={frame}|{quoted}"
    yield f"cue:quoted={lemma}|{quoted}"
    yield f"frame:tag={frame}|{cue.tag_}"
    yield f"cue:tag={lemma}|{cue.tag_}"
    yield f"hangs={cue.dep_}"
    yield f"frame:hangs={frame}|{cue.dep_}"


def _of_source(cue: Token, source: Token | None) -> Iterator[str]:
    way = _way_to_source(cue, source)
    yield f"way={way}"
    yield f"source:way={_kind_of_source(source)}|{way}"
    if source is not None and source.pos_ != "PROPN":
        yield f"source word={source.lemma_.lower()}"


def _of_surroundings(cue: Token, content: Token) -> Iterator[str]:
    lemma = cue.lemma_.lower()
    if cue.head.i != cue.i and cue.head.pos_ != "PROPN":
        yield f"head={cue.head.lemma_.lower()}"
        yield f"hangs:head={cue.dep_}|{cue.head.lemma_.lower()}"
    for child in cue.children:
        word = child.lower_
        if child.dep_ in _HELPERS:
            yield f"helper={word}"
            yield f"cue:helper={lemma}|{word}"
        elif child.dep_ == "dobj" and child.i != content.i and child.pos_ == "NOUN":
            yield f"object={child.lemma_.lower()}"
            yield f"cue:object={lemma}|{child.lemma_.lower()}"
        elif child.dep_ in _MODIFIERS:
            yield f"modifier={word}"


def _of_content(cue: Token, frame: str, stretch: Span) -> Iterator[str]:
    lemma, root = cue.lemma_.lower(), stretch.root
    size = _size(len(stretch))
    yield f"frame:part={frame}|{root.pos_}"
    if root.pos_ != "PROPN":
        word = root.lemma_.lower()
        yield f"word={word}"
        yield f"cue:word={lemma}|{word}"
        yield f"frame:word={frame}|{word}"
    if stretch[0].pos_ != "PROPN":
        yield f"frame:first={frame}|{stretch[0].lower_}"
    yield f"size={size}"
    yield f"frame:size={frame}|{size}"
    yield f"cue:size={lemma}|{'short' if len(stretch) < 4 else 'middle' if len(stretch) < 9 else 'long'}"
    yield f"verb={any(token.pos_ in ('VERB', 'AUX') for token in stretch)}"


def _of_sentence(cue: Token, option: Option) -> Iterator[str]:
    doc, sentence = cue.doc, cue.sent
    yield f"gap={_size(max(0, option.first - cue.i - 1)) if option.first > cue.i else 'before'}"
    after = doc[option.last + 1].text if option.last + 1 < len(doc) else ""
    yield f"after={after if not after[:1].isalnum() else 'word'}"
    plain = [token for token in sentence if token.is_alpha]
    if len(plain) > 3 and sum(token.text[0].isupper() for token in plain) > 0.6 * len(plain):
        yield "headline"
        yield f"frame:headline={option.frame}"


def _kind_of_source(source: Token | None) -> str:
    if source is None:
        return "none"
    if source.lower_ in ("he", "she", "they"):
        return "third"
    if source.lower_ in _SELF:
        return "self"
    if source.tag_ in ("WP", "WDT"):
        return "relative"
    if source.pos_ in ("PRON", "PROPN"):
        return "pronoun" if source.pos_ == "PRON" else "name"
    return "speaker" if source.lemma_.lower() in load_list("speaking_nouns.txt") else "other"


def _way_to_source(cue: Token, source: Token | None) -> str:
    if source is None:
        return "none"
    if source.head.i == cue.i:
        return source.dep_
    return f"{'up' if cue.head.i == source.i else 'far'} {cue.dep_}"


def _quoted(cue: Token, content: tuple[Stretch, ...], quotations: Sequence[Quotation]) -> str:
    """Tell content in a quotation with its cue, content that is a quotation, that holds one, and that holds none."""
    if quotation_around(quotations, cue.idx) is not None:
        return "inside"
    start, end = content[0][0], content[-1][1]
    held = [quotation for quotation in quotations_in(quotations, start, end) if quotation.start >= start - 1]
    if not held:
        return "no"
    whole = start <= held[0].inner_start and end >= held[0].inner_end - 1
    return "all" if len(held) == 1 and whole else "part"


def _size(count: int) -> str:
    return str(next((size for size in _SIZES if count <= size), "more"))
