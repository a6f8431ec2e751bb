"""Stories: which reports are of the same thing, how many independent origins they have, what is denied."""

from __future__ import annotations

import time

import pytest
from track_factory import PACK, Page

from diplowatch.records import Actor, ActorKind, Factuality, Plover, Story
from diplowatch.track import period_of, track

WEEK = period_of("2025-W13")
CNN = Actor(words="CNN", code="MED", name="CNN", kind=ActorKind.OUTLET)


def tell(*pages: Page) -> tuple[Story, ...]:
    return track([page.read() for page in pages], PACK, WEEK).stories


def strike(
    words: str,
    day: str = "2025-03-26",
    kind: Plover = Plover.ASSAULT,
    who: tuple[tuple[str, ...], tuple[str, ...]] = (("RUS",), ("UKR",)),
    *,
    on: str | None = None,
    factuality: Factuality = Factuality.ASSERTED,
    place: str | None = None,
    **page: str | None,
) -> Page:
    made = Page(words if on is None else f"{words} {on}", day, **page)  # type: ignore[arg-type]
    when = made.when(on, on) if on else None
    made.event(kind, words, *who, when=when, factuality=factuality, place=place)
    return made


ODESA = "Russian missiles hit a grain terminal in the port of Odesa"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        # Other words for the same thing.
        (strike("a grain terminal in Odesa was struck by missiles", outlet="B"), True),
        # The same class of act, coded otherwise.
        (strike("missiles destroyed a grain terminal in Odesa", kind=Plover.COERCE, outlet="B"), True),
        # The attacker is not named, which contradicts nothing.
        (strike("missiles hit a grain terminal in Odesa", who=((), ("UKR",)), outlet="B"), True),
        # Somebody else did it.
        (strike("missiles hit a grain terminal in Odesa", who=(("UKR",), ("RUS",)), outlet="B"), False),
        # Another place.
        (strike("Russian missiles hit a grain terminal in Mykolaiv", outlet="B"), False),
        # Another kind of act.
        (strike("Odesa grain terminal missiles were discussed", kind=Plover.CONSULT, outlet="B"), False),
        # Nothing in common but the actors.
        (strike("Russian shells killed a farmer", outlet="B"), False),
        # Too many days apart.
        (strike("missiles hit a grain terminal in Odesa", "2025-03-30", outlet="B"), False),
        # Dated by the text within two days of an undated report's window.
        (strike("missiles hit a grain terminal in Odesa", "2025-03-28", on="2025-03-25", outlet="B"), True),
        # Dated by the text well before.
        (strike("missiles hit a grain terminal in Odesa", "2025-03-28", on="2025-03-10", outlet="B"), False),
    ],
)
def test_reports_of_the_same_thing_are_one_story(other: Page, same: bool) -> None:
    assert len(tell(strike(ODESA, outlet="A"), other)) == (1 if same else 2)


def test_two_dated_reports_lie_within_two_days() -> None:
    first = strike(ODESA, on="2025-03-24", outlet="A")

    assert len(tell(first, strike("a grain terminal in Odesa was hit by missiles", on="2025-03-26", outlet="B"))) == 1
    assert len(tell(first, strike("a grain terminal in Odesa was hit by missiles", on="2025-03-27", outlet="B"))) == 2


def test_who_meets_whom_has_no_direction() -> None:
    one = strike("envoys discussed shipping lanes in Jeddah", kind=Plover.CONSULT, who=(("USA",), ("UKR",)), outlet="A")
    other = strike("shipping lanes were discussed in Jeddah", kind=Plover.CONSULT, who=(("UKR",), ("USA",)), outlet="B")

    assert len(tell(one, other)) == 1


def test_reports_that_name_nobody_need_more_words_in_common() -> None:
    other = strike("a grain terminal burned in Odesa after two explosions overnight", who=((), ()), outlet="B")

    assert len(tell(strike(ODESA, outlet="A"), other)) == 2


def test_planned_and_hypothetical_things_are_no_story() -> None:
    assert tell(strike(ODESA, factuality=Factuality.PLANNED), strike(ODESA, factuality=Factuality.HYPOTHETICAL)) == ()


def test_an_agency_counts_once_whoever_reprints_it() -> None:
    pages = [
        strike(f"{ODESA} at {hour}", outlet=outlet, agency="Newswire") for hour, outlet in (("dawn", "A"), ("six", "B"))
    ]
    (story,) = tell(*pages, strike("a grain terminal in Odesa was hit by missiles", outlet="C"))

    assert story.origins == ("Newswire", "C")
    assert len(story.documents) == 3


def test_an_outlet_counts_once() -> None:
    (story,) = tell(strike(ODESA, outlet="A", key="1"), strike(f"{ODESA} overnight", outlet="A", key="2"))

    assert story.origins == ("A",)


def test_nearly_the_same_text_has_the_origin_of_the_earliest() -> None:
    text = f"{ODESA} shortly before midnight, the regional governor wrote, and nobody was hurt in the fire"
    copy = strike(f"{text} there", "2025-03-27", outlet="B")
    (story,) = tell(copy, strike(text, "2025-03-26", outlet="A"))

    assert story.origins == ("A",)
    assert len(story.events) == 2


def relayed(outlet: str, source: Actor | None, relay: tuple[Actor, ...], words: str) -> Page:
    page = Page(words, "2025-03-26", outlet=outlet)
    statement = page.statement("MED", "reported", words, relay=relay)
    if source:
        page.statements[0] = statement.model_copy(update={"source": source})
    page.event(Plover.ASSAULT, words, ["RUS"], ["UKR"], statement=statement)
    return page


