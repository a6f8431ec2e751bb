"""Names of actors inside a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diplowatch.records import Pack
from diplowatch.tables import load_words

GROUPS = {"EUR": "European leaders"}
"""Names of the codes that stand for several states at once."""


def name_actors(pack: Pack) -> dict[str, str]:
    """Return the name of every state and body of a pack by code, with its article."""
    named = [(body.code, body.name) for body in pack.bodies] + [(state.code, state.name) for state in pack.states]
    return {code: _with_article(name) for code, name in named} | GROUPS


def _with_article(name: str) -> str:
    definite = load_words("track", "data", "definite_names.txt")
    words = name.lower().split()
    return f"the {name}" if words and definite & {words[0], words[-1]} else name


def name_all(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """Return names joined as in a sentence; a code without a name stands for itself."""
    listed = [names.get(code, code) for code in codes]
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} and {listed[-1]}"


def possessive(name: str) -> str:
    """Return "Russia's", "the United States'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"
