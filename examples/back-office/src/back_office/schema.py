"""The tables of the office.

`events` is the truth. `cases` and `snapshots` are computed from it and may be thrown away. What the
database itself refuses (a gap, a change, a removal) stands in triggers, which the migrations make.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

CASE = String(64)
"""A case id of the library has at most 64 bytes."""

events = Table(
    "events",
    metadata,
    Column("case_id", CASE, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("occurred", Date, nullable=False),
    Column("recorded", Date, nullable=False),
    Column("by", String(100), nullable=False, quote=True),
    Column("event", String(64), nullable=False),
    # The line of the log as the library wrote it; the columns before it repeat what it says.
    Column("entry", Text, nullable=False),
    CheckConstraint("number > 0", name="number_counts"),
    Index("ix_events_recorded", "recorded"),
)

cases = Table(
    "cases",
    metadata,
    Column("id", CASE, primary_key=True),
    Column("length", Integer, nullable=False),
    Column("stage", String(32), nullable=False),
    Column("clerk", String(100), nullable=False),
    Index("ix_cases_clerk", "clerk"),
)

inbox_items = Table(
    "inbox_items",
    metadata,
    Column("day", Date, primary_key=True),
    Column("id", String(200), primary_key=True),
    # Of what the row says, by the secret of its case: who corrects a row is heard again.
    Column("digest", String(64), primary_key=True),
    Column("file", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("case_id", CASE, nullable=False),
    Column("command", String(64), nullable=False),
    Column("outcome", String(16), nullable=False),
    # The entry that an applied row became.
    Column("number", Integer),
    # Why a row was not applied, as JSON.
    Column("reasons", Text, nullable=False),
    CheckConstraint("outcome IN ('applied', 'refused', 'faulty')", name="outcome_known"),
    CheckConstraint("(outcome = 'applied') = (number IS NOT NULL)", name="applied_has_entry"),
    # Whatever day it is: a row is applied once.
    Index(
        "uq_inbox_items_applied",
        "id",
        unique=True,
        sqlite_where=text("outcome = 'applied'"),
        postgresql_where=text("outcome = 'applied'"),
    ),
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("secret", LargeBinary, nullable=False),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("case_id", CASE, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    # The lines of the log up to `number`, compressed.
    Column("body", LargeBinary, nullable=False),
)


def _twice(table: Table) -> None:
    """On SQLite, an index of all columns: it is compared with the table at each opening."""
    columns = [column for column in table.columns if column is not table.columns.get("entry")]
    index = Index(f"ix_{table.name}_twice", *columns, info={"only": "sqlite"})
    index.ddl_if(dialect="sqlite")


for _table in (events, cases, inbox_items, secrets):
    _twice(_table)
