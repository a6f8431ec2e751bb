from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from archive_samples import FRIDAY, TEXT, find_passage, make_capture, make_document, make_reading

from diplowatch.archive import Added, Archive, Kind, open_archive
from diplowatch.archive import migrate as migration
from diplowatch.archive.connect import connect, reading
from diplowatch.archive.schema import Base
from diplowatch.errors import ArchiveError, InputError
from diplowatch.records import (
    Capture,
    Citation,
    Coverage,
    Edition,
    Event,
    Judgement,
    Matrix,
    Media,
    Period,
    Position,
    Problem,
    Sentence,
    Stance,
    Statement,
    Verdict,
    make_id,
)


@pytest.fixture
def archive(tmp_path):
    with open_archive(tmp_path / "archive.db") as archive:
        yield archive


def add(archive: Archive, document, **more) -> Added:
    return archive.add_document(document, make_capture(document), **more)


def judge(record: str, verdict: Verdict, **fields: str) -> Judgement:
    named = tuple((name.replace("__", "."), value) for name, value in fields.items())
    return Judgement(
        id=make_id(record, verdict, *fields, *fields.values()), record=record, verdict=verdict, by="me", fields=named
    )


# --------------------------------------------------------------------------- documents


def test_a_document_comes_back_as_it_went_in(archive):
    document = make_document().model_copy(update={"outlet": "Interfax", "warnings": ("odd",)})
    capture = Capture(
        key="a.txt", media=Media.HTML, content="<p>" + TEXT + "\ud800</p>", address="https://example.org/a"
    )
    assert archive.add_document(document, capture) is Added.NEW
    assert archive.document(document.id) == document
    assert archive.document(document.id[:6]) == document
    assert archive.text_of(document.id) == TEXT
    assert archive.capture(document.id) == capture


def test_what_is_not_there_is_none(archive):
    assert archive.document("feed") is None
    assert archive.document("") is None
    assert archive.text_of("feed") is None
    assert archive.reading("feed") is None


def test_adding_the_same_capture_twice_changes_nothing(archive):
    document = make_document()
    add(archive, document)
    archive.add_reading(make_reading(document))
    before = archive.counts()
    assert add(archive, document) is Added.SAME
    assert replace(archive.counts(), size=0) == replace(before, size=0)


def test_changed_words_are_a_new_version_and_both_are_kept(archive):
    old, new = make_document(), make_document("Nothing was agreed.")
    add(archive, old)
    assert add(archive, new) is Added.NEW_VERSION
    assert [(version.number, version.document, version.latest) for version in archive.versions("a.txt")] == [
        (1, old.id, False),
        (2, new.id, True),
    ]
    assert list(archive.documents()) == [new]
    assert list(archive.documents(latest_only=False)) == [old, new]
    assert archive.text_of(old.id) == TEXT


def test_a_page_that_goes_back_to_earlier_words_makes_no_third_version(archive):
    old, new = make_document(), make_document("Nothing was agreed.")
    add(archive, old)
    add(archive, new)
    assert add(archive, old) is Added.NEW_VERSION
    assert [version.latest for version in archive.versions("a.txt")] == [True, False]


def test_a_date_learned_later_is_taken_over_and_the_text_read_again(archive):
    undated = make_document(published=None, title="Untitled")
    add(archive, undated)
    archive.add_reading(make_reading(undated))
    dated = make_document(title="Harbours")
    assert add(archive, dated) is Added.SAME
    assert list(archive.documents()) == [dated]
    assert list(archive.to_read("1")) == [dated]
    assert [hit.document for hit in archive.search("harbour")] == [dated.id]
    assert archive.search("untitled") == []


def test_documents_come_by_day_whatever_order_they_were_added_in(archive):
    late = make_document("Late.", "late", date(2025, 3, 20))
    early = make_document("Early.", "early", date(2025, 3, 10))
    undated = make_document("Some day.", "undated", None)
    for document in (undated, late, early):
        add(archive, document)
    assert list(archive.documents()) == [early, late, undated]
    assert list(archive.documents(since=date(2025, 3, 11))) == [late, undated]
    assert list(archive.documents(until=date(2025, 3, 10))) == [early, undated]


