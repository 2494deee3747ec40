"""Faults around the store: each is told as `examples/FAULTS.md` says, and the next run goes on."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import small_disk
import stream
from conftest import CASES, ROOT, SAMPLE
from databases import Cluster, cluster
from nights import files
from told import assert_told, assert_told_one_of, rows

from back_office import database
from back_office.cli import main

ON_DISK = "--database sqlite:///disk/office.db"
IMPORT = f"$OFFICE import {CASES} {ON_DISK}"
NIGHT = f"$OFFICE nightly --inbox {SAMPLE} --day 2026-03-20"

Captured = pytest.CaptureFixture[str]


def told(fault: str, done: subprocess.CompletedProcess[str]) -> None:
    assert_told(fault, done.returncode, done.stderr)


def said(capsys: Captured, fault: str, words: list[str]) -> None:
    capsys.readouterr()
    code = main(words)
    assert_told(fault, code, capsys.readouterr().err)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The database of the sample office."""
    file = tmp_path / "office.db"
    assert main(["import", str(CASES), "--database", f"sqlite:///{file}"]) == 0
    return file


def on(file: Path, *words: str) -> list[str]:
    return [*words, "--database", f"sqlite:///{file}"]


def exported(file: Path, folder: Path) -> dict[str, bytes]:
    assert main(on(file, "export", str(folder))) == 0
    return files(folder)


def test_a_full_disk(tmp_path: Path) -> None:
    script = f"""{IMPORT}; code=$?; cp disk/office.db early.db
        cp disk/office.db-wal early.db-wal 2>/dev/null
        mount -o remount,size=8m disk; {IMPORT} 2>&1 && cp disk/office.db whole.db; exit $code"""
    done = small_disk.run(tmp_path, "400k", script)
    told("disk full", done)
    assert done.stdout == ""
    early, whole = (exported(tmp_path / f"{it}.db", tmp_path / it) for it in ("early", "whole"))
    # A log is stored whole or not at all.
    assert 0 < len(early) < len(whole) == len(list(CASES.glob("*.jsonl")))
    assert early.items() <= whole.items()


def test_a_limit_of_the_disk(tmp_path: Path) -> None:
    # Bytes in halves of a kilobyte. The signal would kill it, which is another test.
    done = small_disk.shell(tmp_path, f"mkdir disk; trap '' XFSZ; ulimit -f 500; exec {IMPORT}")
    told("limit or defect of the disk", done)
    assert main(on(tmp_path / "disk/office.db", "import", str(CASES))) == 0


def test_a_full_disk_for_files(office: Path, tmp_path: Path) -> None:
    night = f"{NIGHT} --database sqlite:///{office} --out disk/out"
    script = f"""{night}; code=$?; find disk -name '*.part' > parts
        mount -o remount,size=8m disk; {night} && cp -r disk/out again; exit $code"""
    told("disk full, files", small_disk.run(tmp_path, "200k", script))
    assert (tmp_path / "parts").read_text() == ""
    again = files(tmp_path / "again/2026-03-20")
    listed = json.loads(again.pop("manifest.json"))
    assert {name: hashlib.sha256(data).hexdigest() for name, data in again.items()} == listed


def test_a_read_only_disk(office: Path, tmp_path: Path) -> None:
    script = f"cp {office} disk/; mount -o remount,ro disk; $OFFICE check {ON_DISK}"
    told("disk read-only", small_disk.run(tmp_path, "8m", script))
    script = f"""mkdir disk/out; mount -o remount,ro disk
        {NIGHT} --database sqlite:///{office} --out disk/out"""
    told("disk read-only, files", small_disk.run(tmp_path, "8m", script))


