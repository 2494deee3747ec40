"""Packs and layers: the files against their schemas, and rules that are loaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import anjieflow
import pytest
from anjieflow import Case, InputError, Refused, Rules
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from test_values import CONTEXT

ROOT = Path(__file__).parents[2]
PARTS = sorted((ROOT / "core/data/pack").glob("*.json"))
LAYERS = sorted((ROOT / "examples/packs").glob("*.json"))
JINAN = {"city": "Jinan", "institution": "China CITIC Bank"}


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def text(name: str) -> str:
    return (ROOT / "examples/packs" / name).read_text(encoding="utf-8")


def validator(name: str) -> Any:
    schema = read(ROOT / "core/data" / name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.stem)
def test_a_part_of_the_pack_has_the_form_of_its_schema(path: Path) -> None:
    validator("pack.schema.json").validate(read(path))


@pytest.mark.parametrize("path", LAYERS, ids=lambda path: path.stem)
def test_a_layer_has_the_form_of_its_schema(path: Path) -> None:
    validator("layer.schema.json").validate(read(path))
    assert list(validator("pack.schema.json").iter_errors(read(path))), "a layer is no pack"


def test_there_are_files() -> None:
    assert len(PARTS) >= 5
    assert len(LAYERS) >= 3


def broken(how: str) -> Any:
    pack = json.loads(Rules.builtin().pack())
    row = pack["products"][0]["requirements"][0]
    if how == "a role nobody plays":
        row["role"] = "cousin"
    elif how == "a field nobody knows":
        row["colour"] = "red"
    elif how == "a fact nobody knows":
        row["when"] = {"fact": "mood", "in": ["good"]}
    elif how == "a value nobody knows":
        row["when"] = {"fact": "marital", "in": ["merried"]}
    elif how == "no edition":
        del pack["edition"]
    elif how == "a number that is text":
        pack["products"][0]["term_months_max"] = "360"
    elif how == "an empty list":
        pack["products"][0]["requirements"] = []
    elif how == "a limit without a value":
        del pack["policy"]["limits"][0]["value"]
    return pack


@pytest.mark.parametrize(
    ("how", "place"),
    [
        ("a role nobody plays", ".requirements["),
        ("a field nobody knows", ".requirements["),
        ("a fact nobody knows", ".when.fact"),
        ("a value nobody knows", ".when.in"),
        ("no edition", "edition"),
        ("a number that is text", ".term_months_max"),
        ("an empty list", ".requirements"),
        ("a limit without a value", "policy.limits["),
    ],
)
def test_schema_and_library_refuse_the_same(how: str, place: str) -> None:
    pack = broken(how)
    assert list(validator("pack.schema.json").iter_errors(pack))
    with pytest.raises(InputError) as caught:
        Rules.load(json.dumps(pack))
    no = caught.value
    assert place in f"{no.place} {no.message}"
    assert no.code
    assert no.advice


def test_the_built_in_pack_reads_back_what_it_wrote() -> None:
    written = Rules.builtin().pack()
    validator("pack.schema.json").validate(json.loads(written))
    loaded = Rules.load(written)
    assert loaded.edition == Rules.builtin().edition
    assert loaded.products() == anjieflow.products()
    assert loaded.pack() == written
    assert repr(loaded) == f"<Rules {loaded.edition}>"


FACTS: dict[str, Any] = {
    "property": "presale",
    "marital": "single",
    "nationality": "mainland",
    "local_household": False,
    "register_shows_marriage": False,
}


def papers(rules: Rules) -> set[tuple[str, str]]:
    rows = rules.product_checklist("citic-mortgage", FACTS)
    return {(row["rule"], row["role"]) for row in rows}


def test_two_cities_over_one_bank() -> None:
    base, layers = Rules.builtin(), [text("citic-jinan.json"), text("shanghai.json")]
    there = Rules.load(base.pack(), layers=layers, place=JINAN)
    assert there.edition == f"{base.edition}_citic-jinan-2026-11-24"
    more = papers(there) - papers(base)
    assert ("citic-jinan/id_card/contact_person", "contact_person") in more
    assert ("citic-jinan/housing_search/borrower", "borrower") in more
    assert len(more) == 6
    elsewhere = base.at(layers, {"city": "Chengdu"})
    assert (elsewhere.edition, elsewhere.pack()) == (base.edition, base.pack())
    assert papers(base.at(layers[:1])) == papers(there)

    [bank] = [it for it in there.products("济南", "2026-03-02") if it["id"] == "citic-mortgage"]
    assert bank["requirements"] == 23
    assert {limit["rule"] for limit in bank["limits"]} >= {
        "down-payment/2024-09-29/any",
        "citic-mortgage/max_ltv",
    }


def test_a_conflict_names_both_rows() -> None:
    with pytest.raises(InputError) as caught:
        Rules.builtin().at([text("citic-jinan.json"), text("conflict.json")])
    no = caught.value
    assert (no.code, no.place) == ("conflict", "layer `citic-jinan-branch-notice`")
    assert no.message.count("row `citic-jinan/housing_search/borrower`") == 2


@pytest.mark.parametrize(
    ("layers", "place", "code"),
    [
        (["{}"], "layers[0]", "missing_field"),
        (["not JSON"], "layers[0]", "malformed"),
        (["\ud800"], "layers[0]", "not_plain_data"),
    ],
)
def test_a_layer_that_is_none_is_named(layers: list[str], place: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        Rules.builtin().at(layers)
    assert (caught.value.place, caught.value.code) == (place, code)


def test_a_place_that_is_none_is_named() -> None:
    with pytest.raises(InputError, match="planet"):
        Rules.builtin().at([], {"planet": "Mars"})
    with pytest.raises(InputError, match="no city is called `Atlantis`") as caught:
        anjieflow.products(city="Atlantis")
    assert caught.value.advice is not None
    assert "Shanghai 上海" in caught.value.advice


def test_a_case_keeps_to_its_rules() -> None:
    pack = json.loads(Rules.builtin().pack())
    pack["products"] = []
    for section in ("deadlines", "notices", "templates"):
        pack[section] = []
    case, entry = Rules.load(json.dumps(pack)).open("C-1", CONTEXT)
    loan = {"product": "citic-jinan-new", "amount_fen": 100, "term_months": 12}

    def codes(case: Case) -> set[str]:
        with pytest.raises(Refused) as caught:
            case.step({"command": "choose_product", "loans": [loan]}, CONTEXT)
        return {reason["code"] for reason in caught.value.reasons}

    assert "unknown_product" in codes(case)
    assert "unknown_product" not in codes(case.under(Rules.builtin()))
    log = anjieflow.log([entry])
    rules = Rules.load(json.dumps(pack))
    assert "unknown_product" in codes(rules.replay(log))
    day = CONTEXT["today"]
    for again in (rules.replay_as_of(log, day), rules.replay_known_on(log, day)):
        assert again is not None
        assert "unknown_product" in codes(again)
    assert rules.replay_as_of(log, "2026-03-01") is None
    step = {"command": "state_facts", "facts": {"marital": "single"}}
    assert "unknown_product" in codes(case.step(step, CONTEXT)[0])


def test_rules_are_loaded_and_not_made() -> None:
    made: Any = Rules
    with pytest.raises(TypeError):
        made()
