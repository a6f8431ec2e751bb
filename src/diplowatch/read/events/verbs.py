"""Events named by verbs: the frame gives the type, the footing says what it amounts to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from diplowatch.read.context import Context
from diplowatch.read.events.arguments import actors_of, is_speakers_pronoun, place_of, recipients_of, subject_of
from diplowatch.read.events.finds import LATE, Find
from diplowatch.read.events.lexicon import MENACING, VERBAL, Match, Modal, Mood, match_frame
from diplowatch.read.events.moods import Footing, footing_of, moods_of
from diplowatch.read.events.passages import clause_bounds
from diplowatch.records import Actor, Factuality, Plover
from diplowatch.tables import load_words

SpeakerOf = Callable[[Token], Actor | None]
"""Gives the source of the statement whose content holds a token."""

_EMBEDDED = {
    Plover.ACCUSE: Factuality.ALLEGED,
    Plover.REJECT: Factuality.HYPOTHETICAL,
    Plover.REQUEST: Factuality.HYPOTHETICAL,
    Plover.AGREE: Factuality.PLANNED,
    Plover.CONCEDE: Factuality.PLANNED,
    Plover.THREATEN: Factuality.PLANNED,
}
_DENIALS = frozenset({"deny", "refute", "dispute", "reject"})
_FIRST_PERSONS = frozenset({"I", "we", "We", "us"})
"""As written, because "US" is a state."""
_PLACES = ("complement", "object", "to", "with", "against", "on", "from", "in")
_PHRASE = 8
"""Words of a verb's clause in which it may say that a name is withheld."""
_ANYWHERE = ("object", "with", "to", "against", "on")


def find_verb_events(context: Context, verb: Token, speaker_of: SpeakerOf) -> Iterator[tuple[Find, frozenset[int]]]:
    """Yield the events of one verb, each with the tokens that its frame used up."""
    match = match_frame(verb)
    if (match is not None and match.frame.type is None) or _withholds_a_name(verb):
        return
    footing = footing_of(verb)
    speech = _speech_act(context, verb, match, footing, speaker_of)
    if speech is not None:
        yield speech, frozenset()
    if match is None or match.frame.type is None or _only_says(verb, match):
        return
    factuality, accuser = _factuality(context, verb, match.frame.type, footing)
    if factuality is None:
        return
    actors = _doers(context, verb, footing, speaker_of)
    codes = frozenset(actor.code for actor in actors if actor.code)
    late = 0.0 if factuality in (Factuality.ASSERTED, Factuality.ALLEGED) else LATE
    find = _make(
        context,
        verb,
        match.frame.type,
        actors,
        recipients_of(context, verb, match.frame.recipients or _ANYWHERE, codes, joint=match.frame.symmetric),
        footing.depth + late,
        factuality=factuality,
        accuser=accuser,
        mode=match.frame.mode,
        symmetric=match.frame.symmetric,
    )
    yield find, match.filled


def _withholds_a_name(verb: Token) -> bool:
    """Return whether a clause only says how the reporter came to its words: "who asked not to be named"."""
    words = " ".join(token.lower_ for token in verb.doc[verb.i : verb.right_edge.i + 1][:_PHRASE])
    return any(phrase in words for phrase in load_words("read", "data", "anonymous_phrases.txt"))


def _make(
    context: Context,
    verb: Token,
    type_: Plover,
    actors: tuple[Actor, ...],
    recipients: tuple[Actor, ...],
    depth: float,
    *,
    factuality: Factuality = Factuality.ASSERTED,
    accuser: Actor | None = None,
    mode: str | None = None,
    symmetric: bool = False,
) -> Find:
    start, end = clause_bounds(verb, with_content=type_ in VERBAL and Mood.SAID in moods_of(verb))
    return Find(
        type=type_,
        mode=mode,
        symmetric=symmetric,
        actors=actors,
        recipients=recipients,
        factuality=factuality,
        depth=depth,
        token=verb,
        start=start,
        end=end,
        place=place_of(context, verb),
        accuser=accuser,
    )


def _only_says(verb: Token, match: Match) -> bool:
    """Return whether a verb of support is here a verb of saying: "reiterated that Libya must ..."."""
    if match.frame.type is not Plover.SUPPORT or match.frame.slot is not None:
        return False
    return Mood.SAID in moods_of(verb) and any(child.dep_ == "ccomp" for child in verb.children)


def _doers(context: Context, verb: Token, footing: Footing, speaker_of: SpeakerOf) -> tuple[Actor, ...]:
    subject = subject_of(verb)
    if subject is None:
        said = speaker_of(verb) if verb.lemma_.lower() == "thank" else None  # "Thank you for ..."
        return (said,) if said is not None else ()
    actors = actors_of(context, subject)
    if any(actor.code for actor in actors):
        return actors
    if footing.speaking is not None and is_speakers_pronoun(subject):
        speaker = subject_of(footing.speaking)
        if speaker is not None and speaker != subject:
            return actors_of(context, speaker)
    source = speaker_of(verb) if subject.text in _FIRST_PERSONS else None
    return (source,) if source is not None else actors


