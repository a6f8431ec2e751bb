"""Captures lie once under the hash of their bytes, in archives of the first revision too."""

from __future__ import annotations

import sqlite3
import zlib
from hashlib import sha256

from archive_samples import TEXT, make_capture, make_document

from diplowatch.archive import migrate as migration
from diplowatch.archive import open_archive
from diplowatch.archive.connect import connect


def test_the_same_bytes_are_kept_once(tmp_path):
    with open_archive(tmp_path / "archive.db") as archive:
        for key in ("one", "two"):
            document = make_document(key=key)
            archive.add_document(document, make_capture(document, "the same bytes"))
        assert archive.collected.content(sha256(b"the same bytes").hexdigest()) == b"the same bytes"
        assert archive.collected.content("0" * 64) is None
    with sqlite3.connect(tmp_path / "archive.db") as database:
        assert database.execute("SELECT count(*) FROM contents").fetchone() == (1,)


def test_bytes_that_do_not_fit_their_hash_are_found(tmp_path):
    document = make_document()
    with open_archive(tmp_path / "archive.db") as archive:
        archive.add_document(document, make_capture(document))
        assert archive.collected.check_contents() == []
    with sqlite3.connect(tmp_path / "archive.db") as database:
        database.execute("UPDATE contents SET content = ?", (b"rubbish",))
    with open_archive(tmp_path / "archive.db") as archive:
        [fault] = archive.collected.check_contents()
    assert "does not fit its hash" in fault


def test_captures_of_the_first_revision_are_moved(tmp_path):
    path = tmp_path / "archive.db"
    migration.migrate(connect(path, create=True), path, "0001")
    documents = [make_document(TEXT + name, name) for name in ("a", "b", "c")]
    captures = [
        make_capture(document, "half a character: \ud83d" if document.key == "b" else TEXT) for document in documents
    ]
    with sqlite3.connect(path) as database:
        for number, (document, capture) in enumerate(zip(documents, captures, strict=True), 1):
            row = (number, document.id, document.key, 1, True, document.title, document.text)
            row = (*row, document.model_dump_json(exclude={"text"}))
            columns = "number, id, key, version, latest, title, text, record"
            database.execute(f"INSERT INTO documents ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            content = zlib.compress(capture.content.encode("utf-8", "surrogatepass"))
            record = capture.model_dump_json(exclude={"content"})
            database.execute("INSERT INTO captures VALUES (?, ?, ?)", (number, content, record))
    with open_archive(path) as archive:
        assert [archive.capture(document.id) for document in documents] == captures
        assert archive.check() == []
        assert archive.collected.check_contents() == []
