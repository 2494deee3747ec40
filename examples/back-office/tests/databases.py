"""PostgreSQL for the tests: a cluster of our own, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

_USER = "office"
_START_SECONDS = 60


class Cluster:
    """A cluster of PostgreSQL on 127.0.0.1, in a directory that goes with it."""

    def __init__(self, port: int, data: Path) -> None:
        self.port = port
        self.data = data
        self.server = _start(data, port)

    def crash(self) -> None:
        """Stop at once, without a last word to anybody or to the disk, as when the power fails."""
        self.server.send_signal(signal.SIGQUIT)
        self.server.wait(30)

    def stop(self) -> None:
        """Stop it in peace."""
        _stop(self.server)

    def recover(self) -> None:
        """Start it again if it has stopped, and wait until it answers."""
        if self.server.poll() is not None:
            self.server = _start(self.data, self.port)
        _await(self.server, self.port)

    def url(self, name: str) -> str:
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, template: str = "template1") -> str:
        """A database of its own, empty or a copy of another; its address."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._run(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Make a cluster, start it, and stop it at the end by its own process id."""
    # Short, and readable by the user that PostgreSQL runs as: it will not run as root.
    root = Path(tempfile.mkdtemp(prefix="back-office-pg-"))
    try:
        _hand_over(root)
        _initialise(root / "data")
        port = _free_port()
        started = Cluster(port, root / "data")
        try:
            started.recover()
            yield started
        finally:
            _stop(started.server)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _binary(name: str) -> str:
    """A program of PostgreSQL. Debian keeps the server's out of the path, and says where."""
    found = shutil.which(name) or shutil.which(name, path=_told_folder())
    assert found, f"{name} is missing: apt-get install postgresql"
    return found


def _told_folder() -> str | None:
    if (config := shutil.which("pg_config")) is None:
        return None
    return subprocess.run(
        [config, "--bindir"], capture_output=True, text=True, check=True
    ).stdout.strip()


def _as_user() -> dict[str, object]:
    """Whom to run as: PostgreSQL refuses root, and who is not root stays who he is."""
    if os.geteuid() != 0:
        return {}
    user = _unprivileged()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise AssertionError("there is neither a user postgres nor nobody to run PostgreSQL as")


def _hand_over(root: Path) -> None:
    if os.geteuid() == 0:
        user = _unprivileged()
        os.chown(root, user.pw_uid, user.pw_gid)


def _initialise(data: Path) -> None:
    arguments = ["--username", _USER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C"]
    command = [
        _binary("initdb"),
        "--pgdata",
        str(data),
        "--no-sync",
        "--data-checksums",
        *arguments,
    ]
    done = subprocess.run(
        command, cwd="/", capture_output=True, text=True, check=False, **_as_user()
    )  # type: ignore[call-overload]
    assert done.returncode == 0, done.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(data: Path, port: int) -> subprocess.Popen[bytes]:
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(data),
        "max_connections": "60",
        # The disk of a test need not outlive a power failure.
        "fsync": "off",
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    log = (data.parent / "log").open("wb")
    with log:
        started: subprocess.Popen[bytes] = subprocess.Popen(
            [_binary("postgres"), "-D", str(data), *options],
            cwd="/",
            stdout=log,
            stderr=log,
            **_as_user(),
        )  # type: ignore[call-overload]
    return started


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        assert server.poll() is None, "PostgreSQL did not start"
        try:
            psycopg.connect(f"postgresql://{_USER}@127.0.0.1:{port}/postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("PostgreSQL did not start in time")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Fast, not smart: whoever is still connected shall not keep it."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(10)
