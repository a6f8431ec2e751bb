"""What training does without its network: annotation to words, targets of a window, threshold and calibration."""

from __future__ import annotations

import math
import random
from pathlib import Path

import numpy as np
import pytest

from diplowatch.read.tagger import cut_windows, load_network
from training.statements.choose import Judged, best_score, calibrate
from training.statements.gold import Text, load_annotated
from training.statements.lessons import Roles, Taught, draw_lesson

TEXT = "Oslo said that it would help. “We are ready,” the minister added."
BRAT = (
    "T1\tSource 0 4\tOslo\nT2\tCue 5 9\tsaid\nT3\tContent 15 28\tit would help\nE1\tAttribution:T2 Cue:T2 Source:T1 Content:T3\n"
    "T4\tSource 46 58\tthe minister\nT5\tCue 59 64\tadded\nT6\tContent 30 45\t“We are ready,”\n"
    "E2\tAttribution:T5 Cue:T5 Source:T4 Content:T6\n"
)


@pytest.fixture
def text(tmp_path: Path) -> Text:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "attributions" / "one_a.ann").write_text(BRAT, encoding="utf-8")
    return load_annotated(tmp_path, load_network().labels)[0]


def test_annotation_becomes_words_without_the_marks_at_its_ends(text: Text) -> None:
    relations = text.relations or ()
    read = [[" ".join(map(text.words.word, part)) for part in (one.source, one.cue, one.content)] for one in relations]
    assert read == [["Oslo", "said", "it would help"], ["the minister", "added", "We are ready"]]


def test_a_lesson_has_first_and_further_words_and_the_roles_of_each_cue(text: Text) -> None:
    network = load_network()
    (window,) = cut_windows(text.words, network.pieces, network.marks)
    lesson = draw_lesson(text, window, None, 0.5)
    cue, _, content = lesson.tags.argmax(-1).T
    assert np.flatnonzero(cue).tolist() == [1, 15]
    assert content[3:6].tolist() == [1, 2, 2]
    assert np.flatnonzero(lesson.roles[1, :, 1]).tolist() == [8, 9, 10]


def test_a_teacher_takes_its_share_of_an_annotated_text_and_all_of_another(text: Text) -> None:
    network = load_network()
    (window,) = cut_windows(text.words, network.pieces, network.marks)
    size = len(text.words)
    taught = Taught(
        np.full((size, 3, 3), 1 / 3, dtype=np.float16),
        {(1, 1): Roles(0.9, 0, np.full((size, 2), 0.5, dtype=np.float16))},
    )
    mixed = draw_lesson(text, window, taught, 0.5)
    assert mixed.roles[0, 0].tolist() == [0.75, 0.25]
    assert mixed.roles[1, 0].tolist() == [0.0, 0.0]
    alone = draw_lesson(Text("other", text.words, None), window, taught, 0.5)
    assert alone.cues == ((1, 1),)
    assert alone.roles[0, 0].tolist() == [0.5, 0.5]


def test_the_least_score_gives_the_best_f1() -> None:
    judged = [Judged(0.9, True), Judged(0.8, True), Judged(0.4, False), Judged(0.3, False), Judged(0.2, True)]
    assert best_score(judged, wanted=3) == 0.8


def test_what_reads_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        best_score([], wanted=3)


def test_calibration_finds_the_curve_that_made_the_answers() -> None:
    chance = random.Random(5)
    judged = []
    for _ in range(20_000):
        score = chance.uniform(0.02, 0.98)
        right = 1 / (1 + math.exp(-(1.5 * math.log(score / (1 - score)) - 0.7)))
        judged.append(Judged(score, chance.random() < right))
    slope, offset = calibrate(judged)
    assert slope == pytest.approx(1.5, abs=0.1)
    assert offset == pytest.approx(-0.7, abs=0.1)
