"""Issues suggested from unlinked positions, and the commands on issues."""

import json
import random
import tomllib
from datetime import date

import pytest
from click.testing import CliRunner
from track_factory import Page

from diplowatch.archive import open_archive
from diplowatch.cli import main
from diplowatch.digest import version_of
from diplowatch.packs import load_pack
from diplowatch.read import READER
from diplowatch.records import Capture, Held, Issue, Media, Stance
from diplowatch.track import hold_positions
from diplowatch.track.issues import index_issues
from diplowatch.track.suggestions import suggest_issues, write_toml

INDEX = index_issues(load_pack())

SAID = [
    # actor, stance, proposal
    ("POL", Stance.OPPOSE, "cheap grain imports from Ukraine"),
    ("HUN", Stance.OPPOSE, "imports of cheap Ukrainian grain"),
    ("SVK", Stance.OPPOSE, "further imports of Ukrainian grain and sugar"),
    ("DEU", Stance.SUPPORT, "raise the wages of nurses and teachers"),
    ("FRA", Stance.SUPPORT, "higher wages for nurses"),
    ("GBR", Stance.SUPPORT, "a rise in the wages of nurses in hospitals"),
    ("USA", Stance.SUPPORT, "an unconditional ceasefire"),  # has an issue
    ("USA", Stance.SUPPORT, "lift sanctions and send troops"),  # names two issues
    ("USA", Stance.SUPPORT, "the deal"),  # says nothing
    ("USA", Stance.SUPPORT, "paint the bridge over the canal green"),  # alone
]


def make_pages() -> list[Page]:
    pages = []
    for at, (actor, stance, proposal) in enumerate(SAID):
        page = Page(f"Report {at}: {actor} spoke of {proposal}.", f"2025-03-{10 + at}")
        page.position(actor, stance, proposal, clause=f"spoke of {proposal}")
        pages.append(page)
    return pages


def hold() -> tuple[Held, ...]:
    return hold_positions([page.read() for page in make_pages()], INDEX)


def test_unlinked_proposals_that_are_alike_make_a_suggestion() -> None:
    wages, grain = suggest_issues(hold(), INDEX)

    assert grain.actors == ("HUN", "POL", "SVK")
    assert wages.actors == ("DEU", "FRA", "GBR")
    assert len(grain.documents) == 3
    assert "grain" in grain.terms[0] and "imports" in grain.terms[0]
    assert set(wages.examples) <= {proposal for _, _, proposal in SAID}


def test_a_suggestion_can_be_pasted_and_links_its_own_positions() -> None:
    _, grain = suggest_issues(hold(), INDEX)
    (entry,) = tomllib.loads(grain.toml)["issues"]
    issue = Issue.model_validate(entry)
    pack = load_pack().model_copy(update={"issues": (*load_pack().issues, issue)})

    linked = {
        one.actor: one.issue for one in hold_positions([page.read() for page in make_pages()], index_issues(pack))
    }

    assert (issue.id, issue.name) == (grain.id, grain.name)
    assert (linked["POL"], linked["HUN"], linked["SVK"], linked["DEU"]) == (issue.id, issue.id, issue.id, None)


def test_the_order_of_the_documents_changes_nothing() -> None:
    held = list(hold())
    expected = suggest_issues(held, INDEX)
    random.Random(3).shuffle(held)

    assert suggest_issues(held, INDEX) == expected


@pytest.mark.parametrize(("least", "count"), [(2, 2), (3, 2), (4, 0)])
def test_small_groups_are_left_out(least: int, count: int) -> None:
    assert len(suggest_issues(hold(), INDEX, least)) == count


def test_one_sentence_of_several_actors_is_no_group() -> None:
    page = Page("They spoke of the wages of nurses in hospitals.")
    for actor in ("DEU", "FRA", "GBR"):
        page.position(actor, Stance.SUPPORT, "the wages of nurses in hospitals")

    assert suggest_issues(hold_positions([page.read()], INDEX), INDEX) == ()


