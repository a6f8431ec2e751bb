"""One parse for all readers: the text comes back letter for letter, and sentences start where readers expect it."""

from __future__ import annotations

import pytest

from diplowatch.read.parse import cut_pieces, parse

FIRST_WORDS = [
    # an agency's dateline is not the subject of the sentence
    ("KYIV, March 11 (Reuters) - Ukraine agreed on Tuesday to a truce.", "Ukraine"),
    # a dateline without a day, an em dash
    ("GENEVA (AP) — Envoys met on Tuesday.", "Envoys"),
    # a dateline without an agency
    ("PARIS, France — Leaders met on Tuesday.", "Leaders"),
    # a heading without a full stop does not run into the paragraph
    ("Talks end without a result\n\nEnvoys left Geneva on Tuesday.", "Envoys"),
]


@pytest.mark.parametrize(("text", "word"), FIRST_WORDS)
def test_a_sentence_starts_at(text: str, word: str) -> None:
    assert word in [sentence.text.split()[0] for sentence in parse(text).sents]


def test_a_dash_inside_a_sentence_starts_nothing() -> None:
    assert len(list(parse("The United States - and its allies - met Russia on Tuesday.").sents)) == 1


@pytest.mark.parametrize(
    "text",
    [
        # paragraphs longer than a piece in all
        "Envoys met in Geneva on Tuesday and spoke for an hour.\n" * 900,
        # one paragraph without any end
        "ceasefire " * 5_000,
        # one word without any space
        "x" * 45_000,
        # odd spaces and characters
        "  Kyiv\u00a0said\t“no” \n\n\n— and 🙂 left. ",
    ],
)
def test_the_text_comes_back_letter_for_letter(text: str) -> None:
    assert "".join(cut_pieces(text)) == text
    assert parse(text).text == text
