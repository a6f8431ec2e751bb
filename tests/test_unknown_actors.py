"""Actors nobody knows: listed across a watch, merged or entered by a person, and the decision outlives every reading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

from diplowatch.archive import open_archive
from diplowatch.digest import read_all
from diplowatch.judged import decisions_of, find_misfits, judge_pack, key_of
from diplowatch.packs import load_pack
from diplowatch.places import open_place
from diplowatch.read import READER
from diplowatch.records import Judgement, Verdict

TEXTS = {
    "2025-03-24 first.txt": "Ann Keller said on Monday that the truce would hold. Keller added that talks go on.\n",
    "2025-03-25 second.txt": "Ann Keller said that the envoys had left. Poland supports the truce, officials said.\n",
    "2025-03-26 third.txt": "Russia said that it rejects the truce. He said no more.\n",
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    folder = tmp_path_factory.mktemp("unknown") / "watch"
    assert run("init", folder).exit_code == 0
    for name, text in TEXTS.items():
        (folder / "documents" / name).write_text(text, encoding="utf-8")
    result = run("digest", folder)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def watch(template: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(template, tmp_path / "watch"))


def list_actors(run: Run, watch: Path) -> list[dict[str, object]]:
    result = run("actors", "--watch", watch, "--json")
    assert result.exit_code == 0, result.output
    return [json.loads(one) for one in result.output.splitlines()]


def sources(run: Run, watch: Path) -> set[tuple[str, str | None]]:
    result = run("show", "statements", "--watch", watch, "--json")
    records = [json.loads(one) for one in result.output.splitlines()]
    return {(one["source"]["words"], one["source"]["code"]) for one in records if one["source"]}


def test_those_who_recur_are_listed_with_their_words_and_counts(run, template):
    (keller,) = list_actors(run, template)
    assert keller["name"] == "Ann Keller"
    assert keller["kind"] == "person"
    assert keller["mentions"] >= 3
    assert len(keller["documents"]) == 2
    assert set(keller["words"]) == {"Ann Keller", "Keller"}


def test_the_table_is_for_people(run, template):
    result = run("actors", "--watch", template)
    assert result.exit_code == 0
    assert "Ann Keller" in result.output and "in their words" in result.output
    assert run("actors", "--watch", template, "--least", "9").output.strip() == "nothing found"


def test_a_new_entry_holds_for_what_was_read_and_for_what_is_read_later(run, watch):
    result = run("actors", "add", "Ann Keller", "NGO", "--office", "analyst", "--watch", watch, "--by", "me")
    assert result.exit_code == 0, result.output
    assert "2 texts read again" in result.output
    assert ("Ann Keller", "NGO") in sources(run, watch)
    assert ("Keller", "NGO") in sources(run, watch)  # also where only the surname stands
    assert list_actors(run, watch) == []
    (watch / "documents" / "2025-03-27 fourth.txt").write_text("Ann Keller said that it is over.\n", encoding="utf-8")
    assert run("digest", watch).exit_code == 0
    assert {code for words, code in sources(run, watch) if words == "Ann Keller"} == {"NGO"}


def test_only_texts_that_name_the_actor_are_read_again(run, watch):
    run("actors", "add", "Ann Keller", "NGO", "--watch", watch)
    with open_place(watch) as place:
        from diplowatch.digest import version_of

        assert place.archive.count_to_read(READER, version_of(place.pack)) == 0
        assert place.archive.count_to_read(READER, version_of(place.base)) == 3


def test_a_decision_outlives_a_reading_of_everything(run, watch):
    run("actors", "add", "Ann Keller", "NGO", "--watch", watch)
    before = sources(run, watch)
    with open_place(watch) as place:
        for document in list(place.archive.documents()):
            reading = place.archive.reading(document.id)
            place.archive.add_reading(reading.model_copy(update={"reader": "older"}))  # as after an update
        assert read_all(place.archive, place.pack) == []
    assert sources(run, watch) == before


def test_a_merge_by_name_follows_the_offices_of_the_person(run, watch):
    assert run("actors", "merge", "Ann Keller", "Mark Rutte", "--watch", watch).exit_code == 0
    result = run("show", "statements", "--watch", watch, "--json")
    keller = [json.loads(one)["source"] for one in result.output.splitlines() if '"Ann Keller"' in one]
    assert {(one["code"], one["name"]) for one in keller} == {("NATO", "Mark Rutte")}


@pytest.mark.parametrize("code", ["UKR", "EUU", "BUS"])  # a state, a body, a group
def test_a_merge_by_code_lets_a_person_speak_for_it(run, watch, code):
    assert run("actors", "merge", "Ann Keller", code.lower(), "--watch", watch).exit_code == 0
    assert ("Ann Keller", code) in sources(run, watch)


def test_a_decision_is_listed_and_can_be_taken_back(run, watch):
    run("actors", "add", "Ann Keller", "NGO", "--office", "analyst", "--watch", watch, "--by", "me")
    result = run("actors", "decided", "--watch", watch)
    assert all(part in result.output for part in ("Ann Keller", "NGO", "entered", "analyst", "me"))
    assert run("actors", "forget", "Ann Keller", "--watch", watch).exit_code == 0
    assert [one["name"] for one in list_actors(run, watch)] == ["Ann Keller"]
    assert run("actors", "decided", "--watch", watch).output.strip() == "nothing found"


REFUSED = [
    # (arguments after `actors`, words of the one line)
    (("add", "Ann Keller", "XXX"), "unknown code 'XXX'"),
    (("merge", "Ann Keller", "Nobody Atall"), "nobody is known as 'Nobody Atall'"),
    (("merge", "Ann Keller", "ann  keller"), "circle"),  # into itself
    (("merge", "...", "UKR"), "is no name"),
    (("forget", "Ann Keller"), "nothing was decided"),
]


@pytest.mark.parametrize(("arguments", "says"), REFUSED)
def test_what_does_not_fit_is_refused_in_one_line_and_nothing_changes(run, watch, arguments, says):
    before = sources(run, watch)
    result = run("actors", *arguments, "--watch", watch)
    assert result.exit_code == 2, result.output
    assert says in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert sources(run, watch) == before
    with open_archive(watch / "archive.db") as archive:
        assert archive.judgements() == []


def test_a_circle_of_merges_is_refused_and_named(run, watch):
    assert run("actors", "add", "Ann Keller", "NGO", "--watch", watch).exit_code == 0
    assert run("actors", "merge", "Anna Kellner", "Ann Keller", "--watch", watch).exit_code == 0
    result = run("actors", "merge", "Ann Keller", "Anna Kellner", "--watch", watch)
    assert result.exit_code == 2
    assert "circle" in result.output
    with open_archive(watch / "archive.db") as archive:
        assert len(archive.judgements()) == 2


def test_an_entry_that_a_merge_rests_on_is_not_taken_back(run, watch):
    run("actors", "add", "Ann Keller", "NGO", "--watch", watch)
    run("actors", "merge", "Anna Kellner", "Ann Keller", "--watch", watch)
    result = run("actors", "forget", "Ann Keller", "--watch", watch)
    assert result.exit_code == 2
    assert "Anna Kellner" in result.output


def judgement(name: str, verdict: Verdict, number: int = 0, **fields: str) -> Judgement:
    pairs = tuple({"name": name, "kind": "person", **fields}.items())
    return Judgement(id=f"{name}-{number}", record=key_of(name), verdict=verdict, by="me", fields=pairs)


def test_stored_decisions_that_form_a_circle_or_lost_their_target_are_left_out():
    made = [
        judgement("Ann A", Verdict.MERGE, into="Bob B"),
        judgement("Bob B", Verdict.MERGE, into="Ann A"),
        judgement("Cem C", Verdict.MERGE, into="Gone Away"),
        judgement("Dan D", Verdict.EDIT, code="UKR", office="envoy"),
    ]
    pack, decisions = load_pack(), decisions_of(made)
    assert set(find_misfits(pack, decisions)) == {key_of("Ann A"), key_of("Bob B"), key_of("Cem C")}
    added = judge_pack(pack, decisions).offices[len(pack.offices) :]
    assert [(office.person, office.code, office.title) for office in added] == [("Dan D", "UKR", "envoy")]


def test_the_last_decision_on_a_name_holds():
    made = [
        judgement("Ann A", Verdict.EDIT, 1, code="UKR"),
        judgement("Ann A", Verdict.EDIT, 2, code="RUS"),
        judgement("Bob B", Verdict.EDIT, 3, code="RUS"),
        judgement("Bob B", Verdict.ACCEPT, 4),
    ]
    assert [(one.name, one.code) for one in decisions_of(made).values()] == [("Ann A", "RUS")]
