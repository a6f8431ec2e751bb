"""Exchanges: a question to an official and the answer, from transcripts and from reports of questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span, Token

from diplowatch.read.answers import is_answer, judge_answer
from diplowatch.read.statements.lists import load_list
from diplowatch.read.statements.relays import is_outlet
from diplowatch.read.turns import Turn, find_turns
from diplowatch.records import Actor, Exchange, Statement, make_id

if TYPE_CHECKING:
    from diplowatch.read.context import Context

_SHORTEST_QUESTION = 3
"""Words; below it a turn is a courtesy ("Thank you, Jen")."""
_SHORT_ANSWER, _LONG_ANSWER = 60, 800
"""Characters: a first paragraph below the one is joined to the next, one above the other is cut at a sentence's end."""
_SENTENCE_END = re.compile(r"([.?!][”\"]?)\s")
_ANSWER_WITHIN = 3
"""Sentences after a reported question in which its answer starts."""
_ASKING = frozenset({"ask", "press", "question", "quiz"})
_DECLINING = frozenset({"decline", "refuse"})
_ANSWERING = frozenset(
    {"say", "comment", "answer", "respond", "reply", "discuss", "elaborate", "confirm", "specify", "speculate"}
)
_QUESTION_WORDS = frozenset({"whether", "if", "what", "why", "how", "when", "where", "about", "on"})


def find_exchanges(context: Context, statements: Sequence[Statement]) -> tuple[Exchange, ...]:
    """Find the questions to officials with their answers, in order of the text."""
    turns = find_turns(context.document.text)
    found = list(_of_turns(context, turns)) if turns else []
    found.extend(_reported(context, statements))
    found.extend(_declined(context))
    unique = {exchange.id: exchange for exchange in found}
    return tuple(sorted(unique.values(), key=lambda exchange: (exchange.question.start, exchange.answer.start)))


def _of_turns(context: Context, turns: Sequence[Turn]) -> Iterator[Exchange]:
    text = context.document.text
    for question, answer in pairwise(turns):
        if not question.is_question or answer.is_question:
            continue
        asked = text[question.start : question.end]
        if len(asked.split()) < _SHORTEST_QUESTION or not _asks(asked):
            continue
        opening = _opening(text, answer)
        if not is_answer(text[slice(*opening)]):
            continue
        respondent = context.voice.in_turn(answer.start) or _actor(context, *answer.label)
        asker = Actor(words=question.name, passage=context.passage(*question.label))
        yield _exchange(context, asker, respondent, (question.start, question.end), opening)


def _opening(text: str, turn: Turn) -> tuple[int, int]:
    """Return the part of a turn that answers: its first paragraph, or sentences enough of a long one.

    Officials answer first and enlarge afterwards; a whole turn of a briefing may run over pages.
    """
    start, end = turn.paragraphs[0]
    for following in turn.paragraphs[1:]:
        if end - start >= _SHORT_ANSWER:
            break
        end = following[1]
    if end - start <= _LONG_ANSWER:
        return start, end
    stops = [match.end(1) for match in _SENTENCE_END.finditer(text, start, start + _LONG_ANSWER)]
    return start, stops[-1] if stops else start + _LONG_ANSWER


def _asks(words: str) -> bool:
    """Tell a question from thanks: a question mark, or words enough to ask something without one."""
    return "?" in words or len(words.split()) >= 20


def _reported(context: Context, statements: Sequence[Statement]) -> Iterator[Exchange]:
    """Find "a reporter asked X whether ...; X said" and "asked whether ..., X said"."""
    for token in context.doc:
        if token.lemma_.lower() not in _ASKING or token.pos_ != "VERB":
            continue
        question = _question_clause(token)
        if question is None:
            continue
        respondent, asker = _roles(token)
        if asker is not None and not _is_asker(context, asker):
            continue
        reply = _reply(context, statements, token, respondent, question)
        if reply is None:
            continue
        actor, start, end = reply
        asked = (question.start_char, question.end_char)
        if asked[0] < end and start < asked[1]:
            continue
        yield _exchange(context, _resolve(context, asker), actor, asked, (start, end))


def _is_asker(context: Context, asker: Token) -> bool:
    """Tell reporters and their like from officials who ask each other for things."""
    if asker.lemma_.lower() in load_list("askers.txt"):
        return True
    actor = _resolve(context, asker)
    return actor is not None and is_outlet(actor)


def _declined(context: Context) -> Iterator[Exchange]:
    """Find questions that a text mentions only by their refusal: "declined to say whether X", "did not respond to"."""
    for token in context.doc:
        refusal = _refusal(token)
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None) if refusal else None
        if refusal is None or subject is None or subject.lower_ in ("i", "we", "you"):
            continue
        question = _question_clause(refusal) or context.doc[refusal.i : refusal.right_edge.i + 1]
        last = context.doc[refusal.right_edge.i]
        first = min([token, *(child for child in token.children if child.dep_ in ("aux", "neg"))], key=lambda t: t.i)
        answer = (first.idx, last.idx + len(last))
        if "\n" not in context.document.text[slice(*answer)]:
            respondent = context.resolve(context.doc[subject.left_edge.i : subject.right_edge.i + 1])
            yield _exchange(context, None, respondent, (question.start_char, question.end_char), answer)