def test_no_positions_suggest_nothing() -> None:
    assert suggest_issues([], INDEX) == ()


def test_an_id_that_is_taken_is_not_given_again() -> None:
    names = {**INDEX.names, suggest_issues(hold(), INDEX)[0].id: "Something else"}

    grain, _ = suggest_issues(hold(), INDEX.__class__(**{**INDEX.__dict__, "names": names}))

    assert grain.id not in names


def test_any_words_can_be_written_as_settings() -> None:
    words = 'a "quoted" \\ proposal\twith a tab – and ünïcode'
    (entry,) = tomllib.loads(write_toml("an-id", words, [words], [words]))["issues"]

    assert entry == {"id": "an-id", "name": words, "terms": [words], "examples": [words]}


# --------------------------------------------------------------------------- the commands


@pytest.fixture(scope="module")
def watch(tmp_path_factory):
    folder = tmp_path_factory.mktemp("watch")
    (folder / "watch.toml").write_text('title = "Test"\n', encoding="utf-8")
    with open_archive(str(folder / "archive.db")) as archive:
        for page in make_pages():
            capture = Capture(key=page.document.key, media=Media.TEXT, content=page.document.text)
            archive.add_document(page.document, capture)
            archive.add_reading(page.read().reading.model_copy(update={"reader": READER}), version_of(load_pack()))
    return folder


def run(*words: object):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_the_issues_are_listed_with_how_their_positions_were_linked(watch) -> None:
    done = run("issues", "--watch", watch)

    assert done.exit_code == 0, done.output
    assert "General ceasefire" in done.stdout
    assert "9 positions belong to no issue" in done.stderr
    first = json.loads(run("issues", "--watch", watch, "--json").stdout.splitlines()[0])
    assert (first["issue"], first["by_terms"], first["by_meaning"], first["actors"]) == ("ceasefire", 1, 0, ["USA"])
    assert first["last"] == date(2025, 3, 16).isoformat()


def test_the_unlinked_are_listed_nearest_first(watch) -> None:
    rows = [json.loads(row) for row in run("issues", "unlinked", "--watch", watch, "--json").stdout.splitlines()]

    assert len(rows) == 9
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    assert rows[-1]["held"]["position"]["proposal"]["exact"] == "the deal"
    assert (rows[-1]["nearest"], rows[-1]["score"]) == (None, -1)
    assert all(row["held"]["basis"] for row in rows)


def test_the_unlinked_of_one_actor_and_period(watch) -> None:
    done = run("issues", "unlinked", "--watch", watch, "--actor", "usa", "--since", "2025-03-18", "--json")

    assert [json.loads(row)["held"]["actor"] for row in done.stdout.splitlines()] == ["USA", "USA"]


def test_suggestions_are_told_with_a_block_for_the_settings(watch) -> None:
    done = run("issues", "suggest", "--watch", watch)

    assert done.exit_code == 0, done.output
    assert "3 positions, 3 documents, 3 actors (HUN, POL, SVK)" in done.stdout
    assert "“cheap grain imports from Ukraine” (POL oppose, 2025-03-10)" in done.stdout
    assert "   [[issues]]\n   id = " in done.stdout


def test_the_limit_cuts_the_suggestions_and_says_so(watch) -> None:
    done = run("issues", "suggest", "--watch", watch, "--limit", "1", "--json")

    assert len(done.stdout.splitlines()) == 1
    assert "1 of 2 suggestions" in done.stderr


def test_where_nothing_is_alike_the_command_says_so(watch) -> None:
    done = run("issues", "suggest", "--watch", watch, "--least", "9")

    assert (done.exit_code, done.stdout) == (0, "")
    assert "try a smaller --least" in done.stderr


@pytest.mark.parametrize(
    "words", [("issues",), ("issues", "unlinked"), ("issues", "suggest")], ids=["list", "unlinked", "suggest"]
)
def test_where_there_is_no_watch_one_line_says_so(words, tmp_path) -> None:
    done = run(*words, "--watch", tmp_path)

    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
