"""What every record has in common: frozen, closed, named by the hash of its content."""

from __future__ import annotations

import hashlib

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A frozen, closed record: an unknown field is an error, not an extra."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def make_id(*parts: str | int | None) -> str:
    """Return 16 hexadecimal digits of the SHA-256 of the parts, `None` and "" told apart."""
    joined = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def hash_text(text: str) -> str:
    """Return the full SHA-256 of a text, as kept in every passage cut from it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
