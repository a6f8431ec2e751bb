"""The news items: short, attributed, each thing once."""

from __future__ import annotations

import math
import re
from collections import Counter

from diplowatch.publish.compose.headings import head_event, head_statements
from diplowatch.publish.compose.lead import compose_denial
from diplowatch.publish.compose.newsroom import Newsroom, accuses, codes_of, overlap
from diplowatch.publish.compose.spots import Spot, count_words, rank_statement
from diplowatch.publish.sentences import find_quoted, vary_heads
from diplowatch.records import Event, Item, Sentence, Statement, Story

LIMIT = 12
SENTENCES = 3
PER_SPEAKER = 2
TELLING = 6
"""Words that a sentence quotes at least where an item opens with it."""
ALIKE = 0.6
"""Share of the shorter item's words that also stand in the other, above which they say the same."""
_EVENT_RANK = (-1, 0, 0, 0, 1, -8)
"""Where a report of an event without a statement falls among statements: after direct words of a named official."""


Written = tuple["Statement | tuple[Story, Event]", Sentence]
"""What is told and the sentence that tells it."""


def compose_news(room: Newsroom, taken: Story | None) -> tuple[tuple[Item, ...], int]:
    """Write the items, best first, and count the paragraphs that had something to say but found no room."""
    ranked = sorted(
        (spot for spot in room.spots.values() if spot.statements or spot.stories), key=lambda s: rank(room, s)
    )
    items: list[Item] = []
    told = {taken.id} if taken else set()
    speakers: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    per_document = max(3, math.ceil(LIMIT / max(1, len(room.tracked.documents))))
    left_out = 0
    for spot in ranked:
        if not spot.statements and all(story.id in told for story, _ in spot.stories):
            continue
        if len(items) == LIMIT:
            left_out += 1
            continue
        if documents[spot.place[0]] >= per_document:
            left_out += 1
            continue
        item = compose_item(room, spot)
        if item is None or any(are_alike(item, other) for other in items):
            continue
        speaker = item.heading.split(":")[0]
        if speakers[speaker] >= PER_SPEAKER:
            left_out += 1
            continue
        items.append(item)
        told.update(story.id for story, _ in spot.stories)
        speakers[speaker] += 1
        documents[spot.place[0]] += 1
    return tuple(items), left_out


def rank(room: Newsroom, spot: Spot) -> tuple[int | str, ...]:
    """Rank a paragraph: most independent origins, on the process, then its best statement or event, then its place."""
    ranks = [rank_statement(statement, room.desk, room.linked) for statement in spot.statements]
    if spot.stories:
        ranks.append((-int(bool(spot.issues)), *_EVENT_RANK))
    document, start, _ = spot.place
    foreign = int(not spot.issues and not room.is_about_process(spot.place))
    return (-spot.origins, foreign, *min(ranks), room.order.get(document, len(room.order)), start, document)


def compose_item(room: Newsroom, spot: Spot) -> Item | None:
    """Write what one paragraph says and reports, in its order, leaving out what was printed already."""
    chosen = choose(room, spot)
    written: list[Written] = []
    for one in chosen:
        sentence = room.desk.attributed(one) if isinstance(one, Statement) else room.report_event(*one)
        taken = room.take(sentence)
        if taken:
            written.append((one, taken))
    written = skip_greetings(room, open_well(room, written))
    if not written:
        return None
    statements = [one for one, _ in written if isinstance(one, Statement)]
    stories = [one for one, _ in written if not isinstance(one, Statement)]
    first = written[0][0]
    passage = first.content[0] if isinstance(first, Statement) else first[1].passage
    denials = [compose_denial(room, story) for story, _ in spot.stories]
    denial = next((one for one in denials if one), None)
    issue = next((room.linked[one.id] for one in statements if one.id in room.linked), None)
    return Item(
        heading=head_statements(room, spot, statements)
        if isinstance(first, Statement)
        else head_event(room, first[1], issue, " ".join(sentence.text for _, sentence in written)),
        sentences=tuple(vary_heads(drop_denial([sentence for _, sentence in written], denial))),
        actors=codes_of([event for _, event in stories], statements),
        on=room.day_of(first.when if isinstance(first, Statement) else first[1].when, passage),
        origins=max([len(story.origins) for story, _ in stories], default=1) or 1,
        denial=denial,
        alleged=any(accuses(event) and room.was_printed(event.passage) for _, event in spot.stories),
    )


def open_well(room: Newsroom, written: list[Written]) -> list[Written]:
    """Let an item open with a sentence that tells something; an item of fragments alone is none.

    A fragment that opens it gives way to the whole sentence it stands in, else it comes after the others.
    """
    if not written or is_telling(written[0][1]):
        return written
    one, _ = written[0]
    whole = room.desk.report(one.content[0] if isinstance(one, Statement) else one[1].passage)
    if whole and is_telling(whole) and not any(whole.text == sentence.text for _, sentence in written[1:]):
        room.take(whole)
        return [(one, whole), *written[1:]]
    telling = [pair for pair in written if is_telling(pair[1])]
    return [*telling, *(pair for pair in written if not is_telling(pair[1]))] if telling else []


def skip_greetings(room: Newsroom, written: list[Written]) -> list[Written]:
    """Leave out what is said before anything about the process is, where anything is."""

    def is_about(sentence: Sentence) -> bool:
        first = sentence.citations[0].passage
        return room.is_about(" ".join(find_quoted(sentence.text)), room.desk.documents[first.document].outlet_code)

    first = next((at for at, (_, sentence) in enumerate(written) if is_about(sentence)), 0)
    return written[first:]


def is_telling(sentence: Sentence) -> bool:
    """Say whether a printed sentence quotes a thought of its own, not an interjection or an infinitive."""
    words = " ".join(find_quoted(sentence.text))
    opening = words.split(" ", 1)[0].lower()
    return count_words(words) >= TELLING and opening not in {"to", "and", "but", "that", "which", "who"}


def drop_denial(sentences: list[Sentence], denial: Sentence | None) -> list[Sentence]:
    """Leave out the denial where it would be printed twice, unless nothing else is left."""
    return [one for one in sentences if denial is None or one.text != denial.text] or sentences


def choose(room: Newsroom, spot: Spot) -> list[Statement | tuple[Story, Event]]:
    """Choose the best statements of a paragraph and the events that none of them covers, in the order of the text."""
    statements = sorted(spot.statements, key=lambda one: rank_statement(one, room.desk, room.linked))[:SENTENCES]
    chosen: list[tuple[int, Statement | tuple[Story, Event]]] = [(one.content[0].start, one) for one in statements]
    covered = [passage for statement in statements for passage in statement.content]
    for story, event in spot.stories:
        whole = room.desk.widen(event.passage)
        if len(chosen) < SENTENCES and not any(overlap(whole, one) for one in covered):
            chosen.append((event.passage.start, (story, event)))
            covered.append(whole)
    return [one for _, one in sorted(chosen, key=lambda pair: pair[0])]


def are_alike(one: Item, other: Item) -> bool:
    """Say whether two items say the same: most words of the shorter stand in the longer."""
    words = [quoted_words(item) for item in (one, other)]
    small, large = sorted(words, key=len)
    return bool(small) and len(small & large) / len(small) > ALIKE


def quoted_words(item: Item) -> set[str]:
    """Return the words that an item quotes, in lower case."""
    return {
        word
        for sentence in item.sentences
        for stretch in find_quoted(sentence.text)
        for word in re.findall(r"\w{4,}", stretch.lower())
    }
