"""Which language a text is in, and whether it is one that the readers read."""

from __future__ import annotations

import functools

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from diplowatch.errors import InputError
from diplowatch.records import Document

READ = "en"
"""The one language the readers read, ISO 639-1."""
SAMPLE = 20_000
"""Characters looked at: more does not change the answer, and costs time on long transcripts."""
SURE = 0.5
"""Least probability at which a language other than English is believed; names alone stay far below it."""


class UnreadLanguage(InputError):
    """A text in a language that is not read; `document` can be archived unread and listed under coverage."""

    def __init__(self, document: Document) -> None:
        self.document = document
        super().__init__(f"{document.key}: the text is in another language ({document.language}); only English is read")


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of a text, "en" where it is too short to tell."""
    language, probability = _load_identifier().classify(text[:SAMPLE])
    return str(language) if probability >= SURE else READ


@functools.cache
def _load_identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
