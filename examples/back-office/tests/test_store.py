"""The contract of the store, the same on both databases."""

from __future__ import annotations

import pickle
import threading
from datetime import date

import pytest
from conftest import CASES, DAY
from sqlalchemy import Engine, delete, text, update
from sqlalchemy.exc import DatabaseError

from back_office import database, domain
from back_office.dealt import Dealt
from back_office.domain import Case, Context, Entry, Granted
from back_office.errors import BackOfficeError, Conflict, DealtWith, NotMigrated
from back_office.schema import cases, events, inbox_items, snapshots
from back_office.store import Index, Store

INDEX = Index("enquiry", "wang")


def context(salt: int = 1, day: date = DAY) -> Context:
    return Context(today=day, occurred=day, by="wang", salt=f"{salt:032x}")


def granted(answer: domain.Answer) -> Granted:
    assert isinstance(answer, Granted), answer
    return answer


def opened(case: str = "T-1") -> Granted:
    return granted(domain.open_case(case, context()))


def party(case: Case, name: str) -> Granted:
    command = {"command": "add_party", "id": name, "role": "borrower", "name": f"样例{name}"}
    return granted(domain.step(case, command, context(2)))


def sample(name: str) -> tuple[str, list[Entry]]:
    text = (CASES / f"{name}.jsonl").read_text()
    return text, domain.read_log(text, where=name)


def stored(store: Store, name: str) -> str:
    """Store a sample case; its log as text."""
    text, entries = sample(name)
    store.append(name, 0, entries, INDEX)
    return text


def test_a_log_comes_back_byte_for_byte(store: Store) -> None:
    text = stored(store, "GZ-2607")
    assert domain.log_text(store.log("GZ-2607")) == text
    assert store.log("GZ-2608") == []


def test_appending_goes_on_where_the_log_ends(store: Store) -> None:
    first = opened()
    store.append("T-1", 0, [first.entry], INDEX)
    second = party(first.case, "b1")
    store.append("T-1", 1, [second.entry], Index("enquiry", "li"))
    assert store.log("T-1") == [first.entry.text, second.entry.text]
    assert [(row.id, row.length, row.clerk) for row in store.cases()] == [("T-1", 2, "li")]
    assert store.cases("wang") == []


def test_who_comes_late_is_told_and_nothing_is_stored(store: Store) -> None:
    first = opened()
    store.append("T-1", 0, [first.entry], INDEX)
    winner, loser = party(first.case, "b1"), party(first.case, "b2")
    store.append("T-1", 1, [winner.entry], INDEX)
    with pytest.raises(Conflict) as caught:
        store.append("T-1", 1, [loser.entry], INDEX)
    assert (caught.value.case, caught.value.expected, caught.value.found) == ("T-1", 1, 2)
    assert "decide again" in caught.value.do
    assert pickle.loads(pickle.dumps(caught.value)).found == 2
    assert store.log("T-1") == [first.entry.text, winner.entry.text]
    # Replayed and decided again, it is a step like any other.
    again = party(domain.replay("T-1", store.log("T-1")), "b2")
    store.append("T-1", 2, [again.entry], INDEX)
    assert len(store.log("T-1")) == 3


def test_who_expects_more_than_there_is_is_told(store: Store) -> None:
    first = opened()
    entry = party(first.case, "b1").entry
    with pytest.raises(Conflict, match="the log has 0 entries, not 1"):
        store.append("T-1", 1, [entry], INDEX)


