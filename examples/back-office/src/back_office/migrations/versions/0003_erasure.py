"""Personal data can be erased although events stay (Personal Information Protection Law, art. 47).

Append-only as 0001 has it leaves no way to do what the law asks when a relation is over. From here
on one change of an event is let through: of the same event with the same data, whose personal
fields are those that the library leaves of erased ones (a salt of zeros), and only where the same
log says later that its data were erased.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ZEROS = "0" * 32

_SQLITE = f"""
CREATE TRIGGER events_stay BEFORE UPDATE ON events
WHEN NOT (
    NEW.case_id = OLD.case_id AND NEW.number = OLD.number AND NEW.event = OLD.event
    AND NEW.occurred = OLD.occurred AND NEW.recorded = OLD.recorded AND NEW."by" = OLD."by"
    AND json_remove(NEW.entry, '$.personal', '$.check')
        = json_remove(OLD.entry, '$.personal', '$.check')
    AND json_extract(NEW.entry, '$.personal.salt') IS '{_ZEROS}'
    AND EXISTS (
        SELECT 1 FROM events AS later
        WHERE later.case_id = OLD.case_id AND later.number > OLD.number
        AND later.event = 'data_erased'
    )
)
BEGIN
    SELECT RAISE(ABORT, 'events are append-only: none may be changed; append a correction');
END
"""

_PLAIN = """
CREATE TRIGGER events_stay BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are append-only: none may be changed; append a correction');
END
"""

_POSTGRESQL = f"""
CREATE FUNCTION events_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.case_id = OLD.case_id AND NEW.number = OLD.number AND NEW.event = OLD.event
        AND NEW.occurred = OLD.occurred AND NEW.recorded = OLD.recorded AND NEW."by" = OLD."by"
        AND NEW.entry::jsonb - 'personal' - 'check' = OLD.entry::jsonb - 'personal' - 'check'
        AND NEW.entry::jsonb #>> '{{personal,salt}}' IS NOT DISTINCT FROM '{_ZEROS}'
        AND EXISTS (
            SELECT 1 FROM events AS later
            WHERE later.case_id = OLD.case_id AND later.number > OLD.number
            AND later.event = 'data_erased'
        )
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'events are append-only: none may be changed or removed'
        USING ERRCODE = 'restrict_violation', HINT = 'Append a correction.';
END $$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER events_stay")
        op.execute(_SQLITE)
        return
    op.execute("DROP TRIGGER events_stay ON events")
    op.execute(_POSTGRESQL)
    op.execute(
        "CREATE TRIGGER events_stay BEFORE UPDATE ON events "
        "FOR EACH ROW EXECUTE FUNCTION events_stay()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER events_stay")
        op.execute(_PLAIN)
        return
    op.execute("DROP TRIGGER events_stay ON events")
    op.execute("DROP FUNCTION events_stay()")
    op.execute(
        "CREATE TRIGGER events_stay BEFORE UPDATE ON events "
        "FOR EACH ROW EXECUTE FUNCTION append_only('events')"
    )
