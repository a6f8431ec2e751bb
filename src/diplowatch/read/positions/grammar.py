"""Questions to the parse: whose verb is this, is it negated, what is its complement, where does a phrase end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

Bounds = tuple[int, int]
"""Character offsets, end exclusive."""

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
FIRST_PERSON = frozenset({"i", "we", "my", "our", "us", "me", "myself", "ourselves"})
RELATIVES = frozenset({"who", "which", "that", "whose"})
_NEGATORS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly"})
_QUESTION_WORDS = frozenset({"whether", "if", "how", "what", "when", "which", "where", "who"})
_SIGNS = frozenset({"sign", "indication", "hint", "signal", "lack", "absence", "show", "expression"})
_LONGEST_SENTENCE = 200
"""Tokens of the longest sentence that is read."""
_COMPANY = frozenset({"flank", "join", "back", "accompany", "support"})
_EXAMPLES = frozenset({"like", "including", "particularly", "notably"})


def readable_tokens(doc: Doc) -> Iterator[Token]:
    """Yield the tokens of all sentences that can be sentences: longer ones are lists or dumps, and cost the square."""
    for sentence in doc.sents:
        if len(sentence) <= _LONGEST_SENTENCE:
            yield from sentence


def is_first_person(token: Token) -> bool:
    """Whether a word is "I", "we" or "our", and not the short name of the United States."""
    return token.lower_ in FIRST_PERSON and token.text != "US"


def child(token: Token, *labels: str) -> Token | None:
    """Return the first child with one of the labels."""
    return next((kid for kid in token.children if kid.dep_ in labels), None)


def children(token: Token, *labels: str) -> list[Token]:
    """Return all children with one of the labels."""
    return [kid for kid in token.children if kid.dep_ in labels]


def reporter_of(token: Token) -> Token | None:
    """Return the subject of the verb whose clause complement a token stands in: who says it, without quotation."""
    while token.head != token:
        if token.dep_ == "ccomp" and token.head.pos_ == "VERB":
            return subject_of(token.head)
        token = token.head
    return None


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: "was rejected", "the plan rejected by"."""
    reduced = verb.tag_ == "VBN" and verb.dep_ == "acl" and child(verb, "aux", "dobj") is None
    return reduced or child(verb, "auxpass", "nsubjpass") is not None


def subject_of(verb: Token, depth: int = 0) -> Token | None:  # noqa: PLR0911 - one early return per construction
    """Return the token that heads the (understood) subject of a verb; None where the parse shows none."""
    if depth > 6:
        return None
    own = child(verb, "nsubj", "nsubjpass")
    if own is not None:
        if own.lower_ in RELATIVES and verb.dep_ in ("relcl", "acl", "ccomp"):
            if verb.dep_ == "ccomp" and verb.head.lemma_ == "be":
                return child(verb.head, "attr")  # "it was Turkey that proposed it"
            return verb.head if verb.head.pos_ in ("NOUN", "PROPN", "PRON") else None
        return own
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ in ("conj", "advcl"):
        return subject_of(head, depth + 1)
    if verb.dep_ == "xcomp":
        controlled = child(head, "dobj")
        return controlled if controlled is not None and head.pos_ == "VERB" else subject_of(head, depth + 1)
    if verb.dep_ in ("acl", "relcl"):
        return head if verb.tag_ in ("VBG", "VBN") and not child(verb, "aux") else holder_of_noun(head, depth + 1)
    if verb.dep_ == "pcomp":
        if head.head.pos_ not in ("VERB", "AUX"):
            return None
        # "accused Moscow of stalling": who is accused stalls
        accused = child(head.head, "dobj") if head.lower_ in ("of", "for") else None
        return accused if accused is not None else subject_of(head.head, depth + 1)
    if verb.dep_ in ("acomp", "attr", "oprd", "ccomp") and head.pos_ in ("VERB", "AUX", "ADJ"):
        return subject_of(head, depth + 1) if verb.dep_ != "ccomp" else None
    if verb.pos_ == "ADJ" and verb.dep_ in ("amod", "appos"):
        return head
    return None


