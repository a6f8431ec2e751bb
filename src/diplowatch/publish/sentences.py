"""Sentences: the source's own words between curly quotation marks, or short wording composed from records.

Invariants
- What stands between the outermost “ and ” of a sentence is a slice of a cited passage, unchanged to the letter.
- Composed wording carries no curly double quotation mark of its own, so the two can always be told apart.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from datetime import date

from diplowatch.records import Actor, ActorKind, Grade, Mode, Passage, Record, Sentence, Stance, Statement
from diplowatch.tables import load_table, load_words, package_file

QUOTE_LIMIT = 360
"""Characters of a quotation. A longer one is cut where a sentence ends."""
HARD_LIMIT = 700
"""Characters above which a single sentence is cut between two words."""
ACCORDING = "According to"
AFFILIATION_LIMIT = 60
"""Characters of an affiliation printed behind a name."""
LABEL_LIMIT = 90
"""Characters of the words that name a source; longer ones are descriptions, not names."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

TAKEN = {
    Stance.SUPPORT: "in favour",
    Stance.CONDITIONAL: "on a condition",
    Stance.UNDECIDED: "undecided",
    Stance.OPPOSE: "against",
}
"""A stance as it stands behind a name."""

_AGAIN = ("It goes on:", "It also reports:", "It adds:")
"""How an outlet is referred to again, by the count of sentences in a row that rest on it."""
_OPENING = "“\"‘'«„ \t\n"
_CLOSING = '”"»“ \t\n'
_SENTENCE_END = re.compile(r"[.!?…][”\"’')\]]*(?=\s+(?:[-–—•*]\s+)?[“\"‘'(\[]?[A-Z0-9]|\s*$)|\n+")
_ABBREVIATED = re.compile(r"(?:[Tt]he )?(?:(?:[A-Z]\.){2,}|[A-Z]{2,3})")
_INITIALS = re.compile(r"(?:^|[\s(“\"])(?:[A-Z]\.)+$")


class Replacement(Record):
    """A cue that does not read well before a colon, and what is printed for it."""

    cue: str
    printed: str


@functools.cache
def _replaced_cues() -> dict[str, str]:
    rows = load_table(package_file("publish", "data", "cues_replaced.csv"), Replacement)
    return {row.cue: row.printed for row in rows}


def print_cue(cue: str) -> str | None:
    """Return a cue as it is printed between a source and its words, None where it would not read as a verb."""
    plain = re.sub(r"\s+", " ", cue).strip(" ,:").lower()
    plain = re.sub(r" that$", "", plain)
    if plain in load_words("publish", "data", "cues.txt"):
        return plain
    return _replaced_cues().get(plain)


def format_date(day: date) -> str:
    """Return a day in words, e.g. "26 March 2025", the same on every machine."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def plain(words: str) -> str:
    """Return words for composed wording: one line, without curly double quotation marks."""
    return re.sub(r"\s+", " ", words.replace("“", "").replace("”", "")).strip()


def join_names(names: Sequence[str]) -> str:
    """Join names: "A", "A and B", "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def with_article(name: str) -> str:
    """Return a name as it stands inside a sentence: "the United Kingdom", "France"."""
    return f"the {name}" if name in load_words("publish", "data", "definite.txt") else name


