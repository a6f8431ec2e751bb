"""Composing an edition: what leads, what is printed, in whose words, and what is left out."""

from __future__ import annotations

from datetime import date

import pytest
from edition_factory import (
    DOCUMENTS,
    MACRON,
    NOTHING,
    PACK,
    RUSSIA,
    SEA,
    UKRAINE,
    WIRE,
    cut,
    happen,
    hold,
    make_tracked,
    stand,
    state,
)

from diplowatch.publish import compose_edition, summarize
from diplowatch.publish.compose.standpoints import ACTORS, ISSUES
from diplowatch.publish.links import is_linkable, link_to
from diplowatch.publish.sentences import cut_quote, find_quoted, find_sentence_ends, label_actor, strip_marks
from diplowatch.publish.walk import walk_sentences
from diplowatch.records import (
    Actor,
    ActorKind,
    Change,
    Condition,
    Deadlock,
    Document,
    Edition,
    Factuality,
    Mode,
    Passage,
    Plover,
    Problem,
    Stance,
    Story,
    cut_passage,
    hash_text,
)
from diplowatch.track.graph import blocker_id, build_graph
from diplowatch.track.keystones import find_keystones
from diplowatch.track.telling import tell_with


def compose(stored=DOCUMENTS, previous=None, problems=(), **changes) -> Edition:
    return compose_edition(
        make_tracked(**changes), stored, watch="Watch", pack=PACK, problems=problems, previous=previous
    )


@pytest.fixture(scope="module")
def edition() -> Edition:
    return compose()


def texts(edition: Edition, place: str = "") -> list[str]:
    return [sentence.text for where, sentence in walk_sentences(edition) if where.startswith(place)]


def tell(name: str, number: int, **fields) -> Story:
    """Make a story told by one document, `number` origins strong."""
    event = happen(SEA, "Moscow accused Kyiv of striking a gas metering station", Plover.CONSULT, (RUSSIA,), (UKRAINE,))
    origins = tuple(f"origin {at}" for at in range(number))
    base = {"id": name, "events": (event,), "documents": (SEA.id,), "origins": origins, "first": None, "last": None}
    return Story(**(base | fields))


# The lead


def test_the_story_with_most_independent_origins_leads(edition):
    assert "Thirty leaders met in Paris" in edition.lead.sentences[0].text
    assert edition.lead.origins == 2
    stronger = compose(stories=(*make_tracked().stories, tell("s-strong", 3)))
    assert "Moscow accused Kyiv" in stronger.lead.sentences[0].text


def test_the_lead_cites_every_document_that_reports_it(edition):
    cited = {citation.passage.document for citation in edition.lead.sentences[0].citations}
    assert cited == {"d-wire", "d-other"}


def test_the_lead_says_who_said_what_and_where_they_stand(edition):
    said = texts(edition, "lead")
    assert "Emmanuel Macron (France) said: “We will go ahead with those who are willing”." in said
    assert "Troops on the ground: France and the United Kingdom in favour; Germany on conditions." in said


def test_title_and_standfirst_are_composed_from_records(edition):
    assert edition.title == "Troops on the ground: France and the United Kingdom in favour, Germany on conditions"
    assert edition.standfirst.text == (
        "Russia’s position on a Black Sea ceasefire is conditional: once “the state farm bank is reconnected to "
        "SWIFT”, which the United Kingdom opposes (sanctions relief); nobody is named who would have to act."
    )


def test_without_stories_the_best_item_leads_and_with_nothing_nothing_does():
    assert compose(stories=()).lead.heading.startswith(("Emmanuel Macron", "David Lammy"))
    empty = compose(**NOTHING)
    assert empty.lead is None and empty.standfirst is None and empty.title == "Black Sea, 2025-W13"


# Attribution


