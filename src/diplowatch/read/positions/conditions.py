"""Conditions: what a clause waits for, and who would have to meet it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from diplowatch.read.context import Context
from diplowatch.read.positions.framing import is_inverted
from diplowatch.read.positions.grammar import (
    SUBJECTS,
    Bounds,
    bounds_of,
    child,
    children,
    has_modal,
    is_negated,
    noun_phrase,
    subject_of,
)
from diplowatch.read.positions.lexicon import ConditionKind, conditions_by_word, load_conditions
from diplowatch.records import Actor, Condition
from diplowatch.tables import load_words

_REACH = 25
"""Tokens behind the word of stance in which a cue is looked for."""
_STOPS = frozenset({",", ";", ".", "!", "?", ":", "”", '"', "—", "–", "(", ")"})
_PRIVATE = frozenset({"CVL", "NGO", "MED", "BUS"})
_AGENTS = frozenset({"of", "by", "from"})
_TIMES = frozenset({"when", "after", "once", "if"})
_POSSIBLE = frozenset({"can", "could", "may"})
_PLAIN = frozenset({"unless", "absent", "barring"})
"""Words that say a condition wherever they stand."""
_BEFORE_CUES = frozenset({"only", "otherwise", "than", "other"})
_LONGEST_CONCESSION = 8
_FOOTINGS = frozenset({"condition", "understanding", "proviso", "premise", "assumption"})


@dataclass(frozen=True)
class Waiting:
    """A condition as it stands in the text."""

    cue: str
    bounds: Bounds
    head: Token
    """Head of the words that state what is waited for."""
    governor: Token
    """The verb, noun or adjective whose clause waits."""


def conditions_of(*governors: Token) -> list[Waiting]:
    """Find the conditions attached to a verb, an adjective or a noun, nearest first; each only once."""
    found: dict[int, Waiting] = {}
    for governor in governors:
        for waiting in _attached(governor):
            found.setdefault(waiting.head.i, waiting)
    spelled = _spelled(governors) if not found else None
    if spelled is not None:
        return [spelled]
    return sorted(found.values(), key=lambda waiting: waiting.bounds)


def binding(waiting: Iterable[Waiting], *, opposed: bool) -> list[Waiting]:
    """Return the conditions that make a stance wait: "without" does so only where something is refused.

    "No talks without a truce" waits for the truce, "welcomed without reservation" waits for nothing.
    """
    return [one for one in waiting if opposed or one.cue != "without"]


def without_conditions(proposal: Bounds, waiting: Iterable[Waiting], text: str) -> Bounds:
    """Return a proposal without a condition that ends it."""
    for one in waiting:
        if proposal[0] < one.bounds[0] < proposal[1] <= one.bounds[1]:
            return proposal[0], proposal[0] + len(text[proposal[0] : one.bounds[0]].rstrip(" ,;—–-"))
    return proposal


def make_condition(context: Context, waiting: Waiting, holders: tuple[Actor, ...]) -> Condition:
    """Make the record of a condition, with who would have to meet it where the words tell."""
    return Condition(
        cue=waiting.cue,
        passage=context.passage(*waiting.bounds),
        actor=_who_meets(context, waiting, {actor.code for actor in holders}),
    )


def _attached(governor: Token) -> Iterator[Waiting]:
    for kid in (*governor.children, *_leading(governor)):
        if kid.dep_ == "advcl" and (cue := _clause_cue(kid) or _late_cue(kid, governor)):
            yield Waiting(cue, _with_more(kid, _with_only(kid, bounds_of(kid))), kid, governor)
        elif kid.dep_ in ("prep", "agent", "mark") and (found := _phrase_cue(kid, governor)):
            yield Waiting(found[0], (found[2], bounds_of(kid)[1]), found[1], governor)


def _leading(governor: Token) -> Iterator[Token]:
    """Yield what opens the sentence before the verb that reports a clause: "If they stop, he said, we will stop"."""
    clause = governor
    while clause.dep_ in ("xcomp", "ccomp", "conj", "acomp") and clause.head != clause:
        clause = clause.head
        for kid in clause.lefts:
            if kid.dep_ in ("advcl", "prep") and kid.left_edge.is_sent_start:
                yield kid


def _spelled(governors: tuple[Token, ...]) -> Waiting | None:
    """Find a cue of several words that the parse hangs elsewhere, after the governors and before any other subject."""
    last = max(governors, key=lambda token: token.i)
    sentence, above = last.sent, set(last.ancestors)
    speech = load_words("read", "data", "speech_verbs.txt")
    for token in last.doc[last.i + 1 : min(sentence.end, last.i + _REACH)]:
        if token.dep_ in SUBJECTS:
            if token.head.dep_ == "parataxis" or (token.head in above and token.head.lemma_ in speech):
                continue  # "he said" between the two
            return None
        cue = _spelled_cue(token)
        if cue is None:
            continue
        end = _end_of(token.doc[token.i : sentence.end])
        words = token.doc[token.i : end]
        if len(words) <= len(cue.split()):
            return None
        return Waiting(cue, (words.start_char, words.end_char), words.root, last)
    return None


def _end_of(words: Span) -> int:
    """Return the token before which a condition that opens a stretch ends; what is quoted inside it belongs to it."""
    is_quoting = False
    for token in words:
        if token.text == "“" or (token.text == '"' and not is_quoting and not token.whitespace_):
            is_quoting = True
        elif is_quoting and token.text in ("”", '"'):
            is_quoting = False
        elif token.text in _STOPS:
            return token.i
    return words.end


def _spelled_cue(token: Token) -> str | None:
    phrases = conditions_by_word(ConditionKind.PHRASE).get(token.lower_, ())
    cues = (*conditions_by_word(ConditionKind.CLAUSE).get(token.lower_, ()), *phrases)
    if not cues or _concedes(token.doc[token.i : token.i + _LONGEST_CONCESSION].text.lower()):
        return None
    for words in cues:
        following = tuple(later.lower_ for later in token.doc[token.i : token.i + max(2, len(words))])
        if words == ("provided",) and following == ("provided", "that"):
            return "provided"
        if (len(words) > 1 or words[0] in _PLAIN) and following[: len(words)] == words:
            return " ".join(words)
    return None


def _clause_cue(clause: Token) -> str | None:
    """Return the cue that opens an adverbial clause; None for concessions and for reported questions."""
    if is_inverted(clause):
        return clause.left_edge.lower_
    opening = _opening_words(clause)
    if _concedes(opening):
        return None
    return next((cue for cue in load_conditions(ConditionKind.CLAUSE) if opening.startswith(cue + " ")), None)


def _concedes(opening: str) -> bool:
    """Whether words that open like a condition make nothing wait: "even if", "as long as it takes"."""
    cues = load_conditions(ConditionKind.CONCESSION)
    return any(opening.startswith(cue) and not opening[len(cue) : len(cue) + 1].isalnum() for cue in cues)


def _late_cue(clause: Token, governor: Token) -> str | None:
    """Read "will not end before they withdraw" and "works only when all agree"."""
    opening = clause.left_edge.lower_
    if opening in ("before", "while", "when") and is_denied(governor):
        return f"not {opening}"
    if opening == "when" and has_modal(governor, _POSSIBLE):
        return "when"
    if opening in _TIMES and any(kid.lower_ == "only" and kid.dep_ == "advmod" for kid in governor.children):
        return f"only {opening}"
    return None


def is_denied(governor: Token) -> bool:
    """Whether a clause says that something is not or cannot be: "no talks are possible", "nothing will be signed"."""
    if is_negated(governor):
        return True
    subject = child(governor, "nsubj", "nsubjpass", "attr")
    if subject is not None and (is_negated(subject) or subject.lower_ in ("nothing", "nobody", "none")):
        return True
    judged = child(governor, "acomp", "attr", "oprd")
    return judged is not None and judged.lower_ in load_words("read", "data", "impossible_words.txt")


def _with_more(clause: Token, bounds: Bounds) -> Bounds:
    """Return the bounds with the clauses coordinated under a cue of their own: "after ... and after ..."."""
    for more in children(clause, "conj"):
        if any(kid.dep_ == "mark" for kid in more.lefts):
            bounds = (bounds[0], max(bounds[1], bounds_of(more)[1]))
    return bounds


def _opening_words(clause: Token) -> str:
    start = clause.left_edge.i
    while start > clause.sent.start and clause.doc[start - 1].lower_ in ("only", "even", "as", "what"):
        start -= 1
    return clause.doc[start : clause.right_edge.i + 1].text.lower()


def _with_only(clause: Token, bounds: Bounds) -> Bounds:
    before = clause.doc[clause.left_edge.i - 1] if clause.left_edge.i else None
    return (before.idx, bounds[1]) if before is not None and before.lower_ == "only" else bounds


def _phrase_cue(preposition: Token, governor: Token) -> tuple[str, Token, int] | None:
    """Return cue, head and start of a prepositional condition."""
    start = preposition.i
    while start > preposition.sent.start and preposition.doc[start - 1].lower_ in (
        "only",
        "otherwise",
        "than",
        "other",
    ):
        start -= 1
    words = preposition.doc[start : preposition.right_edge.i + 1]
    clause = _clause_behind(preposition)
    if clause is not None:
        return clause[0], clause[1], words.start_char
    if preposition.lower_ == "before" and is_denied(governor) and not _is_time(child(preposition, "pobj")):
        head = child(preposition, "pobj", "pcomp")
        return ("not before", head, words.start_char) if head is not None else None
    lowered = words.text.lower()
    if _concedes(lowered):
        return None
    for cue in load_conditions(ConditionKind.PHRASE):
        # "only" before any cue only makes it stricter
        for said in (cue, f"only {cue}"):
            if lowered == said or lowered.startswith(said + " "):
                head = _phrase_head(preposition, len(said.split()) - (preposition.i - start))
                return said, head, words.start_char
    return None


def _clause_behind(preposition: Token) -> tuple[str, Token] | None:
    """Read "on the clear condition that it asks for nothing" and "provided the guns fall silent"."""
    noun, clause = child(preposition, "pobj"), child(preposition, "pcomp")
    if noun is not None and noun.lemma_ in _FOOTINGS and preposition.lower_ in ("on", "with", "under"):
        clause = child(noun, "acl", "relcl")
        return (f"{preposition.lower_} {noun.lemma_} that", clause) if clause is not None else None
    if clause is not None and clause.pos_ in ("VERB", "AUX") and preposition.lower_ in ("provided", "providing"):
        return preposition.lower_, clause
    return None


def _is_time(noun: Token | None) -> bool:
    return noun is None or noun.pos_ in ("PROPN", "NUM") or noun.lemma_ in load_words("read", "data", "time_nouns.txt")


def _phrase_head(preposition: Token, words: int) -> Token:
    """Return the head of what follows a cue of so many words: "in exchange for X" gives X."""
    head = preposition
    for _ in range(4):
        inner = child(head, "pobj", "pcomp", "prep")
        if inner is None:
            return head
        head = inner
        if head.i >= preposition.i + words:
            return head
    return head


def _who_meets(context: Context, waiting: Waiting, holders: set[str | None]) -> Actor | None:
    """Return the subject or agent of the condition, else the only actor in its words that is not its target."""
    head = waiting.head
    owners: list[Token | None] = []
    if head.pos_ in ("VERB", "AUX") and (subject := subject_of(head)) is not None and subject.head == head:
        owners.append(subject)
    owners.append(child(head, "poss"))
    owners += [child(kid, "pobj") for kid in children(head, "prep", "agent") if kid.lower_ in _AGENTS]
    for owner in owners:
        if owner is not None and _can_act(actor := context.resolve(noun_phrase(owner))):
            return actor
    named = {
        m.actor.code: m.actor
        for m in context.mentions.within(*waiting.bounds)
        if _can_act(m.actor) and not _is_target(context.doc.char_span(m.start, m.end, alignment_mode="expand"))
    }
    rest = [actor for code, actor in named.items() if code not in holders]
    return rest[0] if len(rest) == 1 else None


def _is_target(words: Span | None) -> bool:
    """Whether something is only done to, for or about the actor: "sanctions on Moscow", "aid to Kyiv"."""
    return words is None or (words.root.dep_ in ("pobj", "dative") and words.root.head.lower_ not in _AGENTS)


def _can_act(actor: Actor) -> bool:
    """Whether a condition can be an actor's to meet: "the release of prisoners" is not up to the prisoners."""
    return actor.code is not None and actor.code not in _PRIVATE