def capitalise(text: str) -> str:
    """Return a text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def find_sentence_ends(text: str) -> Iterator[int]:
    """Yield the offset after every sentence of a text; where a full stop is ambiguous, none is yielded."""
    yield from _list_sentence_ends(text)


@functools.lru_cache(maxsize=16)
def _list_sentence_ends(text: str) -> tuple[int, ...]:
    """List them once for a paragraph: a long one is cited hundreds of times, one citation after the other."""
    return tuple(_scan_sentence_ends(text))


def _scan_sentence_ends(text: str) -> Iterator[int]:
    abbreviations = load_words("publish", "data", "abbreviations.txt")
    for match in _SENTENCE_END.finditer(text):
        if match.group().startswith("\n"):
            yield match.end()
            continue
        before = text[max(0, match.start() - 20) : match.start() + 1]
        word = before.split()[-1].lstrip("(“\"‘'") if before.split() else ""
        if word in abbreviations or (text[match.start()] == "." and _INITIALS.search(before)):
            continue
        yield match.end()


def is_balanced(text: str) -> bool:
    """Say whether every curly double quotation mark of a text has its partner, in order."""
    depth = 0
    for character in text:
        depth += (character == "“") - (character == "”")
        if depth < 0:
            return False
    return depth == 0


def find_quoted(text: str) -> list[str]:
    """Return every stretch between outermost curly quotation marks; an unclosed one runs to the end of the text."""
    found: list[str] = []
    depth = start = 0
    for at, character in enumerate(text):
        if character == "“":
            depth += 1
            if depth == 1:
                start = at + 1
        elif character == "”" and depth:
            depth -= 1
            if not depth:
                found.append(text[start:at])
    return [*found, text[start:]] if depth else found


def strip_marks(exact: str) -> str:
    """Strip the quotation marks and white space that enclose a passage, never one whose partner is inside."""
    text = exact.strip()
    while text and text[0] in _OPENING and (text[0].isspace() or not _has_partner(text, 0)):
        text = text[1:]
    while text and text[-1] in _CLOSING and (text[-1].isspace() or not _has_partner(text, len(text) - 1)):
        text = text[:-1]
    if len(text) > 2 and text[0] in '“"' and text[-1] in '”"' and is_balanced(text[1:-1]) and '"' not in text[1:-1]:
        return text[1:-1].strip()
    return text


def balance_marks(exact: str) -> str:
    """Return the words of a passage between curly marks, with every mark of its own in balance to the eye.

    Marks that enclose the words are replaced by ours; one that was opened inside and cut off is closed, and the other
    way round. No word is changed.
    """
    words = strip_marks(exact)
    opened = closed = 0
    for mark in words:
        opened += mark == "“"
        closed, opened = (closed + 1, opened) if mark == "”" and not opened else (closed, opened - (mark == "”"))
    straight = '"' if words.count('"') % 2 else ""
    return f"“{'“' * closed}{words}{straight}{'”' * opened}”"


def _has_partner(text: str, at: int) -> bool:
    """Say whether the mark at one end of a text is closed (or opened) inside it."""
    mark, rest = text[at], text[:at] + text[at + 1 :]
    if mark == '"':
        return rest.count('"') % 2 == 1
    if mark in "‘'":
        return "’" in rest or "'" in rest
    partner = {"“": "”", "”": "“", "«": "»", "»": "«", "„": "“"}[mark]
    return rest.count(partner) > rest.count(mark)


def cut_quote(exact: str, limit: int = QUOTE_LIMIT) -> str | None:
    """Return the words to print of a passage: a slice of it, cut at the end of a sentence where it is long.

    None where no slice has its quotation marks in balance, so that nothing false is ever printed as a quotation.
    """
    text = strip_marks(exact)
    ends = [end for end in find_sentence_ends(text) if is_balanced(text[:end])]
    if len(text) > limit:
        fitting = [end for end in ends if end <= limit] or ends[:1]
        text = text[: fitting[-1]].rstrip() if fitting else text
    if len(text) > HARD_LIMIT:
        text = text[: text.rfind(" ", 0, HARD_LIMIT)].rstrip(" ,;:–—-")
    text = drop_loose_end(text.rstrip(" \t\n,;:–—"))
    return text if text and is_balanced(text) else None


def drop_loose_end(text: str) -> str:
    """Cut the conjunctions and particles that a content leaves hanging at its end."""
    loose = load_words("publish", "data", "loose_ends.txt")
    while (words := text.rsplit(None, 1)) and len(words) == 2 and words[1].lower() in loose:
        text = words[0].rstrip(" \t\n,;:–—")
    return text


def quote_words(passages: Sequence[str], limit: int = QUOTE_LIMIT) -> str | None:
    """Return the words of one content between curly marks; pieces and cuts are joined by an ellipsis outside them."""
    printed: list[str] = []
    room = limit
    for exact in passages:
        words = cut_quote(exact, max(room, 60))
        if words is None:
            return None
        printed.append(f"“{words}”")
        room -= len(words)
        if len(words) < len(drop_loose_end(strip_marks(exact).rstrip(" \t\n,;:–—"))):
            printed[-1] += " …"
            break
        if room <= 0:
            break
    return " … ".join(printed) if printed else None


def end_sentence(text: str) -> str:
    """Close a sentence with a full stop unless its quotation already ends with a mark of its own."""
    return text if re.search(r"[.!?…][”\"’')]*$", text) else f"{text}."


_JOINT = re.compile(r"\b[A-Z][\w.’'-]* and [A-Z]")


def label_actor(actor: Actor, name_of_code: str | None) -> str | None:
    """Return how a source is named in print, None where the words name nobody.

    Who speaks for a state or body has it behind the name, who speaks for none the affiliation: "Dmitry Polyanskiy
    (Russia)", "Ann Keller (Harbor Institute)".
    """
    words = plain(actor.words)
    if actor.kind is ActorKind.STATE and name_of_code and _ABBREVIATED.fullmatch(words):
        return capitalise(with_article(name_of_code))
    of_state = name_of_code if name_of_code and name_of_code != actor.name else None
    if actor.name and actor.kind not in {ActorKind.STATE, ActorKind.BODY}:
        behind = of_state or (_affiliation(actor) if name_of_code is None else None)
        name = capitalise(with_article(plain(actor.name)))
        return f"{name} ({behind})" if behind and behind not in actor.name else name
    words = re.sub(r"^Q\s+(?=[A-Z])", "", words)
    if words.isupper() and " " in words:
        words = words.title()
    nobody = words.lower() in load_words("publish", "data", "pronouns.txt") or len(words) > LABEL_LIMIT
    if nobody or not words:
        return name_of_code or (plain(actor.name) if actor.name else None)
    label = capitalise(words)
    said_by_words = of_state is None or of_state.lower() in words.lower() or _same_root(of_state, words)
    # "U.S. and Russian leaders" speak for more than the one state that this record is about.
    said_by_words = said_by_words or _JOINT.search(words) is not None
    return label if said_by_words else f"{label} ({of_state})"


def _affiliation(actor: Actor) -> str | None:
    """Return the office of a person, None where it is a description too long to stand behind a name."""
    office = plain(actor.office or "")
    return office if actor.kind is ActorKind.PERSON and 0 < len(office) <= AFFILIATION_LIMIT else None


def _same_root(name: str, words: str) -> bool:
    """Say whether words already carry a name's first letters, as "Ukrainian officials" does "Ukraine"."""
    return any(len(part) > 3 and part[:5].lower() in words.lower() for part in name.split()[:1])


