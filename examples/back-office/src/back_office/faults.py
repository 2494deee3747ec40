"""What is wrong with a row before the library is asked, in both languages, with what to do."""

from __future__ import annotations

from collections.abc import Sequence

from back_office.domain import Faulty, Party, Reason
from back_office.inbox.model import Item


def no_case(item: Item) -> Faulty:
    """Other than to open one, a row speaks of a case that there is."""
    return Faulty(
        "case",
        Reason(
            "unknown_case",
            f"there is no case {item.case}",
            f"没有编号为{item.case}的业务",
            "mend the number, or open the case first with a row 新业务",
            "请更正业务编号，或先以“新业务”一行立案",
        ),
    )


def case_exists(item: Item) -> Faulty:
    """A row that opens a case gives it a number of its own."""
    return Faulty(
        "case",
        Reason(
            "case_exists",
            f"there is a case {item.case} already",
            f"编号为{item.case}的业务已存在",
            "give the new case a number of its own",
            "请为新业务另编号码",
        ),
    )


def nobody() -> Faulty:
    """A case without a clerk has nobody who may act in it."""
    return Faulty(
        "by",
        Reason(
            "nobody_acts",
            "nobody is named who opens the case",
            "未写明由谁立案",
            "name the clerk in the column 经办人, or give --by",
            "请在“经办人”列写明，或使用--by",
        ),
    )


def unknown_party(field: str, parties: Sequence[Party]) -> Faulty:
    """By their ids and roles: names of persons have no place in a report."""
    ids = "、".join(f"{party.id} ({party.role})" for party in parties)
    return Faulty(
        field,
        Reason(
            "unknown_party",
            "nobody in the case is called so",
            "本业务中没有此人",
            f"mend the name, or write an id or a role; there are {ids or 'none yet'}",
            f"请更正姓名，或写当事人编号、角色；现有：{ids or '无'}",
        ),
    )


def several_parties(field: str, found: Sequence[Party]) -> Faulty:
    """A name or a role that more than one has."""
    ids = "、".join(party.id for party in found)
    return Faulty(
        field,
        Reason(
            "several_parties",
            f"it may be any of {ids}",
            f"可指{ids}",
            "write the id of the one that is meant",
            "请写明当事人编号",
        ),
    )
