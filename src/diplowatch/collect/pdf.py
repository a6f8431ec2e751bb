"""The text of PDF files through PDFium: running heads and page numbers taken out, lines joined into paragraphs.

The order of the text is the one in which it was written into the file, which for transcripts and statements is that of
reading. A file of scanned pages has no text, and is refused: recognising letters is not this program's business.
"""

from __future__ import annotations

import itertools
import re
import statistics
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2

from diplowatch.collect.decode import MAX_CHARACTERS
from diplowatch.errors import InputError

_LOCK = threading.Lock()
"""PDFium works for one thread at a time."""
_MOST_PAGES = 3_000
_EDGE = 3
"""Lines at the top and at the bottom of a page among which running heads stand."""
_BREAK = re.compile(r"\r\n|\r|\n")
_JOINT = "\ufffe"
"""What PDFium gives for a hyphen at the end of a line, in place of the end of the line."""
_JOINED = re.compile(rf"([\w’']+){_JOINT}([\w’']+)")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+|p\.\s*)?(\d{1,4})(?:\s*(?:of|/|von|de|sur)\s*\d{1,4})?\W*", re.I)
_TURN = re.compile(r"(?:Q|A|QUESTION|ANSWER)\b[.:]?\s|[A-Z][A-Z.'’ -]{1,40}:(?:\s|$)")
_ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_LETTERS = re.compile(r"[^\W\d_]")
_UNKNOWN = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_NO_TITLE = re.compile(r"untitled|microsoft|^document\d*$|\.(?:docx?|pdf|rtf|indd|html?|odt)$|^[\W\d_]*$", re.I)


@dataclass(frozen=True)
class Paper:
    """What a PDF file holds: its text, one paragraph on each line, and the title in its properties."""

    title: str | None
    text: str


@dataclass(frozen=True)
class _Line:
    """One printed line, or several that a broken word joins; points from the lower left corner, 0 if not known."""

    text: str
    page: int
    left: float = 0.0
    """Left edge of the first letter."""
    bottom: float = 0.0
    """Lower edge of the first letter."""
    height: float = 0.0
    right: float = 0.0
    """Right edge of the last letter."""
    low: float = 0.0
    """Lower edge of the last letter."""


def read_pdf(content: bytes) -> Paper:
    """Read the text of a PDF file.

    The dates in its properties are not looked at: they tell when the file was made, not when its text was published.
    Raises InputError (without naming the file) where it is no PDF, locked, damaged, or without text.
    """
    with _LOCK:
        title, pages = _read_pages(content)
    text = "\n".join(_join_lines([line for page in _drop_running_heads(pages) for line in page]))
    if not _LETTERS.search(text):
        raise InputError("a PDF without text, as scanners make them; have its letters recognised (OCR) first")
    if len(_UNKNOWN.findall(text)) > len(text) / 20:
        raise InputError("a PDF whose fonts do not tell their letters; have them recognised (OCR) first")
    return Paper(title=title, text=_UNKNOWN.sub("", text))


def _read_pages(content: bytes) -> tuple[str | None, list[list[_Line]]]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("a PDF locked with a password; save it without one") from None
        raise InputError("not a PDF file, or a damaged one; save it again") from None
    try:
        if len(document) > _MOST_PAGES:
            raise InputError(f"a PDF of {len(document):,} pages, more than {_MOST_PAGES:,}; split it")
        pages: list[list[_Line]] = []
        size = 0
        for number in range(len(document)):
            pages.append(list(_read_lines(document, number)))
            size += sum(len(line.text) for line in pages[-1])
            if size > MAX_CHARACTERS:
                raise InputError(f"a PDF of more than {MAX_CHARACTERS:,} characters; split it")
        title = " ".join(document.get_metadata_value("Title").split())
        return (None if not title or _NO_TITLE.search(title) else title), pages
    finally:
        document.close()


def _read_lines(document: pypdfium2.PdfDocument, number: int) -> Iterator[_Line]:
    """Yield the printed lines of a page; one that cannot be loaded has none."""
    try:
        page = document[number]
        printed = page.get_textpage()
    except pypdfium2.PdfiumError:
        return
    text = printed.get_text_range()
    # A box belongs to a UTF-16 unit; where the counts differ, PDFium left something out and boxes would be shifted.
    boxed = len(text.encode("utf-16-le", "surrogatepass")) // 2 == printed.count_chars()
    start = 0
    for gap in (*_BREAK.finditer(text), None):
        words = text[start : gap.start() if gap else len(text)]
        if words.strip():
            yield _place(printed, text, start, words, number) if boxed else _Line(_tidy(words), number)
        start = gap.end() if gap else start
    printed.close()
    page.close()


def _place(printed: pypdfium2.PdfTextPage, text: str, start: int, words: str, page: int) -> _Line:
    first = len(text[:start].encode("utf-16-le", "surrogatepass")) // 2 + len(words) - len(words.lstrip())
    last = first + len(words.strip()) - 1
    try:
        left, bottom, _, top = printed.get_charbox(first, loose=True)
        _, low, right, _ = printed.get_charbox(last, loose=True)
    except (pypdfium2.PdfiumError, IndexError):
        return _Line(_tidy(words), page)
    return _Line(_tidy(words), page, left, bottom, top - bottom, right, low)


