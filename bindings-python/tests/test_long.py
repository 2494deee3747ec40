"""Long calls: other threads go on, somebody hears how far it is, and Ctrl-C ends it."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from typing import Any

import many
import pytest
from anjieflow import Office, Rules, lint

PACK = Rules.builtin().pack()
CASES = [many.case(number) for number in range(4_000)]
WORKS = ("worklist", "clerks", "ledger", "put_all", "impact", "columns")
LEDGER, CLERKS = {"question": "ledger"}, {"question": "clerks"}


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    found = lint(PACK, prove=True, progress=lambda done, of: told.append((done, of)))
    assert found["coverage"]
    assert told == [(done, len(told)) for done in range(1, len(told) + 1)]


def test_what_the_callback_raises_ends_the_work() -> None:
    told: list[int] = []

    def stop(done: int, _of: int) -> None:
        told.append(done)
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        lint(PACK, prove=True, progress=stop)
    assert told == [1]


def test_other_threads_go_on_meanwhile() -> None:
    done = threading.Event()
    counted: list[int] = []

    def count() -> None:
        number = 0
        while not done.is_set():
            number += 1
        counted.append(number)

    thread = threading.Thread(target=count)
    thread.start()
    seen: list[Any] = []
    # Between two parts nothing of Python runs here: the thread counts if the lock is let go.
    lint(PACK, prove=True, progress=lambda *_: seen.append(time.thread_time()))
    done.set()
    thread.join()
    assert counted[0] > 1000


ENDLESS = """
from anjieflow import Rules, lint
pack = Rules.builtin().pack()
print("begun", flush=True)
while True:
    lint(pack, prove=True)
"""


def test_ctrl_c_ends_it() -> None:
    work = subprocess.Popen(
        [sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert work.stdout is not None
    assert work.stdout.readline() == "begun\n"
    time.sleep(0.3)
    work.send_signal(signal.SIGINT)
    told = said(work)[1]
    assert "KeyboardInterrupt" in told
    assert work.returncode != 0


@pytest.mark.parametrize("name", WORKS)
def test_what_is_done_grows_until_the_answer_is_there(name: str) -> None:
    told: list[tuple[int, int]] = []
    many.works(CASES)[name](lambda done, of: told.append((done, of)))
    done = [it for it, _ in told]
    assert done == sorted(set(done))
    assert [it for it, of in told if it >= of] == [told[-1][0]], "only the last is all"


def test_the_answer_is_the_same_for_who_listens() -> None:
    listened, alone = many.office(CASES), many.office(CASES)
    for question in (CLERKS, {"question": "worklist", "count": 5}, LEDGER):
        answer = listened.ask(question, many.START, progress=lambda *_: None)
        assert answer == alone.ask(question, many.START)
    told: list[tuple[int, int]] = []
    listened.ask({"question": "week"}, many.START, progress=lambda *it: told.append(it))
    assert told[-1] == (2 * len(CASES),) * 2, "each case among all, and with its clerk"


class EnoughError(Exception):
    pass


@pytest.mark.parametrize("name", WORKS)
def test_what_the_callback_raises_comes_through(name: str) -> None:
    raised, told = EnoughError("enough"), []

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        raise raised

    with pytest.raises(EnoughError) as caught:
        many.works(CASES)[name](stop)
    assert caught.value is raised
    assert len(told) == 1, "it is not told once more"


def test_an_office_that_was_interrupted_answers_as_any_other() -> None:
    office = many.office(CASES)

    def stop(done: int, of: int) -> None:
        assert 0 < done < of, "in the middle"
        raise EnoughError

    with pytest.raises(EnoughError):
        office.ask(CLERKS, many.START, progress=stop)
    # One that was read, one that was not, and one that is new: each is looked at again.
    assert office.remove("C-0")
    for changed in (CASES[1], CASES[-1], many.case(len(CASES))):
        office.put(changed.step("withdraw", many.START, reason="买了别处")[0])
    other = many.office([*CASES[2:-1], many.case(len(CASES))])
    for name in ("C-1", f"C-{len(CASES) - 1}", f"C-{len(CASES)}"):
        gone = many.case(int(name[2:])).step("withdraw", many.START, reason="买了别处")[0]
        other.put(gone)
    for question in (CLERKS, {"question": "worklist", "count": 100}, {"question": "stages"}):
        assert office.ask(question, many.START) == other.ask(question, many.START)


def test_what_was_put_in_before_stays() -> None:
    office = Office()

    def stop(done: int, _of: int) -> None:
        raise EnoughError(done)

    with pytest.raises(EnoughError) as caught:
        office.put_all(CASES * 10, progress=stop)
    assert 0 < len(office) <= len(CASES)
    assert caught.value.args[0] >= len(office)
    with pytest.raises(TypeError):
        office.put_all([CASES[0], "C-1"])  # type: ignore[list-item]


def test_who_hears_of_the_progress_cannot_wait_for_it() -> None:
    office = many.office(CASES)
    heard: list[str] = []

    def ask_again(done: int, of: int) -> None:
        if done < of:
            heard.append(repr(office))
            for again in (
                lambda: office.put(CASES[0]),
                lambda: office.remove("C-1"),
                lambda: office.ask(LEDGER, many.START),
                lambda: len(office),
            ):
                with pytest.raises(RuntimeError, match="at work"):
                    again()

    office.ask(CLERKS, many.START, progress=ask_again)
    assert set(heard) == {"<Office at work>"}
    assert len(office) == len(CASES)


def test_who_changes_it_meanwhile_waits_and_nobody_for_good() -> None:
    office, begun = many.office(CASES), threading.Event()
    new = many.case(len(CASES))

    def change() -> None:
        begun.wait()
        office.put(new)

    thread = threading.Thread(target=change)
    thread.start()
    ledger = office.ask(LEDGER, many.START, progress=lambda *_: begun.set())
    thread.join(timeout=60)
    assert not thread.is_alive()
    assert len(ledger["rows"]) == len(CASES), "as they stood when it was asked"
    assert len(office) == len(CASES) + 1


def interrupted(name: str, after: float = 0) -> list[int]:
    """What work says that was ended by Ctrl-C, so many seconds after it began."""
    work = subprocess.Popen(
        [sys.executable, many.__file__, name, "10000"], stdout=subprocess.PIPE, text=True
    )
    assert work.stdout is not None
    assert work.stdout.readline() == "begun\n"
    time.sleep(after)
    work.send_signal(signal.SIGINT)
    told, _ = said(work)
    assert told.startswith("interrupted "), told
    assert work.returncode == 0
    return [int(number) for number in told.split()[1:]]


def said(work: subprocess.Popen[str]) -> tuple[str, str]:
    """What a program says until it ends; one that does not is ended."""
    try:
        return work.communicate(timeout=120)
    finally:
        work.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a POSIX signal")
@pytest.mark.parametrize("name", WORKS)
def test_ctrl_c_ends_it_in_the_middle(name: str) -> None:
    done, of = interrupted(name)
    assert 0 < done < of


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a POSIX signal")
def test_ctrl_c_ends_what_nobody_listens_to() -> None:
    assert interrupted("alone", after=0.1) == [0]
