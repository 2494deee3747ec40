"""A cluster of Spark on this machine: a master and two workers, each a process of its own.

They are bound to 127.0.0.1, and ended by their own process ids.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyspark
from pyspark.sql import SparkSession

HOST = "127.0.0.1"
HOME = Path(pyspark.__file__).parent
CLASSES = "org.apache.spark.deploy"


@contextlib.contextmanager
def cluster(workers: int, folder: Path, memory: str = "1g") -> Iterator[str]:
    """Starts a master and its workers, of one core each; its address."""
    port = free_port()
    address = f"spark://{HOST}:{port}"
    with contextlib.ExitStack() as stack:
        master = stack.enter_context(process(folder, "master", "Master", "--port", str(port)))
        until(lambda: connects(port), master, folder / "master.log")
        for number in range(workers):
            name = f"worker-{number}"
            size = ("--cores", "1", "--memory", memory, "--work-dir", str(folder / name))
            stack.enter_context(process(folder, name, "Worker", "--port", "0", *size, address))
        registered = "Registering worker"
        log = folder / "master.log"
        until(lambda: log.read_text().count(registered) >= workers, master, log)
        yield address


@contextlib.contextmanager
def session(address: str, memory: str = "1g", **settings: str) -> Iterator[SparkSession]:
    """A driver of the cluster, in this process."""
    os.environ["SPARK_LOCAL_IP"] = HOST
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(address).appName("anjieflow")
    for name, value in {
        "spark.driver.host": HOST,
        "spark.driver.bindAddress": HOST,
        "spark.driver.memory": memory,
        "spark.executor.memory": memory,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        **settings,
    }.items():
        builder = builder.config(name, value)
    spark: SparkSession = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


@contextlib.contextmanager
def process(
    folder: Path, name: str, kind: str, *arguments: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A part of the cluster; it writes its log into the folder."""
    command = [str(HOME / "bin/spark-class"), f"{CLASSES}.{kind.lower()}.{kind}"]
    own = ("--host", HOST, "--webui-port", "0")
    settings = {
        "SPARK_LOCAL_IP": HOST,
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": "-Dspark.master.rest.enabled=false",
        "SPARK_LOCAL_DIRS": str(folder),
        "PYSPARK_PYTHON": sys.executable,
    }
    with (folder / f"{name}.log").open("wb") as log:
        running = subprocess.Popen(
            [*command, *own, *arguments],
            env={**os.environ, **settings},
            stdout=log,
            stderr=subprocess.STDOUT,
            # A session of its own, by which what it began is known.
            start_new_session=True,
        )
    try:
        yield running
    finally:
        running.terminate()
        try:
            running.wait(timeout=20)
        finally:
            for left in begun_by(running.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(left, signal.SIGKILL)
            running.wait()


def begun_by(leader: int) -> list[int]:
    """The processes that one has begun, itself among them, as far as they live."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(ProcessLookupError):
            if os.getsid(int(entry.name)) == leader:
                found.append(int(entry.name))
    return found


def until(is_so: Callable[[], bool], running: subprocess.Popen[bytes], log: Path) -> None:
    """Waits for at most a minute."""
    for _ in range(600):
        if is_so():
            return
        if running.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"the cluster does not start:\n{log.read_text()}")


def connects(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex((HOST, port)) == 0


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind((HOST, 0))
        port: int = bound.getsockname()[1]
        return port
