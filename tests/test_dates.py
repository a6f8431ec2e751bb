import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplowatch.read.dates import find_dates
from diplowatch.records import Document, Precision, When, hash_text

FRIDAY = date(2025, 3, 28)


def find(text: str, published: date | None = FRIDAY) -> tuple[When, ...]:
    document = Document(id="d", key="d", title="", text=text, published=published)
    return find_dates(document, hash_text(text))


def values(text: str, published: date | None = FRIDAY) -> list[tuple[str, str]]:
    return [(when.words, when.value) for when in find(text, published)]


PIECES = re.findall(
    r"\S+",
    "Monday March May 31 29 February 30 0 9999 99 , - to and of the week month year last next this early by before end "
    "weekend quarter first 2025 two three ago from now night day tomorrow Thanksgiving fall Q1 1990s until will said",
)


ABSOLUTE = [
    # the American form, with its year behind a comma
    ("The truce was announced on March 25, 2025.", [("March 25, 2025", "2025-03-25")]),
    # the British form, with an ordinal
    ("They met on the 25th of March 2025.", [("25th of March 2025", "2025-03-25")]),
    # ISO 8601
    ("Adopted 2025-03-25 in Jeddah.", [("2025-03-25", "2025-03-25")]),
    # digits whose order only one calendar day allows
    ("Signed 25/03/2025.", [("25/03/2025", "2025-03-25")]),
    # day and month could be either: no guess
    ("Signed 05/03/2025.", []),
    # the same day and month: both orders agree
    ("Signed 04.04.2025.", [("04.04.2025", "2025-04-04")]),
    # a month with its year
    ("The talks of March 2025 failed.", [("March 2025", "2025-03")]),
    # a year after a preposition
    ("Russia annexed Crimea in 2014.", [("2014", "2014")]),
    # a part of a year keeps the year as value
    ("since early 2022", [("early 2022", "2022")]),
    # a weekday in front of a date is part of it
    ("on Tuesday, March 25, 2025, in Riyadh", [("Tuesday, March 25, 2025", "2025-03-25")]),
    # abbreviations with a full stop
    ("from Feb. 10, 2025", [("Feb. 10, 2025", "2025-02-10")]),
    # quarters, halves and decades
    ("in the first quarter of 2025", [("first quarter of 2025", "2025-Q1")]),
    ("in the second half of 2024", [("second half of 2024", "2024-07/2024-12")]),
    ("treaties of the 1990s", [("1990s", "1990/1999")]),
    # an ISO week
    ("week 2025-W13", [("2025-W13", "2025-W13")]),
    # a season of a year
    ("the summer of 2024", [("summer of 2024", "2024-06/2024-08")]),
    # two dates that are not a run
    ("on 10 and 25 March 2025", [("10", "2025-03-10"), ("25 March 2025", "2025-03-25")]),
    # a run of days over the end of a month
    ("from 28 February to 3 March 2025", [("28 February to 3 March 2025", "2025-02-28/2025-03-03")]),
    # a run of days in the American form
    ("March 23-25, 2025", [("March 23-25, 2025", "2025-03-23/2025-03-25")]),
]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE)
@pytest.mark.parametrize("published", [FRIDAY, None])
def test_absolute_dates_need_no_publication_date(text, expected, published):
    assert values(text, published) == expected


