"""Plays a story: day, who, command and outcome, a line each."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anjieflow

STEP = re.compile(
    r"(?P<day>\S+) (?:\((?P<occurred>\S+)\) )?(?P<who>\S+) (?P<name>\S+) (?P<fields>\{.*\})"
)

HEAD = re.compile(r"(case|salt) ")


@dataclass
class Story:
    case_id: str
    salt: str | None
    steps: list[str]


@dataclass
class Player:
    """The case so far, the entries to keep, and what has been said."""

    story: Story
    rules: Any = anjieflow.Case
    case: Any = None
    entries: list[dict[str, Any]] = field(default_factory=list)
    transcript: list[str] = field(default_factory=list)

    def play(self) -> list[str]:
        for line in self.story.steps:
            self.step(line)
        self.close()
        return self.transcript

    def step(self, line: str) -> None:
        step, expected = line.rsplit(" => ", 1)
        match = STEP.fullmatch(step)
        assert match, f"not a step: {line}"
        outcome = self.outcome(match)
        assert outcome == expected.strip(), line

    def outcome(self, match: re.Match[str]) -> str:
        """What a step comes to, in the words of a story."""
        try:
            return self.take(match["name"], json.loads(match["fields"]), self.context(match))
        except anjieflow.Refused as no:
            refusal = {"command": no.command, "stage": no.stage, "reasons": no.reasons}
            self.say({"refused": refusal})
            return " ".join(["refused", *(reason["code"] for reason in no.reasons)])
        except anjieflow.InputError as no:
            self.say({"error": {key: getattr(no, key) for key in ERROR_FIELDS}})
            return f"error {no.code}"

    def take(self, name: str, fields: dict[str, Any], context: dict[str, Any]) -> str:
        if name == "open":
            return self.keep(self.rules.open({"case": self.story.case_id, "context": context}))
        if name in READS:
            return self.read(name, context)
        return self.keep(self.case.step({"command": name, **fields}, context))

    def keep(self, stepped: tuple[anjieflow.Case, dict[str, Any]]) -> str:
        self.case, entry = stepped
        self.entries.append(entry)
        self.say(entry)
        return str(entry["event"])

    def read(self, name: str, context: dict[str, Any]) -> str:
        answer, outcome = READS[name](self.case, context)
        self.say(answer)
        return outcome

    def context(self, match: re.Match[str]) -> dict[str, Any]:
        day = match["day"]
        context = {"today": day, "occurred": match["occurred"] or day, "by": match["who"]}
        return context if self.story.salt is None else {**context, "salt": self.story.salt}

    def close(self) -> None:
        """The log, read back, tells of the same case."""
        view = self.case.view()
        text = anjieflow.log(self.entries)
        assert self.rules.replay(text).view() == view
        self.say(view)
        self.say(text)

    def say(self, value: Any) -> None:
        self.transcript.append(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


ERROR_FIELDS = ("code", "message", "place", "advice")


def _checklist(case: Any, context: Any) -> tuple[Any, str]:
    lines = case.checklist(context)
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
    heads = dict(line.split(" ", 1) for line in lines if HEAD.match(line))
    steps = [line for line in lines if not HEAD.match(line)]
    return Story(heads["case"], heads.get("salt"), steps)
