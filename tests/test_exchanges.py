"""Exchanges: reported questions, transcripts, and whether the answer answers."""

from __future__ import annotations

import pytest

from diplowatch.clean import make_document
from diplowatch.packs import load_pack
from diplowatch.read.answers import judge_answer
from diplowatch.read.context import build_context
from diplowatch.read.exchanges import find_exchanges
from diplowatch.read.statements import find_statements
from diplowatch.read.turns import find_turns
from diplowatch.records import Answered, Exchange


def read(text: str) -> tuple[Exchange, ...]:
    context = build_context(make_document(text, published="2025-03-28"), load_pack())
    return find_exchanges(context, find_statements(context))


ANSWERS = [
    # refusals, each in its own words
    ("Will the president go?", "I’m not going to speculate about travel.", Answered.NO),
    ("Will the president go?", "I would refer you to the White House.", Answered.NO),
    ("Will the president go?", "I don't have anything to announce today.", Answered.NO),
    ("whether a deal was near", "she declined to comment on the talks", Answered.NO),
    ("whether the strike took place", "he would neither confirm nor deny it", Answered.NO),
    # another subject
    ("how trust could be restored", "“This isn’t about trust, it is about results.”", Answered.NO),
    # a reserve
    ("Is there a list?", "Without getting into names, there is a group of countries.", Answered.PARTLY),
    # a refusal after words on the matter
    (
        "Is the missile theirs?",
        "The two teams have looked at the fragments since this morning, and the flight path makes one of the two "
        "origins quite a bit likelier than the other one. I won't say more.",
        Answered.PARTLY,
    ),
    # yes and no are both answers
    ("Is there a list?", "Yes, there is one.", Answered.YES),
    ("Is there a list?", "No, and there will be none.", Answered.YES),
    ("Are you prepared to take them in?", "We are, and so are others.", Answered.YES),
    # nothing decides: partly, not a guess of yes
    ("What is in the plan?", "The ministers talked for hours.", Answered.PARTLY),
]


@pytest.mark.parametrize(("question", "answer", "expected"), ANSWERS)
def test_judged_by_rule(question: str, answer: str, expected: Answered) -> None:
    assert judge_answer(question, answer)[0] is expected


def test_why_quotes_the_words_as_the_answer_has_them() -> None:
    assert "“don’t have anything”" in judge_answer("Anything new?", "We don’t have anything new.")[1]


def test_a_reported_question_and_its_answer() -> None:
    (exchange,) = read(
        "A reporter asked State Department spokesperson Tammy Bruce whether the United States would recognize the "
        "annexation. Bruce said she would rather not speculate about an outcome."
    )
    assert exchange.respondent.code == "USA"
    assert exchange.question.exact.startswith("whether the United States")
    assert exchange.answered is Answered.NO


def test_asked_at_the_head_of_the_sentence() -> None:
    (exchange,) = read("Asked whether Russia would accept a truce at sea, Dmitry Peskov said that work was under way.")
    assert exchange.respondent.code == "RUS"
    assert exchange.asker is None
    assert exchange.answer.exact.rstrip(".") == "work was under way"


def test_a_refusal_without_the_question_spelled_out() -> None:
    (exchange,) = read("A NATO spokesman declined to say whether the alliance would send trainers.")
    assert exchange.answered is Answered.NO
    assert exchange.question.exact == "whether the alliance would send trainers"


def test_an_official_who_asks_another_for_something_is_no_exchange() -> None:
    assert read("Zelensky asked Trump whether the aid would go on. Trump said that it would.") == ()


BRIEFING = (
    "Thank you all for coming. Q Thanks, Karoline. Will the president speak to Mr. Putin this week? "
    "MS. LEAVITT: Yes, the two will speak on Tuesday. Q And on tariffs? MS. LEAVITT: I don’t have anything on that."
)


def test_a_briefing_that_lost_its_line_breaks() -> None:
    first, second = read(BRIEFING)
    assert first.answer.exact == "Yes, the two will speak on Tuesday."
    assert first.respondent.words == "MS. LEAVITT"
    assert [first.answered, second.answered] == [Answered.YES, Answered.NO]


def test_thanks_are_no_question() -> None:
    assert read("Q Thanks, Jen.\n\nMS. PSAKI: Go ahead, please.\n\nQ Thanks.") == ()


def test_courtesies_and_questions_back_are_no_answers() -> None:
    assert read("Q One more on the grain deal, if I may?\n\nMS. BRUCE: Sure.\n\nQ Thanks.") == ()
    assert read("Q Did they send the list to you?\n\nMS. BRUCE: Which list?\n\nQ Thanks.") == ()


TURNS = [
    # line labels with and without a colon
    ("Q: Why?\n\nTHE PRESIDENT: It is late.", [("Q", True), ("THE PRESIDENT", False)]),
    # the time of day before the first label is no part of it
    ("9:17 A.M. EDT\n\nQ Sir, one more?\n\nTHE PRESIDENT: Sure.", [("Q", True), ("THE PRESIDENT", False)]),
    # printed questions and answers
    ("QUESTION: Who pays?\n\nANSWER: The owner pays.", [("QUESTION", True), ("ANSWER", False)]),
    # a single label makes no transcript, nor do capitals in running text
    ("WASHINGTON: a report", []),
    ("The USA and the EU agreed on Q3 figures.", []),
]


@pytest.mark.parametrize(("text", "expected"), TURNS)
def test_turns(text: str, expected: list[tuple[str, bool]]) -> None:
    assert [(turn.name, turn.is_question) for turn in find_turns(text)] == expected


def test_a_long_answer_is_cut_to_its_opening_at_a_sentence_end() -> None:
    long = "We are working on this every day with our partners. " * 60
    (exchange,) = read(f"Q Is there any progress on the ceasefire?\n\nMS. BRUCE: {long}")
    assert exchange.answer.exact.endswith("partners.")
    assert len(exchange.answer.exact) <= 800
