"""The inbox: encodings, headings, cells; what is unclear is handed back, never guessed."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from conftest import SAMPLE
from make_sample import FILES
from openpyxl import Workbook

from back_office import domain
from back_office.contents import LONGEST
from back_office.errors import BackOfficeError, BadFile
from back_office.inbox import items, read_inbox, values, words
from back_office.inbox.headings import COLUMNS, column_of, folded
from back_office.inbox.model import Problem, Source, Wrong
from back_office.inbox.text import decode, escaped, read_csv

HEADINGS = ["业务编号", "事项", "资料名称", "客户", "日期"]
ROW = ["JN-2602", "收件", "无房证明", "周予安", "2026-03-20"]
COMMAND = {"command": "add_document", "kind": "housing_search", "holder": "周予安"}


def csv_text(*rows: Sequence[str], separator: str = ",") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue()


def put(folder: Path, name: str, content: str | bytes, codec: str = "utf-8") -> Path:
    data = content.encode(codec) if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return folder


def only(folder: Path) -> Source:
    (source,) = read_inbox(folder)
    return source


def problem(folder: Path) -> Problem:
    (found,) = only(folder).problems
    return found


def workbook(**sheets: list[list[Any]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        form = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write(at, column, cell, form if isinstance(cell, datetime) else None)
    return file.getvalue()


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with BOM"),
        ("gbk", "GBK"),
        ("gb18030", "GBK"),
        ("utf-16", "UTF-16"),
    ],
)
def test_each_encoding_is_told(tmp_path: Path, codec: str, told: str) -> None:
    source = only(put(tmp_path, "a.csv", csv_text(HEADINGS, ROW), codec))
    assert source.how == f"{told}, comma"
    assert [item.command for item in source.items] == [COMMAND]
    assert source.problems == ()


def test_a_name_that_gbk_has_not(tmp_path: Path) -> None:
    # 𬱖 is in no GBK; four bytes of GB 18030.
    text = csv_text(HEADINGS, [*ROW[:3], "陈𬱖", ROW[4]])
    source = only(put(tmp_path, "a.csv", text, "gb18030"))
    assert source.how == "GB18030, comma"
    assert source.items[0].command["holder"] == "陈𬱖"


@pytest.mark.parametrize(("separator", "told"), [("\t", "tab"), (";", "semicolon")])
def test_other_separators(tmp_path: Path, separator: str, told: str) -> None:
    text = csv_text(HEADINGS, ROW, separator=separator)
    source = only(put(tmp_path, "a.txt", text, "gbk"))
    assert (source.how, len(source.items)) == (f"GBK, {told}", 1)


def test_bytes_that_are_good_utf8_and_good_gbk_are_read_as_what_makes_sense() -> None:
    # In GBK 路 is the two bytes of the middle dot of UTF-8.
    assert "路".encode("gbk") == "·".encode()
    assert decode("路".encode("gbk"), "a.csv", lambda text: text == "路").text == "路"
    assert decode("阿依古丽·买买提".encode(), "a.csv", lambda _: True).encoding == "UTF-8"
    with pytest.raises(BadFile, match="it may be UTF-8 or GBK") as caught:
        decode("路".encode("gbk"), "a.csv", lambda _: True)
    assert "CSV UTF-8" in caught.value.do


@pytest.mark.parametrize("codec", ["big5", "utf-16-le", "shift-jis"])
def test_what_is_neither_is_not_read(tmp_path: Path, codec: str) -> None:
    text = csv_text(["業務", "事項"], ["JN-2602", "收件"])
    found = problem(put(tmp_path, "a.csv", text, codec))
    assert (found.code, found.row) == ("unreadable_file", None)
    assert found.en == "neither UTF-8 nor GBK makes sense of it"


def test_a_file_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(LONGEST + 1)
    found = problem(tmp_path)
    assert (found.code, found.row) == ("unreadable_file", None)
    assert found.en == f"the file is longer than the {LONGEST} bytes that are read"


def test_a_file_that_lies_about_its_encoding(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + csv_text(HEADINGS, ROW).encode("gbk")
    found = problem(put(tmp_path, "a.csv", data)).en
    # Behind the mark of three bytes the first two happen to be a character in UTF-8 as well.
    assert found == "byte 6 is not UTF-8 with BOM"


def test_headings_under_a_title_and_in_other_spellings(tmp_path: Path) -> None:
    text = csv_text(
        ["收件登记表"],
        [],
        ["案件编号", " 办理 事项", "材料名称", "当事人", "收件日期", "备注"],
        ["JN-2602", "收 件", "無", "", "", ""],
        ["ＪＮ－2602", "登记资料", "家庭住房套数查询结果/无房证明", "周予安", "2026年3月20日", "x"],
    )
    source = only(put(tmp_path, "a.csv", text))
    assert [item.command for item in source.items] == [COMMAND]
    assert source.items[0].case == "JN-2602"
    assert source.items[0].occurred == date(2026, 3, 20)
    # Both that are wrong with the row, each with its place in the file.
    assert [(it.row, it.column) for it in source.problems] == [(4, "材料名称"), (4, "当事人")]


def test_unknown_headings_are_told_and_not_read(tmp_path: Path) -> None:
    text = csv_text([*HEADINGS, "柜台", "收件日期"], [*ROW, "3", "2026-01-01"])
    source = only(put(tmp_path, "a.csv", text))
    assert [(it.code, it.column) for it in source.problems] == [
        ("unknown_heading", "柜台"),
        ("column_twice", "收件日期"),
    ]
    assert source.items[0].occurred == date(2026, 3, 20)


def test_a_bad_row_stops_no_other(tmp_path: Path) -> None:
    bad = ["", "收件", "购房合同", "周予安", "2026-02-30"]
    source = only(put(tmp_path, "a.csv", csv_text(HEADINGS, ROW, bad, ROW)))
    assert [item.row for item in source.items] == [2, 4]
    told = {it.column: it for it in source.problems}
    assert {it.row for it in source.problems} == {3}
    assert told["业务编号"].code == "missing_cell"
    assert told["日期"].code == "no_such_date"
    assert "商品房买卖合同" in told["资料名称"].do
    assert told["资料名称"].place() == "a.csv, row 3, column 资料名称"
    assert told["资料名称"].place_zh() == "a.csv 第3行“资料名称”列"


def test_a_row_of_many_lines_is_named_by_its_first(tmp_path: Path) -> None:
    long = ["JN-2602", "收件", "无房证明", "周予\n安", "2026-03-20"]
    source = only(put(tmp_path, "a.csv", csv_text(HEADINGS, long, [*ROW[:4], "x"])))
    assert [item.row for item in source.items] == [2]
    assert [it.row for it in source.problems] == [4]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0", "files that end in `.xls` are not read"),
        ("a.xlsx", b"PK\x03\x04 cut", "no workbook that can be read"),
        ("a.csv", b"", "no row among the first 10 has the headings"),
        ("a.csv", "姓名,金额\n甲,1\n".encode(), "neither UTF-8 nor GBK|no row among"),
        ("a.csv", '业务编号,事项\n"JN-1,收件'.encode(), "neither|no row among"),
        ("a.json", b"[1, 2", "it is no JSON"),
        ("a.json", b"17", "neither a list nor an object"),
        ("a.json", b"[" * 100_000, "nested deeper than the 100 levels"),
        ("a.json", b"[" * 101 + '"案"'.encode() + b"]" * 101, "nested deeper than the 100 levels"),
        ("a.json", b'{"items": ' * 900 + b"1" + b"}" * 900, "nested deeper than the 100 levels"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    put(tmp_path, name, content)
    put(tmp_path, "b.csv", csv_text(HEADINGS, ROW))
    bad, good = read_inbox(tmp_path)
    assert bad.how == ""
    (found,) = bad.problems
    assert re.search(what, found.en)
    assert found.do
    assert len(good.items) == 1


def test_what_is_no_file_of_the_office(tmp_path: Path) -> None:
    put(tmp_path, "~$a.xlsx", b"lock")
    put(tmp_path, ".DS_Store", b"")
    (tmp_path / "done").mkdir()
    assert read_inbox(tmp_path) == []
    with pytest.raises(BackOfficeError, match="no such folder"):
        read_inbox(tmp_path / "nowhere")


def test_a_workbook_as_people_fill_it(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["节点登记", None],
        ["业务编号", "事项", "节点", "状态", "日期", "金额", "文号"],
        ["JN-2604", "登记节点", "备案", None, datetime(2026, 3, 19), None, 20260047],
        [None],
        ["JN-2604", "月供", None, None, datetime(2026, 3, 19), 4602.78],
    ]
    put(tmp_path, "a.xlsx", workbook(节点=rows, 说明=[["示例"]]))
    source = only(tmp_path)
    assert (source.file, source.how) == ("a.xlsx#节点", "sheet 节点")
    assert [(item.row, item.command) for item in source.items] == [
        (
            3,
            {
                "command": "mark_milestone",
                "milestone": "contract_filed",
                "state": "done",
                "reference": "20260047",
            },
        ),
        (5, {"command": "record_instalment", "amount_fen": 460_278}),
    ]
    assert source.items[0].occurred == date(2026, 3, 19)


def test_cells_that_excel_spoilt(tmp_path: Path) -> None:
    headings = ["业务编号", "事项", "金额", "账号", "日期"]
    rows: list[list[Any]] = [
        headings,
        ["GZ-2611", "放款", 700000, 6222000000000006662, datetime(2026, 3, 20)],
        ["GZ-2611", "放款", "=1/0", "6222000000000006662", datetime(2026, 3, 20)],
        ["GZ-2611", "放款", 700000, "6222000000000006662", 46101],
        ["GZ-2611", "放款", 700000, "6222000000000006662", datetime(2026, 3, 20, 8, 30)],
    ]
    put(tmp_path, "a.xlsx", workbook(款项=rows))
    source = only(tmp_path)
    found = [(it.row, it.column, it.code) for it in source.problems]
    assert (2, "账号", "digits_lost") in found
    # A number that Excel would show as a day, and a day with an hour: neither is taken for a day.
    assert (4, "日期", "no_such_date") in found
    assert (5, "日期", "no_such_date") in found
    assert source.items == () or [item.row for item in source.items] == [3]


def test_a_formula_that_nobody_computed(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["业务编号", "事项", "金额"])
    sheet.append(["JN-2612", "月供", "=4602.78+0"])
    book.save(tmp_path / "a.xlsx")
    assert problem(tmp_path).code == "formula"


# The first sheet of a workbook, among its parts.
SHEET = "xl/worksheets/sheet1.xml"


def parts_of(book: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def test_a_stray_cell_in_the_last_corner_lays_out_nothing(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    sheet.append(ROW)
    sheet.cell(1_048_576, 16_384).number_format = "0.00"
    book.save(tmp_path / "a.xlsx")
    source = only(tmp_path)
    assert [(item.row, item.command) for item in source.items] == [(2, COMMAND)]
    assert source.problems == ()


def test_a_sheet_whose_said_size_is_wrong_is_read_whole(tmp_path: Path) -> None:
    parts = parts_of(workbook(收件=[HEADINGS, ROW, ROW]))
    assert b'<dimension ref="A1:E3"/>' in parts[SHEET]
    sheet = parts[SHEET].replace(b'ref="A1:E3"', b'ref="A1:B2"')
    put(tmp_path, "a.xlsx", packed(parts | {SHEET: sheet}))
    assert [item.row for item in only(tmp_path).items] == [2, 3]


def test_a_workbook_that_unpacks_to_more_than_is_read(tmp_path: Path) -> None:
    parts = parts_of(workbook(收件=[HEADINGS, ROW]))
    book = packed(parts | {"xl/media/image1.bmp": bytes(LONGEST)})
    assert len(book) < LONGEST // 100
    found = problem(put(tmp_path, "a.xlsx", book))
    assert (found.code, found.file) == ("unreadable_file", "a.xlsx")
    assert re.search(rf"unpacks to \d+ bytes, of which at most {LONGEST} are read", found.en)
    assert "without pictures" in found.do


@pytest.mark.parametrize(
    ("pattern", "beyond"), [(rb'r="2"', b'r="99999999999"'), (rb'"E(\d+)"', rb'"ZZZ\1"')]
)
def test_a_sheet_without_an_end_is_told(tmp_path: Path, pattern: bytes, beyond: bytes) -> None:
    parts = parts_of(workbook(收件=[HEADINGS, *([ROW] * 300)]))
    sheet, changed = re.subn(pattern, beyond, parts[SHEET])
    assert changed > 0
    found = problem(put(tmp_path, "a.xlsx", packed(parts | {SHEET: sheet})))
    assert found.en.startswith("sheet 收件 has more than the 4194304 rows and cells")


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_damage_in_a_workbook_is_told_whatever_it_hits(tmp_path: Path) -> None:
    whole = parts_of(workbook(收件=[HEADINGS, ROW]))
    chance = random.Random(20260320)
    outcomes: Counter[bool] = Counter()
    for _ in range(300):
        name = chance.choice(list(whole))
        part = bytearray(whole[name])
        at = chance.randrange(len(part))
        part[at : at + chance.randrange(8)] = chance.randbytes(chance.randrange(4))
        source = only(put(tmp_path, "a.xlsx", packed(whole | {name: bytes(part)})))
        outcomes[source.how == ""] += 1
        assert source.items or source.problems
    assert min(outcomes.values()) > 20, outcomes


def test_json_with_commands_and_with_headings(tmp_path: Path) -> None:
    records = [
        {"id": "w-1", "case": "JN-2621", "command": {"command": "open"}, "context": {"by": "wang"}},
        {"case": "JN-2602", "command": {"command": "suspend", "reason": "样例"}},
        dict(zip(HEADINGS, ROW, strict=True)),
    ]
    source = only(put(tmp_path, "a.json", json.dumps({"inbox": 0, "items": records}), "ascii"))
    assert [(it.given, it.case, it.by) for it in source.items] == [
        ("w-1", "JN-2621", "wang"),
        (None, "JN-2602", None),
        (None, "JN-2602", None),
    ]
    assert source.items[2].command == COMMAND
    assert source.how == "ASCII"
    gbk = json.dumps(records, ensure_ascii=False)
    (tmp_path / "a.json").unlink()
    assert only(put(tmp_path, "b.json", gbk, "gbk")).how == "GBK"


def test_json_as_deep_as_is_read(tmp_path: Path) -> None:
    found = problem(put(tmp_path, "a.json", b"[" * 100 + b"1" + b"]" * 100))
    assert (found.row, found.en) == (1, "an item is an object")


def test_bad_items_of_json_are_named(tmp_path: Path) -> None:
    records: list[Any] = [
        7,
        {"case": "a b", "command": {"command": "open"}},
        {"case": "a/b", "command": {"command": "open"}},
        {"case": "J-1", "command": {"command": "opne"}, "context": {"salt": "1"}, "extra": 1},
        {"case": 5, "command": {"command": "open"}, "context": {"occurred": "morgen"}},
        {"case": "J-1", "command": {"command": "open"}, "context": []},
        {"业务编号": "J-1", "事项": "收件", "柜台": "3"},
    ]
    source = only(put(tmp_path, "a.json", json.dumps(records)))
    assert [(it.row, it.column) for it in source.problems] == [
        (1, None),
        (3, "case"),
        (4, "command"),
        (4, "extra"),
        (4, "salt"),
        (5, "case"),
        (5, "occurred"),
        (6, "context"),
        (7, "柜台"),
    ]
    # A space inside a number is no fault of the number.
    assert [item.case for item in source.items] == ["ab"]


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_sample_is_what_its_script_writes(name: str) -> None:
    assert (SAMPLE / name).read_bytes() == FILES[name]()


def test_the_sample_is_read(tmp_path: Path) -> None:
    sources = {source.file: source for source in read_inbox(SAMPLE)}
    assert {file: (it.how, len(it.items)) for file, it in sources.items()} == {
        "0320-1-收件登记.csv": ("GBK, comma", 9),
        "0320-2-节点与款项.xlsx#节点": ("sheet 节点", 5),
        "0320-2-节点与款项.xlsx#款项": ("sheet 款项", 3),
        "0320-3-银行与网上.json": ("UTF-8", 7),
    }


@pytest.mark.parametrize(
    "text",
    ["2026-03-05", "2026/3/5", "2026.3.5", "20260305", "2026年3月5日", "２０２６－０３－０５"],
)
def test_days(text: str) -> None:
    assert values.day(text) == date(2026, 3, 5)


@pytest.mark.parametrize("text", ["", "3月5日", "03/05/2026", "26-3-5", "2026-13-01", "46101"])
def test_no_days(text: str) -> None:
    with pytest.raises(Wrong) as caught:
        values.day(text)
    assert "2026-03-20" in caught.value.fault.do


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("4315.2", 431_520),
        ("1,300,000.50元", 130_000_050),
        ("￥130万元", 130_000_000),
        ("-1", -100),
    ],
)
def test_amounts(text: str, fen: int) -> None:
    assert values.fen(text) == fen


@pytest.mark.parametrize("text", ["", "1.005", "四千", "1e999999999", "NaN", "Infinity", "12元5角"])
def test_no_amounts(text: str) -> None:
    with pytest.raises(Wrong):
        values.fen(text)


@pytest.mark.parametrize("text", ["0.0305", "305", "三点零五", "NaN"])
def test_no_rates(text: str) -> None:
    with pytest.raises(Wrong):
        values.rate(text)


def test_every_word_of_the_library_has_its_spellings() -> None:
    for kind, shape, field in [
        ("milestone", "MarkMilestone", "milestone"),
        ("state", "MarkMilestone", "state"),
        ("form", "AddDocument", "form"),
        ("channel", "Notify", "channel"),
        ("role", "AddParty", "role"),
    ]:
        assert set(words.KINDS[kind]) == domain.choices(shape, field), kind
    assert set(words.DOCUMENTS) <= set(domain.document_names())
    assert {kind.command for kind in items.KINDS} - {"open"} <= domain.command_names()


@pytest.mark.parametrize(
    "spellings",
    [
        [word for words_of in COLUMNS.values() for word in words_of],
        *[[word for ws in kind.values() for word in ws] for kind in words.KINDS.values()],
        [word for kind in items.KINDS for word in kind.words],
    ],
)
def test_no_spelling_means_two_things(spellings: list[str]) -> None:
    assert [word for word, times in Counter(map(folded, spellings)).items() if times > 1] == []


def test_the_names_of_papers_mean_one_thing_each() -> None:
    for code, zh in domain.document_names().items():
        assert words.document(code) == words.document(zh) == code
    for code, spellings in words.DOCUMENTS.items():
        assert {words.document(word) for word in spellings} == {code}
    # What is in the brackets of a name alone is no name.
    for word in ("合同", "购房", "抵押", "买卖合同", "购房合同"):
        with pytest.raises(Wrong):
            words.document(word)


def test_every_item_reads_columns_that_there_are() -> None:
    for kind in items.KINDS:
        for field in kind.fields:
            assert field.column in COLUMNS, (kind.command, field.column)
    assert column_of("金 额（元）") == "amount"


@pytest.mark.parametrize("cell", ["=1+1", "+86 130", "-5", "@a", "plain", "'quoted"])
def test_cells_go_out_and_come_back(cell: str) -> None:
    text = csv_text(["业务编号", "事项", "x"], ["A", "收件", escaped(cell)])
    (row,) = read_csv(text.encode("utf-8-sig"), "a.csv").rows
    assert row.cells[2] == cell
    assert not escaped(cell).startswith(("=", "+", "-", "@"))
