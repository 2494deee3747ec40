"""On SQLite what has no check of its own stands twice, so that a page that went bad is found.

SQLite keeps no sums of its pages. What it can do is compare an index with its table: an index of
all columns makes of that a check of each of them. The line of an event has a check of the library,
a snapshot its digest. On PostgreSQL the pages have sums (`initdb --data-checksums`).
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TWICE = {
    "events": ["case_id", "number", "occurred", "recorded", "by", "event"],
    "cases": ["id", "length", "stage", "clerk"],
    "secrets": ["name", "secret"],
    "inbox_items": [
        "day",
        "id",
        "digest",
        "file",
        "place",
        "case_id",
        "command",
        "outcome",
        "number",
        "reasons",
    ],
}


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table, columns in _TWICE.items():
            op.create_index(f"ix_{table}_twice", table, columns)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in _TWICE:
            op.drop_index(f"ix_{table}_twice", table)
