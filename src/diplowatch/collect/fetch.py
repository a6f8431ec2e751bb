"""One request, one answer: within limits of size and time, from checked addresses only. Redirects are not followed.

Invariants
- `fetch` never raises: what went wrong is a `Failure` that says whether it may pass.
- A body is whole or there is none: one that breaks off, is damaged or too large is a failure.
- Every request has a connection of its own: nothing that one host sends can reach another.
"""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import httpcore
import httpx

from diplowatch.collect.guard import GuardedBackend, Refused, Unresolved
from diplowatch.collect.hosts import drop_login, host_of
from diplowatch.collect.unpack import Broken, TooLarge, Unpacker
from diplowatch.records import CollectSettings

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
_LONGEST_MARK = 1000
"""Characters of an ETag or a date that are sent back to a server."""


class Purpose(StrEnum):
    """What is asked for: it decides which types of content are taken."""

    LIST = "list"
    TEXT = "text"
    ROBOTS = "robots"


_ACCEPT = {
    Purpose.LIST: "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5",
    Purpose.TEXT: "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
    Purpose.ROBOTS: "text/plain,*/*;q=0.5",
}
_MEDIA = re.compile(r"text/|(application|image/svg)[/+\w.-]*\b(xml|json|xhtml|rss|atom)\b|application/pdf$")
_MEDIA_OF_LISTS = re.compile(r"application/(x-)?(gzip|octet-stream)$")


class Again(StrEnum):
    """Whether a request that failed may be made again."""

    SOON = "soon"
    """In the same run, after a pause."""
    LATER = "later"
    """On another day."""
    NEVER = "never"


@dataclass(frozen=True)
class Order:
    """A request to make; with the marks of an earlier answer, for what is new since then only."""

    purpose: Purpose
    address: str
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True)
class Answer:
    """A whole answer: content (`body`), the word that nothing is new (status 304), or where to ask instead."""

    status: int
    body: bytes = b""
    location: str | None = None
    etag: str | None = None
    modified: str | None = None
    media: str = ""
    charset: str | None = None


@dataclass(frozen=True)
class Failure:
    """Why there is no answer, what a person can do, and whether to ask again."""

    what: str
    advice: str
    again: Again
    status: int | None = None
    retry_after: str | None = None
    reached: bool = True
    """Whether the network led to a server at all."""


class Fetcher:
    """Makes requests as the settings of a watch say. May be used by several threads."""

    def __init__(self, settings: CollectSettings, version: str) -> None:
        self._settings = settings
        self._tls = httpx.create_ssl_context()
        self.agent = f"diplowatch/{version}" + (f" (+{settings.contact})" if settings.contact else "")

    def fetch(self, order: Order) -> Answer | Failure:
        """Make one request."""
        if not order.address.lower().startswith(("http://", "https://")) or not host_of(order.address):
            return Failure("not an address that can be asked", "check it", Again.NEVER, reached=False)
        deadline = time.monotonic() + self._settings.time_limit
        try:
            with (
                self._open_client(deadline) as client,
                # User and password go beside the address, because httpx logs that one.
                client.stream("GET", drop_login(order.address), headers=_head(order), auth=_login(order)) as got,
            ):
                return self._take(order, got)
        except Exception as error:
            return self._explain(error)

    def _open_client(self, deadline: float) -> httpx.Client:
        pool = httpcore.ConnectionPool(
            ssl_context=self._tls,
            max_connections=1,
            network_backend=GuardedBackend(self._settings.allow_private, deadline),
        )
        return httpx.Client(
            transport=_Transport(pool),
            headers={"User-Agent": self.agent, "Accept-Encoding": "gzip, deflate", "Accept-Language": "en, *;q=0.5"},
            timeout=self._settings.timeout,
            follow_redirects=False,
            trust_env=False,
        )

    def _take(self, order: Order, got: httpx.Response) -> Answer | Failure:
        if got.status_code in _REDIRECTS:
            return _redirect(got)
        if got.status_code == 304 and (order.etag or order.modified):
            return Answer(304)
        if got.status_code not in (200, 203):
            return _explain_status(got)
        media = got.headers.get("content-type", "").partition(";")[0].strip().lower()
        if not _is_taken(order.purpose, media):
            return Failure(f"a file of type {media[:60]}, not a text", "leave it out", Again.NEVER, got.status_code)
        limit = self._settings.size_limit
        if int(got.headers.get("content-length", "0").strip() or 0) > limit:
            raise TooLarge
        unpacker = Unpacker(got.headers.get("content-encoding", "").strip().lower(), limit)
        for data in got.iter_raw():
            unpacker.add(data)
        return Answer(
            status=got.status_code,
            body=unpacker.finish(),
            etag=_mark(got, "etag"),
            modified=_mark(got, "last-modified"),
            media=media,
            charset=got.charset_encoding,
        )

    def _explain(self, error: Exception) -> Failure:
        """Put an exception into words."""
        if isinstance(error, httpcore.ConnectError) and not isinstance(error, Unresolved):
            return _explain_connection(error)
        limits = {
            "error": str(error)[:160] or type(error).__name__,
            "size": f"{self._settings.size_limit / 1e6:g}",
            "silence": f"{self._settings.timeout:g}",
            "time": f"{self._settings.time_limit:g}",
        }
        _, what, advice, again = next(row for row in _ERRORS if isinstance(error, row[0]))
        return Failure(what.format(**limits), advice, again, reached=not isinstance(error, Unresolved))


