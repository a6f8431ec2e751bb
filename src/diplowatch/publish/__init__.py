"""Publish: what `track` found becomes a frozen edition, then a page, Markdown and JSON; `verify` re-checks it all."""

from diplowatch.publish.compose import compose_edition
from diplowatch.publish.seal import schema
from diplowatch.publish.store import read_edition, write_edition
from diplowatch.publish.summary import summarize
from diplowatch.publish.verify import Drift, verify_edition, verify_folder
from diplowatch.publish.walk import walk_sentences

__all__ = [
    "Drift",
    "compose_edition",
    "read_edition",
    "schema",
    "summarize",
    "verify_edition",
    "verify_folder",
    "walk_sentences",
    "write_edition",
]
