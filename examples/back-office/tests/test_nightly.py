"""What a night does with the sample inbox, and what clerks find in the morning."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from conftest import CASES, DAY, SAMPLE
from nights import files, prepare
from openpyxl import load_workbook

from back_office import archive, database, domain, nightly
from back_office.contents import LONGEST
from back_office.errors import BackOfficeError, BadFile
from back_office.inbox.headings import COLUMNS
from back_office.nightly import Night, Result
from back_office.outputs.html import Html, page, table
from back_office.outputs.outbox import Outbox, safe
from back_office.progress import Silent
from back_office.schema import secrets
from back_office.store import Index, Store


@pytest.fixture
def office(url: str) -> Store:
    prepare(url)
    return Store(database.connect(url))


@pytest.fixture
def lone(tmp_path: Path) -> Store:
    """The same on SQLite only, for what does not depend on the database."""
    url = f"sqlite:///{tmp_path / 'lone.db'}"
    prepare(url)
    return Store(database.connect(url))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    shutil.copytree(SAMPLE, folder)
    return folder


def run(store: Store, inbox: Path, tmp_path: Path, day: date = DAY, **more: bool) -> Result:
    return nightly.run(store, Night(day, inbox, tmp_path / "out", **more))  # type: ignore[arg-type]


def outcomes(store: Store, day: date = DAY) -> dict[str, str]:
    return {row.id: row.outcome for row in store.dealt(day) if "-" in row.id}


def test_the_sample_night(office: Store, inbox: Path, tmp_path: Path) -> None:
    lengths = {row.id: row.length for row in office.cases()}
    result = run(office, inbox, tmp_path)
    assert (result.applied, result.refused, result.faulty) == (16, 5, 8)
    grown = {row.id: row.length - lengths.get(row.id, 0) for row in office.cases()}
    assert {case: by for case, by in grown.items() if by} == {
        "JN-2602": 3,
        "JN-2604": 2,
        "JN-2606": 1,
        "JN-2612": 1,
        "JN-2621": 3,
        "PS-2603": 2,
        "PS-2610": 2,
        "PS-2619": 1,
        "ZH-2617": 1,
    }
    # What was applied stands in the log as the row said, under the day and the clerk of the row.
    entry = json.loads(office.log("JN-2604")[31])
    assert (entry["event"], entry["occurred"]) == ("milestone_marked", "2026-03-19")
    assert (entry["recorded"], entry["by"]) == ("2026-03-20", "wang")
    assert json.loads(office.log("JN-2602")[20])["data"]["holder"] == "s1"
    # The stage of the index is that of the log.
    assert {row.id: row.stage for row in office.cases()}["JN-2604"] == "applying"
    for case, texts in office.logs():
        assert domain.replay(case, texts).length == len(texts)


def test_refusals_are_told_in_both_languages(lone: Store, inbox: Path, tmp_path: Path) -> None:
    run(lone, inbox, tmp_path)
    refused = {row.id: row for row in lone.dealt(DAY)}["S-0320-07"]
    assert refused.outcome == "refused"
    assert {reason.code for reason in refused.reasons} == {"missing_document"}
    report = (tmp_path / "out/2026-03-20/report.html").read_text()
    for reason in refused.reasons:
        assert reason.zh in report
        assert reason.advice_zh in report
        assert Html(reason.en) in report
    assert "GBK, comma" in report
    assert "不认识此列标题" in report


def test_salts_are_fresh_for_each_row_and_the_secret_is_gone(
    office: Store, inbox: Path, tmp_path: Path
) -> None:
    run(office, inbox, tmp_path)
    salts = [
        entry["personal"]["salt"]
        for _, texts in office.logs()
        for entry in map(json.loads, texts)
        if "personal" in entry
    ]
    assert len(set(salts)) == len(salts) > 20
    with office.engine.connect() as connection:
        names = set(connection.scalars(secrets.select().with_only_columns(secrets.c.name)))
    assert "night" not in names


def test_rejects_can_be_mended_and_handed_in_again(
    lone: Store, inbox: Path, tmp_path: Path
) -> None:
    run(lone, inbox, tmp_path)
    folder = tmp_path / "out/2026-03-20/rejects"
    assert sorted(path.name for path in folder.iterdir()) == [
        "0320-1-收件登记.csv",
        "0320-2-节点与款项.xlsx-款项.csv",
        "0320-2-节点与款项.xlsx-节点.csv",
        "0320-3-银行与网上.json",
    ]
    data = (folder / "0320-1-收件登记.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["流水号"] for row in rows] == ["S-0320-04", "S-0320-05", "S-0320-06", "S-0320-11"]
    assert all(row["退回原因"] and row["更正办法"] for row in rows)
    # Somebody mends two of them in the file as it was handed back, and hands that in alone.
    text = data.decode("utf-8-sig").replace("购房合同,周予安", "预售合同,周予安")
    mended = tmp_path / "mended"
    mended.mkdir()
    (mended / "again.csv").write_text(text.replace("2026-02-30", "2026-02-28"))
    result = run(lone, mended, tmp_path)
    told = outcomes(lone)
    assert (told["S-0320-04"], told["S-0320-05"]) == ("applied", "applied")
    assert result.applied == 18
    # The columns that say what was wrong are no headings that one would have to take out.
    assert {"退回原因", "更正办法", "why", "what to do"} <= set(COLUMNS["ignored"])


def test_a_row_is_applied_once_whatever_its_file_is_called(
    lone: Store, inbox: Path, tmp_path: Path
) -> None:
    run(lone, inbox, tmp_path)
    shutil.copy(inbox / "0320-2-节点与款项.xlsx", inbox / "0320-4-重发.xlsx")
    before = dict(lone.logs())
    run(lone, inbox, tmp_path)
    assert dict(lone.logs()) == before
    report = (tmp_path / "out/2026-03-20/report.html").read_text()
    assert "0320-4-重发.xlsx#节点 第4行" in report
    assert "2026-03-20 0320-2-节点与款项.xlsx#节点 第4行：JN-2604 已办理" in report


def test_another_day_hears_what_was_refused_and_repeats_nothing(
    lone: Store, inbox: Path, tmp_path: Path
) -> None:
    run(lone, inbox, tmp_path)
    before = dict(lone.logs())
    assert {name: it for name, it in outcomes(lone).items() if it == "refused"} != {}
    case = domain.replay("PS-2603", lone.log("PS-2603"))
    later = date(2026, 3, 23)
    answer = domain.step(
        case,
        {"command": "check_document", "document": "d33"},
        domain.Context(later, DAY, "chen", "0" * 32),
    )
    assert isinstance(answer, domain.Granted)
    lone.append("PS-2603", case.length, [answer.entry], Index("reviewing", "chen"))
    result = run(lone, inbox, tmp_path, later)
    told = outcomes(lone, later)
    # The paper was accepted meanwhile; nothing that was applied on Friday comes again.
    assert told["S-0320-10"] == "applied"
    assert result.applied == sum(it == "applied" for it in told.values())
    grown = {name: len(texts) - len(before[name]) for name, texts in lone.logs()}
    assert {name: by for name, by in grown.items() if by} == {"PS-2603": 2}


def test_a_conflict_is_decided_again(lone: Store, inbox: Path, tmp_path: Path) -> None:
    """Somebody appends between the reading and the writing of a row."""
    read = Store.log
    meddled: list[str] = []

    class Meddled(Store):
        def log(self, case: str) -> list[str]:
            texts = read(self, case)
            if case == "JN-2602" and not meddled:
                meddled.append(case)
                found = domain.replay(case, texts)
                command = {"command": "suspend", "reason": "样例"}
                context = domain.Context(DAY, DAY, "wang", "0" * 32)
                answer = domain.step(found, command, context)
                assert isinstance(answer, domain.Granted)
                self.append(case, len(texts), [answer.entry], Index("collecting", "wang"))
            return texts

    store = Meddled(lone.engine)
    run(store, inbox, tmp_path)
    events = [json.loads(text)["event"] for text in store.log("JN-2602")]
    assert events[19] == "case_suspended"
    # Decided again after that, each row came out as a suspended case has it.
    codes = {
        reason.code
        for row in store.dealt(DAY)
        if row.case == "JN-2602" and row.outcome == "refused"
        for reason in row.reasons
    }
    assert meddled
    assert len(events) == 23 or "suspended" in codes


def test_the_workbook_of_a_clerk(lone: Store, inbox: Path, tmp_path: Path) -> None:
    run(lone, inbox, tmp_path)
    path = tmp_path / "out/2026-03-20/wang/worklist.xlsx"
    book = load_workbook(path)
    sheet = book["待办"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:I{sheet.max_row}"
    assert sheet.max_row == 26
    assert book.properties.created == datetime(2026, 3, 20)
    headings = [str(cell.value) for cell in sheet[1]]
    assert headings[0] == "业务编号\nCase"
    widths = [column.width for column in sheet.column_dimensions.values()]
    assert all(9 <= width <= 57 for width in widths)
    assert len(set(widths)) > 4
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert [rule.formula for rule in rules] == [
        ["N($F2)>0"],
        ['AND($E2<>"",$E2<=DATE(2026,3,20)+3)'],
    ]
    first = [cell.value for cell in sheet[2]]
    assert first[:2] == ["JN-2612", "催收逾期"]
    assert first[4] == datetime(2026, 1, 20)
    assert isinstance(first[5], int)
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$1:$1"


def test_the_page_of_a_clerk(lone: Store, inbox: Path, tmp_path: Path) -> None:
    run(lone, inbox, tmp_path)
    text = (tmp_path / "out/2026-03-20/wang/worklist.html").read_text()
    assert text.count("<svg") == 2
    assert "prefers-color-scheme: dark" in text
    assert "size: A4" in text
    # It loads nothing, and no colour of the plots is fixed.
    assert not any(word in text for word in ("http-equiv", "<script", "<link", "src=", "url(http"))
    assert "#0708" not in text
    assert "var(--bar)" in text
    # What was recorded on the working day before.
    assert "2026-03-19以来的登记" in text
    # A customer's name stands on no page.
    for name in ("周予安", "陆星河", "曹书白", "白砚书"):
        assert name not in text


def test_notices_are_masked_unless_asked(lone: Store, inbox: Path, tmp_path: Path) -> None:
    run(lone, inbox, tmp_path)
    letter = tmp_path / "out/2026-03-20/wang/notices/JN-2609-offer-L1-developer.zh.txt"
    masked = letter.read_text()
    english = letter.with_name(letter.name.replace(".zh.", ".en.")).read_text()
    assert "*" in masked
    assert english.startswith("Case: JN-2609\nTo: developer\n")
    run(lone, inbox, tmp_path, reveal=True)
    assert "*" not in letter.read_text()
    assert letter.read_text() != masked


def test_the_calendar_is_the_library_s(lone: Store, inbox: Path, tmp_path: Path) -> None:
    run(lone, inbox, tmp_path)
    text = (tmp_path / "out/2026-03-20/chen/tasks.ics").read_bytes()
    assert text.startswith(b"BEGIN:VCALENDAR\r\n")
    assert text.count(b"BEGIN:VEVENT") > 5


def test_the_manifest_says_what_there_is(lone: Store, inbox: Path, tmp_path: Path) -> None:
    run(lone, inbox, tmp_path)
    folder = tmp_path / "out/2026-03-20"
    (folder / "wang/notices/old.zh.txt").write_text("owed no longer")
    (folder / "report.html.part").write_text("<half")
    run(lone, inbox, tmp_path)
    found = files(folder)
    listed = json.loads(found.pop("manifest.json"))
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}
    assert folder.stat().st_mode & 0o077 == 0


def test_an_empty_inbox_and_no_folder(lone: Store, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run(lone, tmp_path / "empty", tmp_path)
    assert (result.applied, result.refused, result.faulty) == (0, 0, 0)
    with pytest.raises(BackOfficeError, match="no such folder"):
        run(lone, tmp_path / "nowhere", tmp_path)


def test_logs_go_out_as_they_came_in(lone: Store, tmp_path: Path) -> None:
    assert archive.export_logs(lone, tmp_path / "logs", Silent()) == 20
    assert files(tmp_path / "logs") == files(CASES)
    assert archive.import_logs(lone, CASES, Silent()) == 0
    assert archive.check(lone, Silent()) == 20


def test_a_log_that_tells_another_story_is_not_taken(lone: Store, tmp_path: Path) -> None:
    lines = (CASES / "GZ-2607.jsonl").read_text().splitlines()
    other = [line.replace('"by":"li"', '"by":"xu"') for line in lines]
    (tmp_path / "a.jsonl").write_text("\n".join(other))
    with pytest.raises(BackOfficeError, match=r"a\.jsonl"):
        archive.import_logs(lone, tmp_path, Silent())
    (tmp_path / "a.jsonl").write_text("\n".join(lines[:9]))
    with pytest.raises(BackOfficeError):
        archive.import_logs(lone, tmp_path, Silent())


def test_a_log_that_is_no_text_or_too_long_is_not_taken(lone: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes((CASES / "GZ-2607.jsonl").read_bytes()[:200] + "李".encode("gbk"))
    with pytest.raises(BadFile, match=r"a\.jsonl: byte 201 is not UTF-8"):
        archive.import_logs(lone, tmp_path, Silent())
    with path.open("wb") as file:
        file.truncate(LONGEST + 1)
    with pytest.raises(BadFile, match=rf"a\.jsonl: the file is longer than the {LONGEST} bytes"):
        archive.import_logs(lone, tmp_path, Silent())


def test_texts_on_pages_are_escaped() -> None:
    cell = table(["<b>"], [["<script>alert(1)</script>"]])
    assert "<script>" not in cell
    assert "&lt;b&gt;" in cell
    assert "&lt;i&gt;" in page("<i>", [])


def test_names_of_files_stay_in_their_folder(tmp_path: Path) -> None:
    assert safe("..") == "_.."
    assert "/" not in safe("a/../../b")
    outbox = Outbox(tmp_path / "day")
    outbox.write(f"{safe('..')}/{safe('a/b')}", "x")
    outbox.finish()
    assert {path.name for path in tmp_path.iterdir()} == {"day"}


def test_two_do_not_write_into_one_folder(lone: Store, inbox: Path, tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "out/2026-03-20")
    with outbox.alone(), pytest.raises(BackOfficeError, match="another run is writing here"):
        run(lone, inbox, tmp_path)
    assert run(lone, inbox, tmp_path).applied == 16
