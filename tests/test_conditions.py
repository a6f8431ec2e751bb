"""Conditions: what a position waits for, and who would have to meet it."""

from __future__ import annotations

import pytest

from diplowatch.clean import make_document
from diplowatch.packs import load_pack
from diplowatch.read import read_document
from diplowatch.records import Position


def positions(text: str) -> tuple[Position, ...]:
    return read_document(make_document(text, published="2025-03-28"), load_pack()).positions


CASES = [
    # if
    (
        "Poland will support the mission if the United States takes part.",
        "POL",
        "if the United States takes part",
        "USA",
    ),
    # unless
    ("Hungary refuses to back the loan unless Ukraine reopens the pipeline.", "HUN", "unless Ukraine reopens", "UKR"),
    # until
    ("Berlin insists on sanctions until Russia withdraws its troops.", "DEU", "until Russia withdraws", "RUS"),
    # without something
    ("Spain is unwilling to send troops without the protection of NATO.", "ESP", "without the protection", "NATO"),
    # an obligation that comes first
    (
        "Moscow said that Ukraine must withdraw its troops before talks can begin.",
        "RUS",
        "Ukraine must withdraw its troops",
        "UKR",
    ),
    # a demand as the price of something else
    ("Kyiv insisted on American guarantees as part of any deal.", "UKR", "American guarantees", "USA"),
    # a condition by name
    ("Kyiv said the release of prisoners is a precondition for talks.", "UKR", "the release of prisoners", None),
    # a condition by name, named first
    (
        "Moscow said the key condition for a truce was the lifting of sanctions.",
        "RUS",
        "the lifting of sanctions",
        None,
    ),
    # one of several conditions by name
    (
        "Brussels said a withdrawal of Russian troops would be one of the preconditions to lift sanctions.",
        "EUU",
        "a withdrawal of Russian troops",
        "RUS",
    ),
    # two clauses under cues of their own
    (
        "The Kremlin said the truce would begin only after sanctions were lifted and after the bank was reconnected.",
        "RUS",
        "only after sanctions were lifted and after the bank was reconnected",
        None,
    ),
    # behind a conjunction
    ("Moscow is ready for talks, but only if Kyiv withdraws its troops.", "RUS", "only if Kyiv withdraws", "UKR"),
    # a participle
    ("Russia will agree to a truce provided that arms deliveries stop.", "RUS", "provided that arms deliveries", None),
    # on condition that
    ("Kyiv agreed to a truce on condition that Moscow do the same.", "UKR", "on condition that Moscow", "RUS"),
    # not before
    (
        "Sanctions will not be lifted before Russia withdraws its troops, Kaja Kallas said.",
        "EUU",
        "before Russia withdraws its troops",
        "RUS",
    ),
    # the terms of a deal
    ("Kyiv says any deal must include guarantees.", "UKR", "include guarantees", None),
    # the price of a demand, before and after it
    ("In return for a truce, Moscow wants sanctions lifted.", "RUS", "sanctions lifted", None),
    ("Moscow demanded recognition as a condition for peace.", "RUS", "recognition", None),
    # tied, and made conditional
    ("Donald Trump tied further aid to access to minerals.", "USA", "access to minerals", None),
    ("Washington has made military aid conditional on peace talks.", "USA", "peace talks", None),
    # what is merely considered, under a strict condition
    ("Finland would consider sending troops only if Russia agreed.", "FIN", "only if Russia agreed", "RUS"),
    # those on whom or for whom something is done do not meet it
    (
        "Moscow will agree to a truce if aid to Kyiv stops.",
        "RUS",
        "if aid to Kyiv stops",
        None,
    ),
    # a condition by its footing, an adjective between
    (
        "Turkey would contribute troops on the clear condition that Moscow agrees.",
        "TUR",
        "condition that Moscow",
        "RUS",
    ),
    # "only" before a phrase
    ("Italy would take part only under a mandate.", "ITA", "only under a mandate", None),
    # an inverted supposition
    ("Should Russia refuse, Canada will impose sanctions.", "CAN", "Should Russia refuse", "RUS"),
    # a participle in front
    ("Provided the guns fall silent, France will send troops.", "FRA", "Provided the guns fall silent", None),
    # words in quotation marks inside it
    (
        'Russia is open to dialogue, provided that the "new borders" are recognised.',
        "RUS",
        'provided that the "new borders" are recognised',
        None,
    ),
    # before everything that is reported
    ("If Russia stops, Ukraine will stop too, Zelensky said.", "UKR", "If Russia stops", "RUS"),
    # as long as nothing can be
    (
        "Lavrov said that talks were impossible while Zelensky remained in power.",
        "RUS",
        "while Zelensky remained",
        "UKR",
    ),
    # a demand before something else may be
    ("Belgium insists on legal guarantees before the assets can be used.", "BEL", "legal guarantees", None),
    # a condition of one's own, by name
    ("Kyiv's main condition is a security guarantee.", "UKR", "a security guarantee", None),
    # what is named as the price
    ("Moscow named the lifting of sanctions as the price of a truce.", "RUS", "the lifting of sanctions", None),
    # the only thing that would do
    ("Kaja Kallas said only a withdrawal would end the sanctions.", "EUU", "only a withdrawal", None),
    # the terms of any such thing
    ("Moscow said any mission would have to respect its borders.", "RUS", "respect its borders", None),
    # a verb of dependence that an actor reports
    (
        "The Kremlin said that signing the deal would hinge on the release of frozen assets.",
        "RUS",
        "the release of frozen assets",
        None,
    ),
]


@pytest.mark.parametrize(("text", "holder", "words", "who"), CASES)
def test_a_position_waits_for_its_condition(text: str, holder: str, words: str, who: str | None) -> None:
    found = [one for one in positions(text) if one.stance == "conditional"]
    assert [one.actor.code for one in found] == [holder]
    (condition,) = found[0].conditions
    assert words in condition.passage.exact
    assert (condition.actor.code if condition.actor else None) == who


FREE = [
    # a question that was put is no condition
    "Reporters asked if Poland supports the mission.",
    # what is done without it waits for nothing
    "Germany welcomed the outcome without reservation.",
    # how somebody speaks is no condition
    "Poland will support the mission, an official said on condition of anonymity.",
    # no end in sight is no condition
    "Germany will support Ukraine as long as it takes.",
    # a span of time is no condition
    "Poland agreed to extend the mission until Friday.",
    # a concession makes nothing wait
    "Poland supports the mission even if Spain stays away.",
]


@pytest.mark.parametrize("text", FREE)
def test_no_condition_where_nothing_waits(text: str) -> None:
    assert not any(one.conditions for one in positions(text))
