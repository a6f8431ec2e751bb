"""Run migrations on the connection that the archive holds, inside its transaction."""

from __future__ import annotations

from alembic import context

from diplowatch.archive.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
