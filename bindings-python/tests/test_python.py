"""What a Python programmer expects of a value: it prints, compares, hashes, copies and pickles."""

from __future__ import annotations

import copy
import doctest
import inspect
import pickle
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import anjieflow
import pytest
from anjieflow import Case, Command, Context, Entry, InputError, Rules
from anjieflow.flow import Facts

SALT = bytes(range(16))
TODAY = Context(date(2026, 3, 2), "wang", salt=SALT)
LAYER = """{"pack": 1, "edition": {"id": "ours", "published": "2026-11-24"},
    "place": {"city": "Jinan"}, "drops": ["dti/housing"]}"""


def begun() -> Case:
    case, _ = Case.open("C-1", TODAY)
    case, _ = case.step("add_party", TODAY, id="b1", role="borrower", name="陈一诺")
    facts: Facts = {"property": "presale", "marital": "single", "nationality": "mainland"}
    case, _ = case.step("state_facts", TODAY, facts=facts)
    case, _ = case.step("describe_property", TODAY, address="试验路1号", price_yuan=1_500_000)
    case, _ = case.step(
        "choose_product",
        TODAY,
        loans=[{"product": "citic-jinan-new", "amount_yuan": 900_000, "term_months": 360}],
    )
    return case


VALUES: list[Any] = [
    begun(),
    begun().entries[-1],
    TODAY,
    Command("suspend", reason="documents abroad"),
    Rules.builtin(),
    Rules.builtin().at([LAYER]),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_itself_again_when_it_was_copied_or_pickled(value: Any) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(value, protocol))
        assert (type(again), again, hash(again)) == (type(value), value, hash(value))
    for again in (copy.copy(value), copy.deepcopy(value)):
        assert again == value
    assert value != object()
    assert repr(value) == repr(copy.copy(value))


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_does_not_change(value: Any) -> None:
    for name in ("id", "by", "number", "name", "edition", "anything"):
        with pytest.raises(AttributeError):
            setattr(value, name, "other")


def test_no_repr_shows_what_is_personal() -> None:
    command = Command("add_party", id="b1", role="borrower", name="陈一诺")
    _, entry = Case.open("C-1", TODAY)[0].step(command, TODAY)
    for value in (command, entry, TODAY):
        assert "陈一诺" not in repr(value)
        assert SALT.hex() not in repr(value)
        assert repr(SALT) not in repr(value)


def test_cases_differ_by_what_is_known_and_by_their_rules() -> None:
    case = begun()
    assert case == begun()
    assert case != case.under(Rules.builtin().at([LAYER]))
    assert case != case.step("suspend", TODAY, reason="documents abroad")[0]
    assert len({case, begun(), case.step("suspend", TODAY, reason="x")[0]}) == 2


MATCH = """
match case:
    case Case("C-1", "collecting" as stage):
        pass
"""


@pytest.mark.skipif(sys.version_info < (3, 10), reason="there is no `match` before Python 3.10")
def test_a_case_matches_by_name_and_stage() -> None:
    found: dict[str, Any] = {"case": begun(), "Case": Case}
    exec(MATCH, found)
    assert found["stage"] == "collecting"


def test_a_case_keeps_the_entries_it_came_from() -> None:
    case = begun()
    assert [entry.number for entry in case.entries] == [1, 2, 3, 4, 5]
    assert case.log() == anjieflow.log(case.entries)
    assert Case.replay(case.log()) == Case.replay(case.entries) == case
    later, entry = case.step("suspend", Context("2026-03-05", "li"), reason="documents abroad")
    assert later.entries == [*case.entries, entry]
    known = Case.replay_known_on(later.log(), date(2026, 3, 4))
    assert known is not None
    assert known == case
    assert known.entries == case.entries
    with pytest.raises(TypeError, match="no beginning of its log"):
        pickle.dumps(Case.replay_as_of(later.log(), "2026-03-04"))


def test_a_long_log_is_let_go_of_without_a_deep_stack() -> None:
    case, _ = Case.open("C-1", TODAY)
    for clerk in range(19_999):
        case, _ = case.step(ASSIGN[clerk % 2], TODAY)
    assert case.length == 20_000
    del case


ASSIGN = [Command("assign", clerk="li"), Command("assign", clerk="wang")]
SUSPEND = Command("suspend", reason="x")


def test_an_entry_is_a_mapping_with_names() -> None:
    case, entry = Case.open("C-1", TODAY.replace(occurred=date(2026, 3, 1)))
    assert (entry.case, entry.number, entry.event, entry.by) == ("C-1", 1, "opened", "wang")
    assert (entry.occurred, entry.recorded) == (date(2026, 3, 1), date(2026, 3, 2))
    assert dict(entry) == {key: entry[key] for key in entry}
    assert (entry.get("event"), entry.get("none"), entry.get("none", 5)) == ("opened", None, 5)
    assert "event" in entry
    assert "none" not in entry
    assert isinstance(entry, Mapping)
    with pytest.raises(KeyError):
        entry["none"]
    assert Entry.read(entry.text) == Entry.read(dict(entry)) == entry
    with pytest.raises(InputError) as no:
        Entry.read(entry.text.replace("wang", "li"))
    assert no.value.place
    assert case.entries == [entry]


