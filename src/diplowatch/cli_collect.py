"""The command `collect`: what is new at the sources of a watch, made to run from cron for a year."""

# ruff: noqa: D301, PLC0415 - as in cli.py: a room is imported when a command needs it, and \b keeps lines apart

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplowatch.cli_options import watch_option

if TYPE_CHECKING:
    from diplowatch.harvest import Report, Tally
    from diplowatch.watch import Watch


@click.command()
@watch_option
@click.option("--source", "names", multiple=True, metavar="NAME", help="Only this source; may be given several times.")
@click.option("--dry-run", is_flag=True, help="Say what would be asked for, and ask nobody.")
def collect(folder: Path, names: tuple[str, ...], dry_run: bool) -> None:
    """Get what is new at the sources of a watch into its archive, to be read by read or digest.

    Polite and safe to run from cron, e.g. hourly: every site's robots.txt is obeyed, what has not changed is not
    sent again, and a source that keeps failing is left alone for longer each time. While another collect is at work
    on the same watch, this one says so and ends with exit code 0.

    \b
    Examples: diplowatch collect --watch black-sea
              diplowatch collect --source "The Example Gazette"
              17 * * * *  cd /home/me && diplowatch collect --watch black-sea
    """
    from diplowatch.harvest import AtWork, collect_watch
    from diplowatch.watch import find_watch

    watch = find_watch(folder)
    if dry_run:
        _show_plan(watch, names)
        return
    try:
        report = collect_watch(watch, now=datetime.now(UTC), names=names)
    except AtWork as error:
        click.echo(f"diplowatch: {error}", err=True)
        return
    for tally in report.tallies:
        _show_problems(tally)
    for line in _describe(report):
        click.echo(line)
    if not watch.collect.contact:
        click.echo("no contact is set: put one into [collect], so that operators can write before they block you")
    if report.offline:
        click.echo("diplowatch: no server was reached; check the network. No source is blamed for it", err=True)
    tried = [tally for tally in report.tallies if tally.tried]
    if tried and all(tally.failed for tally in tried):
        sys.exit(2)


def add_sources(folder: Path, addresses: list[str], name: str | None, kind: str | None) -> None:
    """Write the sources that addresses stand for into the watch, and say what they are."""
    from diplowatch.collect.hosts import hide_secrets
    from diplowatch.harvest import add_source
    from diplowatch.records import SourceKind
    from diplowatch.watch import find_watch

    for address in addresses:
        found = add_source(find_watch(folder), address, name=name, kind=SourceKind(kind) if kind else None)
        source = found.source
        texts = f", {found.texts} texts now" if found.texts else ""
        click.echo(f"added {source.name}: {source.kind} {hide_secrets(source.url)}{texts}")
    click.echo("get them with: diplowatch collect")


def _show_plan(watch: Watch, names: tuple[str, ...]) -> None:
    from diplowatch.harvest import plan_watch

    plans = plan_watch(watch, now=datetime.now(UTC), names=names)
    width = max(len(plan.source.name) for plan in plans)
    for plan in plans:
        texts = f"; {plan.texts} texts from earlier runs" if plan.texts else ""
        click.echo(f"{plan.source.name:{width}}  {plan.reason or 'would be asked'}{texts}")


def _show_problems(tally: Tally) -> None:
    """Print one line for each problem; many of one kind, such as all pages of a site forbidden, become one line."""
    kinds = Counter((problem.what, problem.advice) for problem in tally.problems)
    shown: set[tuple[str, str]] = set()
    for problem in tally.problems:
        kind = (problem.what, problem.advice)
        if kinds[kind] < 4:
            click.echo(f"not collected: {problem}", err=True)
        elif kind not in shown:
            advice = f"; {problem.advice}" if problem.advice else ""
            click.echo(f"not collected: {tally.name}, {kinds[kind]} texts: {problem.what}{advice}", err=True)
        shown.add(kind)


def _describe(report: Report) -> list[str]:
    width = max(len(tally.name) for tally in report.tallies)
    return [f"{tally.name:{width}}  {tally.describe()}" for tally in report.tallies]
