"""Rows of the inbox as steps of cases: each decided once, and kept with what came of it."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from back_office import domain
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
    secret: bytes
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
        return _case_exists(item) if opens else _no_case(item)
    case = None if opens else domain.replay(item.case, texts)
    by = item.by or (domain.clerk(case) if case else asked.by)
    if by is None:
        return _nobody(item)
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
    for field in item.parties:
        named = command[field]
        found = _who(named, parties)
        if len(found) > 1:
            return _several_parties(field, found)
        # Whom the case does not know may be an office, such as a bank: the library will say.
        name = found[0].id if found else (words.role(named) or named)
        if not name.isascii():
            return _unknown_party(field, parties)
        command[field] = name
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


def _no_case(item: Item) -> Faulty:
    return Faulty(
        "case",
        Reason(
            "unknown_case",
            f"there is no case {item.case}",
            f"没有编号为{item.case}的业务",
            "mend the number, or open the case first with a row 新业务",
            "请更正业务编号，或先以“新业务”一行立案",
        ),
    )


def _case_exists(item: Item) -> Faulty:
    return Faulty(
        "case",
        Reason(
            "case_exists",
            f"there is a case {item.case} already",
            f"编号为{item.case}的业务已存在",
            "give the new case a number of its own",
            "请为新业务另编号码",
        ),
    )


def _nobody(item: Item) -> Faulty:
    return Faulty(
        "by",
        Reason(
            "nobody_acts",
            "nobody is named who opens the case",
            "未写明由谁立案",
            "name the clerk in the column 经办人, or give --by",
            "请在“经办人”列写明，或使用--by",
        ),
    )


def _unknown_party(field: str, parties: Sequence[Party]) -> Faulty:
    """By their ids and roles: names of persons have no place in a report."""
    ids = "、".join(f"{party.id} ({party.role})" for party in parties)
    return Faulty(
        field,
        Reason(
            "unknown_party",
            "nobody in the case is called so",
            "本业务中没有此人",
            f"mend the name, or write an id or a role; there are {ids or 'none yet'}",
            f"请更正姓名，或写当事人编号、角色；现有：{ids or '无'}",
        ),
    )


def _several_parties(field: str, found: Sequence[Party]) -> Faulty:
    ids = "、".join(party.id for party in found)
    return Faulty(
        field,
        Reason(
            "several_parties",
            f"it may be any of {ids}",
            f"可指{ids}",
            "write the id of the one that is meant",
            "请写明当事人编号",
        ),
    )