def test_unread_documents_are_kept_but_not_read(archive):
    french = make_document("Les envoyés se sont réunis.", "fr.txt")
    add(archive, french, unread="language fr")
    assert list(archive.documents()) == list(archive.to_read("1")) == []
    assert [(one.document, one.why) for one in archive.unread_documents()] == [(french, "language fr")]
    assert archive.counts().unread == 1


def test_two_documents_with_the_same_beginning_of_an_id_are_not_confused(archive):
    first = make_document("One.", "one").model_copy(update={"id": "aaaa1111"})
    second = make_document("Two.", "two").model_copy(update={"id": "aaaa2222"})
    add(archive, first)
    add(archive, second)
    with pytest.raises(ArchiveError, match="several documents"):
        archive.document("aaaa")
    assert archive.document("aaaa2") == second


def test_a_text_that_is_no_unicode_is_refused(archive):
    with pytest.raises(InputError, match="Unicode"):
        archive.add_document(
            make_document().model_copy(update={"text": "broken \ud800"}), make_capture(make_document())
        )


def test_problems_are_those_of_the_latest_run(archive):
    first, second = Problem(where="a", what="empty"), Problem(where="b", what="binary", advice="save it as text")
    archive.replace_problems([first])
    archive.note_problem(second)
    assert archive.problems() == [first, second]
    archive.replace_problems([])
    assert archive.problems() == []


# --------------------------------------------------------------------------- readings


def test_a_reading_comes_back_as_it_went_in(archive):
    document = make_document()
    add(archive, document)
    archive.add_reading(make_reading(document))
    assert archive.reading(document.id) == make_reading(document)
    [item] = archive.read_documents()
    assert (item.document, item.reading) == (document, make_reading(document))


def test_reading_again_doubles_nothing(archive):
    document = make_document()
    add(archive, document)
    archive.add_reading(make_reading(document))
    archive.add_reading(make_reading(document))
    assert archive.counts().records[Kind.POSITIONS] == 2
    assert len(archive.search("truce", kind="positions")) == 1


def test_only_what_this_reader_and_pack_have_not_read_is_to_be_read(archive):
    document = make_document()
    add(archive, document)
    assert list(archive.to_read("1")) == [document]
    archive.add_reading(make_reading(document), pack="aa")
    assert list(archive.to_read("1", pack="aa")) == []
    assert list(archive.to_read("2", pack="aa")) == list(archive.to_read("1", pack="bb")) == [document]


def test_writing_while_reading_on_is_possible(archive):
    documents = [make_document(f"Text {n}.", f"{n:03}") for n in range(250)]
    for document in documents:
        add(archive, document)
    for document in archive.to_read("1"):
        archive.add_reading(make_reading(make_document()).model_copy(update=_empty(document.id)))
    assert list(archive.to_read("1")) == []


def _empty(id_: str) -> dict[str, object]:
    return {"document": id_, **dict.fromkeys(Kind, ()), "dates": (), "actors": ()}


def test_a_passage_of_another_text_is_never_stored(archive):
    document = make_document()
    add(archive, document)
    strange = find_passage(document, "France").model_copy(update={"exact": "Greece"})
    event = make_reading(document).events[0].model_copy(update={"passage": strange})
    with pytest.raises(ValueError, match="not of the text"):
        archive.add_reading(make_reading(document).model_copy(update={"events": (event,)}))
    assert archive.reading(document.id) is None


def test_a_reading_needs_its_document(archive):
    with pytest.raises(ArchiveError, match="not in the archive"):
        archive.add_reading(make_reading(make_document()))


