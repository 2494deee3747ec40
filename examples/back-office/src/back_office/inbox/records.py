"""JSON: items with a command of the library as it is, or rows with the headings of a table."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from back_office.domain import command_names
from back_office.errors import BadFile
from back_office.inbox import values
from back_office.inbox.model import Fault, Item, Problem, Row, Source, Wrong
from back_office.inbox.rows import Faulty, read_row, said
from back_office.inbox.text import decode

T = TypeVar("T")

_KNOWN = {"id", "case", "command", "context", "note", "why", "what to do"}
_CONTEXT = {"occurred", "by"}

# As deep as anjieflow reads JSON.
_DEPTH = 100


def read_json(data: bytes, file: str) -> Source:
    """The items of a file. Raises `BadFile` where it is no JSON of this form."""
    decoded = decode(data, file, _is_json)
    records = _records(decoded.text, file)
    counter: Counter[str] = Counter()
    items: list[Item] = []
    problems: list[Problem] = []
    for number, record in enumerate(records, start=1):
        try:
            items.append(_item(file, number, record, counter))
        except Faulty as faulty:
            problems.extend(faulty.problems)
    kept = dict(enumerate(records, start=1))
    return Source(file, decoded.encoding, tuple(items), tuple(problems), records=kept)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    except RecursionError:
        pass  # It is, as far as it was read: `_records` says so.
    return True


def _is_deep(root: Any) -> bool:
    level = [root]
    for _ in range(_DEPTH):
        inner = (it for value in level for it in _within(value))
        level = [it for it in inner if isinstance(it, dict | list)]
    return bool(level)


def _within(value: Any) -> Collection[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _too_deep(file: str) -> BadFile:
    return BadFile(
        f"it is nested deeper than the {_DEPTH} levels that are read",
        where=file,
        do="write each item as the README shows it",
    )


def _records(text: str, file: str) -> list[Any]:
    try:
        root = json.loads(text)
    except ValueError as error:
        raise BadFile(f"it is no JSON: {error}", where=file, do="mend it at that place") from error
    except RecursionError:
        raise _too_deep(file) from None
    if _is_deep(root):
        raise _too_deep(file)
    records = root.get("items") if isinstance(root, dict) else root
    if not isinstance(records, list):
        raise BadFile(
            "it is neither a list nor an object with `items`",
            where=file,
            do='write {"inbox": 0, "items": [{"case": …, "command": {"command": …}}]}',
        )
    return records


def _item(file: str, number: int, record: Any, counter: Counter[str]) -> Item:
    if not isinstance(record, dict):
        raise Faulty([_fault("an item is an object", "每一项须为对象").at(file, number, None)])
    if "command" in record and isinstance(record["command"], dict):
        return _Reader(file, number, record).item(counter)
    # The headings of a table, an object a row.
    headings = tuple(str(name) for name in record)
    row = Row(number, tuple(_cell(value) for value in record.values()))
    return read_row(file, row, headings, counter)


def _cell(value: object) -> str:
    return "" if value is None else str(value).strip()


class _Reader:
    """One item, and what was found wrong with it."""

    def __init__(self, file: str, number: int, record: Mapping[str, Any]) -> None:
        self._file = file
        self._number = number
        self._record = record
        self._problems: list[Problem] = []

    def item(self, counter: Counter[str]) -> Item:
        command = self._record["command"]
        context = self._object("context")
        case = self._read(self._record, "case", values.case_id, True)
        given = self._read(self._record, "id", values.code)
        by = self._read(context, "by", values.code)
        occurred = self._read(context, "occurred", values.day)
        if command.get("command") not in command_names() | {"open"}:
            self._note("command", "no command is called so", "没有此命令")
        self._strangers(self._record, _KNOWN)
        self._strangers(context, _CONTEXT)
        if self._problems:
            raise Faulty(self._problems)
        text, nth = said(counter, case, command, str(occurred), by)
        return Item(given, text, nth, self._file, self._number, case, command, occurred, by)

    def _object(self, name: str) -> Mapping[str, Any]:
        found = self._record.get(name, {})
        if isinstance(found, dict):
            return found
        self._note(name, "it is no object", "须为对象")
        return {}

    def _read(
        self,
        record: Mapping[str, Any],
        name: str,
        read: Callable[[str], T],
        is_needed: bool = False,
    ) -> Any:
        """A field; none where it is absent, or wrong and noted."""
        found = record.get(name)
        if found is None and not is_needed:
            return None
        if not isinstance(found, str) or not found.strip():
            self._note(name, "a text is needed", "须为文字")
            return None
        try:
            return read(found)
        except Wrong as wrong:
            self._problems.append(wrong.fault.at(self._file, self._number, name))
            return None

    def _strangers(self, record: Mapping[str, Any], known: set[str]) -> None:
        for name in record:
            if name not in known:
                self._note(name, "the field is not known", "不认识此字段")

    def _note(self, name: str, en: str, zh: str) -> None:
        self._problems.append(_fault(en, zh).at(self._file, self._number, name))


def _fault(en: str, zh: str) -> Fault:
    return Fault("wrong_item", en, zh, "write it as in the README", "请按说明书的格式书写")
