"""How a table is read: lazily, in bounded memory, beside other threads, until it is stopped."""

from __future__ import annotations

import doctest
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from typing import Any, Callable

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from anjieflow import arrow

LOAN = {"principal_fen": 100_000_000, "rate_millionths": 35_000, "months": 360}


def loans(rows: int) -> pa.Table:
    return pa.table({name: pa.repeat(it, rows) for name, it in LOAN.items()})


def generated(batches: int, rows: int, seen: list[int]) -> pa.RecordBatchReader:
    """A table of which each batch is made when it is asked for."""
    (batch,) = loans(rows).to_batches()

    def made() -> Iterator[pa.RecordBatch]:
        for at in range(batches):
            seen.append(at)
            yield batch

    return pa.RecordBatchReader.from_batches(batch.schema, made())


def test_no_batch_is_asked_for_before_the_answer_is_read() -> None:
    seen: list[int] = []
    told = arrow.payments(generated(10, 100, seen))
    reader = pa.RecordBatchReader.from_stream(told)
    assert (seen, reader.schema.names) == ([], told.column_names)
    first = reader.read_next_batch()
    assert (seen, first["row"].to_pylist()) == ([0], list(range(100)))
    reader.read_next_batch()
    assert seen == [0, 1]
    assert reader.read_all().num_rows == 800
    assert len(seen) == 10


def test_a_long_answer_comes_in_pieces() -> None:
    seen: list[int] = []
    reader = pa.RecordBatchReader.from_stream(arrow.schedules(generated(2, 1_000, seen)))
    sizes = [batch.num_rows for batch in reader]
    assert sum(sizes) == 2 * 1_000 * 360
    assert max(sizes) < 70_000


def test_what_can_be_read_once_is_not_silently_empty_the_second_time() -> None:
    told = arrow.payments(generated(2, 10, []))
    assert pa.table(told).num_rows == 20
    with pytest.raises(pa.ArrowInvalid, match="it can be read only once"):
        pa.table(told)


def test_to_look_at_the_columns_reads_nothing() -> None:
    told = arrow.payments(generated(2, 10, []))
    for _ in range(3):
        assert pa.RecordBatchReader.from_stream(told).schema == pa.schema(told)
    assert pa.table(told).num_rows == 20


def test_an_error_of_the_input_ends_the_answer() -> None:
    def made() -> Iterator[pa.RecordBatch]:
        yield loans(10).to_batches()[0]
        raise RuntimeError("the disk is gone")

    reader = pa.RecordBatchReader.from_stream(
        arrow.payments(pa.RecordBatchReader.from_batches(loans(1).schema, made()))
    )
    assert reader.read_next_batch().num_rows == 10
    with pytest.raises(Exception, match="the disk is gone"):
        reader.read_next_batch()
    with pytest.raises(StopIteration):
        reader.read_next_batch()


def test_progress_is_told_how_many_rows_are_done() -> None:
    told: list[int] = []
    pa.table(arrow.payments(generated(3, 10, []), progress=told.append))
    assert told == sorted(told)
    assert {10, 20, 30} <= set(told)

    def stop(_: int) -> None:
        raise ValueError("that is enough")

    with pytest.raises(pa.ArrowInvalid, match="that is enough"):
        pa.table(arrow.payments(generated(3, 10, []), progress=stop))


def odd(rows: int) -> pa.Table:
    """Columns of every kind that somebody might keep, some of them empty here and there."""
    few = [at if at % 3 else None for at in range(rows)]
    day = pa.array([at or 0 for at in few], pa.int32())
    held = pa.array([{"a": at, "b": {"c": str(at)}} if at else None for at in few])
    words = pa.array([None if at is None else f"word of some length {at}" for at in few])
    return pa.table(
        {
            "truth": pa.array([None if at is None else at % 2 == 0 for at in few]),
            "nothing": pa.nulls(rows),
            "day": day.cast(pa.date32()),
            "moment": day.cast(pa.int64()).cast(pa.timestamp("ns", "Asia/Shanghai")),
            "span": day.cast(pa.int64()).cast(pa.duration("s")),
            "sum": pa.array(few, pa.int64()).cast(pa.decimal128(22, 2)),
            "word": words,
            "view": words.cast(pa.string_view()),
            "large": words.cast(pa.large_string()),
            "bytes": words.cast(pa.binary()),
            "code": words.dictionary_encode(),
            "held": held,
            "list": pa.array([None if at is None else [at] * (at % 4) for at in few]),
            "structs": pa.array([[{"x": at}] if at else [] for at in few]),
            "pair": pa.array([[at, at] for at in few], pa.list_(pa.int64(), 2)),
            "map": pa.array([[("k", at)] for at in few], pa.map_(pa.string(), pa.int64())),
        }
    )


