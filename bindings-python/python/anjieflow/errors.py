"""The exceptions: one tree. Each has a stable `code`; `core/CODES.md` lists them all.

>>> import anjieflow
>>> try:
...     anjieflow.Case.replay("not a log")
... except anjieflow.LogError as no:
...     print(no.code)
malformed
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from .flow import CommandName, ReasonCode, Stage

__all__ = ["AnjieflowError", "InputError", "LogError", "Reason", "Refused", "UnknownName"]


class Reason(TypedDict):
    """One thing that is in the way of a command."""

    code: ReasonCode
    message: str
    advice: str
    zh: str
    advice_zh: str
    rules: list[str]
    details: dict[str, str | int]


class AnjieflowError(Exception):
    """Any no of anjieflow."""

    code: str
    """A stable name for what was wrong."""
    message: str
    """What was wrong, in English."""
    zh: str
    """What was wrong, in Chinese."""
    place: str | None
    """Where it was, such as `command.loans[0].product`."""
    advice: str | None
    """What to do about it."""


class InputError(AnjieflowError, ValueError):
    """What was handed in is malformed; `place` names the spot."""


class LogError(InputError):
    """A log, or an entry of one, that cannot be what was once written."""


class UnknownName(InputError, LookupError):
    """Nothing is called so; `advice` says what there is."""


class Refused(AnjieflowError):
    """The command was understood and the answer is no; `reasons` tells all that is in its way."""

    command: CommandName
    """The command."""
    stage: Stage
    """The stage that the case stayed in."""
    reasons: list[Reason]
    """All that is in its way."""
