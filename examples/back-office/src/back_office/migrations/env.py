"""What Alembic runs: on the connection that `database` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from back_office.schema import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    # SQLite changes a table by making it anew.
    render_as_batch=connection.dialect.name == "sqlite",
    # SQLite can undo changes of tables too; Alembic does not expect it to.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
