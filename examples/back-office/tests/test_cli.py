"""The command line: what it answers, and what it says when it cannot."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import CASES, ROOT, SAMPLE
from nights import arguments
from rich.console import Console

import back_office
from back_office import progress
from back_office.cli import main
from back_office.inbox.headings import column_of


@pytest.fixture
def database(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'office.db'}"
    assert main(["import", str(CASES), "--database", url]) == 0
    return url


def test_import_check_export(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["migrate", "--database", database]) == 0
    assert main(["check", "--database", database]) == 0
    assert main(["export", str(tmp_path / "logs"), "--database", database]) == 0
    assert len(list((tmp_path / "logs").iterdir())) == 20
    # Silent where nobody looks on.
    assert capsys.readouterr() == ("", "")


def test_a_terminal_is_told(
    database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["check", "--database", database]) == 0
    assert capsys.readouterr().out == "20 cases replay\n"


def test_bars_are_for_terminals(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress.shown() as shown:
        assert list(shown.each([1, 2], "x")) == [1, 2]
    assert capsys.readouterr().err == ""
    forced = lambda **_: Console(stderr=True, force_terminal=True, width=80)  # noqa: E731
    monkeypatch.setattr(progress, "Console", forced)
    with progress.shown() as shown:
        assert list(shown.each([1, 2], "收件箱 inbox")) == [1, 2]
    assert "2/2" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["check", "--database", "mysql://root:hunter2@host/x"], "no database is known as 'mysql'"),
        (["check", "--database", "nonsense"], "no database is known"),
        (["check", "--database", "sqlite:///{tmp}/new.db"], "run `python -m back_office migrate"),
        (["check", "--database", "postgresql://x@127.0.0.1:1/x"], "see that it is running"),
        (["import", "{tmp}", "--database", "sqlite:///{tmp}/new.db"], "there is no log"),
        (["forget", "X-1", "--database", "{database}"], "there is no such case"),
        (["forget", "JN-2602", "--database", "{database}"], "does not say that the personal data"),
    ],
)
def test_what_went_wrong_is_told(
    given: list[str],
    told: str,
    database: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert main([word.format(tmp=empty, database=database) for word in given]) == 1
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
    # An address may hold a password.
    assert "hunter2" not in error


def test_a_night_by_command(database: str, tmp_path: Path) -> None:
    assert main(arguments(database, tmp_path / "out", SAMPLE)) == 0
    assert (tmp_path / "out/2026-03-20/manifest.json").exists()


def test_headings_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["headings"]) == 0
    assert "业务编号、业务号" in capsys.readouterr().out


def test_what_is_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["nightly", "--day", "tomorrow"])
    assert caught.value.code == 2
    assert "tomorrow" in capsys.readouterr().err


def _modules() -> list[str]:
    found = pkgutil.walk_packages(back_office.__path__, "back_office.")
    return [it.name for it in found if "migrations" not in it.name and "__main__" not in it.name]


def test_the_examples_in_docstrings() -> None:
    results = [doctest.testmod(importlib.import_module(name)) for name in _modules()]
    assert sum(result.failed for result in results) == 0
    assert sum(result.attempted for result in results) >= 7


def test_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    seen: dict[str, Any] = {}
    exec(block, seen)
    assert [row.id for row in seen["store"].cases()] == ["C-1"]
    seen["engine"].dispose()
    # The headings that it names are read.
    table = text[text.index("| column | headings") : text.index("`python -m back_office headings`")]
    headings = re.findall(r"[\u4e00-\u9fff()（）%]{2,}", table)
    assert len(headings) > 30
    assert [heading for heading in headings if column_of(heading) is None] == []