def test_reported_words_are_marked_as_the_reports():
    said = texts(compose(stories=()))
    (scholz,) = {text for text in said if text.startswith("Olaf Scholz (Germany)")}
    assert scholz.startswith("Olaf Scholz (Germany) said, in the report’s words: “Germany would join only if")


def test_a_relay_chain_is_named(edition):
    assert (
        "South Korean officials, according to Yonhap, claim, in the report’s words: "
        "“North Korea has shipped some 3,000 more soldiers to Russia”."
    ) in texts(edition)


def test_an_unnamed_source_is_marked(edition):
    (said,) = [text for text in texts(edition) if "far from ready" in text]
    assert said.startswith("According to Harbour News, citing a source it does not name: ")


@pytest.mark.parametrize(
    ("words", "cue", "why"),
    [
        ("The minister did not promise to withdraw the troops from the coast soon.", "promise", "negated"),
        ("The envoy warned against giving up the harbours of the south to get a truce.", "warned", "a preposition"),
        ("She refused to confirm that the ships had left the harbour at night.", "confirm", "an infinitive"),
    ],
)
def test_a_cue_that_means_something_else_alone_is_printed_with_its_sentence(words, cue, why):
    document = WIRE.model_copy(update={"id": "d-cue", "text": words})
    start = words.index(cue)
    content = words[start + len(cue) :].strip().removeprefix("that ").removeprefix("against ").rstrip(".")
    at = cut_passage(document, start, start + len(cue))
    one = state(document, content, RUSSIA, cue, Mode.INDIRECT, cue_passage=at)
    edition = compose({**DOCUMENTS, "d-cue": document}, statements=(one,), stories=(), documents=(document,))
    assert edition.lead.sentences[0].text == f"According to Harbour News: “{words}”", why


def test_what_was_only_asked_about_is_not_printed_as_said():
    words = "A reporter asked if Russia agreed that the ceasefire would cover the ports of Odesa and Kherson."
    document = WIRE.model_copy(update={"id": "d-if", "text": words})
    start = words.index("agreed")
    one = state(
        document,
        "the ceasefire would cover the ports of Odesa and Kherson",
        RUSSIA,
        "agreed",
        Mode.INDIRECT,
        cue_passage=cut_passage(document, start, start + 6),
    )
    assert compose({**DOCUMENTS, "d-if": document}, statements=(one,), stories=()).lead is None


@pytest.mark.parametrize(
    ("source", "code_name", "label"),
    [
        # A person is printed by full name, with the state spoken for.
        (
            Actor(words="he", name="Dmitry Polyanskiy", code="RUS", kind=ActorKind.PERSON),
            "Russia",
            "Dmitry Polyanskiy (Russia)",
        ),
        # A person of no state has no state.
        (Actor(words="Ms Ito", name="Aiko Ito", kind=ActorKind.PERSON), None, "Aiko Ito"),
        # Who speaks for no state is placed by the affiliation the text gives.
        (
            Actor(words="Keller", name="Ann Keller", code="NGO", kind=ActorKind.PERSON, office="Harbor Institute"),
            None,
            "Ann Keller (Harbor Institute)",
        ),
        # A description too long for a label stays out of it.
        (
            Actor(words="Lind", name="Maria Lind", code="CVL", kind=ActorKind.PERSON, office="a" * 61),
            None,
            "Maria Lind",
        ),
        # An office of state says no more than the state.
        (
            Actor(words="he", name="Jan Novak", code="POL", kind=ActorKind.PERSON, office="Ambassador"),
            "Poland",
            "Jan Novak (Poland)",
        ),
        # Who speaks for nobody in the pack keeps the affiliation that the text gives.
        (
            Actor(words="Keller", name="Ann Keller", code="NGO", kind=ActorKind.PERSON, office="Harbor Institute"),
            None,
            "Ann Keller (Harbor Institute)",
        ),
        # A transcript's capital letters are no name.
        (Actor(words="SENIOR ADMINISTRATION OFFICIAL"), None, "Senior Administration Official"),
        # Words for two or more at once name nobody.
        (Actor(words="Both countries"), None, None),
        # A seat of power keeps its words.
        (Actor(words="the Kremlin", code="RUS"), "Russia", "The Kremlin (Russia)"),
        # Words that carry the name of the state do not repeat it.
        (Actor(words="Russian officials", code="RUS"), "Russia", "Russian officials"),
        # Words for several states do not have one of them behind.
        (Actor(words="U.S. and Russian leaders", code="USA"), "United States", "U.S. and Russian leaders"),
        # An abbreviation is written out.
        (Actor(words="the U.S.", code="USA", kind=ActorKind.STATE), "United States", "The United States"),
        # A pronoun that resolves to a state is the state.
        (Actor(words="it", code="RUS"), "Russia", "Russia"),
        # A pronoun that resolves to nobody names nobody.
        (Actor(words="They"), None, None),
        # Quotation marks of the text do not get into composed words.
        (Actor(words="the “coalition”"), None, "The coalition"),
    ],
)
def test_how_a_source_is_named(source, code_name, label):
    assert label_actor(source, code_name) == label


