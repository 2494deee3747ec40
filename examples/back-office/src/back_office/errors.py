"""What can go wrong in the office, each with what to do about it."""

from __future__ import annotations


class BackOfficeError(Exception):
    """Anything that stops the office: `what` happened, `where`, and what to `do`."""

    def __init__(self, what: str, *, where: str | None = None, do: str) -> None:
        self.what = what
        self.where = where
        self.do = do
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}; {self.do}"


class Conflict(BackOfficeError):
    """Somebody else appended to the case since it was read.

    Nothing of what was handed in is stored. Read the log again, decide again, append again: the
    command may be refused by then, and that is the right answer.

    >>> str(Conflict("JN-2602", expected=19, found=20))
    'JN-2602: the log has 20 entries, not 19; read the case again, decide again, then append'
    """

    def __init__(self, case: str, *, expected: int, found: int) -> None:
        self.case = case
        self.expected = expected
        self.found = found
        super().__init__(
            f"the log has {found} entries, not {expected}",
            where=case,
            do="read the case again, decide again, then append",
        )

    def __reduce__(self) -> tuple[object, ...]:
        return _conflict, (self.case, self.expected, self.found)


def _conflict(case: str, expected: int, found: int) -> Conflict:
    """Keyword arguments do not travel in a pickle by themselves; writers are processes."""
    return Conflict(case, expected=expected, found=found)


class DealtWith(BackOfficeError):
    """The row was dealt with before: by an earlier run, or by another one at this moment."""

    def __init__(self, row: str) -> None:
        self.row = row
        super().__init__("the row was dealt with before", where=row, do="leave it")


class BadLog(BackOfficeError):
    """A log that does not replay: damaged, cut, or not of the case it is said to be."""


class BadFile(BackOfficeError):
    """A file that cannot be read: too long, or no text, or of the inbox and without a row."""


class NotMigrated(BackOfficeError):
    """The tables of the database are not those that this program knows."""


class Unusable(BackOfficeError):
    """The database, or a file, cannot be read or written: full, read-only, away, or damaged.

    Of what was being written, all is stored or nothing; when the connection broke off at that very
    moment, nobody can say which. Do it again: what was stored is known, and not done twice.
    """
