"""The position ledger: standings, voices that differ, and every kind of change."""

from __future__ import annotations

import random
import time

import pytest
from track_factory import PACK, Page

from diplowatch.records import ActorKind, Change, Factuality, Plover, ReadDocument, Shift, Stance, Tracked
from diplowatch.track import period_of, track

WEEK = period_of("2025-W13")


def follow(*pages: Page | ReadDocument) -> Tracked:
    return track([page.read() if isinstance(page, Page) else page for page in pages], PACK, WEEK)


def say(stance: Stance, day: str, *conditions: str, words: str = "", actor: str = "RUS") -> Page:
    """One document in which one actor takes one stance on sanctions relief."""
    clause = f"{words or f'On {day} it spoke of'} lifting sanctions"
    page = Page(". ".join([clause, *conditions]), day, key=f"{day} {actor} {words}")
    page.position(
        actor,
        stance,
        "lifting sanctions",
        clause=clause,
        conditions=[(one, "USA") for one in conditions],
    )
    return page


def only(tracked: Tracked) -> Shift:
    (shift,) = tracked.shifts
    return shift


SUPPORT, OPPOSE, CONDITIONAL, UNDECIDED = Stance.SUPPORT, Stance.OPPOSE, Stance.CONDITIONAL, Stance.UNDECIDED


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (SUPPORT, CONDITIONAL, Change.HARDENED),
        (SUPPORT, UNDECIDED, Change.HARDENED),
        (CONDITIONAL, UNDECIDED, Change.HARDENED),
        (CONDITIONAL, OPPOSE, Change.HARDENED),
        (UNDECIDED, OPPOSE, Change.HARDENED),
        (OPPOSE, UNDECIDED, Change.SOFTENED),
        (OPPOSE, CONDITIONAL, Change.SOFTENED),
        (UNDECIDED, CONDITIONAL, Change.SOFTENED),
        (UNDECIDED, SUPPORT, Change.SOFTENED),
        (CONDITIONAL, SUPPORT, Change.SOFTENED),
        (SUPPORT, OPPOSE, Change.REVERSED),
        (OPPOSE, SUPPORT, Change.REVERSED),
        (OPPOSE, OPPOSE, Change.REAFFIRMED),
    ],
)
def test_each_step_between_stances_has_one_name(old: Stance, new: Stance, change: Change) -> None:
    shift = only(follow(say(old, "2025-03-18"), say(new, "2025-03-25", words="A week later Moscow talked about")))

    assert shift.change is change
    assert shift.old is not None and shift.old.position.stance is old
    assert shift.new.position.stance is new
    assert str(old) in shift.rule and str(new) in shift.rule


def test_the_first_position_is_new_and_says_so() -> None:
    shift = only(follow(say(OPPOSE, "2025-03-25")))

    assert (shift.change, shift.old, shift.evidence) == (Change.NEW, None, 1)


def point(stance: Stance, day: str) -> Page:
    """One document in which Russia answers "the plan", which only the sentence before says is about sanctions."""
    page = Page(f"On {day} they spoke of lifting sanctions. Moscow answered the plan.", day, key=f"{day} plan")
    page.position("RUS", stance, "the plan", clause="Moscow answered the plan")
    return page


def test_a_stance_on_an_issue_that_only_the_context_names_changes_nothing_but_stands() -> None:
    tracked = follow(say(SUPPORT, "2025-03-18"), point(OPPOSE, "2025-03-25"))

    assert tracked.shifts == ()
    assert [(one.stance, one.latest.by_context) for one in tracked.standings] == [(OPPOSE, True)]


def test_a_change_after_a_stance_by_context_is_measured_from_the_words_before_it() -> None:
    shift = only(follow(say(SUPPORT, "2025-03-11"), point(OPPOSE, "2025-03-18"), say(CONDITIONAL, "2025-03-25")))

    assert shift.change is Change.HARDENED
    assert shift.old is not None and (shift.old.position.stance, shift.old.by_context) == (SUPPORT, False)


def test_the_same_stance_by_context_reaffirms() -> None:
    assert only(follow(say(SUPPORT, "2025-03-18"), point(SUPPORT, "2025-03-25"))).change is Change.REAFFIRMED


def test_changes_outside_the_period_are_not_reported_but_stand() -> None:
    tracked = follow(say(SUPPORT, "2025-03-11"), say(OPPOSE, "2025-03-18"))

    assert tracked.shifts == ()
    assert [(one.actor, one.stance) for one in tracked.standings] == [("RUS", OPPOSE)]


def test_a_condition_that_was_not_named_before_is_added() -> None:
    old = say(CONDITIONAL, "2025-03-18", "a pause in arms deliveries")
    new = say(CONDITIONAL, "2025-03-25", "a pause in arms deliveries", "access for its banks to payments")

    assert only(follow(old, new)).change is Change.CONDITION_ADDED


