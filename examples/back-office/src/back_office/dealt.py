"""What came of a row of the inbox, as it is kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from back_office.domain import Reason


@dataclass(frozen=True, slots=True)
class Dealt:
    """A row of the inbox, and what came of it: `applied` as an entry, `refused`, or `faulty`."""

    day: date
    id: str
    digest: str
    file: str
    place: int
    case: str
    command: str
    outcome: str
    number: int | None
    reasons: tuple[Reason, ...]


def to_row(dealt: Dealt) -> dict[str, Any]:
    """A row of the table."""
    return {
        "day": dealt.day,
        "id": dealt.id,
        "digest": dealt.digest,
        "file": dealt.file,
        "place": dealt.place,
        "case_id": dealt.case,
        "command": dealt.command,
        "outcome": dealt.outcome,
        "number": dealt.number,
        "reasons": _reasons_text(dealt.reasons),
    }


def from_row(row: Any) -> Dealt:
    """What stands in a row of the table."""
    reasons = tuple(Reason(**reason) for reason in json.loads(row.reasons))
    return Dealt(
        day=row.day,
        id=row.id,
        digest=row.digest,
        file=row.file,
        place=row.place,
        case=row.case_id,
        command=row.command,
        outcome=row.outcome,
        number=row.number,
        reasons=reasons,
    )


def _reasons_text(reasons: Sequence[Reason]) -> str:
    each = [
        {
            "code": it.code,
            "en": it.en,
            "zh": it.zh,
            "advice": it.advice,
            "advice_zh": it.advice_zh,
        }
        for it in reasons
    ]
    return json.dumps(each, ensure_ascii=False)
