"""The letters that are owed, as text files. Nothing is sent: who sends them says so by 通知."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from back_office.domain import Notice
from back_office.outputs.outbox import safe


def letters(notices: Sequence[Notice]) -> Iterator[tuple[str, str]]:
    """The name of each file and its text, a letter in each language."""
    seen: Counter[str] = Counter()
    for notice in notices:
        name = safe(f"{notice.case} {notice.about} {notice.whom}")
        seen[name] += 1
        # Two letters of the same name are two letters.
        name += f"-{seen[name]}" if seen[name] > 1 else ""
        yield f"{name}.zh.txt", _letter_zh(notice)
        yield f"{name}.en.txt", _letter_en(notice)


def _letter_zh(notice: Notice) -> str:
    lines = [f"业务：{notice.case}", f"通知对象：{notice.whom_zh}", f"事由日期：{notice.since}"]
    if notice.due:
        lines.append(f"最迟通知日：{notice.due}")
    if notice.blanks:
        lines.append(f"待补内容：{'、'.join(notice.blanks)}")
    return "\n".join([*lines, "", notice.zh, ""])


def _letter_en(notice: Notice) -> str:
    lines = [f"Case: {notice.case}", f"To: {notice.whom}", f"Since: {notice.since}"]
    if notice.due:
        lines.append(f"To be told by: {notice.due}")
    if notice.blanks:
        lines.append(f"To be filled in: {', '.join(notice.blanks)}")
    return "\n".join([*lines, "", notice.en, ""])
