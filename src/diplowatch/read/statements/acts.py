"""Acts: whether an attribution tells what a source said, what it spoke about, or what it believes, wants or plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span, Token

from diplowatch.read.statements.grades import head_noun
from diplowatch.read.statements.lists import load_list
from diplowatch.read.statements.spans import Attribution, Frame
from diplowatch.records import Act, Mode

if TYPE_CHECKING:
    from diplowatch.read.context import Context

_LAID_OUT = (Frame.ACCOUNT, Frame.TURN, Frame.INTRODUCED, Frame.HEADED, Frame.VOICE)
"""Frames in which the layout or the phrase itself says that the content was uttered."""


def find_act(context: Context, attribution: Attribution, mode: Mode) -> Act:
    """Tell what an attribution says of its source, by the words of its cue and how the content is quoted.

    A cue that is still to come ("will say", "is expected to announce") or denied ("did not say") is an attitude:
    nobody has said it.
    """
    cue = context.doc.char_span(*attribution.cue, alignment_mode="expand")
    if attribution.frame in _LAID_OUT or cue is None:
        return Act.UTTERANCE
    said = [token for token in cue if token.lemma_.lower() in load_list("utterance_cues.txt")]
    if said and not attribution.negated and not _is_to_come(said[0]):
        return Act.UTTERANCE
    if mode is Mode.DIRECT or _is_finding(context, attribution, cue):
        return Act.UTTERANCE
    if any(token.lemma_.lower() in load_list("topic_cues.txt") for token in cue):
        return Act.TOPIC
    return Act.ATTITUDE


def _is_to_come(word: Token) -> bool:
    helpers = [child.lower_ for child in word.children if child.dep_ == "aux"]
    return not load_list("utterance_modals.txt").isdisjoint(helpers)


def _is_finding(context: Context, attribution: Attribution, cue: Span) -> bool:
    """Tell whether a text is the source and the cue one by which texts tell: "the report found"."""
    if attribution.source is None or not any(t.lemma_.lower() in load_list("document_findings.txt") for t in cue):
        return False
    words = context.document.text[slice(*attribution.source)].lower()
    return head_noun(words) in load_list("document_nouns.txt")
