"""The seal of an edition: its id is the hash of everything else in it."""

from __future__ import annotations

import json

from diplowatch.records import Edition, hash_text

FORMAT = 2
"""Version of the edition's schema. Raised when an older program could not read a new edition."""
READABLE = (1, 2)
"""Versions that can be read: what a later one added is optional, and absent from an older edition."""


def seal(edition: Edition) -> Edition:
    """Return the edition with its id filled in."""
    return edition.model_copy(update={"id": edition_id(edition)})


def edition_id(edition: Edition) -> str:
    """Return the id that an edition's content gives: 64 hexadecimal digits of SHA-256 over its canonical JSON.

    Of an edition of an older format only what its file holds is counted, not the fields that were added since.
    """
    content = edition.model_dump(mode="json", exclude={"id"}, exclude_unset=edition.format < FORMAT)
    return hash_text(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def to_json(edition: Edition) -> str:
    """Return an edition as it is stored: indented JSON in the order of the schema, one final line break."""
    return json.dumps(edition.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def schema() -> dict[str, object]:
    """Return the JSON schema of an edition."""
    return Edition.model_json_schema()
