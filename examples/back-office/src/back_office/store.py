"""The memory of the office: the log of every case, and which rows of the inbox were dealt with.

A state is never stored: it is the fold of the log. What keeps the logs whole:

- An event is stored once and for ever; the database refuses a gap, a change and a removal.
- `Writing.append` takes the length that the writer has seen, and stores nothing when the log has
  grown since: the writer hears `Conflict`, reads again and decides again. Nobody holds a lock while
  thinking.
- A row of the inbox and the event it caused are written in one transaction, so that a job that is
  killed between two rows neither loses one nor applies one twice.

`cases` and `snapshots` repeat what the logs say. Delete them, and no answer changes.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, and_, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from back_office import database
from back_office.dealt import Dealt, from_row, to_row
from back_office.domain import Entry, read_entry
from back_office.errors import BackOfficeError, Conflict, DealtWith
from back_office.logs import (
    digest_of,
    events_after,
    from_snapshots,
    length_of,
    lines_of,
    reading,
)
from back_office.schema import cases, events, inbox_items, secrets, snapshots


@dataclass(frozen=True, slots=True)
class Index:
    """What a case is found by. Nothing is decided by it."""

    stage: str
    clerk: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as the index has it."""

    id: str
    length: int
    stage: str
    clerk: str


class Store:
    """The logs of an office in a database that was migrated."""

    def __init__(self, engine: Engine) -> None:
        """Raises `NotMigrated` where the tables are not those that this program knows.

        And `Unusable` where the database is damaged.
        """
        database.check_whole(engine)
        self.engine = engine

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction: all that is written in it is stored, or nothing is."""
        with database.writing(self.engine) as connection:
            yield Writing(connection)

    def append(self, case: str, expected: int, entries: Sequence[Entry], index: Index) -> None:
        """Append to the log of a case that has `expected` entries; see `Writing.append`."""
        with self.writing() as writing:
            writing.append(case, expected, entries, index)

    def log(self, case: str) -> list[str]:
        """The lines of a log in order; empty when there is no such case."""
        return dict(self.logs([case])).get(case, [])

    def logs(self, only: Sequence[str] | None = None) -> Iterator[tuple[str, list[str]]]:
        """The logs of all cases, or of some, by the name of the case."""
        with reading(self.engine) as connection:
            texts, broken = from_snapshots(connection, only)
            for case, text in events_after(connection, only):
                texts.setdefault(case, []).append(text)
            texts |= {case: lines_of(connection, case) for case in broken}
        yield from sorted(texts.items())

    def stored(self) -> Iterator[tuple[str, list[str]]]:
        """The same of all cases from the events alone, which the copies of logs could hide."""
        with reading(self.engine) as connection:
            names = list(connection.scalars(select(events.c.case_id).distinct()))
            yield from ((case, lines_of(connection, case)) for case in sorted(names))

    def cases(self, clerk: str | None = None) -> list[CaseRow]:
        """The cases of the index, of one clerk or all, by name."""
        query = select(cases.c.id, cases.c.length, cases.c.stage, cases.c.clerk)
        if clerk is not None:
            query = query.where(cases.c.clerk == clerk)
        with self.engine.connect() as connection:
            return [CaseRow(*row) for row in connection.execute(query.order_by(cases.c.id))]

    def recorded(self, first: date, last: date) -> list[Entry]:
        """What was recorded from one day to another, by case."""
        query = select(events.c.entry).where(events.c.recorded.between(first, last))
        with self.engine.connect() as connection:
            rows = connection.scalars(query.order_by(events.c.case_id, events.c.number))
            return [read_entry(text) for text in rows]

    def last_recorded(self) -> tuple[date, str] | None:
        """The latest day on which something was recorded, and of which case."""
        query = select(events.c.recorded, events.c.case_id)
        order = events.c.recorded.desc(), events.c.case_id
        with self.engine.connect() as connection:
            found = connection.execute(query.order_by(*order).limit(1)).first()
        return (found.recorded, found.case_id) if found else None

    def dealt(self, day: date) -> list[Dealt]:
        """The rows of the inbox that were dealt with on a day, as they stood in their files."""
        query = select(inbox_items).where(inbox_items.c.day == day)
        order = inbox_items.c.file, inbox_items.c.place, inbox_items.c.id
        with self.engine.connect() as connection:
            return [from_row(row) for row in connection.execute(query.order_by(*order))]

    def before(self, day: date, row: str, digest: str) -> Dealt | None:
        """What became of a row before: applied on whatever day, or dealt with on this one.

        On this day only with just this content: a row that was corrected is heard again.
        """
        same = and_(inbox_items.c.day == day, inbox_items.c.digest == digest)
        query = select(inbox_items).where(
            inbox_items.c.id == row, or_(same, inbox_items.c.outcome == "applied")
        )
        with self.engine.connect() as connection:
            found = connection.execute(query.order_by(inbox_items.c.outcome)).first()
        return from_row(found) if found else None

    def secret(self, name: str) -> bytes:
        """A secret of the office by its name; made when there is none."""
        query = select(secrets.c.secret).where(secrets.c.name == name)
        with self.engine.connect() as connection:
            if found := connection.scalars(query).first():
                return bytes(found)
        fresh = {"name": name, "secret": os.urandom(32)}
        with self.writing() as writing:
            # Somebody else may have made it meanwhile: whoever was first, it is that one.
            writing.put(secrets, fresh, replace=())
            return bytes(writing.connection.scalars(query).one())

    def burn(self, name: str) -> None:
        """Destroy a secret: what was made with it can be made, and guessed at, by nobody again."""
        with self.writing() as writing:
            writing.burn(name)

    def keep_snapshots(self) -> int:
        """Bring the snapshots up to date; how many were written anew."""
        stale = self._stale()
        for case in stale:
            with self.writing() as writing:
                writing.snapshot(case, lines_of(writing.connection, case))
        return len(stale)

    def _stale(self) -> list[str]:
        last = func.max(events.c.number)
        query = (
            select(events.c.case_id)
            .outerjoin(snapshots, snapshots.c.case_id == events.c.case_id)
            .group_by(events.c.case_id, snapshots.c.number)
            .having(func.coalesce(snapshots.c.number, 0) != last)
            .order_by(events.c.case_id)
        )
        with self.engine.connect() as connection:
            return list(connection.scalars(query))

    def drop_caches(self) -> None:
        """Throw away what only repeats the logs."""
        with self.writing() as writing:
            writing.connection.execute(delete(snapshots))
            writing.connection.execute(delete(cases))

    def forget(self, case: str, texts: Sequence[str]) -> int:
        """Put forgotten entries in the place of those that the log says are erased.

        `texts` is the whole log as `domain.forget` gives it; the database lets nothing else
        through. How many entries changed.
        """
        with self.writing() as writing:
            return writing.forget(case, texts)


class Writing:
    """A transaction that writes."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def append(self, case: str, expected: int, entries: Sequence[Entry], index: Index) -> None:
        """Append to the log of a case that has `expected` entries.

        Raises `Conflict` when it has more or fewer by now; then nothing of this transaction is
        kept.
        """
        _fit(case, expected, entries)
        found = length_of(self.connection, case)
        if found != expected:
            raise Conflict(case, expected=expected, found=found)
        try:
            with self.connection.begin_nested():
                self.connection.execute(events.insert(), [_row(entry) for entry in entries])
        except IntegrityError as error:
            # Somebody was quicker between the look and the writing.
            found = length_of(self.connection, case)
            if found == expected:
                raise
            raise Conflict(case, expected=expected, found=found) from error
        row = {"id": case, "length": expected + len(entries)}
        self.put(cases, row | {"stage": index.stage, "clerk": index.clerk})

    def deal(self, dealt: Dealt) -> None:
        """Note what came of a row. Raises `DealtWith` when that was noted before."""
        try:
            with self.connection.begin_nested():
                self.connection.execute(inbox_items.insert(), to_row(dealt))
        except IntegrityError as error:
            raise DealtWith(dealt.id) from error

    def index(self, case: str, length: int, index: Index) -> None:
        """Write the index of a case anew."""
        row = {"id": case, "length": length, "stage": index.stage, "clerk": index.clerk}
        self.put(cases, row)

    def snapshot(self, case: str, texts: Sequence[str]) -> None:
        """Keep a copy of a log as one row."""
        body = zlib.compress("\n".join(texts).encode())
        row = {"case_id": case, "number": len(texts), "digest": digest_of(body), "body": body}
        self.put(snapshots, row)

    def forget(self, case: str, texts: Sequence[str]) -> int:
        changed = 0
        stored = lines_of(self.connection, case)
        for number, (old, new) in enumerate(zip(stored, texts, strict=True), start=1):
            if old != new:
                place = and_(events.c.case_id == case, events.c.number == number)
                self.connection.execute(update(events).where(place).values(entry=new))
                changed += 1
        self.connection.execute(delete(snapshots).where(snapshots.c.case_id == case))
        # What the rows of the case said, names and numbers too, is not to be guessed from a digest.
        self.burn(rows_of(case))
        return changed

    def burn(self, name: str) -> None:
        self.connection.execute(delete(secrets).where(secrets.c.name == name))

    def put(self, table: Any, row: dict[str, Any], replace: Sequence[str] | None = None) -> None:
        """Insert a row, or change these columns (all, unless told) of the one that has its key."""
        is_sqlite = self.connection.dialect.name == "sqlite"
        statement = (sqlite.insert if is_sqlite else postgresql.insert)(table).values(row)
        keys = [column.name for column in table.primary_key]
        names = [name for name in row if name not in keys] if replace is None else replace
        if names:
            new = {name: statement.excluded[name] for name in names}
            statement = statement.on_conflict_do_update(index_elements=keys, set_=new)
        else:
            statement = statement.on_conflict_do_nothing()
        self.connection.execute(statement)


def rows_of(case: str) -> str:
    """The name of the secret that the digests of a case's rows are made with."""
    return f"rows of {case}"


def _fit(case: str, expected: int, entries: Sequence[Entry]) -> None:
    """What a caller hands in by mistake is named before the database is asked."""
    numbers = [entry.number for entry in entries]
    if numbers != list(range(expected + 1, expected + 1 + len(entries))) or not entries:
        raise BackOfficeError(
            f"entries {numbers} do not follow entry {expected}",
            where=case,
            do="append the entries that `step` gave, in their order",
        )
    if foreign := {entry.case for entry in entries} - {case}:
        raise BackOfficeError(
            f"entries of {sorted(foreign)}", where=case, do="append each to its own case"
        )


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "case_id": entry.case,
        "number": entry.number,
        "occurred": entry.occurred,
        "recorded": entry.recorded,
        "by": entry.by,
        "event": entry.event,
        "entry": entry.text,
    }
