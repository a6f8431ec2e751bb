"""The archive: documents, readings, judgements and editions in one file. It knows nothing of how anything was read.

Every method that writes is one transaction: a run that is killed leaves what it finished and nothing by halves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine, Select, delete, func, insert, select, update

from diplowatch.archive.choices import load_by_ids, load_mark, put_mark, put_reasons
from diplowatch.archive.codec import Cutter
from diplowatch.archive.collected import Collected
from diplowatch.archive.connect import connect, explain_errors, reading, writing
from diplowatch.archive.documents import (
    Added,
    batches,
    check_document,
    in_order,
    in_period,
    is_known,
    load_capture,
    load_document,
    put_document,
)
from diplowatch.archive.editions import Published, list_editions, load_edition, put_edition
from diplowatch.archive.judge import check_judgement
from diplowatch.archive.kinds import KIND_OF, Finding, Kind
from diplowatch.archive.migrate import migrate
from diplowatch.archive.readings import (
    is_to_read,
    judge,
    load_decisions,
    load_readings,
    put_reading,
    read_version,
    reindex,
)
from diplowatch.archive.schema import (
    DocumentRow,
    JudgementRow,
    ProblemRow,
    ReadingRow,
    RecordActorRow,
    RecordRow,
)
from diplowatch.archive.search import Hit, Wish, find_hits, split_terms
from diplowatch.archive.state import Counts, count_all
from diplowatch.errors import ArchiveError
from diplowatch.records import Capture, Document, Edition, Judgement, Problem, ReadDocument, Reading

F = TypeVar("F", bound=Finding)


@dataclass(frozen=True)
class Version:
    """One version of a document under its key."""

    number: int
    document: str
    latest: bool


@dataclass(frozen=True)
class Unread:
    """A document that is kept but not read, and why."""

    document: Document
    why: str


def open_archive(path_or_url: str | Path, create: bool = True) -> Archive:
    """Open an archive, made new unless `create` is False, and bring its schema up to date.

    Raises ArchiveError where the file is no archive, damaged, of a newer version, or cannot be read.
    """
    place = str(path_or_url)
    if "://" in place and not place.startswith("sqlite:///"):
        raise ArchiveError(
            f"{place.split('://', maxsplit=1)[0]}: only SQLite archives are supported so far; give the path of a file"
        )
    path = Path(place.removeprefix("sqlite:///"))
    with explain_errors(path):
        engine = connect(path, create)
        try:
            migrate(engine, path)
        except BaseException:
            engine.dispose()
            raise
    return Archive(engine, path)


class Archive:
    """An open archive. Use it in a `with` block, or call `close`."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self.path = path
        self.collected = Collected(engine, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the archive; the last process to close it folds the log into the file."""
        self._engine.dispose()

    # ----------------------------------------------------------------------- documents

    def add_document(self, document: Document, capture: Capture, unread: str | None = None) -> Added:
        """Add a document with the capture it was cleaned from; `unread` says why it is not to be read.

        The same document again changes nothing. Other words under the same key are a new version, and both are kept.
        Raises InputError where the text cannot be encoded.
        """
        check_document(document)
        with reading(self._engine, self.path) as connection:
            if is_known(connection, document, unread):
                return Added.SAME
        with writing(self._engine, self.path) as connection:
            return put_document(connection, document, capture, unread)

    def documents(
        self, since: date | None = None, until: date | None = None, latest_only: bool = True
    ) -> Iterator[Document]:
        """Yield documents that can be read, by day of publication; undated ones are in every period and come last."""
        query = select(DocumentRow.number).where(DocumentRow.unread.is_(None), *in_period(since, until))
        yield from self._documents(query.where(DocumentRow.latest) if latest_only else query)

    def unread_documents(self) -> Iterator[Unread]:
        """Yield the documents that are kept but not read."""
        query = select(DocumentRow.record, DocumentRow.text, DocumentRow.unread).where(
            DocumentRow.unread.is_not(None), DocumentRow.latest
        )
        with reading(self._engine, self.path) as connection:
            rows = list(connection.execute(in_order(query)))
        yield from (Unread(load_document(row.record, row.text), row.unread) for row in rows)

    def document(self, id_: str) -> Document | None:
        """Return a document by its id or the beginning of it; raises ArchiveError where several begin so."""
        columns = select(DocumentRow.id, DocumentRow.record, DocumentRow.text)
        with reading(self._engine, self.path) as connection:
            rows = list(connection.execute(columns.where(DocumentRow.id.startswith(id_, autoescape=True)).limit(2)))
        exact = [row for row in rows if row.id == id_] or rows
        if len(exact) > 1:
            raise ArchiveError(f"{id_}: several documents begin so; give more of the id")
        return load_document(exact[0].record, exact[0].text) if exact and id_ else None

    def capture(self, id_: str) -> Capture | None:
        """Return what a document was cleaned from, as it arrived."""
        with reading(self._engine, self.path) as connection:
            return load_capture(connection, id_)

    def text_of(self, id_: str) -> str | None:
        """Return the text of a document by its full id."""
        with reading(self._engine, self.path) as connection:
            return connection.scalar(select(DocumentRow.text).where(DocumentRow.id == id_))

    def versions(self, key: str) -> list[Version]:
        """Return the versions under a key, oldest first."""
        query = select(DocumentRow.version, DocumentRow.id, DocumentRow.latest).where(DocumentRow.key == key)
        with reading(self._engine, self.path) as connection:
            return [Version(*row) for row in connection.execute(query.order_by(DocumentRow.version))]

    def changed_keys(self) -> list[str]:
        """Return the keys that have more than one version, in their order."""
        query = select(DocumentRow.key).where(DocumentRow.version > 1).distinct().order_by(DocumentRow.key)
        with reading(self._engine, self.path) as connection:
            return list(connection.scalars(query))

    def _documents(self, query: Select[int]) -> Iterator[Document]:
        with reading(self._engine, self.path) as connection:
            numbers = list(connection.scalars(in_order(query)))
        for batch in batches(numbers):
            yield from self._load(batch).values()

    def _load(self, numbers: Sequence[int]) -> dict[int, Document]:
        """Return documents by number, in the order of the numbers."""
        query = select(DocumentRow.number, DocumentRow.record, DocumentRow.text)
        with reading(self._engine, self.path) as connection:
            found = {
                row.number: load_document(row.record, row.text)
                for row in connection.execute(query.where(DocumentRow.number.in_(numbers)))
            }
        return {number: found[number] for number in numbers if number in found}

    def documents_by_ids(self, ids: Sequence[str]) -> Iterator[Document]:
        """Yield documents by their full ids, in that order."""
        for batch in batches(ids):
            with reading(self._engine, self.path) as connection:
                found = list(load_by_ids(connection, batch))
            yield from found

    def choose(self, reasons: Mapping[str, str | None], mark: str | None = None) -> None:
        """Say of documents, by id, why they are not to be read, None for those that are.

        `mark` is the version of the rules that all texts have then been judged by.
        """
        with writing(self._engine, self.path) as connection:
            put_reasons(connection, reasons)
            if mark is not None:
                put_mark(connection, "chosen", mark)

    def chosen_by(self) -> str | None:
        """Return the version of the rules by which all texts were last judged to be read or not."""
        with reading(self._engine, self.path) as connection:
            return load_mark(connection, "chosen")

    # ----------------------------------------------------------------------- problems

    def note_problem(self, problem: Problem) -> None:
        """Add a problem to those of the latest run."""
        with writing(self._engine, self.path) as connection:
            connection.execute(insert(ProblemRow).values(_problem_values(problem)))

    def replace_problems(self, problems: Iterable[Problem]) -> None:
        """Begin a new run: its problems take the place of the last one's."""
        values = [_problem_values(problem) for problem in problems]
        with writing(self._engine, self.path) as connection:
            connection.execute(delete(ProblemRow))
            if values:
                connection.execute(insert(ProblemRow), values)

    def problems(self) -> list[Problem]:
        """Return the problems of the latest run."""
        query = select(ProblemRow.place, ProblemRow.what, ProblemRow.advice).order_by(ProblemRow.number)
        with reading(self._engine, self.path) as connection:
            return [Problem(where=row.place, what=row.what, advice=row.advice) for row in connection.execute(query)]

    # ----------------------------------------------------------------------- readings

    def to_read(self, reader: str, pack: str = "") -> Iterator[Document]:
        """Yield the latest documents without a reading by this version of the reader (and of the pack, where named)."""
        yield from self._documents(select(DocumentRow.number).where(*is_to_read(reader, pack)))

    def count_to_read(self, reader: str, pack: str = "") -> int:
        """Count what `to_read` yields."""
        query = select(func.count()).select_from(DocumentRow).where(*is_to_read(reader, pack))
        with reading(self._engine, self.path) as connection:
            return connection.scalar(query) or 0

    def add_reading(self, reading_: Reading, pack: str = "") -> None:
        """Store a reading in place of the document's former one; raises ArchiveError where the document is not here."""
        query = select(DocumentRow.number, DocumentRow.record, DocumentRow.text)
        with writing(self._engine, self.path) as connection:
            row = connection.execute(query.where(DocumentRow.id == reading_.document)).first()
            if row is None:
                raise ArchiveError(f"{reading_.document}: this document is not in the archive; add it first")
            document = load_document(row.record, row.text)
            put_reading(connection, row.number, document, reading_, read_version(reading_.reader, pack))

    def keep_readings(self, reader: str, pack: str, new_pack: str, but: Iterable[str]) -> None:
        """Count readings made with one version of the pack as made with another, except those of some documents."""
        others = select(DocumentRow.number).where(DocumentRow.id.in_(list(but)))
        same = update(ReadingRow).where(ReadingRow.reader == read_version(reader, pack))
        with writing(self._engine, self.path) as connection:
            connection.execute(
                same.where(ReadingRow.document.not_in(others)).values(reader=read_version(reader, new_pack))
            )

    def reading(self, id_: str) -> Reading | None:
        """Return the reading of a document, judgements applied."""
        with reading(self._engine, self.path) as connection:
            row = connection.execute(
                select(DocumentRow.number, DocumentRow.record, DocumentRow.text).where(DocumentRow.id == id_)
            ).first()
            if row is None:
                return None
            return load_readings(connection, {row.number: load_document(row.record, row.text)}).get(row.number)

    def read_documents(self, since: date | None = None, until: date | None = None) -> Iterator[ReadDocument]:
        """Yield the latest documents that are read with their readings, judgements applied, ordered as `documents`."""
        query = select(DocumentRow.number).join(ReadingRow).where(DocumentRow.latest, *in_period(since, until))
        with reading(self._engine, self.path) as connection:
            numbers = list(connection.scalars(in_order(query)))
        for batch in batches(numbers):
            documents = self._load(batch)
            with reading(self._engine, self.path) as connection:
                readings = load_readings(connection, documents)
            for number, document in documents.items():
                if number in readings:
                    yield ReadDocument(document=document, reading=readings[number])

    def records(
        self,
        model: type[F],
        *,
        actor: str | None = None,
        stance: str | None = None,
        since: date | None = None,
        until: date | None = None,
        document: str | None = None,
    ) -> Iterator[F]:
        """Yield the records of one kind in the latest documents, judgements applied, oldest document first.

        `actor` is the code of anyone in the record, `stance` its stance, type, grade or stage; a record without a day
        lies in no period.
        """
        query = select(RecordRow.number, DocumentRow.number).join(DocumentRow)
        query = query.where(DocumentRow.latest, ~RecordRow.hidden, RecordRow.kind == KIND_OF[model])
        if actor:
            query = query.where(RecordRow.number.in_(select(RecordActorRow.record).where(RecordActorRow.code == actor)))
        if stance:
            query = query.where(RecordRow.stance == stance)
        if since:
            query = query.where(RecordRow.day >= since)
        if until:
            query = query.where(RecordRow.day <= until)
        if document:
            query = query.where(DocumentRow.id == document)
        with reading(self._engine, self.path) as connection:
            found = list(connection.execute(in_order(query).order_by(RecordRow.place)))
        for batch in batches([number for number, _ in found]):
            yield from self._load_records(batch, model)

    def ids(self, model: type[F]) -> list[str]:
        """Return the ids of the records of one kind in the latest documents, those that judgements hide too."""
        query = select(RecordRow.id).join(DocumentRow).where(DocumentRow.latest, RecordRow.kind == KIND_OF[model])
        with reading(self._engine, self.path) as connection:
            return sorted(set(connection.scalars(query)))

    def _load_records(self, numbers: Sequence[int], model: type[F]) -> Iterator[F]:
        query = select(RecordRow.number, RecordRow.document, RecordRow.payload).where(RecordRow.number.in_(numbers))
        with reading(self._engine, self.path) as connection:
            rows = {row.number: row for row in connection.execute(query)}
            decisions = load_decisions(connection)
        cutters = {
            number: Cutter(document)
            for number, document in self._load(list({row.document for row in rows.values()})).items()
        }
        for number in numbers:
            if number in rows:
                record = cutters[rows[number].document].load(rows[number].payload, model)
                judged = judge(record, decisions)
                assert isinstance(judged, model)
                yield judged

    # ----------------------------------------------------------------------- search

    def search(
        self,
        query: str | None = None,
        *,
        actor: str | None = None,
        kind: Kind | str | None = None,
        stance: str | None = None,
        terms: Iterable[str] = (),
        since: date | None = None,
        until: date | None = None,
        limit: int = 50,
    ) -> list[Hit]:
        """Search texts by words, and records by words, actor, kind, stance, terms of an issue and date.

        Words are found in any form and order; "several words" in quotation marks are a phrase, an asterisk at the end
        of a word matches its beginnings. Whatever else is typed is taken as words.
        """
        wanted = Kind(kind) if kind else None
        wish = Wish(query, actor, wanted, stance, split_terms(terms), since, until, limit)
        with reading(self._engine, self.path) as connection:
            return find_hits(connection, wish)

    # ----------------------------------------------------------------------- judgements

    def add_judgement(self, *judgements: Judgement) -> None:
        """Store a person's decisions, all or none; they hold for this reading of the records and for all later ones.

        Raises ArchiveError where one cannot be applied: an edit of a field that does not exist or holds words of the
        text, a merge without a target.
        """
        for judgement in judgements:
            check_judgement(judgement)
        with writing(self._engine, self.path) as connection:
            for judgement in judgements:
                _put_judgement(connection, judgement)

    def judgements(self) -> list[Judgement]:
        """Return all decisions in the order in which they were made."""
        query = select(JudgementRow.record).order_by(JudgementRow.number)
        with reading(self._engine, self.path) as connection:
            return [Judgement.model_validate_json(record) for record in connection.scalars(query)]

    # ----------------------------------------------------------------------- editions

    def add_edition(self, edition: Edition, path: str, made_at: datetime | None = None) -> None:
        """Keep a published edition; raises ArchiveError where one with this id and another content was published."""
        with writing(self._engine, self.path) as connection:
            put_edition(connection, edition, path, made_at or datetime.now(UTC))

    def editions(self, week: str | None = None) -> list[Published]:
        """Return the published editions, of one week or of all, in the order in which they were published."""
        with reading(self._engine, self.path) as connection:
            return list_editions(connection, week)

    def edition(self, id_: str) -> Edition | None:
        """Return a published edition by its id."""
        with reading(self._engine, self.path) as connection:
            return load_edition(connection, id_)

    def latest_edition(self, week: str | None = None) -> Edition | None:
        """Return the edition published last, of one week or of all."""
        issued = self.editions(week)
        return self.edition(issued[-1].id) if issued else None

    # ----------------------------------------------------------------------- state

    def counts(self) -> Counts:
        """Count what the archive holds."""
        with reading(self._engine, self.path) as connection:
            return count_all(connection, self._size())

    def _size(self) -> int:
        files = (self.path, self.path.with_name(f"{self.path.name}-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def check(self) -> list[str]:
        """Return what is wrong with the file, one line each; an empty list is a sound archive."""
        with reading(self._engine, self.path) as connection:
            faults = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
            loose = [
                f"{row[0]}: a row points nowhere" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
            ]
        return [fault for fault in faults if fault != "ok"] + loose


def _put_judgement(connection: Connection, judgement: Judgement) -> None:
    """Store a decision, once, and index its record anew."""
    if connection.scalar(select(JudgementRow.number).where(JudgementRow.id == judgement.id)):
        return
    values = {"id": judgement.id, "target": judgement.record, "record": judgement.model_dump_json()}
    connection.execute(insert(JudgementRow).values(values))
    columns = (RecordRow.number, RecordRow.kind, RecordRow.payload, DocumentRow.record, DocumentRow.text)
    concerned = select(*columns).join(DocumentRow).where(RecordRow.id == judgement.record)
    for row in list(connection.execute(concerned)):
        reindex(connection, row, load_document(row.record, row.text))


def _problem_values(problem: Problem) -> dict[str, str]:
    return {"place": problem.where, "what": problem.what, "advice": problem.advice}