def test_a_text_without_outlet_is_named_by_its_title_and_then_by_its_kind():
    bare = {key: one.model_copy(update={"outlet": None}) for key, one in DOCUMENTS.items()}
    edition = compose(bare, documents=(bare["d-sea"],))
    heads = [
        sentence.text.partition(": “")[0]
        for _, sentence in walk_sentences(edition)
        if sentence.text.startswith("According to") and sentence.citations[0].passage.document == "d-sea"
    ]
    assert sorted(set(heads)) == [
        "According to the report",
        "According to the report ‘Moscow names its price for sea truce’",
    ]


# News


def test_nothing_is_printed_twice_in_lead_and_news(edition):
    printed = [text for text in texts(edition) if text.startswith(("Emmanuel", "South Korean officials"))]
    lead_and_news = texts(edition, "lead") + texts(edition, "news")
    assert len(lead_and_news) == len(set(lead_and_news))
    assert printed


def test_an_accusation_is_printed_with_its_denial(edition):
    (item,) = [item for item in edition.news if "Sudzha" in item.sentences[0].text]
    assert item.heading == "Accusation by Russia against Ukraine"
    assert (
        item.alleged and item.denial.text == "The Ukrainian General Staff replied: “Our forces did not fire on Sudzha”."
    )


def test_an_accusation_without_denial_stays_marked_as_one():
    stories = tuple(story.model_copy(update={"denials": ()}) for story in make_tracked().stories)
    (item,) = [item for item in compose(stories=stories).news if "Sudzha" in item.sentences[0].text]
    assert item.alleged and item.denial is None


@pytest.mark.parametrize(
    "change",
    [
        # Fragments say nothing.
        {"content": (cut(WIRE, "with those who"),)},
        # Nobody in particular said it.
        {"source": Actor(words="They")},
        {"source": None},
        # It was not said.
        {"negated": True},
    ],
)
def test_what_is_not_fit_to_print_is_left_out(change):
    one = state(WIRE, "“We will go ahead with those who are willing,”", MACRON).model_copy(update=change)
    assert compose(statements=(one,), stories=()).lead is None


def test_denied_and_hypothetical_events_are_not_reported_as_news():
    for factuality in (Factuality.DENIED, Factuality.HYPOTHETICAL):
        event = happen(
            WIRE, "Thirty leaders met in Paris on Thursday", Plover.CONSULT, (MACRON,), factuality=factuality
        )
        assert compose(stories=(tell("s", 3, events=(event,)),), statements=()).lead is None


