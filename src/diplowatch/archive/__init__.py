"""Archive: documents, readings and judgements in one file, the same out as in, searched and dated."""

from diplowatch.archive.collected import Collected, Step, Taken
from diplowatch.archive.documents import Added
from diplowatch.archive.editions import Published
from diplowatch.archive.kinds import Kind
from diplowatch.archive.search import Hit
from diplowatch.archive.state import Counts
from diplowatch.archive.store import Archive, Unread, Version, open_archive

__all__ = [
    "Added",
    "Archive",
    "Collected",
    "Counts",
    "Hit",
    "Kind",
    "Published",
    "Step",
    "Taken",
    "Unread",
    "Version",
    "open_archive",
]
