"""One thing to ask for, and what follows for it from an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from diplowatch.archive.contents import name_content
from diplowatch.collect.fetch import Again, Answer, Failure, Purpose
from diplowatch.collect.hosts import drop_login, hide_secrets
from diplowatch.collect.rests import ENTRY_PAUSES
from diplowatch.records import EntryState, EntryStatus, SourceKind, Visit, WatchedSource


@dataclass(frozen=True)
class Job:
    """One thing to ask for on behalf of a source."""

    purpose: Purpose
    source: WatchedSource
    address: str
    entry: EntryState | None = None
    """The text asked for; none for lists and robots.txt."""
    origin: str = ""
    """For a robots.txt: the origin that it speaks for."""
    hops: tuple[tuple[str, int], ...] = ()
    """Addresses that led here, each with its status."""
    tries: int = 0
    depth: int = 0
    visit: Visit | None = None

    @property
    def shown(self) -> str:
        """The address that was meant, as it may be printed and logged."""
        if self.entry:
            return hide_secrets(self.entry.address)
        return hide_secrets(self.hops[0][0] if self.hops else self.address)

    @property
    def is_head(self) -> bool:
        """Whether the source stands or falls with it."""
        return self.depth == 0 and (self.purpose is Purpose.LIST or self.source.kind is SourceKind.PAGE)


def make_visit(job: Job, answer: Answer, now: datetime) -> Visit:
    """Return what is to be sent along when the same address is asked for again."""
    return Visit(
        address=drop_login(job.address),
        etag=answer.etag,
        modified=answer.modified,
        hash=name_content(answer.body),
        at=now,
    )


def set_back(entry: EntryState, failure: Failure, now: datetime) -> EntryState:
    """Return an entry that could not be got: asked for again after a growing pause, in the end no more."""
    if entry.status is EntryStatus.TAKEN:
        # The text is in the archive already; only its second look is lost.
        return entry.model_copy(update={"due": None, "trouble": failure.what})
    attempts = entry.attempts + 1
    trouble = {"attempts": attempts, "trouble": failure.what}
    if failure.again is Again.NEVER or attempts > len(ENTRY_PAUSES):
        return entry.model_copy(update={**trouble, "status": EntryStatus.STOPPED, "due": None})
    return entry.model_copy(update={**trouble, "due": now + ENTRY_PAUSES[attempts - 1]})


def move_on(entry: EntryState, now: datetime, recheck: float) -> EntryState:
    """Return an entry that was got: it is asked for once more after `recheck` hours, to notice silent edits."""
    again = now + timedelta(hours=recheck) if recheck and entry.status is EntryStatus.WAITING else None
    return entry.model_copy(update={"status": EntryStatus.TAKEN, "due": again, "attempts": 0, "trouble": ""})
