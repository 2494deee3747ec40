"""Loans as tables of three libraries: what the plain functions say of their costs and payments."""

from __future__ import annotations

import datetime as dt
import decimal
import json
from typing import Any, Callable

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from anjieflow import InputError, arrow, schedule
from anjieflow.arrow import ArrowTable

Row = dict[str, Any]

LOANS: list[Row] = [
    {"principal_fen": 100_000_000, "rate_millionths": 35_000, "months": 360},
    {"principal_fen": 80_000_000, "rate_millionths": 31_000, "months": 240, "grace_months": 12},
    {"principal_fen": 50_000_000, "rate_millionths": 0, "months": 1},
    {"principal_fen": 70_000_001, "rate_millionths": 28_500, "months": 120, "due_day": 25}
    | {"payout": "2026-03-10", "first_period": "by_days", "pay_by": "next_working_day"},
    {
        "principal_fen": 70_000_001,
        "rate_millionths": 28_500,
        "months": 120,
        "day_count": "actual_365",
    }
    | {"payout": "2024-01-31", "periods": "by_days"},
    {"principal_fen": 60_000_000, "rate_millionths": 31_000, "fortnights": 260, "method": None},
    {"principal_fen": 60_000_000, "rate_millionths": 31_000, "months": 60}
    | {"method": "fixed_payment", "payment_fen": 500_000},
    {
        "principal_fen": 60_000_000,
        "rate_millionths": 31_000,
        "months": 60,
        "method": "equal_principal",
    },
    {
        "principal_fen": 60_000_000,
        "rate_millionths": 31_000,
        "months": 60,
        "convention": "unrounded",
    },
    {"principal_fen": 115_000_000, "rate_millionths": 28_500, "months": 360}
    | {"rate_changes": [{"period": 15, "rate_millionths": 26_000}]},
    {"principal_fen": 185_081_398, "rate_millionths": 39_200, "months": 264, "payout": "2019-12-20"}
    | {"floating": {"published": [{"day": "2019-12-20", "rate_millionths": 37_700}]}},
    {"principal_fen": -1, "rate_millionths": 31_000, "months": 60},
    {"principal_fen": 60_000_000, "rate_millionths": 31_000, "months": 601},
    {"principal_fen": 60_000_000, "rate_millionths": 31_000, "months": 60, "method": "by_magic"},
    {"principal_fen": 60_000_000, "rate_millionths": 31_000, "months": None},
    {"principal_fen": 60_000_000, "rate_millionths": 31_000, "months": 60, "payout": "2026-02-30"},
    {"principal_fen": 60_000_000, "rate_millionths": 31_000, "months": 60, "pay_by": "due_day"},
]


def table(rows: list[Row]) -> pa.Table:
    names = sorted({name for row in rows for name in row})
    return pa.table({name: [row.get(name) for row in rows] for name in names})


def plain(row: Row) -> Row | InputError:
    """What the plain function says of the row, or its no."""
    try:
        return schedule(**{name: it for name, it in row.items() if it is not None})  # type: ignore[return-value]
    except InputError as no:
        return no


def days(row: Row) -> Row:
    return {name: it.isoformat() if isinstance(it, dt.date) else it for name, it in row.items()}


def test_each_loan_costs_what_the_plain_function_says() -> None:
    told = pa.table(arrow.payments(table(LOANS))).to_pylist()
    assert [it["row"] for it in told] == list(range(len(LOANS)))
    bad = 0
    for row, it in zip(LOANS, told):
        wanted = plain(row)
        if isinstance(wanted, InputError):
            bad += 1
            assert (it["error_code"], it["error_zh"]) == (wanted.code, wanted.zh)
            assert wanted.message in it["error_message"]
            assert it["payments"] is it["total_interest_fen"] is None
            continue
        rows = wanted["rows"]
        assert it["error_code"] is it["error_message"] is it["error_zh"] is None
        assert it["payments"] == len(rows)
        assert (it["first_payment_fen"], it["last_payment_fen"]) == (
            rows[0]["payment_fen"],
            rows[-1]["payment_fen"],
        )
        assert it["total_payment_fen"] == wanted["total_payment_fen"]
        assert it["total_interest_fen"] == wanted["total_interest_fen"]
        if it["instalment_fen"] is not None and len(rows) > 2:
            assert it["instalment_fen"] == rows[1]["payment_fen"]
    assert bad == 5
    assert all(it[name] == row.get(name) for row, it in zip(LOANS, told) for name in row)


def test_an_instalment_is_told_where_it_is_one_sum() -> None:
    told = pa.table(arrow.payments(table(LOANS)))["instalment_fen"].to_pylist()
    is_told = [it is not None for it in told]
    assert is_told[:11] == [True, False, True, True, True, True, True, False, True, False, False]


