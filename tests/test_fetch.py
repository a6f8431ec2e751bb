"""One request, one answer: checked addresses only, within limits of size and time, whole or not at all."""

from __future__ import annotations

import bz2
import gzip
import itertools
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta

import pytest
import web_server as web
from web_server import WebServer

from diplowatch.collect import guard
from diplowatch.collect.fetch import Again, Answer, Failure, Fetcher, Order, Purpose
from diplowatch.collect.guard import tell_private
from diplowatch.collect.hosts import drop_login, hide_secrets, host_of, origin_of, robots_address
from diplowatch.collect.pace import Pace
from diplowatch.collect.rests import is_resting, pause_after, read_retry_after
from diplowatch.collect.robots import Rules, is_fresh, is_usable, read_robots
from diplowatch.collect.unpack import Broken, TooLarge, Unpacker
from diplowatch.records import CollectSettings, RobotsCopy

NOW = datetime(2025, 3, 28, 12, tzinfo=UTC)
LIMIT = 1_000_000


@pytest.fixture
def server():
    with WebServer() as server:
        yield server


def fetch(address: str, purpose: Purpose = Purpose.TEXT, etag: str | None = None, **settings):
    chosen = {"allow_private": True, "timeout": 15, "time_limit": 40, "size_limit": LIMIT, **settings}
    return Fetcher(CollectSettings(**chosen), "1.0").fetch(Order(purpose, address, etag))


# --------------------------------------------------------------------------- good answers


def test_a_page_comes_whole_with_what_the_server_says_of_it(server):
    server.pages["/a"] = web.page("<p>Grüße</p>".encode("latin-1"), "text/html; charset=ISO-8859-1", etag='"1"')
    answer = fetch(server.url("/a"), contact="mailto:desk@example.org")
    assert answer == Answer(200, "<p>Grüße</p>".encode("latin-1"), None, '"1"', None, "text/html", "iso-8859-1")
    [hit] = server.hits
    assert hit.headers["user-agent"] == "diplowatch/1.0 (+mailto:desk@example.org)"
    assert hit.headers["host"] == f"127.0.0.1:{server.port}"
    assert hit.headers["accept-encoding"] == "gzip, deflate"


def test_what_has_not_changed_is_not_sent_again(server):
    server.pages["/a"] = web.marked("<p>x</p>", '"v1"')
    assert fetch(server.url("/a"), etag='"v1"') == Answer(304)
    assert fetch(server.url("/a"), etag='"v0"').body == b"<p>x</p>"


def test_a_304_that_nobody_asked_for_is_a_failure(server):
    server.pages["/a"] = web.status(304, b"")
    assert isinstance(fetch(server.url("/a")), Failure)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        # as most servers do
        (gzip.compress(b"<p>text</p>"), "gzip"),
        # two members in one answer, as some caches join them
        (gzip.compress(b"<p>te") + gzip.compress(b"xt</p>"), "gzip"),
        # zeros behind the end
        (gzip.compress(b"<p>text</p>") + bytes(20), "gzip"),
        (zlib.compress(b"<p>text</p>"), "deflate"),
        # deflate without any header, as old servers have it
        (zlib.compress(b"<p>text</p>")[2:-4], "deflate"),
        (b"<p>text</p>", "identity"),
    ],
)
def test_packed_answers_are_unpacked(server, body, encoding):
    server.pages["/a"] = web.page(body, content_encoding=encoding)
    assert fetch(server.url("/a")).body == b"<p>text</p>"


def test_a_redirect_says_where_to_ask_instead_and_is_not_followed(server):
    server.pages["/a"] = web.redirect("/b?x=1")
    assert fetch(server.url("/a")).location == server.url("/b?x=1")
    assert server.asked("/b?x=1") == 0


def test_user_and_password_of_the_address_are_sent_and_not_logged(server, caplog):
    server.pages["/a"] = web.page("<p>x</p>")
    caplog.set_level("DEBUG")
    assert fetch(f"http://anna:s3cret@127.0.0.1:{server.port}/a").status == 200
    assert server.hits[0].headers["authorization"].startswith("Basic ")
    assert "s3cret" not in caplog.text


# --------------------------------------------------------------------------- bad answers

