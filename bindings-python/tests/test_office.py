"""An office of many cases: what it holds, and its calendar as another program reads it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from anjieflow import Case, InputError, Office
from icalendar import Calendar
from story import Player, read_story
from test_values import CONTEXT

CHINA = timezone(timedelta(hours=8))
STORIES = Path(__file__).parents[2] / "core/tests/stories"


def test_a_case_takes_the_place_of_what_it_was() -> None:
    office = Office()
    case, _ = Case.open("C-1", CONTEXT)
    office.put(case)
    office.put(case.step({"command": "withdraw", "reason": "买了别处"}, CONTEXT)[0])
    stages = office.ask({"question": "stages"}, CONTEXT)
    assert [it["stage"] for it in stages if it["cases"]] == ["withdrawn"]
    assert (len(office), repr(office)) == (1, "<Office of 1 case>")
    assert not office.remove("C-2")
    assert office.remove("C-1")
    assert len(office) == 0


def test_what_is_no_question_is_told_with_those_that_are() -> None:
    with pytest.raises(InputError, match="`weather`") as caught:
        Office().ask({"question": "weather"}, CONTEXT)
    assert (caught.value.code, caught.value.place) == ("unknown_code", "question.question")
    assert caught.value.advice is not None
    assert "worklist" in caught.value.advice


def test_an_independent_reader_finds_every_deadline_in_the_calendar() -> None:
    player = Player(read_story(STORIES / "72_a_week_of_one_desk.txt"))
    player.play()
    office, today = player.office, {"today": "2026-03-10", "by": "wang"}
    clerks = [it["clerk"] for it in office.ask({"question": "clerks"}, today)]
    found = 0
    for clerk in clerks:
        rows = office.ask({"question": "worklist", "clerk": clerk}, today)["rows"]
        feed = Calendar.from_ical(office.ask({"question": "calendar", "clerk": clerk}, today))
        events = feed.walk("VEVENT")
        # A time is told as universal time; China is eight hours ahead, all of it.
        starts = [event.decoded("DTSTART") for event in events]
        here = [it.astimezone(CHINA).date() if isinstance(it, datetime) else it for it in starts]
        days = sorted(it.isoformat() for it in here)
        assert days == sorted(row["due"] for row in rows if row["due"] is not None)
        assert len({str(event["UID"]) for event in events}) == len(events)
        assert not any(event.errors for event in events)
        found += len(events)
    assert found > 3
