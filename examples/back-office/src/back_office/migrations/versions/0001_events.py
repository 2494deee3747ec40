"""The histories of the cases, append-only, and which rows of the inbox were dealt with.

A revision writes out what it makes, and imports nothing of the program: it must do the same in
years to come, when the program's own tables have moved on.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SQLITE = (
    """
    CREATE TRIGGER events_follow BEFORE INSERT ON events
    WHEN NEW.number <> 1 + (
        SELECT COALESCE(MAX(number), 0) FROM events WHERE case_id = NEW.case_id
    )
    BEGIN
        SELECT RAISE(ABORT, 'events are without a gap: an event must be the next of its case');
    END
    """,
    """
    CREATE TRIGGER events_stay BEFORE UPDATE ON events
    BEGIN
        SELECT RAISE(ABORT, 'events are append-only: none may be changed; append a correction');
    END
    """,
    """
    CREATE TRIGGER events_are_kept BEFORE DELETE ON events
    BEGIN
        SELECT RAISE(ABORT, 'events are append-only: none may be removed');
    END
    """,
    """
    CREATE TRIGGER inbox_items_stay BEFORE UPDATE ON inbox_items
    BEGIN
        SELECT RAISE(ABORT, 'inbox items are append-only: none may be changed');
    END
    """,
    """
    CREATE TRIGGER inbox_items_are_kept BEFORE DELETE ON inbox_items
    BEGIN
        SELECT RAISE(ABORT, 'inbox items are append-only: none may be removed');
    END
    """,
)

_POSTGRESQL = (
    """
    CREATE FUNCTION events_follow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.number <> 1 + (
            SELECT COALESCE(MAX(number), 0) FROM events WHERE case_id = NEW.case_id
        ) THEN
            RAISE EXCEPTION 'events are without a gap: an event must be the next of its case'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% are append-only: none may be changed or removed', TG_ARGV[0]
            USING ERRCODE = 'restrict_violation', HINT = 'Append a correction.';
    END $$
    """,
    """
    CREATE TRIGGER events_follow BEFORE INSERT ON events
    FOR EACH ROW EXECUTE FUNCTION events_follow()
    """,
    """
    CREATE TRIGGER events_stay BEFORE UPDATE ON events
    FOR EACH ROW EXECUTE FUNCTION append_only('events')
    """,
    """
    CREATE TRIGGER events_are_kept BEFORE DELETE ON events
    FOR EACH ROW EXECUTE FUNCTION append_only('events')
    """,
    """
    CREATE TRIGGER events_are_not_emptied BEFORE TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION append_only('events')
    """,
    """
    CREATE TRIGGER inbox_items_stay BEFORE UPDATE OR DELETE ON inbox_items
    FOR EACH ROW EXECUTE FUNCTION append_only('inbox items')
    """,
    """
    CREATE TRIGGER inbox_items_are_not_emptied BEFORE TRUNCATE ON inbox_items
    FOR EACH STATEMENT EXECUTE FUNCTION append_only('inbox items')
    """,
)


def upgrade() -> None:
    _make_tables()
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def _make_tables() -> None:
    op.create_table(
        "events",
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("occurred", sa.Date, nullable=False),
        sa.Column("recorded", sa.Date, nullable=False),
        sa.Column("by", sa.String(100), nullable=False, quote=True),
        sa.Column("event", sa.String(64), nullable=False),
        sa.Column("entry", sa.Text, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_events_number_counts")),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_events")),
    )
    op.create_index("ix_events_recorded", "events", ["recorded"])
    op.create_table(
        "cases",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("clerk", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_index("ix_cases_clerk", "cases", ["clerk"])
    op.create_table(
        "inbox_items",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("id", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("command", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.CheckConstraint(
            "outcome IN ('applied', 'refused', 'faulty')",
            name=op.f("ck_inbox_items_outcome_known"),
        ),
        sa.CheckConstraint(
            "(outcome = 'applied') = (number IS NOT NULL)",
            name=op.f("ck_inbox_items_applied_has_entry"),
        ),
        sa.PrimaryKeyConstraint("day", "id", "digest", name=op.f("pk_inbox_items")),
    )
    applied = sa.text("outcome = 'applied'")
    op.create_index(
        "uq_inbox_items_applied",
        "inbox_items",
        ["id"],
        unique=True,
        sqlite_where=applied,
        postgresql_where=applied,
    )
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secrets")),
    )


def downgrade() -> None:
    stored = op.get_bind().execute(sa.text("SELECT COUNT(*) FROM events")).scalar_one()
    if stored:
        raise RuntimeError(
            f"this would throw away {stored} events for good; take them out with "
            "`python -m back_office export DIR`, then drop the database itself"
        )
    for table in ("secrets", "inbox_items", "cases", "events"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION events_follow()")
        op.execute("DROP FUNCTION append_only()")
