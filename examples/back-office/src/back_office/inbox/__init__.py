"""The inbox: files as offices hand them in, read into items that nobody has decided yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from back_office.contents import contents
from back_office.errors import BackOfficeError, BadFile
from back_office.inbox.model import Problem, Source
from back_office.inbox.records import read_json
from back_office.inbox.rows import read_table
from back_office.inbox.sheet import read_xlsx
from back_office.inbox.text import no_headings, read_csv

_TABLES = {".csv", ".txt", ".tsv"}


def read_inbox(folder: Path) -> list[Source]:
    """Every file of a folder by name; a file that cannot be read is a source with its problem.

    Raises `BackOfficeError` when there is no such folder.
    """
    if not folder.is_dir():
        raise BackOfficeError("there is no such folder", where=str(folder), do="give --inbox DIR")
    files = sorted(path for path in folder.iterdir() if path.is_file() and not _is_left(path))
    return [source for path in files for source in _read(path)]


def _is_left(path: Path) -> bool:
    """What is no file of the office: hidden, or the lock of a workbook that somebody has open."""
    return path.name.startswith((".", "~$"))


def _read(path: Path) -> Iterator[Source]:
    try:
        yield from _sources(path.name, path.suffix.lower(), contents(path))
    except BadFile as error:
        yield Source(path.name, "", (), (_unreadable(path.name, error),))


def _sources(file: str, suffix: str, data: bytes) -> Iterator[Source]:
    if suffix in _TABLES:
        yield read_table(file, read_csv(data, file))
    elif suffix == ".xlsx":
        yield from _sheets(file, data)
    elif suffix == ".json":
        yield read_json(data, file)
    else:
        raise BadFile(
            f"files that end in `{suffix}` are not read", where=file, do="save it as .xlsx or .csv"
        )


def _sheets(file: str, data: bytes) -> Iterator[Source]:
    """The sheets with known headings; a workbook may have others, but not only others."""
    sheets = [(name, sheet) for name, sheet in read_xlsx(data, file) if sheet is not None]
    if not sheets:
        raise no_headings(file)
    for name, sheet in sheets:
        yield read_table(f"{file}#{name}", sheet)


def _unreadable(file: str, error: BadFile) -> Problem:
    return Problem(
        "unreadable_file",
        file,
        None,
        None,
        error.what,
        "无法读取此文件",
        error.do,
        "请另存为UTF-8编码的CSV或.xlsx，首行为列标题",
    )