def _shown_by(noun: Token) -> Token | None:
    """Return the noun that only says whether another is there: "sign of willingness", "lack of support"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "of":
        return None
    return noun.head.head if noun.head.head.lemma_ in _SIGNS else None


def holder_of_noun(noun: Token, depth: int = 0) -> Token | None:  # noqa: PLR0911 - one early return per construction
    """Return who holds what a noun names: its possessor, "by" phrase, or the subject of the verb it completes."""
    owner = child(noun, "poss")
    if owner is not None:
        return owner
    for preposition in children(noun, "prep", "agent"):
        if preposition.lower_ in ("by", "from") and (agent := child(preposition, "pobj")) is not None:
            return agent
    if depth > 4:
        return None
    head = noun.head
    if noun.dep_ == "conj":
        return holder_of_noun(head, depth + 1)
    if noun.dep_ in ("dobj", "attr"):
        return subject_of(head, depth + 1)
    shown = _shown_by(noun)
    if shown is not None:
        return holder_of_noun(shown, depth + 1)
    if noun.dep_ == "pobj":
        return subject_of(head.head, depth + 1) if head.head.pos_ in ("VERB", "AUX") else None
    return None


def governor_of_noun(noun: Token) -> Token | None:
    """Return the verb whose object (direct or through a preposition) a noun is, through coordinations."""
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    noun = _shown_by(noun) or noun
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        return noun.head
    if noun.dep_ == "nsubj" and noun.head.dep_ == "ccomp" and noun.head.head.lemma_ == "make":
        return noun.head.head  # "made clear its opposition"
    if noun.dep_ == "pobj" and noun.head.head.pos_ in ("VERB", "AUX"):
        return noun.head.head
    return None


def is_negated(token: Token) -> bool:
    """Whether a verb, noun or adjective is negated where it stands ("no longer", "no support" included)."""
    for kid in token.children:
        if kid.dep_ == "neg" or (kid.dep_ in ("det", "preconj", "advmod", "cc") and kid.lower_ in _NEGATORS):
            return True
        if kid.dep_ == "amod" and kid.lower_ in ("little", "scant"):
            return True
        if kid.lower_ == "longer" and any(part.lower_ == "no" for part in kid.children):
            return True
    if token.dep_ == "pobj" and token.head.lower_ == "without":
        return True
    shown = _shown_by(token)
    if shown is not None and (shown.lemma_ in ("lack", "absence") or is_negated(shown)):
        return True
    subject = child(token, "nsubj", "nsubjpass")
    return subject is not None and subject.lower_ in ("nobody", "none", "neither")


def is_asked_for(verb: Token) -> bool:
    """Whether somebody only wants or advises what a verb says: "should reject", "urged him to reject"."""
    if has_modal(verb, ("should", "must", "shall", "ought")):
        return True
    if not is_infinitive(verb) or verb.dep_ not in ("xcomp", "ccomp", "advcl", "acl", "relcl"):
        return False
    # "called on Moscow to agree"
    if verb.head.lemma_ in ("call", "appeal") and any(k.lower_ in ("on", "upon", "to") for k in verb.head.rights):
        return True
    controlled = verb.dep_ in ("xcomp", "ccomp") and child(verb.head, "dobj") is not None
    return controlled or child(verb, "nsubj", "nsubjpass") is not None


def has_modal(verb: Token, words: Iterable[str]) -> bool:
    """Whether an auxiliary of the verb is one of the words."""
    wanted = frozenset(words)
    return any(kid.lower_ in wanted for kid in verb.children if kid.dep_ in ("aux", "auxpass"))


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to"."""
    return any(kid.tag_ == "TO" for kid in verb.children) or (
        verb.dep_ == "conj" and verb.tag_ == "VB" and child(verb, *SUBJECTS) is None and is_infinitive(verb.head)
    )


def asks(verb: Token) -> bool:
    """Whether a clause is an indirect question: "whether it would", "what action they will"."""
    return verb.left_edge.lower_ in _QUESTION_WORDS


def in_question(token: Token) -> bool:
    """Whether the next mark that ends a sentence after a token is a question mark."""
    for later in token.doc[token.i : token.i + _LONGEST_SENTENCE]:
        if later.text in (".", "!", "?") or "\n" in later.text:
            return later.text == "?"
    return False


def kept_subtree(head: Token) -> Iterator[Token]:
    """Yield the tokens below a head without asides: comma-set relative clauses, finite adverbial clauses, parataxis."""
    # a stack and no recursion: a list of a thousand names is a chain a thousand deep
    open_heads = [head]
    while open_heads:
        token = open_heads.pop()
        yield token
        open_heads.extend(kid for kid in token.children if not _is_aside(token, kid))


def _is_aside(head: Token, kid: Token) -> bool:
    if kid.dep_ in ("punct", "parataxis", "dep", "intj", "meta", "cc"):
        return True
    if kid.dep_ == "relcl":
        return kid.left_edge.i > 0 and head.doc[kid.left_edge.i - 1].text == ","
    if kid.dep_ == "advcl":
        return not is_infinitive(kid)
    if kid.dep_ == "conj" and kid.pos_ in ("VERB", "AUX"):
        return child(kid, "nsubj", "nsubjpass") is not None
    return kid.lower_ == "including" and kid.dep_ == "prep"


def bounds_of(head: Token) -> Bounds:
    """Return the character bounds of a phrase without its asides."""
    tokens = list(kept_subtree(head))
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    return first.idx, last.idx + len(last)


def noun_phrase(head: Token) -> Span:
    """Return the phrase a noun heads, without coordination, apposition, relative clauses and examples."""
    left = head
    for kid in head.lefts:
        if kid.dep_ in ("det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "case"):
            left = min(left, kid.left_edge, key=lambda t: t.i)
    right = head
    for kid in head.rights:
        if kid.dep_ == "case":
            continue
        if kid.dep_ == "prep" and kid.lower_ in ("of", "for", "to") and kid.i == right.i + 1:
            right = kid.right_edge
            continue
        break
    return head.doc[left.i : right.i + 1]


def coordinated(head: Token) -> list[Token]:
    """Return a noun with all nouns coordinated with it, in order of the text."""
    found, at = [head], 0
    while at < len(found):
        conjuncts = children(found[at], "conj")
        found.extend(kid for kid in conjuncts if kid.pos_ in ("NOUN", "PROPN", "PRON", "ADJ"))
        at += 1
    return found


def companions_of(head: Token) -> list[Token]:
    """Return who stands with a subject: "Kyiv, flanked by its partners", "Paris, together with Rome"."""
    found: list[Token] = []
    for kid in head.rights:
        agent = child(kid, "agent") if kid.dep_ == "acl" and kid.lemma_ in _COMPANY else None
        if kid.dep_ == "prep" and kid.lower_ in ("alongside", "along", "together"):
            agent = child(kid, "prep") or kid
        if agent is not None and (first := child(agent, "pobj")) is not None:
            found.extend(coordinated(first))
    return found


def examples_of(head: Token) -> list[Token]:
    """Return the nouns given as examples of a group: "countries, like Sweden and Denmark"."""
    for kid in head.children:
        is_such_as = kid.lower_ == "as" and any(part.lower_ == "such" for part in kid.children)
        if kid.dep_ == "prep" and (kid.lower_ in _EXAMPLES or is_such_as):
            first = child(kid, "pobj")
            return coordinated(first) if first is not None else []
    return []
