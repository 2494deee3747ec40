"""Loans as data frames, of pandas 3 and, in an environment of its own, of pandas 2."""

from __future__ import annotations

from typing import Any

import pandas as pd  # type: ignore[import-untyped]
import pyarrow as pa
import pytest
from anjieflow import arrow

# What pandas 2 lacks; the documents name the way through pyarrow, which both have.
READS_ARROW = hasattr(pd.DataFrame, "from_arrow")


def loans(**columns: Any) -> pd.DataFrame:
    plain = {
        "principal_fen": [60_000_000],
        "rate_millionths": [31_000.0],
        "months": [60],
        "payout": pd.to_datetime(["2026-03-10"]),
        "method": pd.Categorical(["equal_instalment"]),
        "grace_months": [float("nan")],
    }
    return pd.DataFrame(plain | columns)


TYPES: dict[str, dict[str, Any]] = {
    "as they come": {},
    "text": {"method": ["equal_instalment"]},
    "text of pyarrow": {"method": pd.array(["equal_instalment"], dtype="string[pyarrow]")},
    "whole numbers or nothing": {"grace_months": pd.array([None], dtype="Int64")},
    "days of pyarrow": {
        "payout": pd.to_datetime(["2026-03-10"]).astype(pd.ArrowDtype(pa.date32()))
    },
}


@pytest.mark.parametrize("types", TYPES)
def test_a_frame_is_a_table_whatever_its_types(types: str) -> None:
    (told,) = pa.table(arrow.payments(loans(**TYPES[types]))).to_pylist()
    assert (told["error_message"], told["instalment_fen"]) == (None, 1_080_790)


def test_a_bad_row_keeps_its_place_in_the_frame() -> None:
    frame = pd.concat([loans(), loans(months=[0]), loans()])
    told = pa.table(arrow.payments(frame)).to_pandas()
    assert told["row"].to_list() == [0, 1, 2]
    assert told["error_code"].isna().to_list() == [True, False, True]
    assert told["instalment_fen"].dropna().to_list() == [1_080_790, 1_080_790]


@pytest.mark.skipif(not READS_ARROW, reason="pandas 2 reads no stream")
def test_it_reads_the_answer_without_pyarrow_and_again() -> None:
    told = arrow.payments(loans())
    for _ in range(2):
        assert pd.DataFrame.from_arrow(told)["instalment_fen"].to_list() == [1_080_790]
