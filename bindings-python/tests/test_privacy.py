"""Nothing that Python says of a case names a person.

Not `repr`, not `str`, not what a notebook shows, no answer, no exception, no warning. What a log
is, and what gives back what was handed in, is exempt: `REVEALS`.
"""

from __future__ import annotations

import inspect
import json
import warnings
from collections.abc import Iterator
from functools import partial
from typing import Any, Callable, get_args

import anjieflow
import polars as pl
import pyarrow as pa
import pytest
from anjieflow import (
    Case,
    Checklist,
    Command,
    Context,
    Entry,
    InputError,
    Office,
    Rules,
    arrow,
    audit,
)
from anjieflow.flow import CaseQuestion, OfficeQuestion
from planted import Planted, raised, stories

#: What is whole on purpose, and why.
REVEALS = {
    ("Case", "log"): "it is the log",
    ("Entry", "text"): "it is a line of the log",
    ("Entry", "items"): "an entry reads like the line of the log that it is",
    ("Entry", "values"): "an entry reads like the line of the log that it is",
    ("Command", "fields"): "what the application has put in",
}
Asked = tuple[str, Callable[[], object]]


@pytest.fixture(autouse=True)
def _says_nothing_by_itself(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Nothing is printed, and no warning names anybody."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        yield
    heard = "".join(capfd.readouterr()) + "\n".join(str(it.message) for it in warned)
    for story in stories():
        story.nowhere_in("what is printed or warned of", heard)


def test_the_stories_plant_what_is_looked_for() -> None:
    planted = {text for story in stories() for text in story.texts}
    samples = "陈一诺", "710000199003070011", "13800000001", "6222021001116245702"
    assert planted.issuperset({*samples, "济南市历下区试验路1号2栋301室"})
    story = next(it for it in stories() if "陈一诺" in it.texts)
    for said in ({"who": ["借款人陈一诺"]}, raised(KeyError("陈一诺"))):
        with pytest.raises(AssertionError, match="names `陈一诺`"):
            story.nowhere_in("it", said)


def objects(story: Planted) -> Iterator[object]:
    """One of each class, with personal data in it wherever it can have them."""
    context = Context(**{**story.context(), "today": story.entries[-1].recorded})
    yield context
    yield from story.cases
    yield from story.entries
    yield from (Command.read(command) for _, command, _ in story.player.met if readable(command))
    yield from (case.checklist(context) for case in story.cases)
    yield story.player.office
    yield Rules.builtin()
    yield arrow.events(pa.table({"log": [case.log() for case in story.cases]}))
    for case in story.cases:
        yield audit.seal(case.log(), day=story.entries[-1].recorded, by="audit")


def readable(command: dict[str, Any]) -> bool:
    try:
        return bool(Command.read(command))
    except InputError:
        return False


def test_every_class_shows_nobody() -> None:
    seen = set()
    for story in stories():
        for it in objects(story):
            seen.add(type(it))
            for place, said in shown(it):
                story.nowhere_in(f"{type(it).__name__}.{place}", said)
    classes = {it for it in vars(anjieflow._anjieflow).values() if inspect.isclass(it)}
    assert seen - {str} == {it for it in classes if not issubclass(it, Exception)}, "a new class?"
    assert seen >= {Case, Checklist, Command, Context, Entry, Office, Rules, arrow.Table}


def shown(it: object) -> Iterator[tuple[str, object]]:
    """However it may be shown, and all that it tells without being asked anything."""
    yield "repr", f"{it!r} {it!s} {it} {[it]!r} {it!a}"
    for name in dir(type(it)):
        if (type(it).__name__, name) in REVEALS or isinstance(it, str):
            continue
        if name.startswith("_repr_") or name in ("__doc__", "__match_args__"):
            yield name, getattr(it, name)
        if not name.startswith("_"):
            yield name, alone(getattr(it, name))


def alone(attribute: object) -> object:
    """What it is, or what it answers when it needs nothing."""
    if not callable(attribute):
        return attribute
    needed = [
        it
        for it in inspect.signature(attribute).parameters.values()
        if it.default is it.empty and it.kind not in (it.VAR_KEYWORD, it.VAR_POSITIONAL)
    ]
    try:
        return attribute if needed else attribute()
    except InputError as no:
        return raised(no)


def test_every_exemption_is_one() -> None:
    """A row of the list that reveals nothing has no place in it."""
    story = next(it for it in stories() if "陈一诺" in it.texts)
    command = next(it for _, it, _ in story.player.met if it["command"] == "add_party")
    whole = {
        "Case": story.cases[0],
        "Entry": next(it for it in story.entries if it.event == "party_added"),
        "Command": Command.read(command),
    }
    for name, attribute in REVEALS:
        said = alone(getattr(whole[name], attribute))
        assert any(text in str(said) for text in story.texts), (name, attribute)


def test_every_answer_names_nobody() -> None:
    for story in stories():
        context, rules = story.context(), Rules.builtin()
        for case in story.cases:
            for place, asked in answers(case, context):
                story.no(place, asked)
        for name in get_args(OfficeQuestion):
            story.no(name, story.player.office.ask, {"question": name}, context)
        story.no("impact", anjieflow.impact, story.cases, context, context, rules)


def answers(case: Case, context: dict[str, Any]) -> Iterator[Asked]:
    for name in ("worklist", "forecast", "findings"):
        yield name, partial(getattr(case, name), context)
    yield "checklist", lambda: list(case.checklist(context))
    yield "difference", partial(case.difference, context, {**context, "as_of": "2024-05-01"})
    for name in get_args(CaseQuestion):
        for more in ({}, {"loan": "L1"}, {"loan": "L1", "papers": []}):
            yield name, partial(case.ask, {"question": name, **more}, context)


def test_what_cannot_be_done_names_nobody() -> None:
    refused = 0
    for story in stories():
        for case, command, context in story.player.met:
            for what, wrong in spoilt(command, story.texts):
                place = f"{command['command']} with {what}"
                text = json.dumps(wrong, ensure_ascii=False, default=repr)
                refused += story.no(place, case.decide, wrong, context)
                story.no(place, Command.read, wrong)
                story.no(place, Command, **wrong)
                story.no(f"half of {place}", Command.read, text[: len(text) // 2])
    assert refused > 1_000


class Shown:
    """What plain data has no shape for, and shows what it is of."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return f"Shown({self.text})"

    __str__ = __repr__


def spoilt(
    command: dict[str, Any], planted: frozenset[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """As it is, and with each planted text longer, shorter, of another type or elsewhere."""
    yield "nothing wrong", command
    for name, text in command.items():
        if isinstance(text, str) and text in planted:
            others: tuple[Any, ...] = (text * 2, text + "\0", text[1:], text + "\ud800", [text])
            others += (
                text.encode(),
                {text},
                Shown(text),
                {"yuan": Shown(text)},
                [[[text], {1: 2}]],
            )
            for wrong in others:
                yield f"`{name}` as a {type(wrong).__name__}", {**command, name: wrong}
            yield f"`{name}` where nobody knows it", {**command, "unknown_field": text}


def test_a_context_names_nobody() -> None:
    for story in stories():
        for text in story.texts:
            for field in ("salt", "today", "occurred", "as_of", "unknown"):
                # A word where a day is wanted is repeated, to be mended; a number is not.
                whole = [text] if field in ("salt", "unknown") or numbered(text) else []
                for wrong in (*whole, [text], text.encode(), Shown(text)):
                    context = {**story.context(), field: wrong}
                    story.no(f"context.{field}", Context, **context)
                    story.no(f"context.{field}", Case.open, "C-1", context)


def numbered(text: str) -> bool:
    """As long as numbers of a person or an account are."""
    return sum(it.isnumeric() for it in text) >= 11


def test_a_log_that_cannot_be_read_names_nobody() -> None:
    broken = 0
    for story in stories():
        for log in [case.log() for case in story.cases]:
            seal = audit.seal(log, day="2030-01-01", by="audit")
            for line, wrong in damaged(log):
                broken += story.no("a damaged log", Case.replay, wrong)
                story.no("a damaged log of a day", Case.replay_as_of, wrong, "2030-01-01")
                story.no("a damaged log then", Rules.builtin().replay_known_on, wrong, "2030-01-01")
                story.no("a damaged entry", Entry.read, line)
                story.no("an audit", audit.audit, wrong, seal)
                story.no("an audit without a seal", audit.audit, wrong)
                story.no("a damaged log to seal", audit.seal, wrong, day="2030-01-01", by="audit")
    assert broken > 300


def damaged(log: str) -> Iterator[tuple[str, str]]:
    """Each personal line cut, with another field or word, or taken out; and the log with it."""
    lines = log.splitlines(keepends=True)
    for at, line in enumerate(lines):
        if '"personal"' in line:
            others = line[: len(line) // 2], line.replace('"by"', '"bye"', 1), ""
            for other in (*others, line.replace("wang", "wong"), line.replace('"personal"', '"p"')):
                yield other, "".join([*lines[:at], other, *lines[at + 1 :]])


def read(table: arrow.Table) -> list[dict[str, Any]]:
    """All rows, computed."""
    rows: list[dict[str, Any]] = pa.table(table).to_pylist()
    return rows


def test_tables_of_logs_name_nobody() -> None:
    for story in stories():
        logs = [case.log() for case in story.cases]
        broken = [wrong for log in logs for _, wrong in damaged(log)]
        table = pa.table({"log": [*logs, *broken]})
        story.nowhere_in("events", read(arrow.events(table)))
        story.nowhere_in("worklists", read(arrow.worklists(table, story.context())))
        story.nowhere_in("events in Polars", str(pl.DataFrame(arrow.events(table))))
        for name in ("number", "entry"):
            for text in story.texts:
                rows = entry_rows(story)
                rows[name] = [text] * len(rows["case"])
                story.no(name, lambda it: read(arrow.events(pa.table(it))), rows)


def entry_rows(story: Planted) -> dict[str, list[Any]]:
    entries = [entry for entry in story.entries if entry.case == story.entries[0].case]
    numbers = [entry.number for entry in entries]
    texts = [entry.text for entry in entries]
    return {"case": [entry.case for entry in entries], "number": numbers, "entry": texts}


LOAN: dict[str, Any] = {"principal_fen": 100, "rate_millionths": 35_000, "months": 12}
LENT: dict[str, Any] = {"product": "citic-mortgage", "amount_fen": 100, "term_months": 12}
DAYS = [{"today": "2026-11-24", "as_of": day, "by": "wang"} for day in ("2025-05-07", "2025-05-08")]


def test_texts_where_numbers_are_wanted_are_not_repeated() -> None:
    said = 0
    for story in stories():
        for text in sorted(story.texts):
            said += sum(story.no(f"numbers: {what}", asked) for what, asked in misplaced(text))
    assert said > 1_000


def misplaced(text: str) -> Iterator[Asked]:
    """A personal text in each column and argument that wants a number, and in JSON that is cut."""
    for name in LOAN:
        loan = {**LOAN, name: text}
        yield f"schedule {name}", partial(anjieflow.schedule, **loan)
        yield f"payments {name}", partial(added, arrow.payments, loan)
        yield f"schedules {name}", partial(added, arrow.schedules, loan)
    for name in ("amount_fen", "term_months", "price_fen", "area", "facts", "figures"):
        for wrong in (text, [text], json.dumps({"born": text}, ensure_ascii=False)[:-2]):
            lent = {**LENT, name: wrong}
            columns = {key: [it] for key, it in lent.items()}
            yield f"impact {name}", partial(Rules.builtin().impact, columns, DAYS[0], DAYS[1])
            yield f"findings {name}", partial(added, arrow.findings, lent, date="2026-03-02")
            yield f"assess {name}", partial(Rules.builtin().assess, lent)


def added(asked: Callable[..., arrow.Table], row: dict[str, Any], **same: object) -> object:
    """What is answered of a row, without the columns that were handed in."""
    told = read(asked(pa.table({name: [it] for name, it in row.items()}), **same))
    return [{name: it for name, it in line.items() if name not in row} for line in told]


def test_a_number_that_is_checked_is_not_repeated() -> None:
    kinds = "resident-id", "uscc", "bank-card", "mobile", "permit", "foreigner-card", "passport"
    for story in stories():
        for text in filter(numbered, story.texts):
            # Of a wrong one the planted text may be a part, and is looked for.
            for wrong in (text, text + "x", text + "\ud800"):
                story.no("check_id", anjieflow.check_id, wrong)
                for kind in kinds:
                    story.no(kind, anjieflow.check_number, kind, wrong)
