"""Whether a date is one until which something is to be done, by the words right in front of it or right behind."""

from __future__ import annotations

import re

REACH = 96
"""Characters in front of a date in which the words of a deadline are looked for."""

_BEFORE = re.compile(
    r"\b(?:by|(?:no|not) later than|at the latest by"
    r"|(?:deadline|ultimatum)(?:\s[\w-]+){0,5}"
    r"\s(?:of|is|was|until|till|(?:expires?|ends|falls|runs out)(?:\s(?:on|at))?)"
    r"|(?:deadline|ultimatum)(?:\s(?:is|was|of))?(?:\s(?:set|moved|extended|pushed|pushed back|postponed))?"
    r"\s(?:for|to|until|at|on)"
    r"|(?:must|should|has to|have to|had to|needs? to|required to|obliged to|ordered to|told to|due)\b"
    r"[^.;!?\n]{0,60}\sbefore"
    r"|(?:have|has|had|give|gives|gave|given|giving)\s(?:[\w-]+\s){0,5}(?:until|till))\s(?:the\s|around\s|about\s)?$",
    re.IGNORECASE,
)
_BEFORE_AN_END = re.compile(r"\bbefore\s(?:the\s)?$", re.IGNORECASE)
_BEHIND = re.compile(r"(?:['’]s)?\s(?:deadline|cut-?off|ultimatum)\b", re.IGNORECASE)
_OWNER = ("'s", "’s")


def is_deadline(text: str, start: int, end: int) -> bool:
    """Whether the date at these offsets is a deadline; the "by" of an agent, as in "by today's meeting", is none."""
    if _BEHIND.match(text, end):
        return True
    if text.startswith(_OWNER, end):
        return False
    before = text[max(0, start - REACH) : start]
    if text[start : start + 4].lower() == "end " and _BEFORE_AN_END.search(before):
        return True
    return _BEFORE.search(before) is not None