RELATIVE = [
    # the latest such day on or before publication
    ("Leaders gathered in Paris Wednesday.", [("Wednesday", "2025-03-26")]),
    # publication day itself
    ("The ministry said Friday it had no comment.", [("Friday", "2025-03-28")]),
    # strictly before publication
    ("Troops withdrew last Friday.", [("last Friday", "2025-03-21")]),
    # the week after
    ("The court rules next Monday.", [("next Monday", "2025-03-31")]),
    # the verb looks forward
    ("The envoys will meet on Monday in Riyadh.", [("Monday", "2025-03-31")]),
    # the nearest cue decides: the saying is past, what is said is not
    ("He said on Tuesday that they would meet on Sunday.", [("Tuesday", "2025-03-25"), ("Sunday", "2025-03-30")]),
    # the cue may follow where the date opens the sentence
    ("On Monday, the two delegations will meet again.", [("Monday", "2025-03-31")]),
    # the attribution after a comma is another clause
    ("Talks are expected to resume on Tuesday, officials said.", [("Tuesday", "2025-04-01")]),
    # a past participle behind "to be" looks forward
    ("The accord is to be signed on Tuesday.", [("Tuesday", "2025-04-01")]),
    ("Kyiv was shelled today and yesterday.", [("today", "2025-03-28"), ("yesterday", "2025-03-27")]),
    ("They vote tomorrow.", [("tomorrow", "2025-03-29")]),
    ("the strikes earlier this week", [("earlier this week", "2025-W13")]),
    ("It ended last month.", [("last month", "2025-02")]),
    ("It was agreed two weeks ago.", [("two weeks ago", "2025-W11")]),
    ("It began three years ago.", [("three years ago", "2022")]),
    ("It fell 10 days ago.", [("10 days ago", "2025-03-18")]),
    ("Both sides traded fire over the weekend.", [("weekend", "2025-03-22/2025-03-23")]),
    # a night that belongs to two days
    ("in the night of 25 to 26 March", [("night of 25 to 26 March", "2025-03-25/2025-03-26")]),
    # "between" makes a run of days that do not touch
    ("between 10 and 28 March", [("10 and 28 March", "2025-03-10/2025-03-28")]),
    ("between November and January", [("November and January", "2024-11/2025-01")]),
    # awaited, not done
    ("A decision is expected on Sunday.", [("Sunday", "2025-03-30")]),
    # since then, whatever the verb
    ("Moscow will count the attacks since Tuesday.", [("Tuesday", "2025-03-25")]),
    # until then, though it is over
    ("The pilots had until Tuesday to answer.", [("Tuesday", "2025-03-25")]),
    # two months in a row
    ("in January and February", [("January and February", "2025-01/2025-02")]),
    # two months with another between them are two dates
    ("in November and January", [("November", "2024-11"), ("January", "2025-01")]),
    # the nearest such month that has begun
    ("Elections were held in October.", [("October", "2024-10")]),
    # the verb looks forward
    ("Elections will be held in October.", [("October", "2025-10")]),
    # a day without a year: the nearest
    ("Ramzan begins; Easter is marked on April 20.", [("April 20", "2025-04-20")]),
    # too far for the nearest: the past unless the clause looks ahead
    ("Fighters left on Oct 3.", [("Oct 3", "2024-10-03")]),
    ("The mandate will expire on October 3.", [("October 3", "2025-10-03")]),
    # a weekday that fits only one of the years
    ("Monday, 24 June, was the day", [("Monday, 24 June", "2024-06-24")]),
    ("in July last year", [("July last year", "2024-07")]),
    ("last winter", [("last winter", "2024-12/2025-02")]),
    # seasons and quarters that have begun, unless the clause looks ahead
    ("Talks stalled in the autumn.", [("autumn", "2024-09/2024-11")]),
    ("The mission will leave in the summer.", [("summer", "2025-06/2025-08")]),
    ("Exports fell in the fourth quarter.", [("fourth quarter", "2024-Q4")]),
    # a verb and a defeat are no seasons
    ("Prices fall; in the fall of the city; the spring offensive", []),
    (
        "The shelling began on 20 March 2025. The next day it stopped.",
        [("20 March 2025", "2025-03-20"), ("next day", "2025-03-21")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), RELATIVE)
def test_relative_dates_count_from_publication(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They met on Wednesday.",
        "last week",
        "two days ago",
        "on 25 March",
        "in April",
        "today",
        "this year",
        "the weekend",
    ],
)
def test_undated_documents_give_no_relative_dates(text):
    assert values(text, None) == []