def test_records_of_one_kind_are_found_by_actor_stance_and_day(archive):
    document = make_document()
    add(archive, document)
    archive.add_reading(make_reading(document))
    read = make_reading(document)
    assert tuple(archive.records(Position)) == read.positions
    assert tuple(archive.records(Statement, actor="RUS")) == read.statements
    assert tuple(archive.records(Position, actor="FRA")) == read.positions[1:]
    assert tuple(archive.records(Position, stance="conditional")) == read.positions[:1]
    assert tuple(archive.records(Event, stance="AGREE", document=document.id)) == read.events
    # the first position is dated in the text, the second counts for the day of publication
    assert tuple(archive.records(Position, until=date(2025, 3, 26))) == read.positions[:1]
    assert tuple(archive.records(Position, since=FRIDAY)) == read.positions[1:]
    assert tuple(archive.records(Event, actor="RUS")) == ()


def test_records_of_superseded_versions_are_left_out(archive):
    document = make_document()
    add(archive, document)
    archive.add_reading(make_reading(document))
    add(archive, make_document("Withdrawn."))
    assert list(archive.records(Position)) == list(archive.read_documents()) == []
    assert archive.reading(document.id) == make_reading(document)


# --------------------------------------------------------------------------- judgements


@pytest.fixture
def read(archive):
    document = make_document()
    add(archive, document)
    archive.add_reading(make_reading(document))
    return make_reading(document)


def test_a_rejected_record_is_hidden_until_it_is_accepted(archive, read):
    conditional, opposed = read.positions
    archive.add_judgement(judge(opposed.id, Verdict.REJECT))
    assert archive.reading(read.document).positions == (conditional,)
    assert list(archive.records(Position, actor="FRA")) == []
    assert archive.counts().records[Kind.POSITIONS] == 1
    archive.add_judgement(judge(opposed.id, Verdict.ACCEPT))
    assert archive.reading(read.document).positions == (conditional, opposed)


def test_an_edit_replaces_fields_and_is_found_by_them(archive, read):
    opposed = read.positions[1]
    archive.add_judgement(judge(opposed.id, Verdict.EDIT, stance="support", actor__code="DEU"))
    [edited] = archive.records(Position, actor="DEU", stance="support")
    assert (edited.stance, edited.actor.code) == (Stance.SUPPORT, "DEU")
    assert edited.passage == opposed.passage
    assert list(archive.records(Position, actor="FRA")) == []


def test_an_edit_to_nothing_makes_unknown(archive, read):
    archive.add_judgement(judge(read.events[0].id, Verdict.EDIT, place=""))
    assert archive.reading(read.document).events[0].place is None


def test_a_merge_puts_one_record_for_another(archive, read):
    archive.add_judgement(judge(read.statements[0].id, Verdict.MERGE, into="abcd"))
    reading = archive.reading(read.document)
    assert reading.statements == ()
    assert reading.positions[0].statement == "abcd"


def test_judgements_outlive_a_new_reading(archive, read):
    archive.add_judgement(judge(read.positions[1].id, Verdict.REJECT))
    archive.add_judgement(judge(read.positions[0].id, Verdict.EDIT, stance="support"))
    archive.add_reading(make_reading(make_document(), reader="2"))
    assert [position.stance for position in archive.records(Position)] == [Stance.SUPPORT]
    assert len(archive.judgements()) == 2


def test_a_judgement_is_stored_once(archive, read):
    decision = judge(read.positions[1].id, Verdict.REJECT)
    archive.add_judgement(decision)
    archive.add_judgement(decision)
    assert archive.judgements() == [decision]


@pytest.mark.parametrize(
    ("verdict", "fields", "message"),
    [
        # a value that is no stance
        (Verdict.EDIT, {"stance": "happy"}, "stance"),
        # a field that positions do not have
        (Verdict.EDIT, {"mood": "happy"}, "no field"),
        # words of the text are not a person's to change
        (Verdict.EDIT, {"passage__exact": "peace"}, "words of the text"),
        # several values at once
        (Verdict.EDIT, {"actor": "RUS"}, "single value"),
        (Verdict.EDIT, {}, "at least one"),
        (Verdict.MERGE, {}, "another record"),
    ],
)
def test_a_judgement_that_cannot_be_applied_is_refused(archive, read, verdict, fields, message):
    with pytest.raises(ArchiveError, match=message):
        archive.add_judgement(judge(read.positions[1].id, verdict, **fields))
    assert archive.judgements() == []
    assert archive.reading(read.document) == read


