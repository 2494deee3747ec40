"""All that this office asks of the library, in one place and with types of our own.

No other module imports `anjieflow`: what the office needs to know of the library stands here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, TypeAlias, get_args, get_type_hints

import anjieflow
from anjieflow import Case as Case
from anjieflow import Entry as Entry
from anjieflow import flow

from back_office.errors import BadLog

Command: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """What a decision may know; `salt` stands beside personal data and is fresh in each."""

    today: date
    occurred: date
    by: str
    salt: str = field(repr=False)

    def told(self) -> anjieflow.Context:
        return anjieflow.Context(self.today, self.by, occurred=self.occurred, salt=self.salt)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not, and what to do about it, in both languages."""

    code: str
    en: str
    zh: str
    advice: str
    advice_zh: str


@dataclass(frozen=True, slots=True)
class Granted:
    """The next case, and the entry to keep."""

    case: Case
    entry: Entry


@dataclass(frozen=True, slots=True)
class Refused:
    """The command is understood, the answer is no; all that is in its way."""

    command: str
    stage: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Faulty:
    """The command is malformed; `place` names the spot, such as `command.kind`."""

    place: str | None
    reason: Reason


Answer: TypeAlias = Granted | Refused | Faulty


def read_entry(text: str) -> Entry:
    """The entry of a line of a log, which is not damaged. Raises `BadLog` where it is.

    Whether it fits its log is for `replay` to say.
    """
    try:
        return Entry.read(text)
    except anjieflow.AnjieflowError as error:
        raise _damaged(error, "a stored entry") from error


def log_text(texts: Sequence[str]) -> str:
    """The whole log, with its header, of the lines of its entries."""
    if not texts:
        return anjieflow.log([])
    # The library writes the header; parsing every entry only to write it again would take as long
    # as the replay itself.
    header = json.loads(anjieflow.log([read_entry(texts[0])]).splitlines()[0])
    header["entries"] = len(texts)
    line = json.dumps(header, ensure_ascii=False, separators=(",", ":"))
    return "\n".join([line, *texts, ""])


def read_log(text: str, *, where: str) -> list[Entry]:
    """The entries of a log that replays.

    Raises `BadLog` where it does not.
    """
    try:
        return Case.replay(text).entries
    except anjieflow.AnjieflowError as error:
        raise _bad_log(error, where) from error


def replay(case: str, texts: Sequence[str]) -> Case:
    """The case that these entries tell of. Raises `BadLog` where they do not."""
    try:
        found = Case.replay(log_text(texts))
    except anjieflow.AnjieflowError as error:
        raise _damaged(error, case) from error
    if found.id != case:
        raise BadLog(f"the log is of {found.id}", where=case, do="restore it from a good copy")
    return found


def _bad_log(error: anjieflow.AnjieflowError, where: str) -> BadLog:
    do = error.advice or "restore it from a good copy"
    return BadLog(error.message, where=where, do=do)


def _damaged(error: anjieflow.AnjieflowError, where: str) -> BadLog:
    """What the store holds was whole when it was stored: nobody wrote it wrong."""
    return BadLog(
        f"what is stored is damaged ({error.message})",
        where=where,
        do="restore the database from a good copy",
    )


def open_case(case: str, context: Context) -> Answer:
    """Open a case."""
    try:
        return _granted(*Case.open(case, context.told()))
    except anjieflow.InputError as error:
        return _faulty(error)


def step(case: Case, command: Command, context: Context) -> Answer:
    """Take a step, or hear why not."""
    try:
        return _granted(*case.step(command, context.told()))
    except anjieflow.Refused as error:
        return Refused(error.command, error.stage, tuple(map(_reason, error.reasons)))
    except anjieflow.InputError as error:
        return _faulty(error)


def _granted(case: Case, entry: Entry) -> Granted:
    return Granted(case, entry)


def _faulty(error: anjieflow.InputError) -> Faulty:
    advice = error.advice or ""
    return Faulty(
        error.place, Reason(error.code, error.message, error.zh, advice, "请更正后重新交来")
    )


def _reason(reason: Mapping[str, Any]) -> Reason:
    return Reason(
        code=reason["code"],
        en=reason["message"],
        zh=reason["zh"],
        advice=reason["advice"],
        advice_zh=reason["advice_zh"],
    )


def forget(case: str, texts: Sequence[str]) -> list[str]:
    """The same entries without the personal fields of what the log says was erased.

    Raises `BadLog` where it does not say so.
    """
    try:
        return anjieflow.forget(log_text(texts)).splitlines()[1:]
    except anjieflow.AnjieflowError as error:
        do = error.advice or "step `erase` first, which the law allows once the relation is over"
        raise BadLog(error.message, where=case, do=do) from error


