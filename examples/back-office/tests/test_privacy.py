"""Nothing that the back office prints, logs or writes for people names a person.

The persons are those of the sample office and of the inbox. What is whole on purpose: the database
and the logs that are exported, the rows that are handed back in `rejects/` as they stood, and
notices with `--reveal`.
"""

from __future__ import annotations

import csv
import json
import logging
import re
import traceback
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import CASES, DAY, SAMPLE
from nights import arguments, prepare

from back_office import apply, database, domain
from back_office.cli import main
from back_office.inbox import read_inbox
from back_office.inbox.items import KINDS
from back_office.store import Index, Store

#: The fields of a personal object that are of a person.
OF_A_PERSON = ("name", "id_number", "other_id", "phone", "address", "number", "account")
#: What a row may have in a cell where a number, a day or a word belongs.
MISPLACED = ("陈一诺", "710000199003070011", "13800000001", "6222021001116245702", "济南路301室")


def leaves(found: Any) -> Iterator[str]:
    """The texts of persons in an entry or a command."""
    for name, value in found.items() if isinstance(found, Mapping) else ():
        if isinstance(value, Mapping):
            yield from leaves(value)
        elif isinstance(value, str) and name in OF_A_PERSON:
            yield value


class Watch:
    """What is looked for, and where it was found."""

    def __init__(self) -> None:
        logs = (path.read_text("utf-8").splitlines()[1:] for path in CASES.glob("*.jsonl"))
        entries = [json.loads(line) for lines in logs for line in lines]
        self.texts = {text for it in entries for text in leaves(it.get("personal"))}
        items = [item for source in read_inbox(SAMPLE) for item in source.items]
        self.texts |= {text for it in items for text in leaves(it.command)}
        self.texts |= set(MISPLACED)

    def nowhere_in(self, place: str, said: str) -> None:
        for text in self.texts:
            at = said.find(text)
            assert at < 0, f"{place} names `{text}`: …{said[max(at - 80, 0) : at]}"


@pytest.fixture(scope="module")
def watch() -> Watch:
    return Watch()


