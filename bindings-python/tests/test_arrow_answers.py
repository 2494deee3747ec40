"""Households, enquiries, logs and portfolios as tables: what the plain functions answer."""

from __future__ import annotations

import datetime as dt
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from anjieflow import InputError, Office, Rules, arrow, log
from story import Player, read_story

ROOT = Path(__file__).parents[2]
LOANS = ROOT / "core/tests/data/loans"
TODAY = {"today": "2026-03-10", "by": "wang"}
RULES = Rules.builtin()

Row = dict[str, Any]


def is_told(answer: Row, row: Row, but: tuple[str, ...] = ()) -> None:
    """Everything the plain answer says stands in the row, and nothing is an error."""
    assert row["error_code"] is row["error_message"] is row["error_zh"] is None
    for name, wanted in answer.items():
        if name in but:
            continue
        if name not in row:
            parts = [it for it in row if it.startswith(f"{name}_")]
            assert parts, f"no column tells `{name}`"
            assert {it: row[it] for it in parts} == {
                it: (wanted or {}).get(it[len(name) + 1 :]) for it in parts
            }
            continue
        found = row[name]
        if isinstance(found, dt.date):
            found = found.isoformat()
        elif isinstance(found, str) and not isinstance(wanted, str):
            found = json.loads(found)
        assert found == wanted, name


def all_told(answers: list[Row], rows: list[Row], but: tuple[str, ...] = ()) -> None:
    assert len(answers) == len(rows)
    for answer, row in zip(answers, rows):
        is_told(answer, row, but)


HOUSEHOLDS: list[Row] = [
    {"case": "C-1", "product": "citic-jinan-new", "marital": "single", "has_co_borrower": False},
    {"case": "C-2", "product": "citic-jinan-new", "marital": "married", "has_co_borrower": None},
    {"case": "C-3", "product": "no-such-product", "marital": "married", "has_co_borrower": None},
    {"case": "C-4", "product": "pf-guangzhou", "marital": None, "has_co_borrower": True},
    {"case": "C-5", "product": "pf-guangzhou", "marital": "complicated", "has_co_borrower": None},
    {"case": "C-6", "product": None, "marital": "single", "has_co_borrower": None},
]


def told(row: Row, *names: str) -> Row:
    return {name: row[name] for name in names if row.get(name) is not None}


def papers(household: Row) -> list[Row] | InputError:
    """What the plain function says of the household, or its no."""
    facts = told(household, "marital", "has_co_borrower")
    try:
        return RULES.product_checklist(household["product"] or "", facts)
    except InputError as no:
        return no


def test_the_papers_of_each_household() -> None:
    answers = pa.table(arrow.checklists(pa.Table.from_pylist(HOUSEHOLDS))).to_pylist()
    bad = []
    for at, household in enumerate(HOUSEHOLDS):
        rows = [it for it in answers if it["row"] == at]
        assert {it["case"] for it in rows} == {household["case"]}
        wanted = papers(household)
        if isinstance(wanted, InputError):
            bad.append(household["case"])
            assert [(it["error_code"], it["document"]) for it in rows] == [(wanted.code, None)]
        else:
            all_told(wanted, rows)
    assert bad == ["C-3", "C-5", "C-6"]


def test_facts_may_be_told_whole() -> None:
    apart = pa.Table.from_pylist(HOUSEHOLDS[:2])
    wanted = pa.table(arrow.checklists(apart))
    facts: list[Row] = [
        {"marital": it["marital"], "has_co_borrower": it["has_co_borrower"]}
        for it in HOUSEHOLDS[:2]
    ]
    for column in (
        facts,
        [json.dumps({name: it for name, it in row.items() if it is not None}) for row in facts],
    ):
        whole = pl.DataFrame(
            {"case": ["C-1", "C-2"], "product": ["citic-jinan-new"] * 2, "facts": column}
        )
        assert pa.table(arrow.checklists(whole))["document"] == wanted["document"]
        second = pa.table(arrow.checklists(pa.table(whole).slice(1)))["document"].to_pylist()
        assert second == wanted["document"].to_pylist()[-len(second) :]
        assert len(second) > 5
    with pytest.raises(InputError, match="`facts` is told, and `marital` by itself"):
        arrow.checklists(apart, facts={"marital": "single"})


