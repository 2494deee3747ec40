"""A clerk's worklist as a workbook: headings that stay, filters, and what is late in colour."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from back_office.domain import Task

_WIDEST = 56
_SOON_DAYS = 3
_FIRST_DATA_ROW = 1


@dataclass(frozen=True, slots=True)
class _Column:
    zh: str
    en: str
    least: int


_COLUMNS = (
    _Column("业务编号", "Case", 12),
    _Column("事项", "Task", 10),
    _Column("内容", "About", 14),
    _Column("对象", "Whom", 10),
    _Column("到期日", "Due", 12),
    _Column("逾期天数", "Days late", 9),
    _Column("紧急程度", "Score", 9),
    _Column("依据与后果", "Why", 20),
    _Column("卡住的原因", "Blocked by", 20),
)
_DUE, _LATE = 4, 5


def workbook(who: str, day: date, tasks: Sequence[Task]) -> bytes:
    """The worklist of a clerk on a day; the same bytes whenever it is made."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        # Else the hour at which it was made stands in it.
        made = datetime(day.year, day.month, day.day)
        book.set_properties({"title": f"待办清单 {who} {day}", "author": who, "created": made})
        sheet = book.add_worksheet("待办")
        _fill(book, sheet, tasks)
        _colour(book, sheet, len(tasks), day)
        _arrange(sheet, len(tasks), f"待办清单 {who} {day}")
    return file.getvalue()


def _fill(book: Any, sheet: Any, tasks: Sequence[Task]) -> None:
    heading = book.add_format(
        {"bold": True, "text_wrap": True, "bg_color": "#DDE6F0", "bottom": 1, "valign": "top"}
    )
    plain = book.add_format({"valign": "top", "text_wrap": True})
    a_day = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"})
    rows = [_cells(task) for task in tasks]
    for at, column in enumerate(_COLUMNS):
        sheet.write_string(0, at, f"{column.zh}\n{column.en}", heading)
        sheet.set_column(at, at, _width(column, [row[at] for row in rows]))
    for number, row in enumerate(rows, start=_FIRST_DATA_ROW):
        for at, cell in enumerate(row):
            _write(sheet, number, at, cell, a_day if isinstance(cell, date) else plain)


def _cells(task: Task) -> list[str | int | date | None]:
    return [
        task.case,
        task.zh,
        task.about,
        task.whom,
        task.due,
        task.late_days or None,
        task.score,
        task.why,
        task.reason,
    ]


def _write(sheet: Any, row: int, at: int, cell: str | int | date | None, form: Any) -> None:
    match cell:
        case None:
            sheet.write_blank(row, at, None, form)
        case str():
            # Never as a formula, whatever it begins with.
            sheet.write_string(row, at, cell, form)
        case date():
            sheet.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), form)
        case _:
            sheet.write_number(row, at, cell, form)


def _width(column: _Column, cells: Sequence[object]) -> int:
    """As wide as the widest cell needs, within reason; a Chinese character takes two places."""
    widest = max((_places(str(cell)) for cell in cells if cell is not None), default=0)
    return min(max(widest + 2, column.least), _WIDEST)


def _places(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _colour(book: Any, sheet: Any, rows: int, day: date) -> None:
    """What is late in red, what falls due soon in yellow: by rules, so that sorting keeps it."""
    if not rows:
        return
    area = (_FIRST_DATA_ROW, 0, rows, len(_COLUMNS) - 1)
    late = book.add_format({"bg_color": "#F8D7DA", "font_color": "#7A1620"})
    soon = book.add_format({"bg_color": "#FFF3CD"})
    today = f"DATE({day.year},{day.month},{day.day})"
    is_soon = f'=AND($E2<>"",$E2<={today}+{_SOON_DAYS})'
    sheet.conditional_format(
        *area,
        {"type": "formula", "criteria": "=N($F2)>0", "format": late, "stop_if_true": True},
    )
    sheet.conditional_format(*area, {"type": "formula", "criteria": is_soon, "format": soon})


def _arrange(sheet: Any, rows: int, title: str) -> None:
    """On the screen the headings stay and can be filtered; on paper they stand on every page."""
    sheet.freeze_panes(_FIRST_DATA_ROW, 1)
    sheet.autofilter(0, 0, max(rows, 1), len(_COLUMNS) - 1)
    sheet.set_row(0, 32)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{title}&R&P / &N")