def test_a_long_list_is_cut_and_the_rest_is_counted():
    words = "The minister of state {} said that the coast would stay open to every ship this spring."
    text = "\n".join(words.format(chr(65 + at) * 4) for at in range(20))
    document = WIRE.model_copy(update={"id": "d-long", "text": text})
    statements = tuple(
        state(
            document,
            "the coast would stay open to every ship this spring",
            Actor(words=f"The minister of state {chr(65 + at) * 4}", code="FRA"),
            "said",
            Mode.INDIRECT,
        ).model_copy(update={"id": str(at), "content": (passage_in(document, at),)})
        for at in range(20)
    )
    edition = compose({**DOCUMENTS, "d-long": document}, statements=statements, stories=(), documents=(document,))
    assert len(edition.news) + 1 <= 13
    assert all("the coast" in sentence.text for item in edition.news for sentence in item.sentences)


def passage_in(document: Document, line: int) -> Passage:
    """Cut the content of one line of the long document."""
    start = sum(len(one) + 1 for one in document.text.split("\n")[:line])
    at = document.text.index("the coast", start)
    return cut_passage(document, at, document.text.index(".", at))


# Briefings, changes, the table, blockers


def test_a_briefing_has_question_answer_and_the_rule(edition):
    (row,) = edition.briefings
    assert row.question.text == "A reporter asked: “Does the administration recognise any Russian claim to Crimea?”"
    assert row.answer.text.startswith("Dana Hale (United States) replied: “I am not going to speculate about that.")
    assert row.answered.value == "no" and row.why


def test_a_change_has_old_words_beside_new(edition):
    (row,) = edition.changes
    assert row.change is Change.SOFTENED
    assert "has ruled out sending troops" in row.old.text and "would join only if" in row.new.text


def test_positions_are_not_called_new_where_nothing_earlier_was_read():
    shift = make_tracked().shifts[0].model_copy(update={"change": Change.NEW, "old": None})
    assert compose(shifts=(shift,), earlier=0).changes == ()
    assert len(compose(shifts=(shift,), earlier=1).changes) == 1


def test_the_table_has_only_cells_that_words_support(edition):
    cells = {(cell.actor, cell.issue): cell.stance for cell in edition.matrix.cells}
    assert cells == {
        ("FRA", "troops"): Stance.SUPPORT,
        ("GBR", "troops"): Stance.SUPPORT,
        ("GBR", "sanctions"): Stance.OPPOSE,
        ("DEU", "troops"): Stance.CONDITIONAL,
        ("RUS", "black-sea"): Stance.CONDITIONAL,
    }
    (germany,) = [cell for cell in edition.matrix.cells if cell.actor == "DEU"]
    waits = "only if Washington stands behind the force (nobody is named who would have to act)"
    assert germany.conditions == (waits,) and germany.evidence == 2


def test_a_large_table_is_cut_and_says_how_much_is_missing():
    standings = tuple(
        stand(
            hold(
                WIRE,
                "Britain backs sending troops",
                Actor(words="x", code=f"A{actor:02}"),
                Stance.SUPPORT,
                f"i{issue:02}",
            )
        )
        for actor in range(20)
        for issue in range(12)
    )
    matrix = compose(standings=standings).matrix
    assert (len(matrix.actors), len(matrix.issues)) == (ACTORS, ISSUES)
    assert (matrix.actors_left_out, matrix.issues_left_out) == (20 - ACTORS, 12 - ISSUES)


def test_a_blocker_cites_its_condition_its_position_and_its_opponents(edition):
    (row,) = edition.blockers
    cited = [citation.passage.exact for citation in row.sentence.citations]
    assert cited[0] == "the state farm bank is reconnected to SWIFT" and "Now is the wrong moment" in cited[2]
    assert [(node.kind, node.label, node.detail) for node in edition.nodes] == [
        ("position", "Russia", "a Black Sea ceasefire"),
        ("condition", "the state farm bank is reconnected to SWIFT", "nobody is named who would have to act"),
        ("opponent", "United Kingdom", ""),
    ]
    assert [edge.kind for edge in edition.edges] == ["waits for", "opposed by"]


