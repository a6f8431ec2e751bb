"""The room that turns a capture into a document: article text, title, date, outlet. It knows nothing of diplomacy."""

from diplowatch.clean.clean import clean_capture
from diplowatch.clean.language import UnreadLanguage
from diplowatch.clean.ready import make_document

__all__ = ["UnreadLanguage", "clean_capture", "make_document"]