# --------------------------------------------------------------------------- editions


def test_editions_are_frozen(archive, edition):
    made = datetime(2025, 3, 28, 12, tzinfo=UTC)
    archive.add_edition(edition, "2025-W13", made)
    archive.add_edition(edition, "elsewhere")
    [issued] = archive.editions()
    assert (issued.id, issued.week, issued.path, issued.made_at) == (edition.id, "2025-W13", "2025-W13", made)
    with pytest.raises(ArchiveError, match="frozen"):
        archive.add_edition(edition.model_copy(update={"title": "Another"}), "2025-W13")
    assert archive.edition(edition.id) == edition


def test_the_latest_edition_of_a_week_is_the_one_published_last(archive, edition):
    second = edition.model_copy(update={"id": "second"})
    archive.add_edition(edition, "2025-W13")
    archive.add_edition(second, "2025-W13-2")
    assert archive.latest_edition("2025-W13") == second
    assert archive.latest_edition("2024-W01") is None


@pytest.fixture
def edition():
    passage = find_passage(make_document(), "truce")
    named = {
        "format": 1,
        "id": "first",
        "watch": "Black Sea",
        "process": "Black Sea",
        "period": Period(week="2025-W13", since=date(2025, 3, 24), until=date(2025, 3, 30)),
        "made_by": "test",
        "title": "A week",
        "standfirst": Sentence(text="A truce.", citations=(Citation(source=1, passage=passage, link=None),)),
        "lead": None,
        "matrix": Matrix(actors=(), issues=(), cells=()),
        "coverage": Coverage(documents=1, earlier=0, undated=(), outlets=(), unread=(), silent=()),
    }
    return Edition(**dict.fromkeys(Edition.model_fields, ()) | named)


# --------------------------------------------------------------------------- schema


def test_models_and_migrations_agree(tmp_path):
    open_archive(tmp_path / "archive.db").close()
    assert _differences(tmp_path / "archive.db") == []


def _differences(path: Path) -> list[object]:
    engine = connect(path, create=False)
    with reading(engine, path) as connection:
        full_text = ("document_words", "record_words")
        own = {
            "include_name": lambda name, kind, _: kind != "table" or not name.startswith(full_text),
            "compare_type": True,
        }
        return compare_metadata(MigrationContext.configure(connection, opts=own), Base.metadata)


def _revisions() -> list[str]:
    config = Config()
    config.set_main_option("script_location", str(Path(migration.__file__).parent / "migrations"))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]


@pytest.mark.parametrize("revision", _revisions())
def test_an_archive_of_every_revision_is_brought_up_to_date(tmp_path, revision, monkeypatch):
    path = tmp_path / "archive.db"
    monkeypatch.chdir(tmp_path)
    migration.migrate(connect(path, create=True), path, revision)
    with open_archive(path) as archive:
        assert add(archive, make_document()) is Added.NEW
    assert _differences(path) == []


def test_the_newest_revision_is_the_one_named():
    assert _revisions()[0] == migration.HEAD


def test_a_short_text_takes_little_room(tmp_path):
    with open_archive(tmp_path / "archive.db") as archive:
        for number in range(300):
            add(archive, make_document(TEXT + f" {number}", str(number)))
    with open_archive(tmp_path / "archive.db") as archive:
        counts = archive.counts()
    assert counts.documents == 300
    assert counts.size_per_document < 4000


# What is new of a text that is the same, and whether it is read again for that.
RENEWED = [
    # no reader looks at the day of an update
    ({"updated": date(2025, 3, 29)}, True),
    # relative dates hang on the day of publication
    ({"published": date(2025, 3, 27)}, False),
    # the headline is read with the text
    ({"title": "Truce talks"}, False),
]


@pytest.mark.parametrize(("changed", "stays"), RENEWED)
def test_a_reading_stays_where_nothing_that_is_read_changed(archive, read, changed, stays):
    renewed = make_document().model_copy(update=changed)
    archive.add_document(renewed, make_capture(renewed))
    assert (archive.reading(read.document) is not None) is stays
