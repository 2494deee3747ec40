"""Random cases in both interpreters: how many, from which seed, by how many workers.

python -m second --cases 1000000 --seed 1 --workers 2
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import secrets
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .duel import COUNTERS, Differ, Duel, Recorded, Told, builtin
from .shrink import replay, shrink
from .sums import Sum
from .walk import Walk

FLOW = 8
"""Of so many cases one is a purchase, the others are loans."""
BATCH = 400


@dataclass
class Found:
    """A difference, and how it is told again."""

    seed: int
    text: str


@dataclass
class Batch:
    told: Told = field(default_factory=Told)
    sums: Counter[str] = field(default_factory=Counter)
    cases: int = 0
    found: list[Found] = field(default_factory=list)


RULES: Any = None


def rules() -> Any:
    global RULES
    if RULES is None:
        RULES = builtin()
    return RULES


def play(seeds: range) -> Batch:
    """The cases of these seeds, until one differs."""
    batch = Batch()
    for seed in seeds:
        found = purchase(seed, batch) if seed % FLOW == 0 else loan(seed, batch)
        batch.cases += 1
        if found is not None:
            batch.found.append(found)
            break
    return batch


def purchase(seed: int, batch: Batch) -> Found | None:
    library, pack = rules()
    walk = Walk(seed, lambda day: Duel(day, batch.told, library, pack))
    try:
        walk.play()
    except Differ as differs:
        return Found(seed, story(walk, differs))
    return None


def loan(seed: int, batch: Batch) -> Found | None:
    asked = Sum(seed)
    try:
        asked.play(batch.sums)
    except Differ as differs:
        given = json.dumps(asked.given, ensure_ascii=False)
        return Found(seed, f"{differs}\n{asked.kind} {given}")
    return None


def story(walk: Walk, differs: Differ) -> str:
    """The smallest walk that shows it, as a story."""
    library, pack = rules()
    shows = replay(walk.opened, lambda day: Duel(day, Told(), library, pack))
    steps = shrink(list(enumerate(walk.steps)), shows)
    lines = [str(differs), f"{walk.opened} wang open {{}}"]
    return "\n".join([*lines, *(line(it) for _, it in numbered(steps))])


def numbered(steps: list[tuple[int, Recorded]]) -> list[tuple[int, Recorded]]:
    """The same with names that a story has: by entry, not by step."""
    library, pack = rules()
    opened = steps[0][1][1]["today"] if steps else ""
    game = Duel(opened, Told(), library, pack)
    told: list[tuple[int, Recorded]] = []
    for number, (command, context) in steps:
        told.append((number, (game.resolved(command), context)))
        try:
            game.play((command, context), number)
        except (Differ, LookupError):
            continue
    return told


def line(recorded: Recorded) -> str:
    command, context = recorded
    fields = {key: value for key, value in command.items() if key != "command"}
    day = context["today"]
    if context.get("occurred", day) != day:
        day = f"{day} ({context['occurred']})"
    return f"{day} wang {command['command']} {json.dumps(fields, ensure_ascii=False)}"


def batches(first: int, cases: int) -> list[range]:
    last = first + cases
    return [range(at, min(at + BATCH, last)) for at in range(first, last, BATCH)]


def run(cases: int, seed: int, workers: int, progress: bool = False) -> Batch:
    """All cases from a seed on, until one differs."""
    total, begun, shown = Batch(), time.monotonic(), 0
    work = batches(seed, cases)
    if workers == 1:
        for batch in map(play, work):
            if add(total, batch):
                break
        return total
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        for number, batch in enumerate(pool.imap_unordered(play, work), 1):
            if add(total, batch):
                break
            if progress and number * 20 // len(work) > shown:
                shown = number * 20 // len(work)
                print(f"{total.cases} cases, {time.monotonic() - begun:.0f} s", flush=True)
    return total


def add(total: Batch, batch: Batch) -> bool:
    """Whether a difference was found."""
    total.told.add(batch.told)
    total.sums.update(batch.sums)
    total.cases += batch.cases
    total.found += batch.found
    return bool(batch.found)


def report(total: Batch) -> str:
    """What was walked through."""
    told = total.told
    lines = [f"{name}: {shown(getattr(told, name))}" for name in COUNTERS]
    steps = sum(told.granted.values()), sum(told.refused.values())
    lines.append(f"steps: {steps[0]} granted, {steps[1]} refused; {told.lines} lines of checklists")
    lines.append(f"loans of the calculator: {shown(total.sums)}")
    return "\n".join(lines)


def shown(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counter.most_common()) or "none"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="second", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--quiet", action="store_true", help="tell the sum alone")
    asked = parser.parse_args(arguments)
    seed = secrets.randbelow(10**9) if asked.seed is None else asked.seed
    if not asked.quiet:
        print(f"seed {seed}", flush=True)
    begun = time.monotonic()
    total = run(asked.cases, seed, asked.workers, progress=not asked.quiet)
    for found in total.found:
        print(f"seed {found.seed} differs: {found.text}")
    if not asked.quiet:
        print(report(total))
    print(closing(total, seed, time.monotonic() - begun))
    return 1 if total.found else 0


def closing(total: Batch, seed: int, seconds: float) -> str:
    purchases = total.told.stages["enquiry"]
    return (
        f"{total.cases} cases from seed {seed} in {seconds:.0f} s: {purchases} purchases and"
        f" {total.cases - purchases} loans, {len(total.found)} differences"
    )


if __name__ == "__main__":
    sys.exit(main())
