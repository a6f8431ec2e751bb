"""The diary of coming dates."""

from __future__ import annotations

import pytest
from track_factory import PACK, Page

from diplowatch.records import DiaryEntry
from diplowatch.track import period_of, track

WEEK = period_of("2025-W13")


def diary(*pages: Page) -> tuple[DiaryEntry, ...]:
    return track([page.read() for page in pages], PACK, WEEK).diary


def announce(
    what: str,
    words: str | None,
    value: str = "",
    *,
    day: str | None = "2025-03-26",
    place: str | None = None,
    **when: object,
) -> Page:
    page = Page(f"{what} {words or ''}", day)
    page.appointment(what, page.when(words, value, **when) if words else None, place)  # type: ignore[arg-type]
    return page


def test_dates_come_in_order_and_the_undated_last() -> None:
    entries = diary(
        announce("a summit of the willing", None, place="Paris"),
        announce("talks in Jeddah", "on Friday", "2025-03-28"),
        announce("a call of presidents", "on Thursday", "2025-03-27", day="2025-03-20"),
    )

    assert [(entry.what, str(entry.on)) for entry in entries] == [
        ("a call of presidents", "2025-03-27"),
        ("talks in Jeddah", "2025-03-28"),
        ("a summit of the willing", "None"),
    ]


@pytest.mark.parametrize(
    ("value", "count"),
    [
        # Before the period.
        ("2025-03-23", 0),
        # In it, before the latest text.
        ("2025-03-24", 0),
        # On the day of the latest text.
        ("2025-03-26", 0),
        # To come.
        ("2025-03-27", 1),
    ],
)
def test_a_date_that_had_come_when_the_latest_text_appeared_is_left_out(value: str, count: int) -> None:
    page = announce("talks in Jeddah", "on that day", value, day="2025-03-20")

    assert len(diary(page, Page("The latest text.", "2025-03-26"))) == count


def test_an_announcement_of_long_ago_without_a_date_is_left_out() -> None:
    assert diary(announce("a summit of the willing", None, day="2025-03-10", place="Paris")) == ()


@pytest.mark.parametrize(
    ("what", "place", "count"),
    [
        # An occasion at a place.
        ("a further round of talks", "Jeddah", 1),
        # An occasion, but nobody says where or of whom.
        ("a further round of talks", None, 0),
        # An intention is no occasion.
        ("send engineers to analyse the ground", "Kyiv", 0),
    ],
)
def test_without_a_date_only_an_occasion_is_entered(what: str, place: str | None, count: int) -> None:
    assert len(diary(announce(what, None, place=place))) == count


def test_announcements_of_one_meeting_are_one_entry() -> None:
    pages = [
        announce("American and Russian envoys meet in Riyadh", "on Friday", "2025-03-28"),
        announce("envoys meet", "Friday", "2025-03-28", day="2025-03-25"),
    ]
    (entry,) = diary(*pages)

    assert entry.what == "American and Russian envoys meet in Riyadh"
    assert [one.passage.document for one in entry.appointments] == [page.document.id for page in reversed(pages)]


def test_the_same_place_joins_announcements_that_share_a_word() -> None:
    one = announce("naval experts gather for technical consultations", "on Friday", "2025-03-28", place="Ankara")
    other = announce("consultations about ports", "on Friday", "2025-03-28", place="Ankara")
    elsewhere = announce("consultations about wheat", "on Friday", "2025-03-28", place="Paris")

    assert sorted(len(entry.appointments) for entry in diary(one, other, elsewhere)) == [1, 2]


def test_two_things_on_one_day_are_two_entries() -> None:
    pages = [
        announce("a vote in the assembly", "on Friday", "2025-03-28"),
        announce("envoys meet", "on Friday", "2025-03-28"),
    ]

    assert len(diary(*pages)) == 2


def test_a_week_is_no_day() -> None:
    (entry,) = diary(announce("technical talks", "next week", "2025-03-31", until="2025-04-06"))

    assert (entry.on, entry.when) == (None, "2025-W14")


def test_a_deadline_is_marked() -> None:
    (entry,) = diary(announce("an answer is due", "by Friday", "2025-03-28", deadline=True))

    assert entry.is_deadline


def test_a_full_date_in_an_undated_text_counts() -> None:
    (entry,) = diary(announce("a donors' conference", "on 10 July 2025", "2025-07-10", day=None))

    assert str(entry.on) == "2025-07-10"
