"""The tagger's words, windows and pairs, and that its answers depend on the text alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from diplowatch.read.parse import parse
from diplowatch.read.quotes import find_quotations
from diplowatch.read.statements import find_attributions
from diplowatch.read.statements.spans import Attribution
from diplowatch.read.tagger import Words, cut_windows, list_words, load_network, pair_words
from diplowatch.read.tagger.windows import LARGEST, LONGEST_WORD

REPORT = (
    "KYIV — “We will sign,” Volodymyr Zelensky said, “when the guarantees are real.”\n\n"
    "The Kremlin denied on Tuesday that it had delayed the talks. A senior European diplomat called that absurd.\n\n"
    "Turkey offered to host the next round, according to its foreign ministry."
)


def words_of(text: str) -> Words:
    return list_words(parse(text), find_quotations(text), load_network().labels)


def read(text: str) -> tuple[Attribution, ...]:
    return find_attributions(parse(text), find_quotations(text))


CUT = [
    # no word, no window
    ("", 0),
    ("\n \n", 0),
    # whole paragraphs share a window as long as they fit
    (REPORT, 1),
    # a paragraph longer than a window is cut between its sentences
    ("The envoys met in Jeddah and talked about the sea. " * 60, 4),
    # a sentence longer than a window is cut inside
    ("the envoys and " * 400, 5),
    # an address is one word of many pieces
    ("https://example.org/" + "a1b2/" * 500, 1),
]


@pytest.mark.parametrize(("text", "at_least"), CUT)
def test_each_word_is_in_exactly_one_window_that_is_not_too_long(text: str, at_least: int) -> None:
    network = load_network()
    words = words_of(text)
    windows = list(cut_windows(words, network.pieces, network.marks))
    assert [number for window in windows for number in range(window.first, window.last)] == list(range(len(words)))
    assert len(windows) >= at_least
    assert all(len(window.ids) <= LARGEST + LONGEST_WORD for window in windows)


def test_words_know_quotation_paragraph_and_case() -> None:
    words = words_of(REPORT)
    by_word = {words.word(at): at for at in range(len(words))}
    assert words.quoted[by_word["guarantees"]] == 1
    assert words.quoted[by_word["Kremlin"]] == 0
    assert words.paragraph[by_word["KYIV"]] == 0
    assert words.paragraph[by_word["Turkey"]] == 2
    assert [words.case[by_word[word]] for word in ("KYIV", "Kremlin", "talks", ".")] == [3, 2, 1, 0]


def test_a_pair_tells_the_way_in_the_tree_and_the_distance() -> None:
    network = load_network()
    words = words_of("The Kremlin said that talks would resume. Kyiv disagreed.")
    (window,) = cut_windows(words, network.pieces, network.marks)
    pairs = pair_words(words, window, [(2, 2)])
    deps = [network.labels.deps[number] for number in pairs.branch[0]]
    assert deps[1] == "nsubj"
    assert deps[2] == "<self>"
    assert deps[6] == "ccomp"
    assert deps[8] == "<out>"
    assert pairs.steps[0].tolist() == [0] * 8 + [5] * 3
    assert pairs.distance[0, 2] == 0 or pairs.inside[0, 2] == 1
    assert np.flatnonzero(pairs.inside[0]).tolist() == [2]


def test_the_same_text_gives_the_same_in_any_company() -> None:
    others = ["Oslo said it would help.", REPORT + " " + REPORT, "“No,” she said."]
    alone = read(REPORT)
    for other in others:
        read(other)
    assert read(REPORT) == alone
    with ThreadPoolExecutor(4) as pool:
        assert all(found == alone for found in pool.map(read, [REPORT] * 8))


def test_confidence_is_a_chance_and_what_is_plain_is_surer_than_what_is_not() -> None:
    plain = read("Marco Rubio said on Thursday that the talks had been useful.")
    vague = [one for one in read("The mood in Minsk, one heard, was that talks might help.") if one.chance]
    assert all(0 < one.chance < 1 for one in [*plain, *vague])
    assert not vague or max(one.chance for one in plain) > max(one.chance for one in vague)


@pytest.mark.parametrize("text", ["\x00\x01 said", "🙂" * 300, "said " * 1000, "“" * 500, "a" * 20_000])
def test_odd_text_raises_nothing(text: str) -> None:
    for found in read(text):
        assert all(0 <= start < end <= len(text) for start, end in found.content)
