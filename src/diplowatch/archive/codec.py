"""Records as stored text: passages are kept as offsets and cut again from the stored text when they are read.

Fields at their default are left out. The text of a stored document cannot change, so that a passage cut again is letter
for letter the one that was read.
"""

from __future__ import annotations

import json
import zlib
from typing import TypeVar

from diplowatch.records import Document, Passage, Record, cut_passage, hash_text

R = TypeVar("R", bound=Record)
Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

_CUT = "@"
_PASSAGE = frozenset(Passage.model_fields)


class Cutter:
    """Packs the passages of one document into offsets, and cuts them again."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text_hash = hash_text(document.text)

    def pack(self, record: Record, without: frozenset[str] = frozenset()) -> str:
        """Write a record as JSON; raises ValueError where a passage is not of this document's text."""
        content: Json = record.model_dump(mode="json", exclude=set(without), exclude_defaults=True)
        return json.dumps(self._pack(content), ensure_ascii=False, separators=(",", ":"))

    def unpack(self, packed: str) -> Json:
        """Return the JSON of a record with its passages whole."""
        return self._unpack(json.loads(packed))

    def load(self, packed: str, model: type[R]) -> R:
        """Return a record with its passages whole."""
        return model.model_validate(self.unpack(packed))

    def _pack(self, value: Json) -> Json:
        if isinstance(value, list):
            return [self._pack(part) for part in value]
        if not isinstance(value, dict):
            return value
        if value.keys() != _PASSAGE:
            return {name: self._pack(part) for name, part in value.items()}
        passage = Passage.model_validate(value)
        if passage != self._cut(passage.start, passage.end):
            raise ValueError(f"passage {passage.start}:{passage.end} is not of the text of document {self.document.id}")
        return {_CUT: [passage.start, passage.end]}

    def _unpack(self, value: Json) -> Json:
        if isinstance(value, list):
            return [self._unpack(part) for part in value]
        if not isinstance(value, dict):
            return value
        match value.get(_CUT):
            case [int(start), int(end)]:
                return self._cut(start, end).model_dump(mode="json")
        return {name: self._unpack(part) for name, part in value.items()}

    def _cut(self, start: int, end: int) -> Passage:
        return cut_passage(self.document, start, end, self.text_hash)


def squeeze(text: str) -> bytes:
    """Compress a text, lone surrogates included."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def expand(data: bytes) -> str:
    """Return the text that was compressed."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")
