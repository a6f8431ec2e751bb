"""What the event readers hand to each other before an `Event` is made of it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from diplowatch.records import Actor, Factuality, Plover


@dataclass(frozen=True)
class Find:
    """An event as read from one predicate."""

    type: Plover
    mode: str | None
    symmetric: bool
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    factuality: Factuality
    depth: float
    """How far from the main clause; decides the order inside a sentence."""
    token: Token
    start: int
    end: int
    """Character offsets of its clause."""
    place: str | None = None
    accuser: Actor | None = None


LATE = 10.0
"""Added to the depth of what is only planned, possible or denied: it stands after everything done."""
NOMINAL = 3.0
"""Added to the depth of an event named by a noun: it stands after the verbs."""
