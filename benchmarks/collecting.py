"""Measure a run of `collect` over many sources on loopback, and of `read` after it: time and peak memory.

    python -m benchmarks.collecting [--sources 100] [--texts 50] [--read]

Every source has a host of its own, so that several are asked at once; there are no pauses, so that only our own work is
measured. Memory is flat where many sources take hardly more than few.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.site import Site
from diplowatch.archive import Archive, open_archive
from diplowatch.digest import read_all, sift_watch
from diplowatch.harvest import collect_watch
from diplowatch.records import CollectSettings, WatchedSource
from diplowatch.watch import Watch


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--texts", type=int, default=50)
    parser.add_argument("--read", action="store_true", help="also sort and read what was collected")
    given = parser.parse_args()
    site = Site(given.texts)
    hosts = [f"127.0.{number // 200}.{number % 200 + 1}" for number in range(given.sources)]
    sources = tuple(WatchedSource(name=host, url=f"{site.address(host)}/feed") for host in hosts)
    settings = CollectSettings(delay=0, retry=0, every=0, recheck=0, allow_private=True)
    with tempfile.TemporaryDirectory() as name:
        watch = Watch(folder=Path(name), title="collecting", sources=sources, collect=settings)
        for turn in ("first run", "second run, nothing new"):
            wall, processor = time.monotonic(), time.process_time()
            collect_watch(watch, now=datetime.now(UTC))
            wall, processor = time.monotonic() - wall, time.process_time() - processor
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{turn}: {wall:.1f} s, {processor:.1f} s of processor, at most {peak:.0f} MiB so far")
        with open_archive(watch.archive_place) as archive:
            counts = archive.counts()
            print(f"{counts.documents} documents, {counts.size_per_document / 1024:.1f} KiB for each")
            if given.read:
                read(archive, watch)
            print(f"{len(archive.check() + archive.collected.check_contents())} faults of the archive")


def read(archive: Archive, watch: Watch) -> None:
    """Sort and read what was collected, and print what it took."""
    pack, begun = watch.load_pack(), time.monotonic()
    sift_watch(archive, watch, pack)
    problems = read_all(archive, pack)
    processes = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = " and ".join(f"{resource.getrusage(one).ru_maxrss / 1024:.0f}" for one in processes)
    print(f"{archive.counts().read} read, {len(problems)} problems: {time.monotonic() - begun:.1f} s")
    print(f"at most {peak} MiB in this process and in a reading one")


if __name__ == "__main__":
    main()