def test_a_condition_no_longer_among_several_is_dropped() -> None:
    old = say(CONDITIONAL, "2025-03-18", "a pause in arms deliveries", "access for its banks to payments")
    new = say(CONDITIONAL, "2025-03-25", "arms deliveries must pause", words="Later it mentioned")

    assert only(follow(old, new)).change is Change.CONDITION_DROPPED


def test_a_condition_named_again_after_another_was_named_is_not_added_twice() -> None:
    tracked = follow(
        say(CONDITIONAL, "2025-03-11", "a pause in arms deliveries"),
        say(CONDITIONAL, "2025-03-18", "access for its banks to payments"),
        say(CONDITIONAL, "2025-03-25", "a pause in arms deliveries", words="Once more the Kremlin raised"),
    )

    assert only(tracked).change is Change.REAFFIRMED


def test_the_same_words_printed_again_reaffirm_nothing() -> None:
    words = "The ministry said once more that it would never speak of"

    assert follow(say(OPPOSE, "2025-03-18", words=words), say(OPPOSE, "2025-03-25", words=words)).shifts == ()


def test_one_document_on_one_day_never_changes_a_position() -> None:
    page = Page("Moscow backs lifting sanctions at noon. By night it was against sanctions relief.", "2025-03-25")
    page.position("RUS", SUPPORT, "lifting sanctions")
    page.position("RUS", OPPOSE, "sanctions relief")
    tracked = follow(page)

    assert only(tracked).change is Change.NEW
    assert [held.position.stance for held in tracked.standings[0].disagreeing] == [SUPPORT]


def test_voices_that_differ_on_one_day_are_shown_and_never_averaged() -> None:
    president, spokesman = (
        Page(f"{who} on lifting sanctions.", "2025-03-25") for who in ("The president", "His spokesman")
    )
    president.position("RUS", SUPPORT, "lifting sanctions", holder="the president")
    spokesman.position("RUS", OPPOSE, "lifting sanctions", holder="the spokesman")
    (standing,) = follow(president, spokesman).standings
    voices = {(standing.latest.holder, standing.stance)} | {
        (held.holder, held.position.stance) for held in standing.disagreeing
    }

    assert voices == {("the president", SUPPORT), ("the spokesman", OPPOSE)}
    assert len(standing.held) == 2


def ascribe(page: Page, source: str, kind: ActorKind = ActorKind.STATE) -> Page:
    text = page.document.text
    statement = page.statement(source, "said", text, kind=kind)
    page.position("RUS", SUPPORT, "lifting sanctions", statement=statement)
    return page


def test_what_somebody_else_says_of_an_actor_moves_nothing() -> None:
    own = say(OPPOSE, "2025-03-18")
    tracked = follow(own, ascribe(Page("Moscow now backs lifting sanctions.", "2025-03-25"), "USA"))
    (standing,) = tracked.standings

    assert tracked.shifts == ()
    assert standing.stance is OPPOSE
    assert [held.ascribed for held in standing.held] == [None, "USA"]


def test_an_ascribed_position_stands_where_nothing_better_is_known() -> None:
    tracked = follow(ascribe(Page("Moscow now backs lifting sanctions.", "2025-03-25"), "USA"))

    assert [(one.stance, one.latest.ascribed) for one in tracked.standings] == [(SUPPORT, "USA")]
    assert tracked.shifts == ()


def test_an_outlet_that_reports_a_position_ascribes_nothing() -> None:
    page = ascribe(Page("Moscow now backs lifting sanctions.", "2025-03-25"), "MED", ActorKind.OUTLET)

    assert [one.latest.ascribed for one in follow(page).standings] == [None]


@pytest.mark.parametrize(
    ("actor", "day"),
    [
        # Nobody known holds it.
        (None, "2025-03-25"),
        # Many different people.
        ("NGO", "2025-03-25"),
        # Undated stays undated.
        ("RUS", None),
    ],
)
def test_what_cannot_be_placed_stays_out_of_the_ledger(actor: str | None, day: str | None) -> None:
    page = Page("Talk of lifting sanctions.", day)
    page.position(actor, OPPOSE, "lifting sanctions")
    tracked = follow(page)

    assert tracked.standings == () and tracked.shifts == ()
    assert len(tracked.positions) == (1 if actor == "NGO" else 0)


def test_a_group_without_fixed_members_does_not_change_its_mind() -> None:
    tracked = follow(say(SUPPORT, "2025-03-18", actor="EUR"), say(OPPOSE, "2025-03-25", actor="EUR"))

    assert tracked.shifts == ()
    assert [(one.actor, one.stance) for one in tracked.standings] == [("EUR", OPPOSE)]


