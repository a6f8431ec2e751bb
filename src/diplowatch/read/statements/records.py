"""From attribution spans to statement records: who the source is, who relays it, how it is quoted and graded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from diplowatch.read.quotes import Quotation, quotations_in
from diplowatch.read.statements.acts import find_act
from diplowatch.read.statements.first_person import gives_content
from diplowatch.read.statements.grades import grade
from diplowatch.read.statements.lists import load_list
from diplowatch.read.statements.relays import carry_outlets, find_outers, is_outlet, is_shell
from diplowatch.read.statements.sources import find_source, follow_relative, source_stretch
from diplowatch.read.statements.spans import Attribution, Frame, Stretch, covers, trim
from diplowatch.read.statements.speakers import find_speakers
from diplowatch.read.voice import is_first_person
from diplowatch.records import Actor, Mode, Statement, When, make_id

if TYPE_CHECKING:
    from diplowatch.read.context import Context

_THAT = re.compile(r"that\s+", re.IGNORECASE)
_LOOSE_END = re.compile(r"\s(?:and|but|or)$")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s")
_PARAGRAPH = re.compile(r"[^\s>](?:[^\n]*\S)?")
"""A paragraph without the mark of a block quotation."""
_WORD = re.compile(r"\w+")
_ASKED = re.compile(r"(?:\W+\w+){0,3}?\W+(?:about|if|whether|what|when|where|which|who|why|how)\b", re.IGNORECASE)
"""What follows a word of asking where it asks, up to three words of the one asked between."""
_NAMING = ("NOUN", "PROPN", "PRON")
_SUPPOSING = frozenset({"if", "unless"})
_SELF = frozenset({"i", "we", "me", "us", "my", "our", "myself", "you", "your"})


def build_statements(context: Context, attributions: Sequence[Attribution]) -> tuple[Statement, ...]:
    """Turn attribution spans into statements, in the order given; the speaker's own "I think" makes none."""
    text = context.document.text
    asked = [stretch for one in attributions if _is_question(text, one) for stretch in one.content]
    sourced = [_find_lost_source(context, one) for one in attributions]
    stated = [one for one in sourced if _is_statement(context, one) and not covers(tuple(asked), one.cue[0])]
    named = [_name_source(context, one) for one in stated]
    spoken = [part for one in named for part in _split_sentences(text, one)]
    sources = {one: find_speakers(context, one) for one in spoken}
    outers = find_outers(spoken)
    shells = {outer for inner, outer in outers.items() if outer and _gives_way(outer, inner, sources[outer])}
    told = carry_outlets(context, spoken, sources)
    statements: dict[str, Statement] = {}
    for attribution in spoken:
        if attribution in shells:
            continue
        relay = _relay(attribution, told.get(attribution), outers, sources)
        for source in sources[attribution] or (None,):
            statement = _statement(context, attribution, source, relay)
            twin = statements.get(statement.id)
            if twin is not None and source is not None and twin.source != source:
                # "The leaders" are several with the same words: the code tells their statements apart.
                statement = statement.model_copy(update={"id": make_id("statement", statement.id, source.code)})
            statements.setdefault(statement.id, statement)
    return tuple(statements.values())


def _is_statement(context: Context, attribution: Attribution) -> bool:
    """Leave out the speaker's own "I think", halves of exchanges, cues that nobody utters, and "if X said"."""
    if _is_supposed(context, attribution):
        return False
    if attribution.source is None:
        return not _is_active(context, attribution)
    text = context.document.text
    words = text[slice(*attribution.source)].lower()
    if words in _SELF:
        known = context.voice.narrates and context.voice.at(attribution.cue[0]) is not None
        return known and is_first_person(words) and (attribution.frame is Frame.VOICE or gives_content(attribution))
    return not _is_question(text, attribution)


