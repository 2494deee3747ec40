"""The rows that could not be applied for what is written in them, to be mended and handed in again.

Each stands as it stood, with what is wrong and what to do beside it, in columns that are not read.
A row that was refused is not among them: nothing is wrong with what it says, it is only too early.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from back_office.dealt import Dealt
from back_office.inbox.model import Source
from back_office.inbox.text import escaped
from back_office.outputs.outbox import safe

_COLUMNS = ("退回原因", "更正办法", "why", "what to do")


def rejects(sources: Sequence[Source], dealt: Sequence[Dealt]) -> Iterator[tuple[str, str]]:
    """The name of each file and its text."""
    faulty = _faulty(sources, dealt)
    for source in sources:
        rows = faulty.get(source.file, {})
        if rows and source.table is not None:
            yield _table_name(source.file), _table(source, rows)
        elif rows:
            yield safe(source.file), _records(source, rows)


def _table_name(file: str) -> str:
    """A table goes back as one, also that of a sheet or of a text file."""
    name = safe(file.replace("#", "-"))
    return name if name.endswith(".csv") else f"{name}.csv"


def _faulty(
    sources: Sequence[Source], dealt: Sequence[Dealt]
) -> Mapping[str, Mapping[int, list[tuple[str, str, str, str]]]]:
    """By file and row: what is wrong in both languages, and what to do."""
    faulty: dict[str, dict[int, list[tuple[str, str, str, str]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for problem in (problem for source in sources for problem in source.problems):
        if problem.row is not None:
            column = f"{problem.column}: " if problem.column else ""
            words = (column + problem.zh, problem.do_zh, column + problem.en, problem.do)
            faulty[problem.file][problem.row].append(words)
    for row in dealt:
        if row.outcome == "faulty":
            words_of = [(it.zh, it.advice_zh, it.en, it.advice) for it in row.reasons]
            faulty[row.file][row.place].extend(words_of)
    return faulty


def _joined(words: Sequence[tuple[str, str, str, str]]) -> list[str]:
    """The four columns, of a row with several faults one after the other."""
    return ["；".join(dict.fromkeys(filter(None, column))) for column in zip(*words, strict=True)]


def _table(source: Source, rows: Mapping[int, list[tuple[str, str, str, str]]]) -> str:
    assert source.table is not None
    keep = [at for at, heading in enumerate(source.table.headings) if heading not in _COLUMNS]
    file = io.StringIO(newline="")
    # Excel takes a file without this mark for one in the encoding of the machine.
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow([*(source.table.headings[at] for at in keep), *_COLUMNS])
    for row in source.table.rows:
        if row.number in rows:
            cells = [row.cells[at] if at < len(row.cells) else "" for at in keep]
            told = [escaped(cell) if isinstance(cell, str) else "" for cell in cells]
            writer.writerow([*told, *_joined(rows[row.number])])
    return file.getvalue()


def _records(source: Source, rows: Mapping[int, list[tuple[str, str, str, str]]]) -> str:
    items = []
    for number, words in sorted(rows.items()):
        record = source.records[number]
        told = dict(zip(_COLUMNS[2:], _joined(words)[2:], strict=True))
        items.append(record | told if isinstance(record, dict) else {"note": record} | told)
    return json.dumps({"inbox": 0, "items": items}, ensure_ascii=False, indent=1) + "\n"
