"""Who does it to whom: the subject, the recipients and the place of a predicate in the parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from spacy.tokens import Span, Token

from diplowatch.read.actors import Mention
from diplowatch.read.actors.tables import find_role
from diplowatch.read.actors.who import PRIVATE
from diplowatch.read.context import Context
from diplowatch.read.events.lexicon import objects_of
from diplowatch.records import Actor

_OUTSIDE = frozenset({"relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "ccomp", "preconj", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "csubj"})
_LOCATIVES = frozenset({"in", "at", "near", "outside", "across"})
_SPEAKERS = frozenset({"it", "he", "she", "they", "we", "i"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_CONDITIONS = frozenset({"if", "unless", "until", "should"})
_OBJECT_CONTROL = frozenset({"of", "from", "for", "into"})
"""Prepositions after which the object does it ("accused it of firing"); after others the subject does ("by firing")."""
_TOKENS = 400
"""Tokens of the longest noun phrase that is followed to its end: a sentence without end must not cost without end."""
_DEPTH = 12
"""Clauses climbed at most in search of a subject."""


def core_span(head: Token) -> Span:
    """Return a noun phrase without its coordinated parts, appositions and clauses."""
    left, right = head.i, head.i
    for child in head.children:
        if child.dep_ in _OUTSIDE:
            continue
        left = min(left, child.left_edge.i)
        if child.i > head.i:
            right = max(right, _core_right(child))
    return head.doc[left : right + 1]


def _core_right(token: Token) -> int:
    queue, right = [token], token.i
    for _ in range(_TOKENS):
        if not queue:
            break
        current = queue.pop()
        right = max(right, current.i)
        queue.extend(c for c in current.children if c.i > current.i and c.dep_ not in _OUTSIDE)
    return right


def actors_of(context: Context, head: Token) -> tuple[Actor, ...]:
    """Return whom a noun phrase names, one actor for each coordinated part, unresolved parts by their words."""
    found: list[Actor] = []
    for part in (head, *(token for token in head.conjuncts if token.i > head.i)):
        for actor in _actors_of_part(context, part):
            if actor.code is None or actor.code not in {known.code for known in found}:
                found.append(actor)
    return tuple(found)


def _actors_of_part(context: Context, part: Token) -> list[Actor]:
    span = core_span(part)
    actors = list(context.resolve_all(span))
    known = [actor for actor in actors if actor.code is not None and actor.code != PRIVATE]
    paired = list(_paired_modifiers(context, part))
    if len(paired) > 1 and len(known) < 2:
        return paired
    if known or part.pos_ == "PRON":
        return known or actors
    mentions = [m for m in mentions_in(context, part) if m.actor.code != PRIVATE and not _only_houses(part, m)]
    if not mentions:
        others = [child for child in part.children if child.dep_ == "appos"]
        others += [part.head] if part.dep_ == "appos" else []
        mentions = [m for other in others for m in mentions_in(context, other)]
    if not mentions or not actors:
        return actors
    owner, whole = mentions[0].actor, actors[0]
    return [Actor(words=whole.words, code=owner.code, kind=whole.kind, passage=whole.passage)]


def _only_houses(part: Token, mention: Mention) -> bool:
    """Return whether a state is only where people are: "tourists in Peru" speak for no state."""
    if find_role(part.lower_) is None:
        return False
    places = (child for child in part.children if child.dep_ == "prep" and child.lower_ in _LOCATIVES)
    return any(
        place.idx < mention.start and mention.end <= place.right_edge.idx + len(place.right_edge) for place in places
    )


def mentions_in(context: Context, head: Token) -> list[Mention]:
    """Return the coded mentions inside a noun phrase, in order; "US-mediated" and "US $5" name nobody."""
    span = core_span(head)
    text = context.document.text
    found = context.mentions.within(span.start_char, span.end_char)
    return [m for m in found if m.actor.code and not text.startswith(("-", "$", " $"), m.end)]


def _paired_modifiers(context: Context, part: Token) -> Iterator[Actor]:
    """Yield the states of "U.S. and Russian negotiators" and of "envoys from Ukraine, Poland and Russia"."""
    around = context.mentions.within(part.left_edge.idx, part.right_edge.idx + len(part.right_edge))
    for child in part.children:
        named = child if child.dep_ in ("amod", "compound", "nmod", "poss") else _object_of_source(child)
        if named is None or not named.conjuncts:
            continue
        for token in (named, *named.conjuncts):
            # the mention may hold the head too ("Russian negotiators"), so it is looked up around the modifier
            yield from [m.actor for m in around if m.actor.code and m.start <= token.idx < m.end][:1]


def _object_of_source(preposition: Token) -> Token | None:
    if preposition.lower_ not in ("of", "from", "between"):
        return None
    return next((child for child in preposition.children if child.dep_ == "pobj"), None)


def subject_of(verb: Token) -> Token | None:
    """Return the head of the noun phrase that does what a verb says, through control, coordination and relatives."""
    current = verb
    for _ in range(_DEPTH):
        found = _subject_here(current)
        if found is not None:
            return found
        ends = current.head == current or (current == verb and is_passive(current))
        if ends:
            return None
        if current.dep_ == "acl":
            return current.head
        controller = _controller(current)
        if controller is not None:
            return controller
        current = _next_verb(current.head)
        passive = next((c for c in current.children if c.dep_ == "nsubjpass"), None)
        if passive is not None:
            return passive
    return None


def _subject_here(verb: Token) -> Token | None:
    own = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
    if own is not None:
        return verb.head if own.lower_ in _RELATIVES and verb.dep_ == "relcl" else own
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    return next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None


def _next_verb(token: Token) -> Token:
    while token.pos_ not in ("VERB", "AUX") and token.head != token and token.dep_ != "acl":
        token = token.head
    return token


def _controller(verb: Token) -> Token | None:
    """Return the object that controls an infinitive or a gerund: "urged Russia to stop", "accused it of firing"."""
    head = verb.head
    if verb.dep_ == "pcomp" and head.dep_ == "prep" and head.lower_ in _OBJECT_CONTROL:
        head = head.head
    elif verb.dep_ not in ("xcomp", "ccomp"):
        return None
    return next((c for c in head.children if c.dep_ == "dobj" and c.i < verb.i), None)


def is_passive(verb: Token) -> bool:
    """Return whether a verb is passive, a reduced relative ("troops sent by ...") included."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    return verb.tag_ == "VBN" and (verb.dep_ == "acl" or _shares_passive(verb))