def test_a_checklist_is_a_sequence() -> None:
    lines = begun().checklist(TODAY)
    assert isinstance(lines, Sequence)
    assert len(lines) == len(list(lines)) > 5
    assert (lines[-1], lines[1:3]) == (list(lines)[-1], list(lines)[1:3])
    assert lines == list(lines) == begun().checklist(TODAY)
    with pytest.raises(IndexError):
        lines[len(lines)]
    with pytest.raises(IndexError):
        lines[-len(lines) - 1]


def test_money_goes_in_as_fen_or_yuan_and_never_as_a_float() -> None:
    case, _ = Case.open("C-1", TODAY)
    prices: list[dict[str, Any]] = [
        {"price_fen": 123_456_78},
        {"price_yuan": Decimal("123456.78")},
    ]
    for price in prices:
        _, entry = case.step("describe_property", TODAY, address="试验路1号", **price)
        assert entry["data"]["price_fen"] == 123_456_78
    refused: list[tuple[Any, str]] = [
        (Decimal("0.001"), "round it yourself"),
        (1.5, "neither an `int` nor a `decimal.Decimal`"),
        (Decimal("NaN"), "not finite"),
        (10**18, "64 bits"),
    ]
    for price_yuan, words in refused:
        with pytest.raises(InputError, match=words) as no:
            case.step("describe_property", TODAY, address="试验路1号", price_yuan=price_yuan)
        assert no.value.place == "command.price_yuan"
    with pytest.raises(InputError, match="yuan goes by `…_yuan`"):
        case.step("describe_property", TODAY, address="试验路1号", price_fen=Decimal(5))  # type: ignore[call-overload]


def test_an_amount_in_two_units_is_refused() -> None:
    with pytest.raises(InputError, match="another unit") as no:
        Command("request_prepayment", on="2026-03-02", amount_fen=100, amount_yuan=2)
    assert (no.value.code, no.value.place) == ("not_plain_data", "command.amount_yuan")
    with pytest.raises(InputError, match="another unit") as no:
        Command("describe_property", address="x", price_yuan=1, price_fen=2)  # type: ignore[call-overload]
    assert no.value.place == "command.price_fen"


def test_a_rate_goes_in_as_millionths_or_percent() -> None:
    loan: dict[str, Any] = {"principal_yuan": 1_000_000, "months": 360}
    loan["rate_percent"] = Decimal("3.1")
    assert anjieflow.schedule(**loan)["rows"][0]["payment_fen"] == 427_016


def test_days_go_in_as_dates_or_text() -> None:
    case, _ = Case.open("C-1", TODAY)
    fields: dict[str, Any] = {
        "asker": "bank",
        "to": "registry",
        "about": "抵押",
        "text": "是否已设抵押？",
    }
    _, entry = case.step("raise_query", TODAY, due=date(2026, 3, 10), **fields)
    assert entry == case.step("raise_query", TODAY, due="2026-03-10", **fields)[1]
    for bad in ("2026-13-01", 20260301, None):
        made: Any = Context
        with pytest.raises(InputError) as no:
            made(bad, "wang")
        assert no.value.place == "today"


def test_a_context_is_changed_by_a_copy() -> None:
    assert TODAY.replace(by="li").by == "li"
    assert TODAY.replace(occurred="2026-03-01").occurred == date(2026, 3, 1)
    assert (TODAY.salt, Context("2026-03-02", "wang", salt=SALT.hex())) == (SALT, TODAY)
    with pytest.raises(TypeError):
        TODAY.replace(nobody=1)
    for salt in (b"short", "xyz"):
        with pytest.raises(InputError):
            TODAY.replace(salt=salt)


def test_a_command_says_its_fields_once() -> None:
    case, _ = Case.open("C-1", TODAY)
    with pytest.raises(TypeError, match="beside the name"):
        case.step(SUSPEND, TODAY, reason="y")  # type: ignore[call-overload]
    with pytest.raises(InputError) as no:
        Command("suspend", reason="x", nobody=1)  # type: ignore[call-overload]
    assert (no.value.place, no.value.code) == ("command", "unknown_field")
    assert (SUSPEND.name, SUSPEND.fields) == ("suspend", {"reason": "x"})


def documented() -> Iterator[tuple[str, str]]:
    """Every docstring of the extension, by the name of what it is about."""
    for name in anjieflow.__all__:
        thing = getattr(anjieflow, name)
        yield name, inspect.getdoc(thing) or ""
        if inspect.isclass(thing) and not issubclass(thing, Exception):
            for part, member in vars(thing).items():
                if not part.startswith("__"):
                    yield f"{name}.{part}", inspect.getdoc(member) or ""


def test_everything_public_says_what_it_is() -> None:
    silent = [name for name, doc in documented() if not doc]
    assert silent == []


def test_the_examples_of_the_docstrings_run() -> None:
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    names = {name: getattr(anjieflow, name) for name in anjieflow.__all__}
    for name, doc in [*documented(), ("errors", anjieflow.errors.__doc__ or "")]:
        runner.run(parser.get_doctest(doc, dict(names), name, None, 0))
    assert runner.failures == 0
    assert runner.tries >= 10
