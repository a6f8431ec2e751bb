"""A real HTTP server on loopback that behaves and misbehaves as it is told to, and remembers who asked for what."""

from __future__ import annotations

import gzip
import math
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

Reply = Callable[["Handler"], None]


@dataclass
class Hit:
    """One request that arrived; it is listed before its answer, so that a client who has that finds it here."""

    path: str
    headers: dict[str, str]
    began: float
    ended: float = math.inf


class Handler(BaseHTTPRequestHandler):
    """Answers with what the server has under a path."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        began = time.monotonic()
        self.close_connection = True
        headers = {name.lower(): value for name, value in self.headers.items()}
        hit = Hit(self.path, headers, began)
        self.server.web.hits.append(hit)
        with suppress(OSError):
            self.server.web.reply(self.path)(self)
        hit.ended = time.monotonic()

    def log_message(self, format: str, *args: object) -> None:
        pass

    def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Send an answer as it should be; `content_type="x"` becomes the header Content-Type."""
        self.start(status, **{"content_length": str(len(body)), **headers})
        self.wfile.write(body)

    def start(self, status: int, **headers: str) -> None:
        self.send_response_only(status)
        for name, value in {"connection": "close", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    web: WebServer


@dataclass
class WebServer:
    """What is served, by path, and what was asked for."""

    pages: dict[str, Reply] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    host: str = "127.0.0.1"

    def __enter__(self) -> WebServer:
        self._server = Server((self.host, 0), Handler)
        self._server.web = self
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str = "/", host: str | None = None) -> str:
        return f"http://{host or self.host}:{self.port}{path}"

    def reply(self, path: str) -> Reply:
        return self.pages.get(path, lambda handler: handler.send(404, b"nothing here"))

    def asked(self, *paths: str) -> int:
        """Count the requests for some paths; for all but robots.txt where none is given."""
        return sum(hit.path in paths if paths else hit.path != "/robots.txt" for hit in self.hits)

    def forget(self) -> None:
        self.hits.clear()


# --------------------------------------------------------------------------- good answers


def page(body: bytes | str, content_type: str = "text/html; charset=utf-8", **headers: str) -> Reply:
    data = body.encode() if isinstance(body, str) else body
    return lambda handler: handler.send(200, data, content_type=content_type, **headers)


def marked(body: bytes | str, etag: str, modified: str = "", content_type: str = "text/html; charset=utf-8") -> Reply:
    """A page that answers 304 to whoever has it already."""
    data = body.encode() if isinstance(body, str) else body

    def reply(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag or (
            modified and handler.headers.get("If-Modified-Since") == modified
        ):
            handler.send(304, etag=etag)
            return
        more = {"last_modified": modified} if modified else {"etag": etag}
        handler.send(200, data, content_type=content_type, **more)

    return reply


def feed(*links: str, day: datetime | None = None, **headers: str) -> Reply:
    return page(feed_text(*links, day=day), "application/rss+xml", **headers)


def feed_text(*links: str, day: datetime | None = None) -> str:
    stamp = f"<pubDate>{format_datetime(day or datetime.now(UTC))}</pubDate>"
    items = "".join(
        f"<item><title>On {escape(link)}</title><link>{escape(link)}</link>{stamp}</item>" for link in links
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Test feed</title>{items}</channel></rss>'


def article(name: str, last: str = "No date was set for the next round.") -> str:
    """A page of one article, different for each name."""
    paragraphs = (
        f"GENEVA - The envoys met for the talks named {name} on Tuesday and agreed to go on with them in the autumn.",
        f"The foreign minister said that delegation {name} would return only if the shelling of the ports had stopped.",
        f"A spokesperson for the mediators called the paper of the {name} group a step that both sides could build on.",
        last,
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang='en'><head><title>Talks {name}</title></head>"
        f"<body><article><h1>Talks {name} go on</h1>{text}</article></body></html>"
    )


# --------------------------------------------------------------------------- bad answers


def status(code: int, body: bytes = b"no", **headers: str) -> Reply:
    return lambda handler: handler.send(code, body, **headers)


def redirect(target: str, code: int = 301) -> Reply:
    return status(code, b"", location=target)


def in_turn(*replies: Reply) -> Reply:
    """Answer with one after the other, and with the last one from then on."""
    left = list(replies)

    def reply(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return reply


def silent(seconds: float) -> Reply:
    """Say nothing at all."""

    def reply(handler: Handler) -> None:
        time.sleep(seconds)
        handler.send(200, b"late")

    return reply


def drip(seconds: float) -> Reply:
    """Send a byte now and then, so that no single wait is long."""

    def reply(handler: Handler) -> None:
        handler.start(200, content_type="text/html", content_length="100000")
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    return reply


def drip_head(seconds: float) -> Reply:
    """Send headers without end, slowly."""

    def reply(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            handler.wfile.write(b"X-Slow: 1\r\n")
            handler.wfile.flush()
            time.sleep(0.05)

    return reply


def cut_off(body: bytes, promised: int) -> Reply:
    """Promise more bytes than are sent."""

    def reply(handler: Handler) -> None:
        handler.start(200, content_type="text/html", content_length=str(promised))
        handler.wfile.write(body)

    return reply


def cut_off_chunks(body: bytes) -> Reply:
    """Send one chunk and hang up before the last one."""

    def reply(handler: Handler) -> None:
        handler.start(200, content_type="text/html", transfer_encoding="chunked")
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(body), body))

    return reply


def packed(body: bytes, encoding: str = "gzip", cut: int | None = None) -> Reply:
    data = gzip.compress(body)[:cut]
    return lambda handler: handler.send(200, data, content_type="text/html", content_encoding=encoding)


def endless(content_type: str = "text/html") -> Reply:
    """Send without end, and without saying how much."""

    def reply(handler: Handler) -> None:
        handler.start(200, content_type=content_type)
        while True:
            handler.wfile.write(b"<p>more</p>" * 10_000)

    return reply


def huge_head(size: int) -> Reply:
    return lambda handler: handler.send(200, b"x", content_type="text/html", x_huge="h" * size)


def raw(data: bytes) -> Reply:
    """Send bytes that need be no HTTP."""
    return lambda handler: handler.wfile.write(data) and None
