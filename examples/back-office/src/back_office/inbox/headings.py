"""The headings that offices write over their columns, and which column each means.

One row of the table a column: its name in this program, and every spelling that is read.
Spaces, case and full-width forms do not matter: `金额（元）` is `金额(元)`. A heading that is not
here is reported, and its column is not read.
"""

from __future__ import annotations

import unicodedata

COLUMNS: dict[str, tuple[str, ...]] = {
    # What every row has.
    "id": ("流水号", "序列号", "单号", "登记号", "id"),
    "case": ("业务编号", "业务号", "案件编号", "按揭编号", "贷款业务编号", "case"),
    "item": ("事项", "办理事项", "业务事项", "操作", "动作", "command"),
    "day": ("日期", "办理日期", "发生日期", "收件日期", "办结日期", "occurred"),
    "by": ("经办人", "经办", "经办员", "按揭专员", "按揭员", "操作人", "by"),
    # Papers.
    "document": ("资料名称", "资料", "材料名称", "材料", "要件名称", "要件", "document"),
    "document_id": ("资料编号", "材料编号", "件号", "document id"),
    "holder": ("客户", "客户姓名", "资料所属人", "所属人", "持有人", "当事人", "holder"),
    "issued": ("出具日期", "开具日期", "签发日期", "开立日期", "issued"),
    "valid_until": ("有效期至", "有效期", "有效截止日", "valid until"),
    "form": ("形式", "资料形式", "原件/复印件", "介质", "form"),
    "copies": ("份数", "复印份数", "copies"),
    "pages": ("页数", "pages"),
    "defect": ("问题", "缺陷", "不合格原因", "审核意见", "defect"),
    # Milestones.
    "milestone": ("节点", "节点名称", "办理节点", "进度节点", "milestone"),
    "state": ("状态", "节点状态", "办理状态", "state"),
    "reference": ("文号", "证号", "受理编号", "凭证号", "回执号", "reference"),
    "lapses": ("失效日期", "失效日", "lapses"),
    # Parties.
    "party": ("当事人编号", "客户编号", "party"),
    "role": ("角色", "身份", "关系", "role"),
    "name": ("姓名", "名称", "name"),
    "id_number": ("身份证号", "身份证号码", "证件号码", "证件号", "id number"),
    "phone": ("手机", "手机号", "手机号码", "联系电话", "电话", "phone"),
    # Loans and money.
    "loan": ("贷款", "贷款编号", "贷款序号", "loan"),
    "product": ("产品", "产品编号", "贷款产品", "product"),
    "amount": ("金额", "金额(元)", "放款金额", "还款金额", "贷款金额", "amount"),
    "months": ("期限(月)", "期限", "贷款期限", "期数", "months"),
    "rate": ("年利率(%)", "年利率", "利率", "执行利率", "rate"),
    "conditions": ("批复条件", "附加条件", "conditions"),
    "expires": ("批复有效期", "批复有效期至", "批复到期日", "expires"),
    "contract": ("借款合同号", "合同号", "合同编号", "contract"),
    "account": ("收款账号", "收款账户", "账号", "账户", "account"),
    "first_due": ("首期还款日", "首次还款日", "首期扣款日", "first due"),
    # Words.
    "whom": ("通知对象", "对象", "whom"),
    "about": ("通知事由", "通知内容", "about"),
    "channel": ("通知方式", "方式", "channel"),
    "clerk": ("接办人", "转交给", "新经办人", "clerk"),
    "reason": ("原因", "理由", "reason"),
    "due": ("补件期限", "截止日期", "期限至", "due"),
    "items": ("补件内容", "补件清单", "items"),
    # What people note for themselves, and what this program wrote when it handed rows back.
    "ignored": (
        "备注",
        "说明",
        "序号",
        "行号",
        "note",
        "退回原因",
        "更正办法",
        "why",
        "what to do",
    ),
}


def folded(text: str) -> str:
    """A text as it is compared: half-width, lower case, without spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if not _is_blank(letter))


def _is_blank(letter: str) -> bool:
    # Spaces of all kinds, and the marks without width that come along when text is copied.
    return letter.isspace() or unicodedata.category(letter) == "Cf"


_COLUMN_OF = {folded(word): column for column, words in COLUMNS.items() for word in words}


def column_of(heading: str) -> str | None:
    """Which column a heading means; none that is known."""
    return _COLUMN_OF.get(folded(heading))


def is_heading_row(cells: list[str]) -> bool:
    """Whether these are headings: they say at least where the case and the item stand."""
    found = {column_of(cell) for cell in cells}
    return {"case", "item"} <= found
