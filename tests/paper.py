"""Real PDF files for the tests, made by fpdf2: a transcript with running heads, page numbers and words broken at line ends."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from fpdf import FPDF


class Paper(FPDF):
    """A printed transcript: the same line above every page, the page number below."""

    def __init__(self, head: str, foot: str) -> None:
        super().__init__(format="Letter", unit="pt")
        self.head, self.foot = head, foot
        self.set_auto_page_break(True, margin=72)
        self.set_margins(72, 72)

    def header(self) -> None:
        self.set_font("Helvetica", size=9)
        self.cell(0, 20, self.head, align="R", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-50)
        self.set_font("Helvetica", size=9)
        self.cell(0, 20, self.foot.format(page=self.page_no()), align="C")


def print_paper(
    paragraphs: Sequence[str],
    head: str = "DEPARTMENT OF STATE - BRIEFING",
    foot: str = "Page {page} of 9",
    title: str = "",
    *,
    width: int = 78,
    gap: float = 7,
    justify: bool = False,
    password: str | None = None,
) -> bytes:
    """Print paragraphs; their lines are broken at `width` characters, within a word where it has a hyphen there."""
    paper = Paper(head, foot)
    if title:
        paper.set_title(title)
    paper.add_page()
    if title:
        paper.set_font("Times", style="B", size=16)
        paper.multi_cell(0, 20, title, new_x="LMARGIN", new_y="NEXT")
        paper.ln(10)
    paper.set_font("Times", size=11)
    for paragraph in paragraphs:
        if justify:
            paper.multi_cell(0, 14, paragraph, align="J", new_x="LMARGIN", new_y="NEXT")
        else:
            for line in textwrap.wrap(paragraph, width, break_on_hyphens=True, break_long_words=False):
                paper.cell(0, 14, line, new_x="LMARGIN", new_y="NEXT")
        paper.ln(gap)
    if password:
        paper.set_encryption(owner_password=password, user_password=password)
    return bytes(paper.output())
