"""The page: one edition as one self-contained HTML file, no outside request, readable without scripts."""

from __future__ import annotations

import base64
import functools
import hashlib
import itertools
import string
from collections import Counter
from collections.abc import Iterator, Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from diplowatch.publish.drawing import FIRST, draw_blockers
from diplowatch.publish.links import is_linkable
from diplowatch.publish.sentences import TAKEN, capitalise, format_date, join_names, with_article
from diplowatch.records import (
    Answered,
    Cell,
    Change,
    ChangeRow,
    Citation,
    Edition,
    Passage,
    Sentence,
    SourceWeek,
    Stance,
)

STANCES = {
    Stance.SUPPORT: ("▲", "For", "in favour, without a condition in the words read"),
    Stance.CONDITIONAL: ("◆", "If", "on a condition, printed with it"),
    Stance.UNDECIDED: ("○", "Open", "says that it has not decided"),
    Stance.OPPOSE: ("▼", "Against", "opposed"),
}
ANSWERED = {Answered.YES: "Answered", Answered.PARTLY: "Partly answered", Answered.NO: "Not answered"}
MINOR = frozenset({Change.NEW, Change.REAFFIRMED})
"""Changes that move nothing: listed in one line each, after those that do."""
APART = frozenset({Change.CONTRADICTORY, Change.VOICES_DIFFER})
"""Words that stand against each other, none of them before the other."""
CONDITIONS = {
    Change.CONDITION_ADDED: "New condition",
    Change.CONDITION_DROPPED: "No longer named",
    Change.CONDITION_MET: "Condition met",
}
"""What is printed before the conditions of a change; before those of other positions it is `WAITS`."""
WAITS = "Waits"
CHANGED = {change: capitalise(change.value) for change in Change}


