"""The voice of a document: who "we" and "I" are outside quotations, in official texts, read-outs and transcripts."""

from __future__ import annotations

import pytest

from diplowatch.clean import make_document
from diplowatch.packs import load_pack
from diplowatch.read.context import Context, build_context
from diplowatch.read.positions import find_positions
from diplowatch.read.statements import find_statements


def context_of(text: str, outlet_code: str | None = None) -> Context:
    document = make_document(text, published="2024-05-14")
    return build_context(document.model_copy(update={"outlet_code": outlet_code}), load_pack())


def voice_of(text: str, outlet_code: str | None = None) -> str | None:
    own = context_of(text, outlet_code).voice.own
    return own.code if own else None


NAMED = [
    # the sentence after a state's own condemnation goes on as "we"
    ("The United States condemns the shelling of Odesa. We offer our condolences to the families.", "USA"),
    # a body may speak too
    ("The European Union welcomes the truce. We have spoken to all parties, and we call on them to keep it.", "EUU"),
    # whoever speaks on behalf of a state
    ("On behalf of the Government of Canada, I congratulate the people of Moldova. I wish them well.", "CAN"),
    # the leaders of a group sign for it
    ("We, the leaders of the G7, met today in Bari. We will stand by Ukraine as long as it takes.", "GSE"),
    # an address to one's own people
    ("Ukrainians!\n\nToday was a long day. I spoke with the commanders, and we are holding the line.", "UKR"),
    # the blessing that closes a speech names the speaker's own
    ("I thank this parliament. You gave us shelter, and we shall not forget it.\n\nGlory to Ukraine!", "UKR"),
    # a read-out tells its own side's act first and says "our", never "I"
    ("President Emmanuel Macron met today with the Prime Minister of Japan. They reviewed our joint work.", "FRA"),
    # the department that "I" direct is the speaker's own
    ("I have ordered the Department of Defense to send more. Ukraine has asked for it.", "USA"),
    # "I spoke with" somebody of one state on what lies between it and the speaker's
    ("I spoke with President Macron. We discussed cooperation between Ukraine and France.", "UKR"),
    # "along with our allies" beside one state
    ("I fear the war. Its cost to Canada, along with our NATO allies, is rising.", "CAN"),
    # what a text's own side gives
    ("Minister welcomes Canada's support for Moldova\n\nWe stand with Moldova in these days.", "CAN"),
    # a message to the speaker's own congress
    ("TO THE CONGRESS OF THE UNITED STATES:\n\nI have decided to continue the emergency for one year.", "USA"),
]


@pytest.mark.parametrize(("text", "code"), NAMED)
def test_a_text_that_names_its_speaker_has_a_voice(text: str, code: str) -> None:
    assert voice_of(text) == code


NOT_NAMED = [
    # a report: "we" stands only inside quotations
    "The United States condemns the attack. “We stand with Ukraine,” Blinken said on Tuesday in Kyiv.",
    # a columnist's "we" that commits no state
    "I have covered this war for two years. We all know that the United States supports Ukraine.\n\nRussia denies it.",
    # two states commit themselves alike
    "France supports the plan. Germany supports the plan. We welcome it.",
    # a guest greets the hosts: "your" shows that their country is not the speaker's
    "Danes!\n\nI thank your country and your people. We will not forget what you gave.",
    # partners of the speaker are not the speaker
    "We will work with the Iraqi Security Forces, and our partners, to rebuild the city.",
    # what another state had promised is no act of the speaker's
    "The order takes effect today. It answers Russia's broken commitment to peace. We are prepared to go further.",
    # nobody is named
    "We condemn the attack in the strongest terms. We extend our condolences to the victims.",
    # what a state did is told in the past: a report, not an act of speech
    "The United States condemned the attack. We drove on to the border.",
    # no first person at all
    "The United Kingdom condemns the attack and stands with the victims.",
]


@pytest.mark.parametrize("text", NOT_NAMED)
def test_no_voice_is_guessed(text: str) -> None:
    assert voice_of(text) is None


def test_an_official_publisher_is_the_voice_of_its_own_texts() -> None:
    assert voice_of("We condemn the attack on Odesa.", "GBR") == "GBR"


def test_a_news_outlet_is_not() -> None:
    assert voice_of("We drove to the border on Sunday.", "MED") is None