def _refusal(verb: Token) -> Token | None:
    """Return the verb of answering that is refused."""
    if verb.lemma_ in _DECLINING:
        return next((c for c in verb.children if c.dep_ == "xcomp" and c.lemma_ in _ANSWERING), None)
    if verb.lemma_ not in ("respond", "reply", "answer") or not any(child.dep_ == "neg" for child in verb.children):
        return None
    asked = any(token.lemma_ in ("request", "question", "inquiry") for token in verb.subtree)
    return verb if asked else None


def _question_clause(verb: Token) -> Span | None:
    """Return the words of what is asked: a clause with "whether", "if" or a question word, or "about X"."""
    for child in sorted(verb.children, key=lambda child: child.i, reverse=True):
        if child.i < verb.i:
            continue
        span = verb.doc[child.left_edge.i : child.right_edge.i + 1]
        if child.dep_ in ("ccomp", "advcl", "xcomp", "prep", "pcomp") and span[0].lower_ in _QUESTION_WORDS:
            return span
    return None


def _roles(verb: Token) -> tuple[Token | None, Token | None]:
    """Return who is asked and who asks, as far as the verb's own clause says."""
    passive = verb.tag_ == "VBN" and (
        any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
        or not any(child.dep_ == "nsubj" for child in verb.children)
    )
    if passive:
        asked = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
        if asked is None and verb.dep_ in ("advcl", "acl") and verb.head.pos_ in ("VERB", "AUX"):
            asked = next((child for child in verb.head.children if child.dep_ == "nsubj"), None)
        agent = next((child for child in verb.children if child.dep_ == "agent"), None)
        asker = next((child for child in agent.children if child.dep_ == "pobj"), None) if agent is not None else None
        return asked, asker
    asked = next((child for child in verb.children if child.dep_ in ("dobj", "dative")), None)
    asker = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return asked, asker


def _reply(
    context: Context, statements: Sequence[Statement], verb: Token, respondent: Token | None, question: Span
) -> tuple[Actor, int, int] | None:
    """Return who answers and where: the statements of the one asked that follow within a few sentences."""
    asked = _resolve(context, respondent)
    limit = _limit(context.doc, verb.sent)
    answers = [
        statement
        for statement in statements
        if statement.source is not None
        and statement.cue_passage is not None
        and statement.cue_passage.start != verb.idx
        and statement.content[0].start >= question.end_char - 1
        and statement.content[0].start < limit
        and _same(asked, statement.source)
    ]
    if not answers:
        return None
    first = min(answers, key=lambda statement: statement.content[0].start)
    actor = first.source if asked is None or asked.code is None else asked
    assert actor is not None
    sentence = _sentence_of(context.doc, first.content[0].start)
    start, end = first.content[0].start, first.content[-1].end
    for statement in answers:
        if sentence.start_char <= statement.content[0].start < sentence.end_char and statement is not first:
            end = max(end, statement.content[-1].end)
            start = min(start, sentence.start_char)
    return actor, start, end


def _limit(doc: Doc, sentence: Span) -> int:
    last = sentence
    for _ in range(_ANSWER_WITHIN):
        if last.end >= len(doc):
            break
        last = doc[last.end].sent
    return last.end_char


def _sentence_of(doc: Doc, at: int) -> Span:
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    return span.sent if span is not None else doc[:]


def _same(asked: Actor | None, source: Actor) -> bool:
    """Tell whether the one who speaks is the one asked; unknown askers leave it open."""
    if asked is None:
        return True
    if asked.name is not None and source.name is not None:
        return asked.name == source.name or (asked.code is not None and asked.code == source.code)
    if asked.code is not None and source.code is not None:
        return asked.code == source.code
    return asked.words.split()[-1].lower() == source.words.split()[-1].lower() or source.code is None


def _resolve(context: Context, head: Token | None) -> Actor | None:
    if head is None:
        return None
    return context.resolve(context.doc[head.left_edge.i : head.right_edge.i + 1])


def _actor(context: Context, start: int, end: int) -> Actor:
    span = context.doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return Actor(words=context.document.text[start:end], passage=context.passage(start, end))
    return context.resolve(span)


def _exchange(
    context: Context, asker: Actor | None, respondent: Actor, question: tuple[int, int], answer: tuple[int, int]
) -> Exchange:
    text = context.document.text
    answered, why = judge_answer(text[slice(*question)], text[slice(*answer)])
    return Exchange(
        id=make_id("exchange", context.document.id, *question, *answer),
        asker=asker,
        respondent=respondent,
        question=context.passage(*question),
        answer=context.passage(*answer),
        answered=answered,
        why=why,
    )
