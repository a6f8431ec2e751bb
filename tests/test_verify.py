"""Writing an edition once, reading it back, and re-checking every word of it."""

from __future__ import annotations

import json

import pytest
from edition_factory import DOCUMENTS, OTHER, PACK, WIRE, make_tracked
from jsonschema import Draft202012Validator

from diplowatch.errors import ConfigError, InputError
from diplowatch.publish import compose_edition, read_edition, schema, verify_edition, verify_folder, write_edition
from diplowatch.publish.seal import seal
from diplowatch.publish.sentences import find_quoted
from diplowatch.publish.walk import walk_sentences
from diplowatch.records import Edition, hash_text


@pytest.fixture(scope="module")
def edition() -> Edition:
    return compose_edition(make_tracked(), DOCUMENTS, watch="Watch", pack=PACK, problems=(), previous=None)


def text_of(document: str) -> str | None:
    return DOCUMENTS[document].text if document in DOCUMENTS else None


def change_lead(edition: Edition, **fields: object) -> Edition:
    """Return the edition with the first lead sentence's first citation's passage changed, sealed again."""
    sentence = edition.lead.sentences[0]
    citation = sentence.citations[0]
    citation = citation.model_copy(update={"passage": citation.passage.model_copy(update=fields), "link": None})
    return with_first(edition, sentence.model_copy(update={"citations": (citation, *sentence.citations[1:])}))


def with_first(edition: Edition, sentence) -> Edition:
    lead = edition.lead.model_copy(update={"sentences": (sentence, *edition.lead.sentences[1:])})
    return seal(edition.model_copy(update={"lead": lead}))


def drifts(edition: Edition, texts=text_of) -> str:
    return "\n".join(str(drift) for drift in verify_edition(edition, texts))


def test_a_fresh_edition_holds(edition):
    assert verify_edition(edition, text_of) == []


def test_every_sentence_is_cited_and_every_quotation_is_in_a_cited_passage(edition):
    quoted = 0
    for _, sentence in walk_sentences(edition):
        assert sentence.citations
        for words in find_quoted(sentence.text):
            quoted += 1
            assert any(words in citation.passage.exact for citation in sentence.citations)
    assert quoted > 15


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        # One letter of the words is another.
        ({"exact": "Thirty leaders met in Rome on Thursday to discuss a force for Ukraine."}, "other words"),
        # The words are right but the place is not.
        ({"start": 1, "end": 72}, "other words"),
        # The context no longer fits.
        ({"suffix": "Something else."}, "words after"),
        ({"prefix": "Something else."}, "words before"),
        # The text it was cut from is another.
        ({"text_hash": "0" * 64}, "hash differs"),
        # The document is not stored.
        ({"document": "d-none"}, "no stored text"),
    ],
)
def test_a_passage_that_drifted_is_told_with_its_place(edition, fields, told):
    found = drifts(change_lead(edition, **fields))
    assert "lead, sentence 1" in found and told in found


def test_a_stored_text_that_changed_is_told(edition):
    found = drifts(edition, lambda document: text_of(document) + "!" if document == WIRE.id else text_of(document))
    assert "d-wire changed since" in found and "d-other" not in found


def test_words_put_between_quotation_marks_are_told(edition):
    sentence = edition.lead.sentences[0]
    found = drifts(with_first(edition, sentence.model_copy(update={"text": "According to us: “Nobody met.”"})))
    assert "quoted words are in no cited passage: 'Nobody met.'" in found


def test_a_sentence_without_citation_is_told(edition):
    sentence = edition.lead.sentences[0]
    assert "lead, sentence 1: no citation" in drifts(with_first(edition, sentence.model_copy(update={"citations": ()})))


def test_a_source_that_is_not_listed_is_told(edition):
    assert "is not in the list of sources" in drifts(seal(edition.model_copy(update={"sources": edition.sources[1:]})))


def test_an_edition_changed_without_its_id_is_told(edition):
    assert "does not match its id" in drifts(edition.model_copy(update={"title": "Another title"}))


def test_writing_is_whole_once_and_reads_back(edition, tmp_path):
    folder = tmp_path / "editions" / "2025-W13"
    write_edition(edition, folder)
    assert sorted(path.name for path in folder.iterdir()) == ["edition.json", "edition.md", "index.html"]
    assert [path.name for path in folder.parent.iterdir()] == ["2025-W13"]
    assert read_edition(folder) == edition == read_edition(folder / "edition.json")
    assert verify_folder(folder, text_of) == []


