"""A whole portfolio: the functions of `anjieflow.arrow` over DataFrames of Apache Spark.

Needs the extra: `pip install "anjieflow[spark]"`, on the workers too. Each function takes a
DataFrame and returns one; nothing is computed before the answer is read or written.

    from pyspark.sql import SparkSession
    from anjieflow import spark

    session = SparkSession.builder.getOrCreate()
    loans = session.read.parquet("loans.parquet")
    spark.schedules(loans).write.parquet("schedules.parquet")

Columns, keywords and answers are those of `anjieflow.arrow`, with two differences. Rows of a
DataFrame have no number, so the answers have no `row`: each is told by `case`, `loan` and what
`keep` names, and one of these must be there. And where the rows of a case are asked about
together, as the entries of a log are, they are brought together and sorted here; how the rows are
partitioned changes nothing.

A row that has no answer is not dropped: it comes back with `error_code`, `error_message` and
`error_zh`, which are empty where all is well. What is wrong with a DataFrame as a whole, such as
a column that is missing, is an `InputError` at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import InputError, Rules, arrow, version

try:
    import pyarrow as pa
    from pyspark.sql import functions as F  # noqa: N812
except ImportError as _no:
    raise ImportError(
        "anjieflow.spark needs PySpark 4 and pyarrow: pip install 'anjieflow[spark]'"
    ) from _no

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = [
    "checklists",
    "events",
    "findings",
    "impact",
    "matches",
    "payments",
    "schedules",
    "worklists",
]


def payments(loans: DataFrame, **same: object) -> DataFrame:
    """What each loan costs: a row for each, all its columns, and the answer.

    See `anjieflow.arrow.payments`.
    """
    return _answered(loans, _Question("payments", {"same": same}))


def schedules(loans: DataFrame, *, keep: Sequence[str] = (), **same: object) -> DataFrame:
    """Every payment of each loan: a row for each payment.

    See `anjieflow.arrow.schedules`.
    """
    return _of_rows("schedules", loans, keep, same)


def checklists(
    households: DataFrame, *, rules: Rules | None = None, keep: Sequence[str] = (), **same: object
) -> DataFrame:
    """The papers that a product asks of each household: a row for each paper.

    See `anjieflow.arrow.checklists`.
    """
    return _of_rows("checklists", households, keep, same, rules)


def findings(
    loans: DataFrame, *, rules: Rules | None = None, keep: Sequence[str] = (), **same: object
) -> DataFrame:
    """How each loan stands to its limits: a row for each limit.

    See `anjieflow.arrow.findings`.
    """
    return _of_rows("findings", loans, keep, same, rules)


def matches(
    enquiries: DataFrame, *, rules: Rules | None = None, keep: Sequence[str] = (), **same: object
) -> DataFrame:
    """Every product for each enquiry: a row for each, of which the best has `rank` 1.

    See `anjieflow.arrow.matches`.
    """
    return _of_rows("matches", enquiries, keep, same, rules)


def worklists(
    logs: DataFrame, context: Mapping[str, Any], *, rules: Rules | None = None
) -> DataFrame:
    """What is to be done in each case: a row for each task.

    A log is the text of a row, in the columns `case` and `log`; or its entries stand in rows of
    their own, in any order, in the columns `case`, `number` and `entry`.

    See `anjieflow.arrow.worklists`.
    """
    return _of_logs(logs, _Question("worklists", {"context": dict(context), "rules": rules}))


def events(logs: DataFrame) -> DataFrame:
    """What happened in each case: a row for each entry of its log, without what is personal.

    Logs are told as for `worklists`. See `anjieflow.arrow.events`.
    """
    return _of_logs(logs, _Question("events", {}))


def impact(
    loans: DataFrame,
    context: Mapping[str, Any],
    then: Mapping[str, Any],
    *,
    rules: Rules | None = None,
    then_rules: Rules | None = None,
    **same: object,
) -> DataFrame:
    """What other rules, or the rules of another day, mean for many loans, grouped by cause.

    Each partition counts its own loans, and the counts are added up. The witness of a cause is
    the loan with the smallest `case`, and within it the smallest `loan`. A loan without a `case`
    is an error: it would be named by the number of its row, which a DataFrame has not. First
    comes the total, then the causes in the order of their witnesses, then what changes in the
    rules besides, then the rows that do not hold.

    See `anjieflow.arrow.impact`.
    """
    asked = {"context": dict(context), "then": dict(then), "rules": rules, "then_rules": then_rules}
    question = _Question("impact", {**asked, "same": same})
    _need(loans, ["case"])
    by = ["case", "loan"] if "loan" in loans.columns else ["case"]
    counted = _answered(_together(loans.where("case IS NOT NULL"), by), question)
    # What changes in the rules besides, and a total also where there are no loans.
    none = loans.sparkSession.createDataFrame(_drop_row(pa.table(question.ask(_empty(loans)))))
    partial = counted.where("kind <> 'rule'").unionByName(none)
    return _merged(partial.unionByName(_nameless(loans), allowMissingColumns=True))


def _nameless(loans: DataFrame) -> DataFrame:
    """An error for each loan without a case."""
    no = _fault("case", "the field `case` is missing", "give it a value")
    told = {
        "kind": "error",
        "error_code": no.code,
        "error_message": f"{no.place}: {no.message}; {no.advice}",
        "error_zh": no.zh,
    }
    loan = [F.col("loan")] if "loan" in loans.columns else []
    return loans.where("case IS NULL").select(
        *loan, *(F.lit(value).alias(name) for name, value in told.items())
    )


def _merged(counted: DataFrame) -> DataFrame:
    """The counts of all partitions as one."""
    names = counted.columns
    sums, witness = ["loans", "touched", "changes"], ["case", "loan"]
    cause = [name for name in names if name not in (*sums, *witness)]
    is_error = F.col("kind") == "error"
    # Errors are grouped by all they say, and then told as often as they were found.
    of_error = [F.when(is_error, F.col(name)).alias(f"_{name}") for name in witness]
    added = counted.groupBy(*cause, *of_error).agg(
        *(F.sum(name).alias(name) for name in sums),
        F.min(F.struct(*witness)).alias("_witness"),
        F.when(is_error, F.count("*")).otherwise(1).alias("_times"),
    )
    told = added.withColumn("_time", F.explode(F.expr("sequence(1, _times)")))
    told = told.select("*", *(F.col(f"_witness.{name}").alias(name) for name in witness))
    kinds = F.array(*(F.lit(kind) for kind in ("total", "group", "rule", "error")))
    order = F.array_position(kinds, F.col("kind"))
    return told.orderBy(order, *witness, *cause).select(*names)


def _of_rows(
    name: str,
    rows: DataFrame,
    keep: Sequence[str],
    same: Mapping[str, object],
    rules: Rules | None = None,
) -> DataFrame:
    if not keep and not {"case", "loan"} & set(rows.columns):
        raise _missing(rows, "case", "add it, or name in `keep` the columns that tell rows apart")
    given: dict[str, object] = {"same": dict(same), "keep": list(keep)}
    if rules is not None:
        given["rules"] = rules
    return _answered(rows, _Question(name, given))


def _of_logs(logs: DataFrame, question: _Question) -> DataFrame:
    if "log" in logs.columns:
        _need(logs, ["case"])
        return _answered(logs, question)
    _need(logs, ["case", "number", "entry"])
    return _answered(_together(logs, ["case", "number"]), question)


def _together(rows: DataFrame, by: Sequence[str]) -> DataFrame:
    """The rows of a case in one partition, sorted.

    The other columns decide where these are equal, so that every run is the same.
    """
    others = [name for name in rows.columns if name not in by]
    # A log without a name is asked about like one with an empty name.
    case = F.coalesce(F.col("case"), F.lit(""))
    return rows.repartition(case).sortWithinPartitions(case, *by, *others)


def _answered(rows: DataFrame, question: _Question) -> DataFrame:
    """The answers to a question, partition by partition."""
    columns = pa.schema(question.ask(_empty(rows)))
    answers = rows.sparkSession.createDataFrame(_drop_row(columns.empty_table()))
    return rows.mapInArrow(question, answers.schema)


def _empty(rows: DataFrame) -> pa.Table:
    """A table with the columns of the DataFrame as the workers get them."""
    return rows.limit(0).toArrow()


def _drop_row(table: Any) -> Any:
    """Answers without the number of the row, which would tell how the rows are partitioned."""
    return table.drop_columns(["row"])


def _need(rows: DataFrame, names: Sequence[str]) -> None:
    for name in names:
        if name not in rows.columns:
            raise _missing(rows, name, "rename the column that holds it, or add it")


def _missing(rows: DataFrame, name: str, advice: str) -> InputError:
    found = ", ".join(rows.columns)
    return _fault(name, f"the column `{name}` is missing; found: {found}", advice)


def _fault(name: str, message: str, advice: str) -> InputError:
    """What is wrong where something is missing."""
    error = InputError(message)
    error.code, error.place = "missing_field", name
    error.message, error.zh, error.advice = message, f"缺少必填字段：{name}", advice
    return error


@dataclass(frozen=True)
class _Question:
    """A function of `anjieflow.arrow` and what it is given besides rows. It travels to workers."""

    name: str
    given: Mapping[str, Any]
    version: str = version()

    def ask(self, rows: Any) -> arrow.Table:
        given = dict(self.given)
        asked: arrow.Table = getattr(arrow, self.name)(rows, **given.pop("same", {}), **given)
        return asked

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The answers to the rows of a partition."""
        if version() != self.version:
            raise RuntimeError(
                f"this worker has anjieflow {version()}, the driver {self.version}: "
                "install the same on both"
            )
        first = next(batches, None)
        if first is None:
            return
        rows = pa.RecordBatchReader.from_batches(first.schema, itertools.chain([first], batches))
        yield from map(_drop_row, pa.RecordBatchReader.from_stream(self.ask(rows)))
