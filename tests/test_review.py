"""Review: what nobody has judged yet, least sure first, and the judgements that people make on it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from archive_samples import find_passage, make_capture
from click.testing import Result
from conftest import Run

from diplowatch.archive import open_archive
from diplowatch.digest import version_of
from diplowatch.places import open_place
from diplowatch.read import READER
from diplowatch.records import (
    Actor,
    ActorKind,
    Document,
    Grade,
    Mode,
    Reading,
    Statement,
    Verdict,
    make_id,
)

FIRST = (
    "The envoys met in Ankara. Turkey said that ships would sail again soon, Reuters reported. Nobody else spoke.\n"
    "France warned that the truce was fragile."
)
SECOND = "Poland announced that a depot would open in May."


def make_statement(document: Document, words: str, content: str, cue: str, code: str, sure: float | None) -> Statement:
    source = Actor(words=words, code=code, kind=ActorKind.STATE, passage=find_passage(document, words))
    return Statement(
        id=make_id("statement", document.id, content),
        source=source,
        cue=cue,
        cue_passage=find_passage(document, cue),
        content=(find_passage(document, content),),
        mode=Mode.INDIRECT,
        grade=Grade.ON_RECORD,
        confidence=sure,
    )


def make_document(key: str, text: str, published: date | None) -> Document:
    return Document(id=make_id("document", key), key=key, title=f"Title of {key}", text=text, published=published)


@dataclass(frozen=True)
class Sample:
    """A watch with three read statements in two documents."""

    folder: Path
    run: Run
    documents: tuple[Document, Document]
    turkey: Statement
    france: Statement
    poland: Statement

    def review(self, *arguments: object) -> Result:
        return self.run("review", *arguments, "--watch", self.folder)

    def left(self, *arguments: object) -> list[str]:
        """The ids on the list, in its order."""
        result = self.review("--json", *arguments)
        assert result.exit_code == 0, result.output
        return [json.loads(line)["statement"]["id"] for line in result.stdout.splitlines()]

    def shown(self) -> list[dict[str, object]]:
        result = self.run("show", "statements", "--json", "--watch", self.folder)
        return [json.loads(line) for line in result.stdout.splitlines()]

    def judgements(self) -> int:
        with open_archive(self.folder / "archive.db") as archive:
            return len(archive.judgements())

    def read_again(self) -> None:
        """Store the same records again, as a further version of the readers would."""
        store(self.folder, (self.turkey, self.france), self.documents[0], "another")


def store(folder: Path, statements: tuple[Statement, ...], document: Document, reader: str = READER) -> None:
    with open_place(folder) as place:
        place.archive.add_document(document, make_capture(document))
        reading = Reading(document=document.id, reader=reader, statements=statements)
        place.archive.add_reading(reading, version_of(place.pack))


def make_sample(
    folder: Path, run: Run, sure: tuple[float | None, ...] = (0.9, 0.4, 0.7), days: tuple[int | None, ...] = (26, 18)
) -> Sample:
    assert run("init", folder).exit_code == 0
    texts = (("first.txt", FIRST), ("second.txt", SECOND))
    one, two = (
        make_document(key, text, date(2025, 3, day) if day else None)
        for (key, text), day in zip(texts, days, strict=True)
    )
    turkey = make_statement(one, "Turkey", "that ships would sail again soon", "said", "TUR", sure[0])
    turkey = turkey.model_copy(update={"relay": (Actor(words="Reuters", code="MED", kind=ActorKind.OUTLET),)})
    france = make_statement(one, "France", "that the truce was fragile", "warned", "FRA", sure[1])
    poland = make_statement(two, "Poland", "that a depot would open in May", "announced", "POL", sure[2])
    # in the reading the second stands first: the place in the text decides, not the order of the reading
    store(folder, (france, turkey), one)
    store(folder, (poland,), two)
    return Sample(folder, run, (one, two), turkey, france, poland)


@pytest.fixture
def sample(tmp_path: Path, run: Run) -> Sample:
    return make_sample(tmp_path / "watch", run)


# --------------------------------------------------------------------------- the list


ORDERS = [
    # the least sure first
    ((0.9, 0.4, 0.7), (26, 18), ("france", "poland", "turkey")),
    # equally sure: the earlier document first, then the place in the text
    ((0.5, 0.5, 0.5), (26, 18), ("poland", "turkey", "france")),
    # an undated document comes after the dated ones
    ((0.5, 0.5, 0.5), (26, None), ("turkey", "france", "poland")),
    # without confidence last, whatever the dates; a confidence of nought is one
    ((None, 0.9, 0.0), (18, 26), ("poland", "france", "turkey")),
]


@pytest.mark.parametrize(("sure", "days", "names"), ORDERS)
def test_the_least_sure_comes_first(
    run: Run,
    tmp_path: Path,
    sure: tuple[float | None, ...],
    days: tuple[int | None, ...],
    names: tuple[str, ...],
) -> None:
    sample = make_sample(tmp_path / "watch", run, sure, days)
    assert sample.left() == [getattr(sample, name).id for name in names]


def test_a_block_says_who_said_what_and_where(sample: Sample) -> None:
    result = sample.review()
    assert result.exit_code == 0, result.output
    blocks = result.output.split("\n\n")
    assert blocks[2].splitlines() == [
        f"{sample.turkey.id[:4]}  0.90  2025-03-26  Title of first.txt",
        "  source TUR Turkey  relay MED Reuters  grade on record  cue said",
        "  Turkey said [[that ships would sail again soon]], Reuters reported.",
    ]
    assert blocks[3].strip() == "3 statements left to review"


def test_the_limit_cuts_the_table_but_not_json(sample: Sample) -> None:
    assert "3 statements left to review; --limit shows more than 1" in sample.review("--limit", 1).output
    assert sample.review("--limit", 1).output.count("[[") == 1
    assert len(sample.left("--limit", "1")) == 3


def test_json_and_csv_carry_the_sentence_and_the_document(sample: Sample) -> None:
    first = json.loads(sample.review("--json").stdout.splitlines()[0])
    assert first["sentence"]["exact"] == "France warned that the truce was fragile."
    assert (first["document"], first["published"]) == (sample.documents[0].id, "2025-03-26")
    rows = list(csv.DictReader(io.StringIO(sample.review("--csv").stdout)))
    assert [row["confidence"] for row in rows] == ["0.4", "0.7", "0.9"]
    assert rows[0]["content"] == "that the truce was fragile"


FILTERS = [
    (("--week", "2025-W13"), {"turkey", "france"}),
    (("--until", "2025-03-20"), {"poland"}),
    (("--actor", "fra"), {"france"}),
    (("--document", "{second}"), {"poland"}),
    # nothing of Poland in that week
    (("--week", "2025-W13", "--actor", "POL"), set()),
]


@pytest.mark.parametrize(("arguments", "names"), FILTERS)
def test_the_list_can_be_narrowed(sample: Sample, arguments: tuple[str, ...], names: set[str]) -> None:
    given = [part.format(second=sample.documents[1].id[:6]) for part in arguments]
    assert set(sample.left(*given)) == {getattr(sample, name).id for name in names}


# --------------------------------------------------------------------------- judgements


@pytest.mark.parametrize(
    "arguments", [("accept", "{id}"), ("reject", "{id}", "--note", "a headline"), ("edit", "{id}", "grade=anonymous")]
)
def test_whatever_was_decided_leaves_the_list_and_stays_decided(sample: Sample, arguments: tuple[str, ...]) -> None:
    result = sample.review(*(part.format(id=sample.france.id[:4]) for part in arguments))
    assert result.exit_code == 0, result.output
    assert sample.france.id in result.output
    after = sample.shown()
    assert sample.left() == [sample.poland.id, sample.turkey.id]
    sample.read_again()
    assert sample.left() == [sample.poland.id, sample.turkey.id]
    assert sorted(sample.shown(), key=str) == sorted(after, key=str)


def test_a_judgement_carries_the_name_and_the_note(sample: Sample) -> None:
    sample.review("reject", sample.turkey.id, "--by", "Ann Keller", "--note", "hearsay")
    with open_archive(sample.folder / "archive.db") as archive:
        [made] = archive.judgements()
    assert (made.record, made.verdict, made.by, made.note) == (
        sample.turkey.id,
        Verdict.REJECT,
        "Ann Keller",
        "hearsay",
    )


def test_a_rejected_statement_is_shown_no_more_until_it_is_accepted(sample: Sample) -> None:
    for verb, count in (("reject", 2), ("accept", 3), ("reject", 2), ("accept", 3)):
        assert sample.review(verb, sample.france.id[:5]).exit_code == 0
        assert len(sample.shown()) == count
    assert sample.judgements() == 4


def test_an_edit_replaces_what_it_names_and_nothing_else(sample: Sample) -> None:
    fields = ("source.code=deu", "source.name=Anna Weber", "relay.0.code=", "negated=true", "mode=mixed")
    assert sample.review("edit", sample.turkey.id, *fields).exit_code == 0
    [edited] = [Statement.model_validate(one) for one in sample.shown() if one["id"] == sample.turkey.id]
    assert edited.source
    assert (edited.source.code, edited.source.name, edited.source.words) == ("DEU", "Anna Weber", "Turkey")
    assert (edited.relay[0].code, edited.negated, edited.mode) == (None, True, Mode.MIXED)
    assert edited.content == sample.turkey.content


def test_a_watch_named_before_the_verb_holds_for_the_verb(sample: Sample) -> None:
    result = sample.run("review", "--watch", sample.folder, "accept", sample.france.id)
    assert result.exit_code == 0, result.output
    assert sample.france.id not in sample.left()


MISTAKES = [
    # no statement has the id, and the good one beside it is not written either
    (("accept", "{france}", "zzzz"), "no statement has this id"),
    (("reject", ""), "no statement has this id"),
    # the id of a document is none of a statement
    (("accept", "{document}"), "no statement has this id"),
    # what is not read from the text alone
    (("edit", "{france}", "cue=denied"), "cannot be edited"),
    (("edit", "{france}", "confidence=1"), "cannot be edited"),
    (("edit", "{france}", "content.0.exact=peace"), "cannot be edited"),
    # a good field beside one that does not fit: neither is written
    (("edit", "{france}", "mode=direct", "grade=hearsay"), "grade"),
    (("edit", "{france}", "source.code=XYZ"), "not the code of a state, a body or a group"),
    (("edit", "{france}", "source.country=NATO"), "not the code of a state"),
    (("edit", "{france}", "negated=perhaps"), "negated"),
    # nobody passed it on
    (("edit", "{france}", "relay.0.code=MED"), "no field"),
    (("edit", "{france}", "grade"), "source.code=FRA"),
    # somebody has to decide
    (("accept", "{france}", "--by", " "), "--by NAME"),
    (("--document", "zzzz"), "no document has this id"),
    (("--week", "2025-13"), "2025-13"),
]


@pytest.mark.parametrize(("arguments", "says"), MISTAKES)
def test_a_mistake_is_one_line_and_nothing_is_written(sample: Sample, arguments: tuple[str, ...], says: str) -> None:
    before = sample.shown()
    result = sample.review(
        *(part.format(france=sample.france.id, document=sample.documents[0].id) for part in arguments)
    )
    assert result.exit_code == 2, result.output
    assert says in result.output
    assert len(result.output.splitlines()) == 1
    assert (sample.judgements(), sample.shown()) == (0, before)


def test_an_id_that_fits_several_is_refused_and_short_ids_are_long_enough(sample: Sample) -> None:
    document = make_document("many.txt", FIRST, date(2025, 3, 27))
    twins = tuple(sample.turkey.model_copy(update={"id": f"abcdef{n:010d}"}) for n in (0, 1, 20))
    moved = tuple(
        one.model_copy(
            update={
                "source": None,
                "cue_passage": find_passage(document, "said"),
                "content": (find_passage(document, "that ships would sail again soon"),),
            }
        )
        for one in twins
    )
    store(sample.folder, moved, document)
    result = sample.review("accept", sample.france.id, "ABCDEF")
    assert result.exit_code == 2
    assert "several statements begin so" in result.output
    assert sample.judgements() == 0
    shown = [json.loads(line)["short"] for line in sample.review("--json").stdout.splitlines()]
    assert len(set(shown)) == len(shown) == 6
    assert sample.review("accept", *shown).exit_code == 0
    assert "nothing left to review" in sample.review().output


# --------------------------------------------------------------------------- what is published


REPORT = """Talks go on
27 March 2025

