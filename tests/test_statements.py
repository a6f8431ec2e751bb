"""Statements: source, cue, content, relay and grade of sentences written for the purpose."""

from __future__ import annotations

import pytest

from diplowatch.clean import make_document
from diplowatch.packs import load_pack
from diplowatch.read.context import Context, build_context
from diplowatch.read.statements import find_attributions, find_statements
from diplowatch.records import Grade, Mode, Statement


def read(text: str) -> tuple[Statement, ...]:
    return find_statements(context(text))


def context(text: str) -> Context:
    return build_context(make_document(text, published="2025-03-28"), load_pack())


def contents(statement: Statement) -> str:
    return " .. ".join(passage.exact for passage in statement.content)


SPANS = [
    # a verb of speech with "that": the conjunction is left out of the record
    (
        "Emmanuel Macron said on Thursday that a ceasefire was within reach.",
        "Emmanuel Macron",
        "a ceasefire was within reach",
    ),
    # content before its cue
    ("Talks will resume on Monday, the Kremlin said.", "the Kremlin", "Talks will resume on Monday"),
    # inverted cue after a quotation, with title and apposition in the source
    (
        "“We are ready for a truce at sea,” said Andrii Sybiha, Ukraine's foreign minister.",
        "Andrii Sybiha, Ukraine's foreign minister",
        "“We are ready for a truce at sea,”",
    ),
    # a participle shares the subject of its verb
    (
        "Sergei Lavrov left the hall, saying that the proposal was dead.",
        "Sergei Lavrov",
        "the proposal was dead",
    ),
    # accusation: whom and of what
    ("Ukraine accused Russia of striking a substation.", "Ukraine", "Russia of striking a substation"),
    # a call for something
    ("António Guterres called for an immediate ceasefire.", "António Guterres", "an immediate ceasefire"),
    # the outlet that was told stands between cue and content
    ("Keir Starmer told the BBC that Britain would stay the course.", "Keir Starmer", "Britain would stay the course"),
    # what stands between subject and cue says nothing
    (
        "Donald Trump, who wants to end the war after hundreds of thousands of deaths, said that talks went well.",
        "Donald Trump",
        "talks went well",
    ),
    # far from its subject, in the perfect tense
    (
        "Russia has not commented in detail on the strikes of the night, but has previously said that it hits no homes.",
        "Russia",
        "it hits no homes",
    ),
    # according to, at the head of the sentence
    ("According to the Kremlin, the talks lasted twelve hours.", "the Kremlin", "the talks lasted twelve hours"),
]


@pytest.mark.parametrize(("text", "source", "content"), SPANS)
def test_source_and_content(text: str, source: str, content: str) -> None:
    found = {(s.source.words if s.source else None, contents(s).rstrip(".")) for s in read(text)}
    assert (source, content) in found


MODES = [
    ("“The talks were useful,” Marco Rubio said.", Mode.DIRECT),
    ("Marco Rubio said that the talks were useful.", Mode.INDIRECT),
    ("Marco Rubio said that the talks were “useful and long”.", Mode.MIXED),
]


@pytest.mark.parametrize(("text", "mode"), MODES)
def test_mode_by_the_words_in_marks(text: str, mode: Mode) -> None:
    assert [s.mode for s in read(text)] == [mode]


def test_an_interrupted_quotation_is_one_statement_with_two_passages() -> None:
    (statement,) = read("“We will sign,” Volodymyr Zelensky said, “when the guarantees are real.”")
    assert [p.exact for p in statement.content] == ["“We will sign,”", "“when the guarantees are real.”"]


def test_a_quotation_after_the_sentence_of_its_cue_is_the_same_speakers() -> None:
    first, second = read("“We will sign the paper,” Volodymyr Zelensky said. “The guarantees have to be real.”")
    assert first.source is not None and second.source is not None
    assert first.source.code == second.source.code == "UKR"
    assert contents(second) == "“The guarantees have to be real.”"


def test_the_full_stop_of_a_title_ends_no_sentence_between_two_quotations() -> None:
    first, second = read("“We will sign the paper,” Mr. Rubio said. “It has to be real this time.”")
    assert first.source is not None and second.source is not None
    assert first.source.words == second.source.words == "Mr. Rubio"


WEIGHED = [
    # what somebody hopes is an attribution, what somebody does is none
    ("France hopes to host the talks in May.", {"to host the talks in May"}),
    ("France hosted the talks in May.", set()),
    # the same word with an object that nobody utters
    ("Ukraine called for a ceasefire.", {"a ceasefire"}),
    ("Ukraine closed its embassy.", set()),
    # nobody has said yet what a condition supposes
    ("If Moscow said that it was ready, talks could begin.", set()),
]


@pytest.mark.parametrize(("text", "expected"), WEIGHED)
def test_cues_are_weighed_with_their_frame(text: str, expected: set[str]) -> None:
    assert {contents(statement).rstrip(".") for statement in read(text)} == expected


def test_a_report_of_a_claim_is_relayed() -> None:
    (statement,) = read("According to Reuters, South Korean officials say that more troops have left for Russia.")
    assert statement.source is not None
    assert (statement.source.code, [actor.code for actor in statement.relay]) == ("KOR", ["MED"])


