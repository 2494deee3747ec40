"""Workbooks (.xlsx): cells as the text that people see in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from back_office.errors import BadFile
from back_office.inbox.headings import is_heading_row
from back_office.inbox.model import Fault, Row
from back_office.inbox.text import HEADING_ROWS, Sheet

# Excel keeps fifteen digits of a number: the rest of an identity number is zeros.
_DIGITS_KEPT = 15

_FORMULA = Fault(
    "formula",
    "the cell is a formula that nobody has computed",
    "单元格是未计算的公式",
    "paste the value in its place",
    "请改为粘贴数值",
)
_BROKEN = Fault(
    "formula_error",
    "the cell is a formula that gives an error",
    "单元格公式出错",
    "mend it, or type the value",
    "请更正公式或直接填写",
)
_LONG_NUMBER = Fault(
    "digits_lost",
    f"the number has more than {_DIGITS_KEPT} digits, of which Excel keeps {_DIGITS_KEPT}",
    f"数字超过{_DIGITS_KEPT}位，Excel已丢失末尾数字",
    "format the cell as text and type the number again",
    "请将单元格设为文本格式后重新录入",
)


def read_xlsx(data: bytes, file: str) -> Iterator[tuple[str, Sheet | None]]:
    """The visible sheets of a workbook by their names; none of one that has no known headings.

    Raises `BadFile` where it is no workbook.
    """
    try:
        values = load_workbook(io.BytesIO(data), data_only=True)
        formulas = load_workbook(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise BadFile(
            "it is no workbook that can be read",
            where=file,
            do="open it in Excel and save it as .xlsx, without a password",
        ) from error
    for sheet in values.worksheets:
        if sheet.sheet_state == "visible":
            yield sheet.title, _sheet(sheet, formulas[sheet.title])


def _sheet(values: Any, formulas: Any) -> Sheet | None:
    rows = list(_rows(values, formulas))
    for at, row in enumerate(rows[:HEADING_ROWS]):
        texts = [cell for cell in row.cells if isinstance(cell, str)]
        if is_heading_row(texts):
            headings = tuple(cell if isinstance(cell, str) else "" for cell in row.cells)
            return Sheet(headings, tuple(rows[at + 1 :]), f"sheet {values.title}")
    return None


def _rows(values: Any, formulas: Any) -> Iterator[Row]:
    """The rows that say something."""
    pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=True)
    for number, (row, sources) in enumerate(pairs, start=1):
        cells = tuple(_cell(*pair) for pair in zip(row, sources, strict=True))
        if any(cells):
            yield Row(number, cells)


def _cell(cell: Any, source: Any) -> str | Fault:
    if source.data_type == "f" and cell.value is None:
        return _FORMULA
    return _BROKEN if cell.data_type == "e" else _shown(cell.value)


def _shown(value: object) -> str | Fault:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime():
            return value.date().isoformat() if value.time() == datetime.min.time() else str(value)
        case date():
            return value.isoformat()
        case int() | float():
            return _number(value)
        case _:
            return str(value).strip()


def _number(value: int | float) -> str | Fault:
    if abs(value) >= 10**_DIGITS_KEPT:
        return _LONG_NUMBER
    return str(int(value)) if value == int(value) else repr(value)