def test_another_program_holds_it(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(database, "_PATIENCE_SECONDS", 1)
    with closing(sqlite3.connect(office, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        said(capsys, "database held", on(office, "check"))
    assert main(on(office, "check")) == 0


def test_a_clock_that_goes_back(office: Path, tmp_path: Path, capsys: Captured) -> None:
    night = on(office, "nightly", "--inbox", str(SAMPLE), "--out", str(tmp_path / "out"))
    said(capsys, "clock back", [*night, "--day", "2026-03-01"])
    assert not (tmp_path / "out").exists()
    assert main([*night, "--day", "2026-03-20"]) == 0


def test_files_that_are_no_database(office: Path, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "other.db"
    said(capsys, "file gone", on(file, "check"))
    said(capsys, "folder gone", on(tmp_path / "none/other.db", "check"))
    assert not file.exists()
    file.write_bytes(b"")
    said(capsys, "file empty", on(file, "import", str(CASES)))
    file.write_bytes(b"not a database, but long enough to look like one\n" * 40)
    said(capsys, "file not a database", on(file, "check"))
    file.write_bytes(office.read_bytes()[:100_000])
    said(capsys, "file cut", on(file, "check"))


def test_damage_as_it_is_told(office: Path, tmp_path: Path, capsys: Captured) -> None:
    whole, file = office.read_bytes(), tmp_path / "other.db"
    file.write_bytes(whole[:-4093] + b"\xff\xff" + whole[-4091:])
    said(capsys, "page bad", on(file, "check"))
    # A page keeps copies of what moved to another one: the first places may be of no matter.
    for found in re.finditer(rb'"event":"opened"', whole):
        at = found.start() + 10
        file.write_bytes(whole[:at] + b"O" + whole[at + 1 :])
        capsys.readouterr()
        if code := main(on(file, "check")):
            assert_told("entry changed", code, capsys.readouterr().err)
            break
    else:
        pytest.fail("no entry was changed")
    with closing(sqlite3.connect(office)) as connection:
        connection.execute("DROP TRIGGER events_stay")
        connection.commit()
    said(capsys, "trigger gone", on(office, "check"))


def test_a_server_that_is_away(capsys: Captured) -> None:
    address = "postgresql://x:hunter2@127.0.0.1:1/x"
    said(capsys, "server away", ["check", "--database", address])


@pytest.fixture
def own() -> Iterator[Cluster]:
    with cluster() as started:
        yield started


def test_a_server_that_is_read_only(own: Cluster, capsys: Captured) -> None:
    url = own.create("office")
    stream.prepare(url)
    with psycopg.connect(own.url("postgres"), autocommit=True) as connection:
        connection.execute("ALTER DATABASE office SET default_transaction_read_only = on")
    said(capsys, "server read-only", ["import", str(CASES), "--database", url])


def test_a_page_of_the_server_that_went_bad(own: Cluster, capsys: Captured) -> None:
    url = own.create("office")
    assert main(["import", str(CASES), "--database", url]) == 0
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT pg_relation_filepath('events')").fetchone()
    assert found is not None
    own.stop()
    with (own.data / found[0]).open("r+b") as file:
        file.seek(8192 + 5000)
        file.write(b"\0\1\2\3")
    own.recover()
    said(capsys, "server page bad", ["check", "--database", url])


def test_a_server_on_a_full_disk() -> None:
    script = "chmod 777 disk; TMPDIR=$PWD/disk $PYTHON -m full_server"
    with tempfile.TemporaryDirectory(prefix="full-") as folder:
        # The user that the server runs as has to get in.
        Path(folder).chmod(0o755)
        done = small_disk.run(Path(folder), "160m", script)
    if "setgroups" in done.stderr or "Operation not permitted" in done.stderr:
        pytest.skip("who is not root cannot run the server as another user in a namespace")
    assert done.stdout.split() == ["1", "0", "0"], done.stderr
    assert_told_one_of(("server disk full", "server gone"), done.stderr)


def test_every_row_of_the_page_is_tried() -> None:
    tests = [ROOT / "tests" / name for name in ("test_faults.py", "test_random_kills.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in tests)
    assert len(rows()) > 15
    assert [fault for fault in rows() if f'"{fault}"' not in text] == []
