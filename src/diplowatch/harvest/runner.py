"""One run: what is asked for, in which order, and what follows from each answer.

Invariants
- Every answer ends in one `Step`: what came and the state that says so are stored together or not at all.
- Nothing is asked of a host that rests, whose robots.txt forbids it, or on behalf of a source whose budget is spent.
- A run in which no server at all was reached counts nothing against anybody: it is our network that is down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from tqdm import tqdm

from diplowatch.archive import Added, Archive, Step
from diplowatch.collect.fetch import PERMANENT, Again, Answer, Failure, Fetcher, Order, Purpose
from diplowatch.collect.hosts import drop_login, hide_secrets, host_of, origin_of, robots_address
from diplowatch.collect.pace import Pace
from diplowatch.collect.rests import (
    TRIES,
    is_resting,
    pause_after,
    read_retry_after,
    retry_pause,
)
from diplowatch.collect.robots import REDIRECTS, Rules, is_fresh, is_usable, read_robots
from diplowatch.errors import InputError
from diplowatch.harvest.choose import choose_entries, choose_sitemaps, read_listing, tidy_address
from diplowatch.harvest.jobs import Job, make_visit, move_on, set_back
from diplowatch.harvest.memory import Memory
from diplowatch.harvest.tally import Report, Tally
from diplowatch.harvest.texts import make_text
from diplowatch.records import (
    CollectSettings,
    EntryState,
    FetchNote,
    Pack,
    Problem,
    RobotsCopy,
    SourceKind,
    Visit,
    WatchedSource,
)

_DEEPEST = 2
"""How far an index of sitemaps is followed."""
_SPENT = Failure("the budget of requests for this year is spent", "raise budget, or wait for January", Again.LATER)
_FORBIDDEN = Failure("robots.txt does not allow it", "ask its operator, or leave it out", Again.LATER)


class Runner:
    """Collects from sources into an archive, once."""

    def __init__(
        self, archive: Archive, settings: CollectSettings, pack: Pack, fetcher: Fetcher, start: datetime
    ) -> None:
        """Take the moment at which the run starts; pauses and dates count from it."""
        self._collected = archive.collected
        self._settings = settings
        self._pack = pack
        self._fetcher = fetcher
        self._memory = Memory(archive.collected, settings, start)
        self._pace: Pace[Job, Answer | Failure] = Pace(
            self._ask, threads=settings.threads, delay=settings.delay, patience=settings.patience
        )
        self._rules: dict[str, Rules] = {}
        self._awaiting_rules: dict[str, list[Job]] = {}
        self._unreached: list[tuple[Job, Failure]] = []
        self._reached = False
        self._texts: Counter[str] = Counter()
        self._asked: set[str] = set()

    def run(self, sources: Iterable[WatchedSource]) -> Report:
        """Ask all sources that are due, and for all texts that are due."""
        with tqdm(desc="collect", unit=" answers", delay=1, leave=False, disable=None) as self._bar:
            for source in sources:
                self._begin(source)
            for job, answer in self._pace:
                self._bar.update()
                self._take(job, answer)
        offline = not self._reached and bool(self._unreached)
        for job, failure in self._unreached:
            self._tally(job).failed |= job.is_head
            self._report(job, failure)
        self._keep_pauses()
        return Report(tuple(self._memory.tallies.values()), offline)

    # ----------------------------------------------------------------------- asking

    def _ask(self, job: Job) -> Answer | Failure:
        """Make the request of a job; runs in a thread of its own and touches nothing but the budget."""
        if not self._memory.budget.spend(job.source.url):
            return _SPENT
        marks = job.visit
        return self._fetcher.fetch(
            Order(job.purpose, job.address, marks.etag if marks else None, marks.modified if marks else None)
        )

    def _begin(self, source: WatchedSource) -> None:
        """Ask for what earlier runs left, then for the source itself: a host with long pauses is got through so."""
        tally, now = self._memory.open(source), self._memory.now()
        if source.kind is not SourceKind.PAGE and not is_resting(self._memory.state(source).rests_until, now):
            self._begin_texts(source, self._collected.due(tally.address, now, self._settings.entries))
        if reason := self._memory.find_why_not_due(source):
            tally.remark(reason)
        else:
            tally.tried = True
            self._begin_head(source)

    def _begin_head(self, source: WatchedSource) -> None:
        if source.kind is not SourceKind.PAGE:
            self._send(Job(Purpose.LIST, source, source.url))
            return
        address = tidy_address(source.url) or source.url
        known = self._collected.entries([address]).get(address)
        entry = known or EntryState(address=address, source=hide_secrets(source.url), seen=self._memory.now())
        self._send(Job(Purpose.TEXT, source, source.url, entry))

    def _begin_texts(self, source: WatchedSource, entries: Iterable[EntryState]) -> None:
        for entry in entries:
            if entry.address in self._asked:
                continue
            if self._texts[source.url] >= self._settings.entries:
                self._memory.tallies[source.url].left += 1
                continue
            self._texts[source.url] += 1
            self._asked.add(entry.address)
            self._send(Job(Purpose.TEXT, source, entry.address, entry))

    def _send(self, job: Job, *, first: bool = False) -> None:
        """Put a job into the lane of its host, or first ask for the robots.txt that speaks for it."""
        host = host_of(job.address)
        if not host:
            self._fail(job, Failure("not a web address", "check it", Again.NEVER))
            return
        pause = self._memory.pause_of(host)
        if pause > self._settings.patience or not self._memory.budget.left(job.source.url):
            self._leave(job)
            return
        if job.purpose is not Purpose.ROBOTS:
            origin = origin_of(job.address)
            rules = self._rules.get(origin) or self._load_rules(origin)
            if rules is None:
                self._ask_rules(origin, job)
                return
            if not rules.allow(job.address):
                self._fail(job, _FORBIDDEN)
                return
            job = replace(job, visit=self._collected.visit(drop_login(job.address)))
        self._bar.total = (self._bar.total or 0) + 1
        self._pace.add(host, job, first=first, after=pause)

    # ----------------------------------------------------------------------- robots.txt

    def _load_rules(self, origin: str) -> Rules | None:
        copy = self._collected.robots(origin)
        return self._use_rules(copy) if copy and is_fresh(copy, self._memory.now()) else None

    def _use_rules(self, copy: RobotsCopy) -> Rules:
        rules = self._rules[copy.origin] = Rules(copy.text)
        self._pace.slow(host_of(copy.origin), rules.delay)
        return rules

    def _ask_rules(self, origin: str, job: Job) -> None:
        waiting = self._awaiting_rules.setdefault(origin, [])
        waiting.append(job)
        if len(waiting) == 1:
            self._send(Job(Purpose.ROBOTS, job.source, robots_address(job.address), origin=origin), first=True)

    def _take_rules(self, job: Job, answer: Answer | Failure) -> None:
        before = self._collected.robots(job.origin)
        copy = read_robots(job.origin, answer, self._memory.now())
        if copy is None and isinstance(answer, Failure):
            if self._try_again(job, answer):
                return
            if not is_usable(before, self._memory.now()):
                self._give_up_rules(job, answer)
                return
        used = copy or before
        assert used is not None
        self._use_rules(used)
        self._collected.store(Step(source=self._memory.state(job.source), robots=used))
        if before and before.text != used.text:
            self._tally(job).remark(f"robots.txt of {host_of(job.origin)} has changed")
        for waiting in self._awaiting_rules.pop(job.origin, []):
            self._send(waiting)

    def _give_up_rules(self, job: Job, failure: Failure) -> None:
        """Without a robots.txt nothing is asked: RFC 9309 takes one that is out of reach for a full prohibition."""
        host = host_of(job.origin)
        what = failure.what if failure.again is Again.LATER else f"robots.txt is out of reach: {failure.what}"
        again = replace(failure, what=what, again=Again.LATER)
        waiting = self._awaiting_rules.pop(job.origin, [])
        if failure.again is Again.SOON and (failure.reached or self._reached):
            self._memory.rest_failing(host, what)
            self._leave_host(host)
        for one in waiting:
            if one.is_head or failure.again is not Again.SOON:
                self._fail(one, again)
            else:
                self._leave(one)

    # ----------------------------------------------------------------------- answers

    def _take(self, job: Job, answer: Answer | Failure | None) -> None:
        if answer is None or answer is _SPENT:
            self._leave(job)
            return
        if isinstance(answer, Answer) or answer.reached:
            self._notice_network()
        if isinstance(answer, Answer) and answer.location:
            self._follow(job, answer)
        elif job.purpose is Purpose.ROBOTS:
            self._take_rules(job, answer)
        elif isinstance(answer, Failure):
            if not self._try_again(job, answer):
                self._fail(job, answer)
        elif job.purpose is Purpose.LIST:
            self._take_list(job, answer)
        else:
            self._take_text(job, answer)

    def _notice_network(self) -> None:
        self._reached = True
        unreached, self._unreached = self._unreached, []
        for job, failure in unreached:
            self._fail(job, failure)

    def _follow(self, job: Job, answer: Answer) -> None:
        target = answer.location or ""
        if origin_of(target) != origin_of(job.address):
            target = drop_login(target)
        hops = (*job.hops, (job.address, answer.status))
        limit = REDIRECTS if job.purpose is Purpose.ROBOTS else self._settings.redirects
        if target in {address for address, _ in hops}:
            failure = Failure("redirects go round in a circle", "check it in a browser", Again.LATER, answer.status)
        elif len(hops) > limit:
            failure = Failure(f"more than {limit} redirects", "check it in a browser", Again.LATER, answer.status)
        else:
            self._send(replace(job, address=target, hops=hops, tries=0), first=True)
            return
        if job.purpose is Purpose.ROBOTS:
            self._take_rules(job, replace(failure, status=404))
        else:
            self._fail(job, failure)

    def _try_again(self, job: Job, failure: Failure) -> bool:
        """Ask again in this run after a pause, or let the host rest as long as it wants; False where neither is due."""
        now, host = self._memory.now(), host_of(job.address)
        if failure.again is not Again.SOON:
            return False
        asked = read_retry_after(failure.retry_after, now)
        pause = asked.total_seconds() if asked is not None else retry_pause(self._settings.retry, job.tries)
        patient = pause <= self._settings.patience
        if patient and job.tries < TRIES - 1 and not self._memory.state(job.source).failures:
            self._pace.add(host, replace(job, tries=job.tries + 1), first=True, after=pause)
            return True
        if asked is not None and not patient:
            self._memory.rest(host, now + asked, f"{failure.what}, asks for a pause")
            self._leave_host(host)
            self._leave(job)
            return True
        return False

    def _take_list(self, job: Job, answer: Answer) -> None:
        now, state = self._memory.now(), self._memory.state(job.source)
        visit = make_visit(job, answer, now)
        if _is_old(job, answer, visit):
            self._succeed(job, Step())
            return
        kind = job.source.kind
        try:
            listing = read_listing(answer, drop_login(job.address), kind)
        except InputError as error:
            what, _, advice = str(error).partition("; ")
            self._fail(job, Failure(what, advice, Again.LATER, answer.status))
            return
        choice = choose_entries(listing.entries, state.address, kind, self._collected, self._settings, now)
        self._tally(job).passed_over += choice.passed_over
        self._succeed(job, Step(visit=visit, entries=choice.entries))
        self._begin_texts(job.source, choice.entries)
        if job.depth < _DEEPEST:
            for link in choose_sitemaps(listing.links, self._settings, now):
                self._send(replace(job, address=link.address, hops=(), tries=0, depth=job.depth + 1, visit=None))

    def _take_text(self, job: Job, answer: Answer) -> None:
        now, tally = self._memory.now(), self._tally(job)
        assert job.entry is not None
        address = tidy_address(job.address) or drop_login(job.address)
        entry = move_on(job.entry, now, self._settings.recheck)
        visit = make_visit(job, answer, now)
        if _is_old(job, answer, visit):
            self._succeed(job, Step(entries=(entry,)))
            return
        note = FetchNote(at=now, source=tally.address, address=hide_secrets(address), status=answer.status)
        try:
            taken = make_text(answer, address, job.entry, job.source, self._pack, now)
            kept = note.model_copy(update={"document": taken.document.id})
            step = Step(visit=visit, entries=(entry,), taken=taken, body=answer.body, note=kept)
            added = self._succeed(job, step)
        except InputError as error:
            what, _, advice = str(error).removeprefix(f"{address}: ").partition("; ")
            entry = entry.model_copy(update={"trouble": what, "due": None})
            unused = note.model_copy(update={"what": what, "advice": advice})
            self._succeed(job, Step(visit=visit, entries=(entry,), body=answer.body, note=unused))
            tally.unusable += 1
            tally.problems.append(Problem(where=hide_secrets(address), what=what, advice=advice))
            return
        if added:
            tally.counts[added] += 1
        if taken.unread:
            tally.problems.append(Problem(where=hide_secrets(address), what=taken.unread))

    def _succeed(self, job: Job, step: Step) -> Added | None:
        """Store what came, and that host and source are well."""
        now, host = self._memory.now(), host_of(job.address)
        if healed := self._memory.count_success(host):
            step = replace(step, host=healed)
        well = {"tried": now, "succeeded": now, "failures": 0, "trouble": "", "rests_until": None}
        state = self._memory.state(job.source, **well) if job.is_head else self._memory.state(job.source)
        if job.is_head and job.hops and all(status in PERMANENT for _, status in job.hops):
            self._tally(job).remark(f"has moved for good: put {hide_secrets(job.address)} into watch.toml")
        return self._collected.store(replace(step, source=state))

    # ----------------------------------------------------------------------- failures

    def _fail(self, job: Job, failure: Failure) -> None:
        """Store that a job failed, and when it is tried again."""
        if not failure.reached and failure.again is not Again.NEVER and not self._reached:
            self._unreached.append((job, failure))
            return
        now = self._memory.now()
        self._report(job, failure)
        note = FetchNote(
            at=now,
            source=self._tally(job).address,
            address=job.shown,
            status=failure.status,
            what=failure.what,
            advice=failure.advice,
        )
        state = self._memory.state(job.source)
        if job.is_head:
            self._tally(job).failed = True
            failures = state.failures + 1
            trouble = "; ".join(filter(None, (failure.what, failure.advice)))
            rests = now + pause_after(failures)
            state = self._memory.state(job.source, tried=now, failures=failures, trouble=trouble, rests_until=rests)
        entries = (set_back(job.entry, failure, now),) if job.entry else ()
        self._collected.store(Step(source=state, entries=entries, note=note))
        host = host_of(job.address)
        if failure.again is Again.SOON and self._memory.count_failure(host):
            self._memory.rest_failing(host, failure.what)
            self._leave_host(host)

    def _leave_host(self, host: str) -> None:
        for job in self._pace.rest(host):
            self._leave(job)

    def _leave(self, job: Job) -> None:
        """Leave a job to a later run: what is in the archive says that it is still to be done."""
        if job.purpose is Purpose.ROBOTS:
            for waiting in self._awaiting_rules.pop(job.origin, []):
                self._leave(waiting)
            return
        tally = self._tally(job)
        tally.left += job.purpose is Purpose.TEXT
        spent = "" if self._memory.budget.left(job.source.url) else f"{_SPENT.what}; {_SPENT.advice}"
        reason = spent or self._memory.describe_rest(host_of(job.address))
        if reason and tally.remark(reason):
            self._collected.store(Step(source=self._memory.state(job.source)))

    def _keep_pauses(self) -> None:
        """Keep the pauses that hosts ask for and that outlast this run."""
        for host, pause in self._pace.pauses().items():
            if pause > max(self._settings.delay, self._memory.pause_of(host)):
                until = self._memory.now() + timedelta(seconds=pause)
                self._memory.rest(host, until, "its robots.txt asks for a pause between requests")

    def _tally(self, job: Job) -> Tally:
        return self._memory.tallies[job.source.url]

    def _report(self, job: Job, failure: Failure) -> None:
        tally = self._tally(job)
        if job.is_head:
            where = tally.name
        else:
            tally.unusable += 1
            where = job.shown
        tally.problems.append(Problem(where=where, what=failure.what, advice=failure.advice))


def _is_old(job: Job, answer: Answer, visit: Visit) -> bool:
    """Whether the server says that nothing is new, or sends the very bytes that it sent before."""
    return answer.status == 304 or (job.visit is not None and job.visit.hash == visit.hash)
