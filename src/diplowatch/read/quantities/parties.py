"""Who gives a quantity and who receives it.

Read at the places that a verb's row in `stages.csv` names, then from the nouns that the quantity is part of ("Norway's
grant of"), then from the people counted, at last from the place of the clause; where several states remain, nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from diplowatch.read.actors.who import PRIVATE
from diplowatch.read.context import Context
from diplowatch.read.events.arguments import actors_of, coded_at, core_span, subject_of
from diplowatch.read.quantities.stages import Staging, load_nouns
from diplowatch.read.quantities.units import Unit, kind_of
from diplowatch.records import Actor, ActorKind, Stage

_NOUNS = 4
"""Nouns climbed at most from a number to the thing it is part of."""
_JOINED = 3
"""Clauses climbed at most from a loss to the place of the clause that it is joined to."""
_TOKENS = 400
"""Tokens of the longest clause that is searched."""
_TOWARDS = frozenset({"to", "for", "on", "against"})
_FROM = frozenset({"by", "from"})
_OWNING = frozenset({"amod", "compound", "poss", "nmod"})
_ORIGIN = frozenset({"of", "from"})
_THROUGH = frozenset({"of", "in", "worth", "at"})
_OUTSIDE = frozenset({"conj", "ccomp", "advcl", "parataxis", "relcl"})
_STATELESS = frozenset({PRIVATE, "BUS", "NGO", "MED"})
"""Codes of those who act for no state: the state whose people or firms they are says more."""


@dataclass(frozen=True)
class Parties:
    """Who gives and who receives; None where the text leaves it open."""

    giver: Actor | None = None
    receiver: Actor | None = None


def parties_of(context: Context, unit: Unit, staging: Staging | None) -> Parties:
    """Return who gives a quantity and who receives it; nobody gives to himself, except what he loses."""
    found = _by_verb(context, unit, staging) if staging else Parties()
    if staging is not None and staging.inner.stage is Stage.LOST:
        return _of_loss(context, unit, staging, found)
    own = None if unit.words.isupper() else _own_state(context, unit.head)
    giver, receiver = found.giver, found.receiver or _receiver_named(context, unit.head)
    if giver is None:
        giver = _giver_named(context, unit.head, staging) or _user_of(context, unit)
    if giver is None and (receiver is None or own is None or own.code != receiver.code):
        giver = own
    if receiver is None and staging is not None and staging.inner.receiver and (giver or not staging.inner.giver):
        receiver = _only_land(context, staging.verb, but=giver)
    same = receiver is not None and giver is not None and receiver.code == giver.code
    return Parties(giver, None if same else receiver)


def _by_verb(context: Context, unit: Unit, staging: Staging) -> Parties:
    row, verb = staging.inner, staging.verb
    giver = _giver_at(context, unit, verb, row.giver)
    receiver = _best_at(context, unit, verb, row.receiver)
    if receiver is None and "with" in row.receiver and row.giver == ("subject",):
        receiver = _second_subject(context, verb)
    return Parties(giver, receiver)


def _giver_at(context: Context, unit: Unit, verb: Token, places: Sequence[str]) -> Actor | None:
    """Return who does it; of "Berlin's plan to spend" the owner of the plan, of "announced a plan to" who announced."""
    found = _best_at(context, unit, verb, places)
    if found is not None or "subject" not in places or verb.dep_ != "acl":
        return found
    bearer = verb.head
    owner = _owner_of(context, bearer)
    if owner is None and bearer.dep_ == "conj":
        owner = _owner_of(context, bearer.head)
    announced = bearer.dep_ == "dobj" and bearer.head.pos_ == "VERB"
    return owner or (coded_at(context, bearer.head, ("subject",)) if announced else None)


def _best_at(context: Context, unit: Unit, verb: Token, places: Sequence[str]) -> Actor | None:
    """Return the first coded actor at the places of a verb, the state of stateless people before them.

    The quantity itself is no object that is asked or struck, but its people are trained and captured.
    """
    stateless: Actor | None = None
    for place in places:
        found = coded_at(context, verb, (place,))
        if found is None:
            if place == "object" and (state := _own_state(context, unit.head)) is not None:
                return state
            continue
        if found.code not in _STATELESS:
            return found
        land = _land_of(context, verb, place)
        if land is not None:
            return land
        stateless = stateless or found
    return stateless


def _land_of(context: Context, verb: Token, place: str) -> Actor | None:
    """Return the one state that the words at a place of a verb name: "Kyiv's defence industry", "Russian oligarchs"."""
    if place == "subject":
        subject = subject_of(verb)
        return _land_in(context, core_span(subject)) if subject is not None else None
    heads = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass", "dative") and place == "object"]
    heads += [
        inner
        for child in verb.children
        if child.lower_ == place and child.dep_ in ("prep", "dative", "agent")
        for inner in child.children
        if inner.dep_ == "pobj"
    ]
    return next((land for head in heads if (land := _land_in(context, core_span(head)))), None)


def _second_subject(context: Context, verb: Token) -> Actor | None:
    """Return the second of two that exchange: "Oslo and Bern swapped"."""
    subject = subject_of(verb)
    actors = [actor for actor in actors_of(context, subject) if actor.code] if subject is not None else []
    return actors[1] if len(actors) == 2 else None


def _of_loss(context: Context, unit: Unit, staging: Staging, found: Parties) -> Parties:
    """Return who took and who lost: the state of the people or things lost, else that of the place."""
    own = None if unit.words.isupper() else _own_state(context, unit.head)
    giver, receiver = found.giver, found.receiver
    if giver is None and "subject" in staging.inner.giver:
        giver = _striker(context, staging.verb)
    if kind_of(unit) == "territory":
        taker = giver
        if "subject" in staging.inner.receiver:
            return Parties(receiver, own if own and receiver and own.code != receiver.code else None)
        loser = own or _only_land(context, staging.verb, but=taker)
        return Parties(loser, taker)
    if receiver is None or receiver.code in _STATELESS:
        receiver = own or _land_of_loss(context, staging.verb, giver) or receiver
    return Parties(giver, receiver)


def _striker(context: Context, verb: Token) -> Actor | None:
    """Return whose attack it was: "killed in a Russian strike on Sumy"."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "by", "during", "after"):
            for inner in child.children:
                if kind_of(inner) == "attack":
                    left = [token for token in inner.lefts if token.dep_ in _OWNING]
                    return next((land for token in left if (land := _land_at(context, token))), None)
    return None


