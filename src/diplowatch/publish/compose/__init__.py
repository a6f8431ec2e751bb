"""Compose: what `track` found in one period in, a frozen edition out. No file, no network, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diplowatch import VERSION
from diplowatch.publish.compose.blockers import compose_blockers
from diplowatch.publish.compose.briefings import compose_briefings
from diplowatch.publish.compose.corrections import compose_corrections
from diplowatch.publish.compose.coverage import compose_coverage
from diplowatch.publish.compose.facts import compose_agreements, compose_diary
from diplowatch.publish.compose.lead import choose_lead, compose_lead, compose_standfirst, compose_title
from diplowatch.publish.compose.news import compose_news
from diplowatch.publish.compose.newsroom import Newsroom
from diplowatch.publish.compose.numbers import compose_numbers
from diplowatch.publish.compose.standpoints import compose_changes, compose_matrix
from diplowatch.publish.desk import Desk
from diplowatch.publish.seal import FORMAT, seal
from diplowatch.records import Document, Edition, LeftOut, Pack, Problem, SourceWeek, Tracked
from diplowatch.track.issues import index_issues

__all__ = ["compose_edition"]


def compose_edition(
    tracked: Tracked,
    documents: Mapping[str, Document],
    *,
    watch: str,
    pack: Pack,
    problems: Sequence[Problem] = (),
    sources: Sequence[SourceWeek] = (),
    previous: Edition | None = None,
) -> Edition:
    """Compose the edition of one period; the same arguments give the same edition, to the byte.

    `documents` holds every document that a record of `tracked` points to, by id, and may hold other versions of
    documents that `previous` cites, a later version after the earlier. `problems` are inputs that could not be used,
    `sources` what came of each source that is collected from.
    """
    current = {document.id: document for document in (*tracked.documents, *tracked.undated)}
    known = dict(documents) | current
    desk = Desk(known, pack, (*tracked.documents, *tracked.undated))
    room = Newsroom(tracked, desk, index_issues(pack))
    chosen = choose_lead(room)
    issue = chosen[2] if chosen else None
    lead = compose_lead(room, *chosen) if chosen else None
    briefings, briefings_left = compose_briefings(tracked, desk, issue_words(pack))
    for briefing in briefings:
        room.printed += [one.passage for side in (briefing.question, briefing.answer) for one in side.citations]
    news, news_left = compose_news(room, chosen[0] if chosen else None)
    if lead is None and news:
        lead, news = news[0], news[1:]
    changes, changes_left = compose_changes(room)
    matrix = compose_matrix(room)
    blocked = compose_blockers(room)
    agreements, agreements_left = compose_agreements(room)
    numbers, numbers_left = compose_numbers(room)
    diary, diary_left = compose_diary(room)
    corrections = compose_corrections(tracked, desk, previous)
    left = (
        ("news", news_left),
        ("briefings", briefings_left),
        ("changes", changes_left),
        ("blockers", blocked.left),
        ("agreements", agreements_left),
        ("numbers", numbers_left),
        ("diary", diary_left),
    )
    title = compose_title(room, lead, issue) or f"{pack.process}, {tracked.period.week}"
    return seal(
        Edition(
            format=FORMAT,
            id="",
            watch=watch,
            process=pack.process,
            period=tracked.period,
            made_by=f"diplowatch {VERSION}",
            title=title,
            standfirst=compose_standfirst(room, lead, issue, blocked.rows, changes),
            lead=lead,
            news=news,
            briefings=briefings,
            changes=changes,
            matrix=matrix,
            blockers=blocked.rows,
            nodes=blocked.nodes,
            edges=blocked.edges,
            circles=blocked.circles,
            keystones=blocked.keystones,
            agreements=agreements,
            numbers=numbers,
            diary=diary,
            coverage=compose_coverage(tracked, desk, problems, sources),
            corrections=corrections,
            left_out=tuple(LeftOut(section=section, count=count) for section, count in left if count > 0),
            sources=desk.sources,
        )
    )


def issue_words(pack: Pack) -> frozenset[str]:
    """Return the words of all issues of a pack, in lower case."""
    return frozenset(
        word for issue in pack.issues for term in issue.terms for word in term.lower().split() if len(word) > 3
    )
