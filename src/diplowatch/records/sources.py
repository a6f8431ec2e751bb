"""Sources, what is known of them from earlier runs, and what became of each request: the records of `collect`."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import ConfigDict, Field, field_validator

from diplowatch.records.base import Record


class SourceKind(StrEnum):
    """What lies under the address of a source."""

    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"


class WatchedSource(Record):
    """A source that a watch follows, as a person set it up."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    url: str
    kind: SourceKind = SourceKind.FEED
    outlet: str | None = None
    """Name of the outlet of its texts, where their addresses do not tell."""
    budget: int | None = Field(default=None, ge=1)
    """Requests a year; without it, that of all sources."""
    every: float | None = Field(default=None, ge=0)
    """Minutes between two visits; without it, that of all sources."""
    always: bool = False
    """Whether its texts are read whatever they are about."""

    @field_validator("url")
    @classmethod
    def _check_url(cls, url: str) -> str:
        if not re.match(r"https?://[^/\s]+", url, re.I):
            raise ValueError("an address begins with http:// or https:// and names a host")
        return url


class CollectSettings(Record):
    """How a watch collects; every setting has a default that no server minds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contact: str | None = None
    """An address that an operator can write to; part of the user agent."""
    delay: float = Field(default=2.0, ge=0)
    """Seconds between two requests to one host, where its robots.txt does not ask for more."""
    retry: float = Field(default=5.0, ge=0)
    """Seconds before a failed request is tried again; three times as many before the next time."""
    patience: float = Field(default=60.0, ge=0)
    """The longest pause in seconds that a run sits out; for a longer one the rest is left to the next run."""
    every: float = Field(default=15.0, ge=0)
    """Minutes between two visits of a source."""
    budget: int = Field(default=20_000, ge=1)
    """Requests a year for each source."""
    timeout: float = Field(default=20.0, gt=0)
    """Seconds that a server may be silent."""
    time_limit: float = Field(default=90.0, gt=0)
    """Seconds that one request may take altogether."""
    size_limit: int = Field(default=10_000_000, ge=1)
    """Bytes that one answer may hold, unpacked."""
    redirects: int = Field(default=5, ge=0)
    threads: int = Field(default=6, ge=1, le=32)
    """Hosts that are asked at the same time."""
    entries: int = Field(default=200, ge=1)
    """New texts taken from one source in one run, the newest first."""
    days: int = Field(default=30, ge=1)
    """Age in days beyond which an entry that is dated is passed over."""
    recheck: float = Field(default=48.0, ge=0)
    """Hours after which a text is asked for once more, to notice silent edits; 0 for never."""
    relevance: Literal["on", "off"] = "on"
    """Whether only texts about the process are read; the others are kept."""
    allow_private: bool = False
    """Whether addresses of private networks and of this machine may be asked."""
    opml: tuple[str, ...] = ()
    """Lists of feeds below the folder of the watch."""

    @field_validator("contact")
    @classmethod
    def _check_contact(cls, contact: str | None) -> str | None:
        if contact is not None and not re.fullmatch(r"[!-'*-\[\]-~][ -'*-\[\]-~]{0,199}", contact):
            raise ValueError("up to 200 plain characters, without brackets, e.g. mailto:desk@example.org")
        return contact


class SourceState(Record):
    """What earlier runs know of a source; `address` names it, without user and password."""

    address: str
    tried: datetime | None = None
    succeeded: datetime | None = None
    rests_until: datetime | None = None
    failures: int = 0
    """How often in a row it failed."""
    trouble: str = ""
    """Why it failed last and what to do; empty after a success."""
    year: int = 0
    requests: int = 0
    """Requests in that year on behalf of the source."""


class EntryStatus(StrEnum):
    """How far an entry of a source has come."""

    WAITING = "waiting"
    TAKEN = "taken"
    STOPPED = "stopped"
    """It will not be asked for again: gone, not a text, or failed too often."""


class EntryState(Record):
    """One text that a source announced, and how far it has come. All times are UTC."""

    address: str
    source: str
    """Address of the source that announced it first."""
    status: EntryStatus = EntryStatus.WAITING
    seen: datetime
    published: datetime | None = None
    updated: datetime | None = None
    title: str | None = None
    outlet: str | None = None
    due: datetime | None = None
    """When it is to be asked for; none for never."""
    attempts: int = 0
    trouble: str = ""


class Visit(Record):
    """What a server said of an address when it last gave its content, for conditional requests."""

    address: str
    etag: str | None = None
    modified: str | None = None
    hash: str | None = None
    """SHA-256 of the bytes that came."""
    at: datetime


class HostState(Record):
    """What earlier runs know of a host."""

    host: str
    rests_until: datetime | None = None
    failures: int = 0
    trouble: str = ""


class RobotsCopy(Record):
    """The robots.txt of an origin as it was last got; an empty one allows everything."""

    origin: str
    text: str = ""
    at: datetime


class FetchNote(Record):
    """What became of one text that was asked for, or why a source could not be used."""

    at: datetime
    source: str
    address: str
    status: int | None = None
    """The server's status; none where no answer came."""
    what: str = ""
    """Empty for a text that was taken; else the reason why it was not."""
    advice: str = ""
    content: str | None = None
    """SHA-256 of the bytes that are kept."""
    document: str | None = None
