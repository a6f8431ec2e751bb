"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A date in ISO form."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read `2025-03-28`."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2025-03-28", param, ctx)


def add_options(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Apply options that several commands share, first one first in the help."""

    def apply(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return apply


watch_option = click.option(
    "--watch",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Folder of a watch, or of an edition made without one.  [default: the watch you are in]",
)
period_options = add_options(
    click.option("--since", type=Day(), help="First day, e.g. 2025-03-10."),
    click.option("--until", type=Day(), help="Last day, included."),
    click.option("--week", help="A week instead, e.g. 2025-W13."),
)
form_options = add_options(
    click.option("--json", "form", flag_value="json", help="One JSON object a line, with every field."),
    click.option("--csv", "form", flag_value="csv", help="Comma-separated, for a spreadsheet."),
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1, 64), help="Reading processes.  [default: processors, at most 4]"
)