def _shares_passive(verb: Token) -> bool:
    """Return whether a participle is joined to a passive: "were killed and wounded"."""
    if verb.dep_ != "conj" or any(child.dep_ in ("nsubj", "aux", "dobj") for child in verb.children):
        return False
    return any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.head.children)


def patients_of(verb: Token) -> list[Token]:
    """Return the heads of what a verb acts on, in active and passive clauses."""
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return [verb.head]
    if verb.tag_ == "VBN" and _shares_passive(verb):
        return [head for head in objects_of(verb.head) if head.dep_ != "attr"]
    return [head for head in objects_of(verb) if head.dep_ != "attr"]


def recipients_of(
    context: Context, verb: Token, places: Iterable[str], sources: frozenset[str], *, joint: bool = False
) -> tuple[Actor, ...]:
    """Return the coded actors at the first place of a frame that has any, else the nearest in the clause.

    Others come before the doer's own state and its people, states before private persons. A town stands for its state,
    but not the town of a joint event, where partners only meet. Where nobody has a code, the words are kept.
    """
    own: list[Actor] = []
    private: list[Actor] = []
    for place in places:
        found = _coded(context, _heads_at(verb, place), towns=not joint)
        others = [actor for actor in found if actor.code not in sources and actor.code != PRIVATE]
        if others:
            return _unique(others)
        own.extend(actor for actor in found if actor.code in sources)
        private.extend(actor for actor in found if actor.code == PRIVATE)
    if own:
        return _unique(own[:1])
    for head in _all_heads(verb):
        found = _coded(context, [head], towns=not joint)
        others = [actor for actor in found if actor.code not in sources and actor.code != PRIVATE]
        if others:
            return _unique(others)
    if private:
        return _unique(private[:1])
    nouns = (head for place in places for head in _heads_at(verb, place) if head.pos_ in ("NOUN", "PROPN"))
    first = None if joint else next(nouns, None)
    return actors_of(context, first) if first is not None else ()


def _coded(context: Context, heads: Iterable[Token], *, towns: bool) -> list[Actor]:
    others = [head for head in heads if not any(child.tag_ == "PRP$" for child in head.children)]
    found = [_as_people(context, actor, head) for head in others for actor in actors_of(context, head) if actor.code]
    return found or [actor for head in others if towns for actor in _of_town(context, head)]


def _of_town(context: Context, head: Token) -> tuple[Actor, ...]:
    """Return the state of a town or region that a noun phrase names, its words kept."""
    span = core_span(head)
    codes = context.mentions.lands_in(head.i, head.i + 1)
    if len(codes) != 1:
        return ()
    return (Actor(words=span.text, code=codes[0], passage=context.passage(span.start_char, span.end_char)),)