@pytest.fixture(autouse=True)
def _says_nothing_of_anybody(
    watch: Watch, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Whatever a test does: what is printed and logged, by the drivers too, names nobody."""
    loggers = [logging.getLogger(name) for name in ("", "sqlalchemy", "sqlalchemy.engine")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
    logged = [it for when in ("setup", "call") for it in caplog.get_records(when)]
    watch.nowhere_in("what is logged", "\n".join(it.getMessage() for it in logged))
    watch.nowhere_in("what is printed", "".join(capfd.readouterr()))


def test_there_is_somebody_to_look_for(watch: Watch) -> None:
    assert len(watch.texts) > 80
    assert {"林一鸣", "白砚书"} <= watch.texts
    with pytest.raises(AssertionError, match="names `林一鸣`"):
        watch.nowhere_in("it", "借款人林一鸣")


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'office.db'}"
    prepare(address)
    return address


def written(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of a night with its name; a workbook is a zip of texts."""
    for path in sorted(it for it in folder.rglob("*") if it.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                parts = [book.read(part).decode("utf-8") for part in book.namelist()]
            yield name, "\n".join(parts)
        else:
            yield name, path.read_text(encoding="utf-8")


def look_through(watch: Watch, folder: Path) -> int:
    """Looks through what was written; how many files."""
    seen = 0
    for name, text in written(folder):
        watch.nowhere_in("the name of a file", name)
        # The rows as they stood, to be mended: they belong to whoever wrote them.
        if "/rejects/" not in name:
            watch.nowhere_in(name, text)
            seen += 1
    return seen


def test_what_a_night_writes_names_nobody(watch: Watch, url: str, tmp_path: Path) -> None:
    assert main(arguments(url, tmp_path / "out")) == 0
    assert look_through(watch, tmp_path / "out") > 10
    assert main([*arguments(url, tmp_path / "whole"), "--reveal"]) == 0
    told = "".join(text for name, text in written(tmp_path / "whole") if "/notices/" in name)
    assert any(text in told for text in watch.texts), "what is asked for is found"


def test_what_stands_in_the_wrong_cell_is_not_repeated(
    watch: Watch, url: str, tmp_path: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    rows = list(misplaced())
    headings = sorted({heading for row in rows for heading in row})
    with (inbox / "a.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, headings, restval="")
        table.writeheader()
        table.writerows(rows)
    records = [*rows, *({"id": "x", "case": "C-1", "command": {"command": it}} for it in MISPLACED)]
    (inbox / "b.json").write_text(json.dumps(records), encoding="utf-8")
    (inbox / "c.json").write_text(json.dumps(records, ensure_ascii=False)[:-9], encoding="utf-8")
    assert main(arguments(url, tmp_path / "out", inbox)) == 0
    assert look_through(watch, tmp_path / "out") > 10
    report = (tmp_path / f"out/{DAY}/report.html").read_text(encoding="utf-8")
    assert report.count("没有此命令") >= len(MISPLACED) // 2
    assert len(re.findall(r"不是|不认识", report)) > 20


def misplaced() -> Iterator[dict[str, str]]:
    """A text of a person in each column of each kind of row; a name only where none may be."""
    # Not in that of the case: its number is the office's, and may have as many digits.
    numbers = "日期", "出具日期", "份数", "金额", "年利率(%)", "期限(月)", "首期还款日"
    words = "资料名称", "形式", "节点", "状态", "事项"
    for turn, kind in enumerate(KINDS):
        for at, heading in enumerate([*numbers, *words], turn):
            row = {"业务编号": "JN-2602", "事项": kind.words[0], "日期": "2026-03-20"}
            # A word where a word is wanted is repeated, so that it can be mended; a number is not.
            of_persons = MISPLACED if heading not in words else MISPLACED[1:4]
            yield {**row, heading: of_persons[at % len(of_persons)]}


def test_what_went_wrong_names_nobody(watch: Watch, url: str, tmp_path: Path) -> None:
    log = next(it for it in sorted(CASES.glob("*.jsonl")) if '"personal"' in it.read_text("utf-8"))
    text = log.read_text(encoding="utf-8")
    at = text.index('"personal"')
    for number, wrong in enumerate(
        (
            text[: at + 40],
            text.replace('"by"', '"bye"'),
            text.replace('"personal"', '"person"'),
            text.replace('"phone":"1', '"phone":"x'),
            text.replace(text.splitlines()[1], "", 1),
        )
    ):
        folder = tmp_path / f"logs{number}"
        folder.mkdir()
        (folder / log.name).write_text(wrong, encoding="utf-8")
        assert main(["import", str(folder), "--database", f"sqlite:///{folder}/new.db"]) == 1


def test_exceptions_and_their_causes_name_nobody(watch: Watch, url: str) -> None:
    store = Store(database.connect(url))
    case = next(row.id for row in store.cases() if "personal" in "".join(store.log(row.id)))
    texts = store.log(case)
    entry = next(domain.read_entry(it) for it in texts if '"personal"' in it)
    index, cut = Index("x", "x"), [it[: len(it) // 2] for it in texts]
    asked: list[Callable[[], object]] = [
        lambda: store.append(case, len(texts), [entry], index),
        lambda: store.append(case, entry.number - 1, [entry], index),
        lambda: store.append("other", entry.number - 1, [entry], index),
        lambda: store.forget(case, [it.replace('"by"', '"bye"') for it in texts]),
        lambda: domain.forget(case, texts),
        lambda: domain.replay(case, cut),
        lambda: domain.replay(case, texts[1:]),
        lambda: [domain.read_entry(it) for it in cut],
    ]
    for wrong in asked:
        with pytest.raises(Exception) as no:  # noqa: PT011
            wrong()
        told = "".join(traceback.format_exception(no.value))
        watch.nowhere_in("an exception", f"{told} {no.value!r} {no.value.args!r}")
    store.engine.dispose()


def test_no_object_shows_anybody(watch: Watch, url: str) -> None:
    """What stands in a message of a debugger or of a test that fails, and in logs that print it."""
    store = Store(database.connect(url))
    shown: list[object] = [*read_inbox(SAMPLE), *store.cases(), *store.dealt(DAY)]
    asked = apply.Asked(DAY, b"secret", "wang")
    for source in read_inbox(SAMPLE):
        shown += [*source.items, source.table, *(source.table.rows if source.table else ())]
        shown += [apply.apply(store, item, asked) for item in source.items]
    shown += store.recorded(DAY, DAY)
    office = domain.Office(DAY)
    for case, texts in store.logs():
        found = domain.replay(case, texts)
        office.put(found)
        shown += [found, *domain.parties(found, texts), office]
    shown += [it for who in office.clerks() for it in office.notices(who, reveal=False)]
    shown += [it for who in office.clerks() for it in office.worklist(who)]
    shown += [asked, domain.Context(DAY, DAY, "wang", "00" * 16), *store.dealt(DAY)]
    assert sum(map(is_dataclass, shown)) > 100
    watch.nowhere_in("`repr`", "\n".join(map(repr, shown)))
    store.engine.dispose()
