"""What Alembic runs: on the connection that `database` hands over, in its transaction."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import Index

from back_office.schema import metadata


def _is_made_here(found: Any, *_: object) -> bool:
    """Some indexes are made on one database only; Alembic expects each on all of them."""
    only = found.info.get("only") if isinstance(found, Index) else None
    return only in (None, connection.dialect.name)


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    include_object=_is_made_here,
    # SQLite changes a table by making it anew.
    render_as_batch=connection.dialect.name == "sqlite",
    # SQLite can undo changes of tables too; Alembic does not expect it to.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
