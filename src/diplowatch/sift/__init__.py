"""Sift: which of the texts that were collected are read; the rest is kept with the reason, and a person can undo it."""

from diplowatch.sift.relevance import make_scale
from diplowatch.sift.sift import decide_text, sift

__all__ = ["decide_text", "make_scale", "sift"]
