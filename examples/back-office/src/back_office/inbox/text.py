"""Text files as offices have them: in which encoding, between which separators.

Which one was taken is always told. What could be read in two ways is not read at all: a name that
went wrong without anybody noticing ends up in a contract.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

from back_office.contents import decoded
from back_office.errors import BadFile
from back_office.inbox.headings import is_heading_row
from back_office.inbox.model import Row

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_SEPARATORS = {",": "comma", "\t": "tab", ";": "semicolon"}
# Headings may stand under a title; further down they would be data.
HEADING_ROWS = 10


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding that it was read in."""

    text: str
    encoding: str


def decode(data: bytes, file: str, makes_sense: Callable[[str], bool]) -> Decoded:
    """Read a text in UTF-8 or GBK (GB 18030), whichever it is.

    Raises `BadFile` where it is neither, or could be both.
    """
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            return Decoded(decoded(data, codec, name, file=file).removeprefix("\ufeff"), name)
    if data.isascii():
        return Decoded(data.decode("ascii"), "ASCII")
    utf8, gb = _attempt(data, "utf-8"), _attempt(data, "gb18030")
    if utf8 is not None and (gb is None or not _may_be_gb(utf8)):
        return Decoded(utf8, "UTF-8")
    name = "GBK" if _attempt(data, "gbk") is not None else "GB18030"
    readings = [Decoded(text, to) for text, to in ((utf8, "UTF-8"), (gb, name)) if text is not None]
    sensible = [reading for reading in readings if makes_sense(reading.text)]
    if len(sensible) != 1:
        raise _unclear(file, [reading.encoding for reading in sensible])
    return sensible[0]


def _attempt(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _may_be_gb(text: str) -> bool:
    """Whether bytes that are good UTF-8 may have been meant as GBK.

    Two bytes of a Chinese character in GBK may be a letter of Greek or Arabic in UTF-8, never a
    Chinese one, which takes three. So a text with a Chinese character in it is what it seems.
    """
    return not any(letter >= "\u2e80" for letter in text)


def _unclear(file: str, sensible: list[str]) -> BadFile:
    what = (
        f"it may be {' or '.join(sensible)}"
        if sensible
        else "neither UTF-8 nor GBK makes sense of it"
    )
    return BadFile(
        what, where=file, do="save it as “CSV UTF-8”, with the headings in its first row"
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings and the rows under them."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    how: str


def read_csv(data: bytes, file: str) -> Sheet:
    """A table of text with known headings. Raises `BadFile`."""
    read = decode(data, file, lambda text: _split(text) is not None)
    found = _split(read.text)
    if found is None:
        raise no_headings(file)
    separator, rows = found
    top = next(at for at, row in enumerate(rows) if is_heading_row(_texts(row)))
    how = f"{read.encoding}, {_SEPARATORS[separator]}"
    return Sheet(tuple(_texts(rows[top])), tuple(rows[top + 1 :]), how)


def no_headings(file: str) -> BadFile:
    return BadFile(
        f"no row among the first {HEADING_ROWS} has the headings 业务编号 and 事项",
        where=file,
        do="put headings over the columns; the README lists all that are known",
    )


def _split(text: str) -> tuple[str, list[Row]] | None:
    """The rows, split at the separator that gives known headings."""
    for separator in _SEPARATORS:
        try:
            rows = _rows(text, separator)
        except csv.Error:
            continue
        if any(is_heading_row(_texts(row)) for row in rows[:HEADING_ROWS]):
            return separator, rows
    return None


def _rows(text: str, separator: str) -> list[Row]:
    """The rows that say something, each with the number of the line that it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, line = [], 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            rows.append(Row(line, tuple(_unescaped(cell.strip()) for cell in cells)))
        line = reader.line_num + 1
    return rows


def _texts(row: Row) -> list[str]:
    return [cell for cell in row.cells if isinstance(cell, str)]


# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def escaped(cell: str) -> str:
    """A cell as it is written, so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _unescaped(cell: str) -> str:
    """What `escaped` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
