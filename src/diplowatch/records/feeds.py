"""What feeds, sitemaps and lists of feeds announce: addresses of texts, with what is claimed about their dates."""

from __future__ import annotations

from datetime import datetime

from diplowatch.records.base import Record
from diplowatch.records.documents import Claim, DateBasis


class Entry(Record):
    """One text that a feed or a sitemap announces.

    Times keep the offset that their publisher wrote, because the day of publication is a day there; a time without an
    offset is taken as UTC. A month or a year alone is no day, and stays unknown.
    """

    address: str | None = None
    """Absolute, http or https, without the parameters that only track readers; None where the entry has none."""
    id: str | None = None
    """What the feed itself tells its entries apart by (guid)."""
    title: str | None = None
    """Plain text on one line."""
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""
    """Plain text."""
    content: str = ""
    """HTML of the whole text, without scripts, its links absolute; empty where the feed holds only a summary."""
    outlet: str | None = None
    """Who published it, where the feed collects the texts of others and says so."""

    def claim(self, by: DateBasis) -> Claim | None:
        """Return what is claimed of its days, None where nothing is; `by` is FEED or SITEMAP."""
        if self.published is None and self.updated is None:
            return None
        return Claim(
            by=by,
            published=self.published.date() if self.published else None,
            updated=self.updated.date() if self.updated else None,
        )


class Feed(Record):
    """An RSS, Atom or JSON feed, its entries in its own order, none of them twice."""

    title: str | None = None
    site: str | None = None
    """Address of the site it belongs to."""
    entries: tuple[Entry, ...] = ()
    note: str = ""
    """What was wrong with it and how it was read all the same, e.g. markup that is not well formed."""


class SitemapLink(Record):
    """Another sitemap that a sitemap index or a robots.txt points to."""

    address: str
    updated: datetime | None = None
    news: bool = False
    """Whether its address says that it lists news."""


class Sitemap(Record):
    """A sitemap or a sitemap index: the pages it lists and the sitemaps it points to, sitemaps of news first."""

    entries: tuple[Entry, ...] = ()
    links: tuple[SitemapLink, ...] = ()
    note: str = ""


class FeedLink(Record):
    """A feed that a page points to, or that an OPML file lists."""

    address: str
    title: str | None = None
    site: str | None = None
    folder: tuple[str, ...] = ()
    """The headings above it in an OPML file, outermost first."""
    declared: bool = True
    """False where the page only links to something that looks like a feed."""
