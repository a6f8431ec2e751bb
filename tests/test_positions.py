"""Positions: an actor's stance on something that could be done, with the shortest words that show it."""

from __future__ import annotations

import pytest

from diplowatch.clean import make_document
from diplowatch.packs import load_pack
from diplowatch.read import read_document
from diplowatch.records import Position


def positions(text: str) -> tuple[Position, ...]:
    return read_document(make_document(text, published="2025-03-28"), load_pack()).positions


def seen(text: str) -> set[tuple[str | None, str, str]]:
    return {(one.actor.code, one.stance.value, one.proposal.exact) for one in positions(text)}


CASES = [
    # a verb of support with an infinitive
    ("Germany agreed to supply air defences.", ("DEU", "support", "supply air defences")),
    # a verb of opposition with an object
    ("Moscow rejected a ceasefire at sea.", ("RUS", "oppose", "a ceasefire at sea")),
    # a phrasal verb with a gerund
    ("Berlin ruled out sending cruise missiles.", ("DEU", "oppose", "sending cruise missiles")),
    # double negation softens, it does not turn to support
    ("France did not rule out sending instructors.", ("FRA", "undecided", "sending instructors")),
    # a negated want is opposition
    ("Poland does not want to send soldiers.", ("POL", "oppose", "send soldiers")),
    # a promise that was not made leaves the matter open
    ("The United States did not promise to lift sanctions.", ("USA", "undecided", "lift sanctions")),
    # a decision still to be taken
    ("Canada has yet to commit to a peacekeeping force.", ("CAN", "undecided", "a peacekeeping force")),
    # an adjective of readiness
    ("Kyiv is ready for talks with Moscow.", ("UKR", "support", "talks with Moscow")),
    # an adjective whose prefix negates
    ("Hungary remains unwilling to fund new weapons.", ("HUN", "oppose", "fund new weapons")),
    # a noun carried by a verb of saying
    ("Norway has expressed support for a naval truce.", ("NOR", "support", "a naval truce")),
    # a noun with its possessor
    ("The minister noted Turkey's resistance to the blockade.", ("TUR", "oppose", "the blockade")),
    # the agent of a passive holds the stance
    ("The proposal was rejected by Russia.", ("RUS", "oppose", "The proposal")),
    # to decline to comment is no position, to leave an action open is one
    ("Germany did not say whether it would send troops.", ("DEU", "undecided", "whether it would send troops")),
    # the agent of a passive phrasal verb
    ("Sanctions relief was ruled out by Brussels.", ("EUU", "oppose", "Sanctions relief")),
    # a judgement that the subject gives a thing
    ("Moscow sees the presence of NATO troops as unacceptable.", ("RUS", "oppose", "the presence of NATO troops")),
    # a noun for whoever holds the stance
    ("Viktor Orban is a critic of the sanctions.", ("HUN", "oppose", "the sanctions")),
    # the plan of a headline
    ("Norway to send more tanks to Ukraine.", ("NOR", "support", "send more tanks to Ukraine")),
    # what a report says somebody will do
    ("Canada will train more recruits.", ("CAN", "support", "Canada will train more recruits")),
    # a demand in the bare form of the verb
    ("Turkey insists that the deal be extended.", ("TUR", "support", "that the deal be extended")),
    # an object with what should be done to it
    ("Moscow wants sanctions lifted.", ("RUS", "support", "sanctions lifted")),
    # a phrase of stance after the copula
    ("Spain is in favour of a naval truce.", ("ESP", "support", "a naval truce")),
    # hardly any of it is as good as none
    ("Moscow has shown little appetite for compromise.", ("RUS", "oppose", "compromise")),
    # no sign of it
    ("Moscow has shown no sign of willingness to compromise.", ("RUS", "oppose", "compromise")),
    # a judgement in quotation marks
    ("Maria Zakharova called the plan “absolutely unacceptable”.", ("RUS", "oppose", "the plan")),
    # "US" is no pronoun
    ("The US backs a proposal for talks.", ("USA", "support", "a proposal for talks")),
    # a matter still being weighed
    ("The United States is weighing whether to lift sanctions.", ("USA", "undecided", "whether to lift sanctions")),
    # a body says of itself what "it" does
    ("China said it supported all efforts for peace.", ("CHN", "support", "all efforts for peace")),
    # a stance that its holder gives up turns
    ("Poland withdrew its objection to the loan.", ("POL", "support", "the loan")),
    # a stance that is only softened is left open
    ("Washington walked back its threat to quit the talks.", ("USA", "undecided", "its threat to quit the talks")),
    # a demand given up is left open, it is not turned round
    ("Kyiv has abandoned its demand for an embargo.", ("UKR", "undecided", "an embargo")),
    # who vows to block is against what is blocked
    ("Viktor Orban has vowed to block further aid.", ("HUN", "oppose", "further aid")),
    # a refusal to exclude leaves it open
    ("Italy refused to rule out a deployment.", ("ITA", "undecided", "a deployment")),
    # to decline to do something is to refuse it, to decline to say whether is not
    ("Switzerland declined to join the embargo.", ("CHE", "oppose", "join the embargo")),
    # to withhold one's word is not to speak against
    ("Switzerland declined to endorse the embargo.", ("CHE", "undecided", "the embargo")),
    ("Berlin declined to say whether it would send tanks.", ("DEU", "undecided", "whether it would send tanks")),
    # a promise that something will not be
    ("Putin insisted he would not accept Western troops.", ("RUS", "oppose", "he would not accept Western troops")),
    # an expression of several words
    ("Finland gave the green light to the pipeline.", ("FIN", "support", "the pipeline")),
    ("Poland has shut the door on sending troops.", ("POL", "oppose", "sending troops")),
    # no decision
    ("Norway has made no decision on sending troops.", ("NOR", "undecided", "sending troops")),
    # what it itself might do
    ("Canada hinted that it might lift the tariffs.", ("CAN", "undecided", "that it might lift the tariffs")),
    # a vote is a stance
    ("Hungary voted in favour of the resolution.", ("HUN", "support", "favour of the resolution")),
    # a thing is met with what somebody thinks of it
    ("The proposal drew criticism from Warsaw.", ("POL", "oppose", "The proposal")),
    ("The plan enjoys the support of Italy.", ("ITA", "support", "The plan")),
    # a judgement is theirs to whom it is unacceptable
    ("The proposal is unacceptable to Moscow.", ("RUS", "oppose", "The proposal")),
    # made clear
    ("Zelensky made it clear that Ukraine would not cede land.", ("UKR", "oppose", "that Ukraine would not cede land")),
    # one of those who hold it
    ("Spain is among the supporters of the plan.", ("ESP", "support", "the plan")),
    # a cleft sentence
    ("It was Turkey that proposed the meeting.", ("TUR", "support", "the meeting")),
    # what somebody else should do
    ("Britain urged Russia to withdraw its forces.", ("GBR", "support", "Russia to withdraw its forces")),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_stance_has_holder_and_proposal(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in seen(text)


def test_a_list_of_actors_gives_one_position_each_over_the_same_words() -> None:
    found = positions("France and the United Kingdom are pushing for a naval truce.")
    assert {one.actor.code for one in found} == {"FRA", "GBR"}
    assert len({(one.passage.start, one.passage.end) for one in found}) == 1


def test_examples_of_a_group_hold_its_position() -> None:
    text = "Other countries, like Spain, Italy and Norway, have offered to train recruits."
    assert {code for code, stance, _ in seen(text) if stance == "support"} == {"ESP", "ITA", "NOR"}


def test_two_demonyms_that_share_a_noun_are_two_actors() -> None:
    found = {code for code, stance, _ in seen("French and German ministers agreed on a naval truce.")}
    assert found == {"FRA", "DEU"}


def test_parties_of_a_meeting_hold_what_they_say_together() -> None:
    text = "Emmanuel Macron spoke with Keir Starmer. They condemned the attack. The leaders called for a naval truce."
    assert {(code, stance) for code, stance, _ in seen(text)} == {
        (code, stance) for code in ("FRA", "GBR") for stance in ("oppose", "support")
    }


def test_a_bare_most_is_the_only_group_named_before() -> None:
    text = "European leaders met in Paris. Most are unwilling to send troops."
    assert ("EUR", "oppose", "send troops") in seen(text)


def test_what_an_actor_is_asked_to_do_is_not_its_own_position() -> None:
    assert {code for code, _, _ in seen("Britain urged Russia to accept the plan.")} == {"GBR"}
    assert {code for code, _, _ in seen("Britain called on Moscow to agree to a truce.")} == {"GBR"}
    assert {code for code, _, _ in seen("“It is time for Russia to accept a truce,” Keir Starmer said.")} == {"GBR"}
    assert {code for code, _, _ in seen("“We urge Russia to accept it,” Emmanuel Macron said.")} == {"FRA"}


HELD_BY_WORDS_BEFORE = [
    # whose country it is
    ("Qatar's prime minister said his country rejected the plan.", ("QAT", "oppose")),
    # "it" is the body of the sentence before
    ("China has sent an envoy to both capitals. It wants a ceasefire.", ("CHN", "support")),
]


@pytest.mark.parametrize(("text", "expected"), HELD_BY_WORDS_BEFORE)
def test_a_holder_is_found_through_the_words_before(text: str, expected: tuple[str, str]) -> None:
    assert expected in {(code, stance) for code, stance, _ in seen(text)}


def test_both_sides_are_the_two_states_last_named_together() -> None:
    found = seen("Ukraine and Russia sent teams to Istanbul. Both sides agreed to exchange prisoners.")
    assert {code for code, stance, _ in found if stance == "support"} == {"UKR", "RUS"}


def test_it_is_no_person_and_nobody_behind_another_pronoun() -> None:
    assert not seen("Emmanuel Macron came to Berlin. It wants a ceasefire.")


def test_to_do_so_points_to_the_only_proposal_before_it() -> None:
    text = "France supports a naval mission, and Spain has signalled a willingness to do so as well."
    assert ("ESP", "support", "a naval mission") in seen(text)


SAID = [
    # a judgement belongs to who utters it
    ("Olaf Scholz said that lifting sanctions would be a mistake.", ("DEU", "oppose", "lifting sanctions")),
    # the time for it has not come
    ("Keir Starmer said: “Now is not the moment for lifting sanctions.”", ("GBR", "oppose", "lifting sanctions")),
    # what a state will not do, said by its own leader in reported speech
    ("Donald Tusk said that Poland would not send troops.", ("POL", "oppose", "Poland would not send troops")),
    # a judgement inside what an official insists on
    ("Moscow insisted that foreign troops were unacceptable.", ("RUS", "oppose", "foreign troops")),
    # what is said to be needed
    ("Zelensky said Ukraine needs guarantees.", ("UKR", "support", "Ukraine needs guarantees")),
    # what is said to be impossible
    ("“There can be no military solution,” Antonio Guterres said.", ("UNO", "oppose", "no military solution")),
    # the aim that the speaker names
    ("“The goal is to end the war,” Marco Rubio said.", ("USA", "support", "to end the war")),
    # what the speaker wants, in a cleft clause
    ("“What we want is a lasting peace,” Donald Trump said.", ("USA", "support", "a lasting peace")),
    # there is no room for it
    ("“There is no question of sending troops,” Antonio Tajani said.", ("ITA", "oppose", "sending troops")),
    # what we will not do
    ("“What we will not do is lift sanctions,” Kaja Kallas said.", ("EUU", "oppose", "lift sanctions")),
    # first person inside a quotation
    ("“We want a lasting peace,” Volodymyr Zelensky said.", ("UKR", "support", "a lasting peace")),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_the_speaker_implies_belongs_to_the_source_of_the_statement(text: str, expected: object) -> None:
    assert expected in seen(text)
    assert all(one.statement for one in positions(text))


NOTHING = [
    # a question takes no position
    "Does Germany support the plan?",
    # an evasion is no position
    "Germany declined to comment.",
    # nobody known holds it
    "Somebody rejected the offer.",
    # somebody else than whose they are
    "Kyiv's neighbours support the proposal.",
    # a supposition
    "If Russia rejected the truce, the market would fall.",
    # a doubt
    "She doubts that Russia would agree to inspections.",
    # an accusation
    "She accused Moscow of preparing to reject the offer.",
    # a request for information
    "Emmanuel Macron wanted to hear the details.",
    # small talk
    "Emmanuel Macron wants to sort of stay in the game.",
    # a journey is an appointment
    "Emmanuel Macron will travel to Berlin.",
    # an obligation that only the reporter voices
    "Sanctions must be considered in any case.",
    # a thing that was made clear without a stance
    "Emmanuel Macron made it clear that the day had been long.",
    # only how much of it: no thing, no act
    "Russia and the United States agreed on less than had been hoped.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_position_without_a_known_holder(text: str) -> None:
    assert positions(text) == ()


def test_the_passage_is_the_clause_and_not_the_paragraph() -> None:
    text = "After long talks that lasted all night, Moscow rejected the plan, although the weather had been fine."
    (found,) = positions(text)
    assert found.passage.exact == "Moscow rejected the plan"
