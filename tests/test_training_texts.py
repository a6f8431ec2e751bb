"""The annotated texts that positions are learnt from and judged on: whole, and every span where its offset says."""

import json
from pathlib import Path

import pytest

from diplowatch.errors import InputError
from training.positions.texts import FOLDERS, HERE, AnnotatedText, anchor, find_problems, load_texts, locate, to_gold

TEXT = "Talks\n\nParis is open to a truce. Rome agrees if Kyiv does. Paris is open to a truce, it says.\n"
GOOD = {
    "actor": "ITA",
    "actor_text": "Rome",
    "issue_text": "a truce",
    "stance": "conditional",
    "condition_text": "if Kyiv does",
    "condition_actor": "UKR",
    "cue": "agrees",
    "text": "Rome agrees if Kyiv does",
    "start": 33,
    "end": 57,
}


def write(folder: Path, *positions: dict[str, object], text: str = TEXT, **changes: object) -> Path:
    (folder / "one.txt").write_text(text)
    file = folder / "one.json"
    file.write_text(json.dumps({"doc": "one.txt", "published": "2025-03-28", "positions": positions} | changes))
    return file


@pytest.fixture(params=FOLDERS)
def texts(request: pytest.FixtureRequest) -> list[AnnotatedText]:
    return load_texts(HERE / request.param)


def test_texts_of_the_repository_are_whole(texts: list[AnnotatedText]) -> None:
    for text in texts:
        assert 200 <= len(text.text.split()) <= 700, text.name
        for position in text.positions:
            assert text.text[position.start : position.end] == position.text, (text.name, position.text)


def test_training_holds_many_conditions_in_many_words() -> None:
    """They are what public annotated texts hardly have, and the reason for writing these."""
    conditions = [one.condition_text for text in load_texts(HERE / "train") for one in text.positions]
    said = [one.lower() for one in conditions if one]
    assert len(said) >= 400
    assert sum(one.startswith("if ") for one in said) <= len(said) / 3, "other ways to state a condition outnumber it"
    for start in (
        "unless",
        "until",
        "provided",
        "as long as",
        "only",
        "without",
        "in exchange",
        "in return",
        "subject",
    ):
        assert sum(one.startswith(start) for one in said) >= 3, start


def test_no_text_is_in_both_folders() -> None:
    train, check = ({text.text for text in load_texts(HERE / folder)} for folder in FOLDERS)
    assert not train & check


def test_a_good_annotation_has_no_problems(tmp_path: Path) -> None:
    assert list(find_problems(write(tmp_path, GOOD))) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"start": 32}, "offsets give"),
        ({"issue_text": "an armistice"}, "issue_text is not in the text verbatim"),
        ({"condition_text": None}, "stance conditional and condition None"),
        ({"stance": "support"}, "stance support and condition"),
        ({"stance": "maybe"}, "stance is none"),
        ({"actor": "Italia"}, "actor is no code"),
        ({"cue": "Talks"}, "cue is not in the paragraph"),
        ({"cue": ""}, "without cue"),
        ({"end": None}, "without offsets"),
        ({"actor_text": "Rome "}, "begins or ends with a space"),
    ],
)
def test_a_wrong_annotation_is_named(tmp_path: Path, change: dict[str, object], said: str) -> None:
    problems = list(find_problems(write(tmp_path, GOOD | change)))
    assert any(said in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"doc": "two.txt"}, "doc is"),
        ({"published": "28 March"}, "published is no date"),
        ({"text": "No headline of its own\n"}, "not a headline"),
        ({"positions": [GOOD, GOOD]}, "the same position twice"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    problems = list(find_problems(write(tmp_path, **changes)))
    assert any(said in problem for problem in problems), problems


def test_a_text_without_annotations_is_refused(tmp_path: Path) -> None:
    (tmp_path / "alone.txt").write_text(TEXT)
    with pytest.raises(InputError, match=r"alone\.txt: no annotations"):
        load_texts(tmp_path)


def test_offsets_are_written_once_a_clause_is_unambiguous(tmp_path: Path) -> None:
    clause = {key: GOOD[key] for key in GOOD if key not in {"start", "end"}}
    twice = clause | {"text": "Paris is open to a truce", "actor_text": "Paris", "stance": "support"}
    with pytest.raises(InputError, match="2 times in the text"):
        anchor(write(tmp_path, clause, twice))
    file = write(
        tmp_path, clause, twice | {"nth": 2, "condition_text": None, "condition_actor": None, "cue": "open to"}
    )
    anchor(file)
    first, second = load_texts(tmp_path)[0].positions
    assert (first.start, second.start) == (33, 59)


def test_a_phrase_is_the_one_of_its_clause() -> None:
    assert locate(TEXT, "a truce", (59, 83)) == (76, 83), "inside the clause"
    assert locate(TEXT, "a truce", (33, 57)) == (24, 31), "the nearest before it"


def test_gold_has_every_kind_the_scorer_counts(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    (document,) = to_gold(load_texts(tmp_path))
    assert document["positions"] == [GOOD]
    assert all(document[kind] == [] for kind in ("statements", "events", "quantities", "exchanges", "scheduled"))