def _find_lost_source(context: Context, attribution: Attribution) -> Attribution:
    """Take the subject that the parse gives an active cue whose source was not tagged, or names nobody known.

    A tagged source stays where it is a phrase of its own that may be somebody, unless the subject is a known actor:
    of "Trump, after thousands of deaths, said" the deaths say nothing.
    """
    if not _is_active(context, attribution):
        return _without_phrase(context, attribution)
    cue = context.doc.char_span(*attribution.cue, alignment_mode="expand")
    head = find_source(cue.root) if cue is not None else None
    tagged = _without_phrase(context, attribution)
    if cue is None or head is None or covers(attribution.content, head.idx) or head.pos_ not in _NAMING:
        return tagged
    if tagged.source is not None and (
        covers((tagged.source,), head.idx) or not _is_known_instead(context, tagged, head)
    ):
        return tagged
    return replace(attribution, source=source_stretch(head, cue.root, context.document.text))


def _is_known_instead(context: Context, tagged: Attribution, subject: Token) -> bool:
    """Tell whether a cue's subject is a known actor by name while its tagged source is a thing nobody knows."""
    span = context.doc.char_span(*tagged.source, alignment_mode="expand") if tagged.source is not None else None
    if span is None or span.root.pos_ != "NOUN" or subject.pos_ != "PROPN":
        return False
    known = context.resolve(context.doc[subject.left_edge.i : subject.i + 1]).code
    return known is not None and context.resolve(span).code is None


def _without_phrase(context: Context, attribution: Attribution) -> Attribution:
    """Drop a source that is none: words that hang on a preposition ("of the dead") name nobody."""
    span = context.doc.char_span(*attribution.source, alignment_mode="expand") if attribution.source else None
    return replace(attribution, source=None) if span is not None and span.root.pos_ == "ADP" else attribution


def _is_active(context: Context, attribution: Attribution) -> bool:
    """Tell whether a verb in the active voice is the cue: somebody says it, named or not."""
    cue = context.doc.char_span(*attribution.cue, alignment_mode="expand")
    if cue is None or cue.root.pos_ != "VERB":
        return False
    helpers = {child.lemma_ for child in cue.root.children if child.dep_ == "aux"}
    perfect = cue.root.tag_ != "VBN" or "have" in helpers
    return perfect and not any(child.dep_ in ("auxpass", "nsubjpass") for child in cue.root.children)


def _is_supposed(context: Context, attribution: Attribution) -> bool:
    """Tell whether the cue is what a condition supposes: "if Moscow said", "if Moscow refused to say"."""
    cue = context.doc.char_span(*attribution.cue, alignment_mode="expand")
    if cue is None:
        return False
    verb = cue[0]
    while verb.dep_ in ("xcomp", "ccomp") and verb.head.i < verb.i:
        verb = verb.head
    return any(child.dep_ == "mark" and child.lower_ in _SUPPOSING for child in verb.children if child.i < cue.start)


def _is_question(text: str, attribution: Attribution) -> bool:
    asks = text[slice(*attribution.cue)].lower() in load_list("question_cues.txt")
    return asks and _ASKED.match(text, attribution.cue[1]) is not None


def _name_source(context: Context, attribution: Attribution) -> Attribution:
    """Replace a source "who" or "which" by the noun phrase it stands for, dates passed over ("on Monday, which")."""
    if attribution.source is None:
        return attribution
    span = context.doc.char_span(*attribution.source, alignment_mode="expand")
    if span is None:
        return attribution
    named = follow_relative(span.root)
    if named.i == span.root.i:
        return attribution
    while any(when.passage.start <= named.idx < when.passage.end for when in context.dates) and named.head != named:
        named = named.head
        while named.pos_ not in ("NOUN", "PROPN") and named.head != named:
            named = named.head
    stretch = source_stretch(named, named, context.document.text)
    return replace(attribution, source=stretch) if stretch is not None else attribution


def _split_sentences(text: str, attribution: Attribution) -> Iterator[Attribution]:
    """Make one statement of each part where a sentence ends between parts: “A,” he said. “B.” are two.

    A paragraph ends a part as well.
    """
    stretches = [piece for stretch in attribution.content for piece in _cut_paragraphs(text, stretch)]
    part = [stretches[0]]
    for stretch in stretches[1:]:
        if "\n" in text[part[-1][1] : stretch[0]] or (
            _SENTENCE_END.search(text, part[-1][1], stretch[0]) and attribution.frame is not Frame.ACCOUNT
        ):
            yield replace(attribution, content=tuple(part))
            part = []
        part.append(stretch)
    yield replace(attribution, content=tuple(part))


