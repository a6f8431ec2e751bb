"""Names of actors and issues inside a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diplowatch.records import Issue, Pack
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


def name_issues(pack: Pack) -> dict[str, str]:
    """Return the name of every issue of a pack by id, as inside a sentence: "the Black Sea ceasefire"."""
    return {issue.id: phrase_issue(issue) for issue in pack.issues}


def phrase_issue(issue: Issue) -> str:
    """Return an issue's name inside a sentence; its first letter is small where the issue's own terms write it so."""
    words = issue.name.split()
    first = words[0].lower() if words else ""
    is_plain = first in load_words("track", "data", "plain_openers.txt") or any(
        first in term.split() for term in issue.terms
    )
    name = f"{first}{issue.name[len(first) :]}" if is_plain else issue.name
    takes_article = bool(words) and words[-1].lower() in load_words("track", "data", "definite_issues.txt")
    return f"the {name}" if takes_article and first not in {"a", "an", "the"} else name


def name_all(codes: Sequence[str], names: Mapping[str, str]) -> str:
    """Return names joined as in a sentence; a code without a name stands for itself."""
    return join([names.get(code, code) for code in codes])


def join(listed: Sequence[str]) -> str:
    """Join words as in a sentence: "A, B and C"."""
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} and {listed[-1]}"


def possessive(name: str, mark: str = "'") -> str:
    """Return "Russia's", "the United States'"."""
    return f"{name}{mark}" if name.endswith("s") else f"{name}{mark}s"
