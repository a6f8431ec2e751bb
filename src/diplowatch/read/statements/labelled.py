"""Lines that a name and a colon open: headlines ("Zelensky: no deal") and posts ("@ZelenskyyUa: We are ready")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from diplowatch.read.statements.spans import Attribution, Frame, Stretch
from diplowatch.read.turns import find_turns
from diplowatch.records import Actor, ActorKind

if TYPE_CHECKING:
    from diplowatch.read.context import Context

_LINE = re.compile(r"^[ \t]*(?P<label>[^\W\d_][^:\n“”\"]{1,60}):[ \t]+(?P<said>\S[^\n]*)", re.MULTILINE)
_POST = re.compile(
    r"^[ \t]*(?:[^@:\n]{0,60}\()?(?P<label>@\w{2,30})\)?(?: [^:\n]{0,40})?:[ \t]+(?P<said>\S[^\n]*)", re.MULTILINE
)
_SHORTEST = 2
"""Words said at least."""
_LONGEST_LABEL = 5
_FEWEST = 5
"""Letters of a surname that a handle must hold; shorter ones stand in other words too."""
_CHANCE = 0.85
_ENDS = (".", "!", "?")


def find_labelled(context: Context) -> Iterator[Attribution]:
    """Yield what headlines and posts attribute to the name before their first colon; transcripts have turns instead."""
    text = context.document.text
    if find_turns(text):
        return
    for match in _POST.finditer(text):
        yield _attribution(match.span("label"), match.span("said"), Frame.INTRODUCED)
    for match in _LINE.finditer(text):
        if _is_headline(match.group()) and _is_speaker(context, match.span("label")):
            yield _attribution(match.span("label"), match.span("said"), Frame.HEADED)


def _attribution(label: Stretch, said: Stretch, frame: Frame) -> Attribution:
    return Attribution(label, (label[1], label[1] + 1), (said,), frame, _CHANCE)


def _is_headline(line: str) -> bool:
    """Tell a heading, which is no sentence, from a sentence; one quotation after the colon may end as it likes."""
    said = line.split(":", 1)[1].strip()
    return len(said.split()) >= _SHORTEST and (said[0] in "“\"‘'«" or not said.endswith(_ENDS))


def _is_speaker(context: Context, label: Stretch) -> bool:
    """Tell whether the label is all of an actor's name: a person, a seat of power, a body, but no outlet.

    The plain name of a state heads news of it ("Ukraine: talks go on").
    """
    start, end = label
    named = context.mentions.within(start, end)
    if len(named) != 1 or len(context.document.text[start:end].split()) > _LONGEST_LABEL:
        return False
    actor = named[0].actor
    is_place = actor.kind is ActorKind.STATE and actor.words == actor.name
    return named[0].end == end and actor.kind is not ActorKind.OUTLET and not is_place


def name_handle(context: Context, handle: str) -> Actor | None:
    """Return whose handle it is, by the one person of the pack, state or body whose name it holds; else None."""
    folded = re.sub(r"[\W_]", "", handle).lower()
    on = context.document.published
    held = [one for one in context.pack.offices if on is None or (one.since or on) <= on <= (one.until or on)]
    people = {one.person: one.code for one in held if _holds(folded, one.person, one.aliases)}
    if len(people) == 1:
        name, code = people.popitem()
        return Actor(words=handle, code=code, name=name, kind=ActorKind.PERSON)
    names = [(one.name, one.code) for one in context.pack.states]
    names += [(one.name, one.code) for one in context.pack.bodies]
    codes = {code for name, code in names if _plain(name) in folded}
    return Actor(words=handle, code=codes.pop(), kind=ActorKind.UNKNOWN) if len(codes) == 1 else None


def _holds(handle: str, person: str, aliases: tuple[str, ...]) -> bool:
    surnames = [_plain(name.split()[-1]) for name in (person, *aliases) if name.strip()]
    return any(len(name) >= _FEWEST and name in handle for name in surnames)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()
