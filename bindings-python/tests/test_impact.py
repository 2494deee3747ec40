"""What other rules mean for loans in columns, and what is wrong with a pack."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from anjieflow import InputError, Rules, lint

ROOT = Path(__file__).parents[2]
LOANS = ROOT / "core/tests/data/loans"
JINAN = {"city": "Jinan", "institution": "China CITIC Bank"}


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def on(day: str) -> dict[str, str]:
    return {"today": "2026-11-24", "as_of": day, "by": "wang"}


@pytest.mark.parametrize("change", ["down_payments", "fund_rates"])
def test_a_real_change_is_told_as_in_every_language(change: str) -> None:
    wanted = read(LOANS / "answers.json")[change]
    rules, columns = Rules.builtin(), read(LOANS / "columns.json")
    days = on(wanted["from"]), on(wanted["to"])
    assert rules.impact(columns, *days) == wanted["answer"]
    assert rules.impact(columns, *days, rules=Rules.builtin()) == wanted["answer"]


def test_columns_are_typed_and_none_is_unknown() -> None:
    found = Rules.builtin().impact(
        {
            "product": ("pf-guangzhou", "pf-guangzhou"),
            "amount_fen": [60_000_000, 60_000_000],
            "term_months": [240, 240],
            "household_home_count": [0, None],
            "payout": ["2025-05-01", None],
        },
        on("2025-05-07"),
        on("2025-05-08"),
    )
    (group,) = found["groups"]
    assert (found["loans"], found["touched"]) == (2, 1)
    assert group["witness"] == {"case": "row-2", "loan": "L1"}


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"price_fen": ["much"]}, "columns.price_fen[0]"),
        ({"product": ["horoscope"]}, "columns.product[0]"),
        ({"colour": ["red"]}, "columns"),
        ({"term_months": []}, "columns.term_months"),
        ({"marital": [{1, 2}]}, "columns.marital[0]"),
    ],
)
def test_a_bad_cell_is_named(more: dict[str, Any], place: str) -> None:
    columns = {"product": ["citic-mortgage"], "amount_fen": [100], "term_months": [12], **more}
    with pytest.raises(InputError) as no:
        Rules.builtin().impact(columns, on("2025-05-07"), on("2025-05-08"))
    assert no.value.place == place
    assert no.value.advice


def broken() -> str:
    """The built-in pack, in which the spouse's certificate is asked of everybody."""
    pack = json.loads(Rules.builtin().pack())
    (product,) = (it for it in pack["products"] if it["id"] == "citic-jinan-new")
    (row,) = (it for it in product["requirements"] if it["id"].endswith("/income_cert/spouse"))
    del row["when"]
    return json.dumps(pack)


def test_a_fault_has_the_smallest_example() -> None:
    found = lint(broken())
    (fault,) = (it for it in found["faults"] if it["level"] == "error")
    assert (fault["kind"], fault["example"]) == ("nobody_supplies", {"marital": "single"})
    assert fault["rules"] == ["citic-jinan-new/income_cert/spouse"]
    assert fault["zh"].endswith("例如婚姻状况为未婚时")
    assert found["coverage"] is None
    assert lint(broken(), prove=True)["coverage"] is None, "what has a fault is not run"
    with pytest.raises(InputError, match="nobody_supplies"):
        Rules.load(broken())


def test_what_is_laid_is_linted() -> None:
    layer = (ROOT / "examples/packs/citic-jinan.json").read_text(encoding="utf-8")
    found = lint(Rules.builtin().pack(), layers=[layer], place=JINAN)
    assert found["edition"] == Rules.builtin().at([layer]).edition
    assert all(fault["level"] == "note" for fault in found["faults"])
    with pytest.raises(InputError) as no:
        lint(Rules.builtin().pack(), ["{}"])
    assert no.value.place == "layers[0]"


def test_a_sound_pack_is_run() -> None:
    pack = json.loads(Rules.builtin().pack())
    ways = ("commercial/presale", "commercial/completed_new")
    pack["products"] = [it for it in pack["products"] if it["id"] == "citic-jinan-new"]
    pack["routes"] = [it for it in pack["routes"] if it["id"] in ways]
    pack["deadlines"] = []
    pack["notices"] = []
    pack["templates"] = []
    found = lint(json.dumps(pack), prove=True)
    assert found["coverage"] is not None
    assert found["coverage"]["holds"]
    assert found["coverage"]["explored"] > 10_000
    assert all(law["broken"] == [] for law in found["coverage"]["laws"])
