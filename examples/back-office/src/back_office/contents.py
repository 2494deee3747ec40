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
            do="look whether it is the right one; a table can be handed in in parts",
        )
    return data


def text(path: Path) -> str:
    """The text of a file in UTF-8. Raises `BadFile` where it is too long, or no such text."""
    return decoded(contents(path), "utf-8", "UTF-8", file=path.name)


def decoded(data: bytes, codec: str, encoding: str, *, file: str) -> str:
    """The text of these bytes, in an encoding that people call `encoding`.

    Raises `BadFile`, which names the byte that is no such text, counted from 1.
    """
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise BadFile(
            f"byte {error.start + 1} is not {encoding}",
            where=file,
            do="give the file as it was written, or save it as UTF-8",
        ) from None  # The cause holds what stands in the file.
