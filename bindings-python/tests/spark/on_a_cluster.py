"""What a cluster of a master and two workers answers is what one core answers, row for row.

It takes a Java and half a minute: `pytest tests/spark/on_a_cluster.py`. A plain `pytest` does not
collect it, for its name.
"""

from __future__ import annotations

import json
import os
import pickle
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import portfolio
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from anjieflow import InputError, Rules, arrow, spark
from cluster import cluster, session
from portfolio import DAYS, TODAY
from pyspark.errors import PythonException
from pyspark.sql import DataFrame, SparkSession

PARTITIONS = [1, 2, 7]
WISH = {"date": "2026-03-02", "term_months": 360}
PRODUCT = "citic-mortgage"
LOAN = {"date": "2026-03-02", "term_months": 240, "product": "citic-mortgage"}


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    # Small partitions would be put together, and then there would be nothing to compare.
    apart = {"spark.sql.adaptive.coalescePartitions.enabled": "false"}
    with (
        cluster(2, tmp_path_factory.mktemp("cluster")) as address,
        session(address, **apart) as spark,
    ):
        yield spark


def parted(driver: SparkSession, table: pa.Table, partitions: int) -> DataFrame:
    """The table in so many partitions, in which its rows stand anyhow."""
    driver.conf.set("spark.sql.shuffle.partitions", str(partitions))
    return driver.createDataFrame(table).repartition(partitions)


def rows(table: Any) -> list[str]:
    """Whatever the order and the numbers of the rows."""
    told = table.toArrow() if isinstance(table, DataFrame) else pa.table(table)
    held = told.drop_columns([name for name in ("row",) if name in told.column_names]).to_pylist()
    return sorted(json.dumps(row, default=str, ensure_ascii=False) for row in held)


def ordered(table: pa.Table, *by: str) -> pa.Table:
    """As a file of Parquet would be sorted for one core."""
    others = [it.name for it in table.schema if it.name not in by and not pa.types.is_list(it.type)]
    return table.sort_by([(name, "ascending") for name in (*by, *others)])


def test_two_processes_work(driver: SparkSession) -> None:
    def who(_: int) -> int:
        time.sleep(0.5)
        return os.getppid()

    found = driver.sparkContext.parallelize(range(4), 4).map(who).collect()
    assert len(set(found)) == 2
    assert os.getpid() not in found


@pytest.mark.parametrize("partitions", PARTITIONS)
@pytest.mark.parametrize(
    ("name", "table", "same"),
    [
        ("payments", portfolio.broken(0, 500), {"rate_changes": None}),
        ("schedules", portfolio.broken(0, 60), {"keep": ["rate_millionths"]}),
        (
            "checklists",
            portfolio.enquiries(0, 40).select(["case", "property"]),
            {"product": PRODUCT},
        ),
        ("findings", portfolio.enquiries(0, 40), LOAN),
        ("matches", portfolio.enquiries(0, 40), WISH),
    ],
)
def test_each_row_has_the_answer_of_one_core(
    driver: SparkSession, name: str, table: pa.Table, same: dict[str, Any], partitions: int
) -> None:
    same = {key: it for key, it in same.items() if it is not None}
    wanted = rows(getattr(arrow, name)(table, **same))
    assert len(wanted) > table.num_rows - 1
    assert rows(getattr(spark, name)(parted(driver, table, partitions), **same)) == wanted


def test_a_row_without_an_answer_is_not_dropped(driver: SparkSession) -> None:
    table = portfolio.broken(0, 70)
    told = spark.schedules(parted(driver, table, 3)).where("error_code IS NOT NULL")
    bad = {it["case"]: it for it in told.toArrow().to_pylist()}
    assert len(bad) == told.count() == 30
    assert bad["C-000000000"]["error_code"] == "out_of_range"
    assert "principal_fen: " in bad["C-000000000"]["error_message"]
    assert bad["C-000000000"]["error_zh"]
    assert "months" in bad["C-000000004"]["error_message"]


