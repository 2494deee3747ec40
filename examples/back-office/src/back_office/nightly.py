"""One night: the inbox is read, decided and kept, then the files of the morning are written.

The job may be killed at any moment and run again, as often as one likes: what was kept stays, what
was not is decided then, in the same order and with the same salts, and every file is written whole.
The result is byte for byte that of a night in which nothing happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from back_office import domain
from back_office.apply import Asked, Skipped, apply
from back_office.dealt import Dealt
from back_office.domain import Office
from back_office.errors import BackOfficeError
from back_office.inbox import read_inbox
from back_office.inbox.model import Item, Problem, Source
from back_office.outputs.notices import letters
from back_office.outputs.outbox import Outbox, safe
from back_office.outputs.pages import ClerkDay, OfficeDay, clerk_page, office_page
from back_office.outputs.rejects import rejects
from back_office.outputs.worklist import workbook
from back_office.progress import Shown, Silent
from back_office.store import Store

_AHEAD_DAYS = 28
# The secret that the salts of a night are taken from.
_NIGHT = "night"


@dataclass(frozen=True, slots=True)
class Night:
    """What a night is about."""

    day: date
    inbox: Path
    out: Path
    # Who opens a case where the row does not say it.
    by: str | None = None
    # Whether notices show names and numbers in full.
    reveal: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it."""

    applied: int
    refused: int
    faulty: int
    folder: Path


def run(store: Store, night: Night, progress: Shown | None = None) -> Result:
    """Do the work of a night. Raises `BackOfficeError` where it cannot go on."""
    _not_before(store, night.day)
    outbox = Outbox(night.out / night.day.isoformat())
    with outbox.alone():
        return _run(store, night, outbox, progress or Silent())


def _not_before(store: Store, day: date) -> None:
    """What is recorded on a wrong day stays so, and a case may be opened on any."""
    last = store.last_recorded()
    if last and last[0] > day:
        raise BackOfficeError(
            f"it is {day}, but an entry of case {last[1]} was recorded on {last[0]}",
            where="--day",
            do="set the clock right, or give the right day; nothing was done",
        )


def _run(store: Store, night: Night, outbox: Outbox, progress: Shown) -> Result:
    sources = read_inbox(night.inbox)
    skipped = _apply(store, night, [item for it in sources for item in it.items], progress)
    office = Office(night.day)
    logs = list(store.logs())
    for case, texts in progress.each(logs, "读取业务 cases"):
        office.put(domain.replay(case, texts))
    store.keep_snapshots()
    dealt = store.dealt(night.day)
    _write(outbox, store, night, office, _Inbox(sources, dealt, skipped), progress)
    outbox.finish()
    return _result(night, sources, dealt)


def _apply(store: Store, night: Night, items: list[Item], progress: Shown) -> list[Skipped]:
    if not items:
        return []
    asked = Asked(night.day, store.secret(_NIGHT), night.by)
    each = progress.each(items, "收件箱 inbox")
    skipped = [found for item in each if (found := apply(store, item, asked))]
    # All of them were dealt with: no salt is derived any more.
    store.burn(_NIGHT)
    return skipped


@dataclass(frozen=True, slots=True)
class _Inbox:
    sources: list[Source]
    dealt: list[Dealt]
    skipped: list[Skipped]

    def problems(self) -> list[Problem]:
        return [problem for source in self.sources for problem in source.problems]


def _write(
    outbox: Outbox, store: Store, night: Night, office: Office, inbox: _Inbox, progress: Shown
) -> None:
    rows = [
        _write_clerk(outbox, store, night, office, who, inbox)
        for who in progress.each(office.clerks(), "写出清单 worklists")
    ]
    for name, content in rejects(inbox.sources, inbox.dealt):
        outbox.write(f"rejects/{name}", content)
    told = [(f"{it.item.file} 第{it.item.row}行", it.before) for it in inbox.skipped]
    day = OfficeDay(
        day=night.day,
        edition=domain.edition(),
        sources=inbox.sources,
        dealt=inbox.dealt,
        problems=inbox.problems(),
        skipped=told,
        clerks=rows,
    )
    outbox.write("report.html", office_page(day))


def _write_clerk(
    outbox: Outbox, store: Store, night: Night, office: Office, who: str, inbox: _Inbox
) -> tuple[str, int, int, int]:
    """The files of a clerk; the counts that the page of the office tells."""
    cases = {case.id for case in office.cases_of(who)}
    tasks = office.worklist(who)
    notices = office.notices(who, reveal=night.reveal)
    since = domain.working_day_before(night.day)
    recorded = store.recorded(since, night.day - timedelta(days=1))
    day = ClerkDay(
        who=who,
        day=night.day,
        since=since,
        tasks=tasks,
        due=office.due_by_day(who, _AHEAD_DAYS),
        notices=len(notices),
        recorded=[entry for entry in recorded if entry.case in cases],
        dealt=[row for row in inbox.dealt if row.case in cases],
    )
    folder = safe(who)
    outbox.write(f"{folder}/worklist.xlsx", workbook(who, night.day, tasks))
    outbox.write(f"{folder}/worklist.html", clerk_page(day))
    outbox.write(f"{folder}/tasks.ics", office.calendar(who))
    for name, letter in letters(notices):
        outbox.write(f"{folder}/notices/{name}", letter)
    return who, len(tasks), sum(bool(task.late_days) for task in tasks), len(notices)


def _result(night: Night, sources: list[Source], dealt: list[Dealt]) -> Result:
    problems = [problem for source in sources for problem in source.problems]
    unread = {(it.file, it.row) for it in problems if it.row is not None}
    counts = {name: sum(it.outcome == name for it in dealt) for name in ("applied", "refused")}
    return Result(
        applied=counts["applied"],
        refused=counts["refused"],
        faulty=len(dealt) - sum(counts.values()) + len(unread),
        folder=night.out / night.day.isoformat(),
    )
