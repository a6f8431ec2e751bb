"""At the briefings: what was asked, what was answered, and whether that answers it."""

from __future__ import annotations

from diplowatch.publish.compose.spots import count_words
from diplowatch.publish.desk import Desk
from diplowatch.publish.sentences import capitalise, is_quoted, quote_words
from diplowatch.records import Briefing, Exchange, Genre, Passage, Sentence, Tracked

LIMIT = 8
PER_DOCUMENT = 4
SHORTEST_ANSWER = 2
SHORTEST_QUESTION = 5
"""Words below which a question is an interjection."""
_ASKERS = frozenset({"q", "question", "reporter", "media"})
"""What transcripts call whoever asks."""
_SPOKEN = frozenset({Genre.TRANSCRIPT, Genre.SPEECH})


def compose_briefings(tracked: Tracked, desk: Desk, terms: frozenset[str]) -> tuple[tuple[Briefing, ...], int]:
    """Write the exchanges of the period, those that use the words of an issue first, and count the rest.

    `terms` are the words of the issues, in lower case.
    """
    fit = [
        one
        for one in tracked.exchanges
        if count_words(one.question.exact) >= SHORTEST_QUESTION and count_words(one.answer.exact) >= SHORTEST_ANSWER
    ]
    order = {document.id: at for at, document in enumerate(tracked.documents)}

    def rank(one: Exchange) -> tuple[int, int, int]:
        words = set((one.question.exact + " " + one.answer.exact).lower().split())
        return -min(len(words & terms), 3), order.get(one.question.document, len(order)), one.question.start

    rows: list[tuple[int, int, Briefing]] = []
    seen: dict[str, int] = {}
    for one in sorted(fit, key=rank):
        document = one.question.document
        if len(rows) == LIMIT or (seen.get(document, 0) == PER_DOCUMENT and len(order) > 1):
            continue
        briefing = compose_briefing(one, desk)
        if briefing:
            seen[document] = seen.get(document, 0) + 1
            rows.append((order.get(document, len(order)), one.question.start, briefing))
    rows.sort(key=lambda row: row[:2])
    return tuple(row[2] for row in rows), len(tracked.exchanges) - len(rows)


def compose_briefing(exchange: Exchange, desk: Desk) -> Briefing | None:
    """Write one exchange; None where a side of it cannot be quoted."""
    asker = (desk.label(exchange.asker) if exchange.asker else None) or "A reporter"
    asker = "A reporter" if asker.lower() in _ASKERS else asker
    respondent = desk.label(exchange.respondent)
    if respondent is None:
        return None
    question = say(desk, asker, "asked", exchange.question)
    answer = say(desk, respondent, "answered" if exchange.answered.value == "yes" else "replied", exchange.answer)
    if question is None or answer is None:
        return None
    return Briefing(
        asker=capitalise(asker),
        respondent=respondent,
        question=question,
        answer=answer,
        answered=exchange.answered,
        why=exchange.why,
    )


def say(desk: Desk, label: str, verb: str, passage: Passage) -> Sentence | None:
    """Write one side of an exchange, marked as the report's wording unless the words were spoken as printed."""
    spoken = desk.documents[passage.document].genre in _SPOKEN or is_quoted(passage)
    named = any(part in passage.exact for part in label.split(" (", maxsplit=1)[0].split()[-1:] if part[:1].isupper())
    if not spoken and named:
        return desk.report(passage)
    words = quote_words([passage.exact])
    wording = "" if spoken else ", in the report’s words"
    return desk.sentence(f"{capitalise(label)} {verb}{wording}: {words}", [passage]) if words else None
