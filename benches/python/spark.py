"""What a portfolio costs: on one core, on two processes, and through Spark on a cluster here.

It starts a master and two workers of one core each on 127.0.0.1, goes from Parquet to Parquet or
to a count, and compares the answers. Each time is that of the whole way, files included; the
cluster is warm, and of `--rounds` the shortest counts.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from anjieflow import arrow, spark
from pyspark.sql import DataFrame, SparkSession

sys.path.insert(0, str(Path(__file__).parents[2] / "bindings-python/tests/spark"))

import portfolio
from cluster import cluster, session
from portfolio import DAYS, TODAY, Maker

WISH = {"date": "2026-03-02", "term_months": 360}

#: What is asked, of which rows, of how many of the cases, and how.
QUESTIONS: dict[str, tuple[Maker, int, tuple[Any, ...], dict[str, Any]]] = {
    "payments": (portfolio.loans, 1, (), {}),
    "schedules": (portfolio.loans, 10, (), {}),
    "impact": (portfolio.granted, 1, DAYS, {}),
    "worklists": (portfolio.logs, 10, (TODAY,), {}),
    "matches": (portfolio.enquiries, 100, (), WISH),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--partitions", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--questions", nargs="+", default=list(QUESTIONS), choices=QUESTIONS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {it: made(it, asked.cases, asked.partitions, folder) for it in asked.questions}
        # Before the cluster starts, which needs memory and some of the cores.
        alone = {
            (it, cores): best(partial(on_cores, it, files[it], cores, folder), asked.rounds)
            for it in files
            for cores in (1, 2)
        }
        with (
            cluster(2, folder) as address,
            session(
                address,
                **{
                    "spark.sql.shuffle.partitions": str(asked.partitions),
                    # A file becomes so many partitions as it has parts.
                    "spark.sql.files.maxPartitionBytes": "1g",
                    "spark.sql.files.openCostInBytes": "1g",
                },
            ) as driver,
        ):
            for it, parts in files.items():
                told(it, asked.cases, parts, driver, alone, asked.rounds, folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"at most {peak} MB in the process that asked")


def told(
    name: str,
    cases: int,
    parts: list[Path],
    driver: SparkSession,
    alone: dict[tuple[str, int], tuple[float, int]],
    rounds: int,
    folder: Path,
) -> None:
    """Prints what a question took each way."""
    (one, answers), (two, same) = alone[name, 1], alone[name, 2]
    # The processes of the cluster are warm before the one that counts.
    scanned, _ = best(lambda: scan(parts, driver), rounds)
    back, _ = best(lambda: identity(parts, driver), rounds)
    by_spark, through = best(lambda: on_spark(name, parts, driver, folder), rounds)
    assert answers == same == through, (name, answers, same, through)
    rows = cases // QUESTIONS[name][1]
    print(f"{name}: {rows} rows, {answers} answers", flush=True)
    for way, took in (
        ("one core", one),
        ("two processes", two),
        ("Spark, two workers", by_spark),
        ("Spark, rows to Python and back", back),
        ("Spark, rows read only", scanned),
    ):
        print(f"  {way}: {took:.2f} s, {rows / took:,.0f} rows/s")


def made(name: str, cases: int, parts: int, folder: Path) -> list[Path]:
    """The rows in so many files, sorted by case."""
    maker, share, _, _ = QUESTIONS[name]
    rows = cases // share
    ends = [rows * part // parts for part in range(parts + 1)]
    (folder / name).mkdir()
    return [
        portfolio.write(
            partial(from_on, maker, start),
            end - start,
            folder / name / f"{part:04}.parquet",
        )
        for part, (start, end) in enumerate(zip(ends, ends[1:]))
    ]


def from_on(maker: Maker, start: int, first: int, cases: int) -> pa.Table:
    return maker(start + first, cases)


def on_cores(name: str, parts: list[Path], cores: int, folder: Path) -> int:
    """The files one after the other, or by two processes; the number of answers."""
    if cores == 1:
        return sum(part(name, it, folder) for it in parts) if name != "impact" else touched(parts)
    # A process of Python that knows nothing of this one, as a service would start it.
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        if name == "impact":
            return sum(pool.map(touched, [parts[at::cores] for at in range(cores)]))
        return sum(pool.starmap(part, [(name, it, folder) for it in parts], chunksize=1))


def part(name: str, path: Path, folder: Path) -> int:
    """Answers the rows of a file into another."""
    _, _, given, same = QUESTIONS[name]
    answer = pa.RecordBatchReader.from_stream(getattr(arrow, name)(batches(path), *given, **same))
    answers = 0
    with pq.ParquetWriter(folder / f"{name}-{path.name}", answer.schema) as file:
        for batch in answer:
            file.write_batch(batch)
            answers += batch.num_rows
    return answers


def touched(parts: list[Path]) -> int:
    """How many loans are touched."""

    def all_of() -> Iterator[pa.RecordBatch]:
        for it in parts:
            yield from batches(it)

    rows = pa.RecordBatchReader.from_batches(pq.read_schema(parts[0]), all_of())
    total: int = pa.table(arrow.impact(rows, *DAYS)).to_pylist()[0]["touched"]
    return total


def batches(path: Path) -> pa.RecordBatchReader:
    file = pq.ParquetFile(path)
    return pa.RecordBatchReader.from_batches(file.schema_arrow, file.iter_batches(10_000))


def on_spark(name: str, parts: list[Path], driver: SparkSession, folder: Path) -> int:
    """From Parquet to Parquet; the number of answers."""
    _, _, given, same = QUESTIONS[name]
    answer: DataFrame = getattr(spark, name)(read(parts, driver), *given, **same)
    if name == "impact":
        total: int = answer.toArrow().to_pylist()[0]["touched"]
        return total
    out = folder / f"{name}-answers"
    answer.write.mode("overwrite").parquet(str(out))
    return sum(pq.ParquetFile(it).metadata.num_rows for it in out.glob("part-*.parquet"))


def identity(parts: list[Path], driver: SparkSession) -> int:
    """What it costs to hand the rows to Python and take them back."""
    rows = read(parts, driver)
    rows.mapInArrow(lambda them: them, rows.schema).write.format("noop").mode("overwrite").save()
    return 0


def scan(parts: list[Path], driver: SparkSession) -> int:
    read(parts, driver).write.format("noop").mode("overwrite").save()
    return 0


def read(parts: list[Path], driver: SparkSession) -> DataFrame:
    return driver.read.parquet(*map(str, parts))


def best(run: Callable[[], int], rounds: int) -> tuple[float, int]:
    """The shortest of some rounds, for other programs only ever add; and the answer of all."""
    took, answers = [], set()
    for _ in range(rounds):
        start = time.perf_counter()
        answers.add(run())
        took.append(time.perf_counter() - start)
    (answer,) = answers
    return min(took), answer


if __name__ == "__main__":
    main()