def test_every_payment_is_that_of_the_plain_function() -> None:
    columns = table(LOANS).append_column("loan", pa.array([f"L{at}" for at in range(len(LOANS))]))
    told = pa.table(arrow.schedules(columns)).to_pylist()
    for at, row in enumerate(LOANS):
        wanted = plain(row)
        found = [days(it) for it in told if it["row"] == at]
        assert {it["loan"] for it in found} == {f"L{at}"}
        if isinstance(wanted, InputError):
            assert [it["error_code"] for it in found] == [wanted.code]
            continue
        assert len(found) == len(wanted["rows"])
        for it, payment in zip(found, wanted["rows"]):
            assert {name: it[name] for name in payment} == payment
            assert it["error_code"] is None


def hugeint() -> ArrowTable:
    relation = duckdb.sql(
        "select 60000000::hugeint as principal_fen, 31000::integer as rate_millionths, "
        "60::utinyint as months, date '2026-03-10' as payout, 'equal_instalment' as method"
    )
    assert relation is not None
    return relation


def column(told: arrow.Table) -> list[int]:
    """As DuckDB reads it."""
    relation = duckdb.sql("select instalment_fen from told")
    assert relation is not None
    return [row[0] for row in relation.fetchall()]


HOLDERS: dict[str, Callable[[], ArrowTable]] = {
    "pyarrow, narrow": lambda: pa.table(
        {
            "principal_fen": pa.array([60_000_000], pa.int32()),
            "rate_millionths": pa.array([31_000], pa.uint16()),
            "months": pa.array([60], pa.int8()),
            "payout": pa.array([dt.date(2026, 3, 10)], pa.date64()),
            "method": pa.array(["equal_instalment"], pa.large_string()),
        }
    ),
    "pyarrow, otherwise": lambda: pa.table(
        {
            "principal_fen": pa.array([decimal.Decimal("60000000.00")], pa.decimal128(20, 2)),
            "rate_millionths": pa.array([31_000], pa.float64()),
            "months": pa.array([60], pa.uint64()),
            "payout": pa.array(["2026-03-10"], pa.string_view()),
            "method": pa.array(["equal_instalment"]).dictionary_encode(),
        }
    ),
    "a batch": lambda: pa.RecordBatch.from_pylist(
        [{"principal_fen": 60_000_000, "rate_millionths": 31_000, "months": 60}]
    ),
    "Polars": lambda: pl.DataFrame(
        {
            "principal_fen": [60_000_000],
            "rate_millionths": pl.Series([31_000], dtype=pl.UInt32),
            "months": pl.Series([60], dtype=pl.Int16),
            "payout": [dt.date(2026, 3, 10)],
            "method": pl.Series(["equal_instalment"], dtype=pl.Categorical),
        }
    ),
    "DuckDB": hugeint,
}


@pytest.mark.parametrize("holder", HOLDERS)
def test_the_same_loan_however_it_is_held(holder: str) -> None:
    (told,) = pa.table(arrow.payments(HOLDERS[holder]())).to_pylist()
    assert (told["error_message"], told["instalment_fen"]) == (None, 1_080_790)


READERS: dict[str, Callable[[arrow.Table], list[int]]] = {
    "pyarrow": lambda it: pa.table(it)["instalment_fen"].to_pylist(),
    "Polars": lambda it: pl.DataFrame(it)["instalment_fen"].to_list(),
    # To it a stream of structs is a column of structs.
    "pl.from_arrow": lambda it: pl.from_arrow(it).struct.unnest()["instalment_fen"].to_list(),  # type: ignore[union-attr]
    "DuckDB": column,
}


@pytest.mark.parametrize("reader", READERS)
def test_whoever_reads_gets_the_same_and_may_read_again(reader: str) -> None:
    loans = table([LOANS[0]] * 3)
    told = arrow.payments(loans)
    assert READERS[reader](told) == [449_045] * 3
    assert READERS[reader](told) == [449_045] * 3


def test_a_table_without_rows_has_its_columns() -> None:
    empty = table(LOANS).slice(0, 0)
    for answer in (arrow.payments, arrow.schedules):
        told = answer(empty)
        assert pa.table(told).num_rows == 0
        assert pa.table(told).column_names == told.column_names
    assert "<Table about a pyarrow.lib.Table: row, period, due," in repr(arrow.schedules(empty))


def test_batches_are_counted_as_one_table() -> None:
    loans = table([LOANS[0], LOANS[11], LOANS[2]])
    pieces = pa.Table.from_batches([*loans.to_batches(1), *loans.slice(0, 0).to_batches()] * 3)
    told = pa.table(arrow.payments(pieces))
    assert told["row"].to_pylist() == list(range(9))
    assert [it is None for it in told["error_code"].to_pylist()] == [True, False, True] * 3
    assert told.drop_columns(["row"]).slice(6) == pa.table(arrow.payments(loans)).drop_columns(
        ["row"]
    )


