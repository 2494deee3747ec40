"""Rows of the inbox as steps of cases: each decided once, and kept with what came of it."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from back_office import domain, faults
from back_office.dealt import Dealt
from back_office.domain import Answer, Context, Faulty, Granted, Party, Reason, Refused
from back_office.errors import BackOfficeError, Conflict, DealtWith
from back_office.inbox import words
from back_office.inbox.model import Item
from back_office.salts import name_of, salt_of
from back_office.store import Index, Store, rows_of

# Others work on the same cases; who loses this often in a row is no victim of chance.
_ATTEMPTS = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What a decision of this night may know besides the row."""

    day: date
    secret: bytes = field(repr=False)
    # Who acts where neither the row nor the case says it.
    by: str | None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was applied on another day, or in another file: it is left alone, and told."""

    item: Item
    before: Dealt


def apply(store: Store, item: Item, asked: Asked) -> Skipped | None:
    """Decide a row and keep what came of it, in one transaction with its event.

    What was dealt with this day is not decided again; a row that was applied is never applied
    again; one that was refused is heard again on another day, for what was missing may have come.
    """
    name = name_of(store.secret(rows_of(item.case)), item)
    for attempt in range(_ATTEMPTS):
        if before := store.before(asked.day, *name):
            is_itself = (before.day, before.file, before.place) == (asked.day, item.file, item.row)
            return None if is_itself else Skipped(item, before)
        try:
            _decide_and_keep(store, name, item, asked)
            return None
        except Conflict:
            # Somebody appended meanwhile: read again, decide again. Not all at the same moment.
            time.sleep(random.uniform(0, 0.01 * attempt))
        except DealtWith:
            # Another run of this job was quicker: look what came of it.
            continue
    raise BackOfficeError(
        f"the case changed {_ATTEMPTS} times while row {item.row} of {item.file} was decided",
        where=item.case,
        do="run the job again; nothing of the row is stored, and no other row is lost",
    )


def _decide_and_keep(store: Store, name: tuple[str, str], item: Item, asked: Asked) -> None:
    texts = store.log(item.case)
    answer = _decide(texts, item, asked)
    with store.writing() as writing:
        writing.deal(_dealt(name, item, asked.day, answer))
        if isinstance(answer, Granted):
            case = answer.case
            index = Index(case.stage, domain.clerk(case))
            writing.append(item.case, len(texts), [answer.entry], index)


def _decide(texts: Sequence[str], item: Item, asked: Asked) -> Answer:
    opens = item.command["command"] == "open"
    if opens != (not texts):
        return faults.case_exists(item) if opens else faults.no_case(item)
    case = None if opens else domain.replay(item.case, texts)
    by = item.by or (domain.clerk(case) if case else asked.by)
    if by is None:
        return faults.nobody()
    occurred = item.occurred or asked.day
    context = Context(asked.day, occurred, by, salt_of(asked.secret, item))
    if case is None:
        return domain.open_case(item.case, context)
    command = _with_parties(item, domain.parties(case, texts) if item.parties else [])
    if isinstance(command, Faulty):
        return command
    return domain.step(case, command, context)


def _with_parties(item: Item, parties: Sequence[Party]) -> dict[str, Any] | Faulty:
    """The command with the ids of the parties in the place of their names and roles."""
    command = deepcopy(dict(item.command))
    for part in item.parties:
        named = command[part]
        found = _who(named, parties)
        if len(found) > 1:
            return faults.several_parties(part, found)
        # Whom the case does not know may be an office, such as a bank: the library will say.
        name = found[0].id if found else (words.role(named) or named)
        if not name.isascii():
            return faults.unknown_party(part, parties)
        command[part] = name
    return command


def _who(named: str, parties: Iterable[Party]) -> list[Party]:
    """Whom a cell names: by id, or else by name, or else by role."""
    role = words.role(named)
    by_id = [it for it in parties if it.id == named]
    by_name = [it for it in parties if it.name == named]
    return by_id or by_name or [it for it in parties if it.role == role]


def _dealt(name: tuple[str, str], item: Item, day: date, answer: Answer) -> Dealt:
    outcome, number, reasons = _outcome(item, answer)
    return Dealt(
        day=day,
        id=name[0],
        digest=name[1],
        file=item.file,
        place=item.row,
        case=item.case,
        command=item.command["command"],
        outcome=outcome,
        number=number,
        reasons=reasons,
    )


def _outcome(item: Item, answer: Answer) -> tuple[str, int | None, tuple[Reason, ...]]:
    match answer:
        case Granted():
            return "applied", answer.entry.number, ()
        case Refused():
            return "refused", None, answer.reasons
        case Faulty():
            return "faulty", None, (_placed(item, answer),)


def _placed(item: Item, faulty: Faulty) -> Reason:
    """The reason, with the column that the person wrote in."""
    reason, place = faulty.reason, (faulty.place or "").removeprefix("command.")
    column = item.columns.get(place)
    if column is None:
        return reason
    return Reason(
        code=reason.code,
        en=f"column {column}: {reason.en}",
        zh=f"“{column}”列：{reason.zh.removesuffix(f'：{faulty.place}')}",
        advice=reason.advice,
        advice_zh=reason.advice_zh,
    )
