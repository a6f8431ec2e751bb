"""Kill a collecting process again and again at moments spread over its work, and check that nothing is lost or doubled.

    python -m benchmarks.kills [--kills 100] [--texts 120]

A server on loopback holds a feed of many texts. A process collects them into an archive and is killed with SIGKILL; the
archive passes its integrity check each time. The moments are spread evenly: so many requests after the start, so many
milliseconds after that. In the end runs are left alone until nothing is new; then every text is there exactly once.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from datetime import UTC, datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from benchmarks.site import Site
from diplowatch.archive import open_archive
from diplowatch.harvest import collect_watch
from diplowatch.records import CollectSettings, WatchedSource
from diplowatch.watch import Watch


def start(watch: Watch) -> ForkServerProcess:
    """Start collecting in a process of its own."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["diplowatch.harvest"])
    process = context.Process(target=collect_watch, args=(watch,), kwargs={"now": datetime.now(UTC)})
    process.start()
    return process


def check(folder: Path) -> list[str]:
    """Return what is wrong with the archive."""
    with open_archive(folder / "archive.db") as archive:
        return [*archive.check(), *archive.collected.check_contents()]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--texts", type=int, default=120)
    given = parser.parse_args()
    settings = CollectSettings(delay=0, retry=0, every=0, recheck=0, allow_private=True)
    with tempfile.TemporaryDirectory() as name:
        folder, site = Path(name), Site(given.texts)
        source = WatchedSource(name="Talks", url=f"{site.address()}/feed")
        watch = Watch(folder=folder, title="kills", sources=(source,), collect=settings)
        faults: list[str] = []
        killed = 0
        for kill in range(given.kills):
            process, before = start(watch), site.hits
            while process.is_alive() and site.hits - before < kill % 4:
                time.sleep(0.001)
            time.sleep(kill * 7 % 50 / 1000)
            killed += process.is_alive()
            process.kill()
            process.join()
            faults += check(folder)
        before = -1
        # A run takes so many new texts of a source at most, so what is left needs several.
        while site.hits - before > 1:
            before = site.hits
            collect_watch(watch, now=datetime.now(UTC))
        faults += check(folder)
        with open_archive(folder / "archive.db") as archive:
            documents = list(archive.documents(latest_only=False))
            notes = archive.collected.notes(source.url)
        keys = {document.key for document in documents}
        print(f"{killed} of {given.kills} runs killed at work; {len(faults)} faults of the archive")
        print(f"{given.texts} texts: {len(keys)} there, {len(documents) - len(keys)} doubled, {len(notes)} noted")
        print(f"{site.hits} requests")
        if faults or len(keys) != given.texts or len(documents) != given.texts or len(notes) != given.texts:
            raise SystemExit("something was lost or doubled")


if __name__ == "__main__":
    main()
