"""Quantities: value, bounds, unit, parties, stage; and what is no quantity."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplowatch.clean import make_document
from diplowatch.packs import load_pack
from diplowatch.read import read_document
from diplowatch.read.quantities.numbers import find_numbers
from diplowatch.records import Quantity, Stage

NUMBERS = [
    # thousands separators
    ("3,000 soldiers", 3000, 3000, 3000, None),
    # a magnitude word
    ("3.5 million people", 3.5e6, 3.5e6, 3.5e6, None),
    # a sign before, a magnitude after
    ("$600 million in aid", 6e8, 6e8, 6e8, "USD"),
    ("€2 billion", 2e9, 2e9, 2e9, "EUR"),
    ("£50m for drones", 5e7, 5e7, 5e7, "GBP"),
    # money named by a word
    ("600 million euros", 6e8, 6e8, 6e8, "EUR"),
    # both ends of a range
    ("between 600,000 and 800,000 soldiers", 6e5, 6e5, 8e5, None),
    # the lower end borrows the magnitude of the upper
    ("two to three million refugees", 2e6, 2e6, 3e6, None),
    # words
    ("eight tanks", 8, 8, 8, None),
    ("a dozen tanks", 12, 12, 12, None),
    ("two hundred and fifty drones", 250, 250, 250, None),
    ("half a million shells", 5e5, 5e5, 5e5, None),
    # an upper bound
    ("up to 30,000 troops", 30000, 0, 30000, None),
    # per cent
    ("20 per cent of the territory", 20, 20, 20, "percent"),
    ("20% of the territory", 20, 20, 20, "percent"),
]


@pytest.mark.parametrize(("text", "value", "low", "high", "unit"), NUMBERS)
def test_number_expressions(text: str, value: float, low: float, high: float, unit: str | None) -> None:
    number = next(find_numbers(text))
    assert (number.value, number.low, number.high, number.unit) == (value, low, high, unit)


@pytest.mark.parametrize("cue", ["at least", "more than", "nearly", "some", "up to", "about"])
def test_bounding_words_make_it_approximate(cue: str) -> None:
    assert next(find_numbers(f"{cue} 500 drones")).approximate
    assert not next(find_numbers("500 drones")).approximate


def quantities_of(text: str) -> tuple[Quantity, ...]:
    return read_document(make_document(text, published=date(2025, 3, 28)), load_pack()).quantities


NOTHING = [
    # a date
    "The talks began on 24 March 2025.",
    # a clock time
    "The session opened at 10:30.",
    # a day in an undated sentence
    "The 13 November attacks shook Paris.",
    # a distance
    "The village lies 18 miles east of Kyiv.",
    # numbers that only say which
    "The two men met the three ministers.",
    # one of many, and one person
    "One of the advisers left and one person spoke.",
    # as good as done
    "The deal is 100% ready.",
    # how long something else lasts
    "They need 72 hours of food.",
    # a part of what cannot be measured
    "He said half the time he sleeps.",
    # an age
    "He is 47 years old.",
    # an ordinal
    "It was the 3rd round of talks.",
    # an article
    "Article 5 of the treaty was invoked.",
    # a pronoun
    "One of the envoys left.",
    # a number that only says which
    "Talks between the two countries ended in Oslo.",
    # too vague to count
    "Hundreds of thousands of people fled.",
    # a telephone number
    "Call +1 202 555 0142 for details.",
    # four hundred digits are no number a report counts with
    f"They sent {'7' * 400} soldiers.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_quantity(text: str) -> None:
    assert quantities_of(text) == ()


def only(text: str) -> Quantity:
    found = quantities_of(text)
    assert len(found) == 1, [q.passage.exact for q in found]
    return found[0]


STAGES = [
    # asked for
    ("Ukraine requested 50 tanks from Germany.", Stage.REQUESTED),
    # promised
    ("Germany pledged 50 tanks to Ukraine.", Stage.PLEDGED),
    # the outer verb decides: promised to deliver is not delivered
    ("Germany promised to deliver 50 tanks to Ukraine.", Stage.PLEDGED),
    # the future is a promise
    ("Germany will deliver 50 tanks to Ukraine.", Stage.PLEDGED),
    # set aside
    ("Denmark allocated $200 million for Ukraine.", Stage.ALLOCATED),
    # arrived
    ("Germany delivered 50 tanks to Ukraine.", Stage.DELIVERED),
    # lost
    ("Russia lost 50 tanks.", Stage.LOST),
    # none of these
    ("The army has 50 tanks.", Stage.REPORTED),
]


@pytest.mark.parametrize(("text", "stage"), STAGES)
def test_stage(text: str, stage: Stage) -> None:
    assert only(text).stage is stage


def test_giver_and_receiver() -> None:
    quantity = only("North Korea sent 3,000 soldiers to Russia.")
    assert quantity.giver is not None and quantity.giver.code == "PRK"
    assert quantity.receiver is not None and quantity.receiver.code == "RUS"
    assert (quantity.unit, quantity.passage.exact) == ("soldiers", "3,000 soldiers")


RECEIVERS = [
    # the phrase that the sum is part of says for whom
    ("The Netherlands announced a loan of 300 million euros to Ukraine.", "NLD", "UKR"),
    # a tariff on goods strikes whose goods they are
    ("Canada slapped a 25% tariff on Chinese steel.", "CAN", "CHN"),
    # what is struck is told by a participle
    ("Russia launched 120 drones overnight, targeting Ukraine's ports.", "RUS", "UKR"),
    # people without a state are lost where they were killed
    ("Four people were killed in Ukraine.", None, "UKR"),
]


@pytest.mark.parametrize(("text", "giver", "receiver"), RECEIVERS)
def test_who_gives_to_whom(text: str, giver: str | None, receiver: str | None) -> None:
    quantity = only(text)
    assert (quantity.giver.code if quantity.giver else None) == giver
    assert (quantity.receiver.code if quantity.receiver else None) == receiver


PARTIES = [
    # the giver stands before a plan, the money behind it
    ("Germany announced a plan to spend 130 billion euros on its army.", "DEU", None, Stage.PLEDGED),
    ("Berlin's pledge to send 7,000 shells to Ukraine was welcomed.", "DEU", "UKR", Stage.PLEDGED),
    # the sum belongs to a package for somebody
    ("Canada announced a package worth $500 million for Ukraine.", "CAN", "UKR", Stage.PLEDGED),
    ("Denmark committed another $2 billion to Kyiv's defence industry.", "DNK", "UKR", Stage.PLEDGED),
    # nouns of giving have an owner
    ("Norway's $500,000 grant to Ukraine helps.", "NOR", "UKR", Stage.REPORTED),
    ("Norway's contribution of 500 shells to Ukraine helps.", "NOR", "UKR", Stage.REPORTED),
    # the only other state named in the clause
    ("The Pentagon announced $2.4 billion through the Ukraine Assistance Initiative.", "USA", "UKR", Stage.PLEDGED),
    # whom one asks would give
    ("Zelensky asked Germany for ten Patriot batteries.", "DEU", "UKR", Stage.REQUESTED),
    # people have the state they come from
    ("Poland hosts 1.5 million Ukrainian refugees.", "UKR", "POL", Stage.REPORTED),
    ("Germany has taken in 1 million Ukrainians.", "UKR", "DEU", Stage.REPORTED),
    ("Around 10,000 North Korean soldiers are fighting for Russia.", "PRK", "RUS", Stage.REPORTED),
    ("France plans to train 2,000 Ukrainian soldiers.", "FRA", "UKR", Stage.PLEDGED),
    ("The EU has sanctioned 50 Russian oligarchs.", "EUU", "RUS", Stage.REPORTED),
    # the dead are the place's, the strike the adjective's
    ("Ten civilians were killed in Kharkiv in a Russian strike.", "RUS", "UKR", Stage.LOST),
    ("A Russian missile strike on Sumy killed 34 people.", "RUS", "UKR", Stage.LOST),
    ("Russian strikes have destroyed 86 churches in Ukraine.", "RUS", "UKR", Stage.LOST),
    ("The strike in Kharkiv left one person dead and 12 wounded.", None, "UKR", Stage.LOST),
    ("The shelling resulted in the death of four Americans.", None, "USA", Stage.LOST),
    # land goes from the one who loses it
    ("Russia controls 20 percent of Ukraine's territory.", "UKR", "RUS", Stage.REPORTED),
    ("Moscow's forces captured two villages in Donetsk.", "UKR", "RUS", Stage.LOST),
    # both sides exchange
    ("Russia and Ukraine exchanged 175 prisoners each.", "RUS", "UKR", Stage.DELIVERED),
    # who blocks a sum does not give it
    ("The vote blocked 50 billion euros in aid for Ukraine.", None, "UKR", Stage.REPORTED),
    # what destroys is not lost
    ("Three missiles hit a school.", None, None, Stage.REPORTED),
]


@pytest.mark.parametrize(("text", "giver", "receiver", "stage"), PARTIES)
def test_parties_through_nouns_people_and_places(text, giver, receiver, stage) -> None:
    quantity = quantities_of(text)[-1]
    assert quantity.stage is stage
    assert (quantity.giver.code if quantity.giver else None) == giver
    assert (quantity.receiver.code if quantity.receiver else None) == receiver


UNITS = [
    # the same thing by several words
    ("Russia launched 90 UAVs.", "UAVs", "drone", 90),
    ("They lost 1,200 troops.", "troops", "soldier", 1200),
    # land in one unit
    ("Fires burned 2,000 square miles.", "square miles", "km2", 5179.976),
    ("They cleared 3,000 hectares.", "hectares", "km2", 30),
    # lengths beside a hyphen
    ("The 1,000-kilometre front line did not move.", "kilometre", "km", 1000),
    # money by its code
    ("He owes two Jordanian dinars.", "JOD", "JOD", 2),
    # fractions are per cent
    ("Ukraine reclaimed half the territory.", "percent of the territory", "percent", 50),
    ("Two-thirds of the population fled.", "percent of the population", "percent", 66.666667),
    # one of them, said without a number
    ("Germany sent an additional Patriot battery.", "Patriot battery", "weapon system", 1),
    # of a known whole
    ("They hold three of the five key bridges.", "key bridges", "", None),
    # large numbers in words count anything
    ("Four hundred thousand jobs were created.", "jobs", "", None),
    # how long talks and truces last
    ("After six hours of talks they left.", "hours of talks", "", None),
    ("The 30-day ceasefire ended.", "day", "", None),
    ("The strike wounded 53.", "wounded", "wounded", 53),
]


@pytest.mark.parametrize(("text", "unit", "measure", "amount"), UNITS)
def test_units_are_measured_across_texts(text, unit, measure, amount) -> None:
    quantity = only(text)
    assert (quantity.unit, quantity.measure) == (unit, measure)
    assert quantity.amount == (None if amount is None else pytest.approx(amount))


def test_a_hurt_number_is_quoted_with_its_verb() -> None:
    assert only("The strike wounded 53.").passage.exact == "wounded 53"


def test_additional() -> None:
    assert only("Norway sent an additional 40 drones to Ukraine.").additional
    assert not only("Norway sent 40 drones to Ukraine.").additional


def test_passage_has_the_bounding_words() -> None:
    assert only("Russia launched more than 400 drones overnight.").passage.exact == "more than 400 drones"


def test_one_person_counts_only_where_he_is_lost() -> None:
    assert only("One soldier was killed near Kharkiv.").unit == "soldier"
    assert quantities_of("One soldier spoke.") == ()


def test_a_sum_said_again_in_brackets_is_one() -> None:
    assert [q.unit for q in quantities_of("Germany paid $4.3 billion (3.7 billion euros) for the guns.")] == ["USD"]
    assert [q.measure for q in quantities_of("The 1,000-kilometre (620-mile) front line did not move.")] == ["km"]
    assert len(quantities_of("Germany sent 50 tanks (and 40 guns).")) == 2


def test_bare_casualties() -> None:
    assert [(q.value, q.unit) for q in quantities_of("The strike left one dead and two injured.")] == [
        (1, "dead"),
        (2, "injured"),
    ]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789.,$€% abotwhundredmillion-–", max_size=80))
def test_no_text_breaks_the_number_reader(text: str) -> None:
    for number in find_numbers(text):
        assert 0 <= number.start <= number.digits_start < number.end <= len(text)
        assert number.low <= number.value <= number.high


def test_a_phrase_without_end_is_read() -> None:
    assert len(quantities_of("The talks of Russia" + " of the 50 soldiers of Russia" * 900 + ".")) > 800


CARRIED = [
    # "also" and the same giver: the receiver is the one just named
    ("Norway sent 30 tanks to Ukraine in May. Oslo also sent 2,000 shells.", "UKR"),
    # another giver gives to whom it says, and it says nobody
    ("Norway sent 30 tanks to Ukraine in May. Sweden also sent 2,000 shells.", None),
    # without "also" the second sentence may be about anything
    ("Norway sent 30 tanks to Ukraine in May. Oslo sent 2,000 shells.", None),
    # a new paragraph starts anew
    ("Norway sent 30 tanks to Ukraine in May.\nOslo also sent 2,000 shells.", None),
]


@pytest.mark.parametrize(("text", "receiver"), CARRIED)
def test_a_receiver_is_carried_over(text: str, receiver: str | None) -> None:
    tanks, shells = quantities_of(text)
    assert tanks.receiver is not None
    assert (shells.receiver.code if shells.receiver else None) == receiver
