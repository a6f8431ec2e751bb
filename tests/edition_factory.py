"""Documents of our own writing about March 2025, and what `track` would find in them, for the tests of publishing."""

from __future__ import annotations

from datetime import date

from diplowatch.records import (
    Actor,
    ActorKind,
    AgreementEntry,
    Answered,
    Appointment,
    Blocker,
    Body,
    Change,
    Condition,
    DiaryEntry,
    Document,
    Event,
    Exchange,
    Factuality,
    Genre,
    Grade,
    Held,
    Issue,
    Mode,
    Pack,
    Passage,
    Period,
    Plover,
    Position,
    Precision,
    Quantity,
    Shift,
    Stage,
    Stance,
    Standing,
    State,
    Statement,
    Story,
    Tracked,
    Violation,
    When,
    cut_passage,
    make_id,
)

PACK = Pack(
    name="test",
    process="Black Sea",
    states=(
        State(code="FRA", name="France"),
        State(code="GBR", name="United Kingdom"),
        State(code="RUS", name="Russia"),
        State(code="UKR", name="Ukraine"),
        State(code="USA", name="United States"),
        State(code="PRK", name="North Korea"),
        State(code="KOR", name="South Korea"),
        State(code="IND", name="India"),
        State(code="DEU", name="Germany"),
    ),
    bodies=(Body(code="EUU", name="European Union"),),
    offices=(),
    outlets=(),
    issues=(
        Issue(id="troops", name="troops on the ground", terms=("send troops",)),
        Issue(id="sanctions", name="sanctions relief", terms=("lift sanctions",)),
        Issue(id="black-sea", name="a Black Sea ceasefire", terms=("Black Sea ceasefire",)),
    ),
    agreements=(),
)

WIRE = Document(
    id="d-wire",
    key="https://news.example/paris-summit",
    title="Paris meeting ends without joint pledge",
    text=(
        "Thirty leaders met in Paris on Thursday to discuss a force for Ukraine.\n\n"
        "“We will go ahead with those who are willing,” President Emmanuel Macron said. "
        "Britain backs sending troops, its prime minister told reporters.\n\n"
        "Germany would join only if Washington stands behind the force, Chancellor Olaf Scholz said.\n\n"
        "A senior diplomat, who asked not to be named, said the plan was “far from ready.”\n\n"
        "The next meeting is due in Kyiv on 10 April."
    ),
    published=date(2025, 3, 27),
    outlet="Harbour News",
    address="https://news.example/paris-summit",
)
OTHER = Document(
    id="d-other",
    key="https://daily.example/summit",
    title="Leaders gather in Paris",
    text="European heads of government met in Paris on Thursday for talks about a force in Ukraine.",
    published=date(2025, 3, 27),
    outlet="The Daily Ledger",
    address="https://daily.example/summit?a=1&b=2",
)
SEA = Document(
    id="d-sea",
    key="https://news.example/sea",
    title="Moscow names its price for sea truce",
    text=(
        "Russia said the Black Sea truce would start once the state farm bank is reconnected to SWIFT.\n\n"
        "“Now is the wrong moment to lift sanctions,” said Foreign Secretary David Lammy.\n\n"
        "Moscow accused Kyiv of striking a gas metering station at Sudzha. "
        "“Our forces did not fire on Sudzha,” the Ukrainian General Staff replied.\n\n"
        "North Korea has shipped some 3,000 more soldiers to Russia, according to Yonhap, South Korean officials claim."
    ),
    published=date(2025, 3, 26),
    outlet="Harbour News",
    address="https://news.example/sea",
)
BRIEFING = Document(
    id="d-briefing",
    key="briefing.txt",
    title="Department press briefing",
    text=(
        "QUESTION: Does the administration recognise any Russian claim to Crimea?\n"
        "MS. HALE: I am not going to speculate about that. We want the killing to stop."
    ),
    published=date(2025, 3, 25),
    genre=Genre.TRANSCRIPT,
)
EARLIER = Document(
    id="d-earlier",
    key="earlier.txt",
    title="Berlin on the fence",
    text="Germany has ruled out sending troops, Chancellor Olaf Scholz said.",
    published=date(2025, 3, 12),
    outlet="The Daily Ledger",
)
DOCUMENTS = {document.id: document for document in (WIRE, OTHER, SEA, BRIEFING, EARLIER)}
NOTHING: dict[str, tuple[()]] = dict.fromkeys(
    (
        "documents",
        "stories",
        "statements",
        "exchanges",
        "quantities",
        "positions",
        "standings",
        "shifts",
        "blockers",
        "agreements",
        "diary",
        "silent",
    ),
    (),
)
"""Changes to `make_tracked` that leave nothing in it."""
PERIOD = Period(week="2025-W13", since=date(2025, 3, 24), until=date(2025, 3, 30))

