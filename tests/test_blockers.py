"""Blockers: what a condition waits for, who opposes it, and circles of waiting."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from track_factory import PACK, Page

from diplowatch.listing import TRACKED_KINDS, Wanted
from diplowatch.records import Actor, Blocker, Condition, Held, Office, Stance, Tracked, make_id
from diplowatch.track import period_of, track
from diplowatch.track.blockers import find_deadlocks
from diplowatch.track.names import name_actors, name_issues
from diplowatch.track.telling import tell_with

WEEK = period_of("2025-W13")
TELLER = tell_with(name_actors(PACK), name_issues(PACK))
TEXT = (
    "American and Russian envoys settled on a wider ceasefire for the Black Sea. The Kremlin said accepting an "
    "agreement depends on the relaxation of sanctions on a farm bank.\n"
    "The chancellor called lifting sanctions a mistake. In London the answer to lifting those sanctions was no. "
    "Warsaw would not hear of it either."
)
CLAUSE = "accepting an agreement depends on the relaxation of sanctions on a farm bank"
CONDITION = "the relaxation of sanctions on a farm bank"


def follow(*pages: Page) -> Tracked:
    return track([page.read() for page in pages], PACK, WEEK)


def wait(*, waits_on: str | None = "USA") -> Page:
    page = Page(TEXT)
    position = page.position(
        "RUS", Stance.CONDITIONAL, "accepting an agreement", clause=CLAUSE, conditions=[(CONDITION, waits_on)]
    )
    condition = position.conditions[0].model_copy(update={"cue": "depends on"})
    page.positions[0] = position.model_copy(update={"conditions": (condition,)})
    return page


def test_a_condition_waits_for_one_and_is_opposed_by_others() -> None:
    page = wait()
    page.position("DEU", Stance.OPPOSE, "lifting sanctions")
    page.position("GBR", Stance.OPPOSE, "lifting those sanctions")
    (blocker,) = follow(page).blockers

    assert (blocker.waiting, blocker.issue, blocker.waits_on) == ("RUS", "black-sea", "USA")
    assert blocker.condition_issue == "sanctions"
    assert [held.actor for held in blocker.opposed_by] == ["DEU", "GBR"]
    assert blocker.words == (
        "Russia's position on the Black Sea ceasefire waits for “the relaxation of sanctions on a farm bank”, for "
        "which the United States would have to act and which Germany and the United Kingdom oppose (sanctions relief)."
    )


def test_the_words_between_quotation_marks_are_the_conditions_own() -> None:
    (blocker,) = follow(wait(waits_on=None)).blockers
    quoted = blocker.words.partition("“")[2].partition("”")[0]

    assert quoted in blocker.condition.passage.exact
    assert blocker.waits_on is None
    assert blocker.words == (
        "Russia's position on the Black Sea ceasefire waits for “the relaxation of sanctions on a farm bank”; nobody is "
        "named who would have to act."
    )


def test_words_that_open_a_condition_are_not_waited_for() -> None:
    page = Page("Most would send troops only if Washington protects them.")
    page.position("POL", Stance.CONDITIONAL, "send troops", conditions=[("only if Washington protects them", "USA")])

    assert (
        follow(page).blockers[0].words.startswith("Poland's position on troops on the ground is conditional: “only if ")
    )


@pytest.mark.parametrize(
    ("cue", "waits"),
    [
        # A conjunction outside the condition's words is printed before them: "unless" means something else than "if".
        ("unless", "is conditional: unless “farm prices fall”"),
        ("Only if", "is conditional: only if “farm prices fall”"),
        # Any other cue names what is waited for.
        ("hinges on", "waits for “farm prices fall”"),
    ],
)
def test_the_cue_says_how_a_condition_is_told(cue: str, waits: str) -> None:
    page = Page("Moscow takes sanctions relief if farm prices fall.")
    position = page.position("RUS", Stance.CONDITIONAL, "sanctions relief", conditions=[("farm prices fall", None)])
    condition = position.conditions[0].model_copy(update={"cue": cue})
    page.positions[0] = position.model_copy(update={"conditions": (condition,)})

    assert waits in follow(page).blockers[0].words


def test_a_condition_that_refers_to_itself_is_shown_as_such_and_is_no_circle() -> None:
    page = Page("Moscow accepts a ceasefire when Russia accepts a ceasefire.")
    page.position("RUS", Stance.CONDITIONAL, "a ceasefire", conditions=[("when Russia accepts a ceasefire", "RUS")])
    tracked = follow(page)
    (blocker,) = tracked.blockers
    (keystone,) = tracked.keystones

    assert blocker.refers_to_itself
    assert not blocker.met
    assert blocker.words.endswith(", which is this very position: the condition refers to itself.")
    assert tracked.deadlocks == ()
    assert keystone.words == (
        "The General ceasefire would be free if Russia met its own condition “when Russia accepts a ceasefire”."
    ).replace("General", "general")


def test_an_actor_who_waits_for_its_own_move_elsewhere_does_not_refer_to_itself() -> None:
    page = Page("Moscow accepts a ceasefire when Russia grants sanctions relief.")
    page.position("RUS", Stance.CONDITIONAL, "a ceasefire", conditions=[("Russia grants sanctions relief", "RUS")])
    (blocker,) = follow(page).blockers

    assert not blocker.refers_to_itself
    assert blocker.words.endswith(", for which it would itself have to act.")


def test_who_is_named_but_unknown_is_told_by_the_words() -> None:
    page = Page("Moscow takes a ceasefire if the farmers stop their march.")
    position = page.position(
        "RUS", Stance.CONDITIONAL, "a ceasefire", conditions=[("the farmers stop their march", None)]
    )
    condition = position.conditions[0].model_copy(update={"actor": Actor(words="the farmers")})
    page.positions[0] = position.model_copy(update={"conditions": (condition,)})
    tracked = follow(page)

    assert tracked.blockers[0].words.endswith("; who would have to act, ‘the farmers’, is nobody known.")
    assert tracked.keystones[0].moves[0].actor is None
    assert tracked.keystones[0].words.endswith("was met, by whom is not told.")


def test_what_others_ascribe_is_a_blocker_but_no_edge_where_the_actor_spoke_itself() -> None:
    page = Page("Moscow takes sanctions relief if prices fall. Moscow takes sanctions relief once ports open.")
    said = page.statement("USA", "said", "Moscow takes sanctions relief if prices fall.", words="the envoy")
    page.position(
        "RUS",
        Stance.CONDITIONAL,
        "sanctions relief",
        clause="Moscow takes sanctions relief if prices fall.",
        conditions=[("prices fall", None)],
        statement=said,
    )
    page.position(
        "RUS",
        Stance.CONDITIONAL,
        "sanctions relief",
        clause="Moscow takes sanctions relief once ports open.",
        conditions=[("ports open", None)],
    )
    (keystone,) = follow(page).keystones

    assert [move.condition.passage.exact for move in keystone.moves if move.condition] == ["ports open"]


def test_a_condition_without_words_of_its_own_tells_no_blocker() -> None:
    page = Page("Most would not send troops without it.")
    page.position("POL", Stance.CONDITIONAL, "send troops", conditions=[("without it", None)])

    assert follow(page).blockers == ()


def test_what_somebody_else_says_of_a_condition_is_said_by_them() -> None:
    page = Page("Moscow takes sanctions relief if prices fall.")
    said = page.statement("USA", "said", page.document.text, words="the envoy")
    page.position("RUS", Stance.CONDITIONAL, "sanctions relief", conditions=[("prices fall", None)], statement=said)

    assert follow(page).blockers[0].words.startswith("According to the envoy, Russia's position on ")


def test_who_waits_does_not_oppose_itself_and_supporters_are_no_opponents() -> None:
    page = wait()
    page.position("RUS", Stance.OPPOSE, "lifting sanctions")
    page.position("USA", Stance.SUPPORT, "lifting those sanctions")

    assert follow(page).blockers[0].opposed_by == ()


def test_only_the_latest_stance_of_an_opponent_counts() -> None:
    old, new = Page("No to lifting sanctions.", "2025-03-18"), Page("Yes to lifting sanctions.", "2025-03-25")
    old.position("DEU", Stance.OPPOSE, "lifting sanctions")
    new.position("DEU", Stance.SUPPORT, "lifting sanctions")

    assert follow(wait(), old, new).blockers[0].opposed_by == ()


def test_an_opposed_proposal_of_no_issue_counts_where_it_shares_the_conditions_words() -> None:
    page = Page("A ceasefire follows the return of frozen harbour fees. Ankara bars any harbour fees being returned.")
    page.position("RUS", Stance.CONDITIONAL, "A ceasefire", conditions=[("the return of frozen harbour fees", None)])
    page.position("TUR", Stance.OPPOSE, "any harbour fees being returned")
    page.position("POL", Stance.OPPOSE, "harbour")
    (blocker,) = follow(page).blockers

    assert blocker.condition_issue is None
    assert [held.actor for held in blocker.opposed_by] == ["TUR"]


def test_a_name_in_common_makes_no_opponent() -> None:
    officer = Office(person="Vadim Orlov", code="RUS", role="minister", title="Minister")
    page = Page("A ceasefire follows if Vadim Orlov resigns at once. Ankara bars Vadim Orlov.")
    page.position("UKR", Stance.CONDITIONAL, "A ceasefire", conditions=[("Vadim Orlov resigns at once", None)])
    page.position("TUR", Stance.OPPOSE, "Vadim Orlov.")
    opposed = [
        track([page.read()], PACK.model_copy(update={"offices": offices}), WEEK).blockers[0].opposed_by
        for offices in ((), (officer,))
    ]

    assert [len(one) for one in opposed] == [1, 0]


def test_a_condition_within_its_own_issue_is_not_opposed_by_all_who_oppose_the_issue() -> None:
    page = Page("A ceasefire, if the ceasefire is watched by Turkish officers. Paris wants no ceasefire.")
    page.position(
        "UKR", Stance.CONDITIONAL, "A ceasefire", conditions=[("the ceasefire is watched by Turkish officers", "TUR")]
    )
    page.position("FRA", Stance.OPPOSE, "no ceasefire")

    assert follow(page).blockers[0].opposed_by == ()


def test_a_position_that_no_longer_stands_blocks_nothing() -> None:
    later = Page("Moscow dropped its terms for a Black Sea deal.", "2025-03-28")
    later.position("RUS", Stance.SUPPORT, "a Black Sea deal")

    assert follow(wait(), later).blockers == ()


def wait_for_each_other() -> Page:
    page = Page(
        "Moscow takes a ceasefire once Washington agrees to sanctions relief. "
        "Washington grants lifting sanctions once Moscow accepts an unconditional ceasefire."
    )
    page.position(
        "RUS", Stance.CONDITIONAL, "a ceasefire", conditions=[("Washington agrees to sanctions relief", "USA")]
    )
    page.position(
        "USA",
        Stance.CONDITIONAL,
        "lifting sanctions",
        conditions=[("Moscow accepts an unconditional ceasefire", "RUS")],
    )
    return page


def test_two_who_wait_for_each_other_are_deadlocked() -> None:
    tracked = follow(wait_for_each_other())
    (deadlock,) = tracked.deadlocks

    assert deadlock.actors == ("RUS", "USA")
    assert set(deadlock.blockers) == {blocker.id for blocker in tracked.blockers}
    assert deadlock.issues == ("ceasefire", "sanctions")
    assert deadlock.words == (
        "A circle: Russia on the general ceasefire waits for the United States on sanctions relief, which waits for "
        "Russia on the general ceasefire; none of them moves unless one moves first."
    )


def test_one_who_waits_for_one_who_does_not_is_no_deadlock() -> None:
    assert follow(wait()).deadlocks == ()


ACTORS, TOPICS = ("DEU", "FRA", "RUS", "USA"), ("a", "b", "c")
NODES = [(actor, topic) for actor in ACTORS for topic in TOPICS]


def block(step: tuple[tuple[str, str], tuple[str, str], bool]) -> Blocker:
    (waiting, issue), (waits_on, condition_issue), met = step
    page = Page("We accept it if they move.")
    position = page.position(waiting, Stance.CONDITIONAL, "it")
    return Blocker(
        id=make_id(waiting, issue, waits_on, condition_issue),
        waiting=waiting,
        issue=issue,
        held=Held(
            position=position,
            document=page.document.id,
            actor=waiting,
            holder=waiting,
            issue=issue,
            on=page.document.published,
            basis="",
        ),
        condition=Condition(cue="if", passage=page.cut("they move"), actor=Actor(words=waits_on, code=waits_on)),
        condition_issue=condition_issue,
        waits_on=waits_on,
        met=met,
        words="",
    )


STEPS = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.booleans()), max_size=14, unique_by=lambda one: one[:2]
)


@given(STEPS)
def test_every_deadlock_is_a_circle_of_unmet_conditions(
    steps: Sequence[tuple[tuple[str, str], tuple[str, str], bool]],
) -> None:
    blockers = {blocker.id: blocker for blocker in map(block, steps)}
    found = find_deadlocks(list(blockers.values()), TELLER)

    for deadlock in found:
        circle = [blockers[one] for one in deadlock.blockers]
        assert len(circle) > 1
        for step, following in zip(circle, [*circle[1:], circle[0]], strict=True):
            assert not step.met
            assert (step.waits_on, step.condition_issue) == (following.waiting, following.issue)
        assert deadlock.actors == tuple(step.waiting for step in circle)
    assert len(found) == len({frozenset(deadlock.blockers) for deadlock in found})
    assert find_deadlocks(list(reversed(list(blockers.values()))), TELLER) == found


@given(st.permutations(NODES), st.integers(min_value=2, max_value=6))
def test_every_short_circle_is_found(nodes: Sequence[tuple[str, str]], length: int) -> None:
    circle = list(nodes[:length])
    blockers = [block((one, other, False)) for one, other in zip(circle, [*circle[1:], circle[0]], strict=True)]
    (deadlock,) = find_deadlocks(blockers, TELLER)

    assert set(deadlock.blockers) == {blocker.id for blocker in blockers}


def test_they_are_listed_with_their_circles_and_what_would_free_them() -> None:
    rows = list(TRACKED_KINDS["blockers"].list_lines(follow(wait_for_each_other()), Wanted()))
    of_issue = list(TRACKED_KINDS["blockers"].list_lines(follow(wait_for_each_other()), Wanted(issue="ceasefire")))

    assert [row.cells[0] for row in rows] == ["blocker", "blocker", "deadlock", "keystone", "keystone"]
    assert [row.cells[0] for row in of_issue] == ["blocker", "deadlock", "keystone"]
    assert rows[3].cells[-1].splitlines()[1].startswith("Or if the United States met Russia's condition ")
    assert {len(row.cells) for row in rows} == {len(TRACKED_KINDS["blockers"].columns)}
