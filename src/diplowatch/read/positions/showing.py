"""How a stance that the speaker's words imply is cut out of its clause."""

from __future__ import annotations

from spacy.tokens import Token

from diplowatch.read.parse import text_of
from diplowatch.read.positions.conditions import Waiting, binding, conditions_of, without_conditions
from diplowatch.read.positions.grammar import Bounds, bounds_of, child, subject_of
from diplowatch.read.positions.lexicon import evasions, stage_words
from diplowatch.read.positions.stances import Shown
from diplowatch.records import Stance


def start_of(verb: Token) -> int:
    """Return where a clause starts: at its subject where it has one, so that what leads in is left out."""
    subject = child(verb, "nsubj", "nsubjpass", "csubj", "expl")
    return bounds_of(subject)[0] if subject is not None and subject.i < verb.i else bounds_of(verb)[0]


def show_whole(verb: Token, action: Token, stance: Stance, cue: str) -> Shown | None:
    """Show the stance of a whole clause; None where the speaker only steers the talk: "I want to thank"."""
    subject = subject_of(verb)
    if subject is not None and subject.lower_ in ("i", "we") and action.lemma_ in stage_words() | evasions():
        return None
    waiting = conditions_of(verb, action)
    end = bounds_of(verb)[1]
    return show(stance, (start_of(action), bounds_of(action)[1]), (start_of(verb), end), cue, action, waiting)


def show(stance: Stance, proposal: Bounds, clause: Bounds, cue: str, head: Token, waiting: list[Waiting]) -> Shown:
    """Show a stance held by whoever speaks, conditional where something is waited for."""
    waiting = binding(waiting, opposed=stance is not Stance.SUPPORT)
    proposal = without_conditions(proposal, waiting, text_of(head.doc))
    start = min([clause[0], *(one.bounds[0] for one in waiting)])
    end = max([clause[1], *(one.bounds[1] for one in waiting)])
    return Shown(None, Stance.CONDITIONAL if waiting else stance, proposal, (start, end), cue, head, tuple(waiting))
