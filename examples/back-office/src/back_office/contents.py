"""What stands in a file that somebody handed in, however long it is and whatever it is."""

from __future__ import annotations

from pathlib import Path

from back_office.errors import BadFile

# As long as the longest log that anjieflow reads; what an office hands in is shorter.
LONGEST = 32 << 20


def contents(path: Path) -> bytes:
    """The bytes of a file. Raises `BadFile` where it is longer than any that is read."""
    with path.open("rb") as file:
        # One byte more than is ever read: the rest of a longer one never comes into the memory.
        data = file.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise BadFile(
            f"the file is longer than the {LONGEST} bytes that are read",
            where=path.name,
            do="look whether it is the right one; if it is, hand it in in parts",
        )
    return data


def text(path: Path) -> str:
    """The text of a file in UTF-8. Raises `BadFile` where it is too long, or no such text."""
    data = contents(path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadFile(
            f"byte {error.start + 1} is not UTF-8",
            where=path.name,
            do="give the file as it was written, or save it as UTF-8",
        ) from None
