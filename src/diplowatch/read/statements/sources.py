"""Sources: from a cue in the parse to the noun phrase that speaks."""

from __future__ import annotations

from spacy.tokens import Token

from diplowatch.read.statements.spans import Stretch, trim

_SUBJECTS = ("nsubj", "nsubjpass")
_OUTSIDE = ("relcl", "advcl", "parataxis", "ccomp")
"""Children of a source's head that tell about it and are left out of its span."""
_EDGES = ' \t\u00a0,;:–—-"“”*_'
_CLIMB = ("conj", "xcomp", "advcl", "ccomp", "acl", "dep", "pcomp")
"""How a verb without a subject of its own hangs on the verb whose subject it shares."""


def find_source(cue: Token) -> Token | None:
    """Return the head of the noun phrase that speaks through a cue; None where the text names none."""
    if cue.pos_ in ("NOUN", "PROPN"):
        return _of_noun(cue)
    if cue.pos_ == "ADJ" and cue.head.pos_ in ("AUX", "VERB"):
        return _of_verb(cue.head)
    return _of_verb(cue)


def _of_verb(verb: Token) -> Token | None:
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
    if passive:
        return _agent(verb)
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    if subjects:
        return min(subjects, key=lambda child: abs(child.i - verb.i))  # a dateline may be parsed as another subject
    if verb.dep_ in ("acl",) and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return _agent(verb) if verb.tag_ == "VBN" else verb.head
    if verb.dep_ == "relcl":
        return verb.head
    if verb.dep_ == "prep" or verb.dep_ not in _CLIMB:
        return _agent(verb)
    return _of_climb(verb)


def _of_climb(verb: Token) -> Token | None:
    head = verb.head
    if verb.dep_ == "xcomp":
        objects = [child for child in head.children if child.dep_ == "dobj"]
        if objects:
            return objects[0]
    if head.pos_ in ("VERB", "AUX"):
        for child in head.children:
            if child.dep_ in _SUBJECTS:
                return child
        if head.dep_ in (*_CLIMB, "relcl") and head.head is not head:
            return _of_verb(head)
        return None
    if verb.dep_ == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        return _of_verb(head.head)
    return None


def follow_relative(source: Token) -> Token:
    """Follow "who", "which" and "that" to the noun that their relative clause tells about."""
    if source.tag_ not in ("WP", "WDT"):
        return source
    for verb in source.ancestors:
        if verb.dep_ == "relcl":
            return verb.head
    return source


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
    return None


def _of_noun(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "of", "among"):
            found = next((grand for grand in child.children if grand.dep_ == "pobj"), None)
            if found is not None:
                return found
    for child in noun.children:
        if child.dep_ == "compound" and child.tag_ in ("NNS", "NNPS") and child.i == noun.i - 1:
            return child  # "officials claim that", where the parse takes the verb for a noun
    if noun.dep_ in ("dobj", "attr", "pobj"):
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        if verb.pos_ in ("VERB", "AUX"):
            return _of_verb(verb)
    return None


def source_stretch(head: Token, cue: Token, text: str) -> Stretch | None:
    """Return the offsets of the full noun phrase of a source's head: titles and appositions in, clauses out."""
    if head.tag_ == "PRP$":
        return head.idx, head.idx + len(head)
    kept: set[int] = set()
    stack = [head]
    while stack:
        token = stack.pop()
        kept.add(token.i)
        for child in token.children:
            apart = child.dep_ == "acl" and child.left_edge.i > 0 and head.doc[child.left_edge.i - 1].text == ","
            if child.i == cue.i or child.dep_ in _OUTSIDE or apart:
                continue
            if token is head and child.dep_ == "case":
                continue
            if token is head and child.dep_ in ("cc", "conj") and child.pos_ == "VERB":
                continue
            stack.append(child)
    left = right = head.i
    while left - 1 in kept:
        left -= 1
    while right + 1 in kept:
        right += 1
    doc = head.doc
    last = doc[right]
    start, end = doc[left].idx, last.idx + len(last)
    line_end, line_start = text.find("\n", head.idx, end), text.rfind("\n", start, head.idx)
    found = trim(text, max(start, line_start + 1), line_end if line_end >= 0 else end, _EDGES)
    return found if found is not None and any(c.isalpha() for c in text[slice(*found)]) else None