def clerk(case: Case) -> str:
    """Whose case it is."""
    return str(case.view()["clerk"])


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part: as offices name them in a cell."""

    id: str
    role: str
    name: str = field(repr=False)


def parties(case: Case, texts: Iterable[str]) -> list[Party]:
    """The parties of a case with their names: a view masks them, our own record does not."""
    entries = (json.loads(text) for text in texts)
    added = (entry for entry in entries if entry["event"] == "party_added")
    names = {entry["data"]["id"]: entry["personal"].get("name", "") for entry in added}
    return [
        Party(party["id"], party["role"], names.get(party["id"], ""))
        for party in case.view()["parties"]
    ]


@dataclass(frozen=True, slots=True)
class Task:
    """A line of a worklist."""

    case: str
    kind: str
    zh: str
    about: str
    whom: str
    due: date | None
    late_days: int
    score: int
    why: str
    why_en: str
    reason: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A letter that is owed: to whom, since when, and its text in both languages."""

    case: str
    about: str
    whom: str
    whom_zh: str
    since: date
    due: date | None
    zh: str
    en: str
    blanks: tuple[str, ...]


class Office:
    """The cases of an office, asked on a day."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._office = anjieflow.Office()
        self._cases: dict[str, Case] = {}

    def put(self, case: Case) -> None:
        self._office.put(case)
        self._cases[case.id] = case

    def clerks(self) -> list[str]:
        """Everybody who has a case, by name."""
        return sorted({clerk(case) for case in self._cases.values()})

    def cases_of(self, who: str) -> list[Case]:
        return [self._cases[name] for name in sorted(self._cases) if self._is_of(name, who)]

    def _is_of(self, name: str, who: str) -> bool:
        return clerk(self._cases[name]) == who

    def worklist(self, who: str) -> list[Task]:
        """What a clerk has to do, what presses most first."""
        answer = self._ask("worklist", who)
        return [_task(row) for row in answer["rows"]]

    def calendar(self, who: str) -> str:
        """The same as iCalendar, without names or numbers of persons."""
        return str(self._ask("calendar", who))

    def due_by_day(self, who: str, days: int) -> list[tuple[date, int, int]]:
        """Of each of the next days: what falls due, and how much fits in. Late work is today's."""
        rows = self._ask("capacity", who, days=days)
        return [(date.fromisoformat(it["day"]), len(it["due"]), it["room"]) for it in rows]

    def notices(self, who: str, *, reveal: bool) -> list[Notice]:
        """The letters that a clerk's cases owe; names and numbers masked unless revealed."""
        question = {"question": "notices", "reveal": reveal}
        return [
            _notice(case.id, row)
            for case in self.cases_of(who)
            for row in case.ask(question, self._asker(who))
        ]

    def _ask(self, question: str, who: str, **more: object) -> Any:
        return self._office.ask({"question": question, "clerk": who, **more}, self._asker(who))

    def _asker(self, who: str) -> anjieflow.Context:
        return anjieflow.Context(self._day, who)


def _task(row: Mapping[str, Any]) -> Task:
    why, reason = row["why"] or row["consequence"] or {}, row["reason"] or {}
    return Task(
        case=row["case"],
        kind=row["task"],
        zh=row["zh"],
        about=row["about_zh"] or row["about"] or "",
        whom=row["whom_zh"] or row["whom"] or "",
        due=_day(row["due"]),
        late_days=row["late_days"] or 0,
        score=row["score"]["total"],
        why=why.get("zh", ""),
        why_en=why.get("en", ""),
        reason=reason.get("zh", ""),
        reason_en=reason.get("message", ""),
    )


def _notice(case: str, row: Mapping[str, Any]) -> Notice:
    return Notice(
        case=case,
        about=row["about"],
        whom=row["whom"],
        whom_zh=row["whom_zh"] or row["whom"],
        since=date.fromisoformat(row["since"]),
        due=_day(row["due"]),
        zh=row["letter"]["zh"],
        en=row["letter"]["en"],
        blanks=tuple(blank["zh"] for blank in row["blanks"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def working_day_before(day: date) -> date:
    """The last working day before a day; the day before it in a year that is not published."""
    answer = anjieflow.workday("add_working_days", day.isoformat(), "-1")
    return _day(answer.get("result")) or date.fromordinal(day.toordinal() - 1)


@cache
def stage_names() -> dict[str, str]:
    """The Chinese names of the stages."""
    return {stage["stage"]: stage["zh"] for stage in anjieflow.stages()}


@cache
def document_names() -> dict[str, str]:
    """The kinds of papers that the rules know, with their Chinese names."""
    pack = json.loads(anjieflow.Rules.builtin().pack())
    return {document["id"]: document["zh"] for document in pack["documents"]}


def command_names() -> frozenset[str]:
    """Every command that a case understands."""
    return frozenset(get_args(flow.CommandName))


def choices(shape: str, field: str) -> frozenset[str]:
    """The words that a field of a command takes: `choices("MarkMilestone", "milestone")`."""
    return frozenset(get_args(get_type_hints(getattr(flow, shape))[field]))


def edition() -> str:
    """Which edition of the rules judges."""
    return anjieflow.Rules.builtin().edition
