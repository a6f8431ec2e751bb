"""Writing an edition once, whole or not at all, and reading it back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from pydantic import ValidationError

from diplowatch.errors import ConfigError, InputError
from diplowatch.publish.markdown import render_markdown
from diplowatch.publish.page import render_page
from diplowatch.publish.seal import FORMAT, READABLE, to_json
from diplowatch.records import Edition

JSON_FILE = "edition.json"
PAGE_FILE = "index.html"
MARKDOWN_FILE = "edition.md"


def render_files(edition: Edition) -> dict[str, bytes]:
    """Return the files of an edition by name; the same edition gives the same bytes."""
    texts = {
        PAGE_FILE: render_page(edition),
        MARKDOWN_FILE: render_markdown(edition),
        JSON_FILE: to_json(edition),
    }
    return {name: text.encode("utf-8", "backslashreplace") for name, text in texts.items()}


def write_edition(edition: Edition, folder: Path) -> None:
    """Write index.html, edition.md and edition.json into a folder that appears whole or not at all.

    Writing the same edition again changes nothing. Raises ConfigError where the folder holds anything else, because a
    published edition is frozen, and where the disk refuses.
    """
    files = render_files(edition)
    partial = folder.with_name(f".{folder.name}.partial")
    try:
        if folder.is_dir() and any(folder.iterdir()):
            check_same(files, folder)
            return
        if partial.exists():
            shutil.rmtree(partial)
        partial.mkdir(parents=True)
        for name, content in files.items():
            (partial / name).write_bytes(content)
        partial.rename(folder)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        reason = error.strerror or str(error)
        raise ConfigError(f"{folder}: the edition cannot be written ({reason}); nothing was left behind") from error


def check_same(files: dict[str, bytes], folder: Path) -> None:
    """Raise ConfigError unless the folder holds exactly this edition."""
    for name, content in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            raise ConfigError(
                f"{folder}: a different edition is there ({name} differs) and editions are frozen; "
                "choose another folder, or move the old one away"
            )


def read_edition(path: Path) -> Edition:
    """Read an edition from its folder or its JSON file.

    Raises InputError, in one line, where the file is missing, damaged or of a newer version.
    """
    file = path / JSON_FILE if path.is_dir() else path
    try:
        content = json.loads(file.read_bytes())
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise InputError(f"{file}: damaged, not readable as JSON ({error})") from error
    found = content.get("format") if isinstance(content, dict) else None
    if found not in READABLE:
        raise InputError(f"{file}: not an edition of format {FORMAT} or older (it says {found!r})")
    try:
        return Edition.model_validate_json(json.dumps(content), strict=False)
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{file}: damaged at {at}: {first['msg']}") from error
