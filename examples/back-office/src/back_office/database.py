"""The database of the office: SQLite for a desk, PostgreSQL for an office; and its migrations."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from back_office import failures
from back_office.errors import BackOfficeError, NotMigrated, Unusable

_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}
# Twenty writers wait for each other on SQLite, which has one lock for all.
_PATIENCE_SECONDS = 60
# Whoever looks for a fault may have the drivers log all they do; the rows that they read are logs.
logging.getLogger("sqlalchemy.engine.Engine").addFilter(
    lambda record: "Row %r" not in str(record.msg)
)
# What could not be finished once the server had failed follows from that; the failure is told.
logging.getLogger("psycopg").addFilter(
    lambda record: not str(record.msg).startswith("error ignored")
)
# Any number, as long as all who migrate use the same.
_MIGRATING = 5_260_320


def connect(url: str) -> Engine:
    """An engine for `sqlite:///office.db` or `postgresql://user:password@host/office`."""
    try:
        target = make_url(url)
    except ArgumentError as error:
        raise _unknown(url) from error
    kind = target.get_backend_name()
    if kind not in _DRIVERS:
        raise _unknown(url)
    target = target.set(drivername=_DRIVERS[kind])
    engine = _sqlite(target) if kind == "sqlite" else create_engine(target, hide_parameters=True)
    failures.tell(engine)
    return engine


def _unknown(url: str) -> BackOfficeError:
    # Not the address itself: it may hold a password.
    kind = url.partition(":")[0]
    return BackOfficeError(
        f"no database is known as {kind!r}",
        where="--database",
        do="give sqlite:///FILE or postgresql://USER@HOST/NAME",
    )


def _sqlite(url: URL) -> Engine:
    file = Path(url.database or ":memory:")
    if file.is_file() and file.stat().st_size == 0 and not _has_log(file):
        # Not taken for a new one: what was in it is gone, and somebody has to hear of it.
        raise failures.emptied(str(file))
    # What was to be stored stands in no message: there are names and numbers in it.
    connect = {"timeout": _PATIENCE_SECONDS}
    engine = create_engine(url, connect_args=connect, hide_parameters=True)
    event.listen(engine, "connect", _prepared(str(file)))
    event.listen(engine, "begin", _begin)
    return engine


def _has_log(file: Path) -> bool:
    """Whether what was written stands beside the file still, as while another program begins."""
    beside = file.with_name(f"{file.name}-wal")
    return beside.exists() and beside.stat().st_size > 0


def _prepared(file: str) -> Callable[[Any, object], None]:
    def prepare(connection: Any, record: object) -> None:
        try:
            _prepare(connection, record)
        except UnicodeDecodeError as error:
            # The name of a table or an index is no text any more.
            raise failures.damaged("a name in it cannot be read", file) from error

    return prepare


def _prepare(connection: Any, _record: object) -> None:
    # The driver shall not begin transactions of its own: `_begin` says of which kind each is.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")
    # What was granted is on the disk when the writer hears of it, also if the power fails then.
    connection.execute("PRAGMA synchronous = FULL")
    # And in the file itself, not only in the one beside it, which is cut or left behind sooner.
    connection.execute("PRAGMA wal_autocheckpoint = 1")
    # What is erased leaves no trace in the pages of the file.
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: one that reads first and writes later may find it gone."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it, or nothing."""
    with engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            yield connection


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the tables to a revision; from nothing, or from an older one. Safe to do twice."""
    with _migrating(engine) as config:
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to an older revision; refused where histories would be lost."""
    try:
        with _migrating(engine) as config:
            command.downgrade(config, revision)
    except RuntimeError as error:
        raise BackOfficeError(str(error), where="migrations", do="nothing was changed") from error


def compare(engine: Engine) -> None:
    """Raise `AutogenerateDiffsDetected` where the tables are not those of `schema`."""
    with _migrating(engine) as config:
        command.check(config)


@contextmanager
def _migrating(engine: Engine) -> Iterator[Config]:
    """In one transaction, which waits for anybody else who migrates."""
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATING})
        config = _config()
        config.attributes["connection"] = connection
        yield config


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def check_whole(engine: Engine) -> None:
    """Raise `Unusable` where a page or an index is not as it was written, or a declaration.

    And `NotMigrated` where the tables are not those that this program knows. PostgreSQL looks
    itself, at each page that it reads, if it was made with sums of its pages.
    """
    is_file = engine.dialect.name == "sqlite"
    if is_file:
        if engine.url.database and not Path(engine.url.database).exists():
            # Whoever only asks makes none by mistake.
            raise failures.absent(failures.place(engine.url))
        _check_pages(engine)
    check_revision(engine)
    if is_file:
        with engine.connect() as connection:
            if _declared(connection) != _expected():
                raise _damaged(engine, "its tables are not those that the program makes")


def _check_pages(engine: Engine) -> None:
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    if found != "ok":
        raise _damaged(engine, str(found))


def _damaged(engine: Engine, found: str) -> Unusable:
    return failures.damaged(found, failures.place(engine.url))


@cache
def _expected() -> list[tuple[str, str]]:
    engine = _sqlite(make_url("sqlite://"))
    migrate(engine)
    with engine.connect() as connection:
        return _declared(connection)


def _declared(connection: Connection) -> list[tuple[str, str]]:
    """The tables, indexes and triggers, as they were declared."""
    query = "SELECT type || ' ' || name, COALESCE(sql, '') FROM sqlite_master ORDER BY 1"
    return [(name, sql) for name, sql in connection.exec_driver_sql(query)]


def check_revision(engine: Engine) -> None:
    """Raise `NotMigrated` unless the tables are those that this program knows."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    if found != newest:
        raise NotMigrated(
            f"the tables are of revision {found or 'none'}, not {newest}",
            where="the database",
            do="run `python -m back_office migrate --database URL` with this version",
        )