@functools.cache
def environment() -> Environment:
    """Return the template environment; everything that is not marked safe is escaped."""
    made = Environment(
        loader=PackageLoader("diplowatch.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["day"] = format_date
    made.filters["parts"] = split_quotes
    made.filters["minor"] = minor_words
    made.filters["silence"] = silence_words
    made.filters["sides"] = head_sides
    made.filters["changed"] = name_change
    made.filters["waits"] = name_conditions
    made.filters["evidence"] = count_documents
    made.filters["differing"] = list_differing
    made.filters["sources"] = say_sources
    made.filters["article"] = with_article
    made.filters["names"] = join_names
    made.filters["flat"] = flatten
    made.filters["labelled"] = label_citations
    made.tests["linkable"] = is_linkable
    return made


def say_sources(sources: Sequence[SourceWeek]) -> list[str]:
    """Return one line for each source that texts are collected from: what came of it, and what went wrong."""
    return [_say_source(source) for source in sources]


def _say_source(source: SourceWeek) -> str:
    texts = f"{source.texts} text{'s' * (source.texts != 1)}" if source.texts else "no text"
    parts = [f"{texts}, {source.read} read" if source.texts else texts]
    if source.fetched:
        parts.append(f"last fetched {format_date(source.fetched)}")
    if source.failures and source.failed_on:
        times = "once" if source.failures == 1 else f"{source.failures} times"
        parts.append(f"could not be used {times}, the last on {format_date(source.failed_on)}: {source.trouble}")
    return f"{source.name}: {'; '.join(parts)}"


def render_page(edition: Edition) -> str:
    """Render an edition as HTML; the same edition gives the same bytes."""
    made = environment()
    loader = made.loader
    assert loader is not None
    style = loader.get_source(made, "page.css")[0].strip()
    script = loader.get_source(made, "script.js.jinja")[0].strip()
    return made.get_template("page.html.jinja").render(
        edition=edition,
        style=Markup(style),
        script=Markup(script),
        policy=policy(style, script),
        pictures=draw_blockers(edition.nodes, edition.edges, edition.circles),
        first=FIRST,
        left_out={entry.section: entry.count for entry in edition.left_out},
        cells={(cell.actor, cell.issue): cell for cell in edition.matrix.cells},
        sources={source.number: source for source in edition.sources},
        stances=STANCES,
        answered=ANSWERED,
        changes=split_changes(edition.changes),
        numbers=itertools.count(1),
    )


def split_changes(rows: Sequence[ChangeRow]) -> tuple[list[ChangeRow], list[ChangeRow], list[ChangeRow]]:
    """Return the changes that moved a position, those that only entered or repeated one, and the silences."""
    silent = [row for row in rows if row.change is Change.SILENT]
    grave = [row for row in rows if row.change not in MINOR and row not in silent]
    return grave, [row for row in rows if row.change in MINOR], silent


def name_change(row: ChangeRow) -> str:
    """Return what a change is called, with what marks it: "Reversed, under another government"."""
    return ", ".join([CHANGED[row.change], *row.marks])


def head_sides(row: ChangeRow) -> tuple[str, str]:
    """Return what stands above the old words and above the new: when they were said, and by whom."""
    old_day, new_day = (format_date(day) if day else None for day in (row.old_on, row.on))
    if row.change in APART:
        return _join(row.old_voice, old_day), _join(row.new_voice, new_day)
    if row.change is Change.CONDITION_MET:
        return "", _join("Position", row.new_voice)
    return _join("Before", old_day, row.old_voice), _join("Now", new_day, row.new_voice)


def _join(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def list_differing(cell: Cell) -> list[tuple[str, Sentence]]:
    """Return what differs from a cell, each with who takes which stance and when."""
    return list(zip(cell.differing or ["Differs"] * len(cell.disagreeing), cell.disagreeing, strict=True))


def name_conditions(row: ChangeRow) -> str:
    """Return what is printed before the conditions of a change."""
    return CONDITIONS.get(row.change, WAITS)


def count_documents(row: ChangeRow) -> str:
    """Return the evidence of a change in words."""
    return f"{row.evidence} document{'' if row.evidence == 1 else 's'}"


def minor_words(row: ChangeRow) -> str:
    """Return a new or repeated position in one line: "Germany on sanctions relief: first on record, against"."""
    what = "first on record" if row.change is Change.NEW else "again"
    stance = f" {TAKEN[row.stance]}" if row.stance else ""
    on = f", {format_date(row.on)}" if row.on else ""
    before = f", as on {format_date(row.old_on)}" if row.old_on else ""
    voice = f" ({row.new_voice})" if row.new_voice else ""
    words = f"{what},{stance}" if row.change is Change.NEW and stance else f"{what}{stance}"
    marks = "".join(f", {mark}" for mark in row.marks)
    shown = f"; {count_documents(row)}" if row.evidence > 1 else ""
    return f"{row.actor_name} on {row.issue_name}: {words}{on}{voice}{before}{marks}{shown}."


def silence_words(row: ChangeRow) -> str:
    """Return a silence in one line: who stood where, when he was last heard, and how many texts spoke of it since."""
    voice = f" ({row.new_voice})" if row.new_voice else ""
    stance = f", {TAKEN[row.stance]}{voice}" if row.stance else ""
    on = f" on {format_date(row.on)}" if row.on else ""
    return f"{row.actor_name} on {row.issue_name}{stance}: last heard{on}; {count_documents(row)} about it since."


def policy(style: str, script: str) -> str:
    """Return the content security policy: nothing but this style and this script, named by their hashes."""
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


def split_quotes(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the stretches of a sentence, each with whether it is a quotation; the marks belong to it."""
    depth = start = 0
    for at, character in enumerate(text):
        if character == "“":
            if not depth and at > start:
                yield False, text[start:at]
            start = start if depth else at
            depth += 1
        elif character == "”" and depth:
            depth -= 1
            if not depth:
                yield True, text[start : at + 1]
                start = at + 1
    if start < len(text):
        yield bool(depth), text[start:]


def label_citations(sentence: Sentence) -> list[tuple[Citation, str]]:
    """Return each citation with its mark: the number of its source, with a letter where a sentence cites it twice."""
    counts = Counter(citation.source for citation in sentence.citations)
    letters = {source: iter(string.ascii_lowercase) for source in counts}
    return [
        (citation, f"{citation.source}{next(letters[citation.source], '+') if counts[citation.source] > 1 else ''}")
        for citation in sentence.citations
    ]


def flatten(passage: Passage) -> tuple[str, str, str]:
    """Return prefix, words and suffix of a passage for the eye, the context cut at line breaks."""
    before = passage.prefix.rsplit("\n", 1)[-1]
    after = passage.suffix.split("\n", 1)[0]
    cut_before = "…" if len(before) == len(passage.prefix) and passage.start > len(before) else ""
    return cut_before + before, passage.exact, after + ("…" if after and after == passage.suffix else "")
