"""Records made by hand from little texts, so that tracking is tested without any reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from diplowatch.records import (
    Actor,
    ActorKind,
    Appointment,
    Body,
    Condition,
    Document,
    Event,
    Factuality,
    Grade,
    Issue,
    KnownAgreement,
    Mode,
    Pack,
    Passage,
    Plover,
    Position,
    Precision,
    ReadDocument,
    Reading,
    Stance,
    State,
    Statement,
    When,
    cut_passage,
    make_id,
)

STATES = (
    ("FRA", "France", "French", "Paris"),
    ("DEU", "Germany", "German", "Berlin"),
    ("GBR", "United Kingdom", "British", "London"),
    ("RUS", "Russia", "Russian", "Moscow"),
    ("UKR", "Ukraine", "Ukrainian", "Kyiv"),
    ("USA", "United States", "American", "Washington"),
    ("TUR", "Turkey", "Turkish", "Ankara"),
    ("POL", "Poland", "Polish", "Warsaw"),
)

ISSUES = (
    Issue(
        id="black-sea",
        name="Black Sea ceasefire",
        terms=("Black Sea ceasefire", "Black Sea deal", "safe navigation in the Black Sea", "Black Sea grain corridor"),
    ),
    Issue(id="ceasefire", name="General ceasefire", terms=("ceasefire", "30-day truce"), unless=("energy ceasefire",)),
    Issue(
        id="sanctions",
        name="Sanctions relief",
        terms=("lift sanctions", "sanctions relief", "relaxation of sanctions", "ease sanctions"),
    ),
    Issue(id="troops", name="Troops on the ground", terms=("send troops", "troops on the ground")),
    Issue(id="seabed", name="Seabed cables", terms=("Black Sea cables",)),
    Issue(id="security", name="Security guarantees", terms=("security guarantees", "protection")),
)

AGREEMENTS = (
    KnownAgreement(
        id="energy-moratorium",
        name="Moratorium on strikes against energy infrastructure",
        on=date(2025, 3, 18),
        parties=("RUS", "UKR", "USA"),
        terms=("No strikes on energy infrastructure for thirty days",),
        breaches=("strike energy infrastructure", "attack power station", "violate energy ceasefire"),
    ),
)

PACK = Pack(
    name="test",
    process="Test",
    states=tuple(State(code=c, name=n, demonyms=(d,), capital=k) for c, n, d, k in STATES),
    bodies=(Body(code="EUU", name="European Union", aliases=("EU",)),),
    offices=(),
    outlets=(),
    issues=ISSUES,
    agreements=AGREEMENTS,
)


class Page:
    """A document under construction: cut records out of its words, then `read()` it."""

    def __init__(
        self,
        text: str,
        published: str | None = "2025-03-26",
        *,
        key: str | None = None,
        outlet: str | None = "The Gazette",
        agency: str | None = None,
        outlet_code: str | None = "MED",
    ) -> None:
        day = date.fromisoformat(published) if published else None
        self.document = Document(
            id=make_id(text, published, key),
            key=key or f"{published}-{text[:20]}",
            title=text[:30],
            text=text,
            published=day,
            outlet=outlet,
            outlet_code=outlet_code,
            agency=agency,
        )
        self.statements: list[Statement] = []
        self.events: list[Event] = []
        self.positions: list[Position] = []
        self.appointments: list[Appointment] = []
        self.actors: list[Actor] = []

    def cut(self, words: str) -> Passage:
        start = self.document.text.index(words)
        return cut_passage(self.document, start, start + len(words))

    def when(self, words: str, value: str, *, deadline: bool = False, until: str | None = None) -> When:
        start = date.fromisoformat(value)
        end = date.fromisoformat(until) if until else start
        return When(
            words=words,
            value=value if start == end else f"{start.isocalendar().year}-W{start.isocalendar().week:02d}",
            precision=Precision.DAY if start == end else Precision.WEEK,
            start=start,
            end=end,
            passage=self.cut(words),
            deadline=deadline,
        )

    def mention(self, words: str, code: str) -> Actor:
        actor = Actor(words=words, code=code, passage=self.cut(words))
        self.actors.append(actor)
        return actor

    def statement(
        self,
        source: str | None,
        cue: str,
        *content: str,
        words: str = "",
        relay: Sequence[Actor] = (),
        kind: ActorKind = ActorKind.STATE,
        grade: Grade = Grade.ON_RECORD,
    ) -> Statement:
        made = Statement(
            id=make_id(self.document.id, "statement", cue, *content),
            source=Actor(words=words or source or "somebody", code=source, kind=kind),
            cue=cue,
            cue_passage=None,
            content=tuple(self.cut(part) for part in content),
            mode=Mode.INDIRECT,
            grade=grade,
            relay=tuple(relay),
        )
        self.statements.append(made)
        return made

    def event(
        self,
        kind: Plover,
        words: str,
        actors: Sequence[str] = (),
        recipients: Sequence[str] = (),
        *,
        factuality: Factuality = Factuality.ASSERTED,
        when: When | None = None,
        statement: Statement | None = None,
        accuser: str | None = None,
        place: str | None = None,
    ) -> Event:
        made = Event(
            id=make_id(self.document.id, "event", kind, words, factuality),
            type=kind,
            mode=None,
            actors=tuple(Actor(words=name_of(code), code=code) for code in actors),
            recipients=tuple(Actor(words=name_of(code), code=code) for code in recipients),
            factuality=factuality,
            passage=self.cut(words),
            when=when,
            statement=statement.id if statement else None,
            accuser=Actor(words=accuser, code=accuser) if accuser else None,
            place=place,
        )
        self.events.append(made)
        return made

    def position(
        self,
        actor: str | None,
        stance: Stance,
        proposal: str,
        *,
        clause: str | None = None,
        conditions: Sequence[tuple[str, str | None]] = (),
        when: When | None = None,
        statement: Statement | None = None,
        holder: str = "",
        person: str | None = None,
    ) -> Position:
        words, kind = person or holder or actor or "somebody", ActorKind.PERSON if person else ActorKind.UNKNOWN
        made = Position(
            id=make_id(self.document.id, "position", actor, stance, proposal, clause, words),
            actor=Actor(words=words, code=actor, name=person, kind=kind),
            stance=stance,
            proposal=self.cut(proposal),
            passage=self.cut(clause or proposal),
            conditions=tuple(
                Condition(
                    cue="if", passage=self.cut(words), actor=Actor(words=name_of(code), code=code) if code else None
                )
                for words, code in conditions
            ),
            when=when,
            statement=statement.id if statement else None,
        )
        self.positions.append(made)
        return made

    def appointment(self, what: str, when: When | None, place: str | None = None) -> Appointment:
        made = Appointment(
            id=make_id(self.document.id, "appointment", what),
            what=what,
            passage=self.cut(what),
            when=when,
            place=place,
        )
        self.appointments.append(made)
        return made

    def read(self) -> ReadDocument:
        return ReadDocument(
            document=self.document,
            reading=Reading(
                document=self.document.id,
                reader="test",
                statements=tuple(self.statements),
                events=tuple(self.events),
                positions=tuple(self.positions),
                appointments=tuple(self.appointments),
                actors=tuple(self.actors),
            ),
        )


def name_of(code: str) -> str:
    return next((name for one, name, _, _ in STATES if one == code), code)