LOGS = portfolio.logs(0, 40)
#: A log that is none, one that stands under a case, and one without a case.
BAD = pa.table({"case": ["C-1", "C-2", None], "log": ["?", "", None]})


@pytest.mark.parametrize("partitions", PARTITIONS)
@pytest.mark.parametrize("form", ["log", "entry"])
@pytest.mark.parametrize("name", ["worklists", "events"])
def test_logs_are_read_as_on_one_core(
    driver: SparkSession, name: str, form: str, partitions: int
) -> None:
    given = {"context": TODAY} if name == "worklists" else {}
    table = pa.concat_tables([LOGS, BAD])
    if form == "entry":
        # Its second entry is lost, and an entry that is none stands among the others.
        lost = portfolio.entries(portfolio.logs(100, 1)).take([0, 2])
        none = pa.table({"case": ["C-000000005"], "number": [9], "entry": ["{}"]})
        table = pa.concat_tables([portfolio.entries(LOGS), lost, none])
        table = ordered(table, "case", "number")
    wanted = rows(getattr(arrow, name)(table, **given))
    bad = [it for it in wanted if '"error_code": null' not in it]
    assert len(bad) == (3 if form == "log" else 2)
    assert len(wanted) > 100
    assert rows(getattr(spark, name)(parted(driver, table, partitions), **given)) == wanted


def granted() -> pa.Table:
    """Loans, of which some do not hold, one of them three times."""
    table = portfolio.granted(0, 900)
    sums = table["amount_fen"].to_pylist()
    sums[5::50] = [-1] * len(sums[5::50])
    table = table.set_column(table.column_names.index("amount_fen"), "amount_fen", pa.array(sums))
    return pa.concat_tables([table, table.slice(5, 1), table.slice(4, 2)])


@pytest.mark.parametrize("partitions", PARTITIONS)
@pytest.mark.parametrize("lent", [False, True])
def test_what_other_rules_touch_is_counted_as_on_one_core(
    driver: SparkSession, partitions: int, lent: bool
) -> None:
    table = granted()
    if lent:
        table = table.append_column("lent_fen", table["amount_fen"])
    told = spark.impact(parted(driver, table, partitions), *DAYS)
    wanted = pa.table(arrow.impact(ordered(table, "case"), *DAYS))
    assert rows(told) == rows(wanted)
    kinds = told.toArrow()["kind"].to_pylist()
    assert kinds == sorted(kinds, key=["total", "group", "rule", "error"].index)
    assert kinds.count("error") == 20
    first = told.where("kind = 'group'").toArrow()["case"].to_pylist()
    assert first == sorted(first)
    assert first[0] == "000000000-GZ-1"


def test_a_loan_without_a_case_is_an_error_wherever_it_stands(driver: SparkSession) -> None:
    table = pa.concat_tables([portfolio.granted(0, 90), portfolio.granted(0, 2)])
    case = pa.array([None if row >= 90 else it for row, it in enumerate(table["case"].to_pylist())])
    table = table.set_column(0, "case", case)
    for partitions in PARTITIONS:
        told = spark.impact(parted(driver, table, partitions), *DAYS).toArrow().to_pylist()
        assert (told[0]["kind"], told[0]["loans"]) == ("total", 90)
        bad = [it["error_message"] for it in told if it["kind"] == "error"]
        assert bad == ["case: the field `case` is missing; give it a value"] * 2


def test_no_loans_are_a_total_of_none(driver: SparkSession) -> None:
    none = granted().slice(0, 0)
    assert rows(spark.impact(parted(driver, none, 2), *DAYS)) == rows(arrow.impact(none, *DAYS))
    assert spark.schedules(parted(driver, portfolio.loans(0, 1).slice(0, 0), 2)).count() == 0


