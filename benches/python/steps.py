"""What a step and a checklist cost from Python, beside libraries of state machines and processes.

`cargo xtask bench python` runs it at length; `cargo xtask test` briefly, for the answers. The peers
only change a state; our step also judges it, dates it, and gives the entry to keep. SpiffWorkflow
runs a process drawn in BPMN, of twenty tasks in a row, each done by hand.
"""

from __future__ import annotations

import argparse
import statistics
import timeit
from typing import Any, Callable

from anjieflow import Case, Command, Context
from anjieflow.flow import Application, Facts
from SpiffWorkflow.bpmn import BpmnWorkflow  # type: ignore[import-untyped]
from SpiffWorkflow.bpmn.parser import BpmnParser  # type: ignore[import-untyped]
from SpiffWorkflow.util.task import TaskState  # type: ignore[import-untyped]
from statemachine import State, StateMachine
from transitions import Machine

TODAY = Context("2026-03-02", "wang", salt=bytes(16))
SUSPEND, RESUME = Command("suspend", reason="documents abroad"), Command("resume")


class Desk(StateMachine):
    """A case that is open or stands still."""

    open = State(initial=True)
    still = State()
    suspend = open.to(still)
    resume = still.to(open)


class Plain:
    """What `transitions` hangs its methods on."""

    state: str
    suspend: Callable[[], bool]
    resume: Callable[[], bool]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=100_000)
    steps = parser.parse_args().steps
    ours = per_step(both_ours(), steps)
    print(f"step/one/anjieflow: {ours:.2f} us")
    for name, both in (
        ("transitions", both_transitions()),
        ("python-statemachine", both_machine()),
    ):
        theirs = per_step(both, steps // 10)
        print(f"step/one/{name}: {theirs:.2f} us")
    theirs = middle(process(), max(1, steps // 1000)) / TASKS
    print(f"step/one/SpiffWorkflow: {theirs:.2f} us")
    case = chosen()
    listed = middle(lambda: case.checklist(TODAY), steps)
    assert len(case.checklist(TODAY)) == 9
    print(f"checklist/9 lines/anjieflow: {listed:.2f} us")


def both_ours() -> Callable[[], object]:
    case, _ = Case.open("C-1", TODAY)
    still, entry = case.step(SUSPEND, TODAY)
    assert (entry.event, still.step(RESUME, TODAY)[1].event) == ("case_suspended", "case_resumed")

    def both() -> None:
        case.step(SUSPEND, TODAY)
        still.step(RESUME, TODAY)

    return both


def both_transitions() -> Callable[[], object]:
    desk = Plain()
    Machine(desk, states=["open", "still"], initial="open", transitions=MOVES)
    assert (desk.suspend(), desk.state, desk.resume(), desk.state) == (True, "still", True, "open")
    return lambda: (desk.suspend(), desk.resume())


MOVES = [["suspend", "open", "still"], ["resume", "still", "open"]]


def both_machine() -> Callable[[], object]:
    desk: Any = Desk()
    desk.suspend()
    assert desk.still.is_active
    desk.resume()
    assert desk.open.is_active
    return lambda: (desk.suspend(), desk.resume())


TASKS = 20
ROUNDS = 7


def process() -> Callable[[], object]:
    """A process from its start to its end."""
    parser = BpmnParser()
    parser.add_bpmn_str(drawn().encode())
    spec = parser.get_spec("case")

    def run() -> None:
        case = BpmnWorkflow(spec)
        case.do_engine_steps()
        done = 0
        while (task := case.get_next_task(state=TaskState.READY, manual=True)) is not None:
            task.run()
            case.do_engine_steps()
            done += 1
        assert (case.completed, done) == (True, TASKS)

    return run


def drawn() -> str:
    """Its tasks in a row, as BPMN."""
    tasks = [f"task{number}" for number in range(TASKS)]
    manual = "".join(f'<manualTask id="{task}"/>' for task in tasks)
    ways = zip(["start", *tasks], [*tasks, "end"])
    flows = "".join(
        f'<sequenceFlow id="{one}-{other}" sourceRef="{one}" targetRef="{other}"/>'
        for one, other in ways
    )
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="case">'
        f'<process id="case" isExecutable="true"><startEvent id="start"/>{manual}'
        f'<endEvent id="end"/>{flows}</process></definitions>'
    )


def chosen() -> Case:
    case, _ = Case.open("C-1", TODAY)
    facts: Facts = {
        "marital": "single",
        "nationality": "mainland",
        "property": "presale",
        "local_household": True,
        "id_card_state": "valid",
    }
    loan: Application = {
        "product": "citic-jinan-new",
        "amount_fen": 90_000_000,
        "term_months": 360,
    }
    for command in (
        Command("add_party", id="b1", role="borrower", name="陈一诺"),
        Command("state_facts", facts=facts),
        Command("describe_property", address="试验路1号", price_fen=150_000_000),
        Command("choose_product", loans=[loan]),
    ):
        case, _ = case.step(command, TODAY)
    return case


def per_step(both: Callable[[], object], steps: int) -> float:
    return middle(both, max(1, steps // 2)) / 2


def middle(run: Callable[[], object], times: int) -> float:
    """Microseconds of one run: the median of some rounds."""
    return statistics.median(timeit.repeat(run, number=times, repeat=ROUNDS)) / times * 1e6


if __name__ == "__main__":
    main()