def test_a_circle_of_conditions_is_told():
    edition = compose(deadlocks=(Deadlock(blockers=("b-bank",), actors=("RUS", "GBR")),))
    assert edition.blockers[0].circle == ("Russia", "United Kingdom")


def test_a_keystone_is_cited_by_the_words_of_its_moves():
    tracked = make_tracked()
    (made,) = tracked.blockers
    blocker = made.model_copy(update={"id": blocker_id(made.held, made.condition)})
    graph = build_graph(tracked.standings, (blocker,), {})
    edition = compose(blockers=(blocker,), keystones=find_keystones(graph, tell_with({}, {})))
    row = next(one for one in edition.keystones if one.issue == "black-sea")

    assert row.sentence.text == (
        "A Black Sea ceasefire would be free if the United Kingdom dropped its opposition to sanctions relief, and "
        "Russia’s condition “the state farm bank is reconnected to SWIFT” was met, by whom is not told."
    )
    cited = {citation.passage for citation in row.sentence.citations}
    assert {blocker.condition.passage, blocker.held.position.passage} <= cited
    assert blocker.opposed_by[0].position.passage in cited
    assert (row.moves, row.at_least, row.is_smallest, row.is_complete, row.others) == (2, 2, True, True, 0)


def test_a_condition_too_short_to_quote_is_named_in_a_keystone_all_the_same():
    tracked = make_tracked()
    (blocker,) = tracked.blockers
    short = Condition(cue="once", passage=cut(SEA, "to SWIFT"))
    position = blocker.held.position.model_copy(update={"conditions": (short,)})
    held = blocker.held.model_copy(update={"position": position})
    made = blocker.model_copy(update={"id": blocker_id(held, short), "condition": short, "held": held})
    graph = build_graph((stand(held),), (made,), {})
    edition = compose(blockers=(made,), keystones=find_keystones(graph, tell_with({}, {})))

    assert edition.blockers == ()
    assert edition.keystones[0].sentence.text == (
        "A Black Sea ceasefire would be free if the United Kingdom dropped its opposition to sanctions relief, and "
        "Russia’s condition was met, by whom is not told."
    )


# Facts, coverage, corrections


def test_numbers_agreements_and_diary(edition):
    (number,) = edition.numbers
    assert (number.figure, number.stage, number.giver, number.receiver) == (
        "3,000 more soldiers",
        "delivered",
        "North Korea",
        "Russia",
    )
    (agreement,) = edition.agreements
    (violation,) = agreement.violations
    assert (violation.accuser, violation.accused) == ("Russia", "Ukraine") and violation.denial
    assert [(row.when, row.place) for row in edition.diary] == [("10 April 2025", "Kyiv")]


def test_dates_that_have_come_are_not_in_the_diary():
    entry = make_tracked().diary[0]
    past = entry.model_copy(update={"on": date(2025, 3, 26), "appointments": entry.appointments})
    assert compose(diary=(past,)).diary == ()


def test_india_is_printed_as_india_and_private_persons_by_their_words():
    quantity = make_tracked().quantities[0]
    for receiver, printed in (
        (Actor(words="New Delhi", code="IND", kind=ActorKind.STATE), "India"),
        (Actor(words="88 people", code="CVL", kind=ActorKind.GROUP), "88 people"),
    ):
        (row,) = compose(quantities=(quantity.model_copy(update={"receiver": receiver}),)).numbers
        assert row.receiver == printed


def test_coverage_says_what_was_read_what_failed_and_who_was_silent():
    undated = WIRE.model_copy(
        update={"id": "d-undated", "published": None, "title": "", "text": "No date here.\nMore."}
    )
    edition = compose(problems=(Problem(where="a.bin", what="binary"),), undated=(undated,))
    coverage = edition.coverage
    assert coverage.undated == ("No date here.",) and coverage.unread == ("a.bin: binary",)
    assert coverage.silent == ("North Korea",)
    assert coverage.outlets == (("Harbour News", 2), ("The Daily Ledger", 1), ("outlet unknown", 1))


