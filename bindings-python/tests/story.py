"""Plays a story: day, who, command and outcome, a line each.

It may tell of several cases: `case` begins another, or goes back to one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anjieflow
import enquiry

STEP = re.compile(
    r"(?P<day>\S+) (?:\((?P<occurred>\S+)\) )?(?P<who>\S+) (?P<name>\S+) (?P<fields>\{.*\})"
)


@dataclass
class Story:
    salt: str | None
    lines: list[str]


@dataclass
class Told:
    """A case so far, and the entries to keep."""

    case: Any = None
    entries: list[anjieflow.Entry] = field(default_factory=list)


class Player:
    """The cases so far, which one is at hand, and what has been said."""

    def __init__(self, story: Story, rules: Any = anjieflow.Case) -> None:
        self.story = story
        self.rules = rules
        self.office = anjieflow.Office()
        self.told: dict[str, Told] = {}
        self.id = ""
        self.transcript: list[str] = []

    def play(self) -> list[str]:
        for line in self.story.lines:
            if line.startswith("case "):
                self.id = line.removeprefix("case ")
                self.told.setdefault(self.id, Told())
            else:
                self.step(line)
        self.close()
        return self.transcript

    @property
    def case(self) -> Any:
        return self.told[self.id].case

    def step(self, line: str) -> None:
        step, expected = line.rsplit(" => ", 1)
        match = STEP.fullmatch(step)
        assert match, f"not a step: {line}"
        outcome = self.outcome(match, expected.strip())
        assert outcome == expected.strip(), line

    def outcome(self, match: re.Match[str], expected: str) -> str:
        """What a step comes to, in the words of a story."""
        try:
            name, fields, context = match["name"], json.loads(match["fields"]), self.context(match)
            if name in ("ask", "office"):
                return enquiry.found(self.answer(name, fields, context), expected)
            return self.take(name, fields, context)
        except anjieflow.Refused as no:
            refusal = {"command": no.command, "stage": no.stage, "reasons": no.reasons}
            self.say({"refused": refusal})
            return " ".join(["refused", *(reason["code"] for reason in no.reasons)])
        except anjieflow.InputError as no:
            self.say({"error": {key: getattr(no, key) for key in ERROR_FIELDS}})
            return f"error {no.code}"

    def take(self, name: str, fields: dict[str, Any], context: dict[str, Any]) -> str:
        if name == "open":
            return self.keep(self.rules.open(self.id, context))
        if name in READS:
            return self.read(name, context)
        return self.keep(self.case.step({"command": name, **fields}, context))

    def keep(self, stepped: tuple[anjieflow.Case, anjieflow.Entry]) -> str:
        case, entry = stepped
        self.office.put(case)
        told = self.told[self.id]
        told.case = case
        told.entries.append(entry)
        self.say(dict(entry))
        return entry.event

    def read(self, name: str, context: dict[str, Any]) -> str:
        answer, outcome = READS[name](self.case, context)
        self.say(answer)
        return outcome

    def answer(self, name: str, question: dict[str, Any], context: dict[str, Any]) -> Any:
        asked = self.case if name == "ask" else self.office
        answer = asked.ask(question, context)
        self.say(answer)
        return answer

    def context(self, match: re.Match[str]) -> dict[str, Any]:
        day = match["day"]
        context = {"today": day, "occurred": match["occurred"] or day, "by": match["who"]}
        return context if self.story.salt is None else {**context, "salt": self.story.salt}

    def close(self) -> None:
        """Each log, read back, tells of the same case."""
        for _, told in sorted(self.told.items()):
            view = told.case.view()
            text = anjieflow.log(told.entries)
            assert self.rules.replay(text).view() == view
            self.say(view)
            self.say(text)

    def say(self, value: Any) -> None:
        self.transcript.append(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


ERROR_FIELDS = ("code", "message", "zh", "place", "advice")


def _checklist(case: Any, context: Any) -> tuple[Any, str]:
    lines = list(case.checklist(context))
    return lines, f"{len(lines)} lines"


def _worklist(case: Any, context: Any) -> tuple[Any, str]:
    tasks = case.worklist(context)
    return tasks, f"{len(tasks)} tasks"


def _forecast(case: Any, context: Any) -> tuple[Any, str]:
    lapses = case.forecast(context)
    return lapses, f"{len(lapses)} lapses"


def _allowed(case: Any, _context: Any) -> tuple[Any, str]:
    allowed = case.allowed()
    return allowed, f"{len(allowed)} commands"


def _stage(case: Any, _context: Any) -> tuple[Any, str]:
    return case.stage, case.stage


def _findings(case: Any, context: Any) -> tuple[Any, str]:
    findings = case.findings(context)
    found = [finding["verdict"] for finding in findings]
    verdicts = ("kept", "broken", "unknown", "superseded")
    return findings, " ".join(f"{found.count(verdict)} {verdict}" for verdict in verdicts)


READS = {
    "checklist": _checklist,
    "worklist": _worklist,
    "forecast": _forecast,
    "findings": _findings,
    "allowed": _allowed,
    "stage": _stage,
}


def read_story(path: Path) -> Story:
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    salts = [line.removeprefix("salt ") for line in lines if line.startswith("salt ")]
    return Story(salts[0] if salts else None, [it for it in lines if not it.startswith("salt ")])