def _tidy(words: str) -> str:
    return " ".join(words.replace("\x02", _JOINT).split())


# ----------------------------------------------------------------------------- running heads


def _drop_running_heads(pages: Sequence[Sequence[_Line]]) -> Iterator[Sequence[_Line]]:
    """Yield the pages without what stands at the edge of most of them, and without page numbers."""
    written = [page for page in pages if page]
    tops = Counter(key for page in written for key in {key for line in page[:_EDGE] for key in _keys(line)})
    ends = Counter(key for page in written for key in {key for line in page[-_EDGE:] for key in _keys(line)})
    enough = max(2, len(written) / 2)
    for page in written:
        start, end = 0, len(page)
        while start < min(_EDGE, len(page)) and _is_running(page[start], tops, enough):
            start += 1
        while end > max(start, len(page) - _EDGE) and _is_running(page[end - 1], ends, enough):
            end -= 1
        yield page[start:end]


def _is_running(line: _Line, seen: Counter[str], enough: float) -> bool:
    return _is_number(line) or (any(seen[key] >= enough for key in _keys(line)) and not _TURN.match(line.text))


def _keys(line: _Line) -> Iterator[str]:
    """Yield what is the same for a running head on every page: place and words, or all but one number that counts."""
    words = f"{line.bottom:.0f} {line.text.casefold()}"
    yield words
    for number in re.finditer(r"\d{1,5}", words):
        yield f"{words[: number.start()]}#{int(number.group()) - line.page}#{words[number.end() :]}"


def _is_number(line: _Line) -> bool:
    """Whether a line is the number of its page, as the file counts or as the paper does."""
    match = _PAGE_NUMBER.fullmatch(line.text)
    return match is not None and (int(match.group(1)) == line.page + 1 or match.group(0) != match.group(1))


# ----------------------------------------------------------------------------- paragraphs


def _join_lines(lines: Sequence[_Line]) -> Iterator[str]:
    """Yield the paragraphs: lines joined while nothing shows that one of them begins."""
    if not lines:
        return
    left, right = _find_margins(lines)
    pitch = _find_pitch(lines)
    known = Counter(word.casefold() for line in lines for word in re.findall(r"[\w’'-]+", line.text))
    paragraph = lines[0].text
    for above, line in itertools.pairwise(lines):
        if _begins(above, line, left, right, pitch):
            yield _mend(paragraph, known)
            paragraph = line.text
        elif re.search(r"\w-$", paragraph) and re.match(r"\w", line.text):
            paragraph = f"{paragraph[:-1]}{_JOINT}{line.text}"
        else:
            paragraph = f"{paragraph} {line.text}"
    yield _mend(paragraph, known)


def _mend(paragraph: str, known: Counter[str]) -> str:
    """Mend broken words: a hyphen that only broke a word at the end of a line goes, one that belongs to it stays."""

    def join(match: re.Match[str]) -> str:
        head, tail = match.groups()
        whole, parted = known[f"{head}{tail}".casefold()], known[f"{head}-{tail}".casefold()]
        goes = whole > 0 or (parted == 0 and tail[:1].islower() and head.isalpha())
        return head + tail if goes else f"{head}-{tail}"

    return _JOINED.sub(join, paragraph).replace(_JOINT, "-")


def _find_margins(lines: Sequence[_Line]) -> tuple[float, float]:
    rights = sorted(line.right for line in lines)
    left = Counter(round(line.left) for line in lines).most_common(1)[0][0]
    return float(left), rights[int(len(rights) * 0.95)] if len(rights) > 3 else rights[-1]


def _find_pitch(lines: Sequence[_Line]) -> float:
    """Find the distance between two lines of a paragraph: the smaller ones of all, as most lines go on."""
    steps = sorted(a.low - b.bottom for a, b in itertools.pairwise(lines) if _follows(a, b))
    return statistics.median(steps[: max(1, len(steps) * 2 // 3)]) if steps else 0.0


def _follows(above: _Line, line: _Line) -> bool:
    return above.page == line.page and line.bottom < above.low


def _begins(above: _Line, line: _Line, left: float, right: float, pitch: float) -> bool:
    """Whether a line begins a paragraph: by its label, its size, its distance, its indent, or a short line above."""
    if _TURN.match(line.text):
        return True
    lower = line.text[:1].islower()
    if not line.height or not above.height:
        return bool(_ENDED.search(above.text)) and not lower
    if abs(line.height - above.height) > 0.2 * max(line.height, above.height):
        return True
    if _follows(above, line) and above.low - line.bottom > 1.3 * pitch:
        return True
    indented = line.left > left + line.height and above.left < line.left - line.height / 2
    return not lower and (indented or _had_room(above, line, left, right))


def _had_room(above: _Line, line: _Line, left: float, right: float) -> bool:
    """Whether the first word would have fitted on the line above, so that it was not moved down for want of room."""
    word = (len(line.text.split(" ", 1)[0]) + 1) * line.height / 2
    room = right - above.right - word
    return room > (0.05 if _ENDED.search(above.text) else 0.4) * (right - left)