def test_what_a_source_no_longer_says_is_corrected(edition):
    newer = WIRE.model_copy(
        update={
            "id": "d-wire-2",
            "text": WIRE.text.replace("Thirty leaders met in Paris", "Twenty-seven leaders met in Paris"),
        }
    )
    later = compose({**DOCUMENTS, newer.id: newer}, previous=edition, documents=(newer,), stories=(), statements=())
    (row,) = later.corrections
    assert row.edition == "2025-W13" and "Thirty leaders" in row.before
    assert "Twenty-seven leaders met in Paris on Thursday" in row.after.text
    assert row.after.citations[0].passage.document == newer.id


def test_an_older_version_beside_the_cited_one_corrects_nothing(edition):
    older = WIRE.model_copy(update={"id": "d-wire-0", "text": "Nobody has met in Paris yet, and nobody knows when."})
    assert compose({older.id: older, **DOCUMENTS}, previous=edition).corrections == ()
    later = compose({older.id: older, **DOCUMENTS}, previous=edition, **NOTHING)
    assert later.corrections == ()


def test_a_newer_version_of_an_earlier_week_is_found_by_its_order(edition):
    newer = WIRE.model_copy(update={"id": "d-wire-2", "text": "Nobody has met in Paris yet, and nobody knows when."})
    later = compose({**DOCUMENTS, newer.id: newer}, previous=edition, **NOTHING)
    assert any("Thirty leaders" in row.before for row in later.corrections)
    assert all(row.after.citations[0].passage.document == newer.id for row in later.corrections)


def test_an_unchanged_source_gives_no_correction(edition):
    assert compose(previous=edition).corrections == ()


def test_a_correction_notice_of_a_source_is_printed():
    notice = "Correction: an earlier version gave the wrong number of leaders."
    text = f"{notice}\n\n{WIRE.text}"
    document = WIRE.model_copy(update={"id": "d-notice", "text": text, "corrects": notice})
    later = compose({**DOCUMENTS, document.id: document}, documents=(document,), stories=())
    assert [row.after.text for row in later.corrections] == [f"According to Harbour News: “{notice}”"]


# Words


@pytest.mark.parametrize(
    ("exact", "stripped"),
    [
        # The marks around a passage are not part of its words.
        ("“We agree,”", "We agree,"),
        ('"We agree,"', "We agree,"),
        # A mark whose partner is inside stays.
        ("the plan was “far from ready.”", "the plan was “far from ready.”"),
        # A quotation that the paragraph ended without a mark.
        ("“We agree", "We agree"),
        # An apostrophe at the start is a letter of its word.
        ("‘We’ agree", "‘We’ agree"),
    ],
)
def test_marks_around_a_passage(exact, stripped):
    assert strip_marks(exact) == stripped


@pytest.mark.parametrize(
    ("exact", "limit", "printed"),
    [
        # Short words are printed whole, without the comma before the cue.
        ("We agree,", 100, "We agree"),
        # Long words are cut where a sentence ends.
        ("We agree. They do not. Nobody knows.", 22, "We agree. They do not."),
        # A sentence longer than the limit is not cut inside.
        ("We all agree on this one long sentence. Yes.", 10, "We all agree on this one long sentence."),
        # A conjunction left hanging is not printed.
        ("she would not speculate but", 100, "she would not speculate"),
        # A preposition at the end of speech is.
        ("maybe they don’t join in", 100, "maybe they don’t join in"),
        # Marks out of balance: no quotation rather than a false one.
        ("he “agreed” to ”go", 100, None),
        # A full stop of an abbreviation ends no sentence.
        ("U.S. officials met Gen. Hale in Riyadh. They left.", 42, "U.S. officials met Gen. Hale in Riyadh."),
    ],
)
def test_cutting_a_quotation(exact, limit, printed):
    assert cut_quote(exact, limit) == printed


