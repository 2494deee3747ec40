"""What a row can ask for: each item with the words for it, and the columns that it is read from.

Everything else that a case understands can be handed in as JSON, which holds commands as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from back_office.inbox import values, words
from back_office.inbox.headings import folded


@dataclass(frozen=True, slots=True)
class Field:
    """A column and where its value goes: `terms.amount_fen` is a field inside an object."""

    column: str
    path: str
    read: Callable[[str], Any]
    is_needed: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """An item: the command it is, the words for it, its fields."""

    command: str
    words: tuple[str, ...]
    fields: tuple[Field, ...] = ()


def _text(text: str) -> str:
    return text.strip()


def party(text: str) -> str:
    """Whoever a cell names; who that is, only the case knows."""
    return text.strip()


def _day(text: str) -> str:
    return values.day(text).isoformat()


def _word(kind: str) -> Callable[[str], str]:
    return partial(words.word, kind)


def _need(column: str, path: str, read: Callable[[str], Any] = _text) -> Field:
    return Field(column, path, read, is_needed=True)


_LOAN = Field("loan", "loan", values.code)
_REASON = _need("reason", "reason")

KINDS = (
    Kind("open", ("新业务", "立案", "受理", "开业务")),
    Kind(
        "add_party",
        ("登记当事人", "登记客户", "新增客户"),
        (
            _need("party", "id", values.code),
            _need("role", "role", _word("role")),
            _need("name", "name"),
            Field("id_number", "id_number", values.code),
            Field("phone", "phone", values.code),
        ),
    ),
    Kind(
        "choose_product",
        ("选定产品", "选产品"),
        (
            _need("product", "loans[].product", values.code),
            _need("amount", "loans[].amount_fen", values.fen),
            _need("months", "loans[].term_months", values.whole),
        ),
    ),
    Kind(
        "add_document",
        ("收件", "登记资料", "收到资料", "补交资料"),
        (
            _need("document", "kind", words.document),
            _need("holder", "holder", party),
            Field("issued", "issued", _day),
            Field("valid_until", "valid_until", _day),
            Field("form", "form", _word("form")),
            Field("copies", "copies", values.whole),
            Field("pages", "pages", values.whole),
        ),
    ),
    Kind(
        "check_document",
        ("审核资料", "资料审核"),
        (_need("document_id", "document", values.code), Field("defect", "defect", _text)),
    ),
    Kind("request_review", ("提交初审", "提交审核")),
    Kind("pass_review", ("初审通过", "审核通过")),
    Kind("reopen", ("重新收件",), (_REASON,)),
    Kind("submit", ("报卷", "进件", "报送银行")),
    Kind("resubmit", ("重新报卷",), (_LOAN,)),
    Kind(
        "ask_supplement",
        ("要求补件",),
        (_LOAN, _need("items", "items", values.several), _need("due", "due", _day)),
    ),
    Kind("answer_supplement", ("补件", "补件完成"), (_LOAN,)),
    Kind(
        "offer",
        ("批复", "银行批复"),
        (
            _LOAN,
            _need("amount", "terms.amount_fen", values.fen),
            _need("months", "terms.term_months", values.whole),
            _need("rate", "terms.rate_millionths", values.rate),
            Field("conditions", "conditions", values.several, default=""),
            _need("expires", "expires", _day),
        ),
    ),
    Kind("accept_offer", ("接受批复", "客户接受批复"), (_LOAN,)),
    Kind("refuse", ("拒贷", "银行拒贷"), (_LOAN, _REASON)),
    Kind("confirm_terms", ("确认批复",)),
    Kind("sign_loan", ("签约", "签借款合同"), (_LOAN, Field("contract", "contract", values.code))),
    Kind("send_to_registry", ("送交登记", "送抵押登记")),
    Kind(
        "mark_milestone",
        ("登记节点", "节点", "办理节点"),
        (
            _need("milestone", "milestone", _word("milestone")),
            Field("state", "state", _word("state"), default="办结"),
            Field("reference", "reference", _text),
            Field("lapses", "lapses", _day),
        ),
    ),
    Kind("await_funds", ("等待放款", "待放款")),
    Kind(
        "pay_out",
        ("放款", "银行放款"),
        (
            _LOAN,
            _need("amount", "amount_fen", values.fen),
            _need("account", "account", values.code),
        ),
    ),
    Kind(
        "post",
        ("入账", "财务入账"),
        (
            _LOAN,
            _need("first_due", "first_due", _day),
            _need("amount", "first_instalment_fen", values.fen),
        ),
    ),
    Kind("begin_repayment", ("进入还款",)),
    Kind(
        "record_instalment",
        ("登记还款", "还款", "月供"),
        (_LOAN, _need("amount", "amount_fen", values.fen)),
    ),
    Kind("confirm_settlement", ("确认结清",)),
    Kind("release_mortgage", ("解押",)),
    Kind(
        "notify",
        ("通知", "已通知"),
        (
            _need("whom", "whom", party),
            _need("about", "about", _text),
            Field("channel", "channel", _word("channel")),
        ),
    ),
    Kind(
        "assign",
        ("指派经办人", "转交", "改派"),
        (_need("clerk", "clerk", values.code), Field("reason", "reason", _text)),
    ),
    Kind("suspend", ("暂停",), (_REASON,)),
    Kind("resume", ("恢复",)),
    Kind("withdraw", ("客户放弃", "撤回申请"), (_REASON,)),
)


def kind_of(text: str) -> Kind:
    """The item that a cell names. Raises `Wrong` with what it could be."""
    return _by_command()[words.look_up(text, _commands())]


@cache
def _by_command() -> dict[str, Kind]:
    return {kind.command: kind for kind in KINDS}


@cache
def _commands() -> dict[str, str]:
    zh = {folded(word): kind.command for kind in KINDS for word in kind.words}
    return zh | {folded(kind.command): kind.command for kind in KINDS}


def command_name(command: str) -> str:
    """What people call a command; its code where no row of a table can ask for it."""
    kind = _by_command().get(command)
    return kind.words[0] if kind else command