@pytest.mark.parametrize(("start", "rows"), [(0, 40), (3, 30), (13, 1)])
def test_whatever_is_kept_is_kept_whole(start: int, rows: int) -> None:
    columns = loans(40)
    for name in odd(40).column_names:
        columns = columns.append_column(name, odd(40)[name])
    columns = columns.slice(start, rows).append_column("grace_months", pa.repeat(0, rows))
    wanted, names = columns.to_pylist(), odd(1).column_names
    (batch,) = columns.combine_chunks().to_batches()
    for table in (columns, batch, pa.table(pl.DataFrame(columns.drop_columns(["map", "span"])))):
        mine = [name for name in names if name in table.schema.names]
        told = pa.table(arrow.payments(table))
        told.validate(full=True)
        assert told.select(mine).to_pylist() == table.select(mine).to_pylist()
        assert told["error_code"].null_count == rows
        last = pa.table(arrow.schedules(table, keep=mine))
        last.validate(full=True)
        assert last.num_rows == rows * 360
        ends = [row for row in last.to_pylist() if row["period"] == 360]
        found = [{name: row[name] for name in mine} for row in ends]
        assert found == [{name: row[name] for name in mine} for row in wanted]


def test_a_batch_that_is_longer_than_those_of_the_answer() -> None:
    table = loans(150_000).append_column("word", pa.array(map(str, range(150_000))))
    told = pa.table(arrow.payments(table))
    assert told["word"].num_chunks == 3
    assert told["word"].combine_chunks() == table["word"].combine_chunks()
    assert told["row"].to_pylist() == list(range(150_000))


CONSUMERS: dict[str, Callable[[arrow.Table], Any]] = {
    "pyarrow": pa.table,
    "Polars": pl.DataFrame,
    "DuckDB": lambda told: duckdb.sql("create or replace temp table t as from told"),
}


@pytest.mark.parametrize("consumer", CONSUMERS)
def test_other_threads_go_on(consumer: str) -> None:
    counted, done = 0, threading.Event()

    def count() -> None:
        nonlocal counted
        while not done.wait(0.001):
            counted += 1

    thread = threading.Thread(target=count)
    thread.start()
    CONSUMERS[consumer](arrow.payments(loans(60_000)))
    before = counted
    done.set()
    thread.join()
    assert before > 20


def child(code: str) -> subprocess.Popen[str]:
    script = "from test_arrow_streams import *\n" + textwrap.dedent(code)
    return subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=__file__.rpartition("/")[0],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


BOUNDED = """
    import resource

    def high() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

    rows = {rows}
    reader = pa.RecordBatchReader.from_stream({answer})
    total, start = 0, None
    for batch in reader:
        total += batch.num_rows
        # What a batch takes, and the libraries, is taken by then.
        if start is None and total > rows // 10:
            start = high()
    print(total, high() - start)
"""


# How many times as many: `cargo xtask verify` asks of ten million rows.
TIMES = int(os.environ.get("TABLE_TIMES", "1"))


@pytest.mark.parametrize(
    ("answer", "rows"),
    [
        (f"arrow.payments(generated({100 * TIMES}, 20_000, []))", 2_000_000 * TIMES),
        (f"arrow.schedules(generated({TIMES}, 5_600, []))", 2_016_000 * TIMES),
    ],
)
def test_millions_of_rows_take_no_more_memory_than_some(answer: str, rows: int) -> None:
    said, errors = child(BOUNDED.format(answer=answer, rows=rows)).communicate(timeout=900)
    assert errors == ""
    total, megabytes = map(int, said.split())
    assert total == rows
    assert megabytes < 64, "what was read is still held"


def test_millions_of_loans_are_counted_in_bounded_memory() -> None:
    code = f"""
        import resource
        from test_arrow_answers import DAYS

        (batch,) = portfolio(20_000).to_batches()
        seen = []

        def made():
            for at in range({100 * TIMES}):
                seen.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
                yield batch

        reader = pa.RecordBatchReader.from_batches(batch.schema, made())
        (total, *_) = pa.table(arrow.impact(reader, *DAYS)).to_pylist()
        print(total["loans"], seen[-1] - seen[10])
    """
    said, errors = child(code).communicate(timeout=900)
    assert errors == ""
    counted, megabytes = map(int, said.split())
    assert counted == 2_000_000 * TIMES
    assert megabytes < 64


def portfolio(rows: int) -> pa.Table:
    held = {
        "product": "pf-guangzhou",
        "amount_fen": 60_000_000,
        "term_months": 240,
        "household_home_count": 0,
    }
    return pa.table({name: pa.repeat(it, rows) for name, it in held.items()})


def test_an_interrupt_stops_it_between_batches() -> None:
    code = """
        reader = generated(1_000_000, 1_000, [])
        told = arrow.payments(reader, progress=lambda done: print(done, flush=True))
        try:
            pa.table(told)
        except pa.ArrowInvalid as no:
            # As soon as Python runs again, it is a KeyboardInterrupt.
            print("went on")
    """
    running = child(code)
    assert running.stdout is not None
    for _ in range(3):
        assert int(running.stdout.readline()) > 0
    running.send_signal(signal.SIGINT)
    said, errors = running.communicate(timeout=20)
    assert "went on" not in said
    assert "ArrowInvalid: interrupted by Ctrl-C" in errors
    assert errors.rstrip().endswith("KeyboardInterrupt")
    assert running.returncode == -signal.SIGINT


def test_the_samples_of_the_functions_hold() -> None:
    failed, attempted = doctest.testmod(arrow)
    assert failed == 0
    assert attempted > 40
