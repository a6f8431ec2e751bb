"""Positions shown by a word of stance: a verb, noun or adjective with its holder and its proposal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from diplowatch.read.parse import text_of
from diplowatch.read.positions.complements import complement_behind, complement_of
from diplowatch.read.positions.conditions import Waiting, binding, conditions_of, without_conditions
from diplowatch.read.positions.framing import is_supposed
from diplowatch.read.positions.grammar import (
    Bounds,
    asks,
    bounds_of,
    child,
    governor_of_noun,
    has_modal,
    holder_of_noun,
    in_question,
    is_asked_for,
    is_first_person,
    is_infinitive,
    is_negated,
    is_passive,
    subject_of,
)
from diplowatch.read.positions.lexicon import (
    Part,
    StanceCue,
    carriers,
    evasions,
    inquiry_words,
    load_stances,
    stage_words,
)
from diplowatch.read.positions.polarity import is_given_up, passed_on, stance_of
from diplowatch.read.positions.prices import price_of, without_price
from diplowatch.records import Stance

_COPULAS = frozenset({"be", "seem", "appear", "remain", "look", "become", "stay", "stand", "sound", "feel", "get"})
_NO_PROPOSAL = frozenset({"what", "which", "who", "re", "comment"})
"""Heads of complements that name nothing to be done: questions, the cut "re" of "re-election", comment asked for."""
_REACH = 90
"""Characters between a subject and its verb beyond which the passage starts at the verb."""


@dataclass(frozen=True)
class Shown:
    """A stance as it stands in the text, before its holder is resolved."""

    holder: Token | None
    """None where the speaker holds it."""
    stance: Stance
    proposal: Bounds
    clause: Bounds
    cue: str
    head: Token
    """Head of the proposal."""
    conditions: tuple[Waiting, ...] = ()
    own: bool = False
    """True where it shows a stance only if the holder is who says it: "the U.S. will send aid", an American said."""


def find_stances(tokens: Iterator[Token]) -> Iterator[Shown]:
    """Yield every stance shown by a word of the table."""
    for token in tokens:
        for part, lemma in _readings_of(token):
            shown = next((s for row in load_stances().get((part, lemma), ()) if (s := _match(token, row))), None)
            if shown is not None and not is_supposed(token) and not in_question(token):
                yield shown
                break


def _readings_of(token: Token) -> Iterator[tuple[Part, str]]:
    if token.tag_ == "VBN" or token.pos_ in ("ADJ", "ADP"):
        yield Part.ADJECTIVE, token.lower_
    if token.pos_ == "VERB":
        yield Part.VERB, token.lemma_
    if token.pos_ in ("NOUN", "PROPN"):
        yield Part.NOUN, token.lemma_.lower()
        yield Part.PERSON, token.lemma_.lower()


def _match(token: Token, row: StanceCue) -> Shown | None:
    if row.part is Part.VERB:
        return _match_verb(token, row)
    if row.part is Part.NOUN:
        return _match_noun(token, row)
    if row.part is Part.PERSON:
        return _match_person(token, row)
    return _match_adjective(token, row)


def _match_verb(verb: Token, row: StanceCue) -> Shown | None:
    particle = row.cue.split()[1:]
    if particle and not any(kid.lower_ == particle[0] for kid in verb.children):
        return None
    if verb.dep_ == "amod" or is_asked_for(verb) or (row.modal and not has_modal(verb, row.modal)):
        return None
    complement = complement_of(verb, row.complements)
    if complement is None:
        return None
    holder = _agent_of(verb) if is_passive(verb) else subject_of(verb)
    if holder is None:
        return None
    return _build(row, verb, verb, holder, complement)


def _agent_of(verb: Token) -> Token | None:
    agent = child(verb, "agent")
    return child(agent, "pobj") if agent is not None else None


def _match_noun(noun: Token, row: StanceCue) -> Shown | None:
    governor = governor_of_noun(noun)
    complement = complement_of(noun, row.complements)
    if complement is None and governor is not None and noun.dep_ in ("dobj", "attr"):
        complement = complement_behind(noun, governor, row.complements)
    if complement is None:
        return _match_named(noun, row)
    owner = child(noun, "poss")
    carried = governor is not None and (governor.lemma_ in carriers() or is_given_up(governor, noun) is not None)
    if owner is not None and owner.tag_ == "PRP$" and governor is not None and (not_first(owner) or carried):
        # "they voiced their concern": the subject says it better than the pronoun
        owner = subject_of(governor) or owner
        return _build(row, noun, governor if noun.dep_ in ("dobj", "conj") else noun, owner, complement)
    holder = _modifier_holder(noun)
    if owner is not None or holder is None:
        holder = holder_of_noun(noun)
        if owner is None and not carried and not _has_agent(noun):
            return None
    if holder is None:
        return None
    direct = noun.dep_ in ("dobj", "conj")
    verb = governor if governor is not None and direct and carried else None
    return _build(row, noun, verb or noun, holder, complement)


def _match_person(noun: Token, row: StanceCue) -> Shown | None:
    """Read "he is a critic of the deal", "the minister, an opponent of the deal"."""
    complement = complement_of(noun, row.complements)
    if complement is None:
        return None
    holder, verb = noun, noun
    if noun.dep_ == "appos":
        holder = noun.head
    elif noun.dep_ == "attr" or (noun.dep_ == "pobj" and noun.head.lower_ in ("among", "of")):
        place = noun.head if noun.dep_ == "attr" else _clause_above(noun.head)
        verb = place if place is not None else noun
        holder = subject_of(verb) or noun
    return _build(row, noun, verb, holder, complement)


def _clause_above(preposition: Token) -> Token | None:
    """Return the verb of "is among the critics of" and "is one of the critics of"."""
    above = preposition.head
    if above.dep_ == "attr" and above.lower_ in ("one", "some", "part"):
        above = above.head
    return above if above.lemma_ == "be" else None


def not_first(owner: Token) -> bool:
    """Whether a possessive pronoun is not the speaker's own."""
    return not is_first_person(owner)