NOT_ASKED = {"rate_millionths", "lent_fen", "opened", "contract", "acceptance", "payout"}


def enquiries() -> list[Row]:
    """The loans of a sample, as columns of an enquiry have them."""
    columns = json.loads((LOANS / "columns.json").read_text(encoding="utf-8"))
    names = sorted(set(columns) - NOT_ASKED)
    return [dict(zip(names, it)) for it in zip(*(columns[name] for name in names))]


def asked(row: Row, *names: str) -> Row:
    """The row as a plain enquiry."""
    born = [("borrower", row["born"], row["sex"])]
    born += [("co_borrower", *it) for it in zip(row["co_born"] or (), row["co_sex"] or ())]
    applicants = [
        {"id": f"{role}-{at}" if at else role, "role": role, "birth": birth, "sex": sex}
        for at, (role, birth, sex) in enumerate(born)
    ]
    return {
        **told(row, *names),
        "date": "2026-03-02",
        "site": told(row, "province", "city", "district"),
        "facts": told(row, "property", "household_home_count", "marital"),
        "figures": told(row, "monthly_income_fen"),
        "applicants": applicants if row["born"] is not None else [],
    }


AMOUNTS = ("amount_fen", "term_months", "price_fen", "appraisal_fen")


def test_how_each_loan_stands_to_its_limits() -> None:
    rows = enquiries()
    rows[2]["product"] = "no-such-product"
    answers = pa.table(arrow.findings(pa.Table.from_pylist(rows), date="2026-03-02")).to_pylist()
    assert len(answers) > 20
    for at, row in enumerate(rows):
        found = [it for it in answers if it["row"] == at]
        assert {it["case"] for it in found} == {row["case"]}
        if at == 2:
            assert [it["error_code"] for it in found] == ["unknown_code"]
            continue
        answer = RULES.assess(asked(row, "product", *AMOUNTS))
        # `loan` and `district` may be columns of the caller; that of the limit is another.
        all_told(answer["findings"], found, but=("loan", "district"))  # type: ignore[arg-type]
        assert [it["limit_district"] for it in found] == [
            it["district"] for it in answer["findings"]
        ]


def test_every_product_for_each_enquiry() -> None:
    rows = [{name: it for name, it in row.items() if name != "product"} for row in enquiries()[:3]]
    rows[1]["term_months"] = 601
    table = pa.Table.from_pylist(rows)
    answers = pa.table(arrow.matches(table, date="2026-03-02", objective="fastest")).to_pylist()
    for at, row in enumerate(rows):
        found = [it for it in answers if it["row"] == at]
        if at == 1:
            assert [it["error_code"] for it in found] == ["out_of_range"]
            continue
        answer: list[Any] = RULES.choose({**asked(row, *AMOUNTS), "objective": "fastest"})
        all_told(answer, found)
        assert [it["rank"] for it in found] == list(range(1, len(answer) + 1))
        assert [it["monthly_fen"] for it in found] == [
            it["terms"] and it["terms"]["monthly_fen"] for it in answer
        ]


def test_other_rules_are_heeded() -> None:
    household = pa.Table.from_pylist(HOUSEHOLDS[:1]).drop_columns(["product"])
    layer = (ROOT / "examples/packs/citic-jinan.json").read_text(encoding="utf-8")
    ours = RULES.at([layer])
    told = pa.table(arrow.checklists(household, rules=ours, product="citic-mortgage"))
    facts = {"marital": "single", "has_co_borrower": False}
    all_told(ours.product_checklist("citic-mortgage", facts), told.to_pylist())
    assert told["rule"] != pa.table(arrow.checklists(household, product="citic-mortgage"))["rule"]


@lru_cache
def player(story: str = "90_the_office_keeps_its_books") -> Player:
    player = Player(read_story(ROOT / f"core/tests/stories/{story}.txt"))
    player.play()
    return player


