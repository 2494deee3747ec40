"""Schedules beside numpy-financial and QuantLib, which compute in binary floats."""

from __future__ import annotations

import numpy as np
import numpy_financial as npf  # type: ignore[import-untyped]
import pytest
import QuantLib as ql  # type: ignore[import-untyped]  # noqa: N813
from anjieflow import instalments, schedule

# Yuan, millionths a year, years.
LOANS = [
    (1_000_000, 35_000, 30),
    (630_000, 49_000, 30),
    (800_000, 36_500, 10),
    (123_457, 26_000, 20),
    (10_000, 240_000, 5),
    (9_999_999, 28_500, 25),
]

# A figure that is rounded by itself lies within half a fen of the exact one; floats add a little.
HALF_A_FEN = 0.005 + 1e-6


def unrounded(yuan: int, rate: int, years: int) -> list[dict[str, int]]:
    loan = schedule(
        principal_fen=yuan * 100, rate_millionths=rate, months=years * 12, convention="unrounded"
    )
    return [dict(row) for row in loan["rows"]]  # type: ignore[arg-type]


@pytest.mark.parametrize(("yuan", "rate", "years"), LOANS)
def test_numpy_financial_has_the_same_figures(yuan: int, rate: int, years: int) -> None:
    periods = np.arange(1, years * 12 + 1)
    monthly = rate / 12e6
    rows = unrounded(yuan, rate, years)
    theirs = {
        "payment_fen": np.full(len(periods), npf.pmt(monthly, len(periods), -yuan)),
        "principal_fen": npf.ppmt(monthly, periods, len(periods), -yuan),
        "interest_fen": npf.ipmt(monthly, periods, len(periods), -yuan),
        "balance_fen": npf.fv(monthly, periods, npf.pmt(monthly, len(periods), -yuan), -yuan),
    }
    for name, figures in theirs.items():
        ours = np.array([row[name] for row in rows]) / 100
        assert np.abs(ours - figures).max() < HALF_A_FEN, name


@pytest.mark.parametrize(("yuan", "rate", "years"), LOANS)
def test_quantlib_has_the_same_balances(yuan: int, rate: int, years: int) -> None:
    term = ql.Period(years, ql.Years)
    notionals = ql.sinkingNotionals(term, ql.Monthly, rate / 1e6, float(yuan))
    balances = [yuan, *(row["balance_fen"] / 100 for row in unrounded(yuan, rate, years))]
    assert len(notionals) == len(balances)
    assert np.abs(np.array(notionals) - balances).max() < HALF_A_FEN


def test_every_instalment_rounds_numpy_financial_s() -> None:
    random = np.random.default_rng(5)
    principals = random.integers(1_000_000, 1_000_000_000, 20_000)
    rates = random.integers(1, 240_001, 20_000)
    months = random.integers(1, 361, 20_000)
    ours = np.frombuffer(instalments(principals, rates, months), dtype=np.int64)
    theirs = -npf.pmt(rates / 12e6, months, principals)
    assert np.abs(ours - theirs).max() < 0.5 + 1e-5
