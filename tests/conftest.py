"""What several test files share: the bundled watch, copied so that a test may change it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "black-sea"

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def run() -> Run:
    """Call the command line inside this process; `run("digest", folder)` gives click's result."""
    from diplowatch.cli import main

    def call(*arguments: object, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)

    return call


def copy_example(target: Path) -> Path:
    """Copy the bundled watch without what a run left behind."""
    return Path(shutil.copytree(EXAMPLE, target, ignore=shutil.ignore_patterns("archive.db*", "editions")))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """The bundled watch with its edition published; tests only look at it."""
    folder = copy_example(tmp_path_factory.mktemp("watch") / "black-sea")
    result = run("digest", folder)
    assert result.exit_code == 0, result.output
    return folder