def test_two_who_looked_at_the_same_time_do_not_both_append(store: Store) -> None:
    first = opened()
    store.append("T-1", 0, [first.entry], INDEX)
    entries = [party(first.case, name).entry for name in ("b1", "b2", "b3", "b4")]
    barrier, answers = threading.Barrier(len(entries)), []

    def write(entry: Entry) -> None:
        barrier.wait()
        try:
            store.append("T-1", 1, [entry], INDEX)
            answers.append("granted")
        except Conflict:
            answers.append("conflict")

    threads = [threading.Thread(target=write, args=[entry]) for entry in entries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["conflict"] * 3 + ["granted"]
    assert len(store.log("T-1")) == 2


def test_entries_of_another_place_or_case_are_named(store: Store) -> None:
    first = opened()
    with pytest.raises(BackOfficeError, match="do not follow entry 3"):
        store.append("T-1", 3, [first.entry], INDEX)
    with pytest.raises(BackOfficeError, match="do not follow"):
        store.append("T-1", 0, [], INDEX)
    with pytest.raises(BackOfficeError, match=r"entries of \['T-1'\]"):
        store.append("T-2", 0, [first.entry], INDEX)


@pytest.mark.parametrize(
    "statement",
    [
        update(events).values(entry="{}"),
        update(events).values(by="somebody else"),
        update(events).where(events.c.number == 1).values(number=9),
        delete(events),
        delete(events).where(events.c.number == 2),
    ],
    ids=["entry", "by", "number", "all", "last"],
)
def test_the_database_itself_refuses_changes(store: Store, statement: object) -> None:
    text = stored(store, "GZ-2607")
    with (
        pytest.raises(DatabaseError, match="events are append-only"),
        database.writing(store.engine) as connection,
    ):
        connection.execute(statement)  # type: ignore[call-overload]
    assert domain.log_text(store.log("GZ-2607")) == text


def test_the_database_refuses_what_goes_round_the_triggers(store: Store) -> None:
    log = stored(store, "GZ-2607")
    ways = {
        "sqlite": 'INSERT OR REPLACE INTO events SELECT * FROM events WHERE "number" = 2',
        "postgresql": "TRUNCATE events",
    }
    with (
        pytest.raises(DatabaseError, match=r"events are (append-only|without a gap)"),
        database.writing(store.engine) as connection,
    ):
        connection.execute(text(ways[store.engine.dialect.name]))
    assert domain.log_text(store.log("GZ-2607")) == log


def test_the_database_refuses_a_gap(store: Store) -> None:
    _, entries = sample("GZ-2607")
    row = {"case_id": "GZ-2607", "number": 3, "by": "li", "event": "x", "entry": "{}"}
    with (
        pytest.raises(DatabaseError, match="without a gap"),
        database.writing(store.engine) as connection,
    ):
        connection.execute(events.insert(), row | {"occurred": DAY, "recorded": DAY})
    store.append("GZ-2607", 0, entries, INDEX)


def dealt(**changes: object) -> Dealt:
    fields: dict[str, object] = {
        "day": DAY,
        "id": "row-1",
        "digest": "a",
        "file": "a.csv",
        "place": 2,
        "case": "T-1",
        "command": "open",
        "outcome": "applied",
        "number": 1,
        "reasons": (),
    }
    return Dealt(**(fields | changes))  # type: ignore[arg-type]


def deal_and_append(store: Store, row: Dealt, expected: int, entry: Entry) -> None:
    with store.writing() as writing:
        writing.deal(row)
        writing.append("T-1", expected, [entry], INDEX)


def test_a_row_and_its_event_are_stored_together_or_not_at_all(store: Store) -> None:
    first = opened()
    deal_and_append(store, dealt(), 0, first.entry)
    assert store.before(date(2026, 3, 25), "row-1", "z") == dealt()
    # Another run has the same row: neither the event nor the note is stored.
    second = party(first.case, "b1")
    with pytest.raises(DealtWith):
        deal_and_append(store, dealt(day=date(2026, 3, 21), number=2), 1, second.entry)
    # The event is late: the note goes with it.
    with pytest.raises(Conflict):
        deal_and_append(store, dealt(id="row-2"), 0, first.entry)
    assert store.log("T-1") == [first.entry.text]
    assert store.dealt(DAY) == [dealt()]


def test_a_row_that_was_refused_is_heard_again_another_day(store: Store) -> None:
    no = {"outcome": "refused", "number": None, "reasons": (domain.Reason(*"abcde"),)}
    with store.writing() as writing:
        writing.deal(dealt(**no))
    assert store.before(DAY, "row-1", "a") == dealt(**no)
    # Not when it was corrected, and not on another day.
    assert store.before(DAY, "row-1", "b") is None
    assert store.before(date(2026, 3, 23), "row-1", "a") is None
    with pytest.raises(DealtWith), store.writing() as writing:
        writing.deal(dealt(**no))
    with store.writing() as writing:
        writing.deal(dealt(day=date(2026, 3, 23)))
    assert store.dealt(DAY)[0].reasons == no["reasons"]


def test_notes_of_rows_stay(store: Store) -> None:
    with store.writing() as writing:
        writing.deal(dealt())
    for statement in (delete(inbox_items), update(inbox_items).values(outcome="refused")):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            database.writing(store.engine) as connection,
        ):
            connection.execute(statement)


def test_snapshots_are_a_cache_only(store: Store) -> None:
    names = ["GZ-2607", "JN-2602", "PS-2603"]
    texts = {name: stored(store, name) for name in names}
    before = list(store.logs())
    assert store.keep_snapshots() == 3
    assert store.keep_snapshots() == 0
    assert list(store.logs()) == before
    case = domain.replay("JN-2602", store.log("JN-2602"))
    step = {"command": "suspend", "reason": "样例"}
    more = granted(domain.step(case, step, context()))
    store.append("JN-2602", case.length, [more.entry], INDEX)
    after = list(store.logs())
    assert dict(after)["JN-2602"] == [*dict(before)["JN-2602"], more.entry.text]
    store.drop_caches()
    assert list(store.logs()) == after
    assert domain.log_text(store.log("PS-2603")) == texts["PS-2603"]