RANGES = [
    # weekdays that follow one another
    ("Strikes went on from Monday through Thursday.", "Monday through Thursday", "2025-03-24/2025-03-27"),
    # the run lies ahead
    ("They will meet from Monday to Thursday.", "Monday to Thursday", "2025-03-31/2025-04-03"),
    # and the week is named
    ("They sit from Monday to Thursday next week.", "Monday to Thursday next week", "2025-03-31/2025-04-03"),
    ("It held from 2014 to 2022.", "2014 to 2022", "2014/2022"),
    ("It held between 2014 and 2022.", "2014 and 2022", "2014/2022"),
    # school and budget years
    ("the budget for 2024-25", "2024-25", "2024/2025"),
    ("aid in 2021–24", "2021–24", "2021/2024"),
    ("from February 2022 to November 2023", "February 2022 to November 2023", "2022-02/2023-11"),
    ("between 25 March and 2 April", "25 March and 2 April", "2025-03-25/2025-04-02"),
    # ordinals with their articles
    ("from the 8th to the 10th of May", "8th to the 10th of May", "2025-05-08/2025-05-10"),
    ("on 5 & 6 March", "5 & 6 March", "2025-03-05/2025-03-06"),
    ("in the first half of the year", "first half of the year", "2025-01/2025-06"),
    ("in the second half of this year", "second half of this year", "2025-07/2025-12"),
    ("in the first three months of 2025", "first three months of 2025", "2025-01-01/2025-03-31"),
    # nights belong to two days
    ("the night of 25/26 March", "night of 25/26 March", "2025-03-25/2025-03-26"),
    ("on the night from Monday to Tuesday", "night from Monday to Tuesday", "2025-03-24/2025-03-25"),
    ("overnight into Wednesday", "overnight into Wednesday", "2025-03-25/2025-03-26"),
    ("Overnight, drones struck Odesa.", "Overnight", "2025-03-27/2025-03-28"),
    # decades written short
    ("in the '90s", "'90s", "1990/1999"),
    ("since the nineties", "nineties", "1990/1999"),
    # a fiscal year's own months are unknown, its number is not
    ("in fiscal year 2025", "fiscal year 2025", "2025"),
    ("FY25 funds", "FY25", "2025"),
]


@pytest.mark.parametrize(("text", "words", "value"), RANGES)
def test_runs_of_days_and_years(text, words, value):
    assert values(text) == [(words, value)]


COUNTED = [
    # calendar weeks
    ("Monday last week", "Monday last week", "2025-03-17"),
    ("They meet on Tuesday of next week.", "Tuesday of next week", "2025-04-01"),
    ("next week Tuesday", "next week Tuesday", "2025-04-01"),
    # British ways to say it
    ("They meet on Monday week.", "Monday week", "2025-04-07"),
    ("a week on Tuesday", "a week on Tuesday", "2025-04-08"),
    ("a week from Monday", "a week from Monday", "2025-04-07"),
    ("signed a fortnight ago", "a fortnight ago", "2025-W11"),
    # weekdays counted
    ("two Fridays ago", "two Fridays ago", "2025-03-14"),
    ("the first Monday in May", "first Monday in May", "2025-05-05"),
    ("the last Monday of April", "last Monday of April", "2025-04-28"),
    ("the third Sunday of March", "third Sunday of March", "2025-03-16"),
    # a weekday with its number
    ("on Thursday the 27th", "Thursday the 27th", "2025-03-27"),
    # the number alone, where the clause has a direction
    ("They met on the 25th.", "25th", "2025-03-25"),
    ("They will meet on the 25th.", "25th", "2025-04-25"),
    # to the day
    ("a year ago today", "a year ago today", "2024-03-28"),
    ("a week ago Tuesday", "a week ago Tuesday", "2025-03-18"),
    # halves
    ("half a year ago", "half a year ago", "2024-09"),
    ("two and a half years ago", "two and a half years ago", "2022"),
    ("the week before last", "week before last", "2025-W11"),
    ("the month after next", "month after next", "2025-05"),
    ("the night before last", "night before last", "2025-03-26"),
    ("In two weeks' time they vote.", "two weeks' time", "2025-W15"),
    ("The envoys will return in three days.", "three days", "2025-03-31"),
    ("this current week", "this current week", "2025-W13"),
    ("by year's end", "year's end", "2025"),
    # quarters
    ("third quarter of this year", "third quarter of this year", "2025-Q3"),
    ("fourth-quarter exports", "fourth-quarter", "2024-Q4"),
    ("shipped in Q1", "Q1", "2025-Q1"),
    # month and two digits of a year
    ("since Jan '24", "Jan '24", "2024-01"),
    ("25-Mar-2025", "25-Mar-2025", "2025-03-25"),
    # the calendar allows one order only
    ("on 2/24/22", "2/24/22", "2022-02-24"),
    # parts of months keep the month
    ("in the second week of April", "second week of April", "2025-04"),
    ("in the last days of February", "last days of February", "2025-02"),
    ("Talks resume in mid-April.", "mid-April", "2025-04"),
    ("the March summit", "March", "2025-03"),
    ("earlier in March", "earlier in March", "2025-03"),
    # abbreviated weekdays behind a preposition
    ("They met on Wed.", "Wed.", "2025-03-26"),
    # a greeting looks ahead
    ("See you Monday!", "Monday", "2025-03-31"),
    # days with a name
    ("at Easter 2024, the Orthodox one", None, None),
    ("on Orthodox Easter 2024", "Orthodox Easter 2024", "2024-05-05"),
    ("by Easter", "Easter", "2025-04-20"),
    ("on Good Friday 2025", "Good Friday 2025", "2025-04-18"),
    ("Ukraine's Independence Day 2024", "Ukraine's Independence Day 2024", "2024-08-24"),
    ("after the October 7 attacks", "October 7 attacks", "2023-10-07"),
    # whose independence is not said
    ("on Independence Day", None, None),
]


