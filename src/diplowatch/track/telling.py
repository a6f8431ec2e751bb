"""Blockers, circles and keystones in words, composed from records; what stands between quotation marks is a source's.

The same wording serves the terminal and the edition: a `Teller` says how each of them names actors and issues and which
words of a passage it prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from diplowatch.records import Blocker, Condition, Keystone, Move, MoveKind, Passage, Stance
from diplowatch.tables import load_words
from diplowatch.track.names import GROUPS, join, possessive
from diplowatch.track.words import split_words

NAMED = 8
"""Opponents named in a sentence; the rest are counted."""
QUOTED = 6
"""Conditions quoted in a keystone; where there are more, all are counted."""


@dataclass(frozen=True)
class Teller:
    """How actors and issues are named, and which words of a passage are printed."""

    names: Callable[[Sequence[str]], str]
    """Names of codes, joined, as inside a sentence."""
    issue: Callable[[str], str]
    """An issue's name, as inside a sentence."""
    quote: Callable[[Passage], str | None]
    """The words to print between quotation marks; None where none can be."""
    mark: str = "'"
    """The apostrophe."""

    def own(self, codes: Sequence[str]) -> str:
        """Return names with what makes them owners: "Russia's"."""
        return possessive(self.names(codes), self.mark)


def tell_blocker(blocker: Blocker, teller: Teller) -> str | None:
    """Tell who waits for what, who would have to act and who opposes it; None where the condition cannot be quoted."""
    waits = _tell_condition(blocker.condition, teller)
    if waits is None:
        return None
    about = f" on {teller.issue(blocker.issue)}" if blocker.issue else ""
    told = f"{teller.own([blocker.waiting])} position{about} {waits}{_tell_sides(blocker, teller)}"
    if blocker.met:
        told += "; a later report says that it happened"
    if blocker.held.ascribed:
        told = f"according to {_plain(blocker.held.ascribed)}, {told}"
    return _end(told)


def _tell_condition(condition: Condition, teller: Teller) -> str | None:
    words = teller.quote(condition.passage)
    if not words:
        return None
    openers = load_words("track", "data", "condition_openers.txt")
    if _first_word(words) in openers:
        return f"is conditional: “{words}”"
    if _first_word(condition.cue) in openers:
        return f"is conditional: {_plain(condition.cue).lower()} “{words}”"
    return f"waits for “{words}”"


def _first_word(words: str) -> str:
    return next(iter(split_words(words)), "")


def _tell_sides(blocker: Blocker, teller: Teller) -> str:
    """Tell who would have to act on a condition and who opposes it."""
    sides = []
    if blocker.refers_to_itself:
        sides.append("which is this very position: the condition refers to itself")
    elif blocker.waits_on == blocker.waiting:
        sides.append("for which it would itself have to act")
    elif blocker.waits_on:
        sides.append(f"for which {teller.names([blocker.waits_on])} would have to act")
    opponents = list(dict.fromkeys(held.actor for held in blocker.opposed_by))
    if opponents:
        verb = "opposes" if len(opponents) == 1 and opponents[0] not in GROUPS else "oppose"
        on_issue = {held.issue for held in blocker.opposed_by} == {blocker.condition_issue}
        issue = f" ({teller.issue(blocker.condition_issue)})" if on_issue and blocker.condition_issue else ""
        sides.append(f"which {_name_some(opponents, teller)} {verb}{issue}")
    told = f", {' and '.join(sides)}" if sides else ""
    if blocker.waits_on or blocker.met:
        return told
    actor = blocker.condition.actor
    nobody = f"who would have to act, ‘{_plain(actor.words)}’, is nobody known" if actor else ""
    return f"{told}; {nobody or 'nobody is named who would have to act'}"


def _name_some(codes: Sequence[str], teller: Teller) -> str:
    if len(codes) <= NAMED + 1:
        return teller.names(codes)
    return f"{teller.names(codes[:NAMED]).replace(' and ', ', ')} and {len(codes) - NAMED} others"


def tell_circle(circle: Sequence[Blocker], teller: Teller) -> str:
    """Tell a circle of conditions: each position waits for the next one, the last for the first."""
    steps = [f"{teller.names([one.waiting])} on {teller.issue(one.issue or '')}" for one in circle]
    told = ", ".join(
        [f"{steps[0]} waits for {steps[1 % len(steps)]}", *(f"which waits for {one}" for one in [*steps[2:], steps[0]])]
    )
    return _end(f"a circle: {told}; none of them moves unless one moves first")


