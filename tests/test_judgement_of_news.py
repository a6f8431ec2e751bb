"""What an editor decides: which sentence opens an item, what is no news, how it is headed, which figures are printed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from edition_factory import DOCUMENTS, MACRON, PACK, RUSSIA, SEA, UKRAINE, WIRE, cut, happen, make_tracked, state

from diplowatch.publish import compose_edition, summarize
from diplowatch.records import (
    Actor,
    Change,
    Document,
    Edition,
    Genre,
    KnownAgreement,
    Mode,
    Plover,
    Quantity,
    Stage,
    Story,
    When,
)


def write(text: str, name: str = "d-new", **fields) -> Document:
    """Make a document of the week."""
    return WIRE.model_copy(update={"id": name, "key": name, "text": text, "title": f"About {name}"} | fields)


def compose(*documents: Document, pack=PACK, **changes) -> Edition:
    stored = {**DOCUMENTS, **{one.id: one for one in documents}}
    changes = {"stories": (), "statements": (), **changes}
    return compose_edition(make_tracked(documents=documents, **changes), stored, watch="Watch", pack=pack)


def tell(document: Document, words: str, kind: Plover, actors, recipients=(), **fields) -> Story:
    event = happen(document, words, kind, actors, recipients, **fields)
    return Story(id=words, events=(event,), documents=(document.id,), origins=("A",), first=None, last=None)


# What opens an item


def test_an_item_that_would_open_with_an_infinitive_opens_with_its_sentence():
    text = "Moscow promised to spare the ports and grain stores of the south for one month."
    document = write(text)
    content = "to spare the ports and grain stores of the south for one month"
    edition = compose(document, statements=(state(document, content, RUSSIA, "promised", Mode.INDIRECT),))
    assert edition.lead.sentences[0].text == f"According to Harbour News: “{text}”"


def test_an_item_of_an_interjection_alone_is_no_item():
    document = write("“This is quite absurd.”")
    assert compose(document, statements=(state(document, "“This is quite absurd.”", RUSSIA),)).lead is None


@pytest.mark.parametrize("mark", ["Q ", "QUESTION: "])
def test_what_a_question_says_is_no_news(mark):
    text = f"{mark}Russia has struck the ports of the south again and again.\nMS. HALE: We have seen the reports of it."
    document = write(text, genre=Genre.TRANSCRIPT)
    words = "Russia has struck the ports of the south again and again"
    edition = compose(document, stories=(tell(document, words, Plover.ASSAULT, (RUSSIA,)),))
    assert edition.lead is None


def test_who_speaks_in_a_transcript_is_no_part_of_the_sentence():
    document = write("MS. HALE: Russia has struck the ports of the south again.", genre=Genre.TRANSCRIPT)
    story = tell(document, "Russia has struck the ports of the south again", Plover.ASSAULT, (RUSSIA,))
    text = compose(document, stories=(story,)).lead.sentences[0].text
    assert text == "According to Harbour News: “Russia has struck the ports of the south again.”"


def test_what_names_no_party_comes_after_what_does():
    pack = PACK.model_copy(
        update={"agreements": (KnownAgreement(id="a", name="A", on=date(2025, 3, 1), parties=("RUS",), terms=()),)}
    )
    home = "The harvest festival of the north will be held as every year."
    abroad = "The talks with Russia will be held in the south as before."
    document = write(f"{home}\n{abroad}")
    statements = tuple(state(document, one.rstrip("."), MACRON, "said", Mode.DIRECT) for one in (home, abroad))
    edition = compose(document, pack=pack, statements=statements)
    assert "talks with Russia" in edition.lead.sentences[0].text


def test_words_quoted_behind_a_verb_of_doing_were_not_said_by_who_does_it():
    text = "Pyongyang also sent “220 pieces of heavy artillery and rocket launchers” to the front."
    document = write(text)
    sender = Actor(words="Pyongyang", code="PRK")
    one = state(document, "“220 pieces of heavy artillery and rocket launchers”", sender, "sent")
    assert compose(document, statements=(one,)).lead.sentences[0].text == f"According to Harbour News: “{text}”"


# Headings


@pytest.mark.parametrize(
    ("words", "kind", "actors", "recipients", "heading"),
    [
        # Who accuses whom.
        (
            "Moscow accused Kyiv of striking a metering station",
            Plover.ACCUSE,
            (RUSSIA,),
            (UKRAINE,),
            "Accusation by Russia against Ukraine",
        ),
        # What they talk about, where an issue shows.
        (
            "Both governments discussed the Black Sea ceasefire on Friday",
            Plover.CONSULT,
            (RUSSIA, UKRAINE),
            (),
            "Russia and Ukraine: a Black Sea ceasefire",
        ),
        # Somebody among whom nothing else is known.
        ("Kyiv asked for help with its harbours on Friday", Plover.REQUEST, (UKRAINE,), (), "Request by Ukraine"),
    ],
)
def test_how_an_event_is_headed(words, kind, actors, recipients, heading):
    document = write(f"{words}.")
    assert compose(document, stories=(tell(document, words, kind, actors, recipients),)).lead.heading == heading


# Figures


def count(document: Document, words: str, unit: str, value: float, stage=Stage.REPORTED, giver=None, receiver=UKRAINE):
    return Quantity(
        id=f"{document.id} {words}",
        value=value,
        low=value,
        high=value,
        approximate=False,
        unit=unit,
        passage=cut(document, words),
        stage=stage,
        giver=giver,
        receiver=receiver,
    )


FIGURES = write(
    "Kyiv lost 40 people. Paris gave 2 billion euros, and 900 soldiers to train others. "
    "Berlin sent 12 tanks. The fair sold 500 balloons. One more tank is due.",
    "d-figures",
)


def test_figures_come_by_kind_weapons_first_and_trifles_not_at_all():
    give = {"giver": Actor(words="Paris", code="FRA")}
    quantities = (
        count(FIGURES, "40 people", "people", 40, Stage.LOST),
        count(FIGURES, "2 billion euros", "euros", 2e9, Stage.PLEDGED, **give),
        count(FIGURES, "900 soldiers", "soldiers", 900, Stage.PLEDGED, **give),
        count(FIGURES, "12 tanks", "tanks", 12, Stage.DELIVERED),
        count(FIGURES, "500 balloons", "balloons", 500),
        count(FIGURES, "One more tank", "tank", 1),
    )
    figures = [row.figure for row in compose(FIGURES, quantities=quantities).numbers]
    assert figures == ["12 tanks", "900 soldiers", "2 billion euros", "40 people"]


def test_the_same_figure_of_two_outlets_is_one_row_that_cites_both():
    other = write("Officials say 12 German tanks have come.", "d-other-figures", outlet="The Daily Ledger")
    quantities = (
        count(FIGURES, "12 tanks", "tanks", 12, Stage.DELIVERED),
        count(other, "12 German tanks", "German tanks", 12, Stage.REPORTED),
    )
    (row,) = compose(FIGURES, other, quantities=quantities).numbers
    assert row.stage == "delivered"
    assert {one.passage.document for one in row.sentence.citations} == {"d-figures", "d-other-figures"}


def test_the_same_figure_pledged_and_delivered_stays_two():
    other = write("Berlin will send 12 tanks.", "d-pledge")
    quantities = (
        count(FIGURES, "12 tanks", "tanks", 12, Stage.DELIVERED),
        count(other, "12 tanks", "tanks", 12, Stage.PLEDGED),
    )
    assert len(compose(FIGURES, other, quantities=quantities).numbers) == 2


# The standfirst


@pytest.mark.parametrize(
    ("old", "is_told"),
    [
        # Recent and by its own words.
        ({}, True),
        # The old position is of months ago.
        ({"on": date(2024, 11, 1)}, False),
        # It was linked to the issue by the words around it.
        ({"by_context": True}, False),
        # Somebody else says that this was the position.
        ({"ascribed": "a rival"}, False),
    ],
)
def test_only_a_change_beyond_doubt_stands_under_the_title(old, is_told):
    (shift,) = make_tracked().shifts
    doubted = shift.model_copy(update={"old": shift.old.model_copy(update=old)})
    edition = compose_edition(
        make_tracked(shifts=(doubted,), blockers=()), DOCUMENTS, watch="Watch", pack=PACK, problems=(), previous=None
    )
    told = (
        "Germany has softened its position on troops on the ground: "
        "against on 12 March 2025, conditional on 27 March 2025."
    )
    assert (edition.standfirst.text == told) is is_told
    assert [row.change for row in edition.changes] == [Change.SOFTENED]


# Few and many


def test_a_week_of_one_document_and_a_week_of_many_are_composed():
    one = compose(SEA, positions=(), standings=(), shifts=(), blockers=(), agreements=(), diary=())
    assert one.matrix.cells == () and 8 <= len(summarize(one)) <= 13
    many = [write(f"The port of number {at} stays closed, the mayor of {at} said.", f"d-{at}") for at in range(150)]
    statements = [
        state(document, f"The port of number {at} stays closed", Actor(words=f"The mayor of {at}", code="UKR"))
        for at, document in enumerate(many)
    ]
    edition = compose(*many, statements=tuple(statements))
    assert edition.coverage.documents == 150 and len(edition.news) <= 12


def test_a_date_to_come_without_a_day_says_so():
    entry = make_tracked().diary[0]
    (announced,) = entry.appointments
    week = When(
        words="10 April",
        value="2025-W15",
        precision="week",
        start=date(2025, 4, 7),
        end=date(2025, 4, 7) + timedelta(days=6),
        passage=cut(WIRE, "10 April"),
    )
    for when, printed in ((None, "date open"), (week, "10 April")):
        undated = entry.model_copy(update={"on": None, "appointments": (announced.model_copy(update={"when": when}),)})
        assert [row.when for row in compose(WIRE, diary=(undated,)).diary] == [printed]
