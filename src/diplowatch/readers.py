"""Reading many documents, in one process or in several.

Invariants
- Readings come in the order of the documents, whatever the number of processes.
- Few documents are in memory at a time, however many there are.
- No process outlives the one that started it, not even where that is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from diplowatch.errors import InputError
from diplowatch.read import read_document
from diplowatch.records import Document, Pack, Problem, Reading

WORTH_SHARING = 12
"""Documents from which on starting further processes costs less than it saves."""
AHEAD = 4
"""Documents that wait for each process, so that none is idle."""

_pack: Pack | None = None
"""The pack of a reading process, set once when the process starts."""


def read_each(documents: Iterable[Document], count: int, pack: Pack, jobs: int) -> Iterator[Reading | Problem]:
    """Read documents in `jobs` processes, as they are asked for; `count` is how many there are.

    A text at which a reader fails gives a problem. Raises InputError where a process was ended from outside.
    """
    if jobs == 1 or count < WORTH_SHARING:
        _set_pack(pack)
        yield from map(_read_one, documents)
        return
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, initializer=_start_reader, initargs=(pack,))
    try:
        yield from _share(pool, documents, jobs * AHEAD)
    except BaseException as error:
        # What stops the run must not wait for the texts that are being read.
        for child in set(multiprocessing.active_children()) - others:
            child.terminate()
        pool.shutdown(wait=False, cancel_futures=True)
        if isinstance(error, BrokenProcessPool):
            what = (
                "a process that was reading was ended from outside, perhaps for want of memory; what was read is kept"
            )
            raise InputError(f"{what}: run the same command again with --jobs 1") from error
        raise
    pool.shutdown()


def _share(pool: ProcessPoolExecutor, documents: Iterable[Document], ahead: int) -> Iterator[Reading | Problem]:
    waiting: deque[Future[Reading | Problem]] = deque()
    for document in documents:
        waiting.append(pool.submit(_read_one, document))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _start_reader(pack: Pack) -> None:
    """Prepare a reading process: an interrupt is for its parent, and the end of its parent is its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _set_pack(pack)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _set_pack(pack: Pack) -> None:
    global _pack  # noqa: PLW0603 - a worker process has no other place to keep what all its tasks share
    _pack = pack


def _read_one(document: Document) -> Reading | Problem:
    assert _pack is not None
    try:
        return read_document(document, _pack)
    except Exception as error:  # A defect on one text must not cost the reading of all others.
        what = f"could not be read: {type(error).__name__}: {' '.join(str(error).split())}"
        return Problem(where=document.key, what=what, advice="this is a defect of diplowatch, please report it")
