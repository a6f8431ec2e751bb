"""What HTTP wraps a body in, taken off a body that was kept: chunks and compression, up to a limit."""

from __future__ import annotations

import re

import brotli

from diplowatch.collect.unpack import GZIP, Broken, TooLarge, Unpacker
from diplowatch.errors import InputError

_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r\n")


def unwrap(data: bytes, transfer: str, coding: str, limit: int) -> bytes:
    """Take off the transfer and content codings that headers name.

    Crawlers often keep a body that is unwrapped already together with its headers: what is not wrapped stays as it is.
    Raises InputError where more than `limit` bytes would come out.
    """
    if "chunked" in transfer.lower():
        data = _join_chunks(data)
    for name in reversed([part.strip() for part in coding.lower().split(",") if part.strip()]):
        try:
            data = _unpack(data, name, limit)
        except TooLarge:
            raise InputError(f"more than {limit // 1_000_000} MB unpacked; left out") from None
        except (Broken, brotli.error):
            continue  # unwrapped already; where it is damaged instead, decoding says so
    return data


def _unpack(data: bytes, name: str, limit: int) -> bytes:
    if name == "br":
        engine = brotli.Decompressor()
        plain: bytes = engine.process(data, output_buffer_limit=limit + 1)
        if len(plain) > limit:
            raise TooLarge
        return plain
    if name not in (*GZIP, "deflate"):
        return data
    unpacker = Unpacker(name, limit)
    unpacker.add(data)
    return unpacker.finish()


def _join_chunks(data: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK.match(data, at):
        size = int(match.group(1), 16)
        if not size:
            return b"".join(parts)
        parts.append(data[match.end() : match.end() + size])
        at = match.end() + size + 2
        if data[at - 2 : at] not in (b"\r\n", b""):
            return data  # a text that only begins like a chunk
    return b"".join(parts) if parts and at >= len(data) else data