def _as_people(context: Context, actor: Actor, head: Token) -> Actor:
    """Return private persons ("Afghan civilians") as the people of the one state an adjective before them names."""
    if actor.code != PRIVATE:
        return actor
    adjectives = {child.text for child in head.children if child.dep_ in ("amod", "compound", "nmod")}
    codes = {state.code for state in context.pack.states if adjectives & set(state.demonyms)}
    return actor.model_copy(update={"code": codes.pop()}) if len(codes) == 1 else actor


def coded_at(context: Context, verb: Token, places: Iterable[str]) -> Actor | None:
    """Return the first coded actor at the named places of a verb ("subject" among them), or None."""
    for place in places:
        subject = subject_of(verb) if place == "subject" else None
        heads = [subject] if subject is not None else [] if place == "subject" else _heads_at(verb, place)
        for head in heads:
            found = next((actor for actor in actors_of(context, head) if actor.code), None)
            if found is not None:
                return found
    return None


def _unique(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    return tuple({actor.code: actor for actor in reversed(list(actors))}.values())[::-1]


def _heads_at(token: Token, place: str) -> Iterator[Token]:
    if place == "object":
        yield from patients_of(token)
    elif place == "dative":
        for child in token.children:
            if child.dep_ == "dative":
                yield from [child] if child.pos_ != "ADP" else child.children
    elif place in ("complement", "that"):
        yield from _complement_heads(token)
    elif place == "purpose":
        yield from purpose_heads(token)
    elif place == "condition":
        yield from _condition_heads(token)
    else:
        yield from _preposition_heads(token, place)


def _complement_heads(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp", "prep", "advcl"):
            inner = child if child.dep_ != "prep" else next((c for c in child.children if c.dep_ == "pcomp"), None)
            if inner is None or (child.dep_ == "advcl" and child.tag_ not in ("VB", "VBG")):
                continue
            yield from (c for c in inner.children if c.dep_ in ("nsubj", "nsubjpass"))
            yield from patients_of(inner)
            for prep in inner.children:
                if prep.dep_ in ("prep", "agent", "dative"):
                    yield from (c for c in prep.children if c.dep_ == "pobj")


def purpose_heads(token: Token) -> Iterator[Token]:
    """Yield the nouns of the clauses that say what it is for: "struck to demand ...", "a march calling for ..."."""
    for bearer in (token, *objects_of(token)):
        for child in bearer.children:
            if child.dep_ in ("advcl", "acl", "xcomp", "relcl") and child.tag_ in ("VB", "VBG"):
                yield from (inner for inner in islice(child.subtree, _TOKENS) if inner.pos_ in ("NOUN", "PROPN"))


def _condition_heads(verb: Token) -> Iterator[Token]:
    """Yield the subjects of what a threat waits for: "will leave unless Rome pays"."""
    for child in islice(verb.subtree, _TOKENS):
        if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in child.children):
            yield from (c for c in child.children if c.dep_ in ("nsubj", "nsubjpass"))


def _preposition_heads(token: Token, preposition: str) -> Iterator[Token]:
    bearers = [token, *objects_of(token)]
    bearers.extend(child for child in token.children if child.dep_ in ("prt", "advmod", "prep"))
    for bearer in bearers:
        for child in bearer.children:
            if child.lower_ == preposition and child.dep_ in ("prep", "agent", "dative"):
                yield from (c for c in child.children if c.dep_ == "pobj")


def _all_heads(verb: Token) -> Iterator[Token]:
    """Yield every noun of the clause that could name a recipient, nearest first, its subject left out."""
    outside = ("nsubj", "advcl", "conj", "ccomp", "parataxis", "npadvmod")
    queue = [c for c in verb.children if c.dep_ not in outside and (c.dep_ != "prep" or c.i > verb.i)]
    while queue:
        token = queue.pop(0)
        if token.pos_ in ("NOUN", "PROPN", "PRON"):
            yield token
        queue.extend(c for c in token.children if c.dep_ not in ("relcl", "advcl", "parataxis", "agent"))


def place_of(context: Context, verb: Token) -> str | None:
    """Return the words of a place the clause names ("in Geneva"): a capitalised name after a locative preposition."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in _LOCATIVES:
            for inner in child.children:
                span = core_span(inner)
                if inner.pos_ == "PROPN" and not context.dates_in(span.start_char, span.end_char):
                    return span.text
    return None


def is_speakers_pronoun(token: Token) -> bool:
    """Return whether a subject may stand for the speaker of the clause around it: "X said it would ..."."""
    return token.lower_ in _SPEAKERS