def _match_named(noun: Token, row: StanceCue) -> Shown | None:
    """Read "our goal is that ...", "Kyiv's wish is to ...": the copula names what the noun holds."""
    owner = child(noun, "poss")
    verb = noun.head
    if owner is None or noun.dep_ != "nsubj" or verb.lemma_ != "be" or row.stance is None:
        return None
    named = child(verb, "ccomp", "xcomp", "attr")
    if named is None or named.pos_ == "ADJ":
        return None
    return _build(row, noun, verb, owner, (named, bounds_of(named)))


def _has_agent(noun: Token) -> bool:
    return any(kid.lower_ in ("by", "from") for kid in noun.children if kid.dep_ in ("prep", "agent"))


def _modifier_holder(noun: Token) -> Token | None:
    """Return the name or demonym right before a noun: "U.S. support for", "Russian demands that"."""
    return next(
        (k for k in noun.lefts if k.dep_ in ("compound", "amod", "nmod") and k.text[:1].isupper() and k.pos_ != "NOUN"),
        None,
    )


def _match_adjective(word: Token, row: StanceCue) -> Shown | None:
    first, *rest = row.cue.split()
    if word.lower_ != first or (rest and not any(kid.lower_ == rest[0] for kid in word.children)):
        return None
    complement = complement_of(word, row.complements)
    if complement is None:
        return None
    if word.tag_ == "VBN" and child(word, "nsubjpass", "auxpass") is not None:
        holder, verb = subject_of(word), word
    elif word.dep_ in ("acomp", "oprd", "attr", "prep", "conj") and _copula_of(word) is not None:
        verb = _copula_of(word) or word
        holder = subject_of(verb)
    elif word.dep_ == "amod" and complement[0] == word.head:
        holder, verb = child(word.head, "poss"), word
    elif word.dep_ in ("amod", "acl", "appos", "advcl") and word.pos_ != "ADP":
        holder, verb = (subject_of(word) if word.dep_ == "advcl" else word.head), word
    else:
        return None
    return _build(row, word, verb, holder, complement) if holder is not None else None


