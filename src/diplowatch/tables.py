"""Loading of data files: names, offices, cue words and outlets live in tables that a person can edit.

A table is a CSV file with a header; a cell that lists several things separates them by `|`; an empty cell is unknown.
A word list is a text file with one entry a line; `#` starts a comment.
"""

from __future__ import annotations

import csv
import functools
import io
import typing
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from diplowatch.errors import ConfigError
from diplowatch.records import Record

R = TypeVar("R", bound=Record)


def package_file(*parts: str) -> Traversable:
    """Return a data file that ships in the package, e.g. `package_file("read", "data", "cue_weights.csv")`."""
    return resources.files("diplowatch").joinpath(*parts)


@functools.cache
def load_words(*parts: str) -> frozenset[str]:
    """Load a word list that ships in the package."""
    lines = package_file(*parts).read_text(encoding="utf-8").splitlines()
    return frozenset(entry for line in lines if (entry := line.split("#", 1)[0].strip()))


def load_table(file: Traversable | Path, model: type[R]) -> tuple[R, ...]:
    """Load a CSV table as records of `model`.

    Raises ConfigError that names the file, the line and the column of the first cell that does not fit.
    """
    return tuple(row for _, row in load_lines(file, model))


def load_lines(file: Traversable | Path, model: type[R]) -> tuple[tuple[int, R], ...]:
    """Load a CSV table as records of `model`, each with the number of its line; raises as `load_table` does."""
    lists = {name for name, info in model.model_fields.items() if typing.get_origin(info.annotation) is tuple}
    rows: list[tuple[int, R]] = []
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file.name}: not UTF-8 text: {error}") from error
    with io.StringIO(text, newline="") as handle:
        reader = csv.DictReader(handle, strict=True)
        unknown = set(reader.fieldnames or ()) - set(model.model_fields)
        if unknown:
            raise ConfigError(f"{file.name}: unknown column {sorted(unknown)[0]!r}")
        for row in _rows(reader, file.name):
            if None in row or None in row.values():
                raise ConfigError(f"{file.name}, line {reader.line_num}: the number of cells differs from the header")
            cells: dict[str, object] = {}
            for name, cell in row.items():
                if name in lists:
                    cells[name] = tuple(part.strip() for part in cell.split("|") if part.strip())
                elif cell.strip():
                    cells[name] = cell.strip()
            try:
                rows.append((reader.line_num, model.model_validate(cells)))
            except ValidationError as error:
                first = error.errors()[0]
                column = ".".join(str(part) for part in first["loc"])
                raise ConfigError(f"{file.name}, line {reader.line_num}, {column}: {first['msg']}") from error
    return tuple(rows)


def _rows(reader: csv.DictReader[str], name: str) -> Iterator[dict[str, str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise ConfigError(f"{name}, line {reader.line_num + 1}: {error}") from error