def test_the_first_person_means_the_voice_outside_quotations_only() -> None:
    text = "The United States condemns the attack. We call for a truce. “We are ready,” Sergei Lavrov said."
    context = context_of(text)
    outside, inside = [token for token in context.doc if token.text == "We"]
    assert context.resolve(context.doc[outside.i : outside.i + 1]).code == "USA"
    assert context.resolve(context.doc[inside.i : inside.i + 1]).code is None


def test_our_government_is_the_voice_s_but_our_allies_are_not() -> None:
    context = context_of("The United Kingdom welcomes this. We will support our allies, and our government will pay.")
    meant = {}
    for token in context.doc:
        if token.lower_ == "our":
            span = context.doc[token.i : token.i + 2]
            meant[span.text] = context.resolve(span).code
    assert meant == {"our allies": None, "our government": "GBR"}


BRIEFING = """1:10 P.M. EDT

Q  Will you send more air defense?

{label}: We are looking at that. I have nothing to announce today.

Q  When will you know?

{label}: Soon, I hope. We will tell you as we always do.
"""

LABELS = [
    ("MR. KIRBY", "USA"),
    ("THE PRESIDENT", "USA"),
    ("SENIOR ADMINISTRATION OFFICIAL", "USA"),
]


@pytest.mark.parametrize(("label", "code"), LABELS)
def test_in_a_turn_the_first_person_is_whoever_has_the_word(label: str, code: str) -> None:
    context = context_of(BRIEFING.format(label=label))
    speaker = context.voice.at(context.document.text.index("We are looking"))
    assert speaker is not None
    assert speaker.code == code
    assert context.voice.at(context.document.text.index("Will you send")) is None


def test_remarks_have_one_label_and_one_speaker() -> None:
    context = context_of("Cabinet Room\n\nTHE PRESIDENT: Thank you. The United States stands with Kyiv. We support it.")
    speaker = context.voice.at(context.document.text.index("We support"))
    assert speaker is not None
    assert speaker.code == "USA"


def test_words_before_a_lost_first_label_are_the_only_official_s() -> None:
    text = (
        "and we are working on it as I said.\n\nQ  Will he travel?\n\nMR. KIRBY: Yes.\n\nQ  When?\n\nMR. KIRBY: Soon."
    )
    speaker = context_of(text).voice.at(4)
    assert speaker is not None
    assert speaker.code == "USA"


def test_a_position_in_the_first_person_is_the_voice_s() -> None:
    context = context_of("The United States condemns the strike. We support a full ceasefire in Ukraine.")
    positions = find_positions(context, find_statements(context))
    assert "USA" in {position.actor.code for position in positions if "ceasefire" in position.passage.exact}


def spoken_in(text: str) -> list[tuple[str | None, str]]:
    statements = find_statements(context_of(text))
    return [
        (one.source.code if one.source else None, " ".join(part.exact for part in one.content)) for one in statements
    ]


def test_in_an_address_every_sentence_is_a_statement_of_the_speaker() -> None:
    text = (
        "Ukrainians!\n\nToday was a hard day for the city of Kharkiv. It was. "
        "I spoke with the mayor about the repairs of the grid."
    )
    assert spoken_in(text) == [
        ("UKR", "Today was a hard day for the city of Kharkiv. It was."),  # a short sentence goes with its neighbour
        ("UKR", "I spoke with the mayor about the repairs of the grid."),
    ]


def test_a_sentence_that_reports_somebody_else_is_theirs() -> None:
    text = (
        "Ukrainians!\n\nI spoke with the mayor about repairs. President Macron said that France will send generators."
    )
    assert ("FRA", "France will send generators") in spoken_in(text)
    assert not any(code == "UKR" and "Macron" in content for code, content in spoken_in(text))


def test_a_report_s_own_sentences_are_nobody_s_statements() -> None:
    text = "The mayor opened the bridge on Monday. “We support the plan,” President Macron said. It rained all day."
    assert [code for code, _ in spoken_in(text)] == ["FRA"]


def test_the_bare_office_of_a_label_is_not_the_other_president_in_the_text() -> None:
    text = (
        "Q  What did you say to President Duda?\n\nTHE PRESIDENT: We will support Poland, as I told President Duda.\n"
    )
    context = context_of(text)
    sources = [
        one.source.code for one in find_statements(context) if one.source and one.source.words == "THE PRESIDENT"
    ]
    assert sources == ["USA"]
