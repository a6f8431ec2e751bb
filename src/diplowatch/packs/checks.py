"""What a pack may not say. Every refusal names the file and the line, or the entry, in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from diplowatch.errors import ConfigError
from diplowatch.records import Issue, Office, Pack, Record
from diplowatch.tables import load_words

R = TypeVar("R", bound=Record)
Placed = tuple[str, R]
"""An entry with the words that say where it stands: "people.csv, line 12, Jane Doe"."""

GROUPS = frozenset({"EUR", "NGO", "MED", "BUS", "CVL"})
"""Codes of those who are neither a state nor a body."""


def check_pack(pack: Pack) -> None:
    """Raise ConfigError for an entry given twice, an unknown code or an issue that is not there."""
    check_unique("states.csv", "code", (state.code for state in pack.states))
    check_unique("bodies.csv", "code", (body.code for body in pack.bodies))
    check_unique("organisations.csv", "name", (one.name for one in pack.organisations))
    check_unique("outlets.csv", "name", (outlet.name for outlet in pack.outlets))
    check_unique("outlets.csv", "domain", (domain for outlet in pack.outlets for domain in outlet.domains))
    check_issues("issues.toml", pack.issues)
    check_unique("agreements.toml", "id", (agreement.id for agreement in pack.agreements))
    check_codes(pack, ((f"outlets.csv, {outlet.name}", outlet.code) for outlet in pack.outlets))
    check_codes(pack, ((f"organisations.csv, {one.name}", one.code) for one in pack.organisations))
    check_codes(pack, ((f"organisations.csv, {one.name}", one.country) for one in pack.organisations if one.country))
    check_codes(pack, ((f"bodies.csv, {body.name}", body.country) for body in pack.bodies if body.country))
    parties = ((agreement.id, party) for agreement in pack.agreements for party in agreement.parties)
    check_codes(pack, ((f"agreements.toml, {entry}", code) for entry, code in parties))
    needed = ((issue.id, code) for issue in pack.issues for code in issue.needs)
    check_codes(pack, ((f"issues.toml, {entry}", code) for entry, code in needed))
    known = {issue.id for issue in pack.issues}
    for agreement in pack.agreements:
        if agreement.issue and agreement.issue not in known:
            raise ConfigError(f"agreements.toml, {agreement.id}: unknown issue {agreement.issue!r}")
    for issue in pack.issues:
        if not issue.terms:
            raise ConfigError(f"issues.toml, {issue.id}: an issue needs at least one term")


def check_unique(name: str, what: str, values: Iterable[str]) -> None:
    """Raise ConfigError for a value that occurs twice."""
    twice = [value for value, count in Counter(values).items() if count > 1]
    if twice:
        raise ConfigError(f"{name}: the {what} {twice[0]!r} occurs twice")


def check_issues(place: str, issues: Sequence[Issue]) -> None:
    """Raise ConfigError for two issues of one id, or of one name however it is written: nobody could tell which."""
    check_unique(place, "id", (issue.id for issue in issues))
    by_name: dict[str, Issue] = {}
    for issue in issues:
        other = by_name.setdefault(" ".join(issue.name.casefold().split()), issue)
        if other is not issue:
            raise ConfigError(
                f"{place}: the name {issue.name!r} occurs twice, for {other.id!r} and {issue.id!r}; rename one "
                "(an issue of a watch with the id of one of the pack replaces it)"
            )


def check_codes(pack: Pack, coded: Iterable[tuple[str, str]]) -> None:
    """Raise ConfigError for a code that is of no state, body or group; each comes with the place where it stands."""
    known = known_codes(pack)
    for place, code in coded:
        if code not in known:
            raise ConfigError(f"{place}: unknown code {code!r}; a code is that of a state, a body or a group")


def known_codes(pack: Pack) -> frozenset[str]:
    """Return the codes that an actor may have."""
    return frozenset(state.code for state in pack.states) | {body.code for body in pack.bodies} | GROUPS


def check_offices(offices: Iterable[Placed[Office]]) -> None:
    """Raise ConfigError for an office that ends before it begins, is given twice, or has two holders at a time.

    The day on which one holder follows another counts for both.
    """
    single = load_words("packs", "world", "single_holders.txt")
    seen: dict[tuple[str, str], list[Placed[Office]]] = {}
    for place, office in offices:
        if office.since and office.until and office.since > office.until:
            raise ConfigError(f"{place}: {office.title!r} ends on {office.until}, before it begins")
        same = seen.setdefault((office.code, office.role), [])
        for other_place, other in same:
            if other.person == office.person and other.title == office.title and _overlap(office, other):
                raise ConfigError(f"{place}: {office.title!r} is given twice for the same days, as in {other_place}")
            if other.person != office.person and office.role in single and _share_days(office, other):
                raise ConfigError(
                    f"{place}: {office.role} of {office.code} at the same time as {other.person} in {other_place}; "
                    "one holder at a time, so give the first one's last day"
                )
        same.append((place, office))


def succeed(held: tuple[Office, ...], added: tuple[Office, ...]) -> tuple[Office, ...]:
    """Return offices of a pack, each open one ended where an added office of another person succeeds to it."""
    single = load_words("packs", "world", "single_holders.txt")
    begins: dict[tuple[str, str], list[Office]] = {}
    for office in added:
        if office.role in single and office.since:
            begins.setdefault((office.code, office.role), []).append(office)
    return tuple(_ended(office, begins.get((office.code, office.role), [])) for office in held)


def _ended(office: Office, successors: list[Office]) -> Office:
    if office.until:
        return office
    days = [
        one.since
        for one in successors
        if one.since and one.person != office.person and (office.since or date.min) < one.since
    ]
    return office.model_copy(update={"until": min(days)}) if days else office


def _overlap(one: Office, other: Office) -> bool:
    starts_in_time = one.since is None or other.until is None or one.since <= other.until
    ends_in_time = other.since is None or one.until is None or other.since <= one.until
    return starts_in_time and ends_in_time


def _share_days(one: Office, other: Office) -> bool:
    """Whether two offices share more than the day of a change."""
    first = max(one.since or date.min, other.since or date.min)
    last = min(one.until or date.max, other.until or date.max)
    return first < last
