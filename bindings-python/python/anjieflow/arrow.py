"""Many rows at once: tables in, tables out, by Arrow's C interface (PyCapsule).

What goes in is a table of pyarrow, Polars, DuckDB or pandas, or anything else with
`__arrow_c_stream__` or `__arrow_c_array__`. What comes out is a `Table`: it is read batch by
batch by whoever takes it, and each batch is computed when it is read, so that a table of any
length needs little memory. Other threads go on meanwhile, Ctrl-C stops it between batches, and
`progress` is told how many rows are done.

>>> import pyarrow as pa
>>> from anjieflow import arrow
>>> loans = pa.table({
...     "id": ["A", "B"],
...     "principal_fen": [100_000_000, -1],
...     "rate_millionths": [35_000, 35_000],
...     "months": [360, 360],
... })
>>> told = pa.table(arrow.payments(loans))
>>> told["instalment_fen"].to_pylist()
[449045, None]

A row that has no answer stops nothing and is not dropped: it comes back with what is wrong.

>>> told.select(["id", "row", "error_code", "error_message"]).to_pylist()[1]
... # doctest: +NORMALIZE_WHITESPACE +ELLIPSIS
{'id': 'B', 'row': 1, 'error_code': 'out_of_range', 'error_message': 'principal_fen: ...'}

Columns are the fields of the plain functions, in the same units: whole fen, millionths a year,
months. Whole numbers may stand as any integers, as decimals without a fraction or as the floats
that pandas makes of integers with gaps; days as dates, as moments without a time zone or as
text; objects and lists as structs and lists or as JSON text. A field that is the same for every
row is given as a keyword in place of a column: `payments(loans, rate_millionths=35_000)`.

In every answer `row` is the number of the row in the input, from 0, and `error_code`,
`error_message` and `error_zh` are empty where all is well. What is wrong with a table as a whole,
such as a column that is missing or of another type, is an `InputError` at once.

A column that nobody reads is an `InputError` too, for with another name it might have been read;
`keep` names columns that are handed on beside each answer. `case` and `loan` always are, and
`payments` hands on all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Callable, Protocol, Union

from . import Rules
from ._anjieflow import _Table as Table
from ._anjieflow import _table

__all__ = [
    "ArrowTable",
    "Table",
    "checklists",
    "events",
    "findings",
    "impact",
    "matches",
    "payments",
    "schedules",
    "worklists",
]


class _Stream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


class _Batch(Protocol):
    def __arrow_c_array__(
        self, requested_schema: object | None = None
    ) -> tuple[object, object]: ...


#: What has Arrow's C interface.
ArrowTable = Union[_Stream, _Batch]

_Progress = Union[Callable[[int], object], None]


def payments(loans: ArrowTable, *, progress: _Progress = None, **same: object) -> Table:
    """What each loan costs: a row for each, all columns of the table, and the answer.

    Read are the fields of `schedule`: `principal_fen`, `rate_millionths` and `months` (or
    `fortnights`) must be there, `method`, `payout`, `first_period` and so on may be. The answer
    is `instalment_fen` (empty where it is not one sum), `payments`, `first_payment_fen`,
    `last_payment_fen`, `total_payment_fen` and `total_interest_fen`.

    >>> import polars as pl
    >>> loans = pl.DataFrame({"principal_fen": [80_000_000, 50_000_000], "months": [240, 360]})
    >>> told = pl.DataFrame(payments(loans, rate_millionths=31_000, method="equal_principal"))
    >>> told["first_payment_fen"].to_list(), told["last_payment_fen"].to_list()
    ([540000, 268056], [334274, 139208])
    """
    return _table("payments", loans, same=same, progress=progress)


def schedules(
    loans: ArrowTable,
    *,
    keep: Sequence[str] = (),
    progress: _Progress = None,
    **same: object,
) -> Table:
    """Every payment of each loan: a row for each payment.

    Read are the fields of `schedule`. The answer is `period`, `due` and `pay_by` (empty without a
    `payout`), `payment_fen`, `principal_fen`, `interest_fen` and `balance_fen`.

    >>> import pyarrow as pa
    >>> loans = pa.table({"loan": ["A"], "principal_fen": [100_000_000], "months": [360]})
    >>> told = pa.table(schedules(loans, rate_millionths=35_000, payout="2026-03-10"))
    >>> told.num_rows
    360
    >>> told.slice(0, 1).select(["loan", "period", "due", "payment_fen"]).to_pylist()
    [{'loan': 'A', 'period': 1, 'due': datetime.date(2026, 4, 10), 'payment_fen': 449045}]
    """
    return _table("schedules", loans, same=same, keep=list(keep), progress=progress)


def checklists(
    households: ArrowTable,
    *,
    rules: Rules | None = None,
    keep: Sequence[str] = (),
    progress: _Progress = None,
    **same: object,
) -> Table:
    """The papers that a product asks of each household: a row for each paper.

    Read are `product` and the facts, each as a column of its own name or all in `facts`; what is
    not known is empty. The answer is that of `product_checklist`: `required` is false where facts
    are to be asked first, those in `ask`.

    >>> import pyarrow as pa
    >>> from anjieflow import product_checklist
    >>> households = pa.table({"case": ["C-1"], "marital": ["single"]})
    >>> told = pa.table(checklists(households, product="citic-mortgage"))
    >>> told["document"].to_pylist() == [
    ...     it["document"] for it in product_checklist("citic-mortgage", {"marital": "single"})
    ... ]
    True
    """
    return _table(
        "checklists", households, same=same, keep=list(keep), progress=progress, rules=rules
    )


def findings(
    loans: ArrowTable,
    *,
    rules: Rules | None = None,
    keep: Sequence[str] = (),
    progress: _Progress = None,
    **same: object,
) -> Table:
    """How each loan stands to its limits: a row for each limit, as in `Rules.assess`.

    Read are `date`, `product`, `amount_fen` and `term_months`, which must be there; `price_fen`,
    `appraisal_fen`, `method` and `spread_basis_points`; `province`, `city` and `district`, or
    `site`; `born`, `sex`, `co_born` and `co_sex`, or `applicants`; `beside`; and facts and figures,
    each as a column of its own name or all in `facts` and `figures`.

    >>> import pyarrow as pa
    >>> loans = pa.table({
    ...     "case": ["C-1"], "product": ["citic-mortgage"],
    ...     "amount_fen": [90_000_000], "price_fen": [100_000_000],
    ... })
    >>> told = pa.table(findings(loans, date="2026-03-02", term_months=240))
    >>> [it["text"] for it in told.to_pylist() if it["verdict"] == "broken"][0]
    'min down payment: limit 15%, actual 10%: broken'
    """
    return _table("findings", loans, same=same, keep=list(keep), progress=progress, rules=rules)


def matches(
    enquiries: ArrowTable,
    *,
    rules: Rules | None = None,
    keep: Sequence[str] = (),
    progress: _Progress = None,
    **same: object,
) -> Table:
    """Every product for each enquiry, the best first: a row for each, as in `Rules.choose`.

    Read is what `findings` reads but the product, and `objective`, `area`, `owners`, `stated`,
    `project`, `firm`, `panel` and `seen`. `rank` is 1 for the best.

    >>> import pyarrow as pa
    >>> enquiries = pa.table({
    ...     "case": ["C-1"], "city": ["Shenzhen"],
    ...     "amount_fen": [100_000_000], "price_fen": [200_000_000],
    ... })
    >>> told = pa.table(matches(enquiries, date="2026-03-02", term_months=360))
    >>> told.select(["case", "rank", "product"]).to_pylist()[0]
    {'case': 'C-1', 'rank': 1, 'product': 'citic-mortgage'}
    """
    return _table("matches", enquiries, same=same, keep=list(keep), progress=progress, rules=rules)


def worklists(
    logs: ArrowTable,
    context: Mapping[str, Any],
    *,
    rules: Rules | None = None,
    progress: _Progress = None,
) -> Table:
    """What is to be done in each case: a row for each task, as in `Case.worklist`.

    A log is the text of a row in the column `log`; or its entries stand in rows of their own, in
    the columns `case`, `number` and `entry` (JSON text), sorted by case and number.

    >>> import pyarrow as pa
    >>> from anjieflow import Case, log
    >>> today = {"today": "2026-03-02", "by": "wang"}
    >>> _, entry = Case.open({"case": "C-1", "context": today})
    >>> told = pa.table(worklists(pa.table({"log": [log([entry]), "?"]}), today))
    >>> [(it["row"], it["case"], it["task"], it["error_code"]) for it in told.to_pylist()]
    [(0, 'C-1', 'take_step', None), (1, None, None, 'malformed')]
    """
    return _table("worklists", logs, context=context, progress=progress, rules=rules)


def events(logs: ArrowTable, *, progress: _Progress = None) -> Table:
    """What happened in each case: a row for each entry of its log, without what is personal.

    Logs are told as for `worklists`. `data` is JSON text; in it, numbers as long as those of a
    person or an account are hidden.

    >>> import pyarrow as pa
    >>> from anjieflow import Case, log
    >>> today = {"today": "2026-03-02", "by": "wang"}
    >>> _, entry = Case.open({"case": "C-1", "context": today})
    >>> told = pa.table(events(pa.table({"log": [log([entry])]})))
    >>> told.select(["case", "number", "by", "event", "data"]).to_pylist()
    [{'case': 'C-1', 'number': 1, 'by': 'wang', 'event': 'opened', 'data': '{}'}]
    """
    return _table("events", logs, progress=progress)


def impact(
    loans: ArrowTable,
    context: Mapping[str, Any],
    then: Mapping[str, Any],
    *,
    rules: Rules | None = None,
    then_rules: Rules | None = None,
    progress: _Progress = None,
    **same: object,
) -> Table:
    """What other rules, or the rules of another day, mean for many loans, grouped by cause.

    Read are the columns of `Rules.impact`. A row of the `kind` "total" says how many `loans`
    there are and how many are `touched`; one of the kind "group" tells a cause, for how many loans
    and how often, with the first such `case` and `loan`; one of the kind "rule" what changes in
    the rules besides; and one of the kind "error" is about a row that does not hold. Without a
    column `lent_fen` the table must be sorted by `case`, for what a case lends together is asked.

    >>> import pyarrow as pa
    >>> loans = pa.table({"case": ["C-1", "C-2"], "amount_fen": [60_000_000, 60_000_000]})
    >>> days = [{"today": "2025-05-20", "as_of": day, "by": "wang"}
    ...         for day in ("2025-05-07", "2025-05-08")]
    >>> told = pa.table(impact(loans, *days, product="pf-guangzhou", term_months=240,
    ...                        household_home_count=0))
    >>> [(it["kind"], it["loans"], it["case"]) for it in told.to_pylist()][:2]
    [('total', 2, None), ('group', 2, 'C-1')]
    """
    return _table(
        "impact",
        loans,
        same=same,
        context=context,
        then=then,
        rules=rules,
        then_rules=then_rules,
        progress=progress,
    )
