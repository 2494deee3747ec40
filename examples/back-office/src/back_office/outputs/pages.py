"""The page of a clerk, and that of the office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from back_office.dealt import Dealt
from back_office.domain import Entry, Reason, Task
from back_office.inbox.items import command_name
from back_office.inbox.model import Problem, Source
from back_office.outputs import plots
from back_office.outputs.html import Html, both, figure, figures, heading, page, table, text

_OUTCOMES = {"applied": "已办理", "refused": "未通过", "faulty": "退回更正"}


@dataclass(frozen=True, slots=True)
class ClerkDay:
    """What the page of a clerk tells."""

    who: str
    day: date
    since: date
    tasks: Sequence[Task]
    due: Sequence[tuple[date, int, int]]
    notices: int
    recorded: Sequence[Entry]
    dealt: Sequence[Dealt]


def clerk_page(it: ClerkDay) -> str:
    """The page of a clerk."""
    title = f"待办清单 {it.who} {it.day}"
    late = sum(bool(task.late_days) for task in it.tasks)
    counts = [("待办", len(it.tasks), False), ("逾期", late, True), ("待发通知", it.notices, False)]
    parts = [
        f'<h1>{text(title)} <small lang="en">Worklist</small></h1>',
        figures(counts),
        heading("今后四周到期", "What falls due in four weeks"),
        figure(
            plots.due(it.due, "今后四周到期"),
            '逾期计入今日，虚线为当日可办件数 <span lang="en">late work counts for today; dotted: '
            'what a day can hold</span><span class="key" style="--of:var(--full)">超出 over</span>',
        ),
        heading("按事项", "Tasks by kind"),
        figure(
            plots.kinds(it.tasks, "按事项"),
            '<span class="key" style="--of:var(--late)">逾期 late</span>'
            '<span class="key" style="--of:var(--bar)">未逾期 in time</span>',
        ),
        heading("待办", "What to do, what presses most first"),
        _tasks(it.tasks),
        heading("收件箱处理结果", "What came of the inbox"),
        _dealt(it.dealt),
        heading(f"{it.since}以来的登记", f"Recorded since {it.since}"),
        _recorded(it.recorded),
    ]
    return page(title, parts)


def _tasks(tasks: Sequence[Task]) -> str:
    rows = [
        (
            task.case,
            task.zh,
            task.about,
            task.whom,
            task.due or "",
            task.late_days or "",
            both(task.reason or task.why, task.reason_en or task.why_en),
        )
        for task in tasks
    ]
    names = ("业务", "事项", "内容", "对象", "到期日", "逾期天数", "说明")
    return table(names, rows, [bool(task.late_days) for task in tasks])


def _dealt(dealt: Iterable[Dealt]) -> str:
    rows = [
        (
            it.case,
            f"{it.file} 第{it.place}行",
            command_name(it.command),
            _OUTCOMES[it.outcome],
            _reasons(it.reasons) if it.reasons else f"#{it.number}",
        )
        for it in dealt
    ]
    return table(("业务", "来源", "事项", "结果", "说明"), rows)


def _reasons(reasons: Sequence[Reason]) -> Html:
    """All that is in the way, each with what to do about it, in both languages."""
    each = (
        both(f"{it.zh}（{it.advice_zh}）", f"{it.en} ({it.advice})" if it.advice else it.en)
        for it in reasons
    )
    return Html("".join(each))


def _recorded(entries: Sequence[Entry]) -> str:
    rows = [(it.case, it.number, it.event, it.occurred, it.recorded, it.by) for it in entries]
    return table(("业务", "序号", "事件", "发生日", "登记日", "经办人"), rows)


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """What the page of the office tells."""

    day: date
    edition: str
    sources: Sequence[Source]
    dealt: Sequence[Dealt]
    problems: Sequence[Problem]
    skipped: Sequence[tuple[str, Dealt]]
    clerks: Sequence[tuple[str, int, int, int]]


def office_page(it: OfficeDay) -> str:
    """The page of the office: what each file of the inbox came to, row by row."""
    title = f"收件箱处理报告 {it.day}"
    counts = [
        (name, sum(row.outcome == outcome for row in it.dealt), outcome != "applied")
        for outcome, name in _OUTCOMES.items()
    ]
    unread = {(problem.file, problem.row) for problem in it.problems if problem.row is not None}
    parts = [
        f'<h1>{text(title)} <small lang="en">What came of the inbox</small></h1>',
        figures([*counts, ("无法读取的行", len(unread), True)]),
        heading("文件", "Files, and how each was read"),
        table(
            ("文件", "读取方式", "行数"),
            [(each.file, each.how or "未读取", len(each.items)) for each in it.sources],
        ),
        heading("须更正", "To be mended and handed in again: see the folder `rejects`"),
        table(
            ("位置", "问题", "办法"),
            [
                (
                    both(each.place_zh(), each.place()),
                    both(each.zh, each.en),
                    both(each.do_zh, each.do),
                )
                for each in it.problems
            ],
        ),
        heading("逐行结果", "Row by row"),
        _dealt(sorted(it.dealt, key=lambda row: row.outcome == "applied")),
        heading("早已办理，未重复办理", "Dealt with before, and left alone"),
        table(
            ("位置", "此前"),
            [(place, _before(before)) for place, before in it.skipped],
        ),
        heading("各经办人", "By clerk"),
        table(("经办人", "待办", "逾期", "待发通知"), it.clerks),
        f'<p class="quiet">规则版本 {text(it.edition)}</p>',
    ]
    return page(title, parts)


def _before(before: Dealt) -> str:
    outcome = _OUTCOMES[before.outcome]
    return f"{before.day} {before.file} 第{before.place}行：{before.case} {outcome}"
