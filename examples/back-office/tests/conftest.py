"""What the tests stand on: both databases, and the cases of the sample office."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from databases import Cluster, cluster
from sqlalchemy import Engine

from back_office import database
from back_office.store import Store

ROOT = Path(__file__).parents[1]
CASES = ROOT.parent / "office" / "cases"
SAMPLE = ROOT / "sample" / "inbox"
DAY = date(2026, 3, 20)

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    with cluster() as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'office.db'}"
    started: Cluster = request.getfixturevalue("postgresql")
    return started.create(f"empty_{next(_numbers)}")


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = database.connect(url)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> Store:
    database.migrate(engine)
    return Store(engine)