def _copula_of(word: Token) -> Token | None:
    while word.dep_ == "conj":
        word = word.head
    return word.head if word.head.lemma_ in _COPULAS and word.head != word else None


def _build(row: StanceCue, cue: Token, verb: Token, holder: Token, complement: tuple[Token, Bounds]) -> Shown | None:
    head, proposal = complement
    price = price_of(cue) if row.stance is Stance.SUPPORT else None
    if price is not None and price[0] not in (head, cue) and not is_negated(verb):
        deal, term = price
        waited = Waiting(term, without_price(proposal, deal), head, cue)
        proposal = bounds_of(deal)
        clause = _clause_of(cue, verb, holder, proposal, (waited,))
        return Shown(holder, Stance.CONDITIONAL, proposal, clause, row.cue, deal, (waited,))
    stance = stance_of(row, cue, verb, head)
    if (is_first_person(holder) and head.lemma_ in stage_words()) or _is_inquiry(head):
        return None
    if verb.dep_ in ("ccomp", "pcomp") and asks(verb):
        return None
    if (
        stance is None
        or head == holder
        or _is_hedged(head, proposal)
        or head.lower_ in _NO_PROPOSAL
        or _is_evasion(stance, head)
    ):
        return None
    found = binding(conditions_of(cue, verb, head), opposed=stance is Stance.OPPOSE)
    waiting = tuple(w for w in found if w.head != head)
    further = passed_on(stance, cue, head, row.complements)
    if further is not None:
        stance, head, proposal = further
    if waiting and (stance is not Stance.UNDECIDED or waiting[0].cue.startswith("only")):
        stance = Stance.CONDITIONAL
    else:
        waiting = ()
    proposal = without_conditions(proposal, waiting, text_of(cue.doc))
    return Shown(holder, stance, proposal, _clause_of(cue, verb, holder, proposal, waiting), row.cue, head, waiting)


def _is_hedged(head: Token, proposal: Bounds) -> bool:
    """Whether somebody only talks: "they want to sort of wait and see"."""
    opening = head.doc.char_span(proposal[0], proposal[1], alignment_mode="expand")
    return opening is not None and opening[:2].text.lower() in ("sort of", "kind of")


def _is_inquiry(head: Token) -> bool:
    """Whether somebody only wants to get to know something: "wanted to hear the details"."""
    if head.pos_ != "VERB" or not is_infinitive(head) or head.lemma_ not in inquiry_words():
        return False
    return head.lemma_ != "find" or child(head, "prt") is not None


def _is_evasion(stance: Stance, head: Token) -> bool:
    """Whether somebody only declines to speak: "refused to comment", "did not want to say"."""
    if stance is Stance.SUPPORT or head.lemma_ not in evasions() or head.pos_ != "VERB":
        return False
    asked = next((kid for kid in head.rights if kid.dep_ in ("ccomp", "advcl", "dobj") and asks(kid)), None)
    return asked is None or not any(has_modal(t, ("will", "would", "should")) for t in asked.subtree)


def _clause_of(cue: Token, verb: Token, holder: Token, proposal: Bounds, waiting: tuple[Waiting, ...]) -> Bounds:
    group = [kid for kid in verb.children if kid.dep_ in ("aux", "auxpass", "neg")]
    start = min([cue.idx, verb.idx, proposal[0], *(kid.idx for kid in group)])
    end = max(cue.idx + len(cue), verb.idx + len(verb), proposal[1])
    subject = bounds_of(holder)
    ends = [kid.idx + len(kid) for kid in verb.children if kid.dep_ == "prt"]
    if holder.dep_ == "pobj" and holder.head.dep_ == "agent":
        ends.append(subject[1])
    end = max([end, *(at for at in ends if at - end <= _REACH)])
    if subject[0] < start and start - holder.idx <= _REACH and verb.dep_ != "conj":
        start = min(start, subject[0] if holder.idx - subject[0] <= _REACH else holder.idx)
    for one in waiting:
        start, end = min(start, one.bounds[0]), max(end, one.bounds[1])
    return start, end
