"""Quotations: stretches between quotation marks, in every style that reports and transcripts use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Quotation:
    """One quotation: offsets of the text between its marks and of the marks themselves (character offsets)."""

    start: int
    """Of the opening mark."""
    end: int
    """After the closing mark, or where the quotation ends without one."""
    inner_start: int
    inner_end: int
    closed: bool
    """False where the closing mark is missing and the quotation was ended at the end of its paragraph."""


PAIRS = {"“": "”", '"': '"', "„": "“”", "«": "»"}


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Find all outermost quotations of a text, in order; marks are balanced inside a paragraph."""
    found: list[Quotation] = []
    position = 0
    for paragraph in text.splitlines(keepends=True):
        found.extend(_in_paragraph(paragraph, position))
        position += len(paragraph)
    return tuple(found)


def _in_paragraph(paragraph: str, offset: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    closers = ""
    for at, character in enumerate(paragraph):
        if opened is None:
            if character in PAIRS:
                opened, closers = at, PAIRS[character] + ('"' if character == "“" else "") + ("”" if character == '"' else "")
        elif character in closers:
            found.append(Quotation(offset + opened, offset + at + 1, offset + opened + 1, offset + at, closed=True))
            opened = None
    if opened is not None:
        end = len(paragraph.rstrip())
        if end > opened + 1:
            found.append(Quotation(offset + opened, offset + end, offset + opened + 1, offset + end, closed=False))
    return found