def tell_keystone(keystone: Keystone, teller: Teller) -> str:
    """Tell the first smallest set of moves that frees an issue; a condition that cannot be quoted is only named."""
    moves = _moves_of(keystone, keystone.sets[0])
    told = _tell_moves(moves, teller)
    issue = teller.issue(keystone.issue)
    if keystone.is_smallest:
        return _end(f"{issue} would be free if {told}")
    return _end(
        f"{issue} would be free if {told}; these are {len(moves)} moves, at least {keystone.at_least} are needed, and "
        "the search for fewer was ended"
    )


def tell_alternative(keystone: Keystone, number: int, teller: Teller) -> str:
    """Tell another smallest set by what is different from the first."""
    first, other = keystone.sets[0], keystone.sets[number]
    added = _tell_moves(_moves_of(keystone, [one for one in other if one not in first]), teller)
    removed = _tell_moves(_moves_of(keystone, [one for one in first if one not in other]), teller)
    return _end(f"or if {added} (in place of: {removed})")


def tell_count(keystone: Keystone) -> str:
    """Tell how many other smallest sets there are; empty where there is none."""
    others = len(keystone.sets) - 1
    if not keystone.is_smallest or not others:
        return ""
    more = f"{others}" if keystone.is_complete else f"at least {others}"
    size = len(keystone.sets[0])
    moves = f"{size} move{'' if size == 1 else 's'}"
    return f"{more[0].upper()}{more[1:]} other {'set' if others == 1 else 'sets'} of {moves} would free it too."


def _moves_of(keystone: Keystone, ids: Iterable[str]) -> list[Move]:
    by_id = {move.id: move for move in keystone.moves}
    return [by_id[one] for one in ids]


def _tell_moves(moves: Sequence[Move], teller: Teller) -> str:
    drops = [move for move in moves if move.kind is MoveKind.DROP]
    meets = [move for move in moves if move.kind is MoveKind.MEET]
    told = [_tell_drops(group, teller) for group in _group(drops, lambda move: move.issue or move.id)]
    if len(meets) > QUOTED:
        told.append(f"{len(meets)} conditions were met")
    else:
        told += [_tell_meets(group, teller) for group in _group(meets, lambda move: move.actor or move.id)]
    return _chain(told)


def _group(moves: Iterable[Move], key: Callable[[Move], str]) -> list[list[Move]]:
    groups: dict[str, list[Move]] = {}
    for move in moves:
        groups.setdefault(key(move), []).append(move)
    return list(groups.values())


def _tell_drops(moves: Sequence[Move], teller: Teller) -> str:
    actors = [move.actor for move in moves if move.actor]
    its = "its" if len(actors) == 1 and actors[0] not in GROUPS else "their"
    dropped = f"{_name_some(actors, teller)} dropped {its} opposition"
    if moves[0].issue:
        return f"{dropped} to {teller.issue(moves[0].issue)}"
    words = teller.quote(moves[0].held.position.proposal)
    return f"{dropped} to “{words}”" if words else dropped


def _tell_meets(moves: Sequence[Move], teller: Teller) -> str:
    first = moves[0]
    if first.condition is None:
        return f"what {teller.names(first.waiting)} {_wait(first)} for, which no words tell, came about"
    own = first.actor is not None and first.waiting == (first.actor,)
    told = join([f"{'its own' if own else teller.own(move.waiting)} condition{_quote(move, teller)}" for move in moves])
    if first.actor is None:
        return f"{told} was met, by whom is not told"
    ready = ", which is in favour," if all(move.stance is Stance.SUPPORT for move in moves) else ""
    return f"{teller.names([first.actor])}{ready} met {told}"


def _quote(move: Move, teller: Teller) -> str:
    words = teller.quote(move.condition.passage) if move.condition else None
    return f" “{words}”" if words else ""


def _wait(move: Move) -> str:
    return "wait" if len(move.waiting) > 1 or move.waiting[0] in GROUPS else "waits"


def _chain(parts: Sequence[str]) -> str:
    """Join clauses that hold "and" themselves."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}, and {parts[-1]}"


def _plain(words: str) -> str:
    """Return a source's words for composed wording: one line, without quotation marks of ours."""
    return " ".join(words.replace("“", "").replace("”", "").split())


def _end(told: str) -> str:
    return f"{told[0].upper()}{told[1:]}."


def tell_with(names: Mapping[str, str], issues: Mapping[str, str]) -> Teller:
    """Return a teller that names by code and id and prints conditions whole."""
    return Teller(
        names=lambda codes: join([names.get(code, code) for code in codes]),
        issue=lambda issue: issues.get(issue, issue),
        quote=lambda passage: " ".join(passage.exact.strip('“”" \n').split()),
    )
