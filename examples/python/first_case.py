"""The first case: opened, described, a product chosen, and everything that is missing at once.

Needs the wheel: `pip install target/wheels/anjieflow-*.whl` after `cargo xtask wheel`.
"""

import secrets

from anjieflow import Case, Refused, log
from anjieflow.flow import Command, Context


def today() -> Context:
    """Who acts, on which day, with fresh random bytes beside what is personal."""
    return {"today": "2026-03-02", "by": "wang", "salt": secrets.token_hex(16)}


def main() -> None:
    case, entry = Case.open({"case": "C-1001", "context": today()})
    entries = [entry]
    steps: list[Command] = [
        {"command": "add_party", "id": "b1", "role": "borrower", "name": "陈一诺"},
        {
            "command": "state_facts",
            "facts": {"property": "presale", "marital": "single", "nationality": "mainland"},
        },
        {
            "command": "describe_property",
            "address": "济南市历下区试验路1号",
            "price_fen": 150_000_000,
        },
        {
            "command": "choose_product",
            "loans": [{"product": "citic-jinan-new", "amount_fen": 90_000_000, "term_months": 360}],
        },
    ]
    for command in steps:
        case, entry = case.step(command, today())
        entries.append(entry)
    print(case)
    for line in case.checklist(today()):
        print(f"  {line['zh']} ({line['holder']}): {line['status']}")
    try:
        case.step({"command": "request_review"}, today())
    except Refused as no:
        print(f"{no.command} refused: {len(no.reasons)} reasons, the first: {no.reasons[0]['zh']}")
    assert Case.replay(log(entries)).view() == case.view()


if __name__ == "__main__":
    main()