def test_a_past_day_in_the_text_dates_the_position() -> None:
    page = Page("On Monday Moscow ruled out lifting sanctions.", "2025-03-27")
    page.position("RUS", OPPOSE, "lifting sanctions", when=page.when("Monday", "2025-03-24"))

    assert str(follow(page).standings[0].latest.on) == "2025-03-24"


def test_evidence_counts_documents_and_a_reprint_once() -> None:
    same = "The foreign ministry in Moscow told reporters that it backs"
    pages = [say(SUPPORT, "2025-03-25", words=words) for words in (same, "A deputy minister has come out for")]
    reprint = Page(pages[0].document.text, "2025-03-25", key="reprint")
    reprint.position("RUS", SUPPORT, "lifting sanctions", clause=f"{same} lifting sanctions")

    assert only(follow(*pages, reprint)).evidence == 2


AWAITED = "the return of captured sailors to Odesa"


def report(words: str, day: str, kind: Plover = Plover.COOPERATE, actor: str = "USA", **more: Factuality) -> Page:
    page = Page(words, day)
    page.event(kind, words, [actor], **more)
    return page


@pytest.mark.parametrize(
    ("page", "met"),
    [
        # The one who had to act did it, in other words and a later document.
        (report("Captured sailors were returned to Odesa by American mediators.", "2025-03-26"), True),
        # Somebody else did it.
        (report("Captured sailors were returned to Odesa by mediators.", "2025-03-26", actor="TUR"), False),
        # Too few of the words.
        (report("American mediators reached Odesa with letters.", "2025-03-26"), False),
        # Said not to have happened.
        (report("Captured sailors were not returned to Odesa.", "2025-03-26"), False),
        # Only a demand.
        (report("Captured sailors be returned to Odesa, mediators urged.", "2025-03-26", Plover.REQUEST), False),
        # Only a promise, where the condition waits for the deed.
        (report("Return of captured sailors to Odesa was agreed.", "2025-03-26", Plover.AGREE), False),
        # Only an allegation.
        (
            report("Captured sailors were returned to Odesa.", "2025-03-26", factuality=Factuality.ALLEGED),
            False,
        ),
        # Before the condition was named.
        (report("Captured sailors were returned to Odesa.", "2025-03-10"), False),
    ],
)
def test_a_condition_is_met_only_by_a_later_report_that_it_happened(page: Page, met: bool) -> None:
    tracked = follow(say(CONDITIONAL, "2025-03-18", AWAITED), page)

    assert [shift.change for shift in tracked.shifts] == ([Change.CONDITION_MET] if met else [])
    assert [blocker.met for blocker in tracked.blockers] == [met]
    if met:
        assert only(tracked).met_by == page.events[0]


def test_an_actor_with_a_standing_and_no_word_in_the_period_is_silent() -> None:
    old = [say(OPPOSE, "2025-03-11", actor=actor) for actor in ("DEU", "FRA", "POL")]
    spoke, acted = Page("Paris spoke.", "2025-03-25"), Page("Warsaw sent aid.", "2025-03-25")
    spoke.statement("FRA", "said", "spoke")
    acted.event(Plover.AID, "Warsaw sent aid", ["POL"])

    assert follow(*old, spoke, acted).silent == ("DEU",)


def test_the_order_of_documents_changes_nothing() -> None:
    pages = [
        say(stance, f"2025-03-{day}") for day, stance in ((11, SUPPORT), (18, OPPOSE), (25, UNDECIDED), (26, SUPPORT))
    ]
    pages += [say(OPPOSE, "2025-03-26", actor="DEU"), say(CONDITIONAL, "2025-03-27", AWAITED, actor="FRA")]
    shuffled = random.Random(7).sample(pages, len(pages))

    assert follow(*pages) == follow(*shuffled)


def test_fifty_thousand_positions_take_seconds() -> None:
    stances = list(Stance)
    actors = ["DEU", "FRA", "GBR", "POL", "RUS", "TUR", "UKR", "USA"]
    read = []
    for number in range(2_500):
        page = Page(
            f"Report {number}: talk of lifting sanctions, of troops on the ground, of a ceasefire and of "
            f"security guarantees as item {number} of a long list.",
            f"2025-{1 + number % 3:02d}-{1 + number % 28:02d}",
            key=str(number),
        )
        subjects = ("lifting sanctions", "troops on the ground", "a ceasefire", "security guarantees")
        for turn in range(20):
            page.position(
                actors[(number + turn) % 8],
                stances[(number * 7 + turn) % 4],
                subjects[turn % 4],
                clause=f"item {number} of a long list" if turn % 2 else None,
                conditions=[(f"item {number}", "USA")] if turn % 5 == 0 else (),
                holder=f"voice {turn}",
            )
        page.event(Plover.CONSULT, f"Report {number}: talk of lifting sanctions", [actors[number % 8]])
        read.append(page.read())
    started = time.process_time()
    tracked = follow(*read)

    assert len(tracked.standings) == 32
    assert time.process_time() - started < 20
