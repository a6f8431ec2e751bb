"""What each matched form means: one resolver per form, from the match and its anchor to a value or None.

None is an answer: a day that no calendar has, a year that nothing fixes, a relative expression in an undated text.
"""

from __future__ import annotations

from diplowatch.read.dates.anchor import Resolver
from diplowatch.read.dates.counting import COUNTING
from diplowatch.read.dates.days import DAYS
from diplowatch.read.dates.following import FOLLOWING
from diplowatch.read.dates.months import MONTHS
from diplowatch.read.dates.spans import SPANS
from diplowatch.read.dates.weekdays import WEEKDAYS

RESOLVERS: dict[str, Resolver] = DAYS | WEEKDAYS | MONTHS | SPANS | COUNTING | FOLLOWING
"""The resolver of each form in `forms`."""

AROUND = frozenset({"part_of", "clock_on", "overnight_into", "overnight_on", "weeks_from", "count_from"})
"""Forms that stand around another date, which follows their words."""

MAYBE = frozenset(
    {
        *("days_between", "days_between_us", "days_across", "days_across_us", "months_across", "months_between"),
        *("weekdays_between", "years_between", "further_day", "numbered_day", "weekday_number", "ahead", "decade"),
        *("short_weekday", "nth_weekday", "later", "month_short_year", "overnight"),
    }
)
"""Forms whose words may mean something else: two dates, a duration. Where they give nothing, the others are tried."""