def stands_alone(statement: Statement) -> bool:
    """Say whether source and cue mean the same outside their sentence: not after "did not" or "asked if"."""
    if statement.cue_passage is None:
        return True
    before = re.split(r"[,;:.!?“”\"]", statement.cue_passage.prefix)[-1].lower().replace("n’t", " not").split()
    bare = not re.search(r"(ed|s|said|told|wrote)$", statement.cue.lower().removesuffix(" that"))
    if are_bent(statement):
        return False
    helped = bare and not load_words("publish", "data", "auxiliaries.txt").isdisjoint(before[-3:])
    return not helped and "not" not in before[-3:]


def are_bent(statement: Statement) -> bool:
    """Say whether a preposition stands between a cue and its reported content, or opens it: "warned against ...".

    Without its sentence such a content would say something else.
    """
    cue, first = statement.cue_passage, statement.content[0]
    if are_spoken(statement) or cue is None:
        return False
    prepositions = load_words("publish", "data", "prepositions.txt")
    between = cue.suffix[: max(0, first.start - cue.end)].lower().split()
    opening = first.exact.split(None, 1)[0].lower()
    return opening in prepositions or (between[-1:] != ["that"] and not prepositions.isdisjoint(between))


def is_supposed(statement: Statement) -> bool:
    """Say whether a statement is only supposed or asked about: "asked if the government agreed"."""
    if statement.cue_passage is None:
        return False
    before = re.split(r"[,;:.!?“”\"]", statement.cue_passage.prefix)[-1].lower().split()
    return not load_words("publish", "data", "suppositions.txt").isdisjoint(before)


def is_quoted(passage: Passage) -> bool:
    """Say whether all of a passage stands between quotation marks in its text."""
    inside = strip_marks(passage.exact)
    at = passage.exact.find(inside)
    before = (passage.exact[:at] or passage.prefix[-1:]).strip()
    after = (passage.exact[at + len(inside) :] or passage.suffix[:1]).strip()
    marked = before[-1:] in {"“", '"'} and (after[-1:] in {"”", '"'} or inside[-1:] in ",.!?")
    return marked and '"' not in inside and "“" not in inside


def are_spoken(statement: Statement) -> bool:
    """Say whether a statement's content was spoken as printed, whatever introduces it."""
    return statement.mode is Mode.DIRECT or all(is_quoted(passage) for passage in keep_whole(statement.content))


def keep_whole(content: Sequence[Passage]) -> Sequence[Passage]:
    """Return the pieces of a content without stray words, such as the adverb that opened the sentence."""
    return [passage for passage in content if len(passage.exact.split()) > 2] or content


def attribute(statement: Statement, label: str, relays: Sequence[str]) -> str | None:
    """Return the words before the colon: who, by whose account, with which verb, and whose wording follows.

    Words that were not spoken as printed are marked as the report's, so that a paraphrase is never shown as a quotation
    of the speaker. None where the cue would not read as a verb.
    """
    verb = print_cue(statement.cue)
    if verb is None:
        # Quoted words behind a verb of doing ("sent “220 pieces”") were not said by who does it.
        is_done = bool(statement.cue.strip(" ,:")) and not strip_marks(statement.content[0].exact)[:1].isupper()
        if is_done or not are_spoken(statement):
            return None
        verb = "said"
    head = label
    if statement.grade is Grade.ANONYMOUS:
        head += ", not named,"
    if relays:
        head = f"{head.rstrip(',')}, according to {join_names(relays)},"
    wording = "" if are_spoken(statement) else ", in the report’s words"
    return f"{head} {verb}{wording}:"


def vary_heads(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Do not name an outlet again where a sentence rests on the same one as the sentence before it."""
    varied: list[Sentence] = []
    last = run = 0
    for sentence in sentences:
        head = sentence.text.partition(" “")[0]
        source = sentence.citations[0].source if head.startswith(ACCORDING) and "not name" not in head else 0
        run = run + 1 if source and source == last else 0
        text = f"{_AGAIN[run % len(_AGAIN)]}{sentence.text[len(head) :]}" if run else sentence.text
        varied.append(sentence.model_copy(update={"text": text}))
        last = source
    return varied
