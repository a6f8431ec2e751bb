"""The command line: one thin command for each verb. A room is imported when a command needs it, so help is instant."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diplowatch import VERSION
from diplowatch.cli_actors import actors
from diplowatch.cli_changes import changes
from diplowatch.cli_collect import add_sources, collect
from diplowatch.cli_issues import issues
from diplowatch.cli_keep import keep
from diplowatch.cli_options import Day, form_options, jobs_option, period_options, watch_option
from diplowatch.cli_review import review
from diplowatch.errors import ConfigError, DiplowatchError

if TYPE_CHECKING:
    from diplowatch.digest import Outcome
    from diplowatch.records import Problem

KINDS = (
    "documents",
    "statements",
    "events",
    "positions",
    "quantities",
    "exchanges",
    "diary",
    "blockers",
    "agreements",
    "stories",
    "versions",
)


class Commands(click.Group):
    """A group that shows what a person can mend as one line with exit code 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; turn our own errors into one line."""
        try:
            return super().invoke(ctx)
        except DiplowatchError as error:
            click.echo(f"diplowatch: {error}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            click.echo("diplowatch: stopped; what is done is kept, run the same command again to go on", err=True)
            ctx.exit(130)
        except BrokenPipeError:
            # The reader of our output (head, less) has seen enough.
            sys.stderr.close()
            ctx.exit(0)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of work, not of the alphabet."""
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="diplowatch")
def main() -> None:
    """Follow a diplomatic process across reports and official texts.

    Who said or did what, according to whom; who stands where, on what condition; what changed, and what blocks an
    agreement. Everything it says points to the exact words in a stored text. It works offline.

    \b
    Start with any texts:     diplowatch digest report.html statement.txt
    Or follow a process:      diplowatch init my-watch
                              cp captured/* my-watch/documents/
                              diplowatch digest my-watch
    """


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="Title of the round-up.  [default: the folder's name]")
@click.option("--pack", default="ukraine", show_default=True, help="The bundled knowledge to read with.")
def init(folder: Path, title: str | None, pack: str) -> None:
    """Make a new watch in FOLDER.

    \b
    Example:  diplowatch init black-sea --title "Black Sea Watch"
    """
    from diplowatch.watch import make_watch

    file = make_watch(folder, title, pack)
    click.echo(f"made {file}; put captured texts into {folder / 'documents'}, then: diplowatch digest {folder}")


@main.command()
@click.argument("inputs", nargs=-1, required=True)
@watch_option
@click.option("--published", type=Day(), help="Date of texts that carry none themselves.")
@click.option("--name", help="Name of a source.  [default: the title of its feed]")
@click.option("--kind", type=click.Choice(["feed", "sitemap", "page"]), help="What an address is, not to ask the site.")
def add(inputs: tuple[str, ...], folder: Path, published: date | None, name: str | None, kind: str | None) -> None:
    """Add captured texts to the archive of a watch: files, folders or - for standard input; or sources to the watch.

    Text, HTML and JSON lines (url, title, published, source, text) are read. Adding the same capture twice changes
    nothing; a changed text becomes a new version, and both are kept. For an address, the feed of the site is found
    and written into watch.toml, for diplowatch collect.

    \b
    Examples: diplowatch add clippings/ transcript.txt --watch black-sea
              diplowatch add https://gazette.example --watch black-sea
    """
    from diplowatch.digest import take_in
    from diplowatch.places import open_place

    if addresses := [one for one in inputs if one.startswith(("http://", "https://"))]:
        add_sources(folder, addresses, name, kind)
        inputs = tuple(one for one in inputs if one not in addresses)
        if not inputs:
            return

    with open_place(folder) as place:
        intake = take_in(
            place.archive, inputs, place.pack, today=date.today(), published=published, stdin=sys.stdin.buffer
        )
    show_problems(intake.problems)
    click.echo(
        f"{intake.new} new, {intake.versions} changed, {intake.same} known already, {len(intake.problems)} not usable"
    )
    if intake.problems and not intake.new + intake.versions + intake.same:
        sys.exit(2)


main.add_command(collect)
main.add_command(keep)


@main.command()
@watch_option
@jobs_option
def read(folder: Path, jobs: int | None) -> None:
    """Read every document of the archive that has not been read yet.

    Of what was collected, texts that are not about the process and texts that say nothing new are kept unread.

    \b
    Example:  diplowatch read --watch black-sea
    """
    from diplowatch.digest import read_all, sift_watch
    from diplowatch.places import open_place

    with open_place(folder) as place:
        if place.watch:
            sift_watch(place.archive, place.watch, place.pack)
        problems = read_all(place.archive, place.pack, jobs)
        counts = place.archive.counts()
    show_problems(problems)
    click.echo(f"{counts.read} of {counts.documents} documents read")