def _cut_paragraphs(text: str, stretch: Stretch) -> Iterator[Stretch]:
    start, end = stretch
    for line in _PARAGRAPH.finditer(text, start, end):
        yield line.start(), line.end()


def _gives_way(outer: Attribution, inner: Attribution, sources: tuple[Actor, ...]) -> bool:
    return all(is_outlet(source) for source in sources) and bool(sources) and is_shell(outer, inner)


def _relay(
    attribution: Attribution,
    told: Actor | None,
    outers: dict[Attribution, Attribution | None],
    sources: dict[Attribution, tuple[Actor, ...]],
) -> tuple[Actor, ...]:
    """List who passed a statement on, nearest the reader first."""
    chain: list[Actor] = []
    if told is not None:
        chain.append(told)
    outer = outers[attribution]
    while outer is not None:
        own = {(actor.code, actor.name) for actor in sources[attribution]}
        passed = [actor for actor in sources[outer] if (actor.code, actor.name) not in own]
        if not passed:
            break
        chain[:0] = passed[:1]
        outer = outers[outer]
    return tuple(chain)


def _statement(context: Context, attribution: Attribution, source: Actor | None, relay: tuple[Actor, ...]) -> Statement:
    text = context.document.text
    content = tuple(context.passage(*stretch) for stretch in _record_content(text, attribution))
    cue = context.passage(*attribution.cue)
    mode = find_mode(text, [(p.start, p.end) for p in content], context.quotations, attribution)
    where = [f"{p.start}-{p.end}" for p in content]
    return Statement(
        id=make_id("statement", context.document.id, source.words if source else None, cue.start, *where),
        source=source,
        cue=cue.exact,
        cue_passage=cue,
        content=content,
        mode=mode,
        grade=grade(context, attribution, source, relay),
        relay=relay,
        when=_when(context, attribution),
        negated=attribution.negated,
        confidence=round(attribution.chance, 3),
        act=find_act(context, attribution, mode),
    )


def _record_content(text: str, attribution: Attribution) -> list[Stretch]:
    """Leave out the "that" which hangs content on its cue, and an "and" or "but" left over at its end."""
    stretches = list(attribution.content)
    last, loose = stretches[-1], _LOOSE_END.search(text, *stretches[-1])
    if loose is not None:
        stretches[-1] = trim(text, last[0], loose.start()) or last
    start, end = stretches[0]
    that = _THAT.match(text, start, end)
    if that is not None and attribution.cue[0] < start:
        stretches[0] = trim(text, that.end(), end) or (start, end)
    return stretches


def find_mode(text: str, content: Sequence[Stretch], quotations: Sequence[Quotation], attribution: Attribution) -> Mode:
    """Tell content whose every word is between quotation marks from content with some such words and with none."""
    if attribution.frame in (Frame.TURN, Frame.INTRODUCED, Frame.VOICE):
        return Mode.DIRECT
    whole = content[0][0], content[-1][1]
    words = [match.start() for start, end in content for match in _WORD.finditer(text, start, end)]
    around = [q for q in quotations_in(quotations, *whole) if not q.start < attribution.cue[0] < q.end]
    quoted = sum(any(q.inner_start <= at < q.inner_end for q in around) for at in words)
    if not quoted:
        return Mode.INDIRECT
    return Mode.DIRECT if quoted == len(words) else Mode.MIXED


def _when(context: Context, attribution: Attribution) -> When | None:
    """Take the one date in the cue's sentence that stands outside of all content; none where there are several."""
    span = context.doc.char_span(*attribution.cue, alignment_mode="expand")
    if span is None:
        return None
    sentence = span.sent
    dates = [
        when
        for when in context.dates_in(sentence.start_char, sentence.end_char)
        if not any(start <= when.passage.start < end for start, end in attribution.content)
    ]
    return dates[0] if len(dates) == 1 else None