MACRON = Actor(words="Emmanuel Macron", code="FRA", name="Emmanuel Macron", kind=ActorKind.PERSON)
SCHOLZ = Actor(words="Olaf Scholz", code="DEU", name="Olaf Scholz", kind=ActorKind.PERSON)
LAMMY = Actor(words="Foreign Secretary David Lammy", code="GBR", name="David Lammy", kind=ActorKind.PERSON)
RUSSIA = Actor(words="Russia", code="RUS", name="Russia", kind=ActorKind.STATE)
UKRAINE = Actor(words="Kyiv", code="UKR", name="Ukraine", kind=ActorKind.STATE)


def cut(document: Document, words: str) -> Passage:
    """Cut the first occurrence of some words."""
    start = document.text.index(words)
    return cut_passage(document, start, start + len(words))


def state(
    document: Document, words: str, source: Actor, cue: str = "said", mode: Mode = Mode.DIRECT, **more
) -> Statement:
    """Make a statement."""
    content = (cut(document, words),)
    fields = {"grade": Grade.ON_RECORD, "cue_passage": None} | more
    return Statement(id=make_id(document.id, words), source=source, cue=cue, content=content, mode=mode, **fields)


def happen(document: Document, words: str, type: Plover, actors=(), recipients=(), **more) -> Event:
    """Make an event."""
    fields = {"factuality": Factuality.ASSERTED} | more
    return Event(
        id=make_id(document.id, words),
        type=type,
        mode=None,
        actors=actors,
        recipients=recipients,
        passage=cut(document, words),
        **fields,
    )


def hold(
    document: Document, words: str, actor: Actor, stance: Stance, issue: str, conditions=(), statement=None
) -> Held:
    """Make a position on an issue."""
    passage = cut(document, words)
    position = Position(
        id=make_id(document.id, words),
        actor=actor,
        stance=stance,
        proposal=passage,
        passage=passage,
        conditions=conditions,
        statement=statement,
    )
    return Held(
        position=position,
        document=document.id,
        actor=actor.code or "",
        holder=actor.words,
        issue=issue,
        on=document.published,
        basis="test",
    )


def stand(*held: Held, disagreeing=()) -> Standing:
    """Make a standing of the positions given, the latest last."""
    latest = held[-1]
    return Standing(
        actor=latest.actor,
        issue=latest.issue or "",
        stance=latest.position.stance,
        latest=latest,
        held=held,
        disagreeing=disagreeing,
    )


