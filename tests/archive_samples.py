"""Documents and readings that the tests of the archive share, made by hand so that they do not depend on any reader."""

from datetime import date

from diplowatch.records import (
    Actor,
    ActorKind,
    Capture,
    Condition,
    Document,
    Event,
    Factuality,
    Grade,
    Media,
    Mode,
    Passage,
    Plover,
    Position,
    Precision,
    Reading,
    Stance,
    Statement,
    When,
    cut_passage,
    make_id,
)

TEXT = (
    "Russia's foreign minister said on Wednesday that Moscow would honour a Black Sea truce if sanctions on a farm "
    "bank were lifted. France opposes lifting any sanction. Envoys agreed in Riyadh to keep ships safe."
)
FRIDAY = date(2025, 3, 28)


def make_document(
    text: str = TEXT, key: str = "a.txt", published: date | None = FRIDAY, title: str = "Truce"
) -> Document:
    return Document(id=make_id("document", key, text), key=key, title=title, text=text, published=published)


def make_capture(document: Document, content: str | None = None) -> Capture:
    return Capture(key=document.key, media=Media.TEXT, content=content or document.text)


def find_passage(document: Document, words: str) -> Passage:
    start = document.text.index(words)
    return cut_passage(document, start, start + len(words))


def make_reading(document: Document, reader: str = "1") -> Reading:
    """Return a reading of `TEXT`: one statement, two positions (the first conditional), one event."""

    def actor(words: str, code: str | None) -> Actor:
        passage = find_passage(document, words)
        return Actor(words=words, code=code, kind=ActorKind.STATE, passage=passage)

    wednesday = find_passage(document, "Wednesday")
    day = date(2025, 3, 26)
    when = When(words="Wednesday", value="2025-03-26", precision=Precision.DAY, start=day, end=day, passage=wednesday)
    statement = Statement(
        id=make_id("statement", document.id, 0),
        source=actor("Russia's foreign minister", "RUS"),
        cue="said",
        cue_passage=find_passage(document, "said"),
        content=(find_passage(document, "Moscow would honour a Black Sea truce"),),
        mode=Mode.INDIRECT,
        grade=Grade.ON_RECORD,
        when=when,
    )
    waits = Condition(cue="if", passage=find_passage(document, "if sanctions on a farm bank were lifted"))
    conditional = Position(
        id=make_id("position", document.id, 0),
        actor=actor("Moscow", "RUS"),
        stance=Stance.CONDITIONAL,
        proposal=find_passage(document, "a Black Sea truce"),
        passage=find_passage(document, "Moscow would honour a Black Sea truce if sanctions on a farm bank were lifted"),
        conditions=(waits,),
        when=when,
        statement=statement.id,
    )
    opposed = Position(
        id=make_id("position", document.id, 1),
        actor=actor("France", "FRA"),
        stance=Stance.OPPOSE,
        proposal=find_passage(document, "lifting any sanction"),
        passage=find_passage(document, "France opposes lifting any sanction"),
    )
    event = Event(
        id=make_id("event", document.id, 0),
        type=Plover.AGREE,
        mode=None,
        actors=(actor("Envoys", None),),
        recipients=(),
        factuality=Factuality.ASSERTED,
        passage=find_passage(document, "Envoys agreed in Riyadh"),
        place="Riyadh",
    )
    return Reading(
        document=document.id,
        reader=reader,
        statements=(statement,),
        positions=(conditional, opposed),
        events=(event,),
        dates=(when,),
        actors=(actor("France", "FRA"),),
        warnings=("a warning",),
    )