def test_a_snapshot_that_does_not_fit_is_left_aside(store: Store) -> None:
    texts = {name: stored(store, name) for name in ("GZ-2607", "JN-2602", "PS-2603")}
    store.keep_snapshots()
    with store.writing() as writing:
        # Damaged; of another length; and whole, but of a log that says something else.
        spoil = update(snapshots)
        first, second = (snapshots.c.case_id == name for name in ("GZ-2607", "JN-2602"))
        writing.connection.execute(spoil.where(first).values(body=b"nothing"))
        writing.connection.execute(spoil.where(second).values(number=3))
        other = sample("GZ-2611")[1][: len(store.log("PS-2603"))]
        writing.snapshot("PS-2603", [entry.text for entry in other])
    assert {name: domain.log_text(lines) for name, lines in store.logs()} == texts


def erased(store: Store) -> list[str]:
    """A case whose customer gave up and asked for the erasure of her data, which was granted."""
    answer = opened("T-9")
    entries = [answer.entry]
    commands: list[dict[str, object]] = [
        {"command": "add_party", "id": "b1", "role": "borrower", "name": "样例甲"},
        {"command": "withdraw", "reason": "放弃"},
        {"command": "request_erasure", "by": "b1"},
        {"command": "erase"},
    ]
    for command in commands:
        answer = granted(domain.step(answer.case, command, context(3)))
        entries.append(answer.entry)
    store.append("T-9", 0, entries, INDEX)
    return [entry.text for entry in entries]


def test_what_was_erased_is_forgotten_and_nothing_else_changes(store: Store) -> None:
    texts = erased(store)
    kept = stored(store, "GZ-2607")
    store.keep_snapshots()
    assert store.forget("T-9", domain.forget("T-9", texts)) == 1
    found = store.log("T-9")
    assert "样例甲" not in "".join(found)
    assert "样例甲" in texts[1]
    assert found[2:] == texts[2:]
    assert domain.replay("T-9", found).view() == domain.replay("T-9", texts).view()
    assert domain.log_text(store.log("GZ-2607")) == kept
    assert store.forget("T-9", found) == 0


def test_nothing_is_forgotten_that_was_not_erased(store: Store) -> None:
    stored(store, "GZ-2607")
    lines = store.log("GZ-2607")
    emptied = [line.replace("63121a91b96611cd48403285f5046d3c", "0" * 32) for line in lines]
    assert emptied != lines
    with pytest.raises(DatabaseError, match="append-only"):
        store.forget("GZ-2607", emptied)
    texts = erased(store)
    # Not even beside an erasure is anything else changed.
    changed = [line.replace("borrower", "guarantor") for line in domain.forget("T-9", texts)]
    with pytest.raises(DatabaseError, match="append-only"):
        store.forget("T-9", changed)
    assert store.log("T-9") == texts


def test_a_secret_stays_until_it_is_burnt(store: Store) -> None:
    one, other = store.secret("night"), store.secret("rows of T-9")
    assert len(one) == 32
    assert one != other
    assert (store.secret("night"), store.secret("rows of T-9")) == (one, other)
    store.burn("night")
    assert store.secret("night") != one
    # With the data of a case goes what its rows could be guessed from.
    store.forget("T-9", domain.forget("T-9", erased(store)))
    assert store.secret("rows of T-9") != other


def test_what_was_recorded_between_two_days(store: Store) -> None:
    stored(store, "GZ-2607")
    found = store.recorded(date(2026, 1, 19), date(2026, 1, 19))
    assert [entry.number for entry in found] == [1, 2, 3, 4, 5]
    assert {entry.event for entry in found} >= {"opened", "party_added"}


def test_the_index_is_no_source(store: Store) -> None:
    stored(store, "GZ-2607")
    with store.writing() as writing:
        writing.connection.execute(update(cases).values(length=1))
        writing.connection.execute(delete(cases))
    lines = store.log("GZ-2607")
    with pytest.raises(Conflict):
        store.append("GZ-2607", 1, [domain.read_entry(lines[1])], INDEX)


def test_tables_that_are_not_there_are_named(engine: Engine) -> None:
    # A database of something else; one that is not there at all is told otherwise.
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE other (number INTEGER)"))
    with pytest.raises(NotMigrated, match="of revision none") as caught:
        Store(engine)
    assert "migrate --database" in caught.value.do
