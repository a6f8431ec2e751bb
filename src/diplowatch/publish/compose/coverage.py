"""Coverage: what was read, what failed, who was silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from diplowatch.publish.desk import Desk
from diplowatch.publish.sentences import plain
from diplowatch.records import Coverage, Document, Problem, SourceWeek, Tracked

UNKNOWN = "outlet unknown"
TITLE_LIMIT = 120


def compose_coverage(
    tracked: Tracked, desk: Desk, problems: Sequence[Problem], sources: Sequence[SourceWeek] = ()
) -> Coverage:
    """State what the edition rests on and what it does not."""
    outlets = Counter(plain(document.outlet or UNKNOWN) for document in tracked.documents)
    return Coverage(
        documents=len(tracked.documents),
        earlier=tracked.earlier,
        undated=tuple(name_document(document) for document in tracked.undated),
        outlets=tuple(sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0]))),
        unread=tuple(dict.fromkeys(str(problem) for problem in problems)),
        silent=tuple(desk.name(code) for code in tracked.silent),
        warnings=tuple(
            dict.fromkeys(
                f"{name_document(document)}: {note}"
                for document in (*tracked.documents, *tracked.undated)
                for note in (*document.warnings, document.published_note)
                if note
            )
        ),
        sources=tuple(source.model_copy(update={"name": plain(source.name)}) for source in sources),
    )


def name_document(document: Document) -> str:
    """Return what to call a document: its title, else its first words."""
    first = document.title or next((line for line in document.text.splitlines() if line.strip()), document.key)
    name = " ".join(first.split())
    return name if len(name) <= TITLE_LIMIT else name[:TITLE_LIMIT].rsplit(" ", 1)[0] + " …"
