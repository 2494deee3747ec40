"""The words that stand in cells, and the codes of the library that they mean.

Papers are known by the names that the rules have for them; the table adds what people write
instead. What could mean two things (购房合同: of a new home or a second-hand one?) is in no
table: it is handed back with what it could be, and nothing is guessed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import cache

from back_office.domain import document_names
from back_office.inbox import shown
from back_office.inbox.headings import folded
from back_office.inbox.model import Fault, Wrong

MILESTONES: dict[str, tuple[str, ...]] = {
    "eligibility_checked": ("购房资格核验", "购房资格", "限购核验"),
    "contract_signed": ("网签", "签订买卖合同", "合同网签"),
    "contract_filed": ("备案", "合同备案", "网签备案"),
    "down_payment_paid": ("首付", "首付款", "首付付清"),
    "interviewed": ("面签", "面谈", "银行面签"),
    "credit_authorised": ("征信授权", "签征信授权"),
    "title_searched": ("查册", "查档", "产权查询"),
    "appraised": ("评估", "房屋评估"),
    "funds_supervised": ("资金监管", "资金托管"),
    "seller_paid_off": ("赎楼", "卖方结清"),
    "early_settlement_agreed": ("同意提前结清",),
    "instalments_deposited": ("预存月供",),
    "mortgagee_informed": ("通知抵押权人",),
    "shortfall_paid": ("补足差额",),
    "old_loan_settled": ("旧贷结清", "原贷款结清"),
    "old_mortgage_cancelled": ("旧抵押注销", "原抵押注销"),
    "title_transferred": ("过户", "产权过户"),
    "insured": ("保险", "房屋保险"),
    "notarised": ("公证",),
    "guarantee_given": ("阶段性担保", "开发商担保"),
    "advance_notice": ("预告登记", "预抵押", "预告登记/预抵押"),
    "mortgage_registered": ("抵押登记", "办抵押"),
    "second_rank_registered": ("顺位抵押登记",),
    "rank_moved_up": ("顺位升为第一",),
    "mortgage_changed": ("抵押权变更登记",),
    "topped_out": ("主体封顶", "封顶"),
    "credit_rechecked": ("放款前二次征信", "二次征信"),
    "quota_granted": ("额度/排队", "额度", "排队到位"),
    "building_registered": ("首次登记/大产证", "首次登记", "大产证"),
    "handed_over": ("交房", "收房"),
    "title_issued": ("办证", "产权证", "小产证"),
    "dossier_filed": ("归档",),
    "guarantee_released": ("担保解除", "解除阶段性担保"),
    "mortgage_cancelled": ("注销抵押", "抵押注销"),
}

STATES: dict[str, tuple[str, ...]] = {
    "open": ("未办", "待办"),
    "filed": ("已受理", "受理", "已提交"),
    "returned": ("退件", "退回"),
    "done": ("办结", "完成", "已完成", "已办结", "已办"),
    "lapsed": ("失效", "过期"),
}

FORMS: dict[str, tuple[str, ...]] = {
    "original": ("原件",),
    "inspected": ("原件核对、留复印件", "核原件留复印件", "原件核对"),
    "copy": ("复印件", "复印"),
    "electronic": ("电子件", "电子版", "扫描件"),
}

CHANNELS: dict[str, tuple[str, ...]] = {
    "phone": ("电话",),
    "message": ("短信", "微信", "短信/微信"),
    "email": ("邮件", "电子邮件"),
    "letter": ("信函", "书面"),
    "in_person": ("当面",),
}

ROLES: dict[str, tuple[str, ...]] = {
    "borrower": ("借款人", "主贷人", "买方"),
    "spouse": ("配偶",),
    "couple": ("夫妻双方", "夫妻"),
    "co_borrower": ("共同借款人", "共借人"),
    "co_owner": ("共有人",),
    "seller": ("卖方", "业主"),
    "seller_co_owner": ("卖方共有人",),
    "guarantor": ("保证人", "担保人"),
    "guardian": ("监护人",),
    "agent": ("代理人", "受托人"),
    "contact_person": ("联系人",),
    "minor": ("未成年人",),
    "parents": ("父母",),
    "family": ("家庭成员",),
    "household": ("家庭",),
    "owner": ("产权人",),
    "collateral_owner": ("抵押物权利人",),
    "developer": ("开发商",),
    "bank": ("银行", "贷款银行"),
    "appraisal_company": ("评估公司",),
}

DOCUMENTS: dict[str, tuple[str, ...]] = {
    "id_card": ("身份证", "身份证复印件", "二代身份证"),
    "household_register": ("户口本", "户口簿"),
    "marriage_cert": ("结婚证书",),
    "divorce_cert": ("离婚证书",),
    "single_declaration": ("单身声明", "单身证明声明"),
    "income_cert": ("收入证明书", "工资证明"),
    "bank_statement": ("流水", "银行卡流水", "工资流水", "近半年流水"),
    "credit_report": ("征信报告", "征信", "信用报告", "个人征信"),
    "credit_authorization": ("征信授权书",),
    "down_payment_receipt": ("首付收据",),
    "down_payment_invoice": ("首付发票",),
    "sales_contract_new": ("商品房买卖合同", "预售合同", "商品房预售合同"),
    "sales_contract_second_hand": ("存量房买卖合同", "二手房买卖合同"),
    "housing_search": ("无房证明", "住房查询", "家庭住房套数查询", "查房证明"),
    "repayment_account": ("还款卡", "还款账户"),
    "title_certificate": ("房产证", "不动产证", "房本"),
    "appraisal_report": ("评估报告", "估价报告"),
}

KINDS: dict[str, Mapping[str, tuple[str, ...]]] = {
    "milestone": MILESTONES,
    "state": STATES,
    "form": FORMS,
    "channel": CHANNELS,
    "role": ROLES,
}


def document(text: str) -> str:
    """The kind of a paper. Raises `Wrong` with what it could be."""
    return look_up(text, _documents())


def word(kind: str, text: str) -> str:
    """The code of a word: of a milestone, a state, a form, a channel or a role."""
    return look_up(text, _words(kind))


def role(text: str) -> str | None:
    """The role that a text names, if it names one."""
    return _words("role").get(folded(text))


def look_up(text: str, known: Mapping[str, str]) -> str:
    code = known.get(folded(text))
    if code is None:
        raise _unknown(text, known)
    return code


def _unknown(text: str, known: Mapping[str, str]) -> Wrong:
    near = difflib.get_close_matches(folded(text), known, n=3, cutoff=0.3)
    # Of a word that stands inside another, such as 合同, similarity says nothing.
    near += [word for word in known if folded(text) in word and word not in near][: 5 - len(near)]
    choice = "、".join(near) if near else "、".join(list(known)[:8]) + "……"
    return Wrong(
        Fault(
            "unknown_word",
            f"`{shown.word(text)}` is not a word that is known here",
            f"不认识“{shown.word(text)}”",
            f"write one of: {choice}",
            f"请改写为：{choice}",
        )
    )


@cache
def _words(kind: str) -> dict[str, str]:
    return _by_spelling(KINDS[kind])


@cache
def _documents() -> dict[str, str]:
    """By code, by the name of the rules, with or without what it says in brackets, and as above."""
    known: dict[str, str] = {}
    for code, zh in document_names().items():
        plain = re.sub(r"[（(][^（()）]*[）)]$", "", zh)
        known |= {folded(name): code for name in (code, zh, plain)}
    return known | _by_spelling(DOCUMENTS)


def _by_spelling(table: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    known = {folded(code): code for code in table}
    return known | {folded(word): code for code, words in table.items() for word in words}
