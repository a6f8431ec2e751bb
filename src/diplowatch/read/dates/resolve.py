"""What each matched form means: one resolver per form, from the match and its anchor to a value or None.

None is an answer: a day that no calendar has, a year that nothing fixes, a relative expression in an undated text.
"""

from __future__ import annotations

from diplowatch.read.dates.anchor import Resolver
from diplowatch.read.dates.days import DAYS
from diplowatch.read.dates.spans import SPANS

RESOLVERS: dict[str, Resolver] = DAYS | SPANS
"""The resolver of each form in `grammar`."""

LISTS = frozenset({"days_between", "days_between_us", "months_between"})
"""Forms that may turn out to be two dates, not one run; where they give nothing, the other forms are tried."""