@pytest.mark.parametrize(("text", "words", "value"), COUNTED)
def test_counted_and_named_days(text, words, value):
    expected = [(words, value)] if words else []
    assert [found for found in values(text) if found[1] != "2024"] == expected


POINTING = [
    ("They met on Tuesday. The following Monday they met again.", "2025-03-31"),
    ("The truce began on 20 March. Two days later it collapsed.", "2025-03-22"),
    ("Minsk II was signed on 12 February 2015. A week earlier Merkel flew to Kyiv.", "2015-W06"),
    ("The accord of 5 September 2014 failed. A year later they tried again.", "2015"),
    ("They met on 11 March. Earlier that day drones hit Moscow.", "2025-03-11"),
    ("In February 2015 they signed. Later that month the town fell.", "2015-02"),
    ("On March 18 they spoke. The previous week, envoys had met.", "2025-W11"),
    ("On 24 February 2022 Russia invaded. The day before, Putin had spoken.", "2022-02-23"),
    # a year is too coarse to count days from
    ("It began in 2014. Two days later it spread.", "2014"),
    # longer than planned is no date
    ("He came on Wednesday, a day earlier than planned.", "2025-03-26"),
    ("The strike came three days after 24 February 2022.", "2022-02-27"),
    ("It happened a week before Christmas 2024.", "2024-W51"),
    # the last of a list
    ("on April 1, 2 and 3", "2025-04-03"),
    ("on 1, 2 and 3 April", "2025-04-02/2025-04-03"),
]


@pytest.mark.parametrize(("text", "last"), POINTING)
def test_dates_that_point_to_another_date(text, last):
    assert values(text)[-1][1] == last


TIMES = [
    ("in the early hours of Tuesday", "early hours of Tuesday"),
    ("at 9 a.m. on Tuesday", "9 a.m. on Tuesday"),
    ("on Tuesday at 10 p.m.", "Tuesday at 10 p.m."),
    ("at 18:00 Kyiv time on 25 March", "18:00 Kyiv time on 25 March"),
    ("by midnight on Tuesday", "midnight on Tuesday"),
    ("the evening of 25 March", "evening of 25 March"),
    ("March 25, 2025, 2:05 p.m. EDT", "March 25, 2025, 2:05 p.m. EDT"),
    ("2025-03-25T10:00:00Z", "2025-03-25T10:00:00Z"),
    ("overnight on Tuesday", "overnight on Tuesday"),
]


@pytest.mark.parametrize(("text", "words"), TIMES)
def test_a_time_of_day_belongs_to_its_day(text, words):
    [when] = find(text)
    assert (when.words, when.value, when.precision) == (words, "2025-03-25", Precision.PART_OF_DAY)


LENGTHS = [
    # how long something lasts
    "for three years",
    "a 30-day ceasefire and a three-day visit",
    "over the last week",
    "in the coming year",
    "within 30 days",
    "It was built in two weeks.",
    # nothing fixes what these count from
    "two days later",
    "the following Monday",
    "that month",
    "the Monday after the vote",
    "several weeks ago",
    # a weekday that contradicts its day
    "on Thursday, 24 February",
    # no such day
    "31/31/2025 and February 30",
    # either day
    "on 9/11/2025",
    # the year of a weekend nobody names
    "after a weekend of strikes",
    # not tonight's night
    "Peace will not come overnight.",
]


