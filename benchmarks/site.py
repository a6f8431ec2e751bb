"""A site on loopback that makes up feeds and texts as they are asked for, under every address 127.x.x.x."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_TEXT = """<!doctype html><html lang="en"><head><title>Talks {0}</title></head><body><article><h1>Talks {0} go on</h1>
<p>GENEVA - The envoys met for round {0} of the talks on Tuesday and agreed to go on with them in the autumn.</p>
<p>The foreign minister said that delegation {0} would return only if the shelling of the ports had stopped.</p>
<p>A spokesperson for the mediators called the paper of group {0} a step that both sides could build on.</p>
</article></body></html>"""


class Site(ThreadingHTTPServer):
    """A feed of so many texts under each name, and the count of requests."""

    daemon_threads = True

    def __init__(self, texts: int) -> None:
        super().__init__(("0.0.0.0", 0), _Handler)
        self.texts = texts
        self.hits = 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def address(self, host: str = "127.0.0.1") -> str:
        """Return the address of the site under one of its names."""
        return f"http://{host}:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.hits += 1
        if self.path == "/feed":
            links = (f"http://{self.headers['Host']}/{number}" for number in range(self.server.texts))
            items = "".join(f"<item><title>Talks</title><link>{link}</link></item>" for link in links)
            self._send(200, "application/rss+xml", f"<rss version='2.0'><channel>{items}</channel></rss>")
        elif self.path[1:].isdigit():
            self._send(200, "text/html", _TEXT.format(f"{self.path[1:]} of {self.headers['Host']}"))
        else:
            self._send(404, "text/plain", "not here")

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _send(self, status: int, media: str, body: str) -> None:
        self.send_response_only(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())
