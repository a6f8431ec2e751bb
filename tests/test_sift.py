"""The sift: what is not about the process or says nothing new is kept unread, with the reason, and can be undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from archive_samples import make_capture, make_document

from benchmarks.relevance import score
from benchmarks.twins import is_found, load_texts, make_pairs
from diplowatch.archive import Step, Taken, open_archive
from diplowatch.packs import load_pack
from diplowatch.records import FetchNote, Reading
from diplowatch.sift import decide_text, make_scale, sift
from diplowatch.sift.twins import TwinFinder, is_twin

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
FEED = "https://gazette.example/feed.xml"
TALKS = (
    "Envoys of Russia and Ukraine met in Riyadh on Thursday to speak of a ceasefire in the Black Sea. Moscow asked for "
    "relief from sanctions on a farm bank, and Kyiv for an end of strikes on its ports. The next meeting is to be held "
    "in Istanbul within a month, the Turkish hosts said after the delegations had left."
)
CINEMA = "A quiet drama from Murmansk took the main prize of the film festival. The jury praised its actor."


@pytest.fixture(scope="module")
def pack():
    return load_pack("ukraine")


@pytest.fixture(scope="module")
def scale(pack):
    return make_scale(pack)


@pytest.fixture
def archive(tmp_path):
    with open_archive(tmp_path / "archive.db") as archive:
        yield archive


def take(archive, text: str, name: str, at: datetime = NOW, source: str = FEED) -> str:
    document = make_document(text, key=f"https://x.example/{name}", published=at.date(), title=name)
    note = FetchNote(at=at, source=source, address=document.key, document=document.id)
    archive.collected.store(Step(taken=Taken(document, make_capture(document)), note=note))
    return document.id


def unread(archive) -> dict[str, str]:
    return {one.document.id: one.why for one in archive.unread_documents()}


# --------------------------------------------------------------------------- relevance


@pytest.mark.parametrize(
    ("title", "text", "relevant"),
    [
        ("Truce at sea", TALKS, True),
        ("A prize", CINEMA, False),
        ("Ceasefire holds", "Hamas and Israel stopped firing at noon. Mediators in Doha hope for talks.", False),
        (
            "Kyiv win",
            "Dynamo beat the guests from Poltava in the last minute of the match. A goal by the captain.",
            False,
        ),
        ("Drones over Odesa", "A Russian attack on the port killed two, officials in Kyiv said.", True),
        ("Sanctions stay", "The EU will not ease sanctions on Moscow before troops leave.", True),
        ("", "", False),  # nothing to go by
    ],
)
def test_what_a_text_is_about(scale, title, text, relevant):
    assert scale.judge(title, text).is_relevant is relevant


def test_relevance_is_as_good_as_it_was_measured():
    dev, held_out = score("dev"), score("held-out")
    assert dev.texts + held_out.texts > 150
    assert dev.recall >= 0.95 and dev.precision >= 0.95
    assert held_out.recall >= 0.92 and held_out.precision >= 0.9


# --------------------------------------------------------------------------- twins


def test_twins_are_found_and_others_are_not():
    pairs = list(make_pairs(load_texts()[:12]))
    assert len(pairs) >= 200
    wrong = [pair.kind for pair in pairs if is_found(pair) != pair.is_twin]
    assert len(wrong) <= len(pairs) // 100, wrong


def test_a_long_text_that_holds_a_short_one_is_no_twin_of_it():
    long = TALKS + " " + " ".join(f"The envoy of state {number} then spoke of item {number}." for number in range(30))
    assert is_twin(TALKS, long) and not is_twin(long, TALKS)


@pytest.mark.parametrize(("newer", "twin"), [("They met.", True), ("They met again.", False), ("", False)])
def test_short_texts_are_the_same_only_as_a_whole(newer, twin):
    assert is_twin(newer, "They met.") is twin


def test_the_finder_names_texts_in_order():
    finder = TwinFinder()
    for number, text in enumerate((TALKS, CINEMA, TALKS + " The hall was full.")):
        finder.add(number, text)
    assert finder.find(TALKS) == [0, 2]


# --------------------------------------------------------------------------- in an archive


def test_off_topic_texts_are_kept_with_the_reason(archive, pack):
    talks, cinema = take(archive, TALKS, "a"), take(archive, CINEMA, "b")
    sift(archive, pack)
    assert unread(archive).keys() == {cinema}
    assert unread(archive)[cinema].startswith("not on the process: 0 of 1 points")
    assert [document.id for document in archive.to_read("1")] == [talks]
    assert archive.document(cinema) is not None and archive.capture(cinema) is not None


def test_what_was_given_by_hand_is_never_sifted(archive, pack):
    document = make_document(CINEMA, key="cinema.txt")
    archive.add_document(document, make_capture(document))
    take(archive, TALKS, "a")
    sift(archive, pack)
    assert unread(archive) == {}


def test_the_setting_and_the_source_can_say_otherwise(archive, pack):
    cinema = take(archive, CINEMA, "b")
    sift(archive, pack)
    assert cinema in unread(archive)
    sift(archive, pack, by_topic=False)
    assert unread(archive) == {}
    sift(archive, pack)
    assert cinema in unread(archive)
    sift(archive, pack, always=[FEED])
    assert unread(archive) == {}


def test_a_decision_outlives_new_versions_and_new_rules(archive, pack):
    cinema = take(archive, CINEMA, "b")
    sift(archive, pack)
    decide_text(archive, cinema, "https://x.example/b", "ann", keep=True)
    assert unread(archive) == {}
    other = take(archive, CINEMA + " It runs next week.", "b", NOW + timedelta(days=1))
    sift(archive, pack.model_copy(update={"issues": ()}))
    assert unread(archive) == {}
    decide_text(archive, other, "https://x.example/b", "ann", keep=False)
    sift(archive, pack)
    assert unread(archive) == {other: "left unread by hand"}
    decide_text(archive, other, "https://x.example/b", "ann", keep=True)
    sift(archive, pack)
    assert unread(archive) == {}


def test_a_text_that_is_left_loses_its_reading(archive, pack):
    talks = take(archive, TALKS, "a")
    archive.add_reading(Reading(document=talks, reader="1"))
    decide_text(archive, talks, "https://x.example/a", "ann", keep=False)
    assert archive.reading(talks) is None and list(archive.read_documents()) == []


def test_a_changed_pack_judges_again_but_keeps_what_was_read(archive, pack):
    talks, cinema = take(archive, TALKS, "a"), take(archive, CINEMA, "b")
    sift(archive, pack)
    archive.add_reading(Reading(document=talks, reader="1"))
    assert sift(archive, pack) == {}, "nothing waits"
    nothing = pack.model_copy(update={"agreements": (), "issues": (), "process": "x"})
    sift(archive, nothing)
    assert unread(archive).keys() == {cinema}


def test_the_same_text_is_read_once_and_says_so(archive, pack):
    first = take(archive, TALKS, "a")
    again = take(archive, TALKS, "a-amp", NOW + timedelta(hours=1))
    wire = take(archive, "Sea truce: what we know\n" + " ".join(TALKS.split()[:50]), "c", NOW + timedelta(hours=2))
    sift(archive, pack)
    assert unread(archive).keys() == {again, wire}
    assert unread(archive)[again] == f"the same text as {first} (https://x.example/a)"


def test_the_same_text_half_a_year_later_is_read(archive, pack):
    take(archive, TALKS, "a")
    sift(archive, pack)
    take(archive, TALKS, "b", NOW + timedelta(days=180))
    sift(archive, pack)
    assert unread(archive) == {}


def test_a_second_run_finds_twins_of_what_was_read_before(archive, pack):
    first = take(archive, TALKS, "a")
    sift(archive, pack)
    archive.add_reading(Reading(document=first, reader="1"))
    again = take(archive, TALKS, "b", NOW + timedelta(days=1))
    sift(archive, pack)
    assert unread(archive).keys() == {again}


# --------------------------------------------------------------------------- the commands


def test_unread_documents_are_shown_and_kept_by_command(run, tmp_path):
    run("init", tmp_path)
    with open_archive(tmp_path / "archive.db") as archive:
        cinema = take(archive, CINEMA, "b")
        sift(archive, load_pack("ukraine"))
    shown = run("show", "documents", "--unread", "--watch", tmp_path)
    assert cinema in shown.output and "not on the process" in shown.output
    assert "1 document kept" in run("keep", cinema[:8], "--watch", tmp_path, "--by", "ann").output
    assert "nothing found" in run("show", "documents", "--unread", "--watch", tmp_path).output
    assert "left unread" in run("keep", "--not", cinema[:8], "--watch", tmp_path).output
    assert "by hand" in run("show", "documents", "--unread", "--watch", tmp_path).output
    refused = run("keep", "ffff", "--watch", tmp_path)
    assert refused.exit_code == 2 and "there is no document" in refused.output
    refused = run("show", "events", "--unread", "--watch", tmp_path)
    assert refused.exit_code == 2 and "--unread is for documents" in refused.output
