"""What a cell holds, as a report may repeat it: a report lies open, and columns get shifted."""

from __future__ import annotations

# As many digits as a phone has, the shortest number of a person; so it is in the library.
_DIGITS_HIDDEN_FROM = 11
_LONGEST = 40
_OF_NUMBERS = frozenset("零〇一二三四五六七八九十百千万亿两年月日号元角分整点期个人民币￥")


def word(text: str) -> str:
    """A word that stands where another was wanted: cut short, without a number of a person.

    >>> word("结婚证明"), word("结婚证13800000001")
    ('结婚证明', '结婚证***********')
    """
    hides = sum(map(_is_digit, text)) >= _DIGITS_HIDDEN_FROM
    told = "".join("*" if hides and _is_digit(it) else it for it in text[:_LONGEST])
    return told + "…" if len(text) > _LONGEST else told


def number(text: str) -> str:
    """What stands where a number or a day was wanted: besides, without what may be a name.

    >>> number("2026-02-30"), number("三月五日"), number("林一鸣")
    ('2026-02-30', '三月五日', '*一*')
    """
    return "".join("*" if it.isalpha() and it not in _OF_NUMBERS else it for it in word(text))


def _is_digit(character: str) -> bool:
    """Numerals of Chinese are numeric too, and stand in names and words."""
    return character.isnumeric() and character not in _OF_NUMBERS