def test_what_is_to_be_done_in_each_case() -> None:
    cases = sorted(player().told.items())
    texts: list[str | None] = [log(told.entries) for _, told in cases]
    texts.insert(1, "no log")
    texts.insert(2, None)
    rows = pa.table(arrow.worklists(pa.table({"log": texts}), TODAY)).to_pylist()
    bad = [it for it in rows if it["row"] in (1, 2)]
    assert [(it["error_code"], it["task"]) for it in bad] == [("malformed", None), ("empty", None)]
    assert {it["error_code"] for it in rows if it["row"] not in (1, 2)} == {None}
    for name, told in cases:
        found = [it for it in rows if it["case"] == name]
        # The column `score` is its sum.
        all_told(told.case.worklist(TODAY), found, but=("score",))
        assert [it["score"] for it in found] == [
            it["score"]["total"] for it in told.case.worklist(TODAY)
        ]


def entries() -> list[Row]:
    return [
        {"case": name, "number": entry["number"], "entry": entry.text}
        for name, told in sorted(player().told.items())
        for entry in told.entries
    ]


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_entries_in_rows_are_logs_too(size: int) -> None:
    texts = pa.table({"log": [log(told.entries) for _, told in sorted(player().told.items())]})
    batches = pa.Table.from_batches(pa.Table.from_pylist(entries()).to_batches(max_chunksize=size))
    for answer in (arrow.events, lambda it: arrow.worklists(it, TODAY)):
        wanted, found = pa.table(answer(texts)), pa.table(answer(batches))
        assert found.drop_columns(["row"]) == wanted.drop_columns(["row"])
    starts = [at for at, row in enumerate(entries()) if row["number"] == 1]
    assert sorted(set(pa.table(arrow.events(batches))["row"].to_pylist())) == starts


def test_a_case_that_does_not_hold_is_an_error_of_its_own() -> None:
    rows = entries()
    names = sorted({row["case"] for row in rows})
    rows = [row for row in rows if not (row["case"] == names[0] and row["number"] == 2)]
    at = next(at for at, row in enumerate(rows) if row["case"] == names[1])
    rows[at]["number"] = 9
    told = pa.table(arrow.events(pa.Table.from_pylist(rows))).to_pylist()
    bad = [(it["row"], it["case"], it["error_code"]) for it in told if it["error_code"]]
    assert bad == [(0, names[0], "log_reordered"), (at, names[1], "conflict")]
    assert "sort the table" in told[0]["error_message"]
    assert {it["case"] for it in told if it["error_code"] is None} == set(names[2:])


def test_events_hold_nothing_personal() -> None:
    (name, told) = max(player("72_a_week_of_one_desk").told.items())
    table = pa.table({"log": [log(told.entries)]})
    rows = pa.table(arrow.events(table)).to_pylist()
    assert [(it["case"], it["number"], it["event"]) for it in rows] == [
        (name, entry["number"], entry["event"]) for entry in told.entries
    ]
    assert [it["occurred"].isoformat() for it in rows] == [it["occurred"] for it in told.entries]
    secrets = [
        value
        for entry in told.entries
        for field, value in entry.get("personal", {}).items()
        if isinstance(value, str)
    ]
    assert len(secrets) > 5
    text = json.dumps([it["data"] for it in rows], ensure_ascii=False)
    assert not [it for it in secrets if it in text]
    assert any(entry["data"] for entry in told.entries)
    for row, entry in zip(rows, told.entries):
        assert json.loads(row["data"]).keys() == entry["data"].keys()


def test_a_context_that_does_not_hold_is_told_at_once() -> None:
    with pytest.raises(InputError, match="today") as no:
        arrow.worklists(pa.table({"log": ["?"]}), {"by": "wang"})
    assert (no.value.code, no.value.place) == ("missing_field", "context")
    with pytest.raises(InputError, match="`log` is missing"):
        arrow.events(pa.table({"case": ["C-1"]}))


