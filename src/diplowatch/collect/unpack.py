"""The body of an answer, unpacked as it streams in, so that a decompression bomb ends at the limit."""

from __future__ import annotations

import zlib

GZIP = ("gzip", "x-gzip")
_AUTO, _RAW = 47, -15
"""`wbits` of zlib: a gzip or zlib header told apart by itself; deflate without any header, which some servers send."""


class TooLarge(Exception):
    """More bytes than the limit."""


class Broken(Exception):
    """Packed data that cannot be unpacked, or that ends before its end."""


class Unpacker:
    """Unpacks `gzip`, `deflate` or plain bytes up to a limit."""

    def __init__(self, encoding: str, limit: int) -> None:
        """Raise Broken for an encoding that was not asked for."""
        if encoding not in ("", "identity", "deflate", *GZIP):
            raise Broken(f"packed as {encoding[:30]!r}, which was not asked for")
        self._packed = encoding not in ("", "identity")
        self._limit = limit
        self._arrived = 0
        self._parts: list[bytes] = []
        self._size = 0
        self._member = zlib.decompressobj(_AUTO)

    def add(self, data: bytes) -> None:
        """Take in bytes as they arrive; raises TooLarge or Broken."""
        self._arrived += len(data)
        if self._arrived > self._limit:
            raise TooLarge
        while data and self._packed:
            data = self._unpack(data)
        if not self._packed:
            self._keep(data)

    def finish(self) -> bytes:
        """Return what was unpacked; raises Broken where the packed data ended before its end."""
        if self._packed and self._arrived and not self._member.eof:
            raise Broken("the packed answer breaks off")
        return b"".join(self._parts)

    def _unpack(self, data: bytes) -> bytes:
        """Unpack what fits; return what is left for a further member of a gzip file."""
        if self._member.eof:
            if not data.startswith(b"\x1f\x8b"):
                return b""  # padding behind the end
            self._member = zlib.decompressobj(_AUTO)
        try:
            plain = self._member.decompress(data, self._limit - self._size + 1)
        except zlib.error as error:
            if self._size or self._arrived != len(data):
                raise Broken(f"the packed answer is damaged ({error})") from None
            plain = self._unpack_raw(data)
        self._keep(plain)
        return self._member.unused_data

    def _unpack_raw(self, data: bytes) -> bytes:
        self._member = zlib.decompressobj(_RAW)
        try:
            return self._member.decompress(data, self._limit - self._size + 1)
        except zlib.error as error:
            raise Broken(f"the packed answer is damaged ({error})") from None

    def _keep(self, plain: bytes) -> None:
        self._size += len(plain)
        if self._size > self._limit:
            raise TooLarge
        self._parts.append(plain)
