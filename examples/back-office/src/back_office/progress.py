"""A progress bar for whoever looks at a terminal; nothing at all for a log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

T = TypeVar("T")


class Shown(Protocol):
    """How far a job has come."""

    def each(self, things: Sequence[T], doing: str) -> Iterator[T]:
        """The things one after the other, while it is shown how many are done."""


class Silent:
    """Shows nothing."""

    def each(self, things: Sequence[T], doing: str) -> Iterator[T]:
        yield from things


class Bars:
    """A bar for each part of the job."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def each(self, things: Sequence[T], doing: str) -> Iterator[T]:
        yield from self._progress.track(things, total=len(things), description=doing)


@contextmanager
def shown() -> Iterator[Shown]:
    """Bars on the error stream when that is a terminal, else silence."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Silent()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress:
        yield Bars(progress)
