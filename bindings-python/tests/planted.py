"""What stories plant of persons, and what looks for it in what is told of them.

Every name, number and address of a story stands in the `personal` objects of its entries, and is
looked for whole.
"""

from __future__ import annotations

import functools
import json
import os
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

from anjieflow import Case, Entry
from story import Player, read_story

ROOT = Path(__file__).parents[2]
STORIES = Path(os.environ.get("ANJIEFLOW_STORIES", ROOT / "core/tests/stories"))
#: The fields of a personal object that are of a person.
OF_A_PERSON = ("name", "id_number", "other_id", "phone", "address", "number", "account")


def leaves(personal: Any) -> Iterator[str]:
    """The texts of a person; a corrected record has them one level deeper."""
    for name, value in personal.items() if isinstance(personal, Mapping) else ():
        if isinstance(value, Mapping):
            yield from leaves(value)
        elif isinstance(value, str) and name in OF_A_PERSON:
            yield value


class Recorder(Player):
    """Plays a story, and keeps each command with the case that it met."""

    def __init__(self, path: Path) -> None:
        super().__init__(read_story(path))
        self.met: list[tuple[Case, dict[str, Any], dict[str, Any]]] = []
        self.play()

    def take(self, name: str, fields: dict[str, Any], context: dict[str, Any]) -> str:
        if self.told[self.id].case is not None:
            self.met.append((self.case, {"command": name, **fields}, context))
        return super().take(name, fields, context)


@dataclass
class Planted:
    """A story as it went, and what it plants."""

    name: str
    player: Recorder
    texts: frozenset[str]

    @property
    def cases(self) -> list[Case]:
        return [told.case for told in self.player.told.values() if told.case is not None]

    @property
    def entries(self) -> list[Entry]:
        return [entry for told in self.player.told.values() for entry in told.entries]

    def context(self) -> dict[str, Any]:
        """The day of the last entry."""
        salt = "00112233445566778899aabbccddeeff"
        return {"today": self.entries[-1].recorded, "by": "prover", "salt": salt}

    def nowhere_in(self, place: str, said: object) -> None:
        """Stops where one of them is read."""
        text = said if isinstance(said, str) else told(said)
        for found in self.texts:
            at = text.find(found)
            assert at < 0, f"{self.name}, {place} names `{found}`: …{text[max(at - 80, 0) : at]}"

    def no(self, place: str, asked: Callable[..., object], /, *given: Any, **named: Any) -> bool:
        """Whether it is answered by an exception; neither that nor the answer names anybody."""
        try:
            answer = asked(*given, **named)
        except Exception as no:
            self.nowhere_in(place, raised(no))
            return True
        self.nowhere_in(place, answer)
        return False


def told(answer: object) -> str:
    """An answer as a program writes it, and as an interpreter shows it."""
    return f"{json.dumps(answer, ensure_ascii=False, default=repr)}\n{answer!r}"


def raised(no: BaseException) -> str:
    """All that an exception says, and those behind it."""
    lines = traceback.format_exception(type(no), no, no.__traceback__)
    # Lines of the test itself are not what is said.
    said = [str(no), repr(no), f"{no}", repr(no.args), repr(vars(no)), "".join(lines)]
    return "\n".join(said) + "\n".join(raised(it) for it in (no.__cause__, no.__context__) if it)


@functools.cache
def stories() -> list[Planted]:
    """The stories that plant something which none before them plants, played once.

    The tests of the core look through all of them.
    """
    told: list[Planted] = []
    seen: set[str] = set()
    for path in sorted(STORIES.glob("*.txt")):
        player = Recorder(path)
        entries = (entry for told in player.told.values() for entry in told.entries)
        texts = {text for entry in entries for text in leaves(entry.get("personal"))}
        if not texts <= seen:
            told.append(Planted(path.stem, player, frozenset(texts)))
        seen |= texts
    return told
