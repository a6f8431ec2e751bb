"""A site on loopback that makes up feeds and texts as they are asked for, under every address 127.x.x.x."""

from __future__ import annotations

import random
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_PAGE = """<!doctype html><html lang="en"><head><title>Talks {0}</title></head><body><article><h1>Talks {0} go on</h1>
{1}
</article></body></html>"""
_SENTENCES = (
    "The envoys of {0} and {1} met in {2} on {3} and agreed to go on with the talks on {4}.",
    "{0} would return to the table only if {1} dropped its demand about {4}, its foreign minister said in {2}.",
    "A spokesperson for {0} called the paper that {1} had brought to {2} a step on {4} that both sides could build on.",
    "According to officials in {2}, {0} opposes any deal on {4} that {1} has not signed by {3}.",
    "On {3} the president of {0} told reporters that {4} would be a mistake without {1}.",
    "{0} has sent {5} vehicles to {2}, and {1} asked on {3} what {4} was then worth.",
    "Nobody in {2} expected {0} to move on {4} before {3}, a diplomat from {1} said.",
    "The ministry in {2} accused {1} of holding up {4}; {0} denied on {3} that there was a delay.",
)
_STATES = (
    "Ukraine",
    "Russia",
    "Turkey",
    "the United States",
    "France",
    "Poland",
    "Norway",
    "China",
    "Germany",
    "Italy",
)
_PLACES = ("Geneva", "Ankara", "Riyadh", "Kyiv", "Moscow", "Vienna", "Oslo", "Warsaw", "Jeddah", "Paris", "Istanbul")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MATTERS = ("a ceasefire", "sanctions relief", "the exchange of prisoners", "safe shipping", "troops on the ground")


def make_page(name: str) -> str:
    """Make up a page of eight sentences, another one for every name and the same one each time."""
    chance = random.Random(name)

    def sentence() -> str:
        one, other = chance.sample(_STATES, 2)
        rest = (chance.choice(words) for words in (_PLACES, _DAYS, _MATTERS))
        told = chance.choice(_SENTENCES).format(one, other, *rest, chance.randint(2, 900))
        return told[0].upper() + told[1:]

    paragraphs = (f"<p>{sentence()} {sentence()}</p>" for _ in range(4))
    return _PAGE.format(name, "\n".join(paragraphs))


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
            self._send(200, "text/html", make_page(f"{self.path[1:]} of {self.headers['Host']}"))
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
