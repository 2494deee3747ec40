"""Rows of a table as items: what each asks for, or what is wrong with it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from back_office.inbox import values
from back_office.inbox.headings import COLUMNS, column_of
from back_office.inbox.items import Field, Kind, kind_of, party
from back_office.inbox.model import Fault, Item, Problem, Row, Source, Table, Wrong
from back_office.inbox.text import Sheet

_MISSING = Fault(
    "missing_cell", "the cell is empty", "单元格为空", "fill it in", "请填写后重新交来"
)


class Faulty(Exception):
    """A row that cannot be read, with all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} problems")


def read_table(file: str, sheet: Sheet) -> Source:
    """The items of a table. A row that is wrong stops no other."""
    table = Table(file, sheet.headings, sheet.rows)
    items, problems = [], list(_heading_problems(file, sheet.headings))
    counter: Counter[str] = Counter()
    for row in sheet.rows:
        try:
            items.append(_item(Cells(file, row, sheet.headings), counter))
        except Faulty as faulty:
            problems.extend(faulty.problems)
    return Source(file, sheet.how, tuple(items), tuple(problems), table=table)


def read_row(file: str, row: Row, headings: tuple[str, ...], counter: Counter[str]) -> Item:
    """The item of one row that brings its own headings. Raises `Faulty`."""
    strange = list(_heading_problems(file, headings))
    if strange:
        raise Faulty([replace(problem, row=row.number) for problem in strange])
    return _item(Cells(file, row, headings), counter)


def _places(cells: tuple[str, ...]) -> dict[str, int]:
    """Where each column stands; the first, where one stands twice."""
    places: dict[str, int] = {}
    for at, cell in enumerate(cells):
        column = column_of(cell)
        if column is not None:
            places.setdefault(column, at)
    return places


def _heading_problems(file: str, cells: tuple[str, ...]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for cell in cells:
        column = column_of(cell)
        if not cell or column == "ignored":
            continue
        if column is None:
            yield _unknown_heading(file, cell)
        elif column in seen:
            yield _twice(file, cell, seen[column])
        else:
            seen[column] = cell


def _unknown_heading(file: str, cell: str) -> Problem:
    return Problem(
        "unknown_heading",
        file,
        None,
        cell,
        "the heading is not known, and its column was not read",
        "不认识此列标题，该列未读取",
        "use one of the headings in the README, or 备注 for what is for people only",
        "请改用说明书所列标题；仅供人看的内容请用“备注”",
    )


def _twice(file: str, cell: str, first: str) -> Problem:
    return Problem(
        "column_twice",
        file,
        None,
        cell,
        f"the column means the same as {first}, which was read",
        f"该列与“{first}”含义相同，只读取了后者",
        "keep one of the two",
        "请只保留一列",
    )


def _item(cells: Cells, counter: Counter[str]) -> Item:
    case = cells.read(Field("case", "case", values.case_id, is_needed=True))
    kind = cells.read(Field("item", "command", kind_of, is_needed=True))
    occurred = cells.read(Field("day", "occurred", values.day))
    by = cells.read(Field("by", "by", values.code))
    given = cells.read(Field("id", "id", values.code))
    command, columns = _command(cells, kind) if kind else ({}, {})
    if cells.problems:
        raise Faulty(cells.problems)
    text, nth = said(counter, case, command, str(occurred), by)
    return Item(
        given=given,
        said=text,
        nth=nth,
        file=cells.file,
        row=cells.row.number,
        case=case,
        command=command,
        occurred=occurred,
        by=by,
        columns={"case": cells.heading("case"), "command": cells.heading("item"), **columns},
        parties=tuple(it.path for it in kind.fields if it.read is party and it.path in columns),
    )


def _command(cells: Cells, kind: Kind) -> tuple[dict[str, Any], dict[str, str]]:
    """The command, and which column each part of it was read from."""
    command: dict[str, Any] = {"command": kind.command}
    columns = {}
    for field in kind.fields:
        value = cells.read(field)
        if value is not None:
            _put(command, field.path.split("."), value)
            columns[field.path.replace("[]", "[0]")] = cells.heading(field.column)
    return command, columns


def _put(target: dict[str, Any], path: list[str], value: Any) -> None:
    """Put a value where it belongs; `loans[]` is a list of one object."""
    name, rest = path[0], path[1:]
    if not rest:
        target[name] = value
    elif name.endswith("[]"):
        _put(target.setdefault(name[:-2], [{}])[0], rest, value)
    else:
        _put(target.setdefault(name, {}), rest, value)


class Cells:
    """The cells of a row by their columns, and what was found wrong with them."""

    def __init__(self, file: str, row: Row, headings: tuple[str, ...]) -> None:
        self.file = file
        self.row = row
        self._headings = headings
        self._places = _places(headings)
        self.problems: list[Problem] = []

    def heading(self, column: str) -> str:
        """What stands over the column, or what should."""
        at = self._places.get(column)
        return COLUMNS[column][0] if at is None else self._headings[at]

    def read(self, field: Field) -> Any:
        """The value of a cell; none where it is empty, or wrong and noted."""
        cell = self._cell(field.column)
        if cell == "" and field.default is not None:
            cell = field.default
        elif cell == "" and not field.is_needed:
            return None
        fault: Fault
        if isinstance(cell, Fault):
            fault = cell
        elif cell == "" and field.default is None:
            fault = _MISSING
        else:
            try:
                return field.read(cell)
            except Wrong as wrong:
                fault = wrong.fault
        self.problems.append(fault.at(self.file, self.row.number, self.heading(field.column)))
        return None

    def _cell(self, column: str) -> str | Fault:
        at = self._places.get(column)
        return "" if at is None or at >= len(self.row.cells) else self.row.cells[at]


def said(counter: Counter[str], *parts: object) -> tuple[str, int]:
    """What a row says as a text, and the how-manieth in its file it is to say it."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    counter[text] += 1
    return text, counter[text]