@main.command()
@click.argument("inputs", nargs=-1)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where to publish.  [default: ./editions, or those of the watch]"
)
@click.option("--week", help="The week to publish, e.g. 2025-W13.  [default: that of the latest text]")
@click.option("--published", type=Day(), help="Date of texts that carry none themselves.")
@click.option(
    "--pack", default="ukraine", show_default=True, help="The knowledge to read with, where there is no watch."
)
@jobs_option
def digest(
    inputs: tuple[str, ...], out: Path | None, week: str | None, published: date | None, pack: str, jobs: int | None
) -> None:
    """Publish the round-up of a watch, or of any texts: files, folders or - for standard input.

    Writes index.html, edition.md and edition.json into a folder named after the week. A published edition is never
    changed: if the same week would now read differently, a further edition appears beside it.

    \b
    Examples: diplowatch digest black-sea
              diplowatch digest report.html remarks.txt --out round-ups
              pbpaste | diplowatch digest - --published 2025-03-28
    """
    from diplowatch.digest import NothingToPublish

    try:
        outcome = run_digest(inputs or (".",), out, week=week, published=published, pack=pack, jobs=jobs)
    except NothingToPublish as error:
        show_problems(error.problems)
        raise
    show_problems(outcome.problems)
    show_outcome(outcome)


def run_digest(
    inputs: tuple[str, ...], out: Path | None, *, week: str | None, published: date | None, pack: str, jobs: int | None
) -> Outcome:
    """Digest a watch where one folder of one is given, else the inputs as they are."""
    from diplowatch.digest import digest_inputs, digest_watch
    from diplowatch.packs import load_pack
    from diplowatch.watch import is_watch, load_watch

    today = date.today()
    if len(inputs) == 1 and is_watch(Path(inputs[0])):
        if published:
            raise ConfigError("--published dates single texts; in a watch, put the date into the file's name instead")
        watch = load_watch(Path(inputs[0]))
        if out:
            watch = watch.model_copy(update={"editions": str(out.resolve())})
        return digest_watch(watch, today=today, week=week, jobs=jobs)
    if inputs == (".",):
        raise ConfigError("give texts to digest, or the folder of a watch; see diplowatch digest --help")
    return digest_inputs(
        inputs,
        out or Path("editions"),
        today=today,
        pack=load_pack(pack),
        week=week,
        published=published,
        stdin=sys.stdin.buffer,
        jobs=jobs,
    )


def show_problems(problems: tuple[Problem, ...] | list[Problem]) -> None:
    """Print one line for each input that could not be used."""
    for problem in problems:
        click.echo(f"not used: {problem}", err=True)


def show_outcome(outcome: Outcome) -> None:
    """Print where an edition is and what is in it."""
    from diplowatch.publish import summarize

    for line in summarize(outcome.edition):
        click.echo(line)
    click.echo()
    click.echo("already published, unchanged:" if outcome.unchanged else "published:")
    for name in ("index.html", "edition.md", "edition.json"):
        click.echo(f"  {outcome.folder / name}")


@main.command()
@click.argument("kind", type=click.Choice(KINDS))
@watch_option
@click.option("--actor", help="Code of an actor, e.g. RUS.")
@click.option("--issue", help="Id of an issue, e.g. sanctions-relief.")
@click.option("--document", metavar="ID", help="Only this document, for versions.")
@click.option("--unread", is_flag=True, help="Documents that are kept unread, and why.")
@period_options
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="Rows at most; JSON and CSV give all."
)
@form_options
def show(
    kind: str, folder: Path, form: str | None, limit: int, document: str | None, unread: bool, **wanted: Any
) -> None:
    """Show what was read and tracked: KIND is one of the kinds of record. What changed: diplowatch changes.

    Of versions it shows what a page said before (-) and says now (+).

    \b
    Examples: diplowatch show positions --watch black-sea --actor RUS
              diplowatch show blockers --week 2025-W13 --csv > blockers.csv
              diplowatch show versions --document 3f2a
    """
    from diplowatch.listing import Wanted, list_kind, list_unread
    from diplowatch.places import open_place
    from diplowatch.printing import print_listing

    if unread and kind != "documents":
        raise ConfigError("--unread is for documents: diplowatch show documents --unread")
    if kind == "versions":
        show_versions(folder, document, form, limit)
        return
    if document:
        raise ConfigError(f"--document is for versions; to see the {kind} of one text, use: diplowatch search")

    with open_place(folder) as place:
        asked = Wanted.make(**wanted)
        listing = list_unread(place, asked) if unread else list_kind(place, kind, asked)
    print_listing(listing, form, limit)


