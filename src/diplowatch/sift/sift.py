"""The sift itself: what was collected and waits is judged, what is not to be read gets its reason.

What a person gave (`add`, `digest`, the folder of the watch) is always read and never sifted, and so is what a person
decided to keep. A text that was read already stays read. A decision is a judgement on the address of a text, so that it
holds for its later versions and after every change of the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from diplowatch.archive import Archive
from diplowatch.archive.taken import TakenText
from diplowatch.records import Judgement, Pack, Verdict, make_id
from diplowatch.sift.relevance import make_scale
from diplowatch.sift.twins import TwinFinder, find_twin

OFF_TOPIC = "not on the process"
SAME_TEXT = "the same text"
LEFT = "left unread by hand"
RULES = "1"
"""Raised when the same text may be judged otherwise than before."""
PREFIX = "text:"
WINDOW = timedelta(days=30)
"""How far apart two texts may be published to be taken for the same."""


def sift(archive: Archive, pack: Pack, always: Iterable[str] = (), by_topic: bool = True) -> dict[str, str | None]:
    """Judge what was collected and waits to be read; return the reasons that changed, by document.

    `always` are addresses of sources whose texts are read whatever they are about. Where the pack or the rules changed,
    what was left as off topic is judged again.
    """
    mark = make_id(RULES, pack.model_dump_json(), str(sorted(always)), str(by_topic))
    is_new = archive.chosen_by() != mark
    texts = archive.collected.taken()
    decided = decisions_on_texts(archive.judgements())
    waiting = [text for text in texts if text.source and not text.is_read and _is_open(text, is_new, decided)]
    if not waiting:
        if is_new:
            archive.choose({}, mark)
        return {}
    reasons = _judge_topics(archive, pack, waiting, frozenset(always), decided) if by_topic else {}
    left = [text for text in waiting if not reasons.get(text.document) and decided.get(text.key) is None]
    reasons |= _find_twins(archive, left, [text for text in texts if not text.unread and text not in waiting])
    chosen = {text.document: reasons.get(text.document) for text in waiting}
    archive.choose(chosen, mark)
    before = {text.document: text.unread for text in waiting}
    return {document: why for document, why in chosen.items() if why != before[document]}


def _is_open(text: TakenText, is_new: bool, decided: Mapping[str, bool]) -> bool:
    if text.unread is None:
        return True
    sifted = text.unread.startswith((OFF_TOPIC, SAME_TEXT, LEFT))
    return sifted and (text.key in decided or text.unread.startswith(LEFT) or is_new)


def _judge_topics(
    archive: Archive, pack: Pack, waiting: Sequence[TakenText], always: frozenset[str], decided: Mapping[str, bool]
) -> dict[str, str | None]:
    scale = make_scale(pack)
    by_id = {text.document: text for text in waiting}
    reasons: dict[str, str | None] = {}
    for document in archive.documents_by_ids(list(by_id)):
        text = by_id[document.id]
        if text.key in decided:
            reasons[document.id] = None if decided[text.key] else LEFT
        elif text.source not in always:
            verdict = scale.judge(document.title, document.text)
            reasons[document.id] = None if verdict.is_relevant else f"{OFF_TOPIC}: {verdict.why}"
    return reasons


def _find_twins(archive: Archive, new: Sequence[TakenText], known: Sequence[TakenText]) -> dict[str, str | None]:
    """Find the new texts that say nothing new, in the order in which they were taken."""
    if not new:
        return {}
    days = [day for text in new if (day := _day_of(text))]
    old = [text for text in known if _is_near(_day_of(text), days)]
    finder = TwinFinder()
    ids: list[str] = []
    reasons: dict[str, str | None] = {}
    for document in archive.documents_by_ids([text.document for text in old]):
        finder.add(len(ids), document.text)
        ids.append(document.id)
    by_id = {text.document: text for text in (*old, *new)}
    for document in archive.documents_by_ids([text.document for text in new]):
        own = [day for day in (_day_of(by_id[document.id]),) if day]
        alike = [ids[number] for number in finder.find(document.text)]
        near = [one for one in alike if _is_near(_day_of(by_id[one]), own)]
        at = find_twin(document.text, (one.text for one in archive.documents_by_ids(near)))
        if at is not None:
            twin = near[at]
            reasons[document.id] = f"{SAME_TEXT} as {twin} ({by_id[twin].key})"
        else:
            finder.add(len(ids), document.text)
            ids.append(document.id)
    return reasons


def _day_of(text: TakenText) -> date | None:
    return text.published or (text.at.date() if text.at else None)


def _is_near(day: date | None, days: Sequence[date]) -> bool:
    return day is None or not days or min(days) - WINDOW <= day <= max(days) + WINDOW


# --------------------------------------------------------------------------- what people decide


def decisions_on_texts(judgements: Iterable[Judgement]) -> dict[str, bool]:
    """Return what holds for each text by its key: True for one that is read whatever it is about, False for never."""
    return {
        one.record.removeprefix(PREFIX): one.verdict is Verdict.ACCEPT
        for one in judgements
        if one.record.startswith(PREFIX)
    }


def decide_text(archive: Archive, document: str, key: str, by: str, keep: bool) -> None:
    """Keep a text to be read whatever it is about, or leave it unread; holds until the next decision on it."""
    verdict = Verdict.ACCEPT if keep else Verdict.REJECT
    earlier = sum(one.record == PREFIX + key for one in archive.judgements())
    id_ = make_id("judgement", PREFIX + key, verdict, by, str(earlier))
    archive.add_judgement(Judgement(id=id_, record=PREFIX + key, verdict=verdict, by=by))
    archive.choose({document: None if keep else LEFT})
