"""Quotations: every style of marks, unbalanced ones included."""

from __future__ import annotations

import pytest

from diplowatch.read.quotes import find_quotations

CASES = [
    # curly marks
    ("He said “we agree” today.", ["we agree"]),
    # straight marks, two quotations
    ('"Yes," she said, "we do."', ["Yes,", "we do."]),
    # a straight mark closes a curly one, as editing leaves it
    ('The minister called it “a start" in Riga.', ["a start"]),
    # a curly mark closes a straight one
    ('He replied, "not today” and left.', ["not today"]),
    # doubled single marks of older wires
    ("''We will wait,'' the envoy said.", ["We will wait,"]),
    # German and French marks
    ("„Wir reden“ hieß es; « nous aussi » en réponse.", ["Wir reden", " nous aussi "]),
    # a mark inside a curly quotation does not end it
    ("“The ‘pause’ holds,” he said.", ["The ‘pause’ holds,"]),
    # a paragraph that opens and does not close is quoted to its end
    ("“We met on Monday.\n“We meet again.”", ["We met on Monday.", "We meet again."]),
    # inches are no quotation
    ('A 6" pipe and nothing else.', []),
    # nothing between the marks
    ("An empty “” pair.", []),
    # no text
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_words_between_marks(text: str, expected: list[str]) -> None:
    assert [text[q.inner_start : q.inner_end] for q in find_quotations(text)] == expected


def test_offsets_and_the_missing_close() -> None:
    text = "One “two.\nThree."
    (quotation,) = find_quotations(text)
    assert (quotation.start, quotation.inner_start, quotation.inner_end, quotation.end) == (4, 5, 9, 9)
    assert not quotation.closed
