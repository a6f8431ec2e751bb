"""Statements in every layout that reports, transcripts, posts and headlines print speech in; one result however read."""

from __future__ import annotations

import time

import pytest

from diplowatch.clean import make_document
from diplowatch.packs import load_pack
from diplowatch.read.context import build_context
from diplowatch.read.statements import find_statements
from diplowatch.readers import WORTH_SHARING, read_each
from diplowatch.records import Act, Document, Grade, Mode, Reading, Statement


def document(text: str, published: str = "2025-03-28") -> Document:
    return make_document(text, published=published)


def read(text: str, published: str = "2025-03-28") -> tuple[Statement, ...]:
    return find_statements(build_context(document(text, published), load_pack()))


def said_by(text: str) -> dict[str, str | None]:
    """Content to the code of who said it."""
    return {
        " .. ".join(part.exact for part in one.content): one.source.code if one.source else None for one in read(text)
    }


MARKS = [
    ("“", "”"),
    ('"', '"'),
    ("‘", "’"),
    ("'", "'"),
    ("«", "»"),
    # editing leaves a straight mark at the end
    ("“", '"'),
]


@pytest.mark.parametrize(("opening", "closing"), MARKS)
def test_a_quotation_is_direct_in_every_style_of_marks(opening: str, closing: str) -> None:
    (statement,) = read(f"{opening}We are ready for a truce at sea,{closing} Sergei Lavrov said on Friday in Moscow.")
    assert statement.source is not None
    assert (statement.source.code, statement.mode) == ("RUS", Mode.DIRECT)
    assert statement.content[0].exact.strip(opening + closing) == "We are ready for a truce at sea,"


def test_a_nested_quotation_belongs_to_the_outer_speaker() -> None:
    found = said_by("“They call it a ‘pause’, and we call it a retreat,” Volodymyr Zelensky said.")
    assert found == {"“They call it a ‘pause’, and we call it a retreat,”": "UKR"}


def test_a_quotation_over_paragraphs_with_repeated_opening_marks_has_one_speaker() -> None:
    found = said_by(
        "“We came here in good faith,” Volodymyr Zelensky said. “We brought a plan.\n\n"
        "“The plan has three parts, and all of them are on the table.\n\n"
        "“The rest is for our partners to decide.”"
    )
    assert set(found.values()) == {"UKR"}
    assert "“The plan has three parts, and all of them are on the table." in found
    assert "“The rest is for our partners to decide.”" in found


def test_a_missing_closing_mark_ends_with_the_paragraph() -> None:
    found = said_by("Sergei Lavrov said: “The plan is dead and will stay dead.\n\nFrance hosted the talks in Paris.")
    assert set(found.values()) == {"RUS"}
    assert not any("France" in content for content in found)


def test_the_turns_of_a_transcript_are_their_speakers() -> None:
    statements = read(
        "Q: Is there a date for the next round of talks?\n\n"
        "MS. PSAKI: We expect the next round of talks to take place in Riyadh next week.\n\n"
        "Q: And who will be there?\n\n"
        "MS. PSAKI: The Secretary of State will lead our delegation to the talks.\n",
        published="2022-02-01",
    )
    assert {one.source.code for one in statements if one.source} == {"USA"}
    assert {one.mode for one in statements} == {Mode.DIRECT}
    assert not any("who will be there" in part.exact for one in statements for part in one.content)


POSTS = [
    # a handle that holds a surname of the pack
    ("@ZelenskyyUa: Ukraine is ready for a full ceasefire today.", "UKR"),
    # the name before it
    ("Emmanuel Macron (@EmmanuelMacron): France will stand with Ukraine for as long as it takes.", "FRA"),
    # a handle that names nobody known keeps its words without a code
    ("@somebody_else: Nobody believes in this ceasefire any more.", None),
]


@pytest.mark.parametrize(("text", "code"), POSTS)
def test_a_post_is_said_by_its_handle(text: str, code: str | None) -> None:
    (statement,) = [one for one in read(text) if one.source and one.source.words.startswith("@")]
    assert statement.source is not None
    assert (statement.source.code, statement.mode) == (code, Mode.DIRECT)


def test_every_line_of_a_block_quotation_is_said_by_who_introduces_it() -> None:
    found = said_by(
        "Volodymyr Zelensky wrote:\n\n"
        "> Ukraine is ready to sign the agreement on minerals.\n"
        "> The guarantees must come first.\n\n"
        "The talks went on until the evening."
    )
    assert {content.rstrip("."): code for content, code in found.items()} == {
        "Ukraine is ready to sign the agreement on minerals": "UKR",
        "The guarantees must come first": "UKR",
    }


HEADLINES = [
    ("Zelensky: no deal without guarantees\n\nThe talks in Riyadh ended on Friday.", "no deal without guarantees"),
    ("Kremlin: ‘We see no reason for a pause’\n\nThe talks ended.", "‘We see no reason for a pause’"),
]


@pytest.mark.parametrize(("text", "content"), HEADLINES)
def test_a_headline_with_a_colon_is_said_by_the_name_before_it(text: str, content: str) -> None:
    assert content in said_by(text)