_ERRORS: tuple[tuple[type[Exception], str, str, Again], ...] = (
    (Refused, "{error}", "set allow_private = true in [collect] to allow it", Again.LATER),
    (TooLarge, "more than {size} MB", "raise size_limit in [collect] to take it", Again.NEVER),
    (Broken, "{error}", "nothing of it was kept", Again.SOON),
    (Unresolved, "the host has no address ({error})", "check the address, or the network", Again.SOON),
    (httpcore.ConnectTimeout, "no connection within {silence} seconds", "the server may be down", Again.SOON),
    (
        httpcore.TimeoutException,
        "silent for {silence} seconds, or not done after {time}",
        "the server may be overloaded",
        Again.SOON,
    ),
    (httpcore.NetworkError, "the connection broke ({error})", "nothing of it was kept", Again.SOON),
    (httpcore.ProtocolError, "the answer breaks off or is not HTTP ({error})", "nothing of it was kept", Again.SOON),
    (httpx.InvalidURL, "a redirect to what is no web address ({error})", "check it in a browser", Again.LATER),
    (httpx.RemoteProtocolError, "a redirect to what is no web address ({error})", "check it in a browser", Again.LATER),
    (Exception, "an answer that nobody foresaw ({error})", "please report it", Again.LATER),
)
"""The first that fits says what is wrong and what can be done."""


class _Transport(httpx.BaseTransport):
    """Hands requests to a pool of connections whose network is guarded."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        got = self._pool.handle_request(
            httpcore.Request(request.method, target, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx.Response(got.status, headers=got.headers, stream=_Stream(got), extensions=got.extensions)

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, got: httpcore.Response) -> None:
        self._got = got

    def __iter__(self) -> Iterator[bytes]:
        return self._got.iter_stream()

    def close(self) -> None:
        self._got.close()


def _head(order: Order) -> dict[str, str]:
    head = {"Accept": _ACCEPT[order.purpose]}
    if order.etag:
        head["If-None-Match"] = order.etag
    if order.modified:
        head["If-Modified-Since"] = order.modified
    return head


def _login(order: Order) -> tuple[str, str] | None:
    url = httpx.URL(order.address)
    return (url.username, url.password) if url.userinfo else None


def _mark(got: httpx.Response, name: str) -> str | None:
    """Return a header that is sent back later, where it can be."""
    value = got.headers.get(name, "").strip()
    return value if value.isascii() and value.isprintable() and 0 < len(value) <= _LONGEST_MARK else None


def _is_taken(purpose: Purpose, media: str) -> bool:
    """Whether a type of content can hold what was asked for; the parsers decide what it is."""
    if not media or purpose is Purpose.ROBOTS or _MEDIA.match(media):
        return True
    return purpose is Purpose.LIST and _MEDIA_OF_LISTS.match(media) is not None


def _redirect(got: httpx.Response) -> Answer | Failure:
    location = got.headers.get("location", "").strip()
    if not location:
        return Failure("a redirect to nowhere", "check it in a browser", Again.LATER, got.status_code)
    try:
        target = str(got.request.url.join(location))
    except httpx.InvalidURL:
        target = location
    if not target.startswith(("http://", "https://")) or not host_of(target):
        what = f"a redirect to {location[:100]!r}, which is no web address"
        return Failure(what, "check it in a browser", Again.LATER, got.status_code)
    return Answer(got.status_code, location=target)


_STATUSES: dict[int, tuple[str, str, Again]] = {
    401: ("asks for a password", "put it into the address as user:password@", Again.LATER),
    402: ("asks for a payment", "leave it out", Again.LATER),
    403: ("refuses the request", "ask its operator; a contact in [collect] helps", Again.LATER),
    404: ("is not there", "check the address", Again.NEVER),
    410: ("is gone for good", "take it out", Again.NEVER),
    408: ("took too long", "it is asked again", Again.SOON),
    425: ("is not ready", "it is asked again", Again.SOON),
    429: ("was asked too often", "raise delay in [collect]", Again.SOON),
    451: ("is blocked for legal reasons", "leave it out", Again.LATER),
    501: ("cannot do what was asked", "check the address", Again.LATER),
}


def _explain_status(got: httpx.Response) -> Failure:
    status = got.status_code
    general = ("has an error", "it is asked again", Again.SOON) if status >= 500 else None
    what, advice, again = _STATUSES.get(status) or general or ("gave no text", "check it in a browser", Again.LATER)
    return Failure(f"{what} (status {status})", advice, again, status, got.headers.get("retry-after"))


def _explain_connection(error: Exception) -> Failure:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    if cause is not None:
        return Failure(f"no safe connection ({str(error)[:120]})", "check it in a browser", Again.LATER)
    return Failure(f"no connection ({error})", "the server may be down", Again.SOON, reached="refused" in str(error))
