from datetime import date

import pytest
from archive_samples import FRIDAY, TEXT, make_capture, make_document, make_reading
from hypothesis import given
from hypothesis import strategies as st

from diplowatch.archive import Kind, open_archive
from diplowatch.records import Judgement, Verdict

OTHER = "Inspectors counted ceasefires; the grain corridor stayed open. Café owners in Odesa were relieved."


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with open_archive(tmp_path_factory.mktemp("search") / "archive.db") as archive:
        document = make_document()
        archive.add_document(document, make_capture(document))
        archive.add_reading(make_reading(document))
        other = make_document(OTHER, "b.txt", date(2025, 3, 10), "Grain")
        archive.add_document(other, make_capture(other))
        yield archive


TRUCE, GRAIN = make_document().id, make_document(OTHER, "b.txt").id


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # every word must occur, in any order
        ("truce sea", [TRUCE]),
        ("truce grain", []),
        # other forms of a word
        ("sanctions lifted", [TRUCE]),
        ("ceasefire", [GRAIN]),
        # a phrase
        ('"black sea"', [TRUCE]),
        ('"sea black"', []),
        # the beginning of a word
        ("inspect*", [GRAIN]),
        ('"grain corr"*', [GRAIN]),
        # accents do not matter
        ("cafe", [GRAIN]),
        # a title counts
        ("grain", [GRAIN]),
        # operators are words
        ("truce OR grain", []),
        ("NOT truce", []),
        # marks alone are no query
        ("***", []),
        ("", []),
    ],
)
def test_texts_are_found_by_their_words(archive, query, expected):
    assert [hit.document for hit in archive.search(query)] == expected


@given(st.text(max_size=40))
def test_nothing_a_person_types_is_an_error(archive, query):
    archive.search(query)
    archive.search(query, actor="RUS")


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '""',
        '"a',
        'a"b"c',
        "(",
        "a AND",
        "NEAR(a b)",
        "title:x",
        "-a",
        "a + b",
        "^a",
        "{a}:b",
        "a\0b",
        "*",
        "'; DROP",
    ],
)
def test_the_syntax_of_the_full_text_engine_is_only_words(archive, query):
    archive.search(query)


def test_a_hit_shows_the_words_and_where_they_stand(archive):
    [hit] = archive.search('"farm bank"')
    assert "«farm bank»" in hit.snippet
    assert (hit.title, hit.published, hit.kind) == ("Truce", FRIDAY, None)
    plain = hit.snippet.replace("«", "").replace("»", "")
    assert TEXT[hit.start : hit.end].split() == plain.split()


def test_texts_are_found_within_a_period(archive):
    assert [hit.document for hit in archive.search("truce", since=FRIDAY)] == [TRUCE]
    assert archive.search("truce", until=date(2025, 3, 27)) == []


def test_a_period_alone_lists_its_texts_newest_first(archive):
    assert [hit.document for hit in archive.search(until=FRIDAY)] == [TRUCE, GRAIN]
    [hit] = archive.search(until=date(2025, 3, 27))
    assert (hit.document, hit.snippet) == (GRAIN, OTHER)
    assert archive.search() == []


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        # by actor alone: every record it has a part in
        ({"actor": "FRA"}, ["positions"]),
        ({"actor": "RUS"}, ["positions", "statements"]),
        ({"actor": "RUS", "kind": "statements"}, ["statements"]),
        ({"stance": "conditional"}, ["positions"]),
        ({"stance": "oppose", "actor": "RUS"}, []),
        # words of the record itself, not of its document
        ({"query": "riyadh", "kind": "positions"}, []),
        ({"query": "riyadh", "kind": "events"}, ["events"]),
        # terms of an issue: all words of one of the phrases
        ({"terms": ["sanctions lifting", "grain corridor"]}, ["positions", "positions"]),
        ({"terms": ["grain corridor"]}, []),
        ({"terms": ["..."]}, []),
        ({"terms": ["truce"], "query": "bank", "actor": "RUS"}, ["positions"]),
        # the day in the text counts
        ({"actor": "RUS", "since": FRIDAY}, []),
        ({"kind": "events", "until": FRIDAY}, ["events"]),
    ],
)
def test_records_are_found_by_what_they_hold(archive, wanted, expected):
    assert sorted(hit.kind for hit in archive.search(**wanted)) == expected


def test_a_record_hit_points_to_its_words(archive):
    [hit] = archive.search(stance="oppose")
    position = make_reading(make_document()).positions[1]
    assert (hit.kind, hit.record) == (Kind.POSITIONS, position.id)
    assert TEXT[hit.start : hit.end] == hit.snippet == position.passage.exact


def test_the_limit_holds(archive):
    assert len(archive.search(kind="positions", limit=1)) == 1


def test_what_was_rejected_or_superseded_is_not_found(tmp_path):
    with open_archive(tmp_path / "archive.db") as archive:
        document = make_document()
        archive.add_document(document, make_capture(document))
        archive.add_reading(make_reading(document))
        opposed = make_reading(document).positions[1].id
        archive.add_judgement(Judgement(id="j", record=opposed, verdict=Verdict.REJECT, by="me"))
        assert archive.search(stance="oppose") == []
        changed = make_document("Withdrawn.", title="Empty")
        archive.add_document(changed, make_capture(changed))
        assert archive.search("truce") == archive.search(stance="conditional") == []
