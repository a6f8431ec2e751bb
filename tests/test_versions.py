"""Versions: what a page said before and says now, by words; a live blog only grows; nothing is counted twice."""

from __future__ import annotations

import json
from datetime import date

import pytest
from archive_samples import TEXT, make_capture, make_document, make_reading

from diplowatch.archive import Kind, open_archive
from diplowatch.errors import InputError
from diplowatch.records import Position
from diplowatch.versions import compare_texts, compare_versions, list_versions, print_difference

FIRST = "The envoys will meet in Riyadh on Monday to speak of ships in the Black Sea.\nNobody named the banks."
ENTRY = "14:05 The delegation of Kyiv has left the hotel."


def edits_of(old: str, new: str) -> list[tuple[str, str]]:
    return [(edit.removed, edit.added) for edit in compare_texts(old, new)[2]]


@pytest.mark.parametrize(
    ("new", "edits"),
    [
        (FIRST.replace("on Monday", "next week"), [("on Monday", "next week")]),  # other words
        (FIRST.replace(" on Monday", ""), [("on Monday", "")]),  # words taken out
        (FIRST.replace("ships", "merchant ships"), [("", "merchant")]),  # words put in
        (
            FIRST.replace("envoys", "ministers").replace("the Black", "the whole Black"),
            [("envoys", "ministers"), ("", "whole")],
        ),  # far apart: two edits
        (
            FIRST.replace("Riyadh on Monday", "Jeddah on Tuesday"),
            [("Riyadh on Monday", "Jeddah on Tuesday")],
        ),  # near: one
        (FIRST.replace("\n", "\n\n  "), []),  # only spaces
    ],
)
def test_edits_are_found_word_by_word(new, edits):
    added, removed, found = compare_texts(FIRST, new)
    assert not added and not removed
    assert [(edit.removed, edit.added) for edit in found] == edits


@pytest.mark.parametrize(
    ("new", "added", "removed"),
    [
        (f"{FIRST}\n{ENTRY}", [ENTRY], []),  # a live blog, newest last
        (f"{ENTRY}\n{FIRST}", [ENTRY], []),  # newest first
        (FIRST.splitlines()[0], [], ["Nobody named the banks."]),
        (f"{FIRST.splitlines()[0]}\n{ENTRY}", [ENTRY], ["Nobody named the banks."]),  # replaced by something else
    ],
)
def test_whole_paragraphs_are_added_and_taken_out(new, added, removed):
    found = compare_texts(FIRST, new)
    assert (list(found[0]), list(found[1]), found[2]) == (added, removed, ())


@pytest.fixture
def archive(tmp_path):
    with open_archive(tmp_path / "a.db") as archive:
        yield archive


def put(archive, *texts: str, key: str = "https://x.example/a"):
    documents = [make_document(text, key=key) for text in texts]
    for day, document in enumerate(documents, 20):
        capture = make_capture(document).model_copy(update={"seen": date(2026, 11, day)})
        archive.add_document(document, capture)
    return documents


def test_each_version_is_compared_with_the_one_before(archive):
    put(archive, FIRST, f"{FIRST}\n{ENTRY}", f"{FIRST}\n{ENTRY}".replace("Monday", "Tuesday"))
    put(archive, "A text that stayed as it was.", key="https://x.example/b")
    grown, edited = (one.record for one in list_versions(archive).lines)
    assert (grown.is_growth, grown.describe()) == (True, "1 paragraph added")
    assert (edited.is_growth, edited.describe()) == (False, "1 edit")
    assert (edited.older_on, edited.newer_on) == (date(2026, 11, 21), date(2026, 11, 22))
    assert list(print_difference(edited))[3:] == [
        ("-", "… envoys will meet in Riyadh on [Monday] to speak of ships in the …"),
        ("+", "… envoys will meet in Riyadh on [Tuesday] to speak of ships in the …"),
    ]


def test_a_page_that_went_back_says_which_version_is_read(archive):
    first, _, _ = put(archive, FIRST, FIRST.replace("Monday", "Friday"), FIRST)
    (difference,) = compare_versions(archive, first.key)
    assert not difference.is_latest
    assert list(print_difference(difference))[2][1].endswith("not the one that is read now")


def test_records_of_old_versions_are_not_counted(archive):
    old, new = put(archive, TEXT, f"{TEXT}\nA line was added later.")
    for document in (old, new):
        archive.add_reading(make_reading(document))
    assert {position.passage.document for position in archive.records(Position)} == {new.id}
    assert [item.document.id for item in archive.read_documents()] == [new.id]
    assert archive.counts().records[Kind.POSITIONS] == len(make_reading(new).positions)


def test_an_unknown_document_is_one_line(archive):
    with pytest.raises(InputError, match="there is no document with this id"):
        list_versions(archive, "ffff")


def test_the_command_shows_what_was_before_and_what_is_now(run, tmp_path):
    run("init", tmp_path)
    with open_archive(tmp_path / "archive.db") as archive:
        first, _ = put(archive, FIRST, FIRST.replace("Monday", "Tuesday"))
    said = run("show", "versions", "--watch", tmp_path, "--document", first.id[:8])
    assert said.exit_code == 0, said.output
    assert "    - … envoys will meet in Riyadh on [Monday] to speak of ships in the …" in said.output
    assert "    + … envoys will meet in Riyadh on [Tuesday] to speak of ships in the …" in said.output
    told = json.loads(run("show", "versions", "--watch", tmp_path, "--json").output)
    assert told["edits"][0]["removed"] == "Monday"
    assert run("show", "versions", "--watch", tmp_path, "--document", "zz").exit_code == 2
    refused = run("show", "positions", "--watch", tmp_path, "--document", "ab")
    assert refused.exit_code == 2 and "--document is for versions" in refused.output