BAD = [
    # hangs up in the middle
    (web.cut_off(b"<p>half of it", 4000), "breaks off", Again.SOON),
    (web.cut_off_chunks(b"<p>half of it"), "breaks off", Again.SOON),
    (web.packed(b"<p>text</p>" * 500, cut=40), "breaks off", Again.SOON),
    # is not HTTP
    (web.raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "not HTTP", Again.SOON),
    (web.raw(b""), "not HTTP", Again.SOON),
    (web.huge_head(300_000), "not HTTP", Again.SOON),
    # too large: by its own word, without saying so, and packed a thousand times smaller
    (web.page(b"x" * (LIMIT + 1)), "more than 1 MB", Again.NEVER),
    (web.endless(), "more than 1 MB", Again.NEVER),
    (web.packed(bytes(300 * LIMIT)), "more than 1 MB", Again.NEVER),
    # a bomb inside a bomb, and packings that were not asked for
    (web.page(b"x", content_encoding="gzip, gzip"), "not asked for", Again.SOON),
    (web.page(bz2.compress(b"x"), content_encoding="br"), "not asked for", Again.SOON),
    (web.page(b"no gzip at all", content_encoding="gzip"), "damaged", Again.SOON),
    # no text
    (web.page(b"\x89PNG", "image/png"), "a file of type image/png", Again.NEVER),
    (web.page(b"PK", "application/zip"), "a file of type application/zip", Again.NEVER),
    (web.page(b"x", "video/mp4"), "a file of type video/mp4", Again.NEVER),
    # statuses
    (web.status(404), "is not there (status 404)", Again.NEVER),
    (web.status(410), "is gone for good (status 410)", Again.NEVER),
    (web.status(403), "refuses the request", Again.LATER),
    (web.status(429, retry_after="120"), "asked too often", Again.SOON),
    (web.status(500), "has an error (status 500)", Again.SOON),
    (web.status(204, b""), "gave no text", Again.LATER),
    (web.status(206), "gave no text", Again.LATER),
    # redirects to nowhere, and out of the web
    (web.status(301, b""), "a redirect to nowhere", Again.LATER),
    (web.redirect("file:///etc/passwd"), "no web address", Again.LATER),
    (web.redirect("javascript:alert(1)"), "no web address", Again.LATER),
    (web.redirect("gopher://127.0.0.1/"), "no web address", Again.LATER),
]


@pytest.mark.parametrize(("reply", "what", "again"), BAD)
def test_what_goes_wrong_is_said(server, reply, what, again):
    server.pages["/a"] = reply
    failure = fetch(server.url("/a"))
    assert isinstance(failure, Failure)
    assert what in failure.what
    assert failure.again is again
    assert failure.advice
    assert failure.reached


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        # says nothing
        (web.silent(30), "silent for 0.6 seconds"),
        # sends a byte now and then, so that no single wait is long
        (web.drip(30), "not done after 1.5"),
        (web.drip_head(30), "not done after 1.5"),
    ],
)
def test_a_slow_server_is_not_waited_for(server, reply, what):
    server.pages["/a"] = reply
    began = time.monotonic()
    failure = fetch(server.url("/a"), timeout=0.6, time_limit=1.5)
    assert isinstance(failure, Failure)
    assert what in failure.what
    assert failure.again is Again.SOON
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://127.0.0.1/", "http://", "http://[::1", ""],
)
def test_only_http_and_https_are_asked(address):
    failure = fetch(address)
    assert isinstance(failure, Failure)
    assert failure.again is Again.NEVER


def test_nobody_listens():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    failure = fetch(f"http://127.0.0.1:{port}/")
    assert (failure.again, failure.reached) == (Again.SOON, True)
    assert "no connection" in failure.what


def test_a_name_without_address_was_not_reached():
    failure = fetch("http://no-such-host.invalid/")
    assert (failure.again, failure.reached) == (Again.SOON, False)


def test_a_list_may_be_a_gzip_file_and_a_text_may_not(server):
    server.pages["/sitemap.xml.gz"] = web.page(gzip.compress(b"<urlset/>"), "application/gzip")
    assert fetch(server.url("/sitemap.xml.gz"), Purpose.LIST).status == 200
    assert isinstance(fetch(server.url("/sitemap.xml.gz")), Failure)