@pytest.mark.parametrize("partitions", PARTITIONS)
def test_from_parquet_to_parquet(driver: SparkSession, tmp_path: Path, partitions: int) -> None:
    loans = portfolio.write(portfolio.broken, 500, tmp_path / "loans.parquet", chunk=200)
    read = driver.read.parquet(str(loans)).repartition(partitions)
    spark.schedules(read).write.parquet(str(tmp_path / "schedules"))
    wanted = pa.table(arrow.schedules(pq.read_table(loans)))
    assert rows(pq.read_table(tmp_path / "schedules")) == rows(wanted)
    assert len(list((tmp_path / "schedules").glob("part-*.parquet"))) == partitions


def test_the_sample_runs(driver: SparkSession, tmp_path: Path) -> None:
    portfolio.write(portfolio.loans, 20, tmp_path / "loans.parquet")
    portfolio.write(portfolio.granted, 20, tmp_path / "granted.parquet")
    portfolio.write(portfolio.enquiries, 20, tmp_path / "enquiries.parquet")
    pq.write_table(portfolio.entries(LOGS), tmp_path / "entries.parquet")
    text = (portfolio.ROOT / "bindings-python/SPARK.md").read_text("utf-8")
    (sample,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    said: dict[str, Any] = {}
    exec(sample.replace('"/data/', f'"{tmp_path}/'), said)
    assert said["best"].count() == 20
    assert pq.read_table(tmp_path / "schedules.parquet").num_rows > 20
    written = driver.read.parquet(str(tmp_path / "worklists.parquet"))
    assert [it.clerk for it in written.select("clerk").distinct().collect()] == ["wang"]


def test_rules_travel_to_the_workers(driver: SparkSession) -> None:
    layer = (portfolio.ROOT / "examples/packs/citic-jinan.json").read_text("utf-8")
    rules = Rules.builtin().at([layer])
    assert pickle.loads(pickle.dumps(rules)) == rules
    table = pa.table({"case": ["C-1"], "property": ["presale"], "marital": ["married"]})
    told = rows(spark.checklists(parted(driver, table, 2), rules=rules, product=PRODUCT))
    assert told == rows(arrow.checklists(table, rules=rules, product=PRODUCT))
    assert told != rows(arrow.checklists(table, product=PRODUCT))
    loans = granted()
    touched = spark.impact(parted(driver, loans, 2), DAYS[0], DAYS[0], then_rules=rules)
    wanted = arrow.impact(ordered(loans, "case"), DAYS[0], DAYS[0], then_rules=rules)
    assert rows(touched) == rows(wanted)


def test_what_is_wrong_with_a_dataframe_is_told_at_once(driver: SparkSession) -> None:
    loans = parted(driver, portfolio.loans(0, 3), 1)
    refused: list[tuple[Callable[[], DataFrame], str, str]] = [
        (lambda: spark.payments(loans.drop("months")), "missing_field", "months"),
        (lambda: spark.schedules(loans.drop("case")), "missing_field", "case"),
        (lambda: spark.worklists(loans, TODAY), "missing_field", "number"),
        (lambda: spark.impact(loans.drop("case"), *DAYS), "missing_field", "case"),
        (lambda: spark.payments(loans.withColumn("months", loans.case)), "wrong_type", "months"),
        (lambda: spark.schedules(loans, colour="red"), "unknown_field", "colour"),
    ]
    for wrong, code, place in refused:
        with pytest.raises(InputError) as no:
            wrong()
        assert (no.value.code, no.value.place) == (code, place)
        assert no.value.advice
    kept = spark.schedules(loans.withColumnRenamed("case", "id"), keep=["id"])
    assert kept.columns[0] == "id"


def test_a_worker_with_another_version_is_told(driver: SparkSession) -> None:
    question = spark._Question("payments", {}, version="0.0.1")
    loans = parted(driver, portfolio.loans(0, 1), 1)
    told = loans.mapInArrow(question, spark.payments(loans).schema)
    with pytest.raises(PythonException, match=r"the driver 0\.0\.1: install the same on both"):
        told.collect()