def test_an_outlet_that_quotes_another_counts_as_that_outlet() -> None:
    pages = [
        relayed("A", CNN, (), ODESA),
        relayed("B", Actor(words="officials", code="UKR"), (CNN,), "a grain terminal in Odesa was hit by missiles"),
    ]
    (story,) = tell(*pages)

    assert story.origins == ("CNN",)


def test_unknown_outlets_are_not_taken_for_one() -> None:
    pages = [
        strike(ODESA, outlet=None, key="1"),
        strike("a grain terminal in Odesa was hit by missiles", outlet=None, key="2"),
    ]
    (story,) = tell(*pages)

    assert len(story.origins) == 2
    assert all(origin.startswith("unknown outlet (") for origin in story.origins)


def test_the_best_sourced_report_comes_first() -> None:
    alleged = strike(ODESA, "2025-03-25", factuality=Factuality.ALLEGED, outlet="A")
    reported = strike("missiles hit a grain terminal in Odesa", "2025-03-26", outlet="B")
    official = strike(
        "a grain terminal in Odesa was hit by missiles", "2025-03-27", outlet="Ministry", outlet_code="UKR"
    )
    (story,) = tell(alleged, reported, official)

    assert [event.passage.document for event in story.events] == [
        page.document.id for page in (official, reported, alleged)
    ]


def test_a_denial_is_attached_to_what_it_denies() -> None:
    claim = strike("Russian missiles hit a hospital in Sumy", factuality=Factuality.ALLEGED, outlet="A")
    denial = strike("hitting a hospital in Sumy", "2025-03-27", factuality=Factuality.DENIED, outlet="B")
    (story,) = tell(claim, denial)

    assert story.denials == tuple(denial.events)
    assert story.events == tuple(claim.events)


@pytest.mark.parametrize(
    "denial",
    [
        # One word in common is not the same thing.
        strike("hitting a bridge", "2025-03-27", factuality=Factuality.DENIED),
        # To have talked about a thing is not to have done it.
        strike("talking about a hospital in Sumy", "2025-03-27", Plover.CONSULT, factuality=Factuality.DENIED),
    ],
)
def test_a_denial_of_something_else_is_not_attached(denial: Page) -> None:
    claim = strike("Russian missiles hit a hospital in Sumy", factuality=Factuality.ALLEGED, outlet="A")

    assert [story.denials for story in tell(claim, denial)] == [(), ()]


def test_a_rejection_of_an_accusation_is_a_denial_of_it() -> None:
    claim = strike("Russian missiles hit a hospital in Sumy", factuality=Factuality.ALLEGED, outlet="A")
    denial = strike(
        "Moscow rejected the allegation of hitting a hospital in Sumy",
        kind=Plover.REJECT,
        who=(("RUS",), ()),
        outlet="B",
    )
    (story,) = tell(claim, denial)

    assert story.denials == tuple(denial.events)


def test_a_rejected_proposal_is_a_story_of_its_own() -> None:
    rejection = strike("Berlin rejected a plan for new harbours in Sumy", kind=Plover.REJECT, who=(("DEU",), ()))
    (story,) = tell(rejection)

    assert (story.events, story.denials) == (tuple(rejection.events), ())


def test_a_denial_of_something_nobody_reports_is_told_as_a_denial() -> None:
    (story,) = tell(strike("hitting a hospital in Sumy", factuality=Factuality.DENIED))

    assert [event.factuality for event in story.events] == [Factuality.DENIED]


def test_widely_sourced_stories_come_first_and_days_only_where_known() -> None:
    lone = strike(
        "Berlin sent generators to Kharkiv", kind=Plover.AID, who=(("DEU",), ("UKR",)), on="2025-03-25", key="0"
    )
    stories = tell(lone, strike(ODESA, outlet="A"), strike("a grain terminal in Odesa was hit by missiles", outlet="B"))

    assert [len(story.origins) for story in stories] == [2, 1]
    assert [str(story.first) for story in stories] == ["None", "2025-03-25"]


def test_only_documents_of_the_period_are_told() -> None:
    assert tell(strike(ODESA, "2025-03-20"), strike(ODESA, "2025-04-02"), strike(ODESA, None)) == ()  # type: ignore[arg-type]


def test_a_week_with_ten_thousand_reports_is_grouped_in_seconds() -> None:
    common = ["envoys", "talks", "truce", "ports", "grain", "drones", "border", "prisoners", "oil", "bridge", "troops"]
    pages = []
    for number in range(500):
        villages = [f"{number % 250}x{at}" for at in range(20)]
        lines = [
            f"{common[at % 11]} {common[(at * 3 + 1) % 11]} hill{one} brook{one} farm{one}"
            for at, one in enumerate(villages)
        ]
        page = Page("\n".join(lines), f"2025-03-{24 + number % 5}", outlet=f"Outlet {number % 40}")
        for at, line in enumerate(lines):
            page.event(Plover.ASSAULT, line, [("RUS", "UKR")[at % 2]], [("UKR", "RUS")[at % 2]])
        pages.append(page)
    read = [page.read() for page in pages]
    started = time.process_time()
    stories = track(read, PACK, WEEK).stories

    # Every village is told of by two documents, and nothing else makes two reports one.
    assert len(stories) == 5_000
    assert time.process_time() - started < 12
