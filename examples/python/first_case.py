"""The first case: opened, described, a product chosen, and everything that is missing at once.

Needs the wheel: `pip install target/wheels/anjieflow-*.whl` after `cargo xtask wheel`.
"""

import secrets
from datetime import date

from anjieflow import Case, Command, Context, Refused

STEPS = [
    Command("add_party", id="b1", role="borrower", name="陈一诺"),
    Command(
        "state_facts",
        facts={"property": "presale", "marital": "single", "nationality": "mainland"},
    ),
    Command("describe_property", address="济南市历下区试验路1号", price_yuan=1_500_000),
    Command(
        "choose_product",
        loans=[{"product": "citic-jinan-new", "amount_yuan": 900_000, "term_months": 360}],
    ),
]


def today() -> Context:
    """Who acts, on which day, with fresh random bytes beside what is personal."""
    return Context(date(2026, 3, 2), "wang", salt=secrets.token_bytes(16))


def main() -> None:
    case, _ = Case.open("C-1001", today())
    for command in STEPS:
        case, entry = case.step(command, today())
        print(entry)  # what to keep: `entry.text` is its line of the log
    for line in case.checklist(today()):
        print(f"  {line['zh']} ({line['holder']}): {line['status']}")
    try:
        case.step("request_review", today())
    except Refused as no:
        print(f"{no.command} refused: {len(no.reasons)} reasons, the first: {no.reasons[0]['zh']}")
    assert Case.replay(case.log()) == case


if __name__ == "__main__":
    main()