def _own_state(context: Context, head: Token) -> Actor | None:
    """Return the one state that the counted thing itself names: "3,000 North Korean soldiers", "50 Syrians"."""
    tokens = [head]
    for child in head.children:
        if child.i < head.i and child.dep_ in _OWNING:
            tokens += core_span(child)
        elif child.lower_ in _ORIGIN and child.dep_ == "prep":
            tokens += [token for inner in child.children for token in core_span(inner)]
    return _land_in(context, tokens)


def _receiver_named(context: Context, head: Token) -> Actor | None:
    """Return for whom it is by its own phrase or the one it is part of: "a loan of 5 million to", "a tariff on"."""
    for noun in _nouns_above(head):
        bearers = [noun, *(child for child in noun.children if child.lower_ == "worth")]
        for child in (child for bearer in bearers for child in bearer.children):
            if child.dep_ == "prep" and child.lower_ in _TOWARDS:
                for inner in child.children:
                    found = next((actor for actor in actors_of(context, inner) if actor.code), None)
                    if found is not None and found.code in _STATELESS:
                        found = _land_in(context, core_span(inner)) or found
                    if found is not None:
                        return found
    return None


def _giver_named(context: Context, head: Token, staging: Staging | None) -> Actor | None:
    """Return whose it is by the nouns it is part of: "Norway's grant of 5 million", "a loan from Japan"."""
    if staging is not None and staging.inner.receiver[:1] == ("subject",):
        return None
    for noun in _nouns_above(head):
        row = load_nouns().get(noun.lemma_.lower())
        if row is not None and row.receiver[:1] != ("subject",):
            owner = _owner_of(context, noun)
            if owner is not None:
                return owner
    return None


def _user_of(context: Context, unit: Unit) -> Actor | None:
    """Return who used the arms that a relative clause tells of: "40 drones, which the Russian army had launched"."""
    if kind_of(unit) != "weapon":
        return None
    for child in unit.head.children:
        if child.dep_ == "relcl":
            subject = next((one for one in child.children if one.dep_ == "nsubj"), None)
            found = [actor for actor in actors_of(context, subject) if actor.code] if subject is not None else []
            return found[0] if found else None
    return None


def _owner_of(context: Context, noun: Token) -> Actor | None:
    for child in noun.children:
        if child.dep_ in _OWNING and child.i < noun.i:
            land = _land_in(context, core_span(child))
            if land is not None:
                return land
            found = next((actor for actor in actors_of(context, child) if actor.code), None)
            if found is not None and child.dep_ == "poss":
                return found
        if child.dep_ in ("prep", "agent") and child.lower_ in _FROM:
            for inner in child.children:
                found = next((actor for actor in actors_of(context, inner) if actor.code), None)
                if found is not None:
                    return found
    return None


def _nouns_above(head: Token) -> Iterator[Token]:
    current = head
    for _ in range(_NOUNS):
        if current.pos_ in ("NOUN", "PROPN"):
            yield current
        above = current.head
        if above.dep_ == "prep" and above.lower_ in _THROUGH:
            above = above.head
        if above.lower_ == "worth":
            above = above.head
        if above == current or above.pos_ not in ("NOUN", "PROPN", "NUM", "SYM"):
            return
        current = above


def _land_at(context: Context, token: Token) -> Actor | None:
    return _one_land(context, [token])


def _land_in(context: Context, tokens: Iterable[Token]) -> Actor | None:
    return _one_land(context, list(tokens))


def _only_land(context: Context, verb: Token, but: Actor | None) -> Actor | None:
    """Return the only state that the clause of a verb names besides the giver, by name, people or town."""
    return _one_land(context, list(_clause_of(verb)), but.code if but else None)


def _land_of_loss(context: Context, verb: Token, but: Actor | None) -> Actor | None:
    """Return where it was lost: in the clause, those it is joined to, or at what it is told of ("a strike that")."""
    found = _only_land(context, verb, but)
    around = [child for child in verb.children if child.dep_ == "conj"]
    current = verb
    for _ in range(_JOINED):
        if current.dep_ not in ("conj", "relcl"):
            break
        current = current.head
        around.append(current)
    for token in around:
        found = found or _only_land(context, token, but)
    return found


def _clause_of(verb: Token) -> Iterator[Token]:
    queue = [verb]
    for _ in range(_TOKENS):
        if not queue:
            return
        token = queue.pop(0)
        yield token
        queue.extend(child for child in token.children if child.dep_ not in _OUTSIDE)


def _one_land(context: Context, tokens: list[Token], but: str | None = None) -> Actor | None:
    """Return the state that some tokens name, where they name no other than `but` besides."""
    named = {code: token for token in tokens for code in context.mentions.lands_in(token.i, token.i + 1)}
    named.pop(but or "", None)
    if len(named) != 1:
        return None
    [(code, token)] = named.items()
    return Actor(
        words=token.text,
        code=code,
        kind=ActorKind.STATE,
        passage=context.passage(token.idx, token.idx + len(token)),
    )