The ceasefire will take weeks, French President Emmanuel Macron said on Thursday.

“We will not recognise any annexation,” Ukrainian President Volodymyr Zelenskyy said on Thursday.
"""


def test_a_rejected_statement_is_gone_from_the_edition_and_stays_so(run: Run, tmp_path: Path) -> None:
    watch = tmp_path / "watch"
    run("init", watch)
    (watch / "documents" / "report-2025-03-27.txt").write_text(REPORT, encoding="utf-8")
    assert run("digest", watch, "--jobs", 1).exit_code == 0
    said = "Volodymyr Zelenskyy (Ukraine) said: “We will not recognise any annexation”"
    assert said in (watch / "editions" / "2025-W13" / "edition.md").read_text(encoding="utf-8")
    listed = [json.loads(line) for line in run("review", "--json", "--watch", watch).stdout.splitlines()]
    [quoted] = [one for one in listed if "annexation" in one["sentence"]["exact"]]
    assert run("review", "reject", quoted["short"], "--watch", watch).exit_code == 0
    result = run("digest", watch, "--jobs", 1)
    assert result.exit_code == 0, result.output
    # the event in the same sentence is a record of its own: the report is still cited for it, Zelenskyy is not
    assert "(Ukraine) said" not in (watch / "editions" / "2025-W13-2" / "edition.md").read_text(encoding="utf-8")
    assert "already published, unchanged" in run("digest", watch, "--jobs", 1).output