def test_columns_that_are_kept_are_those_of_the_row() -> None:
    loans = table([LOANS[2], LOANS[11], LOANS[0]]).append_column(
        "branch", pa.array(["a", "b", "c"])
    )
    told = pa.table(arrow.schedules(loans, keep=["branch", "months"])).to_pylist()
    assert [(it["branch"], it["months"]) for it in told] == [
        ("a", 1),
        ("b", 60),
        *[("c", 360)] * 360,
    ]


def test_what_is_the_same_for_all_is_a_keyword() -> None:
    loans = pa.table({"principal_fen": [100_000_000], "rate_changes": [None]})
    changes: list[Any] = [{"period": 15, "rate_millionths": 26_000}]
    told = pa.table(
        arrow.payments(loans.select([0]), months=360, rate_millionths=28_500, rate_changes=changes)
    )
    wanted = schedule(
        principal_fen=100_000_000, months=360, rate_millionths=28_500, rate_changes=changes
    )
    assert told["total_interest_fen"].to_pylist() == [wanted["total_interest_fen"]]
    text = loans.select([0]).append_column("rate_changes", pa.array([json.dumps(changes)]))
    assert (
        pa.table(arrow.payments(text, months=360, rate_millionths=28_500))["total_interest_fen"]
        == told["total_interest_fen"]
    )


WHOLE: Row = {"principal_fen": [1_000], "rate_millionths": [31_000], "months": [1]}


@pytest.mark.parametrize(
    ("columns", "same", "code", "place", "found"),
    [
        ({"months": None}, {}, "missing_field", "months", "found: principal_fen, rate_millionths"),
        ({"months": ["1"]}, {}, "wrong_type", "months", "holds Utf8, whole numbers are wanted"),
        ({"method": [1]}, {}, "wrong_type", "method", "holds Int64, text are wanted"),
        ({"payout": pa.array([0], pa.timestamp("s", "UTC"))}, {}, "wrong_type", "payout", "days"),
        ({"rate_changes": [1]}, {}, "wrong_type", "rate_changes", "objects or lists"),
        ({}, {"months": 3}, "conflict", "months", "a column and the same for every row"),
        ({}, {"colour": "red"}, "unknown_field", "colour", "nobody knows `colour`"),
        ({"error_code": [1]}, {}, "duplicate", "error_code", "rename yours"),
        ({"row": [1]}, {}, "duplicate", "row", "so has the answer"),
    ],
)
def test_what_is_wrong_with_the_table_is_told_at_once(
    columns: Row, same: Row, code: str, place: str, found: str
) -> None:
    held = {name: it for name, it in {**WHOLE, **columns}.items() if it is not None}
    with pytest.raises(InputError) as no:
        arrow.payments(pa.table(held), **same)
    assert (no.value.code, no.value.place) == (code, place)
    assert found in f"{no.value.message}; {no.value.advice}"
    assert no.value.advice


def test_a_column_that_nobody_reads_is_named() -> None:
    with pytest.raises(InputError, match="nobody reads the column `due_days`") as no:
        arrow.schedules(pa.table({**WHOLE, "due_days": [20]}))
    assert (no.value.code, no.value.place) == ("unknown_field", "due_days")
    with pytest.raises(InputError, match="`branch` is missing"):
        arrow.schedules(pa.table(WHOLE), keep=["branch"])
    twice = pa.table([pa.array([1]), pa.array([1])], names=["months", "months"])
    with pytest.raises(InputError, match="stands twice"):
        arrow.payments(twice)


@pytest.mark.parametrize(
    "thing", [[1], "table", None, pa.chunked_array([[1, 2]]), pl.LazyFrame(WHOLE)]
)
def test_what_is_no_table_is_told(thing: Any) -> None:
    with pytest.raises(InputError, match="is no table") as no:
        arrow.payments(thing)
    assert (no.value.code, no.value.place) == ("wrong_type", "table")


@pytest.mark.parametrize(
    ("column", "code", "message"),
    [
        ({"months": pa.array([1.5])}, "out_of_range", "months: "),
        ({"principal_fen": pa.array([decimal.Decimal("10.5")])}, "wrong_type", "whole fen"),
        ({"principal_fen": pa.array([2**64 - 1], pa.uint64())}, "out_of_range", "principal_fen: "),
        ({"payout": pa.array([1], pa.timestamp("s"))}, "malformed", "payout: a day is wanted"),
        ({"rate_changes": pa.array(["[{"])}, "malformed", "rate_changes: "),
        (
            {"rate_changes": pa.array(['[{"period": 0}]'])},
            "out_of_range",
            "rate_changes[0].period: ",
        ),
    ],
)
def test_a_bad_cell_is_an_error_of_its_row(column: Row, code: str, message: str) -> None:
    (told,) = pa.table(arrow.payments(pa.table({**WHOLE, **column}))).to_pylist()
    assert told["error_code"] == code
    assert message in told["error_message"]