@pytest.mark.parametrize("change", ["down_payments", "fund_rates"])
@pytest.mark.parametrize("size", [1, 10_000])
def test_a_change_of_rules_is_counted_as_the_plain_function_does(change: str, size: int) -> None:
    wanted = json.loads((LOANS / "answers.json").read_text(encoding="utf-8"))[change]
    columns = json.loads((LOANS / "columns.json").read_text(encoding="utf-8"))
    table = pa.Table.from_batches(pa.table(columns).to_batches(max_chunksize=size))
    then, now = (
        {"today": "2026-11-24", "as_of": wanted[it], "by": "wang"} for it in ("from", "to")
    )
    rows = pa.table(arrow.impact(table, then, now)).to_pylist()
    (total,) = (it for it in rows if it["kind"] == "total")
    assert (total["loans"], total["touched"]) == (
        wanted["answer"]["loans"],
        wanted["answer"]["touched"],
    )
    groups = [it for it in rows if it["kind"] == "group"]
    all_told(wanted["answer"]["groups"], groups, but=("witness",))
    for group, it in zip(wanted["answer"]["groups"], groups):
        assert group["witness"] == {"case": it["case"], "loan": it["loan"]}
        assert columns["case"][it["row"]] == it["case"]
    all_told(wanted["answer"]["rules"], [it for it in rows if it["kind"] == "rule"])


DAYS = tuple(
    {"today": "2025-05-20", "as_of": day, "by": "wang"} for day in ("2025-05-07", "2025-05-08")
)


def portfolio(cases: list[str | None], **more: Any) -> pa.Table:
    held = {
        "case": cases,
        "amount_fen": [60_000_000] * len(cases),
        "product": ["pf-guangzhou"] * len(cases),
    }
    return pa.table(
        {
            **held,
            "term_months": [240] * len(cases),
            "household_home_count": [0] * len(cases),
            **more,
        }
    )


def test_many_thousand_loans_are_counted_in_parts() -> None:
    # What both loans of a case lend together is asked, also where a part ends.
    cases: list[str | None] = [f"C-{at // 2:06}" for at in range(40_001)]
    table = portfolio(cases, payout=[None] * 40_000 + ["2025-03-01"])
    rows = pa.table(arrow.impact(table, *DAYS)).to_pylist()
    plain: Any = RULES.impact(table.to_pydict(), DAYS[0], DAYS[1])
    assert (
        (rows[0]["loans"], rows[0]["touched"])
        == (plain["loans"], plain["touched"])
        == (40_001, 40_000)
    )
    all_told(plain["groups"], [it for it in rows if it["kind"] == "group"], but=("witness",))


def test_a_loan_that_does_not_hold_is_counted_out() -> None:
    amounts = pa.array([60_000_000, -1, 60_000_000, None])
    table = portfolio(["C-1", "C-2", None, "C-4"]).set_column(1, "amount_fen", amounts)
    rows = pa.table(arrow.impact(table, *DAYS)).to_pylist()
    bad = [(it["row"], it["case"], it["error_code"]) for it in rows if it["kind"] == "error"]
    assert bad == [(1, "C-2", "out_of_range"), (3, "C-4", "missing_field")]
    (total,) = (it for it in rows if it["kind"] == "total")
    assert (total["row"], total["loans"]) == (None, 2)


def test_cases_stand_together_or_say_what_they_lend() -> None:
    table = portfolio(["C-2", "C-1", "C-2"])
    told = [it for it in pa.table(arrow.impact(table, *DAYS)).to_pylist() if it["kind"] == "error"]
    assert [(it["row"], it["case"], it["error_code"]) for it in told] == [
        (1, "C-1", "bad_sequence")
    ]
    assert "lent_fen" in told[0]["error_message"]
    lent = pa.table(
        arrow.impact(table.append_column("lent_fen", table["amount_fen"]), *DAYS)
    ).to_pylist()
    assert [it for it in lent if it["kind"] == "error"] == []
    with pytest.raises(InputError, match="nobody reads the column `colour`"):
        arrow.impact(table.append_column("colour", table["case"]), *DAYS)
    with pytest.raises(InputError) as no:
        arrow.impact(table, DAYS[0], {"by": "wang"})
    assert (no.value.code, no.value.place) == ("missing_field", "then")


def test_the_worklists_are_those_of_an_office() -> None:
    """What an office says of its clerks is what the table says of its cases."""
    office: Office = player().office
    texts = pa.table({"log": [log(told.entries) for told in player().told.values()]})
    rows = pl.DataFrame(arrow.worklists(texts, TODAY))
    for it in office.ask({"question": "clerks"}, TODAY):
        asked = office.ask({"question": "worklist", "clerk": it["clerk"]}, TODAY)["rows"]
        mine = rows.filter(pl.col("clerk") == it["clerk"])
        assert sorted(mine["task"]) == sorted(row["task"] for row in asked)
