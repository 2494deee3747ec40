"""What a month costs for many loans at once, beside numpy-financial.

`cargo xtask bench python` runs it on a million loans; `cargo xtask test` on ten thousand, for the
answers: numpy-financial computes in binary floats, so that the exact instalment lies within half a
fen of its own, and never further.
"""

from __future__ import annotations

import argparse
import statistics
import time
from typing import Callable

import numpy as np
import numpy_financial as npf  # type: ignore[import-untyped]
from anjieflow import instalments
from numpy.typing import NDArray

# What binary floats may be off by, in fen, for a loan of ten million yuan.
FLOAT_ERROR = 1e-5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loans", type=int, default=1_000_000)
    loans = parser.parse_args().loans
    random = np.random.default_rng(20261124)
    principals = random.integers(1_000_000, 1_000_000_000, loans)
    rates = random.integers(1, 240_001, loans).astype(np.int32)
    months = random.integers(1, 361, loans).astype(np.int16)
    compare("random terms", principals, rates, months)
    compare("one rate and term", principals, np.full(1, 35_000), np.full(1, 360))


def compare(
    name: str,
    principals: NDArray[np.int64],
    rates: NDArray[np.integer],
    months: NDArray[np.integer],
) -> None:
    # One number stands for a column of the same.
    rate, term = (column if len(column) > 1 else int(column[0]) for column in (rates, months))
    ours, exact = middle(lambda: np.frombuffer(instalments(principals, rate, term), dtype=np.int64))
    theirs, floats = middle(lambda: -npf.pmt(rates / 12e6, months, principals))
    assert np.abs(exact - floats).max() < 0.5 + FLOAT_ERROR
    each = 1e9 / len(principals)
    print(f"instalment/{name}/anjieflow: {ours * each:.1f} ns")
    print(f"instalment/{name}/numpy-financial: {theirs * each:.1f} ns")


def middle(
    run: Callable[[], NDArray[np.number]], rounds: int = 7
) -> tuple[float, NDArray[np.number]]:
    """The median of some rounds; and the answer."""
    times, answer = [], run()
    for _ in range(rounds):
        start = time.perf_counter()
        answer = run()
        times.append(time.perf_counter() - start)
    return statistics.median(times), answer


if __name__ == "__main__":
    main()