def test_a_mark_that_cannot_be_sent_back_is_dropped(server):
    server.pages["/a"] = web.page("<p>x</p>", etag='"' + "e" * 2000 + '"')
    assert fetch(server.url("/a")).etag is None


def test_an_unpacker_holds_no_more_than_its_limit():
    unpacker = Unpacker("gzip", 1000)
    with pytest.raises(TooLarge):
        unpacker.add(gzip.compress(bytes(50_000_000)))
    assert sum(map(len, unpacker._parts)) <= 1000
    with pytest.raises(Broken):
        Unpacker("zstd", 1000)


# --------------------------------------------------------------------------- addresses that are not asked

ADDRESSES = [
    ("127.0.0.1", True),
    ("127.8.8.8", True),
    ("0.0.0.0", True),
    ("10.1.2.3", True),
    ("172.16.0.1", True),
    ("192.168.1.1", True),
    ("169.254.169.254", True),  # the metadata of clouds
    ("100.64.0.1", True),  # carrier-grade NAT
    ("192.0.2.1", True),  # documentation
    ("198.18.0.1", True),  # benchmarks
    ("224.0.0.1", True),
    ("239.1.1.1", True),
    ("240.0.0.1", True),
    ("255.255.255.255", True),
    ("::1", True),
    ("::", True),
    ("fe80::1", True),
    ("fe80::1%eth0", True),
    ("fc00::1", True),
    ("fd12:3456::1", True),
    ("fec0::1", True),  # site-local of old
    ("ff02::1", True),
    ("::ffff:127.0.0.1", True),  # IPv4 in IPv6
    ("::ffff:8.8.8.8", True),
    ("::127.0.0.1", True),
    ("64:ff9b::7f00:1", True),  # NAT64
    ("64:ff9b:1::1", True),
    ("2002:7f00:1::", True),  # 6to4
    ("2001:0:4136:e378::1", True),  # Teredo
    ("2001:db8::1", True),
    ("8.8.8.8", False),
    ("93.184.216.34", False),
    ("172.32.0.1", False),
    ("100.128.0.1", False),
    ("2606:4700:4700::1111", False),
    ("2a00:1450:4001:829::200e", False),
]


@pytest.mark.parametrize(("address", "private"), ADDRESSES)
def test_private_addresses_are_told(address, private):
    assert bool(tell_private(address)) is private


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "0.0.0.0",
        "2130706433",
        "0x7f000001",
        "127.1",
        "0177.0.0.1",
        "[::ffff:127.0.0.1]",
    ],
)
def test_this_machine_is_not_asked_however_it_is_written(server, host):
    server.pages["/"] = web.page("<p>secret</p>")
    failure = fetch(f"http://{host}:{server.port}/", allow_private=False)
    assert isinstance(failure, Failure)
    assert server.hits == []


def test_a_name_is_resolved_once_and_the_checked_address_is_connected_to(server, monkeypatch):
    """DNS rebinding: the second answer would be private, but nobody asks a second time."""
    answers = [["8.8.8.8"], ["127.0.0.1"]]
    connected = []
    monkeypatch.setattr(socket, "getaddrinfo", _resolver({"rebind.test": answers}))
    monkeypatch.setattr(
        guard.httpcore.SyncBackend, "connect_tcp", lambda self, host, *rest, **more: connected.append(host) or _refuse()
    )
    fetch(f"http://rebind.test:{server.port}/", allow_private=False)
    assert connected == ["8.8.8.8"]
    assert answers == [["127.0.0.1"]]


def test_of_several_addresses_only_public_ones_are_connected_to(monkeypatch):
    connected = []
    monkeypatch.setattr(socket, "getaddrinfo", _resolver({"mixed.test": [["10.0.0.1", "8.8.8.8", "::1", "1.1.1.1"]]}))
    monkeypatch.setattr(
        guard.httpcore.SyncBackend, "connect_tcp", lambda self, host, *rest, **more: connected.append(host) or _refuse()
    )
    fetch("http://mixed.test/", allow_private=False)
    assert connected == ["8.8.8.8", "1.1.1.1"]


def _refuse():
    raise guard.httpcore.ConnectError("refused")