def make_tracked(**changes) -> Tracked:
    """Return what tracking would find in the documents; keyword arguments replace fields."""
    macron = state(WIRE, "“We will go ahead with those who are willing,”", MACRON)
    scholz = state(WIRE, "Germany would join only if Washington stands behind the force", SCHOLZ, "said", Mode.INDIRECT)
    unnamed = state(
        WIRE,
        "the plan was “far from ready.”",
        Actor(words="A senior diplomat"),
        "said",
        Mode.MIXED,
        grade=Grade.ANONYMOUS,
    )
    lammy = state(SEA, "“Now is the wrong moment to lift sanctions,”", LAMMY)
    kyiv = state(
        SEA,
        "“Our forces did not fire on Sudzha,”",
        Actor(words="the Ukrainian General Staff", code="UKR", kind=ActorKind.GROUP),
        "replied",
    )
    korea = state(
        SEA,
        "North Korea has shipped some 3,000 more soldiers to Russia",
        Actor(words="South Korean officials", code="KOR", kind=ActorKind.GROUP),
        "claim",
        Mode.INDIRECT,
        grade=Grade.SECOND_HAND,
        relay=(Actor(words="Yonhap", code="MED", kind=ActorKind.OUTLET),),
    )
    met = happen(WIRE, "Thirty leaders met in Paris on Thursday", Plover.CONSULT, (MACRON,))
    met_too = happen(OTHER, "European heads of government met in Paris", Plover.CONSULT, (MACRON,))
    strike = happen(
        SEA,
        "Moscow accused Kyiv of striking a gas metering station",
        Plover.ACCUSE,
        (RUSSIA,),
        (UKRAINE,),
        factuality=Factuality.ALLEGED,
    )
    denied = happen(SEA, "Our forces did not fire on Sudzha", Plover.ASSAULT, (UKRAINE,), statement=kyiv.id)
    bank = Condition(cue="once", passage=cut(SEA, "the state farm bank is reconnected to SWIFT"))
    backing = Condition(cue="only if", passage=cut(WIRE, "Washington stands behind the force"))
    france = hold(
        WIRE, "We will go ahead with those who are willing", MACRON, Stance.SUPPORT, "troops", statement=macron.id
    )
    britain = hold(WIRE, "Britain backs sending troops", Actor(words="Britain", code="GBR"), Stance.SUPPORT, "troops")
    before = hold(EARLIER, "Germany has ruled out sending troops", SCHOLZ, Stance.OPPOSE, "troops")
    germany = hold(
        WIRE,
        "Germany would join only if Washington stands behind the force",
        SCHOLZ,
        Stance.CONDITIONAL,
        "troops",
        (backing,),
        scholz.id,
    )
    truce = hold(
        SEA,
        "the Black Sea truce would start once the state farm bank is reconnected to SWIFT",
        RUSSIA,
        Stance.CONDITIONAL,
        "black-sea",
        (bank,),
    )
    lifting = hold(
        SEA, "Now is the wrong moment to lift sanctions", LAMMY, Stance.OPPOSE, "sanctions", statement=lammy.id
    )
    tenth = When(
        words="10 April",
        value="2025-04-10",
        precision=Precision.DAY,
        start=date(2025, 4, 10),
        end=date(2025, 4, 10),
        passage=cut(WIRE, "10 April"),
    )
    found = Tracked(
        period=PERIOD,
        documents=(WIRE, OTHER, SEA, BRIEFING),
        earlier=1,
        undated=(),
        stories=(
            Story(
                id="s-paris",
                events=(met, met_too),
                documents=(WIRE.id, OTHER.id),
                origins=("Harbour News", "The Daily Ledger"),
                first=date(2025, 3, 27),
                last=date(2025, 3, 27),
            ),
            Story(
                id="s-strike",
                events=(strike,),
                documents=(SEA.id,),
                origins=("Harbour News",),
                first=date(2025, 3, 26),
                last=date(2025, 3, 26),
                denials=(denied,),
            ),
        ),
        statements=(macron, scholz, unnamed, lammy, kyiv, korea),
        exchanges=(
            Exchange(
                id="x-crimea",
                asker=None,
                respondent=Actor(words="MS. HALE", name="Dana Hale", code="USA", kind=ActorKind.PERSON),
                question=cut(BRIEFING, "Does the administration recognise any Russian claim to Crimea?"),
                answer=cut(BRIEFING, "I am not going to speculate about that. We want the killing to stop."),
                answered=Answered.NO,
                why="declines: “not going to speculate”",
            ),
        ),
        quantities=(
            Quantity(
                id="q-soldiers",
                value=3000,
                low=3000,
                high=3000,
                approximate=True,
                unit="soldiers",
                passage=cut(SEA, "3,000 more soldiers"),
                stage=Stage.DELIVERED,
                giver=Actor(words="North Korea", code="PRK"),
                receiver=RUSSIA,
            ),
        ),
        positions=(france, britain, germany, truce, lifting),
        standings=(stand(france), stand(britain), stand(before, germany), stand(truce), stand(lifting)),
        shifts=(
            Shift(
                id="c-germany",
                actor="DEU",
                issue="troops",
                change=Change.SOFTENED,
                on=date(2025, 3, 27),
                old=before,
                new=germany,
                evidence=2,
                rule="opposed before, conditional now",
            ),
        ),
        blockers=(
            Blocker(
                id="b-bank",
                waiting="RUS",
                issue="black-sea",
                held=truce,
                condition=bank,
                condition_issue="sanctions",
                waits_on=None,
                opposed_by=(lifting,),
                words="",
            ),
        ),
        deadlocks=(),
        agreements=(
            AgreementEntry(
                id="a-energy",
                name="the energy strikes pause",
                parties=("RUS", "UKR"),
                on=date(2025, 3, 18),
                terms=("no strikes on energy sites",),
                violations=(
                    Violation(
                        id="v-sudzha",
                        accuser="RUS",
                        accused="UKR",
                        on=date(2025, 3, 26),
                        passage=strike.passage,
                        denial=kyiv,
                    ),
                ),
            ),
        ),
        diary=(
            DiaryEntry(
                on=date(2025, 4, 10),
                what="meeting",
                appointments=(
                    Appointment(
                        id="p-kyiv", what="meeting", passage=cut(WIRE, "The next meeting is due in Kyiv"), when=tenth
                    ),
                ),
                place="Kyiv",
            ),
        ),
        silent=("PRK",),
    )
    return found.model_copy(update=changes)
