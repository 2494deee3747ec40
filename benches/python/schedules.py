"""What all 360 payments of a loan cost from Python, beside three libraries of finance.

`cargo xtask bench python` runs it at length; `cargo xtask test` briefly, for the answers. Ours and
`loankit` round every month to the fen; QuantLib and numpy-financial compute in binary floats and
round nothing, so that their interest is off by less than a yuan.
"""

from __future__ import annotations

import argparse
import statistics
import timeit
from decimal import Decimal
from typing import Callable

import numpy as np
import numpy_financial as npf  # type: ignore[import-untyped]
import QuantLib  # type: ignore[import-untyped]
from anjieflow import schedule
from loan import STRATEGIES, LoanRequest  # type: ignore[import-untyped]

# A million at 3.5% over thirty years.
PRINCIPAL_FEN, MILLIONTHS, MONTHS = 100_000_000, 35_000, 360
INTEREST_FEN = 61_656_007


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1_000)
    times = parser.parse_args().times
    ours = middle(by_anjieflow, times)
    print(f"schedule/360 rows/anjieflow: {ours:.1f} us")
    for name, run in (
        ("loankit", by_loankit),
        ("QuantLib", by_quantlib),
        ("numpy-financial", by_numpy_financial),
    ):
        theirs = middle(run, max(1, times // 20))
        print(f"schedule/360 rows/{name}: {theirs:.1f} us")


def by_anjieflow() -> None:
    """Every row as a mapping."""
    rows = schedule(principal_fen=PRINCIPAL_FEN, rate_millionths=MILLIONTHS, months=MONTHS)
    assert rows["total_interest_fen"] == INTEREST_FEN


def by_loankit() -> None:
    """In decimals, by the strategy of level payments."""
    method = "equal-installment"
    asked = LoanRequest(Decimal(1_000_000), Decimal("3.5"), MONTHS, method)
    rows = STRATEGIES[method]().generate(asked)
    assert rows.total_interest * 100 == INTEREST_FEN, rows.total_interest


def by_quantlib() -> None:
    """What is still owed after each month, of which the interest follows."""
    owed = QuantLib.sinkingNotionals(
        QuantLib.Period(30, QuantLib.Years), QuantLib.Monthly, 0.035, 1_000_000.0
    )
    assert abs(sum(owed) * 0.035 / 12 * 100 - INTEREST_FEN) < 100


def by_numpy_financial() -> None:
    """The interest of each month, in one call."""
    interest = npf.ipmt(0.035 / 12, np.arange(1, MONTHS + 1), MONTHS, -1_000_000.0)
    assert abs(float(interest.sum()) * 100 - INTEREST_FEN) < 100


def middle(run: Callable[[], object], times: int) -> float:
    """Microseconds of one run: the median of some rounds."""
    return statistics.median(timeit.repeat(run, number=times, repeat=7)) / times * 1e6


if __name__ == "__main__":
    main()
