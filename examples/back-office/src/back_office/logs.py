"""Logs out of the database: from the events, or from their snapshots and the events after those."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Select, and_, func, select

from back_office.schema import events, snapshots


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one moment, whatever is written meanwhile."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def length_of(connection: Connection, case: str) -> int:
    """How many entries a log has; none of a case that there is not."""
    query = select(func.coalesce(func.max(events.c.number), 0)).where(events.c.case_id == case)
    return int(connection.execute(query).scalar_one())


def lines_of(connection: Connection, case: str) -> list[str]:
    """The lines of a log from the events alone."""
    query = select(events.c.entry).where(events.c.case_id == case).order_by(events.c.number)
    return list(connection.scalars(query))


def from_snapshots(
    connection: Connection, only: Sequence[str] | None
) -> tuple[dict[str, list[str]], list[str]]:
    """The copies that are what was written and end as the log does there; and whose are not."""
    last = and_(events.c.case_id == snapshots.c.case_id, events.c.number == snapshots.c.number)
    query = select(snapshots, events.c.entry).outerjoin(events, last)
    kept, broken = {}, []
    for row in connection.execute(_of(query, snapshots.c.case_id, only)):
        lines = _opened(row.body, row.digest, row.number)
        if lines and lines[-1] == row.entry:
            kept[row.case_id] = lines
        else:
            broken.append(row.case_id)
    return kept, broken


def events_after(connection: Connection, only: Sequence[str] | None) -> Iterator[tuple[str, str]]:
    """The events that no snapshot has."""
    query = (
        select(events.c.case_id, events.c.entry)
        .outerjoin(snapshots, snapshots.c.case_id == events.c.case_id)
        .where(events.c.number > func.coalesce(snapshots.c.number, 0))
        .order_by(events.c.case_id, events.c.number)
    )
    for row in connection.execute(_of(query, events.c.case_id, only)):
        yield row.case_id, row.entry


def _of(query: Select[Any], column: Any, only: Sequence[str] | None) -> Select[Any]:
    return query if only is None else query.where(column.in_(only))


def _opened(body: bytes, digest: str, number: int) -> list[str] | None:
    if digest_of(body) != digest:
        return None
    lines = zlib.decompress(body).decode().split("\n")
    return lines if len(lines) == number else None


def digest_of(body: bytes) -> str:
    """What a snapshot is known to be whole by."""
    return hashlib.sha256(body).hexdigest()
