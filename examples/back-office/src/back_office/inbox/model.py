"""What an inbox is made of: files, their rows, and what is wrong with them.

What a row says of persons is not shown by `repr`: it would stand in a traceback and in a log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what to do: as the person who wrote the row needs to hear it."""

    code: str
    file: str
    row: int | None
    column: str | None
    en: str
    zh: str
    do: str
    do_zh: str

    def place(self) -> str:
        """Such as `0320.csv, row 5, column 日期`."""
        parts = [self.file]
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    def place_zh(self) -> str:
        """Such as `0320.csv 第5行“日期”列`."""
        row = f" 第{self.row}行" if self.row is not None else ""
        column = f"“{self.column}”列" if self.column is not None else ""
        return self.file + row + column


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell; whoever knows the place makes a `Problem` of it."""

    code: str
    en: str
    zh: str
    do: str
    do_zh: str

    def at(self, file: str, row: int | None, column: str | None) -> Problem:
        return Problem(self.code, file, row, column, self.en, self.zh, self.do, self.do_zh)


class Wrong(Exception):
    """A cell that cannot be read as what it should be."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.en)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in its file: a text a cell, or what makes the cell unreadable."""

    number: int
    cells: tuple[str | Fault, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under a line of headings."""

    file: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A row that says what to do: a command to a case, not yet decided."""

    # The number that the office gave the row, if it gave one.
    given: str | None
    # All that the row says, as a text; and the how-manieth in its file it is to say just this.
    said: str = field(repr=False)
    nth: int
    file: str
    row: int
    case: str
    command: Mapping[str, Any] = field(repr=False)
    occurred: date | None
    by: str | None
    # A part of the command, such as `terms.amount_fen`, and the column that it was read from.
    columns: Mapping[str, str] = field(default_factory=dict)
    # The parts that name a party as people do: by name or role.
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What was read of a file, or of a sheet of a workbook."""

    file: str
    # How it was read, such as `GBK, comma` or `sheet 收件`; empty when it was not.
    how: str
    items: tuple[Item, ...]
    problems: tuple[Problem, ...]
    # The rows as they stood, for those that are handed back: a table, or the objects of a JSON
    # file.
    table: Table | None = None
    records: Mapping[int, Any] = field(default_factory=dict, repr=False)
