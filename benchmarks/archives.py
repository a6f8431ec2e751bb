"""Memory and time of reading a web archive: makes a WARC file of a given size and streams it.

    python -m benchmarks.archives --megabytes 200

Each page is another piece of two million characters of random words.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import tempfile
import time
from pathlib import Path

from fastwarc.warc import WarcRecord, WarcRecordType

from diplowatch.collect import gather
from diplowatch.records import Capture

_LENGTH = 20_000
"""Characters of a page."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--megabytes", type=int, default=200, help="size of the WARC file")
    size = parser.parse_args().megabytes * 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "made.warc"
        count = write(file, size)
        print(f"made {count:,} pages, {file.stat().st_size / 1e6:.0f} MB")
        report(file, count)


def write(file: Path, size: int) -> int:
    """Write a WARC file of at least `size` bytes and return the number of its pages."""
    chance = random.Random(1)
    pool = " ".join(chance.choices([f"word{number}" for number in range(20_000)], k=200_000))
    count = 0
    with file.open("wb") as out:
        while out.tell() < size:
            start = chance.randrange(len(pool) - _LENGTH)
            words = pool[start : start + _LENGTH]
            head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            record = WarcRecord()
            record.init_headers(record_type=WarcRecordType.response)
            record.headers["WARC-Target-URI"] = f"https://desk.example/{count}"
            record.is_http = True
            record.set_bytes_content(f"{head}<html><body><p>{words}</p></body></html>".encode())
            made = io.BytesIO()
            record.write(made)
            out.write(made.getvalue())
            count += 1
    return count


def report(file: Path, expected: int) -> None:
    """Stream the file and print how memory and time go with it."""
    started, pages = time.process_time(), 0
    for found in gather([str(file)]):
        assert isinstance(found, Capture), found
        pages += 1
        if pages in (expected // 10, expected // 2, expected):
            spent = time.process_time() - started
            print(f"{pages:>8,} pages: at most {peak():.1f} MiB held, {spent:.1f} s of processor time")
    assert pages == expected


def peak() -> float:
    """Return the most memory that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