def test_an_outlet_that_reports_what_somebody_said_gives_way_to_the_speaker() -> None:
    (statement,) = read("Reuters reported that Sergei Lavrov said that Moscow was open to a truce at sea.")
    assert statement.source is not None
    assert (statement.source.code, [actor.code for actor in statement.relay]) == ("RUS", ["MED"])


def test_the_outlet_that_was_told_is_the_relay() -> None:
    (statement,) = read("Dmitry Peskov told Reuters that Russia would study the plan.")
    assert [actor.code for actor in statement.relay] == ["MED"]
    assert statement.grade is Grade.ON_RECORD


GRADES = [
    # a named official
    ("Marco Rubio said that the talks were useful.", Grade.ON_RECORD),
    # a state by its seat of power speaks on record
    ("The Kremlin said that the talks were useful.", Grade.ON_RECORD),
    # unnamed, in the singular and in the plural
    ("A senior European diplomat said that the talks were useful.", Grade.ANONYMOUS),
    ("Ukrainian officials said that the talks were useful.", Grade.ANONYMOUS),
    # a text that speaks
    ("The joint statement said that the talks were useful.", Grade.DOCUMENT),
    # one official's words through another
    ("Volodymyr Zelensky said that Donald Trump had promised that he would send more air defences.", Grade.SECOND_HAND),
]


@pytest.mark.parametrize(("text", "grade"), GRADES)
def test_grade(text: str, grade: Grade) -> None:
    assert grade in [statement.grade for statement in read(text)]


def test_a_source_that_asks_not_to_be_named_is_anonymous() -> None:
    (statement,) = read("The minister, who spoke on condition of anonymity, said that the talks had failed.")
    assert statement.grade is Grade.ANONYMOUS


def test_a_negated_cue_is_marked() -> None:
    (statement,) = read("Steve Witkoff did not say that Russia had agreed to the plan.")
    assert statement.negated


def test_the_speakers_own_thinking_makes_no_statement() -> None:
    assert read("I think that we have come far, and I believe that we will finish.") == ()


def test_turns_of_a_transcript_are_direct_statements_of_the_one_named() -> None:
    text = "Q Is there a date for the next round?\n\nMS. LEAVITT: There is no date yet that I can share with you."
    (statement,) = read(text)
    assert statement.mode is Mode.DIRECT
    assert contents(statement) == "There is no date yet that I can share with you."


def test_each_of_several_sources_gets_a_statement() -> None:
    found = [s.source.code for s in read("France and Germany said that sanctions would stay.") if s.source]
    assert found == ["FRA", "DEU"]


def test_ids_are_stable_and_every_span_is_inside_the_text() -> None:
    text = "“We agree,” Marco Rubio said.\n\nThe Kremlin denied that it had delayed the talks."
    once, again = context(text), context(text)
    assert [s.id for s in find_statements(once)] == [s.id for s in find_statements(again)]
    for found in find_attributions(once.doc, once.quotations):
        assert all(0 <= start < end <= len(text) for start, end in found.content)


@pytest.mark.parametrize("text", ["”", "“", "said", "According to", "Q:", "MS. X:", "“ ” said ,"])
def test_broken_text_gives_no_statement_and_no_error(text: str) -> None:
    made = make_document(text)
    assert find_statements(build_context(made, load_pack())) == ()


def test_a_line_that_ends_in_a_colon_introduces_the_paragraphs_after_it() -> None:
    text = (
        "The British Foreign Secretary, David Lammy, said:\n\nThis attack is an outrage and we condemn it.\n\n"
        "Our support will not waver in the months ahead.\n\nThe meeting took place in London."
    )
    found = [contents(statement) for statement in read(text) if statement.mode is Mode.DIRECT]
    assert found == ["This attack is an outrage and we condemn it.", "Our support will not waver in the months ahead."]


def test_an_active_cue_without_a_source_makes_no_statement() -> None:
    assert all(s.source is not None for s in read("Saying that talks had failed, the delegation left."))


UNNAMED = [
    # taken up again
    (
        "A Polish official arrived first. The talks would go on until Friday, the official said.",
        "the official",
        "POL",
    ),
    # two of them: which one is not said
    (
        "A Polish official and a Czech official arrived. The talks would go on until Friday, the official said.",
        "the official",
        None,
    ),
    # an organ, placed by the sentence
    ("In southern Ukraine, local authorities said the power was out.", "local authorities", "UKR"),
    # no place: nobody knows whose
    ("Local authorities said the power was out.", "Local authorities", None),
    # two places
    ("On the border of Poland and Ukraine, local authorities said the road was shut.", "local authorities", None),
    # the state accused is no place
    ("Rescuers said Russia had struck the bridge.", "Rescuers", None),
]


@pytest.mark.parametrize(("text", "words", "code"), UNNAMED)
def test_whom_the_unnamed_speak_for(text: str, words: str, code: str | None) -> None:
    found = [s.source.code for s in read(text) if s.source and s.source.words == words]
    assert found == [code]