def show_versions(folder: Path, document: str | None, form: str | None, limit: int) -> None:
    """Show the differences between the versions of texts that changed."""
    from diplowatch.places import open_place
    from diplowatch.printing import print_listing
    from diplowatch.versions import Difference, list_versions, print_difference

    with open_place(folder) as place:
        listing = list_versions(place.archive, document)
    if form or not listing.lines:
        print_listing(listing, form, limit)
        return
    colours = {"-": "red", "+": "green"}
    for one in listing.lines[:limit]:
        assert isinstance(one.record, Difference)
        for sign, words in print_difference(one.record):
            click.secho(f"    {sign} {words}" if sign else words, fg=colours.get(sign))
    if len(listing.lines) > limit:
        click.echo(f"{limit} of {len(listing.lines)}; --limit shows more, --json and --csv show all", err=True)


@main.command()
@click.argument("words", nargs=-1)
@watch_option
@click.option("--kind", type=click.Choice(KINDS[1:6]), help="Only records of this kind.")
@click.option("--actor", help="Code of an actor, e.g. RUS.")
@click.option("--issue", help="Id of an issue, e.g. sanctions-relief.")
@click.option("--stance", type=click.Choice(["support", "oppose", "conditional", "undecided"]))
@period_options
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@form_options
def search(words: tuple[str, ...], folder: Path, form: str | None, limit: int, **wanted: Any) -> None:
    """Search the texts for WORDS, and the records by actor, issue, stance and date.

    Words are found in any order; put a phrase in quotation marks, end a word with * to match its beginning.

    \b
    Examples: diplowatch search '"black sea" cease*' --watch black-sea
              diplowatch search --actor RUS --stance conditional
    """
    from diplowatch.listing import Wanted, search_place
    from diplowatch.places import open_place
    from diplowatch.printing import print_listing

    with open_place(folder) as place:
        listing = search_place(place, " ".join(words), Wanted.make(**wanted), limit)
    print_listing(listing, form, limit)


main.add_command(changes)
main.add_command(actors)
main.add_command(issues)
main.add_command(review)


@main.command()
@watch_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with every field.")
def status(folder: Path, as_json: bool) -> None:
    """Say what a watch holds, what came of each source, and what could not be used.

    A text counts for the source that took it first; its week is the one in which it was taken.

    \b
    Examples: diplowatch status --watch black-sea
              diplowatch status --json
    """
    from diplowatch.coverage_sheet import print_sources
    from diplowatch.places import open_place
    from diplowatch.reporting import describe_status, list_sources_of, write_status

    now = datetime.now(UTC)
    with open_place(folder) as place:
        if as_json:
            click.echo(write_status(place, now))
            return
        for line in describe_status(place):
            click.echo(line)
        print_sources(list_sources_of(place, now), f"{now:%Y-%m-%d %H:%M}")


@main.command()
@click.argument("edition", type=click.Path(path_type=Path))
@click.option(
    "--watch",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder with the archive of the texts, where the edition lies outside its watch.",
)
def verify(edition: Path, folder: Path | None) -> None:
    """Check every passage and citation of an EDITION (a folder) against the stored texts, offline.

    Ends with exit code 1 and a list of what drifted, where anything did.

    \b
    Example:  diplowatch verify black-sea/editions/2025-W13
    """
    from diplowatch.places import open_place
    from diplowatch.publish import read_edition, verify_folder, walk_sentences

    sentences = [sentence for _, sentence in walk_sentences(read_edition(edition))]
    with open_place(folder or (edition if edition.is_dir() else edition.parent)) as place:
        drifts = verify_folder(edition, place.archive.text_of)
    for drift in drifts:
        click.echo(f"{drift.where}: {drift.what}")
    if drifts:
        click.echo(f"{edition}: {len(drifts)} things drifted")
        sys.exit(1)
    citations = sum(len(sentence.citations) for sentence in sentences)
    click.echo(f"{edition}: all {citations} citations stand as they were published")


@main.command()
@click.argument("to", type=click.Path(path_type=Path))
@watch_option
@click.option("--form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
def export(to: Path, folder: Path, form: str) -> None:
    """Write everything that was read into the folder TO, one file for each kind of record.

    \b
    Example:  diplowatch export export/ --watch black-sea --form csv
    """
    from diplowatch.places import open_place
    from diplowatch.reporting import export_place

    with open_place(folder) as place:
        for file, count in export_place(place, to, form):
            click.echo(f"{count:7d}  {file}")
