"""What importing the package costs, beside the packages of others.

`cargo xtask bench python` runs it at length; `cargo xtask test` briefly. Each import happens in a
process of its own, whose files the system has read before; the interpreter's own start is not
counted, and neither is what a peer stands on and ours does not.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys

PACKAGES = {
    "anjieflow": "anjieflow",
    "transitions": "transitions",
    "python-statemachine": "statemachine",
    "SpiffWorkflow": "SpiffWorkflow.bpmn",
    "QuantLib": "QuantLib",
}

#: Says the microseconds, and that the package is there.
TIMED = """
import sys, time
start = time.perf_counter()
import {module}
print((time.perf_counter() - start) * 1e6)
assert "{module}" in sys.modules
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=21)
    rounds = parser.parse_args().rounds
    for name, module in PACKAGES.items():
        once(module)
        taken = statistics.median(once(module) for _ in range(rounds))
        print(f"import/the package/{name}: {taken:.0f} us")


def once(module: str) -> float:
    """Microseconds of an import in a new process."""
    told = subprocess.run(
        [sys.executable, "-c", TIMED.format(module=module)],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(told.stdout)


if __name__ == "__main__":
    main()