def _speech_act(
    context: Context, verb: Token, match: Match | None, footing: Footing, speaker_of: SpeakerOf
) -> Find | None:
    """Return the demand, refusal, promise or threat that a modal clause amounts to, if it does."""
    if footing.conditional or footing.unreal or footing.governor is not None:
        return None
    if footing.modal is Modal.OUGHT and not footing.negated:
        return _demand(context, verb, footing, speaker_of)
    act = _intended_act(match.frame.type if match else None, footing)
    if act is None:
        return None
    places = (match.frame.recipients if match else ()) or _ANYWHERE
    actors = _doers(context, verb, footing, speaker_of)
    codes = frozenset(actor.code for actor in actors if actor.code)
    if not actors:
        return None
    if act is Plover.THREATEN:
        places = (*places, "condition")
    return _make(context, verb, act, actors, recipients_of(context, verb, places, codes), footing.depth)


def _intended_act(type_: Plover | None, footing: Footing) -> Plover | None:
    """Return what it is to announce an act: to refuse, to threaten or to promise it."""
    if not _is_intended(footing):
        return None
    if footing.negated:
        return Plover.REJECT
    if type_ in MENACING:
        return Plover.THREATEN
    promised = type_ is not None or (Mood.WILLING in footing.moods and footing.depth < 1)
    return Plover.AGREE if promised and type_ not in VERBAL else None


def _is_intended(footing: Footing) -> bool:
    if footing.modal is Modal.POSSIBLE or Mood.WISHED in footing.moods or Mood.UNDONE in footing.moods:
        return False
    if footing.modal is Modal.FUTURE or footing.moods & {Mood.PLANNED, Mood.WILLING}:
        return True
    return footing.modal is Modal.WOULD and footing.speaking is not None


def _demand(context: Context, verb: Token, footing: Footing, speaker_of: SpeakerOf) -> Find | None:
    """Return the demand in "X said Y must ...": X asks Y. A demand told as one is no second, nor is each verb of it."""
    if verb.dep_ == "conj" and footing.shares_modal:
        return None
    asking = match_frame(footing.speaking) if footing.speaking is not None else None
    if asking is not None and asking.frame.type is Plover.REQUEST:
        return None
    speaker = subject_of(footing.speaking) if footing.speaking is not None else None
    source = speaker_of(verb)
    actors = actors_of(context, speaker) if speaker is not None else (source,) if source is not None else ()
    codes = frozenset(actor.code for actor in actors if actor.code)
    subject = subject_of(verb)
    addressed = actors_of(context, subject) if subject is not None else ()
    recipients = tuple(actor for actor in addressed if actor.code)
    if not recipients:
        recipients = recipients_of(context, verb, _PLACES, codes)
    elif codes & {actor.code for actor in recipients} and subject is not None and subject.pos_ == "PRON":
        return None
    if not codes and not recipients:
        return None
    return _make(context, verb, Plover.REQUEST, actors, recipients, footing.depth)


def _factuality(
    context: Context, verb: Token, type_: Plover, footing: Footing
) -> tuple[Factuality | None, Actor | None]:
    """Return whether the act itself is done, and by whose word; None where the text says that it is not."""
    governor = footing.governor
    if governor is not None:
        match = match_frame(governor)
        over = match.frame.type if match else None
        if governor.lemma_.lower() in _DENIALS and verb.dep_ in ("ccomp", "pcomp", "xcomp"):
            return (None if verb.tag_ == "VB" else Factuality.DENIED), _subject_actor(context, governor)
        if over in _EMBEDDED:
            return _EMBEDDED[over], _subject_actor(context, governor) if over is Plover.ACCUSE else None
    return _own_factuality(type_, footing), None


def _own_factuality(type_: Plover, footing: Footing) -> Factuality | None:
    if footing.negated:
        return None
    spoken_of = footing.conditional or footing.unreal or Mood.WISHED in footing.moods
    possible = footing.modal in (Modal.POSSIBLE, Modal.OUGHT)
    if footing.purpose or (_is_intended(footing) and not spoken_of and type_ not in VERBAL):
        return Factuality.PLANNED
    if spoken_of or possible or (footing.modal is Modal.WOULD and not _is_intended(footing)):
        return Factuality.HYPOTHETICAL
    return None if Mood.UNDONE in footing.moods else Factuality.ASSERTED


def _subject_actor(context: Context, verb: Token) -> Actor | None:
    subject = subject_of(verb)
    return actors_of(context, subject)[0] if subject is not None else None