def test_sentence_ends_inside_quotations_and_at_line_breaks():
    text = "He left. “Why?” she asked. It cost $3.5 million\nNext line"
    pieces, start = [], 0
    for end in find_sentence_ends(text):
        pieces.append(text[start:end].strip())
        start = end
    assert pieces[:2] == ["He left.", "“Why?”"] or pieces[:2] == ["He left.", "“Why?” she asked."]
    assert "It cost $3.5 million" in pieces


def test_a_report_is_printed_with_its_whole_sentence_even_in_a_list():
    text = "- Both sides agreed to keep the sea lanes open. - Both sides agreed to spare power stations. - The talks go on."
    document = SEA.model_copy(update={"id": "d-list", "text": text})
    event = happen(document, "agreed to spare power", Plover.AGREE, (RUSSIA,), (UKRAINE,))
    story = tell("s-list", 3, events=(event,))
    edition = compose({**DOCUMENTS, "d-list": document}, stories=(story,), statements=(), documents=(document,))
    assert edition.lead.sentences[0].text == "According to Harbour News: “Both sides agreed to spare power stations.”"


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("He said: “a”, then “b”.", ["a", "b"]),
        # A quotation in a quotation belongs to the outer one.
        ("He said: “a “b” c”.", ["a “b” c"]),
        # An unclosed one is still a claim to exact words.
        ("He said: “a", ["a"]),
        ('Straight "marks" are a source’s own.', []),
    ],
)
def test_finding_quotations(text, stretches):
    assert find_quoted(text) == stretches


def make_passage(exact: str, prefix: str = "", suffix: str = "") -> Passage:
    return Passage(
        document="d", start=0, end=len(exact), exact=exact, prefix=prefix, suffix=suffix, text_hash=hash_text("")
    )


@pytest.mark.parametrize(
    ("passage", "directive"),
    [
        # A whole passage of some length needs no context.
        (
            make_passage("the state farm bank is reconnected to SWIFT"),
            "the%20state%20farm%20bank%20is%20reconnected%20to%20SWIFT",
        ),
        # Short words come with their neighbours; a word that the context cuts through is left out.
        (
            make_passage("no", "ber said clearly: ", " and left the room for go"),
            "said%20clearly%3A-,no,-and%20left%20the%20room",
        ),
        # Commas, dashes and ampersands have a meaning in the syntax, so they are encoded.
        (
            make_passage("a cease-fire, an exchange & a truce at sea now"),
            "a%20cease%2Dfire%2C%20an%20exchange%20%26%20a%20truce%20at%20sea%20now",
        ),
        # A long passage is named by its first and last words.
        (
            make_passage("one two three four five " + "x " * 80 + "six seven eight nine ten"),
            "one%20two%20three%20four%20five,six%20seven%20eight%20nine%20ten",
        ),
    ],
)
def test_text_fragments(passage, directive):
    assert link_to("https://a.example/b", passage) == f"https://a.example/b#:~:text={directive}"


@pytest.mark.parametrize(
    ("address", "linkable"),
    [
        ("https://a.example/b?c=1", True),
        ("http://a.example", True),
        # Scripts and files are no sources that a reader may be sent to.
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("data:text/html,x", False),
        ("https://a.example/ b", False),
        ("https://[broken", False),
        ("briefing.txt", False),
        (None, False),
    ],
)
def test_what_may_be_linked(address, linkable):
    assert is_linkable(address) is linkable


def test_the_summary_is_short_and_says_what_matters(edition):
    lines = summarize(edition)
    assert 8 <= len(lines) <= 12
    assert any("Troops on the ground" in line for line in lines)
    assert "Blocked: 1 condition, 1 opposed by others" in lines
    assert "Moved: Germany on troops on the ground (softened); 0 new or repeated" in lines
    assert "Coming: 10 April 2025, Kyiv" in lines