def test_the_leaders_of_a_meeting_are_named_one_by_one() -> None:
    statements = read(
        "Emmanuel Macron spoke with Volodymyr Zelensky on Thursday.\n\nThe leaders reaffirmed their support for a truce."
    )
    spoken = [one for one in statements if one.source and one.source.words == "The leaders"]
    assert {one.source.code for one in spoken if one.source} == {"FRA", "UKR"}
    assert len({one.id for one in spoken}) == 2


NO_HEADLINES = [
    # a section of a page is no speaker
    "Background: the talks so far\n\nThe talks ended on Friday.",
    # the plain name of a state heads news of it
    "Ukraine: talks end without a date\n\nThe talks ended on Friday.",
    # an outlet opens a line with its own name
    "Reuters: talks end in Riyadh\n\nThe talks ended on Friday.",
    # a sentence with a list after its colon
    "The talks had two aims: a truce at sea and a swap of prisoners.",
]


@pytest.mark.parametrize("text", NO_HEADLINES)
def test_a_colon_alone_makes_no_speaker(text: str) -> None:
    assert not [one for one in read(text) if one.cue == ":" and one.act is Act.UTTERANCE]


def test_a_headline_with_says_names_its_speaker() -> None:
    assert "UKR" in said_by("Zelensky says Ukraine is ready to sign the minerals deal").values()


ACTS = [
    ("Marco Rubio said that the talks were useful.", {Act.UTTERANCE}),
    # what somebody wants is an attitude
    ("Turkey wants to host the next round of talks.", {Act.ATTITUDE}),
    # what somebody did not say, nobody said
    ("Marco Rubio did not say that the talks were useful.", {Act.ATTITUDE}),
    # what was talked about is no content of its own
    ("Emmanuel Macron discussed the plan for a truce at sea with his ministers.", {Act.TOPIC}),
]


@pytest.mark.parametrize(("text", "acts"), ACTS)
def test_what_is_said_is_told_from_what_is_wanted_or_talked_about(text: str, acts: set[Act]) -> None:
    assert {one.act for one in read(text)} == acts


OUTLETS = [
    ("Dmitry Peskov told Reuters on Friday that Russia would study the plan.", "Reuters"),
    ("“Russia will study the plan,” Dmitry Peskov said in an interview with the Financial Times.", "Financial Times"),
    ("“Russia will study the plan,” Dmitry Peskov told the TASS news agency.", "TASS"),
    ("Speaking to the BBC, Keir Starmer said that Britain would stay the course.", "BBC"),
]


@pytest.mark.parametrize(("text", "outlet"), OUTLETS)
def test_the_outlet_that_was_told_is_the_relay(text: str, outlet: str) -> None:
    assert [[actor.name for actor in one.relay] for one in read(text)] == [[outlet]]


def test_the_outlet_holds_for_the_speakers_further_words_of_the_paragraph() -> None:
    first, second = read(
        "“We will sign the paper,” Volodymyr Zelensky told Reuters. "
        "“The guarantees have to be real,” Volodymyr Zelensky said.\n\nFrance hosted the talks."
    )
    assert [actor.name for actor in first.relay] == [actor.name for actor in second.relay] == ["Reuters"]


def test_the_outlet_does_not_hold_for_another_speaker() -> None:
    statements = read(
        "“We will sign the paper,” Volodymyr Zelensky told Reuters. “The paper is dead,” Sergei Lavrov said."
    )
    assert {one.source.code: len(one.relay) for one in statements if one.source} == {"UKR": 1, "RUS": 0}


def test_what_a_state_outlet_passes_on_shows_it() -> None:
    (statement,) = read("“Russia will study the plan,” Dmitry Peskov told TASS.")
    assert statement.grade is Grade.STATE_MEDIA


def test_reading_time_grows_with_the_length_and_no_faster() -> None:
    turn = 'Q: Will the talks go on?\n\nMR. KIRBY: We said that the talks will go on, and "we mean it" every time.\n\n'
    context_short, context_long = (build_context(document(turn * many), load_pack()) for many in (150, 600))
    assert len(context_long.document.text) > 60_000
    find_statements(context_short)

    def cost(context: object) -> float:
        start = time.process_time()
        find_statements(context)  # type: ignore[arg-type]
        return time.process_time() - start

    assert cost(context_long) < 7 * cost(context_short)


def test_a_text_gives_the_same_records_alone_in_a_batch_and_in_other_processes() -> None:
    texts = [
        f"“We are ready for {number} talks,” Sergei Lavrov told TASS.\n\nZelensky said that he would wait."
        for number in range(2, WORTH_SHARING + 3)
    ]
    documents = [document(text) for text in texts]

    def records(jobs: int) -> list[str]:
        found = list(read_each(documents, len(documents), load_pack(), jobs))
        return [one.model_dump_json() for one in found if isinstance(one, Reading)]

    alone = [reading for one in documents for reading in read_each([one], 1, load_pack(), 1)]
    assert records(1) == records(2) == [one.model_dump_json() for one in alone]
