"""What the drivers of the databases and the file system say, in words that help.

The words of a driver are not for people, and hold the statement and what was to be stored. Here
each becomes what happened, where, and what to do.
"""

from __future__ import annotations

import errno
import sqlite3
from typing import Any

from sqlalchemy import URL, Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, IntegrityError

from back_office.errors import Unusable

_AGAIN = "then run again: nothing is done twice"
_FULL = "the disk is full", f"make room, {_AGAIN}"
_READ_ONLY = "the database is read-only", "make it writable, or give another with --database"
_DAMAGED = "the database is damaged", "restore it from a good copy"
_HELD = "another program holds the database", f"wait until it is done, {_AGAIN}"
_AWAY = "the database cannot be reached", "see that it is running and that the address is right"
_STARTING = "the database is starting, or stopping", f"wait a moment, {_AGAIN}"
_BROKEN_OFF = "the connection to the database broke off", f"see that it is running, {_AGAIN}"
_BUSY = "the database has as many connections as it takes", f"wait, {_AGAIN}"
_NOT_ALLOWED = "the account may not do this", "grant it the tables, or give another account"
_DISK = (
    "the disk does not take or give what is asked of it",
    f"look whether it is full, at its limit or broken, {_AGAIN}",
)

_SQLITE = {
    sqlite3.SQLITE_BUSY: _HELD,
    sqlite3.SQLITE_LOCKED: _HELD,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CANTOPEN: (
        "the database cannot be opened",
        "see that its folder is there and may be written, or give another with --database",
    ),
    sqlite3.SQLITE_NOTADB: ("this is not a database", "give another with --database"),
}
# By the code that PostgreSQL gives an error, or the class of it: its first two letters.
_POSTGRESQL = {
    "53100": _FULL,
    "53300": _BUSY,
    "57P03": _STARTING,
    "57P01": _BROKEN_OFF,
    "57P02": _BROKEN_OFF,
    "58": _DISK,
    "25006": _READ_ONLY,
    "42501": _NOT_ALLOWED,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}
_FILES = {
    errno.ENOSPC: ("the disk is full", f"make room, {_AGAIN}"),
    errno.EROFS: ("the disk is read-only", "give another place"),
    errno.EACCES: (
        "this may not be written or read here",
        "see to the rights, or give another place",
    ),
    errno.ENOTDIR: ("a part of the path is a file", "give another place"),
    errno.ENOENT: ("there is no such file or folder", "check the name"),
    errno.EFBIG: _DISK,
    errno.EDQUOT: _DISK,
    errno.EIO: _DISK,
}


def tell(engine: Engine) -> None:
    """From now on, whatever goes wrong with this database is told as `Unusable`.

    But for what a constraint says: that is an answer, and whoever asked expects it.
    """
    where = place(engine.url)

    def told(context: ExceptionContext) -> Unusable | None:
        error = context.sqlalchemy_exception
        if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError):
            return of_database(error, where)
        return None

    event.listen(engine, "handle_error", told, retval=True)


def place(url: URL) -> str:
    """Where a database is, without the password that its address may hold."""
    if url.get_backend_name() == "sqlite":
        return url.database or "the database in memory"
    host = url.host or "this machine"
    return f"database {url.database} on {host}" + (f":{url.port}" if url.port else "")


def of_database(error: DBAPIError, where: str) -> Unusable:
    """What a driver said."""
    what, do = _known(error.orig, is_lost=error.connection_invalidated) or _unknown(error)
    return Unusable(what, where=where, do=do)


def damaged(found: str, where: str) -> Unusable:
    """What a check found. The check names pages and tables, and nothing that stands in them."""
    last = found.strip().splitlines()[-1].strip()
    return Unusable(f"{_DAMAGED[0]} ({last})", where=where, do=_DAMAGED[1])


def absent(where: str) -> Unusable:
    """No file."""
    return Unusable(
        "there is no such database",
        where=where,
        do="run `python -m back_office migrate --database URL` first, "
        "or give another with --database",
    )


def emptied(where: str) -> Unusable:
    """A file of no bytes, in which a database was or was about to be."""
    return Unusable(
        "the file is empty",
        where=where,
        do="restore it from a good copy, or remove it to begin anew",
    )


def of_file(error: OSError) -> Unusable:
    """What the file system said. Its own words name the file, not what stands in it."""
    unknown = error.strerror or type(error).__name__, f"mend that, {_AGAIN}"
    what, do = _FILES.get(error.errno or 0, unknown)
    return Unusable(what, where=str(error.filename or "a file"), do=do)


def _known(orig: Any, *, is_lost: bool) -> tuple[str, str] | None:
    if isinstance(orig, sqlite3.Error):
        if "decode" in str(orig):
            # A text that is none; the driver shows it, whatever stands in it.
            return _DAMAGED
        # The last eight bits say the kind, those before them the variety.
        return _SQLITE.get(getattr(orig, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(orig, "sqlstate", None)
    if state is None:
        return _starting(orig) or (_BROKEN_OFF if is_lost else _AWAY)
    return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])


def _starting(orig: Any) -> tuple[str, str] | None:
    """Who is turned away at the door gets a text and no code."""
    text = str(orig)
    if "too many clients" in text:
        return _BUSY
    return (
        _STARTING
        if "starting up" in text or "shutting down" in text or "recovery" in text
        else None
    )


def _unknown(error: DBAPIError) -> tuple[str, str]:
    """Only the first line: those behind it show the row."""
    said = str(error.orig).partition("\n")[0]
    return f"the database says: {said}", "nothing of it is stored; see to it, then run again"
