"""A made-up portfolio of any size: the same rows for the same numbers, on every machine.

Each function makes the rows of some cases, from the number of the first on.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from anjieflow import Case, Command, Context, log
from anjieflow.flow import Application, Facts

ROOT = Path(__file__).parents[3]
TODAY = {"today": "2026-03-10", "by": "wang"}
#: Between these days the rates of the provident funds changed.
DAYS = tuple(
    {"today": "2026-11-24", "as_of": day, "by": "wang"} for day in ("2025-05-07", "2025-05-08")
)
#: So many cases are made at a time.
CHUNK = 100_000

#: Makes the rows of so many cases, from this number on.
Maker = Callable[[int, int], pa.Table]


def loans(first: int, cases: int) -> pa.Table:
    """Loans to be paid back, of various sums, rates and terms."""
    at = range(first, first + cases)
    return pa.table(
        {
            "case": names(at),
            "principal_fen": [30_000_000 + it * 7_919 % 200_000_000 for it in at],
            "rate_millionths": [26_000 + it % 30 * 500 for it in at],
            "months": [60 + it % 25 * 12 for it in at],
            "method": [("equal_instalment", "equal_principal")[it % 5 == 0] for it in at],
            "payout": [dt.date(2020, 1, 1) + dt.timedelta(it % 2_000) for it in at],
        }
    )


def broken(first: int, cases: int) -> pa.Table:
    """The same, of which some have no answer."""
    table = loans(first, cases)
    sums, ways, months = (table[it].to_pylist() for it in ("principal_fen", "method", "months"))
    for row in range(0, cases, 7):
        sums[row], ways[(row + 2) % cases], months[(row + 4) % cases] = -1, "by whim", None
    for name, column in {"principal_fen": sums, "method": ways, "months": months}.items():
        at = table.column_names.index(name)
        table = table.set_column(at, name, pa.array(column, table.schema.field(name).type))
    return table


def enquiries(first: int, cases: int) -> pa.Table:
    """Households that ask what fits them."""
    at = range(first, first + cases)
    return pa.table(
        {
            "case": names(at),
            "city": [("Shenzhen", "广州", "成都", "Jinan")[it % 4] for it in at],
            "amount_fen": [60_000_000 + it % 90 * 1_000_000 for it in at],
            "price_fen": [200_000_000] * cases,
            "property": [("presale", "second_hand")[it % 2] for it in at],
            "household_home_count": [(0, 1, None)[it % 3] for it in at],
            "monthly_income_fen": [1_000_000 + it % 40 * 50_000 for it in at],
        }
    )


def granted(first: int, cases: int) -> pa.Table:
    """Loans that other rules may touch: those of the core's test again and again."""
    columns = json.loads((ROOT / "core/tests/data/loans/columns.json").read_text("utf-8"))
    alike = pa.table(columns)
    places = [divmod(it, alike.num_rows) for it in range(first, first + cases)]
    table = alike.take([place for _, place in places])
    # Two loans of one case stay together.
    own = [f"{time:09}-{columns['case'][place]}" for time, place in places]
    return table.set_column(table.column_names.index("case"), "case", pa.array(own))


def logs(first: int, cases: int) -> pa.Table:
    """The logs of cases that have come as far as the choice of a loan, some of them further."""
    steps = list(commands())
    texts = []
    # Made up, so that nobody is protected by salt that nobody can guess.
    today = Context(TODAY["today"], TODAY["by"], salt=bytes(16))
    for at in range(first, first + cases):
        case, entry = Case.open(f"C-{at:09}", today)
        entries = [entry]
        for step in steps[: 2 + at % (len(steps) - 1)]:
            case, entry = case.step(step, today)
            entries.append(entry)
        texts.append(log(entries))
    return pa.table({"case": names(range(first, first + cases)), "log": texts})


def commands() -> Iterator[Any]:
    facts: Facts = {"marital": "single", "nationality": "mainland", "property": "presale"}
    loan: Application = {
        "product": "citic-jinan-new",
        "amount_fen": 90_000_000,
        "term_months": 360,
    }
    yield Command("add_party", id="b1", role="borrower", name="陈一诺")
    yield Command("state_facts", facts=facts)
    yield Command("describe_property", address="试验路1号", price_fen=150_000_000)
    yield Command("choose_product", loans=[loan])


def entries(of: pa.Table) -> pa.Table:
    """The entries of logs, each in a row of its own."""
    rows = [
        {"case": case, "number": number, "entry": line}
        for case, text in zip(of["case"].to_pylist(), of["log"].to_pylist())
        # The first line is the head of the log.
        for number, line in enumerate(text.splitlines()[1:], 1)
    ]
    return pa.Table.from_pylist(rows)


def names(of: range) -> list[str]:
    return [f"C-{at:09}" for at in of]


def write(maker: Maker, cases: int, path: Path, chunk: int = CHUNK) -> Path:
    """A file of Parquet, written piece by piece."""
    # In so many rows there is something in each column.
    with pq.ParquetWriter(path, maker(0, 16).schema) as file:
        for first in range(0, cases, chunk):
            file.write_table(maker(first, min(chunk, cases - first)).cast(file.schema))
    return path