def _resolver(names):
    real = socket.getaddrinfo

    def resolve(host, port, *rest, **more):
        if host not in names:
            return real(host, port, *rest, **more)
        found = names[host].pop(0) if len(names[host]) > 1 else names[host][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    return resolve


@pytest.fixture
def safe_server(tmp_path, monkeypatch):
    """A TLS server that is news.test, which resolves to this machine as other.test does."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl to make a certificate")
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=news.test"
    more = ["-addext", "subjectAltName=DNS:news.test", "-keyout", str(key), "-out", str(cert)]
    subprocess.run([*command.split(), *more], check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    local = {"news.test": [["127.0.0.1"]], "other.test": [["127.0.0.1"]]}
    monkeypatch.setattr(socket, "getaddrinfo", _resolver(local))
    with WebServer() as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        server._server.socket = context.wrap_socket(server._server.socket, server_side=True)
        yield server


def test_a_safe_connection_goes_to_the_address_and_is_checked_against_the_name(safe_server):
    safe_server.pages["/a"] = web.page("<p>x</p>")
    answer = fetch(f"https://news.test:{safe_server.port}/a")
    assert answer.body == b"<p>x</p>"
    assert safe_server.hits[0].headers["host"] == f"news.test:{safe_server.port}"
    failure = fetch(f"https://other.test:{safe_server.port}/a")
    assert "no safe connection" in failure.what
    assert failure.again is Again.LATER


# --------------------------------------------------------------------------- what an address tells


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://anna:pw@example.org/feed", "https://example.org/feed"),
        ("https://token@example.org:8443/feed?a=1", "https://example.org:8443/feed?a=1"),
        ("https://example.org/feed?id=7&token=abc&API_KEY=x", "https://example.org/feed?id=7&token=***&API_KEY=***"),
        ("https://example.org/", "https://example.org/"),
        # an address that is none is shown without its secrets too
        ("http://u:p@[::1/?token=abc", "http://[::1/?token=***"),
    ],
)
def test_secrets_of_an_address_are_not_shown(address, shown):
    assert hide_secrets(address) == shown


def test_hosts_and_origins():
    assert host_of("https://WWW.Example.ORG./a") == "www.example.org"
    assert host_of("http://münchen.example/") == "xn--mnchen-3ya.example"
    assert host_of("http://[::1") == ""
    assert origin_of("https://a.example/x") == origin_of("https://u:p@A.example:443/y") == "https://a.example:443"
    assert drop_login("http://u:p@a.example/x?y#z") == "http://a.example/x?y#z"
    assert drop_login("http://a.example/@user") == "http://a.example/@user"
    assert robots_address("https://u:p@a.example:8443/x?y") == "https://u:p@a.example:8443/robots.txt"


# --------------------------------------------------------------------------- robots.txt


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        # we are named, so the general rules are not for us
        ("User-agent: *\nDisallow: /\n\nUser-agent: diplowatch\nDisallow: /private", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: DiploWatch\nDisallow: /private", "/private/a", False),
        # the longer rule wins
        ("User-agent: *\nDisallow: /news\nAllow: /news/world", "/news/world/1", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("<html>not a robots.txt</html>", "/a", True),
    ],
)
def test_rules(text, path, allowed):
    assert Rules(text).allow(f"https://example.org{path}") is allowed


def test_the_pause_that_a_host_asks_for():
    assert Rules("User-agent: *\nCrawl-delay: 7").delay == 7
    assert Rules("User-agent: *\nRequest-rate: 1/20").delay == 20
    assert Rules("User-agent: *\nCrawl-delay: soon").delay == 0


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (Answer(200, b"User-agent: *\nDisallow: /"), "User-agent: *\nDisallow: /"),
        # not there: all is allowed
        (Failure("", "", Again.NEVER, 404), ""),
        (Failure("", "", Again.LATER, 403), ""),
        # out of reach: nothing is known
        (Failure("", "", Again.SOON, 503), None),
        (Failure("", "", Again.SOON, 429), None),
        (Failure("", "", Again.SOON), None),
    ],
)
def test_what_an_answer_for_robots_txt_means(answer, text):
    copy = read_robots("https://a.example:443", answer, NOW)
    assert (copy.text if copy else None) == text


def test_a_copy_holds_a_day_and_longer_where_the_file_is_out_of_reach():
    copy = RobotsCopy(origin="https://a.example:443", at=NOW)
    assert is_fresh(copy, NOW + timedelta(hours=23))
    assert not is_fresh(copy, NOW + timedelta(hours=25))
    assert not is_fresh(copy, NOW - timedelta(hours=1)), "a clock that was wrong"
    assert is_usable(copy, NOW + timedelta(days=29))
    assert not is_usable(copy, NOW + timedelta(days=31))


# --------------------------------------------------------------------------- pauses


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Fri, 28 Mar 2025 12:05:00 GMT", 300),
        ("Friday, 28-Mar-25 12:05:00 GMT", 300),
        # in the past: at once
        ("Fri, 28 Mar 2025 11:00:00 GMT", 0),
        # nobody is left alone for a year because of one header
        ("99999999999999999999", 30 * 86400),
        ("Sat, 28 Mar 2026 12:00:00 GMT", 30 * 86400),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(value, seconds):
    pause = read_retry_after(value, NOW)
    assert (pause.total_seconds() if pause is not None else None) == seconds


def test_rests_grow_up_to_a_week():
    hours = [pause_after(count).total_seconds() / 3600 for count in (1, 2, 3, 8, 9, 500)]
    assert hours == [1, 2, 4, 128, 168, 168]


def test_a_rest_longer_than_any_that_is_given_stems_from_a_wrong_clock():
    assert is_resting(NOW + timedelta(days=7), NOW)
    assert not is_resting(NOW - timedelta(hours=1), NOW)
    assert not is_resting(NOW + timedelta(days=365 * 40), NOW)
    assert not is_resting(None, NOW)


# --------------------------------------------------------------------------- pace


class Worker:
    """Takes a little time for each job, and remembers how many jobs ran at once, on one host and altogether."""

    def __init__(self, seconds: float = 0.02) -> None:
        self.seconds = seconds
        self.lock = threading.Lock()
        self.running: list[str] = []
        self.most_of_one = self.most = 0
        self.began: dict[str, list[float]] = {}

    def __call__(self, job: str) -> str:
        host = job[0]
        with self.lock:
            self.running.append(host)
            self.began.setdefault(host, []).append(time.monotonic())
            self.most = max(self.most, len(self.running))
            self.most_of_one = max(self.most_of_one, self.running.count(host))
        time.sleep(self.seconds)
        with self.lock:
            self.running.remove(host)
        return job.upper()


def test_one_request_at_a_time_for_each_host_and_several_hosts_at_once():
    worker = Worker()
    pace = Pace(worker, threads=3, delay=0, patience=9)
    for number in range(6):
        for host in "abcde":
            pace.add(host, f"{host}{number}")
    answers = list(pace)
    assert len(answers) == 30
    assert all(answer == job.upper() for job, answer in answers)
    assert worker.most_of_one == 1
    assert worker.most == 3


def test_a_pause_lies_between_two_requests_to_a_host():
    worker = Worker(0)
    pace = Pace(worker, threads=3, delay=0.1, patience=9)
    for job in ("a1", "a2", "a3", "b1"):
        pace.add(job[0], job)
    pace.slow("b", 5)
    list(pace)
    gaps = [later - earlier for earlier, later in itertools.pairwise(worker.began["a"])]
    assert min(gaps) >= 0.1
    assert set(pace.pauses()) == {"a", "b"}


def test_jobs_that_are_added_meanwhile_are_done_too_in_order():
    pace = Pace(Worker(0), threads=1, delay=0, patience=9)
    pace.add("a", "a1")
    pace.add("a", "a3")
    done = []
    for job, _ in pace:
        done.append(job)
        if job == "a1":
            pace.add("a", "a2", first=True)
    assert done == ["a1", "a2", "a3"]


def test_a_host_that_asks_for_more_patience_than_there_is_is_left():
    pace = Pace(Worker(0), threads=2, delay=0, patience=1)
    pace.add("a", "a1", after=30)
    pace.add("a", "a2")
    pace.add("b", "b1")
    assert sorted(pace, key=lambda pair: pair[0]) == [("a1", None), ("a2", None), ("b1", "B1")]


def test_a_defect_in_a_thread_is_not_lost():
    def work(job: str) -> str:
        raise KeyError(job)

    pace = Pace(work, threads=1, delay=0, patience=1)
    pace.add("a", "a1")
    with pytest.raises(KeyError):
        list(pace)
