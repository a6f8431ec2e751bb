"""The forms of date expressions, one regular expression each, in the notation of `grammar`.

Where several match at a place, the first wins: the longer and the surer stand first.
"""

from __future__ import annotations

UNITS = "day|week|fortnight|month|year|decade|century|hour|minute|quarter"
PART_OF_DAY = "(?:morning|afternoon|evening|night|noon|midday|dawn|dusk|midnight|lunchtime)"

STARTS = (
    *("today", "tonight", "yesterday", "tomorrow", "overnight", "noon", "midday", "midnight", "dawn", "dusk"),
    *("morning", "afternoon", "evening", "night", "small", "last", "this", "next", "past", "previous", "coming"),
    *("early", "mid", "late", "earlier", "later", "end", "beginning", "start", "middle", "close", "latter", "closing"),
    *(
        "day",
        "week",
        "weekend",
        "month",
        "year",
        "half",
        "current",
        "that",
        "same",
        "following",
        "preceding",
        "ensuing",
    ),
    *("fiscal", "financial", "fy", "q1", "q2", "q3", "q4", "post", "pre"),
)
"""Words that a date expression may begin with, beside the names of the tables."""

FORMS = {
    "holiday": r"(?:<turn> )?<holiday>(?![\w/])<of year>?",
    "iso": r"(?<![\d/.-])<year>(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d|[-/.]\d)",
    "iso_week": r"(?<![\d/.-])<year>-W(?P<week>\d{2})(?!\d)",
    "numeric": r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)<year>(?!\d|[-/.]\d)",
    "short_numeric": r"(?<![\d/.-])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d\d)(?!\d|[-/.]\d)",
    "day_month_dash": r"(?<![\d/.-])(?P<day>\d{1,2})-<month>-<year>",
    "part_of": r"(?:(?:early|late|small) hours|<time>) (?:of|on|from|between) (?:the )?",
    "clock_on": r"<clock>,? (?:on )?(?=\w)",
    "overnight_into": r"overnight (?P<into>into|to) ",
    "overnight_on": r"overnight (?:on |from |between )?(?=\w)",
    "weeks_from": r"<count> weeks? (?:from|on) (?=\w)",
    "count_from": r"<count> <unit>s? (?P<side>before|after) (?:the )?(?=\w)",
    "days_between": r"<day><and>(?:the )?<day2> (?:of )?<month><of year>?",
    "days_between_us": r"<month> <day>(?:<to>| (?:and|&) )(?:the )?<day2><no noun>(?! <month name>)<of year>?",
    "days_across": r"<day> <month><of year>?(?:<to>| and )<day2> <month2>(?:,? <year2>)?",
    "days_across_us": r"<month> <day><of year>?(?:<to>| and )<month2> <day2>(?:,? <year2>)?",
    "listed_day": r"<day>(?=(?:, <any day>){0,6},? (?:and|or) <any day> (?:of )?<month><of year>?)",
    "day_month": r"<on weekday>?<day> (?:of )?<month>(?:<of year>| ['’](?P<short>\d\d)\b)?",
    "month_day": r"<on weekday>?<month> (?:the )?<day><no measure><of year>?",
    "further_day": r"<day><no noun>",
    "weekday_number": r"<weekday name>,? (?:the )?<numbered day>(?! of\b|\w)",
    "numbered_day": r"<numbered day>(?=[.,;:)\n]|$| (?:and|to|in|at)\b)",
    "week_of": r"week (?:of|beginning|starting|ending|ended) (?:the )?<day> (?:of )?<month><of year>?",
    "week_of_us": r"week (?:of|beginning|starting|ending|ended) <month> <day><of year>?",
    "months_across": r"<month> <year>(?:<to>| and )<month2> <year2>",
    "months_between": r"<full month>(?:<to>| and )<full month2>(?! \d{1,2}\b)<of year>?",
    "month_year": r"<split>?<month><of year>",
    "month_short_year": r"<month> ['’](?P<short>\d\d)\b",
    "nth_weekday": r"<ordinal> <weekday name> (?:of|in) (?:<full month>(?!\w)<of year>?|<week> (?P<unit>month))",
    "nth_week": r"<ordinal> week (?:of|in) (?:<full month>(?!\w)<of year>?|<week> (?P<unit>month))",
    "half_of": r"(?P<ordinal>first|second|latter) half of (?:<full month>(?!\w)<of year>?|<year2>"
    r"|(?P<turn>this|last|next|the) (?P<unit>month|year))",
    "first_months": r"(?P<side>first|last|final) <count> months of (?:<year>|(?P<turn>this|last|next|the) year)",
    "edge_days": r"(?P<side>first|opening|last|final|closing) (?:few )?(?:days|weeks) of <full month>(?!\w)<of year>?",
    "month": r"(?:<turn> |(?P<edge>earlier|later) in |<split>)?<full month>(?!\w)",
    "day_before_weekday": r"day (?P<side>before|after) (?:<turn> )?<weekday name>(?!\w)",
    "weekdays_ago": r"<count> <weekday name>s ago\b",
    "weekday_in_week": r"<weekday name>,? (?:of )?<week> week\b",
    "week_weekday": r"<week> week,? (?:on )?<weekday name>(?!\w)",
    "weekday_week": r"<weekday name> week\b",
    "weekdays_between": r"<weekday name>(?:<to>| and )<weekday2>(?:,? (?:of )?<week> week\b)?(?!\w)",
    "following_weekday": r"(?P<side>following|preceding|ensuing|previous|that|same) <weekday name>(?!\w)",
    "weekday": r"(?:<turn> |(?:early|late|earlier|later)(?: on)? )?<weekday name>(?!\w)",
    "short_weekday": r"<short weekday>(?![\w'’])",
    "day_beside": r"day (?P<side>before yesterday|after tomorrow)\b",
    "today": r"(?:(?:earlier|later|early|late) )?(?P<word>today|tonight|yesterday|tomorrow)\b",
    "this_time": r"(?P<turn>this|last) (?P<time><time>)\b",
    "overnight": r"overnight\b",
    "weekend": r"(?:<turn> )?weekend\b",
    "season": r"(?:<turn> <season>\b|<split>?<season2>(?:<of year>|(?P<bare>)(?!\w| of\b)))",
    "quarter": r"(?:<ordinal> quarter (?:(?:of|in) )?(?:fiscal )?|q(?P<quarter>[1-4])(?:,? )?)<year>",
    "turned_quarter": r"(?:<ordinal> quarter|q(?P<quarter>[1-4])) (?:of )?(?P<turn>this|last|next|the) year\b",
    "bare_quarter": r"(?:<ordinal>(?: |-)quarter|q(?P<quarter>[1-4]))\b(?! of\b)",
    "fiscal": r"(?:(?:fiscal|financial)(?: year)?|fy) ?(?:<year>|(?P<short>\d\d)(?![\w/–-]))",
    "fiscal_behind": r"<year> (?:fiscal|financial) year\b",
    "year_end": r"(?P<unit>year|month|week)(?:['’]s|-) ?end\b(?: (?:of )?<year>)?",
    "beside_last": r"(?P<unit>week|month|year|night) (?P<side>before last|after next)\b",
    "earlier_that_day": r"(?:earlier|later|early|late) (?:on )?(?:the same|that same|that) (?P<time>day|<time>)\b",
    "that_span": r"(?:<edge> (?:of |in )?)?(?:the )?(?P<side>that|same|following|preceding|ensuing)(?: same)? "
    r"(?P<unit>week|month|year)(?!\w|['’]s (?:old|long))",
    "turned": r"(?:<edge> (?:of |in )?)?"
    r"(?P<turn>this|last|next|past|previous|coming|current|the(?= (?:week|month|year))) (?:current )?"
    r"(?P<unit>week|month|year|quarter)(?!\w|['’]s (?:old|long))",
    "later": r"<count> <unit>s? (?P<side>earlier\b|later\b|afterwards?\b|(?:before|after)<alone>)(?! than)",
    "ago_exactly": r"<count> <unit>s? ago (?P<mark>today|yesterday|this (?P<finer>week|month)|<weekday name>)\b",
    "half_ago": r"(?:<count> (?:and a half <unit>s?|<unit2> and a half)|half an? <unit3>) ago\b",
    "ago": r"<count> <unit>s? ago\b",
    "from_now": r"<count> <unit>s? from (?:now|today)\b",
    "ahead": r"<count> <unit>(?P<time>s?['’]s? time\b)?s?\b",
    "decade": r"<split>?(?:(?P<decade>1\d\d0|20\d0)['’]?s|['’](?P<short>[3-9]0)s|(?P<named><decades>))\b",
    "that_day": r"(?P<side>that|same|following|next|previous) (?:same |very )?(?P<time>day|<time>)\b",
    "day_beside_that": r"(?P<time>day|<time>) (?P<side>before|after)<alone>",
    "years_between": r"(?<![\w$€£#/.,-])<year>(?P<join><to>| and |/)(?P<year2>\d{4}|\d\d)(?![/:%\d-]|[.,]\d|\w| %)",
    "year": r"(?<![\w$€£#/.,-])(?:(?:post|pre)-|<split>)?<year>(?![/:%-]\d|%| (?:%|GMT\b|UTC\b|hours\b|hrs\b))",
}
