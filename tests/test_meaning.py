"""Linking proposals by meaning: the vectors that ship, the thresholds, and the list they were chosen on."""

import subprocess
import sys
import time
from collections import Counter

import numpy as np
import pytest
from track_factory import PACK, Page

from benchmarks.issues import Listed, link_both, list_left, load_list, measure
from diplowatch.packs import load_pack
from diplowatch.records import Issue, Stance
from diplowatch.track import hold_positions
from diplowatch.track.issues import LEAST, MARGIN, index_issues, link_by_meaning, link_position, link_words
from diplowatch.track.meaning import Meaning, Meanings, load_vectors

UKRAINE = index_issues(load_pack())


# --------------------------------------------------------------------------- vectors


def test_texts_of_one_meaning_are_nearer_than_texts_of_two() -> None:
    talks, summit, bread = load_vectors().embed(["negotiate with the enemy", "talks with the foe", "bake fresh bread"])

    assert talks @ summit > talks @ bread + 0.2


def test_every_text_has_length_one_and_what_is_unknown_is_zero() -> None:
    rows = load_vectors().embed(["lift sanctions", "Ω ☃", ""])

    assert np.linalg.norm(rows, axis=1).round(9).tolist() == [1.0, 0.0, 0.0]


def test_neither_accents_nor_capitals_nor_the_other_texts_matter() -> None:
    texts = ["a café in Kyiv", "A CAFE IN KYIV", "something else"]
    together, alone = load_vectors().embed(texts), load_vectors().embed(texts[:1])

    assert np.array_equal(together[0], together[1])
    assert np.array_equal(together[:1], alone)


def test_no_text_gives_no_row() -> None:
    assert load_vectors().embed([]).shape == (0, load_vectors().rows.shape[1])


def test_the_nearest_phrase_is_named_and_an_issue_without_counterexamples_has_none() -> None:
    meanings = Meanings(
        [Meaning("boats", ("ships at sea", "a fleet of vessels"), ("a car",)), Meaning("bread", ("bake a loaf",))]
    )
    boats, bread = meanings.rank("the vessels of the fleet")

    assert (boats.issue, boats.words) == ("boats", "a fleet of vessels")
    assert boats.score > boats.against > -1
    assert bread.against == -1


def test_words_of_which_nothing_is_known_are_near_to_nothing() -> None:
    assert UKRAINE.meanings.rank("☃") == ()
    assert Meanings([]).rank("lift sanctions") == ()


# --------------------------------------------------------------------------- links

LINKED = [
    # no term of the issue occurs in any of these
    ("disconnect the banks of Russia from the global financial system", "new-sanctions"),
    ("cease buying gas from Russia", "new-sanctions"),
    ("trade one captive for another", "prisoners"),
]


@pytest.mark.parametrize(("words", "issue"), LINKED)
def test_a_proposal_without_a_term_is_linked_by_meaning_and_says_so(words: str, issue: str) -> None:
    link = link_by_meaning(words, UKRAINE)

    assert link_words(words, UKRAINE).issue is None
    assert (link.issue, link.by_meaning, link.by_context) == (issue, True, False)
    assert link.basis.startswith("by meaning: closest to “")
    assert UKRAINE.names[issue] in link.basis


LEFT = [
    # far from every issue
    ("raise the salaries of teachers", "too far"),
    # near to an issue, but as near to what only sounds like it
    ("Russian aggression against Ukraine and its people", "too close together"),
    # a phrase of `unless` rules the nearest issue out
    ("ease the embargo against Iran and its banks", "too"),
    # one content word, the rest names
    ("Ukraine and Russia", "too few"),
    # a word alone is near to anything
    ("security", "too few"),
]


@pytest.mark.parametrize(("words", "why"), LEFT)
def test_what_is_not_near_to_one_issue_alone_stays_unlinked(words: str, why: str) -> None:
    link = link_by_meaning(words, UKRAINE)

    assert link.issue is None
    assert why in link.basis


def test_a_link_has_the_least_score_and_the_margin() -> None:
    for one in load_list():
        link = link_by_meaning(one.words, UKRAINE)
        if link.issue:
            ranked = [
                near for near in UKRAINE.meanings.rank(one.words) if near.issue not in UKRAINE.unless.find(one.words)
            ]
            assert ranked[0].issue == link.issue
            assert ranked[0].score >= LEAST
            assert ranked[0].score - max(ranked[1].score, ranked[0].against) >= MARGIN - 1e-9


def test_words_that_name_two_issues_are_not_decided_by_meaning() -> None:
    page = Page("Paris backed lifting sanctions and sending troops.")
    position = page.position(
        "FRA", Stance.SUPPORT, "lifting sanctions and sending troops", clause=page.document.text[:-1]
    )

    link = link_position(position, page.document, index_issues(PACK))

    assert (link.issue, link.is_declined, link.by_meaning) == (None, True, False)


def test_the_term_of_an_issue_that_a_watch_adds_frees_it_from_a_counterexample_of_the_pack() -> None:
    """The pack says that defence spending is no issue of its own; a watch may say otherwise."""
    spending = Issue(id="spending", name="Defence spending", terms=("defence spending",))
    pack = load_pack().model_copy(update={"issues": (*load_pack().issues, spending)})
    near = {one.issue: one for one in index_issues(pack).meanings.rank("spending more on defence")}

    assert near["spending"].against < near["european-force"].against


def test_a_position_keeps_how_it_was_linked() -> None:
    words = "disconnect the banks of Russia from the global financial system"
    page = Page(f"Paris wants to {words}.")
    page.position("FRA", Stance.SUPPORT, words, clause=f"wants to {words}")

    (held,) = hold_positions([page.read()], UKRAINE)

    assert (held.issue, held.by_meaning, held.is_inferred) == ("new-sanctions", True, True)
    assert "by meaning" in held.basis


# --------------------------------------------------------------------------- figures


def test_the_list_is_as_it_says() -> None:
    listed = load_list()
    known = set(UKRAINE.names)

    assert len(listed) > 250
    assert {one.issue for one in listed} == {*known, None}
    assert max(Counter(one.words for one in listed).values()) == 1
    assert not {one.words for one in listed} & {
        w for i in load_pack().issues for w in (*i.examples, *i.counterexamples)
    }


@pytest.mark.parametrize("part", ["choose", "test"])
def test_nine_of_ten_links_that_meaning_adds_are_right(part: str) -> None:
    left: list[Listed] = list_left([one for one in load_list() if one.part == part], UKRAINE)
    figures = measure(left, lambda words: link_both(words, UKRAINE).issue)

    assert figures.right >= 0.9 * figures.made
    assert figures.right >= 0.1 * figures.wanted


# --------------------------------------------------------------------------- cost


def test_twenty_thousand_proposals_take_seconds() -> None:
    words = [f"keep the {at} ports of the northern coast open to every kind of cargo" for at in range(2_000)]
    link_by_meaning("load the vectors first", UKRAINE)
    started = time.process_time()
    for one in words:
        link_by_meaning(one, UKRAINE)

    assert time.process_time() - started < 1.5, "twenty thousand would take more than 15 s of processor time"


def test_no_vector_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, diplowatch.cli\n"
        "assert 'diplowatch.track.meaning' not in sys.modules and 'numpy' not in sys.modules\n"
        "from diplowatch.packs import load_pack\n"
        "from diplowatch.track.issues import index_issues, link_words\n"
        "from diplowatch.track.meaning import load_vectors\n"
        "link_words('lift sanctions', index_issues(load_pack()))\n"
        "assert load_vectors.cache_info().currsize == 0\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
