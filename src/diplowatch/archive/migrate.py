"""Bringing an archive to the schema of this program, or refusing one that is newer."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from diplowatch.archive.connect import APPLICATION, explain_errors, reading, writing
from diplowatch.errors import ArchiveError

HEAD = "0003"
"""The newest revision of the schema; knowing it here saves loading Alembic where nothing is to be done."""

_SCRIPTS = Path(__file__).parent / "migrations"


def migrate(engine: Engine, path: Path, revision: str = HEAD) -> None:
    """Bring an archive to a revision; raises ArchiveError for one that is newer or another program's database."""
    with reading(engine, path) as connection:
        if find_revision(connection, path) == revision:
            return
    with writing(engine, path) as connection:
        found = find_revision(connection, path)
        if found == revision:
            return
        with explain_errors(path):
            _upgrade(connection, path, found, revision)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def find_revision(connection: Connection, path: Path) -> str | None:
    """Return the revision of the schema, None for an empty database."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables or connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION:
        raise ArchiveError(f"{path}: this is a database of another program, not an archive; choose another name")
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found) if found else None


def _upgrade(connection: Connection, path: Path, found: str | None, revision: str) -> None:
    from alembic import command  # noqa: PLC0415 - costs 0.2 s and is needed only where a migration is due
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise ArchiveError(f"{path}: the archive was made by a newer diplowatch (schema {found}); update diplowatch")
    command.upgrade(config, revision)
