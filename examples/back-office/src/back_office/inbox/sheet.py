"""Workbooks (.xlsx): cells as the text that people see in them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

from back_office.contents import LONGEST
from back_office.errors import BadFile
from back_office.inbox.headings import is_heading_row
from back_office.inbox.model import Fault, Row
from back_office.inbox.text import HEADING_ROWS, Sheet

# The most rows and cells of a sheet, the empty ones among them: a stray cell in the last corner of
# a sheet has a million rows over it.
_MOST = 1 << 22

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


def read_xlsx(data: bytes, file: str) -> list[tuple[str, Sheet | None]]:
    """The visible sheets of a workbook by their names; none of one that has no known headings.

    Raises `BadFile` where it is no workbook, or larger than is read.
    """
    try:
        return list(_sheets(data, file))
    except BadFile:
        raise
    except Exception:  # Of a damaged file openpyxl raises whatever the damage led it to.
        raise BadFile(
            "it is no workbook that can be read",
            where=file,
            do="open it in Excel and save it as .xlsx, without a password",
        ) from None  # The cause may hold what stands in the file.


def _sheets(data: bytes, file: str) -> Iterator[tuple[str, Sheet | None]]:
    _measure(data, file)
    with _opened(data, data_only=True) as values, _opened(data, data_only=False) as formulas:
        for sheet in values.worksheets:
            if sheet.sheet_state == "visible":
                yield sheet.title, _sheet(sheet, formulas[sheet.title], file)


def _measure(data: bytes, file: str) -> None:
    """Raises `BadFile` where the parts are longer than any file that is read."""
    with ZipFile(io.BytesIO(data)) as parts:
        # No part gives more bytes than it says here: `zipfile` reads no further.
        unpacked = sum(part.file_size for part in parts.infolist())
    if unpacked > LONGEST:
        raise BadFile(
            f"the workbook unpacks to {unpacked} bytes, of which at most {LONGEST} are read",
            where=file,
            do="hand the table in alone, without pictures, or in parts",
        )


def _opened(data: bytes, *, data_only: bool) -> closing[Any]:
    """Read row by row, for the size that a sheet says it has need not be that of its cells."""
    return closing(load_workbook(io.BytesIO(data), read_only=True, data_only=data_only))


def _sheet(values: Any, formulas: Any, file: str) -> Sheet | None:
    rows = list(_rows(values, formulas, file))
    for at, row in enumerate(rows[:HEADING_ROWS]):
        texts = [cell for cell in row.cells if isinstance(cell, str)]
        if is_heading_row(texts):
            headings = tuple(cell if isinstance(cell, str) else "" for cell in row.cells)
            return Sheet(headings, tuple(rows[at + 1 :]), f"sheet {values.title}")
    return None


def _rows(values: Any, formulas: Any, file: str) -> Iterator[Row]:
    """The rows that say something."""
    values.reset_dimensions()
    formulas.reset_dimensions()
    left = _MOST
    pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=True)
    for number, (row, sources) in enumerate(pairs, start=1):
        left -= 1 + len(row)
        if left < 0:
            raise _endless(values.title, file)
        cells = tuple(_cell(*pair) for pair in zip(row, sources, strict=True))
        if any(cells):
            yield Row(number, cells)


def _endless(sheet: str, file: str) -> BadFile:
    return BadFile(
        f"sheet {sheet} has more than the {_MOST} rows and cells that are read",
        where=file,
        do="delete what lies behind the table, also where it is empty, or hand it in in parts",
    )


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