@pytest.mark.parametrize("text", LENGTHS)
def test_lengths_of_time_and_unfixed_dates_give_no_record(text):
    assert values(text) == []


NO_DATES = [
    "on February 30, 2025",
    "on 31 April",
    "0000-00-00 and 0000-01-01",
    "in the year 99999999999999999999",
    "99999999999999999999 weeks ago",
    "9999 years ago",
    "999 centuries ago",
    # a modal verb, a person, a march
    "May I ask? Theresa May spoke of the Women's March on Washington.",
    # names that hold a weekday
    "The Good Friday Agreement, in the Sunday Times and the Mail on Sunday",
    # recurring days
    "Mondays are quiet, and every Tuesday they vote.",
    # days that come again every year, and one of another country
    "by 1 November each year, and on Vietnam Veterans Day",
    # numbers that are no years
    "Resolution 1701 was adopted; 2000 soldiers and 1,950 tanks came, paid with $1999.",
    "",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_gives_no_record(text):
    assert values(text) == []


def test_first_and_last_day_follow_the_words():
    [early] = find("in early 2022")
    assert (early.start, early.end) == (date(2022, 1, 1), date(2022, 5, 1))
    [week] = find("earlier this week")
    assert (week.start, week.end) == (date(2025, 3, 24), FRIDAY)
    [late] = find("in late November")
    assert (late.start, late.end) == (date(2024, 11, 21), date(2024, 11, 30))


def test_a_winter_is_one_though_two_years_share_it():
    assert values("this winter", date(2025, 1, 10)) == [("this winter", "2024-12/2025-02")]
    assert values("this winter", date(2025, 10, 10)) == [("this winter", "2025-12/2026-02")]


def test_deadlines_are_coming_and_marked():
    [by] = find("Ratification is due by the end of August.")
    assert (by.value, by.deadline, by.end) == ("2025-08", True, date(2025, 8, 31))
    [gone] = find("By Wednesday the bridge had fallen.")
    assert (gone.value, gone.deadline) == ("2025-03-26", False)
    [before] = find("It must be signed before the end of April.")
    assert (before.value, before.deadline) == ("2025-04", True)


DEADLINES = [
    "by mid-April",
    "by the summer of 2026",
    "by around 2030",
    "no later than 15 April",
    "Moscow has until midnight on Friday to accept.",
    "It gave them until 12 May to answer.",
    "The deadline for ratification is 12 May.",
    "a deadline of 12 May",
    "The ultimatum expires at noon on Sunday.",
    "the April 20 deadline",
    "Troops must leave before 1 May.",
]


@pytest.mark.parametrize("text", DEADLINES)
def test_deadlines(text):
    assert [when.deadline for when in find(text)] == [True]


NOT_DEADLINES = [
    "They will meet on Monday.",
    # by whom, not by when
    "It will be settled by Monday's meeting.",
    # only the order of two things
    "before Monday",
    # it ran out
    "The army had until 3 March to leave.",
    # how long something lasts
    "The truce holds until 15 April.",
]


@pytest.mark.parametrize("text", NOT_DEADLINES)
def test_no_deadlines(text):
    assert [when.deadline for when in find(text)] == [False]


@pytest.mark.parametrize(
    "text", ["Tuesday night", "this morning", "tonight", "last night", "the night of 25 to 26 March"]
)
def test_parts_of_days_keep_the_day(text):
    [when] = find(text)
    assert when.precision is Precision.PART_OF_DAY


def test_passages_hold_the_exact_words():
    text = "“No deal,” he said on Monday,\nMarch 24. “None.”"
    [when] = find(text)
    assert text[when.passage.start : when.passage.end] == when.words == when.passage.exact


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12), st.dates() | st.none())
def test_no_text_and_no_day_is_an_error(pieces, published):
    text = " ".join(pieces)
    for when in find(text, published):
        assert when.start <= when.end
        assert text[when.passage.start : when.passage.end] == when.words


def test_one_huge_paragraph_is_read_in_time_linear_in_its_length():
    text = "The envoys met on Monday, March 24, and will meet on 2 April 2025 " * 4000
    assert len(find(text)) == 8000
