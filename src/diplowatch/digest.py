"""The main job, room by room: collect, clean, archive, read, track, publish.

Every step can be interrupted at any moment: what is in the archive stays, what is missing is done by the next run,
and nothing is done twice.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout
from tqdm import tqdm

from diplowatch.archive import Added, Archive, open_archive
from diplowatch.clean import UnreadLanguage, clean_capture
from diplowatch.collect import gather
from diplowatch.collect.hosts import hide_secrets
from diplowatch.coverage import cover_period
from diplowatch.errors import InputError
from diplowatch.harvest.sources import list_sources
from diplowatch.judged import decisions_of, judge_pack
from diplowatch.places import ARCHIVE
from diplowatch.publish import compose_edition, read_edition, write_edition
from diplowatch.read import READER
from diplowatch.readers import read_each
from diplowatch.records import Capture, Edition, Pack, Period, Problem, SourceWeek, make_id
from diplowatch.sift import sift
from diplowatch.track import latest_period, period_of, track
from diplowatch.watch import Watch, name_inputs

_LOCK = ".diplowatch.lock"


@dataclass(frozen=True)
class Intake:
    """What became of the inputs: counts of documents, and one problem for each input that could not be used."""

    new: int
    same: int
    versions: int
    problems: tuple[Problem, ...]


class NothingToPublish(InputError):
    """No input could be read, or none is dated; `problems` are the inputs that could not be used."""

    def __init__(self, what: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(what)


@dataclass(frozen=True)
class Outcome:
    """A digest that was made: the edition, where it lies, and whether it lay there already."""

    edition: Edition
    folder: Path
    unchanged: bool
    problems: tuple[Problem, ...]


def take_in(
    archive: Archive,
    inputs: Sequence[str],
    pack: Pack,
    *,
    today: date,
    published: date | None = None,
    stdin: BinaryIO | None = None,
) -> Intake:
    """Collect and clean inputs and put them into the archive; `published` dates those that carry no date themselves."""
    counts = dict.fromkeys(Added, 0)
    problems: list[Problem] = []
    for found in tqdm(gather(inputs, stdin), desc="collect", unit=" texts", delay=1, leave=False, disable=None):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        try:
            counts[_put(archive, found, pack, today, published)] += 1
        except InputError as error:
            problems.append(Problem(where=found.key, what=str(error).removeprefix(f"{found.key}: ")))
    archive.replace_problems(problems)
    return Intake(
        new=counts[Added.NEW], same=counts[Added.SAME], versions=counts[Added.NEW_VERSION], problems=tuple(problems)
    )


def _put(archive: Archive, capture: Capture, pack: Pack, today: date, published: date | None) -> Added:
    if published and not capture.published:
        capture = capture.model_copy(update={"published": published})
    try:
        return archive.add_document(clean_capture(capture, pack, today), capture)
    except UnreadLanguage as error:
        archive.add_document(error.document, capture, unread=str(error))
        raise


# --------------------------------------------------------------------------- reading


def version_of(pack: Pack) -> str:
    """Return the mark of a pack, which changes with its content: what was read with another one is read again."""
    return make_id(pack.model_dump_json())


def sift_watch(archive: Archive, watch: Watch, pack: Pack) -> None:
    """Judge which of the texts that were collected are read."""
    always = [hide_secrets(source.url) for source in list_sources(watch) if source.always]
    sift(archive, pack, always, by_topic=watch.collect.relevance == "on")


def read_all(archive: Archive, pack: Pack, jobs: int | None = None) -> list[Problem]:
    """Read every document that this version of the readers has not read yet, in `jobs` processes.

    The records do not depend on `jobs`. Without it, as many processes run as there are processors, at most four.
    """
    version = version_of(pack)
    count = archive.count_to_read(READER, version)
    waiting = archive.to_read(READER, version)
    problems: list[Problem] = []
    with tqdm(total=count, desc="read", unit=" texts", delay=1, leave=False, disable=None) as bar:
        for result in read_each(waiting, count, pack, jobs or min(4, os.cpu_count() or 1)):
            bar.update()
            if isinstance(result, Problem):
                problems.append(result)
            else:
                archive.add_reading(result, version)
    return problems


# --------------------------------------------------------------------------- publishing


def choose_period(archive: Archive, week: str | None) -> Period:
    """Return the week asked for, else the week of the latest dated document.

    Raises InputError where no document is dated, so that there is no week to publish.
    """
    if week:
        return period_of(week)
    period = latest_period(archive.documents())
    if period is None:
        what = "no text that could be read has a date, so there is no week to publish"
        raise InputError(f"{what}; give it with --published 2025-03-28")
    return period


def _period_of(archive: Archive, week: str | None, problems: Sequence[Problem]) -> Period:
    """Choose the period; raises NothingToPublish, which carries the problems, where there is none."""
    if not archive.counts().documents:
        what = problems[0] if len(problems) == 1 else "nothing could be read"
        raise NothingToPublish(str(what), problems if len(problems) > 1 else ())
    try:
        return choose_period(archive, week)
    except InputError as error:
        raise NothingToPublish(str(error), problems) from error


def compose(
    archive: Archive,
    pack: Pack,
    period: Period,
    watch: str,
    problems: Iterable[Problem],
    previous: Edition | None,
    sources: Sequence[SourceWeek] = (),
) -> Edition:
    """Track everything up to the end of a period and compose its edition."""
    tracked = track(archive.read_documents(until=period.until), pack, period)
    documents = {document.id: document for document in archive.documents(latest_only=False)}
    return compose_edition(
        tracked, documents, watch=watch, pack=pack, problems=tuple(problems), sources=sources, previous=previous
    )


def digest_watch(watch: Watch, *, today: date, week: str | None = None, jobs: int | None = None) -> Outcome:
    """Take in what is new in a watch, read it and publish the edition of a week.

    An edition is frozen: where the same week would now read differently, a further edition is published beside it
    (`2025-W13-2`) whose corrections say what changed.
    """
    with _alone_beside(watch.archive_place), open_archive(watch.archive_place) as archive:
        pack = judge_pack(watch.load_pack(), decisions_of(archive.judgements()))
        intake = take_in(archive, watch.inputs, pack, today=today)
        sift_watch(archive, watch, pack)
        problems = [*intake.problems, *read_all(archive, pack, jobs)]
        period = _period_of(archive, week, problems)
        issued = list_issued(watch.editions_folder)
        of_week = [folder for folder in issued if _week_of(folder) == period.week]
        before = [folder for folder in issued if _week_of(folder) < period.week]
        chain = [*before[-1:], *of_week]

        def make(previous: Path | None) -> Edition:
            earlier = read_edition(previous) if previous else None
            return compose(archive, pack, period, watch.title, problems, earlier, cover_period(archive, watch, period))

        if of_week:
            again = make(chain[-2] if len(chain) > 1 else None)
            if again.id == read_edition(of_week[-1]).id:
                archive.add_edition(again, of_week[-1].name)  # a full disk may have kept it out when it was written
                return Outcome(again, of_week[-1], True, tuple(problems))
        edition = make(chain[-1] if chain else None)
        folder = _name_folder(watch.editions_folder, period.week, len(of_week))
        write_edition(edition, folder)
        archive.add_edition(edition, folder.name)
    return Outcome(edition, folder, False, tuple(problems))


def digest_inputs(
    inputs: Sequence[str],
    out: Path,
    *,
    today: date,
    pack: Pack,
    week: str | None = None,
    published: date | None = None,
    stdin: BinaryIO | None = None,
    jobs: int | None = None,
) -> Outcome:
    """Publish the edition of texts that belong to no watch, with the archive of the texts beside it.

    The archive is filled in `.unfinished` below `out`, so that a run that was cut off is taken up by the next one.
    """
    names = [name if name == "-" else str(Path(name).resolve()) for name in inputs]
    unfinished = out / ".unfinished" / make_id(*names)
    make_folder(out)
    with _alone_beside(out / ARCHIVE):
        if "-" in inputs:
            shutil.rmtree(unfinished, ignore_errors=True)
        make_folder(unfinished)
        try:
            with open_archive(unfinished / ARCHIVE) as archive:
                intake = take_in(archive, inputs, pack, today=today, published=published, stdin=stdin)
                problems = [*intake.problems, *read_all(archive, pack, jobs)]
                period = _period_of(archive, week, problems)
                edition = compose(archive, pack, period, name_inputs(inputs), problems, None)
        except NothingToPublish:
            _remove_unfinished(unfinished)
            raise
        issued = [folder for folder in list_issued(out) if _week_of(folder) == period.week]
        same = [folder for folder in issued if read_edition(folder).id == edition.id]
        folder = same[0] if same else _name_folder(out, period.week, len(issued))
        write_edition(edition, folder)
        (unfinished / ARCHIVE).replace(folder / ARCHIVE)
        _remove_unfinished(unfinished)
    return Outcome(edition, folder, bool(same), tuple(problems))


def _remove_unfinished(folder: Path) -> None:
    shutil.rmtree(folder)
    with suppress(OSError):  # what another run left there is its own
        folder.parent.rmdir()


@contextmanager
def _alone_beside(archive: str | Path) -> Iterator[None]:
    """Let a second run in the folder of an archive wait for the first one: it then finds all done, not half of it.

    Raises InputError where the folder cannot be written.
    """
    folder = Path(str(archive).removeprefix("sqlite:///")).parent
    if not folder.is_dir():  # whoever opens the archive says so
        yield
        return
    lock = FileLock(folder / _LOCK)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            tqdm.write(f"another diplowatch is at work in {folder}; waiting for it to end", file=sys.stderr)
            lock.acquire()
    except OSError as error:
        raise InputError(f"cannot write into {folder}: {error.strerror}; make room, or check its rights") from error
    try:
        yield
    finally:
        lock.release()


# --------------------------------------------------------------------------- folders of editions


_ISSUED = re.compile(r"(\d{4}-W\d\d)(?:-(\d+))?")


def list_issued(folder: Path) -> list[Path]:
    """List the folders of published editions, by week and number."""
    if not folder.is_dir():
        return []
    found = [path for path in folder.iterdir() if _ISSUED.fullmatch(path.name) and (path / "edition.json").is_file()]
    return sorted(found, key=lambda path: (_week_of(path), _number_of(path)))


def _week_of(folder: Path) -> str:
    match = _ISSUED.fullmatch(folder.name)
    return match[1] if match else ""


def _number_of(folder: Path) -> int:
    match = _ISSUED.fullmatch(folder.name)
    return int(match[2] or 1) if match else 0


def _name_folder(parent: Path, week: str, issued: int) -> Path:
    return parent / (f"{week}-{issued + 1}" if issued else week)


def make_folder(folder: Path) -> None:
    """Make a folder with its parents; raises InputError where that is not possible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot make the folder {folder}: {error.strerror}; choose another with --out") from error
