"""Changes over planted sequences: voices, governments, contradictions, silence; what must hold of any sequence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from track_factory import PACK, Page

from diplowatch.cli_changes import CHANGES
from diplowatch.publish.compose import compose_edition
from diplowatch.publish.markdown import render_markdown
from diplowatch.publish.page import render_page
from diplowatch.records import ActorKind, Change, Edition, Mark, Office, Period, Plover, Shift, Stance, Tracked
from diplowatch.track import track
from diplowatch.track.conditions import tell_condition

SUPPORT, OPPOSE, CONDITIONAL, UNDECIDED = Stance.SUPPORT, Stance.OPPOSE, Stance.CONDITIONAL, Stance.UNDECIDED
NEW, REAFFIRMED, DIFFER = Change.NEW, Change.REAFFIRMED, Change.VOICES_DIFFER
HARDENED, SOFTENED, REVERSED = Change.HARDENED, Change.SOFTENED, Change.REVERSED

WHOLE = Period(week="", since=date(2025, 1, 1), until=date(2025, 12, 31))


def hold(code: str, role: str, person: str, since: str, until: str | None = None) -> Office:
    return Office.model_validate(
        {"code": code, "role": role, "title": f"{role} of {code}", "person": person, "since": since, "until": until}
    )


OFFICES = (
    hold("USA", "president", "Grant Older", "2021-01-20", "2025-03-15"),
    hold("USA", "president", "June Newer", "2025-03-15"),
    hold("DEU", "president", "Carl Crown", "2017-03-19", "2025-03-15"),
    hold("DEU", "president", "Dora Crown", "2025-03-15"),
    hold("DEU", "chancellor", "Emil Desk", "2021-12-08"),
    hold("EUU", "secretary-general", "Flor One", "2021-01-01", "2025-03-14"),
    hold("EUU", "secretary-general", "Gita Two", "2025-03-15"),
)
GOVERNED = PACK.model_copy(update={"offices": OFFICES})


def say(
    day: str, stance: Stance, person: str | None = None, *conditions: str, actor: str = "RUS", words: str = ""
) -> Page:
    """One document in which one voice of an actor takes one stance on sanctions relief."""
    clause = f"{words or f'{person or actor} on {day} spoke {stance} of'} lifting sanctions"
    page = Page(". ".join([clause, *conditions]), day, key=f"{day} {actor} {person} {stance} {words}")
    page.position(
        actor,
        stance,
        "lifting sanctions",
        clause=clause,
        person=person,
        conditions=[(one, "USA") for one in conditions],
    )
    return page


def follow(*pages: Page, period: Period = WHOLE) -> Tracked:
    return track([page.read() for page in pages], GOVERNED, period)


def name(shifts: Sequence[Shift]) -> list[tuple[str, Change]]:
    return [(f"{one.on:%d}", one.change) for one in shifts]


# --------------------------------------------------------------------------- voices

KING, AIDE = "Ada King", "Ben Aide"

SEQUENCES = [
    # Another person, two days later: the actor has two voices, and has not changed its mind.
    ([("10", SUPPORT, KING), ("12", OPPOSE, AIDE)], [("10", NEW), ("12", DIFFER)]),
    # On the last day of the week in which the first could answer.
    ([("10", SUPPORT, KING), ("17", OPPOSE, AIDE)], [("10", NEW), ("17", DIFFER)]),
    # A day later: nobody has answered, so the later words are the actor's.
    ([("10", SUPPORT, KING), ("18", OPPOSE, AIDE)], [("10", NEW), ("18", REVERSED)]),
    # The same person changes his mind.
    ([("10", SUPPORT, KING), ("12", OPPOSE, KING)], [("10", NEW), ("12", REVERSED)]),
    # Words of nobody by name are the actor's own.
    ([("10", SUPPORT, KING), ("12", OPPOSE, None)], [("10", NEW), ("12", REVERSED)]),
    ([("10", SUPPORT, None), ("12", OPPOSE, AIDE)], [("10", NEW), ("12", REVERSED)]),
    # The first voice stands by his words: the actor never moved.
    ([("10", SUPPORT, KING), ("12", OPPOSE, AIDE), ("14", SUPPORT, KING)], [("10", NEW), ("12", DIFFER), ("14", REAFFIRMED)]),
    # The first voice follows the second: now it has moved, and from his own words.
    ([("10", SUPPORT, KING), ("12", OPPOSE, AIDE), ("14", OPPOSE, KING)], [("10", NEW), ("12", DIFFER), ("14", REVERSED)]),
    # The second voice repeats himself: the same difference is not told twice.
    ([("10", SUPPORT, KING), ("12", OPPOSE, AIDE), ("14", OPPOSE, AIDE)], [("10", NEW), ("12", DIFFER), ("14", REAFFIRMED)]),
    # He repeats himself, and nobody has answered for more than a week.
    ([("10", SUPPORT, KING), ("12", OPPOSE, AIDE), ("19", OPPOSE, AIDE)], [("10", NEW), ("12", DIFFER), ("19", REVERSED)]),
    # He moves towards the first, but is not there yet.
    ([("10", SUPPORT, KING), ("12", OPPOSE, AIDE), ("14", UNDECIDED, AIDE)], [("10", NEW), ("12", DIFFER), ("14", DIFFER)]),
    # Two voices on one day: neither comes first, and nothing is new of "the" actor.
    ([("10", SUPPORT, KING), ("10", OPPOSE, AIDE)], [("10", DIFFER)]),
    # After such a day somebody else's words cannot be measured from either.
    ([("10", SUPPORT, KING), ("10", OPPOSE, AIDE), ("20", UNDECIDED, None)], [("10", DIFFER)]),
    # But a voice can be measured from its own.
    ([("10", SUPPORT, KING), ("10", OPPOSE, AIDE), ("20", UNDECIDED, KING)], [("10", DIFFER), ("20", HARDENED)]),
    # One person, for and against on one day.
    ([("10", SUPPORT, KING), ("10", OPPOSE, KING)], [("10", Change.CONTRADICTORY)]),
    # From a contradiction no step is measured, not even for himself.
    ([("10", SUPPORT, KING), ("10", OPPOSE, KING), ("20", UNDECIDED, KING)], [("10", Change.CONTRADICTORY)]),
    # A contradiction moves nothing either.
    ([("10", UNDECIDED, KING), ("20", SUPPORT, KING), ("20", OPPOSE, KING)], [("10", NEW), ("20", Change.CONTRADICTORY)]),
    # Support and a condition for it do not contradict each other.
    ([("10", SUPPORT, KING), ("10", CONDITIONAL, KING)], [("10", NEW)]),
    # The earlier stance is voiced again on the later day: no step.
    ([("10", SUPPORT, None), ("20", SUPPORT, None), ("20", UNDECIDED, None)], [("10", NEW), ("20", REAFFIRMED)]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "told"), SEQUENCES)
def test_each_sequence_of_voices_is_told_by_its_rule(
    said: list[tuple[str, Stance, str | None]], told: list[tuple[str, Change]]
) -> None:
    shifts = follow(*(say(f"2025-03-{day}", stance, person) for day, stance, person in said)).shifts
    assert name(shifts) == told


def test_two_voices_are_told_with_both_names_both_days_and_both_words() -> None:
    _, differ = follow(say("2025-03-10", SUPPORT, KING), say("2025-03-12", OPPOSE, AIDE)).shifts
    assert differ.old is not None
    assert (differ.old.voice, differ.new.voice, differ.evidence) == (KING, AIDE, 2)
    assert all(part in differ.rule for part in (KING, AIDE, "2025-03-10", "2025-03-12", "no change of the actor"))


def test_a_step_between_two_persons_is_marked() -> None:
    shifts = follow(say("2025-03-10", SUPPORT, KING), say("2025-03-30", OPPOSE, AIDE)).shifts
    assert shifts[-1].marks == (Mark.VOICE,)


@pytest.mark.parametrize("person", [None, KING])
def test_a_person_of_the_own_side_whose_statement_shows_it_is_the_voice(person: str | None) -> None:
    page = Page("Moscow is for lifting sanctions, Ben Aide said.", "2025-03-10")
    statement = page.statement("RUS", "said", "Moscow is for lifting sanctions")
    source = statement.source
    assert source is not None
    named = source.model_copy(update={"name": AIDE, "kind": ActorKind.PERSON})
    page.statements[0] = statement.model_copy(update={"source": named})
    page.position("RUS", SUPPORT, "lifting sanctions", statement=statement, person=person)
    (standing,) = follow(page).standings
    assert standing.latest.voice == AIDE


def test_who_differs_within_a_week_stands_beside_the_latest_words() -> None:
    tracked = follow(say("2025-03-10", SUPPORT, KING), say("2025-03-12", OPPOSE, AIDE))
    (standing,) = tracked.standings
    assert standing.stance is OPPOSE
    assert [(held.voice, held.position.stance) for held in standing.disagreeing] == [(KING, SUPPORT)]


def test_who_has_come_round_or_spoke_long_ago_differs_no_more() -> None:
    round_ = follow(say("2025-03-10", SUPPORT, KING), say("2025-03-11", OPPOSE, KING), say("2025-03-12", OPPOSE, AIDE))
    long_ago = follow(say("2025-03-01", SUPPORT, KING), say("2025-03-12", OPPOSE, AIDE))
    assert [one.disagreeing for one in (*round_.standings, *long_ago.standings)] == [(), ()]


# --------------------------------------------------------------------------- governments


@pytest.mark.parametrize(
    ("actor", "days", "marks", "says"),
    [
        # Another president.
        ("USA", ("2025-03-10", "2025-03-20"), (Mark.GOVERNMENT,), "Grant Older was president of USA on 2025-03-10, June"),
        # The same president on both days.
        ("USA", ("2025-03-16", "2025-03-20"), (), "from one end to the other"),
        # A ceremonial president makes no other government.
        ("DEU", ("2025-03-10", "2025-03-20"), (), "from one end to the other"),
        # A body has another head, not another government.
        ("EUU", ("2025-03-10", "2025-03-20"), (Mark.HEAD,), "Gita Two on 2025-03-20"),
        # Nobody's offices are known.
        ("RUS", ("2025-03-10", "2025-03-20"), (), "from one end to the other"),
    ],
)  # fmt: skip
def test_a_change_across_two_governments_says_so(
    actor: str, days: tuple[str, str], marks: tuple[Mark, ...], says: str
) -> None:
    shift = follow(say(days[0], OPPOSE, actor=actor), say(days[1], SUPPORT, actor=actor)).shifts[-1]
    assert (shift.change, shift.marks) == (REVERSED, marks)
    assert says in shift.rule


# --------------------------------------------------------------------------- conditions

PAUSE, BANKS = "a pause in arms deliveries", "access for its banks to payments"


def test_the_conditions_that_are_added_or_no_longer_named_are_told() -> None:
    shifts = follow(
        say("2025-03-10", CONDITIONAL, None, PAUSE),
        say("2025-03-17", CONDITIONAL, None, PAUSE, BANKS),
        say("2025-03-24", CONDITIONAL, None, PAUSE, words="Once more it raised"),
    ).shifts
    told = [(one.change, [condition.passage.exact for condition in one.conditions]) for one in shifts]
    assert told == [(NEW, []), (Change.CONDITION_ADDED, [BANKS]), (Change.CONDITION_DROPPED, [BANKS])]


def test_another_voice_drops_no_condition() -> None:
    shifts = follow(
        say("2025-03-10", CONDITIONAL, KING, PAUSE, BANKS), say("2025-03-17", CONDITIONAL, AIDE, PAUSE)
    ).shifts
    assert [one.change for one in shifts] == [NEW, REAFFIRMED]


@pytest.mark.parametrize(
    ("code", "ends"),
    [
        # Somebody known.
        ("USA", "(the United States would have to act)"),
        # Nobody at all.
        (None, "(nobody is named who would have to act)"),
    ],
)
def test_a_condition_says_who_would_have_to_act(code: str | None, ends: str) -> None:
    page = Page("Lifting sanctions if the banks open.", "2025-03-10")
    position = page.position("RUS", CONDITIONAL, "Lifting sanctions", conditions=[("the banks open", code)])
    told = tell_condition(position.conditions[0], lambda code: "the United States")
    assert told == f"if the banks open {ends}"


# --------------------------------------------------------------------------- silence


def report(day: str, actor: str = "DEU", text: str = "They spoke of lifting sanctions", **more: str) -> Page:
    """A document about sanctions relief in which somebody else speaks."""
    page = Page(f"{text}, it was said on {day}.", day, key=f"report {day}", **more)
    page.statement(actor, "said", text)
    return page


LATER = ("2025-03-05", "2025-03-12", "2025-03-15")


def silences(*pages: Page, period: Period = WHOLE) -> list[tuple[str, str | None, int]]:
    return [(one.actor, str(one.on), one.evidence) for one in follow(*pages, period=period).silences]


def test_an_actor_that_stood_and_says_nothing_while_others_speak_is_silent() -> None:
    pages = [say("2025-03-01", OPPOSE), *(report(day) for day in LATER)]
    (silence,) = follow(*pages).silences
    assert (silence.change, silence.actor, str(silence.on)) == (Change.SILENT, "RUS", "2025-03-01")
    assert silence.evidence == 3 == len(silence.documents)
    assert silence.new.position.passage.exact.endswith("lifting sanctions")
    assert all(part in silence.rule for part in ("oppose on 2025-03-01", "3 documents", "2025-03-05", "2025-03-15"))


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        ([report(day) for day in LATER[:2]], "only two documents"),
        ([report(day) for day in ("2025-03-05", "2025-03-12", "2025-03-14")], "not yet two weeks"),
        ([*(report(day) for day in LATER), report("2025-03-15", "RUS", "Sanctions relief is near")], "it spoke of it"),
        ([report(day, outlet_code="USA") for day in LATER], "official texts of somebody else report nobody's words"),
        ([report(day, text="They spoke of grain") for day in LATER], "nobody spoke of the issue"),
        ([report(day, outlet_code="RUS") for day in LATER], "it published them itself"),
    ],
)
def test_no_silence_where_it_cannot_be_told(pages: list[Page], why: str) -> None:
    assert silences(say("2025-03-01", OPPOSE), *pages) == [], why


def test_a_deed_in_a_paragraph_on_the_issue_ends_a_silence_and_one_elsewhere_does_not() -> None:
    pages = [say("2025-03-01", OPPOSE), *(report(day) for day in LATER)]
    for text, silent in (("Moscow met them on lifting sanctions.", 0), ("On lifting sanctions.\nMoscow met them.", 1)):
        acted = Page(text, "2025-03-14")
        acted.event(Plover.CONSULT, "Moscow met them", ["RUS"])
        assert len(silences(*pages, acted)) == silent


def test_a_silence_is_told_only_while_the_issue_is_spoken_of() -> None:
    later = Period(week="", since=date(2025, 4, 1), until=date(2025, 4, 30))
    assert silences(say("2025-03-01", OPPOSE), *(report(day) for day in LATER), period=later) == []


# --------------------------------------------------------------------------- what holds of any sequence

VOICES = (None, KING, AIDE)
SAID = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.sampled_from(list(Stance)),
        st.sampled_from(VOICES),
        st.sampled_from(["RUS", "USA", "EUR"]),
        st.lists(st.sampled_from([PAUSE, BANKS]), unique=True, max_size=2),
    ),
    max_size=12,
)
Said = list[tuple[int, Stance, str | None, str, list[str]]]


def write(said: Said) -> list[Page]:
    """Write one document for each, no two of them with the same words."""
    return [
        say(
            str(date(2025, 3, 1) + timedelta(days=day)),
            stance,
            person,
            *conditions,
            actor=actor,
            words=f"In report {number} of the {number + 1}th envoy",
        )
        for number, (day, stance, person, actor, conditions) in enumerate(said)
    ]


@settings(max_examples=60, deadline=None)
@given(SAID, st.randoms(use_true_random=False))
def test_the_order_and_the_number_of_readings_change_nothing(said: Said, chance) -> None:
    pages = write(said)
    twice = [*pages, *pages]
    chance.shuffle(twice)
    assert follow(*pages) == follow(*twice)


@settings(max_examples=60, deadline=None)
@given(SAID)
def test_every_change_has_an_issue_its_words_and_evidence(said: Said) -> None:
    pages = write(said)
    texts = {page.document.id: page.document.text for page in pages}
    ids = []
    for one in follow(*pages).shifts:
        ids.append(one.id)
        assert one.issue == "sanctions" and one.rule and one.evidence == len(one.documents) >= 1
        assert (one.old is None) == (one.change is NEW)
        for held in (one.old, one.new):
            if held is not None:
                passage = held.position.passage
                assert texts[held.document][passage.start : passage.end] == passage.exact
                assert str(held.on) in one.rule and held.ascribed is None
    assert len(ids) == len(set(ids))


@settings(max_examples=60, deadline=None)
@given(SAID)
def test_no_step_is_claimed_between_two_persons_within_a_week_or_from_one_stance_to_the_same(said: Said) -> None:
    for one in follow(*write(said)).shifts:
        if one.old is None or one.old.on is None or one.new.on is None:
            continue
        is_step = one.change in {HARDENED, SOFTENED, REVERSED}
        stances = {one.old.position.stance, one.new.position.stance}
        assert (len(stances) == 2) == (is_step or one.change in {DIFFER, Change.CONTRADICTORY})
        voices = {one.old.voice, one.new.voice} - {None}
        if is_step and len(voices) == 2:
            assert (one.new.on - one.old.on).days > 7 and one.marks
        if one.change is DIFFER:
            assert len(voices) == 2


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(Stance)), st.lists(st.integers(1, 60), unique=True, min_size=1, max_size=5))
def test_the_same_words_printed_again_change_nothing(stance: Stance, days: list[int]) -> None:
    words = "The ministry told reporters at length once more what it thought of"
    pages = [say(str(date(2025, 3, 1) + timedelta(days=day)), stance, words=words) for day in days]
    assert [one.change for one in follow(*pages).shifts] == [NEW]


@settings(max_examples=60, deadline=None)
@given(SAID)
def test_a_document_without_a_date_changes_nothing(said: Said) -> None:
    pages = write(said)
    undated = Page("Moscow is against lifting sanctions.", None)
    undated.position("RUS", OPPOSE, "lifting sanctions")
    with_it, without = follow(*pages, undated), follow(*pages)
    assert (with_it.shifts, with_it.standings, with_it.silences) == (
        without.shifts,
        without.standings,
        without.silences,
    )


# --------------------------------------------------------------------------- the edition

MARCH = Period(week="2025-W11", since=date(2025, 3, 8), until=date(2025, 3, 31))


def compose(*pages: Page) -> Edition:
    documents = {page.document.id: page.document for page in pages}
    return compose_edition(follow(*pages, period=MARCH), documents, watch="Watch", pack=GOVERNED)


def test_the_edition_prints_who_differs_in_changes_and_table() -> None:
    edition = compose(say("2025-03-10", SUPPORT, KING), say("2025-03-12", OPPOSE, AIDE), say("2025-03-01", SUPPORT))
    page, text = render_page(edition), render_markdown(edition)
    for printed in (page, text):
        assert "Ada King, 10 March 2025" in printed and "Ben Aide, 12 March 2025" in printed
        assert "Ada King, in favour on 10 March 2025" in printed


def test_the_edition_prints_who_contradicts_himself_as_such() -> None:
    edition = compose(say("2025-03-10", SUPPORT, KING), say("2025-03-10", OPPOSE, KING), say("2025-03-01", SUPPORT))
    (row,) = [one for one in edition.changes if one.change is Change.CONTRADICTORY]
    assert row.evidence == 2 and "neither is preferred" in row.rule
    for printed in (render_page(edition), render_markdown(edition)):
        assert "The same voice, Ada King, " in printed


def test_the_edition_prints_under_which_government() -> None:
    edition = compose(say("2025-03-10", OPPOSE, actor="USA"), say("2025-03-20", SUPPORT, actor="USA"))
    assert "Reversed, under another government" in render_page(edition)
    assert "reversed, under another government" in render_markdown(edition)


def test_a_change_under_another_government_stands_at_no_head() -> None:
    days = ("2025-03-10", "2025-03-20")
    heads = [
        compose(
            *(say(day, stance, actor=actor) for day, stance in zip(days, (OPPOSE, SUPPORT), strict=True))
        ).standfirst
        for actor in ("RUS", "USA")
    ]
    told = [head is not None and "has changed sides" in head.text for head in heads]
    assert told == [True, False]


def test_the_edition_prints_silences_after_the_changes_and_counts_the_rest() -> None:
    actors = ("RUS", "USA", "FRA", "GBR", "UKR", "TUR", "POL")
    pages = [say("2025-03-01", OPPOSE, actor=actor) for actor in actors] + [report(day) for day in LATER]
    edition = compose(*pages)
    silent = [row for row in edition.changes if row.change is Change.SILENT]
    assert len(silent) == 6 and [one.count for one in edition.left_out if one.section == "changes"] == [1]
    assert "against: last heard on 1 March 2025; 3 documents about it since." in render_page(edition)
    assert "Silent on an issue on which they stood" in render_markdown(edition)


# --------------------------------------------------------------------------- the command


def test_the_command_knows_every_kind_of_change() -> None:
    assert tuple(kind.replace("-", " ") for kind in CHANGES) == (*(change.value for change in Change),)


def test_changes_print_old_words_beside_new_with_rule_evidence_and_source(run: Run, published: Path) -> None:
    result = run("changes", "--watch", published, "--since", "2025-03-10", "--change", "hardened")
    assert result.exit_code == 0, result.output
    head = result.output.splitlines()
    assert "changes from 2025-03-10 to 2025-03-28, up to the latest text" in head[0]
    for part in ("Russia on General ceasefire: hardened", "before, 2025-03-", "now, 2025-03-", "rule: ", "evidence: 1"):
        assert part in result.output
    assert not any(line.endswith(" ") for line in head)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        # Nothing later than the edition: its own last days.
        ((), "from 2025-03-22 to 2025-03-28, the last 7 days of texts; none is later than the last edition, 2025-W13"),
        (("--until", "2025-03-14"), "from 2025-03-10 to 2025-03-14, from the first text on"),
        (("--until", "2025-03-14"), "no text is from before 2025-03-10"),
        (("--week", "2025-W12"), "from 2025-03-17 to 2025-03-23, as asked for"),
        (("--since", "2031-01-01"), "from 2031-01-01 to 2031-01-01, up to the latest text"),
    ],
)
def test_the_days_looked_at_are_said(run: Run, published: Path, options: tuple[str, ...], says: str) -> None:
    result = run("changes", "--watch", published, *options)
    assert result.exit_code == 0, result.output
    assert says in result.output


def test_after_an_edition_the_days_begin_after_its_week(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "w")
    for day, stance in (("2025-03-19", "supports"), ("2025-03-26", "opposes")):
        text = f"PARIS, {day} (AP) - France {stance} lifting sanctions on Russia, President Emmanuel Macron said."
        (tmp_path / "w" / "documents" / f"{day}.txt").write_text(text)
    run("digest", tmp_path / "w", "--week", "2025-W12")
    result = run("changes", "--watch", tmp_path / "w")
    assert "no text is from before" not in result.output
    assert "from 2025-03-24 to 2025-03-26, since the last edition, 2025-W12" in result.output
    assert "France on Sanctions relief: reversed" in result.output


def test_changes_for_programs_hold_every_field(run: Run, published: Path) -> None:
    options = ("changes", "--watch", published, "--since", "2025-03-10")
    records = [json.loads(line) for line in run(*options, "--json").output.splitlines()]
    header, *rows = run(*options, "--csv").output.splitlines()
    assert len(records) == len(rows) > 10
    assert {"old", "new", "rule", "evidence", "documents", "marks", "conditions"} <= set(records[0])
    assert header.startswith("on,actor,issue,change,marks,old day")
    only = [
        json.loads(line) for line in run(*options, "--actor", "rus", "--change", "new", "--json").output.splitlines()
    ]
    assert only and all((one["actor"], one["change"]) == ("RUS", "new") for one in only)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        # a code that nobody has
        (("--actor", "XXQ"), "no actor 'XXQ'"),
        # an issue that the watch does not have, and which it has
        (("--issue", "moon"), "the issues are: "),
        # days that run backwards
        (("--since", "2025-04-01", "--until", "2025-03-01"), "lies after"),
        # a kind of change that there is not
        (("--change", "melted"), "is not one of"),
    ],
)
def test_a_mistake_is_refused_in_one_line(run: Run, published: Path, options: tuple[str, ...], says: str) -> None:
    result = run("changes", "--watch", published, *options)
    assert result.exit_code == 2
    assert says in result.output and "Traceback" not in result.output


def test_without_a_dated_text_nothing_comes_before_anything(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "w")
    result = run("changes", "--watch", tmp_path / "w")
    assert result.exit_code == 0 and "no text has a date" in result.output
