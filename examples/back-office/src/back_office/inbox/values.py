"""Cells as values: days, amounts, counts. What is not clear is handed back, never guessed."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from back_office.inbox.model import Fault, Wrong
from back_office.inbox.shown import number

_DAYS = (
    re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00(?::00)?)?"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)

_CODE_LONGEST = 100


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def day(text: str) -> date:
    """A day such as 2026-03-20, 2026/3/20, 2026.3.20, 20260320 or 2026年3月20日.

    >>> day("2026年3月5日")
    datetime.date(2026, 3, 5)
    """
    for form in _DAYS:
        if found := form.fullmatch(_plain(text)):
            year, month, of_month = map(int, found.groups())
            try:
                return date(year, month, of_month)
            except ValueError:
                break
    raise Wrong(
        Fault(
            "no_such_date",
            f"`{number(text)}` is not a day with its year",
            f"“{number(text)}”不是带年份的日期",
            "write it as 2026-03-20; in Excel, format the cell as a date",
            "请写成2026-03-20；Excel中请将单元格设为日期格式",
        )
    )


def fen(text: str) -> int:
    """An amount in yuan, or with 万 in ten thousand, in fen.

    >>> fen("1,300,000.50"), fen("￥130万元")
    (130000050, 130000000)
    """
    plain = re.sub(r"[,\s¥￥]|元$", "", _plain(text)).removeprefix("人民币")
    factor = 1_000_000 if plain.endswith("万") else 100
    try:
        amount = Decimal(plain.removesuffix("万")) * factor
    except ArithmeticError:
        raise _no_amount(text) from None
    # Of an amount like 1E+999 the whole number would fill the memory.
    if not amount.is_finite() or abs(amount) >= 10**17 or amount != amount.to_integral_value():
        raise _no_amount(text)
    return int(amount)


def _no_amount(text: str) -> Wrong:
    return Wrong(
        Fault(
            "wrong_amount",
            f"`{number(text)}` is not an amount in yuan with two decimals at most",
            f"“{number(text)}”不是以元为单位、至多两位小数的金额",
            "write it as 4315.20 or 130万",
            "请写成4315.20或130万",
        )
    )


def rate(text: str) -> int:
    """A rate of a year in percent, in millionths.

    >>> rate("3.05%"), rate("3.05")
    (30500, 30500)
    """
    try:
        millionths = Decimal(_plain(text).removesuffix("%")) * 10_000
    except ArithmeticError:
        raise _no_rate(text) from None
    # 0.0305 is a rate that somebody forgot to make percent of, and no bank lends at it.
    if (
        not millionths.is_finite()
        or millionths != int(millionths)
        or not 1_000 <= millionths < 10**6
    ):
        raise _no_rate(text)
    return int(millionths)


def _no_rate(text: str) -> Wrong:
    return Wrong(
        Fault(
            "wrong_rate",
            f"`{number(text)}` is not a rate of a year in percent",
            f"“{number(text)}”不是以百分数表示的年利率",
            "write it as 3.05 or 3.05%",
            "请写成3.05或3.05%",
        )
    )


def whole(text: str) -> int:
    """A count.

    >>> whole("３60")
    360
    """
    plain = _plain(text)
    if not re.fullmatch(r"\d{1,9}", plain):
        raise Wrong(
            Fault(
                "wrong_number",
                f"`{number(text)}` is not a whole number",
                f"“{number(text)}”不是整数",
                "write it in digits, without a unit",
                "请只填数字，不带单位",
            )
        )
    return int(plain)


def code(text: str) -> str:
    """An id or a number, half-width and without spaces inside."""
    plain = "".join(_plain(text).split())
    if not plain.isprintable() or len(plain) > _CODE_LONGEST:
        raise Wrong(
            Fault(
                "wrong_code",
                f"a number or name has at most {_CODE_LONGEST} letters and digits",
                f"编号最多{_CODE_LONGEST}个字母或数字",
                "type it again by hand",
                "请手工重新录入",
            )
        )
    return plain


def case_id(text: str) -> str:
    """The number of a case, as the library has them."""
    plain = code(text)
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", plain):
        raise Wrong(
            Fault(
                "wrong_case",
                "this cannot be the number of a case",
                "不是有效的业务编号",
                "write 1 to 64 letters, digits, `.`, `_` or `-`",
                "业务编号为1至64个字母、数字、点、下划线或短横",
            )
        )
    return plain


def several(text: str) -> list[str]:
    """Several things in a cell, between semicolons or on lines of their own.

    >>> several("收入证明重开；补首付收据")
    ['收入证明重开', '补首付收据']
    """
    return [part.strip() for part in re.split(r"[;；\n]", text) if part.strip()]