def test_writing_the_same_again_changes_nothing(edition, tmp_path):
    write_edition(edition, tmp_path / "a")
    before = (tmp_path / "a" / "index.html").stat().st_mtime_ns
    write_edition(edition, tmp_path / "a")
    assert (tmp_path / "a" / "index.html").stat().st_mtime_ns == before


def test_a_published_edition_is_never_overwritten(edition, tmp_path):
    write_edition(edition, tmp_path / "a")
    before = (tmp_path / "a" / "edition.json").read_bytes()
    with pytest.raises(ConfigError, match="editions are frozen"):
        write_edition(seal(edition.model_copy(update={"title": "Another"})), tmp_path / "a")
    assert (tmp_path / "a" / "edition.json").read_bytes() == before


def test_what_a_killed_run_left_behind_does_not_stand_in_the_way(edition, tmp_path):
    partial = tmp_path / ".a.partial"
    partial.mkdir()
    (partial / "index.html").write_text("half")
    write_edition(edition, tmp_path / "a")
    assert verify_folder(tmp_path / "a", text_of) == [] and not partial.exists()


def test_a_folder_that_cannot_be_made_is_one_clear_line(edition, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConfigError, match="cannot be written") as caught:
        write_edition(edition, tmp_path / "file" / "2025-W13")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["index.html", "edition.md"])
def test_a_page_edited_by_hand_is_told(edition, tmp_path, name):
    write_edition(edition, tmp_path / "a")
    path = tmp_path / "a" / name
    path.write_text(path.read_text(encoding="utf-8").replace("Thirty leaders", "Forty leaders"), encoding="utf-8")
    assert [drift.where for drift in verify_folder(tmp_path / "a", text_of)] == [name]


def test_an_edition_of_the_first_format_is_still_read_and_holds(edition, tmp_path):
    content = json.loads(edition.model_dump_json(exclude={"id", "circles", "keystones"})) | {"format": 1}
    for row in content["blockers"]:
        del row["refers_to_itself"]
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    file = tmp_path / "edition.json"
    file.write_text(json.dumps(content | {"id": hash_text(canonical)}), encoding="utf-8")

    assert verify_edition(read_edition(file), text_of) == []
    file.write_text(file.read_text(encoding="utf-8").replace("Watch", "Witch"), encoding="utf-8")
    assert "its content does not match its id" in drifts(read_edition(file))


def test_a_missing_page_is_told(edition, tmp_path):
    write_edition(edition, tmp_path / "a")
    (tmp_path / "a" / "index.html").unlink()
    assert [str(drift) for drift in verify_folder(tmp_path / "a", text_of)] == ["index.html: is missing"]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        # Half of the file, as a full disk leaves it.
        (lambda text: text[: len(text) // 2], "not readable as JSON"),
        # A record with a field that nobody knows.
        (lambda text: text.replace('"watch"', '"wotch"', 1), "damaged at"),
        # An edition of a later program.
        (lambda text: text.replace('"format": 2', '"format": 99', 1), "format 2"),
        # Not an edition at all.
        (lambda text: "[]", "format 2"),
        # Bytes that are no text.
        (lambda text: "\x00\x01", "not readable as JSON"),
    ],
)
def test_a_damaged_file_is_one_clear_line(edition, tmp_path, damage, told):
    write_edition(edition, tmp_path / "a")
    file = tmp_path / "a" / "edition.json"
    file.write_text(damage(file.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(InputError, match=told) as caught:
        read_edition(tmp_path / "a")
    assert "\n" not in str(caught.value)


def test_a_missing_edition_is_one_clear_line(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_edition(tmp_path / "none")


def test_the_same_input_gives_the_same_bytes(edition, tmp_path):
    again = compose_edition(
        make_tracked(), dict(reversed(DOCUMENTS.items())), watch="Watch", pack=PACK, problems=(), previous=None
    )
    write_edition(edition, tmp_path / "a")
    write_edition(again, tmp_path / "b")
    for name in ("index.html", "edition.md", "edition.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_the_json_fits_its_schema(edition, tmp_path):
    write_edition(edition, tmp_path / "a")
    content = json.loads((tmp_path / "a" / "edition.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema())
    assert list(Draft202012Validator(schema()).iter_errors(content)) == []
    assert content["id"] == edition.id and OTHER.id in {source["document"] for source in content["sources"]}
