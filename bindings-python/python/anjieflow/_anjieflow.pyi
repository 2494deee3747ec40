from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal, Protocol, TypedDict, final, overload, type_check_only

from typing_extensions import Buffer, NotRequired, ReadOnly

from .errors import Reason as _Reason
from .flow import (
    Application,
    CaseQuestion,
    CommandName,
    Defect,
    Facts,
    Figures,
    LoanColumns,
    OfficeQuestion,
    Owed,
    RecordCommand,
    Site,
    Stage,
    Terms,
)
from .flow import Command as _WireCommand
from .flow import Context as _WireContext

__all__ = [
    "Case",
    "Checklist",
    "Command",
    "Context",
    "Entry",
    "Office",
    "Rules",
    "apr",
    "arrears",
    "check_id",
    "check_number",
    "combined",
    "compare",
    "diagram",
    "explain",
    "explain_figure",
    "forget",
    "fortnightly",
    "if_rate_moves",
    "impact",
    "instalments",
    "late_record",
    "least_payment",
    "lint",
    "log",
    "monthly",
    "prepay",
    "prepay_now_or_later",
    "product_checklist",
    "products",
    "retirement_age",
    "schedule",
    "settlement",
    "shorter_or_smaller",
    "spread",
    "stages",
    "version",
    "workday",
]

@type_check_only
class _Explanation(TypedDict):
    rule: str
    kind: Literal[
        "requirement",
        "gate",
        "sequence",
        "deadline",
        "limit",
        "printed",
        "waiver",
        "product",
        "route",
    ]
    en: str
    zh: str
    edition: str
    effective_from: str | None
    effective_until: str | None
    decided_on: Literal["opening", "contract", "acceptance", "payout"] | None
    source: str | None
    source_title: str | None
    source_url: str | None
    confidence: Literal["high", "medium", "low"] | None

@type_check_only
class _RateChange(TypedDict):
    period: int
    rate_millionths: int
    interest_fen: NotRequired[int | None]

@type_check_only
class _Published(TypedDict):
    day: str
    rate_millionths: int

# Its first field is a keyword of Python.
_SpreadChange = TypedDict("_SpreadChange", {"from": str, "spread_millionths": int})

@type_check_only
class _Spread(TypedDict):
    spread_millionths: int
    spread_changes: list[_SpreadChange]

_Cut = TypedDict("_Cut", {"from": str, "floor_millionths": NotRequired[int]})

# Read only, so that what `published_rates` gives is one.
@type_check_only
class _Floating(TypedDict):
    published: ReadOnly[Sequence[_Published]]
    known_to: ReadOnly[NotRequired[str]]
    spread_millionths: ReadOnly[NotRequired[int]]
    spread_changes: ReadOnly[NotRequired[Sequence[_SpreadChange]]]
    reset: ReadOnly[NotRequired[Literal["new_year", "payout"]]]
    cycle_months: ReadOnly[NotRequired[Literal[3, 6, 12]]]
    cycle_after: ReadOnly[NotRequired[str]]
    change_period: ReadOnly[NotRequired[Literal["split", "whole", "from_next"]]]
    day_count: ReadOnly[NotRequired[_DayCount]]

@type_check_only
class _PublishedRates(_Floating):
    published: list[_Published]
    known_to: str

@type_check_only
class _Payment(TypedDict):
    period: int
    payment_fen: int
    principal_fen: int
    interest_fen: int
    balance_fen: int

@type_check_only
class _DatedPayment(_Payment, total=False):
    due: str
    pay_by: str | None

@type_check_only
class _Schedule(TypedDict):
    rows: list[_DatedPayment]
    total_payment_fen: int
    total_interest_fen: int
    changes: NotRequired[list[_RateChange]]
    not_known_from: NotRequired[str | None]

@type_check_only
class _Debt(TypedDict):
    principal_fen: int
    rate_millionths: int
    payout: str

@type_check_only
class _PaidOutLoan(_Debt, total=False):
    months: int
    fortnights: int
    fortnight: Literal["days_over_360", "part_of_year"]
    method: _Method
    payment_fen: int
    rate_changes: Sequence[_RateChange]
    floating: _Floating
    due_day: int
    first_due: _FirstDue
    first_period: _FirstPeriod
    periods: _Periods
    day_count: _DayCount
    odd_interest: _OddInterest
    grace_months: int

@type_check_only
class _CombinedPayment(TypedDict):
    due: str
    payment_fen: int
    principal_fen: int
    interest_fen: int
    balance_fen: int
    parts: list[_DatedPayment | None]

@type_check_only
class _Combined(TypedDict):
    rows: list[_CombinedPayment]
    total_payment_fen: int
    total_interest_fen: int
    payment_max_fen: int
    totals: list[_Totals]
    not_known_from: str | None

@type_check_only
class _Apr(TypedDict):
    compound_millionths: int
    simple_millionths: int
    received_fen: int
    interest_fen: int
    fees_fen: int
    cost_fen: int

@type_check_only
class _LeastPayment(TypedDict):
    payment_fen: int

@type_check_only
class _Terms(TypedDict):
    rate_millionths: int
    basis: Literal["published", "at_least", "named", "quoted", "bare"]
    published_millionths: int
    spread_basis_points: int
    quote: str | None
    since: str | None
    beyond: bool
    monthly_fen: int
    total_interest_fen: int
    rule: str
    text: str
    zh: str

@type_check_only
class _Amount(TypedDict):
    fen: int
    rule: str

@type_check_only
class _Months(TypedDict):
    months: int
    rule: str

@type_check_only
class _Room(TypedDict):
    amount: _Amount | None
    instalment: _Amount | None
    months: _Months | None
    income: _Amount | None
    ask: list[str]

@type_check_only
class _Remedy(TypedDict):
    kind: Literal[
        "down_payment",
        "longer_term",
        "shorter_term",
        "co_borrower",
        "term_and_down_payment",
        "term_and_co_borrower",
    ]
    amount_fen: int
    term_months: int
    more_down_fen: int
    more_income_fen: int
    monthly_fen: int | None
    text: str
    zh: str

@type_check_only
class _Assessment(TypedDict):
    product: str
    amount_fen: int
    term_months: int
    edition: str
    date: str
    verdict: Literal["fits", "cannot_say", "does_not_fit"]
    zh: str
    bars: list[Literal["other_home", "other_city"]]
    findings: list[_Finding]
    terms: _Terms | None
    room: _Room
    remedies: list[_Remedy]
    ask: list[str]

@type_check_only
class _Lacking(TypedDict):
    document: str
    zh: str | None
    en: str | None
    role: str
    role_zh: str

@type_check_only
class _Admission(TypedDict):
    since: str
    until: str | None
    left_fen: int | None

@type_check_only
class _Choice(TypedDict):
    product: str
    institution: dict[str, str]
    name: dict[str, str]
    edition: str
    verdict: Literal["fits", "cannot_say", "does_not_fit"]
    zh: str
    bars: list[Literal["other_home", "other_city", "quota_short", "not_admitted"]]
    broken: list[_Finding]
    ask: list[str]
    terms: _Terms | None
    cost_fen: int | None
    cost_is_open: bool
    papers: list[_Lacking] | None
    papers_undecided: int | None
    working_days: int | None
    working_days_at_most: int | None
    answer_seen: int | None
    standing: Literal["admitted", "exhausted", "not_now", "not_listed"] | None
    standing_zh: str | None
    admission: _Admission | None
    time_rules: list[str]

@type_check_only
class _SplitFigures(TypedDict):
    fund_fen: int
    bank_fen: int
    monthly_fen: int
    interest_fen: int
    saved_fen: int
    verdict: Literal["fits", "cannot_say", "does_not_fit"]
    ask: list[str]
    fund: _Assessment | None
    bank: _Assessment | None

@type_check_only
class _Split(TypedDict):
    figures: _SplitFigures
    en: str
    zh: str

_CostItem = Literal[
    "deed_tax",
    "sale_stamp_tax",
    "loan_stamp_tax",
    "title_registration",
    "extra_certificate",
    "mortgage_registration",
    "advance_notice",
    "appraisal",
    "guarantee",
]

@type_check_only
class _CostLine(TypedDict):
    item: _CostItem
    payer: Literal["buyer", "lender", "unknown"]
    least_fen: int
    most_fen: int | None
    rules: list[str]
    ask: list[str]
    en: str
    zh: str

@type_check_only
class _Span(TypedDict):
    least_fen: int
    most_fen: int | None

@type_check_only
class _PaidBy(TypedDict):
    buyer: _Span
    lender: _Span
    unknown: _Span

@type_check_only
class _Costs(TypedDict):
    edition: str
    day: str
    lines: list[_CostLine]
    paid_by: _PaidBy

@type_check_only
class _MonthlyFigures(TypedDict):
    monthly_fen: int
    last_fen: int
    interest_fen: int

@type_check_only
class _Monthly(TypedDict):
    figures: _MonthlyFigures
    en: str
    zh: str

@type_check_only
class _MovedFigures(TypedDict):
    rate_millionths: int
    before_fen: int
    after_fen: int
    monthly_change_fen: int
    interest_change_fen: int

@type_check_only
class _Moved(TypedDict):
    figures: _MovedFigures
    en: str
    zh: str

@type_check_only
class _Borrowed(TypedDict):
    principal_fen: int
    rate_millionths: int
    months: int

@type_check_only
class _ComparedFigures(TypedDict):
    each: list[_MonthlyFigures]
    monthly_more_fen: int
    interest_saved_fen: int

@type_check_only
class _Compared(TypedDict):
    figures: _ComparedFigures
    en: str
    zh: str

@type_check_only
class _PaidEarly(TypedDict):
    day: str
    interest_fen: int
    fee_fen: int
    saved_fen: int
    payments_saved: int
    next_payment_fen: int

@type_check_only
class _WhenFigures(TypedDict):
    sum_fen: int
    each: list[_PaidEarly]
    saved_more_fen: int

@type_check_only
class _WhenCompared(TypedDict):
    figures: _WhenFigures
    en: str
    zh: str

@type_check_only
class _ReliefFigures(TypedDict):
    sum_fen: int
    payment_before_fen: int
    each: list[_PaidEarly]
    saved_more_fen: int
    monthly_less_fen: int

@type_check_only
class _ReliefCompared(TypedDict):
    figures: _ReliefFigures
    en: str
    zh: str

@type_check_only
class _Totals(TypedDict):
    payments: int
    first_payment_fen: int
    last_payment_fen: int
    total_payment_fen: int
    total_interest_fen: int

@type_check_only
class _Prepaid(TypedDict):
    sum_fen: int
    interest_fen: int
    fee_fen: int
    to_pay_fen: int
    interest_saved_fen: int
    payments_saved: int
    before: _Totals
    after: _Totals
    next_due: str | None

@type_check_only
class _Missed(TypedDict):
    due: str
    principal_fen: int
    interest_fen: int

@type_check_only
class _PaidSince(TypedDict):
    day: str
    amount_fen: int

@type_check_only
class _Parts(TypedDict):
    costs_fen: int
    compound_fen: int
    penalty_fen: int
    interest_fen: int
    principal_fen: int

@type_check_only
class _Owed(_Parts):
    total_fen: int

@type_check_only
class _AppliedParts(_Parts):
    left_fen: int

@type_check_only
class _Applied(TypedDict):
    day: str
    applied: _AppliedParts

@type_check_only
class _Order(TypedDict):
    parts: Sequence[Literal["costs", "compound", "penalty", "interest", "principal"]]
    across: NotRequired[Literal["oldest_first", "part_first"]]

@type_check_only
class _Standing(TypedDict):
    penalty_rate_millionths: int
    instalments: int
    days_past_due: int
    paid: list[_Applied]

@type_check_only
class _Arrears(_Standing):
    owed: _Owed

@type_check_only
class _Settlement(_Standing):
    overdue: _Owed
    principal_fen: int
    interest_fen: int
    total_fen: int

@type_check_only
class _LatePayment(TypedDict):
    due: str
    paid: str | None

@type_check_only
class _Payments(TypedDict):
    payments: Sequence[_LatePayment]
    grace_days: NotRequired[int]
    day: str

@type_check_only
class _LateRecord(TypedDict):
    in_a_row: int
    in_all: int
    is_three_in_a_row: bool
    is_six_in_all: bool

@type_check_only
class _Fortnightly(TypedDict):
    monthly_instalment_fen: int
    payment_fen: int
    payments: int
    years_tenths: int
    total_payment_fen: int
    total_interest_fen: int
    interest_saved_fen: int

@type_check_only
class _Reading(TypedDict):
    quantity: Literal[
        "first_payment",
        "last_payment",
        "first_principal",
        "first_interest",
        "decrease",
        "total_interest",
        "total_payment",
    ]
    convention: Literal["every_period", "unrounded", "instalment_times_term", "rows_added"]
    figure_fen: int
    slip: dict[str, int | str] | None
    en: str
    zh: str

@type_check_only
class _FigureExplained(TypedDict):
    figure_fen: int
    readings: list[_Reading]
    slips: list[_Reading]
    nearest: _Reading | None
    en: str
    zh: str

@type_check_only
class _Array(Protocol):
    """A NumPy array, whose stubs call it a buffer from Python 3.12 on only."""

    def tobytes(self) -> bytes: ...

_Method = Literal["equal_instalment", "equal_principal", "interest_first", "fixed_payment"]
_FirstDue = Literal["next_month", "next_day"]
_FirstPeriod = Literal["whole", "by_days", "months_and_days"]
_Periods = Literal["whole", "by_days"]
_DayCount = Literal["actual_360", "actual_365", "thirty_360"]
_OddInterest = Literal["in_principal", "in_payment"]
_Column = int | Sequence[int] | Buffer | _Array

@type_check_only
class _Finding(TypedDict):
    rule: str
    kind: str
    loan: str
    party: str | None
    verdict: Literal["kept", "broken", "unknown", "superseded"]
    limit: int | None
    actual: int | None
    unit: Literal["millionths", "years", "months", "fen", "basis_points", "count"]
    at_least: bool
    ask: list[str]
    text: str
    zh: str
    place: str
    district: str | None
    printed: bool
    superseded_by: str | None
    edition: str
    effective_from: str | None
    effective_until: str | None
    decided_on: Literal["opening", "contract", "acceptance", "payout"]
    day: str
    basis: Literal["provisional", "fixed", "repinned"]
    source: str | None
    source_title: str | None
    confidence: Literal["high", "medium", "low"]
    note: str

@type_check_only
class _EditionDay(TypedDict):
    edition: str
    day: str

@type_check_only
class _Cited(TypedDict):
    rule: str
    edition: str
    effective_from: str | None
    effective_until: str | None
    decided_on: Literal["opening", "contract", "acceptance", "payout"] | None
    source: str | None
    source_title: str | None
    confidence: Literal["high", "medium", "low"] | None
    text: str
    zh: str

@type_check_only
class _Cause(TypedDict):
    change: Literal[
        "paper_added",
        "paper_dropped",
        "paper_changed",
        "limit_added",
        "limit_dropped",
        "limit_changed",
        "rate_changed",
        "gate_added",
        "gate_dropped",
        "gate_changed",
    ]
    change_zh: str
    old: _Cited | None
    new: _Cited | None
    before: Literal["kept", "broken", "unknown"] | None
    after: Literal["kept", "broken", "unknown"] | None
    aspects: list[str]
    text: str
    zh: str

@type_check_only
class _LoanChange(_Cause):
    loan: str
    party: str | None
    limit_before: int | None
    limit_after: int | None

@type_check_only
class _StepChange(TypedDict):
    step: str
    step_zh: str
    change: Literal["blocked", "opened"]
    old: list[_Reason]
    new: list[_Reason]

# `from` is a word of the language.
_Difference = TypedDict(
    "_Difference",
    {
        "from": _EditionDay,
        "to": _EditionDay,
        "changes": list[_LoanChange],
        "steps": list[_StepChange],
    },
)

@type_check_only
class _Witness(TypedDict):
    case: str
    loan: str

@type_check_only
class _Group(_Cause):
    loans: int
    changes: int
    witness: _Witness

_Impact = TypedDict(
    "_Impact",
    {
        "from": _EditionDay,
        "to": _EditionDay,
        "loans": int,
        "touched": int,
        "groups": list[_Group],
        "rules": list[_Cause],
    },
)

@type_check_only
class _Fault(TypedDict):
    kind: Literal[
        "unreachable",
        "contradiction",
        "gap",
        "nobody_supplies",
        "gate_shut",
        "stranded",
        "too_complex",
    ]
    level: Literal["error", "note"]
    rules: list[str]
    example: dict[str, str | int | bool]
    en: str
    zh: str

@type_check_only
class _Words(TypedDict):
    zh: str
    en: str

@type_check_only
class _Factor(TypedDict):
    name: _Words
    because: _Words
    explored: int
    stands_for: list[list[int]]

@type_check_only
class _Law(TypedDict):
    name: _Words
    asked: int
    broken: list[str]

@type_check_only
class _Coverage(TypedDict):
    holds: bool
    explored: int
    joint_digits: int
    factors: list[_Factor]
    laws: list[_Law]

@type_check_only
class _Lint(TypedDict):
    edition: str
    faults: list[_Fault]
    coverage: _Coverage | None

_Day = str | date
"""A day: `datetime.date`, or its ISO text."""

@final
class Context:
    """What a decision may know besides the case.

    Today, who acts, the day it happened, and the salt of the entry: sixteen random bytes, fresh for
    each entry that holds personal fields.
    """

    def __new__(
        cls,
        today: _Day,
        by: str,
        *,
        occurred: _Day | None = None,
        as_of: _Day | None = None,
        salt: bytes | str | None = None,
    ) -> Context: ...
    @property
    def today(self) -> date:
        """The day the step is recorded."""
    @property
    def occurred(self) -> date:
        """The day the thing happened."""
    @property
    def as_of(self) -> date | None:
        """As of which day rules are judged whose deciding day has not come yet."""
    @property
    def by(self) -> str:
        """Who acts: the name of an account, not of a person."""
    @property
    def salt(self) -> bytes | None:
        """Sixteen random bytes, fresh for each entry that holds personal fields."""
    def replace(self, **changes: Any) -> Context:
        """The same but for what is named here."""
    def __replace__(self, **changes: Any) -> Context: ...
    def __getnewargs_ex__(self) -> tuple[tuple[date, str], dict[str, Any]]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Command:
    """What somebody wants done: a name, and what belongs to it. Read once, given many times."""

    # Generated by `cargo xtask generate`: the commands of __new__
    @overload
    def __new__(
        cls, command: Literal["choose_product"], /, *, loans: Sequence[_AnyApplication]
    ) -> Command: ...
    @overload
    def __new__(cls, command: Literal["request_review"], /) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["return_with_defects"], /, *, defects: Sequence[Defect]
    ) -> Command: ...
    @overload
    def __new__(cls, command: Literal["pass_review"], /) -> Command: ...
    @overload
    def __new__(cls, command: Literal["reopen"], /, *, reason: str) -> Command: ...
    @overload
    def __new__(cls, command: Literal["submit"], /) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["change_lender"],
        /,
        *,
        loan: str | None = ...,
        application: _AnyApplication,
        reason: str,
    ) -> Command: ...
    @overload
    def __new__(cls, command: Literal["confirm_terms"], /) -> Command: ...
    @overload
    def __new__(cls, command: Literal["reopen_approval"], /) -> Command: ...
    @overload
    def __new__(cls, command: Literal["send_to_registry"], /) -> Command: ...
    @overload
    def __new__(cls, command: Literal["await_funds"], /) -> Command: ...
    @overload
    def __new__(cls, command: Literal["begin_repayment"], /) -> Command: ...
    @overload
    def __new__(cls, command: Literal["confirm_settlement"], /) -> Command: ...
    @overload
    def __new__(cls, command: Literal["release_mortgage"], /) -> Command: ...
    @overload
    def __new__(cls, command: Literal["close_declined"], /, *, reason: str) -> Command: ...
    @overload
    def __new__(cls, command: Literal["withdraw"], /, *, reason: str) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["rescind"], /, *, fault: _RescindFault, reason: str
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["add_party"],
        /,
        *,
        id: str,
        role: _AddPartyRole,
        name: str,
        id_number: str | None = ...,
        other_id: str | None = ...,
        phone: str | None = ...,
    ) -> Command: ...
    @overload
    def __new__(cls, command: Literal["state_facts"], /, *, facts: Facts) -> Command: ...
    @overload
    def __new__(cls, command: Literal["state_figures"], /, *, figures: _AnyFigures) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["describe_property"],
        /,
        *,
        address: str,
        price_fen: int,
        appraisal_fen: int | None = ...,
        appraisal_yuan: _Exact | None = ...,
        site: Site | None = ...,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["describe_property"],
        /,
        *,
        address: str,
        price_yuan: _Exact,
        appraisal_fen: int | None = ...,
        appraisal_yuan: _Exact | None = ...,
        site: Site | None = ...,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["add_document"],
        /,
        *,
        kind: str,
        holder: str,
        issued: _Day | None = ...,
        valid_until: _Day | None = ...,
        form: _AddDocumentForm | None = ...,
        copies: int | None = ...,
        pages: int | None = ...,
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["check_document"], /, *, document: str, defect: str | None = ...
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["mark_milestone"],
        /,
        *,
        milestone: _MarkMilestoneMilestone,
        state: _MarkMilestoneState,
        reference: str | None = ...,
        lapses: _Day | None = ...,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["waive"],
        /,
        *,
        what: Owed,
        granted_by: _WaiveGrantedBy,
        loan: str | None = ...,
        until: _Day,
        reason: str,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["promise"],
        /,
        *,
        what: Owed,
        by: str,
        loan: str | None = ...,
        until: _Day,
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["withdraw_waiver"], /, *, obligation: str, reason: str
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["designate_account"],
        /,
        *,
        loan: str | None = ...,
        holder: str,
        number: str,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["notify"],
        /,
        *,
        whom: str,
        about: str,
        channel: _NotifyChannel | None = ...,
    ) -> Command: ...
    @overload
    def __new__(cls, command: Literal["suspend"], /, *, reason: str) -> Command: ...
    @overload
    def __new__(cls, command: Literal["resume"], /) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["assign"], /, *, clerk: str, reason: str | None = ...
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["repin"], /, *, decides: _RepinDecides, on: _Day, reason: str
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["correct"], /, *, entry: int, record: _Record, reason: str
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["raise_query"],
        /,
        *,
        asker: str,
        to: str,
        about: str,
        text: str,
        loan: str | None = ...,
        due: _Day | None = ...,
        blocks: _RaiseQueryBlocks | None = ...,
    ) -> Command: ...
    @overload
    def __new__(cls, command: Literal["answer_query"], /, *, query: str, text: str) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["reopen_query"], /, *, query: str, text: str, due: _Day | None = ...
    ) -> Command: ...
    @overload
    def __new__(cls, command: Literal["settle_query"], /, *, query: str, text: str) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["make_appointment"],
        /,
        *,
        kind: _MakeAppointmentKind,
        day: _Day,
        time: str | None = ...,
        place: str | None = ...,
        loan: str | None = ...,
        attends: list[str] | tuple[str, ...],
        clerk: str | None = ...,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["move_appointment"],
        /,
        *,
        appointment: str,
        day: _Day,
        time: str | None = ...,
        place: str | None = ...,
        reason: str,
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["cancel_appointment"], /, *, appointment: str, reason: str
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["keep_appointment"],
        /,
        *,
        appointment: str,
        outcome: _KeepAppointmentOutcome,
        note: str | None = ...,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["give_consent"],
        /,
        *,
        party: str,
        recipient: str,
        purpose: _GiveConsentPurpose,
        manner: _GiveConsentManner,
        given_by: str | None = ...,
        until: _Day | None = ...,
    ) -> Command: ...
    @overload
    def __new__(cls, command: Literal["withdraw_consent"], /, *, consent: str) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["record_life_event"],
        /,
        *,
        party: str,
        life_event: _RecordLifeEventLifeEvent,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["record_deposit"],
        /,
        *,
        payer: str,
        payee: str,
        amount_fen: int,
        purpose: str,
        loan: str | None = ...,
        due: _Day | None = ...,
        after: _MarkMilestoneMilestone | None = ...,
        reference: str | None = ...,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["record_deposit"],
        /,
        *,
        payer: str,
        payee: str,
        amount_yuan: _Exact,
        purpose: str,
        loan: str | None = ...,
        due: _Day | None = ...,
        after: _MarkMilestoneMilestone | None = ...,
        reference: str | None = ...,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["return_deposit"],
        /,
        *,
        deposit: str,
        amount_fen: int,
        reference: str | None = ...,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["return_deposit"],
        /,
        *,
        deposit: str,
        amount_yuan: _Exact,
        reference: str | None = ...,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["confirm_change"],
        /,
        *,
        change: str,
        loan: str,
        renewal: _ConfirmChangeRenewal,
        reference: str | None = ...,
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["shelve"], /, *, place: str, note: str | None = ...
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["lend_dossier"], /, *, to: str, until: _Day, reason: str | None = ...
    ) -> Command: ...
    @overload
    def __new__(cls, command: Literal["return_dossier"], /) -> Command: ...
    @overload
    def __new__(cls, command: Literal["request_erasure"], /, *, by: str) -> Command: ...
    @overload
    def __new__(cls, command: Literal["withdraw_erasure"], /) -> Command: ...
    @overload
    def __new__(cls, command: Literal["erase"], /) -> Command: ...
    @overload
    def __new__(cls, command: Literal["hand_in"], /, *, loan: str | None = ...) -> Command: ...
    @overload
    def __new__(cls, command: Literal["resubmit"], /, *, loan: str | None = ...) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["ask_supplement"],
        /,
        *,
        loan: str | None = ...,
        items: list[str] | tuple[str, ...],
        due: _Day,
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["answer_supplement"], /, *, loan: str | None = ...
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["return_file"], /, *, loan: str | None = ..., reason: str
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["offer"],
        /,
        *,
        loan: str | None = ...,
        terms: _AnyTerms,
        conditions: list[str] | tuple[str, ...],
        expires: _Day,
    ) -> Command: ...
    @overload
    def __new__(cls, command: Literal["accept_offer"], /, *, loan: str | None = ...) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["appeal"], /, *, loan: str | None = ..., grounds: str
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["turn_down"], /, *, loan: str | None = ..., reason: str
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["refuse"], /, *, loan: str | None = ..., reason: str
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["reconsider"], /, *, loan: str | None = ..., grounds: str
    ) -> Command: ...
    @overload
    def __new__(cls, command: Literal["lapse"], /, *, loan: str | None = ...) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["sign_loan"], /, *, loan: str | None = ..., contract: str | None = ...
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["pay_out"],
        /,
        *,
        loan: str | None = ...,
        amount_fen: int,
        account: str,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["pay_out"],
        /,
        *,
        loan: str | None = ...,
        amount_yuan: _Exact,
        account: str,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["post"],
        /,
        *,
        loan: str | None = ...,
        first_due: _Day,
        first_instalment_fen: int,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["post"],
        /,
        *,
        loan: str | None = ...,
        first_due: _Day,
        first_instalment_yuan: _Exact,
    ) -> Command: ...
    @overload
    def __new__(cls, command: Literal["settle"], /, *, loan: str | None = ...) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["name_branch"], /, *, loan: str | None = ..., branch: str
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["sign_early"], /, *, loan: str | None = ..., contract: str
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["meet_condition"], /, *, loan: str | None = ..., number: int
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["lock_rate"], /, *, loan: str | None = ..., until: _Day
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["record_instalment"], /, *, loan: str | None = ..., amount_fen: int
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["record_instalment"],
        /,
        *,
        loan: str | None = ...,
        amount_yuan: _Exact,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["record_arrears"],
        /,
        *,
        loan: str | None = ...,
        amount_fen: int,
        since: _Day,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["record_arrears"],
        /,
        *,
        loan: str | None = ...,
        amount_yuan: _Exact,
        since: _Day,
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["clear_arrears"], /, *, loan: str | None = ...
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["record_prepayment"], /, *, loan: str | None = ..., amount_fen: int
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["record_prepayment"],
        /,
        *,
        loan: str | None = ...,
        amount_yuan: _Exact,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["request_prepayment"],
        /,
        *,
        loan: str | None = ...,
        amount_fen: int | None = ...,
        amount_yuan: _Exact | None = ...,
        on: _Day,
    ) -> Command: ...
    @overload
    def __new__(
        cls, command: Literal["cancel_prepayment"], /, *, loan: str | None = ..., reason: str
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["reprice"],
        /,
        *,
        loan: str | None = ...,
        rate_millionths: int,
        effective_from: _Day,
        instalment_fen: int | None = ...,
        instalment_yuan: _Exact | None = ...,
    ) -> Command: ...
    @overload
    def __new__(
        cls,
        command: Literal["reprice"],
        /,
        *,
        loan: str | None = ...,
        rate_percent: _Exact,
        effective_from: _Day,
        instalment_fen: int | None = ...,
        instalment_yuan: _Exact | None = ...,
    ) -> Command: ...
    # End of the commands of __new__
    @staticmethod
    def read(command: str | Mapping[str, Any]) -> Command:
        """A command from its JSON text, or from a mapping of the same form.

        For a name that only the data knows: `Command.read({"command": name, **fields})`.
        """
    @property
    def name(self) -> CommandName:
        """What it is called."""
    @property
    def fields(self) -> dict[str, Any]:
        """What belongs to it, in the units of the wire."""
    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Entry(Mapping[str, Any]):
    """One line of the log of a case: which number, which days, by whom, what happened.

    It reads like the mapping that it is on the wire, and `text` is that as JSON, a line to keep.
    """

    @staticmethod
    def read(entry: str | Mapping[str, Any]) -> Entry:
        """An entry from its JSON text, or from a mapping of the same form."""
    @property
    def case(self) -> str:
        """The case it belongs to."""
    @property
    def number(self) -> int:
        """Its number in the log, from 1."""
    @property
    def occurred(self) -> date:
        """The day the thing happened."""
    @property
    def recorded(self) -> date:
        """The day it was recorded."""
    @property
    def by(self) -> str:
        """Who recorded it."""
    @property
    def event(self) -> str:
        """What happened."""
    @property
    def data(self) -> dict[str, Any]:
        """What belongs to it and is of no person."""
    @property
    def text(self) -> str:
        """Its line of the log: JSON, personal fields among it."""
    def __getitem__(self, key: str, /) -> Any: ...
    def get(self, key: str, default: Any = None, /) -> Any:
        """A field, or else something."""
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Checklist(Sequence[dict[str, Any]]):
    """The papers that a case must hand in, and how each stood when it was asked: a line each."""

    @overload
    def __getitem__(self, index: int, /) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice, /) -> list[dict[str, Any]]: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[dict[str, Any]]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

_Context = Context | _WireContext | Mapping[str, Any]
_Command = Command | _WireCommand | Mapping[str, Any]
_Exact = Decimal | int
"""Yuan or percent: an amount or a rate that needs no rounding."""

# Generated by `cargo xtask generate`: the types of fields
_AddDocumentForm = Literal[
    "original",
    "inspected",
    "copy",
    "electronic",
]
_AddPartyRole = Literal[
    "borrower",
    "spouse",
    "couple",
    "co_borrower",
    "co_owner",
    "seller",
    "seller_co_owner",
    "guarantor",
    "guardian",
    "agent",
    "contact_person",
    "minor",
    "parents",
    "family",
    "household",
    "owner",
    "collateral_owner",
    "developer",
    "bank",
    "appraisal_company",
]
_ConfirmChangeRenewal = Literal[
    "approval",
    "contract",
]
_GiveConsentManner = Literal[
    "written",
    "electronic",
]
_GiveConsentPurpose = Literal[
    "loan_application",
    "credit_query",
    "appraisal",
    "registration",
    "sale_filing",
    "after_care",
]
_KeepAppointmentOutcome = Literal[
    "held",
    "no_show",
]
_MakeAppointmentKind = Literal[
    "interview",
    "signing",
    "registration",
    "transfer",
    "valuation",
    "notary",
    "handover",
    "papers",
]
_MarkMilestoneMilestone = Literal[
    "eligibility_checked",
    "contract_signed",
    "contract_filed",
    "down_payment_paid",
    "interviewed",
    "credit_authorised",
    "title_searched",
    "appraised",
    "funds_supervised",
    "seller_paid_off",
    "early_settlement_agreed",
    "instalments_deposited",
    "mortgagee_informed",
    "shortfall_paid",
    "old_loan_settled",
    "old_mortgage_cancelled",
    "title_transferred",
    "insured",
    "notarised",
    "guarantee_given",
    "advance_notice",
    "mortgage_registered",
    "second_rank_registered",
    "rank_moved_up",
    "mortgage_changed",
    "topped_out",
    "credit_rechecked",
    "quota_granted",
    "building_registered",
    "handed_over",
    "title_issued",
    "dossier_filed",
    "guarantee_released",
    "mortgage_cancelled",
]
_MarkMilestoneState = Literal[
    "open",
    "filed",
    "returned",
    "done",
    "lapsed",
]
_NotifyChannel = Literal[
    "phone",
    "message",
    "email",
    "letter",
    "in_person",
]
_RaiseQueryBlocks = Literal[
    "request_review",
    "pass_review",
    "submit",
    "confirm_terms",
    "send_to_registry",
    "await_funds",
    "pay_out",
    "begin_repayment",
    "confirm_settlement",
    "release",
]
_RecordLifeEventLifeEvent = Literal[
    "marriage",
    "divorce",
    "death",
    "job_change",
    "name_change",
    "card_renewed",
    "number_change",
    "birth",
    "incapacity",
]
_RepinDecides = Literal[
    "opening",
    "contract",
    "acceptance",
    "payout",
]
_RescindFault = Literal[
    "buyer",
    "seller",
    "nobody",
]
_WaiveGrantedBy = Literal[
    "lender",
    "registry",
    "housing_bureau",
    "tax_authority",
]

@type_check_only
class _ApplicationAmountYuan(TypedDict):
    product: str
    amount_yuan: _Exact
    term_months: int

_AnyApplication = Application | _ApplicationAmountYuan

@type_check_only
class _TermsAmountYuan(TypedDict):
    amount_yuan: _Exact
    term_months: int
    rate_millionths: int

@type_check_only
class _TermsRatePercent(TypedDict):
    amount_fen: int
    term_months: int
    rate_percent: _Exact

@type_check_only
class _TermsAmountYuanRatePercent(TypedDict):
    amount_yuan: _Exact
    term_months: int
    rate_percent: _Exact

_AnyTerms = Terms | _TermsAmountYuan | _TermsRatePercent | _TermsAmountYuanRatePercent

@type_check_only
class _Figures(TypedDict, total=False):
    monthly_income_fen: int
    monthly_income_yuan: _Exact
    monthly_instalment_fen: int
    monthly_instalment_yuan: _Exact
    other_debt_monthly_fen: int
    other_debt_monthly_yuan: _Exact
    property_fee_monthly_fen: int
    property_fee_monthly_yuan: _Exact
    contribution_months: int
    contribution_years: int
    building_year: int

_AnyFigures = Figures | _Figures

@type_check_only
class _AddPartyRecord(TypedDict):
    command: Literal["add_party"]
    id: str
    role: _AddPartyRole
    name: str
    id_number: NotRequired[str | None]
    other_id: NotRequired[str | None]
    phone: NotRequired[str | None]

@type_check_only
class _DescribePropertyRecord(TypedDict):
    command: Literal["describe_property"]
    address: str
    price_fen: int
    appraisal_fen: NotRequired[int | None]
    appraisal_yuan: NotRequired[_Exact | None]
    site: NotRequired[Site | None]

@type_check_only
class _DescribePropertyRecordPriceYuan(TypedDict):
    command: Literal["describe_property"]
    address: str
    price_yuan: _Exact
    appraisal_fen: NotRequired[int | None]
    appraisal_yuan: NotRequired[_Exact | None]
    site: NotRequired[Site | None]

@type_check_only
class _AddDocumentRecord(TypedDict):
    command: Literal["add_document"]
    kind: str
    holder: str
    issued: NotRequired[_Day | None]
    valid_until: NotRequired[_Day | None]
    form: NotRequired[_AddDocumentForm | None]
    copies: NotRequired[int | None]
    pages: NotRequired[int | None]

@type_check_only
class _MarkMilestoneRecord(TypedDict):
    command: Literal["mark_milestone"]
    milestone: _MarkMilestoneMilestone
    state: _MarkMilestoneState
    reference: NotRequired[str | None]
    lapses: NotRequired[_Day | None]

_Record = (
    Command
    | RecordCommand
    | _AddPartyRecord
    | _DescribePropertyRecord
    | _DescribePropertyRecordPriceYuan
    | _AddDocumentRecord
    | _MarkMilestoneRecord
)
# End of the types of fields

_Log = str | Sequence[Entry | Mapping[str, Any]]

@final
class Case:
    """A mortgage case in one of its stages. It never changes: a step gives the next case.

    Two are equal when the same is known in both, under the same rules. It is pickled as its log.
    """

    __match_args__: ClassVar[tuple[str, str]] = ("id", "stage")

    @staticmethod
    def open(case: str, context: _Context) -> tuple[Case, Entry]:
        """Open a case under the built-in rules: its first stage, and the first entry of its log."""
    @staticmethod
    def replay(log: _Log) -> Case:
        """The case that a log tells of: text, as `log` writes it, or the entries."""
    @staticmethod
    def replay_as_of(log: _Log, day: _Day) -> Case | None:
        """The case as of a day: what had occurred by then, as far as the log knows now.

        None before it was opened.
        """
    @staticmethod
    def replay_known_on(log: _Log, day: _Day) -> Case | None:
        """The case as known on a day: what had been recorded by then. None before it was opened."""
    @property
    def id(self) -> str:
        """The name the application gave this case."""
    @property
    def stage(self) -> Stage:
        """The stage this case is in."""
    @property
    def length(self) -> int:
        """The number of entries so far."""
    @property
    def entries(self) -> list[Entry]:
        """The entries that the case came from, in order: what to keep."""
    def log(self) -> str:
        """Its log as text, as `replay` reads it."""
    def allowed(self) -> list[CommandName]:
        """The commands that the stage of this case lists."""
    @overload
    def decide(self, command: _Command, context: _Context) -> dict[str, Any]:
        """The event that a command would give, `{"event", "data"}`. The case stays as it is."""
    # Generated by `cargo xtask generate`: the commands of decide
    @overload
    def decide(
        self,
        command: Literal["choose_product"],
        context: _Context,
        *,
        loans: Sequence[_AnyApplication],
    ) -> dict[str, Any]: ...
    @overload
    def decide(self, command: Literal["request_review"], context: _Context) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["return_with_defects"],
        context: _Context,
        *,
        defects: Sequence[Defect],
    ) -> dict[str, Any]: ...
    @overload
    def decide(self, command: Literal["pass_review"], context: _Context) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["reopen"], context: _Context, *, reason: str
    ) -> dict[str, Any]: ...
    @overload
    def decide(self, command: Literal["submit"], context: _Context) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["change_lender"],
        context: _Context,
        *,
        loan: str | None = ...,
        application: _AnyApplication,
        reason: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(self, command: Literal["confirm_terms"], context: _Context) -> dict[str, Any]: ...
    @overload
    def decide(self, command: Literal["reopen_approval"], context: _Context) -> dict[str, Any]: ...
    @overload
    def decide(self, command: Literal["send_to_registry"], context: _Context) -> dict[str, Any]: ...
    @overload
    def decide(self, command: Literal["await_funds"], context: _Context) -> dict[str, Any]: ...
    @overload
    def decide(self, command: Literal["begin_repayment"], context: _Context) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["confirm_settlement"], context: _Context
    ) -> dict[str, Any]: ...
    @overload
    def decide(self, command: Literal["release_mortgage"], context: _Context) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["close_declined"], context: _Context, *, reason: str
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["withdraw"], context: _Context, *, reason: str
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["rescind"], context: _Context, *, fault: _RescindFault, reason: str
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["add_party"],
        context: _Context,
        *,
        id: str,
        role: _AddPartyRole,
        name: str,
        id_number: str | None = ...,
        other_id: str | None = ...,
        phone: str | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["state_facts"], context: _Context, *, facts: Facts
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["state_figures"], context: _Context, *, figures: _AnyFigures
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["describe_property"],
        context: _Context,
        *,
        address: str,
        price_fen: int,
        appraisal_fen: int | None = ...,
        appraisal_yuan: _Exact | None = ...,
        site: Site | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["describe_property"],
        context: _Context,
        *,
        address: str,
        price_yuan: _Exact,
        appraisal_fen: int | None = ...,
        appraisal_yuan: _Exact | None = ...,
        site: Site | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["add_document"],
        context: _Context,
        *,
        kind: str,
        holder: str,
        issued: _Day | None = ...,
        valid_until: _Day | None = ...,
        form: _AddDocumentForm | None = ...,
        copies: int | None = ...,
        pages: int | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["check_document"],
        context: _Context,
        *,
        document: str,
        defect: str | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["mark_milestone"],
        context: _Context,
        *,
        milestone: _MarkMilestoneMilestone,
        state: _MarkMilestoneState,
        reference: str | None = ...,
        lapses: _Day | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["waive"],
        context: _Context,
        *,
        what: Owed,
        granted_by: _WaiveGrantedBy,
        loan: str | None = ...,
        until: _Day,
        reason: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["promise"],
        context: _Context,
        *,
        what: Owed,
        by: str,
        loan: str | None = ...,
        until: _Day,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["withdraw_waiver"],
        context: _Context,
        *,
        obligation: str,
        reason: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["designate_account"],
        context: _Context,
        *,
        loan: str | None = ...,
        holder: str,
        number: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["notify"],
        context: _Context,
        *,
        whom: str,
        about: str,
        channel: _NotifyChannel | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["suspend"], context: _Context, *, reason: str
    ) -> dict[str, Any]: ...
    @overload
    def decide(self, command: Literal["resume"], context: _Context) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["assign"], context: _Context, *, clerk: str, reason: str | None = ...
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["repin"],
        context: _Context,
        *,
        decides: _RepinDecides,
        on: _Day,
        reason: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["correct"],
        context: _Context,
        *,
        entry: int,
        record: _Record,
        reason: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["raise_query"],
        context: _Context,
        *,
        asker: str,
        to: str,
        about: str,
        text: str,
        loan: str | None = ...,
        due: _Day | None = ...,
        blocks: _RaiseQueryBlocks | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["answer_query"], context: _Context, *, query: str, text: str
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["reopen_query"],
        context: _Context,
        *,
        query: str,
        text: str,
        due: _Day | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["settle_query"], context: _Context, *, query: str, text: str
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["make_appointment"],
        context: _Context,
        *,
        kind: _MakeAppointmentKind,
        day: _Day,
        time: str | None = ...,
        place: str | None = ...,
        loan: str | None = ...,
        attends: list[str] | tuple[str, ...],
        clerk: str | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["move_appointment"],
        context: _Context,
        *,
        appointment: str,
        day: _Day,
        time: str | None = ...,
        place: str | None = ...,
        reason: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["cancel_appointment"],
        context: _Context,
        *,
        appointment: str,
        reason: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["keep_appointment"],
        context: _Context,
        *,
        appointment: str,
        outcome: _KeepAppointmentOutcome,
        note: str | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["give_consent"],
        context: _Context,
        *,
        party: str,
        recipient: str,
        purpose: _GiveConsentPurpose,
        manner: _GiveConsentManner,
        given_by: str | None = ...,
        until: _Day | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["withdraw_consent"], context: _Context, *, consent: str
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["record_life_event"],
        context: _Context,
        *,
        party: str,
        life_event: _RecordLifeEventLifeEvent,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["record_deposit"],
        context: _Context,
        *,
        payer: str,
        payee: str,
        amount_fen: int,
        purpose: str,
        loan: str | None = ...,
        due: _Day | None = ...,
        after: _MarkMilestoneMilestone | None = ...,
        reference: str | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["record_deposit"],
        context: _Context,
        *,
        payer: str,
        payee: str,
        amount_yuan: _Exact,
        purpose: str,
        loan: str | None = ...,
        due: _Day | None = ...,
        after: _MarkMilestoneMilestone | None = ...,
        reference: str | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["return_deposit"],
        context: _Context,
        *,
        deposit: str,
        amount_fen: int,
        reference: str | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["return_deposit"],
        context: _Context,
        *,
        deposit: str,
        amount_yuan: _Exact,
        reference: str | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["confirm_change"],
        context: _Context,
        *,
        change: str,
        loan: str,
        renewal: _ConfirmChangeRenewal,
        reference: str | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["shelve"], context: _Context, *, place: str, note: str | None = ...
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["lend_dossier"],
        context: _Context,
        *,
        to: str,
        until: _Day,
        reason: str | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(self, command: Literal["return_dossier"], context: _Context) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["request_erasure"], context: _Context, *, by: str
    ) -> dict[str, Any]: ...
    @overload
    def decide(self, command: Literal["withdraw_erasure"], context: _Context) -> dict[str, Any]: ...
    @overload
    def decide(self, command: Literal["erase"], context: _Context) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["hand_in"], context: _Context, *, loan: str | None = ...
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["resubmit"], context: _Context, *, loan: str | None = ...
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["ask_supplement"],
        context: _Context,
        *,
        loan: str | None = ...,
        items: list[str] | tuple[str, ...],
        due: _Day,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["answer_supplement"], context: _Context, *, loan: str | None = ...
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["return_file"],
        context: _Context,
        *,
        loan: str | None = ...,
        reason: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["offer"],
        context: _Context,
        *,
        loan: str | None = ...,
        terms: _AnyTerms,
        conditions: list[str] | tuple[str, ...],
        expires: _Day,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["accept_offer"], context: _Context, *, loan: str | None = ...
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["appeal"], context: _Context, *, loan: str | None = ..., grounds: str
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["turn_down"],
        context: _Context,
        *,
        loan: str | None = ...,
        reason: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["refuse"], context: _Context, *, loan: str | None = ..., reason: str
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["reconsider"],
        context: _Context,
        *,
        loan: str | None = ...,
        grounds: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["lapse"], context: _Context, *, loan: str | None = ...
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["sign_loan"],
        context: _Context,
        *,
        loan: str | None = ...,
        contract: str | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["pay_out"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_fen: int,
        account: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["pay_out"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_yuan: _Exact,
        account: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["post"],
        context: _Context,
        *,
        loan: str | None = ...,
        first_due: _Day,
        first_instalment_fen: int,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["post"],
        context: _Context,
        *,
        loan: str | None = ...,
        first_due: _Day,
        first_instalment_yuan: _Exact,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["settle"], context: _Context, *, loan: str | None = ...
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["name_branch"],
        context: _Context,
        *,
        loan: str | None = ...,
        branch: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["sign_early"],
        context: _Context,
        *,
        loan: str | None = ...,
        contract: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["meet_condition"],
        context: _Context,
        *,
        loan: str | None = ...,
        number: int,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["lock_rate"],
        context: _Context,
        *,
        loan: str | None = ...,
        until: _Day,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["record_instalment"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_fen: int,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["record_instalment"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_yuan: _Exact,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["record_arrears"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_fen: int,
        since: _Day,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["record_arrears"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_yuan: _Exact,
        since: _Day,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self, command: Literal["clear_arrears"], context: _Context, *, loan: str | None = ...
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["record_prepayment"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_fen: int,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["record_prepayment"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_yuan: _Exact,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["request_prepayment"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_fen: int | None = ...,
        amount_yuan: _Exact | None = ...,
        on: _Day,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["cancel_prepayment"],
        context: _Context,
        *,
        loan: str | None = ...,
        reason: str,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["reprice"],
        context: _Context,
        *,
        loan: str | None = ...,
        rate_millionths: int,
        effective_from: _Day,
        instalment_fen: int | None = ...,
        instalment_yuan: _Exact | None = ...,
    ) -> dict[str, Any]: ...
    @overload
    def decide(
        self,
        command: Literal["reprice"],
        context: _Context,
        *,
        loan: str | None = ...,
        rate_percent: _Exact,
        effective_from: _Day,
        instalment_fen: int | None = ...,
        instalment_yuan: _Exact | None = ...,
    ) -> dict[str, Any]: ...
    # End of the commands of decide
    @overload
    def step(self, command: _Command, context: _Context) -> tuple[Case, Entry]:
        """Take a step: the next case, and the entry to keep.

        A command is a name with its fields beside it, a `Command`, or a mapping. Days may be
        `datetime.date`; money is `…_fen` in whole fen or `…_yuan` as an `int` or a
        `decimal.Decimal`, a rate `…_millionths` or `…_percent`.
        """
    # Generated by `cargo xtask generate`: the commands of step
    @overload
    def step(
        self,
        command: Literal["choose_product"],
        context: _Context,
        *,
        loans: Sequence[_AnyApplication],
    ) -> tuple[Case, Entry]:
        """选定产品: gives the event `product_chosen`."""
    @overload
    def step(self, command: Literal["request_review"], context: _Context) -> tuple[Case, Entry]:
        """提交初审: gives the event `review_requested`."""
    @overload
    def step(
        self,
        command: Literal["return_with_defects"],
        context: _Context,
        *,
        defects: Sequence[Defect],
    ) -> tuple[Case, Entry]:
        """退回补正: gives the event `returned_with_defects`."""
    @overload
    def step(self, command: Literal["pass_review"], context: _Context) -> tuple[Case, Entry]:
        """初审通过: gives the event `review_passed`."""
    @overload
    def step(
        self, command: Literal["reopen"], context: _Context, *, reason: str
    ) -> tuple[Case, Entry]:
        """重新收件: gives the event `reopened`."""
    @overload
    def step(self, command: Literal["submit"], context: _Context) -> tuple[Case, Entry]:
        """报卷: gives the event `submitted`."""
    @overload
    def step(
        self,
        command: Literal["change_lender"],
        context: _Context,
        *,
        loan: str | None = ...,
        application: _AnyApplication,
        reason: str,
    ) -> tuple[Case, Entry]:
        """更换银行: gives the event `lender_changed`."""
    @overload
    def step(self, command: Literal["confirm_terms"], context: _Context) -> tuple[Case, Entry]:
        """确认批复: gives the event `terms_confirmed`."""
    @overload
    def step(self, command: Literal["reopen_approval"], context: _Context) -> tuple[Case, Entry]:
        """重新报批: gives the event `approval_reopened`."""
    @overload
    def step(self, command: Literal["send_to_registry"], context: _Context) -> tuple[Case, Entry]:
        """送交登记: gives the event `sent_to_registry`."""
    @overload
    def step(self, command: Literal["await_funds"], context: _Context) -> tuple[Case, Entry]:
        """等待放款: gives the event `funds_awaited`."""
    @overload
    def step(self, command: Literal["begin_repayment"], context: _Context) -> tuple[Case, Entry]:
        """进入还款: gives the event `repayment_begun`."""
    @overload
    def step(self, command: Literal["confirm_settlement"], context: _Context) -> tuple[Case, Entry]:
        """确认结清: gives the event `settlement_confirmed`."""
    @overload
    def step(self, command: Literal["release_mortgage"], context: _Context) -> tuple[Case, Entry]:
        """解押: gives the event `mortgage_released`."""
    @overload
    def step(
        self, command: Literal["close_declined"], context: _Context, *, reason: str
    ) -> tuple[Case, Entry]:
        """拒贷结案: gives the event `case_declined`."""
    @overload
    def step(
        self, command: Literal["withdraw"], context: _Context, *, reason: str
    ) -> tuple[Case, Entry]:
        """客户放弃: gives the event `case_withdrawn`."""
    @overload
    def step(
        self, command: Literal["rescind"], context: _Context, *, fault: _RescindFault, reason: str
    ) -> tuple[Case, Entry]:
        """退房解约: gives the event `sale_rescinded`."""
    @overload
    def step(
        self,
        command: Literal["add_party"],
        context: _Context,
        *,
        id: str,
        role: _AddPartyRole,
        name: str,
        id_number: str | None = ...,
        other_id: str | None = ...,
        phone: str | None = ...,
    ) -> tuple[Case, Entry]:
        """登记当事人: gives the event `party_added`."""
    @overload
    def step(
        self, command: Literal["state_facts"], context: _Context, *, facts: Facts
    ) -> tuple[Case, Entry]:
        """登记事实: gives the event `facts_stated`."""
    @overload
    def step(
        self, command: Literal["state_figures"], context: _Context, *, figures: _AnyFigures
    ) -> tuple[Case, Entry]:
        """登记数据: gives the event `figures_stated`."""
    @overload
    def step(
        self,
        command: Literal["describe_property"],
        context: _Context,
        *,
        address: str,
        price_fen: int,
        appraisal_fen: int | None = ...,
        appraisal_yuan: _Exact | None = ...,
        site: Site | None = ...,
    ) -> tuple[Case, Entry]:
        """登记房产: gives the event `property_described`."""
    @overload
    def step(
        self,
        command: Literal["describe_property"],
        context: _Context,
        *,
        address: str,
        price_yuan: _Exact,
        appraisal_fen: int | None = ...,
        appraisal_yuan: _Exact | None = ...,
        site: Site | None = ...,
    ) -> tuple[Case, Entry]:
        """登记房产: gives the event `property_described`."""
    @overload
    def step(
        self,
        command: Literal["add_document"],
        context: _Context,
        *,
        kind: str,
        holder: str,
        issued: _Day | None = ...,
        valid_until: _Day | None = ...,
        form: _AddDocumentForm | None = ...,
        copies: int | None = ...,
        pages: int | None = ...,
    ) -> tuple[Case, Entry]:
        """收件: gives the event `document_added`."""
    @overload
    def step(
        self,
        command: Literal["check_document"],
        context: _Context,
        *,
        document: str,
        defect: str | None = ...,
    ) -> tuple[Case, Entry]:
        """审核资料: gives the event `document_checked`."""
    @overload
    def step(
        self,
        command: Literal["mark_milestone"],
        context: _Context,
        *,
        milestone: _MarkMilestoneMilestone,
        state: _MarkMilestoneState,
        reference: str | None = ...,
        lapses: _Day | None = ...,
    ) -> tuple[Case, Entry]:
        """登记节点: gives the event `milestone_marked`."""
    @overload
    def step(
        self,
        command: Literal["waive"],
        context: _Context,
        *,
        what: Owed,
        granted_by: _WaiveGrantedBy,
        loan: str | None = ...,
        until: _Day,
        reason: str,
    ) -> tuple[Case, Entry]:
        """容缺受理: gives the event `waived`."""
    @overload
    def step(
        self,
        command: Literal["promise"],
        context: _Context,
        *,
        what: Owed,
        by: str,
        loan: str | None = ...,
        until: _Day,
    ) -> tuple[Case, Entry]:
        """承诺后补: gives the event `promised`."""
    @overload
    def step(
        self,
        command: Literal["withdraw_waiver"],
        context: _Context,
        *,
        obligation: str,
        reason: str,
    ) -> tuple[Case, Entry]:
        """撤销容缺: gives the event `waiver_withdrawn`."""
    @overload
    def step(
        self,
        command: Literal["designate_account"],
        context: _Context,
        *,
        loan: str | None = ...,
        holder: str,
        number: str,
    ) -> tuple[Case, Entry]:
        """指定收款账户: gives the event `account_designated`."""
    @overload
    def step(
        self,
        command: Literal["notify"],
        context: _Context,
        *,
        whom: str,
        about: str,
        channel: _NotifyChannel | None = ...,
    ) -> tuple[Case, Entry]:
        """通知: gives the event `notified`."""
    @overload
    def step(
        self, command: Literal["suspend"], context: _Context, *, reason: str
    ) -> tuple[Case, Entry]:
        """暂停: gives the event `case_suspended`."""
    @overload
    def step(self, command: Literal["resume"], context: _Context) -> tuple[Case, Entry]:
        """恢复: gives the event `case_resumed`."""
    @overload
    def step(
        self, command: Literal["assign"], context: _Context, *, clerk: str, reason: str | None = ...
    ) -> tuple[Case, Entry]:
        """指派经办人: gives the event `assigned`."""
    @overload
    def step(
        self,
        command: Literal["repin"],
        context: _Context,
        *,
        decides: _RepinDecides,
        on: _Day,
        reason: str,
    ) -> tuple[Case, Entry]:
        """指定政策适用日: gives the event `repinned`."""
    @overload
    def step(
        self,
        command: Literal["correct"],
        context: _Context,
        *,
        entry: int,
        record: _Record,
        reason: str,
    ) -> tuple[Case, Entry]:
        """更正: gives the event `record_corrected`."""
    @overload
    def step(
        self,
        command: Literal["raise_query"],
        context: _Context,
        *,
        asker: str,
        to: str,
        about: str,
        text: str,
        loan: str | None = ...,
        due: _Day | None = ...,
        blocks: _RaiseQueryBlocks | None = ...,
    ) -> tuple[Case, Entry]:
        """提出询问: gives the event `query_raised`."""
    @overload
    def step(
        self, command: Literal["answer_query"], context: _Context, *, query: str, text: str
    ) -> tuple[Case, Entry]:
        """答复询问: gives the event `query_answered`."""
    @overload
    def step(
        self,
        command: Literal["reopen_query"],
        context: _Context,
        *,
        query: str,
        text: str,
        due: _Day | None = ...,
    ) -> tuple[Case, Entry]:
        """重提询问: gives the event `query_reopened`."""
    @overload
    def step(
        self, command: Literal["settle_query"], context: _Context, *, query: str, text: str
    ) -> tuple[Case, Entry]:
        """了结询问: gives the event `query_settled`."""
    @overload
    def step(
        self,
        command: Literal["make_appointment"],
        context: _Context,
        *,
        kind: _MakeAppointmentKind,
        day: _Day,
        time: str | None = ...,
        place: str | None = ...,
        loan: str | None = ...,
        attends: list[str] | tuple[str, ...],
        clerk: str | None = ...,
    ) -> tuple[Case, Entry]:
        """预约: gives the event `appointment_made`."""
    @overload
    def step(
        self,
        command: Literal["move_appointment"],
        context: _Context,
        *,
        appointment: str,
        day: _Day,
        time: str | None = ...,
        place: str | None = ...,
        reason: str,
    ) -> tuple[Case, Entry]:
        """改期: gives the event `appointment_moved`."""
    @overload
    def step(
        self,
        command: Literal["cancel_appointment"],
        context: _Context,
        *,
        appointment: str,
        reason: str,
    ) -> tuple[Case, Entry]:
        """取消预约: gives the event `appointment_cancelled`."""
    @overload
    def step(
        self,
        command: Literal["keep_appointment"],
        context: _Context,
        *,
        appointment: str,
        outcome: _KeepAppointmentOutcome,
        note: str | None = ...,
    ) -> tuple[Case, Entry]:
        """履约登记: gives the event `appointment_kept`."""
    @overload
    def step(
        self,
        command: Literal["give_consent"],
        context: _Context,
        *,
        party: str,
        recipient: str,
        purpose: _GiveConsentPurpose,
        manner: _GiveConsentManner,
        given_by: str | None = ...,
        until: _Day | None = ...,
    ) -> tuple[Case, Entry]:
        """登记同意授权: gives the event `consent_given`."""
    @overload
    def step(
        self, command: Literal["withdraw_consent"], context: _Context, *, consent: str
    ) -> tuple[Case, Entry]:
        """撤回同意: gives the event `consent_withdrawn`."""
    @overload
    def step(
        self,
        command: Literal["record_life_event"],
        context: _Context,
        *,
        party: str,
        life_event: _RecordLifeEventLifeEvent,
    ) -> tuple[Case, Entry]:
        """登记情况变更: gives the event `life_event_recorded`."""
    @overload
    def step(
        self,
        command: Literal["record_deposit"],
        context: _Context,
        *,
        payer: str,
        payee: str,
        amount_fen: int,
        purpose: str,
        loan: str | None = ...,
        due: _Day | None = ...,
        after: _MarkMilestoneMilestone | None = ...,
        reference: str | None = ...,
    ) -> tuple[Case, Entry]:
        """登记保证金: gives the event `deposit_recorded`."""
    @overload
    def step(
        self,
        command: Literal["record_deposit"],
        context: _Context,
        *,
        payer: str,
        payee: str,
        amount_yuan: _Exact,
        purpose: str,
        loan: str | None = ...,
        due: _Day | None = ...,
        after: _MarkMilestoneMilestone | None = ...,
        reference: str | None = ...,
    ) -> tuple[Case, Entry]:
        """登记保证金: gives the event `deposit_recorded`."""
    @overload
    def step(
        self,
        command: Literal["return_deposit"],
        context: _Context,
        *,
        deposit: str,
        amount_fen: int,
        reference: str | None = ...,
    ) -> tuple[Case, Entry]:
        """退还保证金: gives the event `deposit_returned`."""
    @overload
    def step(
        self,
        command: Literal["return_deposit"],
        context: _Context,
        *,
        deposit: str,
        amount_yuan: _Exact,
        reference: str | None = ...,
    ) -> tuple[Case, Entry]:
        """退还保证金: gives the event `deposit_returned`."""
    @overload
    def step(
        self,
        command: Literal["confirm_change"],
        context: _Context,
        *,
        change: str,
        loan: str,
        renewal: _ConfirmChangeRenewal,
        reference: str | None = ...,
    ) -> tuple[Case, Entry]:
        """变更确认: gives the event `change_confirmed`."""
    @overload
    def step(
        self, command: Literal["shelve"], context: _Context, *, place: str, note: str | None = ...
    ) -> tuple[Case, Entry]:
        """上架: gives the event `shelved`."""
    @overload
    def step(
        self,
        command: Literal["lend_dossier"],
        context: _Context,
        *,
        to: str,
        until: _Day,
        reason: str | None = ...,
    ) -> tuple[Case, Entry]:
        """借出档案: gives the event `dossier_lent`."""
    @overload
    def step(self, command: Literal["return_dossier"], context: _Context) -> tuple[Case, Entry]:
        """归还档案: gives the event `dossier_returned`."""
    @overload
    def step(
        self, command: Literal["request_erasure"], context: _Context, *, by: str
    ) -> tuple[Case, Entry]:
        """请求删除个人信息: gives the event `erasure_requested`."""
    @overload
    def step(self, command: Literal["withdraw_erasure"], context: _Context) -> tuple[Case, Entry]:
        """撤回删除请求: gives the event `erasure_withdrawn`."""
    @overload
    def step(self, command: Literal["erase"], context: _Context) -> tuple[Case, Entry]:
        """删除个人信息: gives the event `data_erased`."""
    @overload
    def step(
        self, command: Literal["hand_in"], context: _Context, *, loan: str | None = ...
    ) -> tuple[Case, Entry]:
        """报卷: gives the event `handed_in`."""
    @overload
    def step(
        self, command: Literal["resubmit"], context: _Context, *, loan: str | None = ...
    ) -> tuple[Case, Entry]:
        """重新报卷: gives the event `resubmitted`."""
    @overload
    def step(
        self,
        command: Literal["ask_supplement"],
        context: _Context,
        *,
        loan: str | None = ...,
        items: list[str] | tuple[str, ...],
        due: _Day,
    ) -> tuple[Case, Entry]:
        """要求补件: gives the event `supplement_wanted`."""
    @overload
    def step(
        self, command: Literal["answer_supplement"], context: _Context, *, loan: str | None = ...
    ) -> tuple[Case, Entry]:
        """补件: gives the event `supplement_answered`."""
    @overload
    def step(
        self,
        command: Literal["return_file"],
        context: _Context,
        *,
        loan: str | None = ...,
        reason: str,
    ) -> tuple[Case, Entry]:
        """退件: gives the event `file_returned`."""
    @overload
    def step(
        self,
        command: Literal["offer"],
        context: _Context,
        *,
        loan: str | None = ...,
        terms: _AnyTerms,
        conditions: list[str] | tuple[str, ...],
        expires: _Day,
    ) -> tuple[Case, Entry]:
        """批复: gives the event `offer_made`."""
    @overload
    def step(
        self, command: Literal["accept_offer"], context: _Context, *, loan: str | None = ...
    ) -> tuple[Case, Entry]:
        """接受批复: gives the event `offer_accepted`."""
    @overload
    def step(
        self, command: Literal["appeal"], context: _Context, *, loan: str | None = ..., grounds: str
    ) -> tuple[Case, Entry]:
        """申请调整批复: gives the event `appealed`."""
    @overload
    def step(
        self,
        command: Literal["turn_down"],
        context: _Context,
        *,
        loan: str | None = ...,
        reason: str,
    ) -> tuple[Case, Entry]:
        """放弃贷款: gives the event `offer_turned_down`."""
    @overload
    def step(
        self, command: Literal["refuse"], context: _Context, *, loan: str | None = ..., reason: str
    ) -> tuple[Case, Entry]:
        """拒贷: gives the event `loan_refused`."""
    @overload
    def step(
        self,
        command: Literal["reconsider"],
        context: _Context,
        *,
        loan: str | None = ...,
        grounds: str,
    ) -> tuple[Case, Entry]:
        """复议: gives the event `reconsidered`."""
    @overload
    def step(
        self, command: Literal["lapse"], context: _Context, *, loan: str | None = ...
    ) -> tuple[Case, Entry]:
        """批复过期: gives the event `approval_lapsed`."""
    @overload
    def step(
        self,
        command: Literal["sign_loan"],
        context: _Context,
        *,
        loan: str | None = ...,
        contract: str | None = ...,
    ) -> tuple[Case, Entry]:
        """签约: gives the event `loan_signed`."""
    @overload
    def step(
        self,
        command: Literal["pay_out"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_fen: int,
        account: str,
    ) -> tuple[Case, Entry]:
        """放款: gives the event `money_paid_out`."""
    @overload
    def step(
        self,
        command: Literal["pay_out"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_yuan: _Exact,
        account: str,
    ) -> tuple[Case, Entry]:
        """放款: gives the event `money_paid_out`."""
    @overload
    def step(
        self,
        command: Literal["post"],
        context: _Context,
        *,
        loan: str | None = ...,
        first_due: _Day,
        first_instalment_fen: int,
    ) -> tuple[Case, Entry]:
        """入账: gives the event `money_posted`."""
    @overload
    def step(
        self,
        command: Literal["post"],
        context: _Context,
        *,
        loan: str | None = ...,
        first_due: _Day,
        first_instalment_yuan: _Exact,
    ) -> tuple[Case, Entry]:
        """入账: gives the event `money_posted`."""
    @overload
    def step(
        self, command: Literal["settle"], context: _Context, *, loan: str | None = ...
    ) -> tuple[Case, Entry]:
        """结清: gives the event `loan_settled`."""
    @overload
    def step(
        self,
        command: Literal["name_branch"],
        context: _Context,
        *,
        loan: str | None = ...,
        branch: str,
    ) -> tuple[Case, Entry]:
        """登记经办网点: gives the event `branch_named`."""
    @overload
    def step(
        self,
        command: Literal["sign_early"],
        context: _Context,
        *,
        loan: str | None = ...,
        contract: str,
    ) -> tuple[Case, Entry]:
        """预签合同: gives the event `signed_early`."""
    @overload
    def step(
        self,
        command: Literal["meet_condition"],
        context: _Context,
        *,
        loan: str | None = ...,
        number: int,
    ) -> tuple[Case, Entry]:
        """落实批复条件: gives the event `condition_met`."""
    @overload
    def step(
        self,
        command: Literal["lock_rate"],
        context: _Context,
        *,
        loan: str | None = ...,
        until: _Day,
    ) -> tuple[Case, Entry]:
        """登记利率锁定: gives the event `rate_locked`."""
    @overload
    def step(
        self,
        command: Literal["record_instalment"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_fen: int,
    ) -> tuple[Case, Entry]:
        """登记还款: gives the event `instalment_recorded`."""
    @overload
    def step(
        self,
        command: Literal["record_instalment"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_yuan: _Exact,
    ) -> tuple[Case, Entry]:
        """登记还款: gives the event `instalment_recorded`."""
    @overload
    def step(
        self,
        command: Literal["record_arrears"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_fen: int,
        since: _Day,
    ) -> tuple[Case, Entry]:
        """登记逾期: gives the event `arrears_recorded`."""
    @overload
    def step(
        self,
        command: Literal["record_arrears"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_yuan: _Exact,
        since: _Day,
    ) -> tuple[Case, Entry]:
        """登记逾期: gives the event `arrears_recorded`."""
    @overload
    def step(
        self, command: Literal["clear_arrears"], context: _Context, *, loan: str | None = ...
    ) -> tuple[Case, Entry]:
        """逾期结清: gives the event `arrears_cleared`."""
    @overload
    def step(
        self,
        command: Literal["record_prepayment"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_fen: int,
    ) -> tuple[Case, Entry]:
        """登记提前还款: gives the event `prepayment_recorded`."""
    @overload
    def step(
        self,
        command: Literal["record_prepayment"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_yuan: _Exact,
    ) -> tuple[Case, Entry]:
        """登记提前还款: gives the event `prepayment_recorded`."""
    @overload
    def step(
        self,
        command: Literal["request_prepayment"],
        context: _Context,
        *,
        loan: str | None = ...,
        amount_fen: int | None = ...,
        amount_yuan: _Exact | None = ...,
        on: _Day,
    ) -> tuple[Case, Entry]:
        """申请提前还款: gives the event `prepayment_requested`."""
    @overload
    def step(
        self,
        command: Literal["cancel_prepayment"],
        context: _Context,
        *,
        loan: str | None = ...,
        reason: str,
    ) -> tuple[Case, Entry]:
        """取消提前还款: gives the event `prepayment_cancelled`."""
    @overload
    def step(
        self,
        command: Literal["reprice"],
        context: _Context,
        *,
        loan: str | None = ...,
        rate_millionths: int,
        effective_from: _Day,
        instalment_fen: int | None = ...,
        instalment_yuan: _Exact | None = ...,
    ) -> tuple[Case, Entry]:
        """登记重定价: gives the event `loan_repriced`."""
    @overload
    def step(
        self,
        command: Literal["reprice"],
        context: _Context,
        *,
        loan: str | None = ...,
        rate_percent: _Exact,
        effective_from: _Day,
        instalment_fen: int | None = ...,
        instalment_yuan: _Exact | None = ...,
    ) -> tuple[Case, Entry]:
        """登记重定价: gives the event `loan_repriced`."""
    # End of the commands of step
    def ask(
        self,
        question: _CaseQuestion | Mapping[str, Any],
        context: _Context,
    ) -> Any:
        """Ask the case something, as seen on the day of the context.

        `help("anjieflow.questions")` has a section for each question.
        """
    def view(self) -> dict[str, Any]:
        """What is known of the case, with names and numbers of persons masked."""
    def checklist(self, context: _Context) -> Checklist:
        """The papers this case must hand in, and how each one stands on the day of the context."""
    def worklist(self, context: _Context) -> list[dict[str, Any]]:
        """What is due, from whom and by when, seen on the day of the context."""
    def forecast(
        self, context: _Context, plan: Sequence[Mapping[str, Any]] | None = None
    ) -> list[dict[str, Any]]:
        """What lapses before the step that needs it, by a plan or by the case's own known days."""

    def findings(self, context: _Context) -> list[_Finding]:
        """How each loan stands to its limits: kept, broken or not known, and by which rule."""
    def difference(
        self,
        context: _Context,
        then: _Context,
        rules: Rules | None = None,
    ) -> _Difference:
        """What the rules of another day, or other rules, mean for this case.

        The day is `as_of` of each context, or else its own.
        """
    def under(self, rules: Rules) -> Case:
        """The same case under other rules, such as another edition."""
    def __copy__(self) -> Case: ...
    def __deepcopy__(self, memo: Any, /) -> Case: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@type_check_only
class _CaseQuestion(TypedDict):
    """Which one; what belongs to it stands beside."""

    question: CaseQuestion

@type_check_only
class _OfficeQuestion(TypedDict):
    question: OfficeQuestion

@final
class Office:
    """The cases of an office, by their names, under one set of rules."""

    def __new__(cls, rules: Rules | None = None) -> Office:
        """An office without a case, under the built-in rules unless others are given."""
    def put(self, case: Case) -> None:
        """Put a case in, in the place of what it was before."""
    def put_all(
        self,
        cases: Iterable[Case],
        *,
        progress: Callable[[int, int], object] | None = None,
    ) -> None:
        """Put many cases in.

        `progress(done, of)` is called now and then, and Ctrl-C ends it: what is in by then stays.

        >>> office = Office()
        >>> today = Context("2026-03-02", "wang")
        >>> cases = [Case.open(f"C-{number}", today)[0] for number in (1, 2)]
        >>> office.put_all(cases, progress=lambda done, of: print(f"{done} of {of}"))
        2 of 2
        >>> office
        <Office of 2 cases>
        """
    def remove(self, case: str) -> bool:
        """Take a case out: whether there was one of that name."""
    def ask(
        self,
        question: _OfficeQuestion | Mapping[str, Any],
        context: _Context,
        *,
        progress: Callable[[int, int], object] | None = None,
    ) -> Any:
        """Ask something of all cases, as seen on the day of the context.

        `help("anjieflow.questions")` has a section for each question. The worklists of a day are
        computed when first asked for, and kept: an event costs its own case.

        Of many cases it takes a while: `progress(done, of)` is called some times a second, and
        when the answer is there; `of` grows once it is known how long the answer gets. Ctrl-C ends
        it, and so does what the callback raises; the office can be asked again. The callback must
        neither ask nor change the office, which is a `RuntimeError`.
        """
    def __len__(self) -> int: ...

@type_check_only
class _Place(TypedDict, total=False):
    province: str
    city: str
    institution: str
    branch: str

@final
class Rules:
    """What cases are judged under: one edition of products, lists, routes and limits.

    A case keeps to the rules it was opened or replayed under.
    """

    def __copy__(self) -> Rules: ...
    def __deepcopy__(self, memo: Any, /) -> Rules: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    @staticmethod
    def builtin() -> Rules:
        """The rules that come with the package."""
    @staticmethod
    def load(
        pack: str,
        layers: Sequence[str] | None = None,
        place: _Place | Mapping[str, Any] | None = None,
    ) -> Rules:
        """The rules of a pack, its JSON text, with layers laid over it that hold in a place.

        Without a place, it is that of the narrowest layer.
        """
    def at(self, layers: Sequence[str], place: _Place | Mapping[str, Any] | None = None) -> Rules:
        """These rules with layers laid over them that hold in a place."""
    @property
    def edition(self) -> str:
        """Which edition they are; with layers, the names of all."""
    def pack(self) -> str:
        """They as a pack: JSON text, as `load` reads it."""
    def open(self, case: str, context: _Context) -> tuple[Case, Entry]:
        """Open a case: the case in its first stage, and the first entry of its log."""
    def replay(self, log: _Log) -> Case:
        """The case that a log tells of: text, as `log` writes it, or the entries."""
    def replay_as_of(self, log: _Log, day: _Day) -> Case | None:
        """The case as of a day: what had occurred by then, as far as the log knows now.

        None before it was opened.
        """
    def replay_known_on(self, log: _Log, day: _Day) -> Case | None:
        """The case as known on a day: what had been recorded by then. None before it was opened."""
    def products(self, city: str | None = None, date: str | None = None) -> list[dict[str, Any]]:
        """The products, or those offered in a city; seen on a day, with the limits of that day."""
    def product_checklist(
        self, product: str, facts: Facts | Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        """The papers a product asks for, given the facts of a household."""
    def assess(self, enquiry: Mapping[str, Any]) -> _Assessment:
        """What an application would meet before there is a case.

        Whether it fits, how large it may be, and what would make it fit. What is not known is left
        out of the enquiry.
        """
    def choose(self, enquiry: Mapping[str, Any]) -> list[_Choice]:
        """Every product for one household and home, the best first by the enquiry's `objective`.

        That is `cheapest` (also when left out), `fewest_papers` or `fastest`. Besides what `assess`
        asks, the enquiry may tell `area`, `owners` and `stated` costs, as for `costs`.

        `panel` is the office's own list of who lends where, `[{"institution", "project", "firm",
        "since", "until", "quota_fen", "used_fen"}]`; with `project` and `firm` of the home each
        choice has its `standing`. `seen` is how long lenders took by the office's own record,
        `[{"institution", "answer_working_days"}]`, for `fastest`.
        """
    def split(self, enquiry: Mapping[str, Any]) -> _Split:
        """Which split between a provident fund and a bank costs least.

        The enquiry is that of `assess` with a `fund` and a `bank` in place of the product;
        `amount_fen` is what both lend together. A rate that is not known is an `InputError` that
        says what to ask.

        >>> told = Rules.builtin().split({
        ...     "date": "2026-03-02", "fund": "pf-shenzhen", "bank": "ccb-housing",
        ...     "amount_fen": 100_000_000, "term_months": 360, "price_fen": 200_000_000,
        ...     "site": {"city": "Shenzhen"}, "spread_basis_points": -45,
        ...     "facts": {"household_home_count": 0, "has_co_borrower": False,
        ...               "several_children": False},
        ... })
        >>> told["figures"]["fund_fen"], told["figures"]["bank_fen"]
        (70000000, 30000000)
        """
    def costs(self, purchase: Mapping[str, Any]) -> _Costs:
        """What buying costs besides price and interest: taxes and fees of a day, who pays each.

        The purchase has its `date`; what is known of `facts`, `price_fen`, `loan_fen`, `area` (in
        hundredths of a square metre) and `owners`; and `stated` costs that no rule prices, each
        with its `item` and `amount_fen`. `most_fen` is None where nobody knows.

        >>> told = Rules.builtin().costs({
        ...     "date": "2026-03-02", "price_fen": 200_000_000, "area": 9_000,
        ...     "facts": {"household_home_count": 0},
        ... })
        >>> told["lines"][0]["zh"]
        '契税：20000.00元，承担方：买方'
        """
    def published_rates(
        self,
        *,
        series: Literal["lpr", "provident_fund"],
        months: int,
        household_home_count: int | None = None,
    ) -> _PublishedRates:
        """What a published rate was, as the `floating` rate of `schedule` reads it.

        The loan prime rate depends on the term, that of the provident fund on the homes that the
        household has already too: for a second one it is the least that is asked.
        """
    def explain(self, rule: str) -> _Explanation:
        """What a rule says, under which edition, since when, and where it was read."""
    def impact(
        self,
        columns: LoanColumns | Mapping[str, Sequence[Any]],
        context: _Context,
        then: _Context,
        rules: Rules | None = None,
        *,
        progress: Callable[[int, int], object] | None = None,
    ) -> _Impact:
        """What other rules, or the rules of another day, mean for loans in columns.

        Grouped by cause, with one witness each. Of many loans it takes a while: `progress(done,
        of)` is called some times a second and at the end, and Ctrl-C ends it.
        """

def lint(
    pack: str,
    layers: Sequence[str] | None = None,
    place: _Place | Mapping[str, Any] | None = None,
    prove: bool = False,
    progress: Callable[[int, int], object] | None = None,
) -> _Lint:
    """What is wrong with a pack and the layers laid over it: each fault with its smallest example.

    To `prove` runs the machine on it too, where no fault keeps it from being loaded. That takes
    seconds: `progress(done, of)` is called after each part, and Ctrl-C ends it.
    """

def impact(
    cases: list[Case],
    context: _Context,
    then: _Context,
    rules: Rules | None = None,
    *,
    progress: Callable[[int, int], object] | None = None,
) -> _Impact:
    """What the rules of another day mean for several cases.

    Grouped by cause, with one witness each. Of many cases it takes a while: `progress(done, of)`
    is called some times a second and at the end, and Ctrl-C ends it.
    """

def log(entries: Sequence[Entry | Mapping[str, Any]]) -> str:
    """The log of these entries as text, a header and an entry a line, as `Case.replay` reads it."""

def forget(log: str) -> str:
    """A log without the personal fields of what it says was erased."""

# Of `anjieflow.audit`, where they have their types.
def _seal(log: str, sealed: Mapping[str, str], earlier: str | None) -> str: ...
def _to_sign(seal: str, algorithm: str, key: str) -> bytes: ...
def _signed(seal: str, algorithm: str, key: str, value: bytes) -> str: ...
def _signature(seal: str) -> tuple[str, str, bytes, bytes] | None: ...
def _join(log: str, seal: str) -> str: ...
def _split(joined: str) -> tuple[str, str]: ...
def _audit(log: str, seal: str | None, fits: bool | None) -> dict[str, Any]: ...
def products(city: str | None = None, date: str | None = None) -> list[dict[str, Any]]:
    """The products of the built-in edition, or those offered in a city.

    Seen on a day, each has the limits that hold then.
    """

def product_checklist(product: str, facts: Facts | Mapping[str, Any]) -> list[dict[str, Any]]:
    """The papers a product asks for, given the facts of a household."""

def explain(rule: str) -> _Explanation:
    """What a rule says, as checklist lines, blockers, findings and tasks cite it.

    In Chinese and English, with its edition, since when it holds, and where it was read.
    """

def check_id(number: str, today: str | None = None) -> dict[str, Any]:
    """Whether a number can be that of a person or a firm; with `today`, nobody is born later."""

_NumberKind = Literal[
    "resident-id",
    "uscc",
    "bank-card",
    "mobile",
    "permit",
    "foreigner-card",
    "passport",
    "title",
    "unit",
]

def check_number(kind: _NumberKind, number: str, today: str | None = None) -> dict[str, Any]:
    """Whether a number is right as what it is said to be.

    That is an identity card, a bank card, a permit of Hong Kong, Macao or Taiwan, a title
    certificate or proof of registration, or the unit of a home.

    The answer has `valid`, what is wrong in `code` and `message`, and a `warning` where a right
    number is to be looked at again. With `today`, nobody is born later.
    """

def workday(operation: str, date: str, argument: str | None = None) -> dict[str, Any]:
    """Ask the calendar of working days: `is_working_day`, `roll_forward`, `roll_back`,
    `add_working_days` or `working_days_between`.
    """

def retirement_age(category: str, birth_month: str) -> dict[str, Any]:
    """The statutory retirement age of somebody born in a month (`YYYY-MM`).

    The category is `male`, `female_55` or `female_50`; the answer stands in `months`.
    """

def schedule(
    *,
    principal_fen: int,
    rate_millionths: int,
    months: int | None = None,
    fortnights: int | None = None,
    fortnight: Literal["days_over_360", "part_of_year"] | None = None,
    method: _Method = "equal_instalment",
    payment_fen: int | None = None,
    convention: Literal["every_period", "unrounded"] = "every_period",
    rate_changes: Sequence[_RateChange] | None = None,
    floating: _Floating | None = None,
    payout: str | None = None,
    due_day: int | None = None,
    first_due: _FirstDue | None = None,
    first_period: _FirstPeriod | None = None,
    periods: _Periods | None = None,
    day_count: _DayCount | None = None,
    odd_interest: _OddInterest = "in_principal",
    grace_months: int = 0,
    pay_by: Literal["due_day", "next_working_day"] = "due_day",
) -> _Schedule:
    """Every payment of a loan, and the sums.

    Amounts are whole fen, rates millionths a year. With `every_period` interest and payment are
    rounded half up to the fen each month and the last payment closes the loan, as a bank's books
    do it; `unrounded` gives the figures that most websites print. In the first `grace_months`
    only interest is paid. With `fortnights` in place of `months` a payment is due every two
    weeks, counted from the payout.

    With its `payout` each row says its `due` day: the first in the month after it, or with
    `next_day` the next one, on `due_day` or else the day of the payout. The first period counts
    as a whole one unless `first_period` says otherwise, and so do all unless `periods` does; days
    are over 360 unless `day_count` says so. What is not the interest of a whole period stands in
    the principal, so that the instalment stays, or in the payment. With `next_working_day` each
    row says its `pay_by` day too, `None` from where working days are not published.

    A `floating` rate follows a published one, as `Rules.published_rates` tells it, and a spread;
    it is set anew each 1 January unless `reset` says otherwise, and the month of a change is
    split by its days over 360 unless `change_period` and `day_count` do. The answer then has the
    `changes`, and from when on the rate is `not_known_from`; the rows go on with the last known.
    """

def combined(*, loans: Sequence[_PaidOutLoan]) -> _Combined:
    """The payments of two loans for one home (组合贷款) together, by due day.

    Each is a loan as for `schedule` with its `payout`. A part is `None` where that loan has no
    payment on the day; `payment_max_fen` is the most that is due on one day.
    """

def prepay(
    *,
    principal_fen: int,
    rate_millionths: int,
    months: int | None = None,
    fortnights: int | None = None,
    fortnight: Literal["days_over_360", "part_of_year"] | None = None,
    payout: str,
    day: str,
    method: _Method = "equal_instalment",
    payment_fen: int | None = None,
    rate_changes: Sequence[_RateChange] | None = None,
    floating: _Floating | None = None,
    due_day: int | None = None,
    first_due: _FirstDue = "next_month",
    first_period: _FirstPeriod | None = None,
    periods: _Periods = "whole",
    day_count: _DayCount | None = None,
    odd_interest: _OddInterest = "in_principal",
    grace_months: int = 0,
    sum_fen: int | None = None,
    relief: Literal[
        "shorter_term", "shorter_term_levelled", "smaller_instalment", "periods_left"
    ] = "shorter_term",
    periods_left: int | None = None,
    asked_on: str | None = None,
    fee_months_of_interest: int | None = None,
    fee_within_months: int | None = None,
    fee_by_year_millionths: Sequence[int] | None = None,
    sum_min_fen: int | None = None,
    wait_months: int | None = None,
    notice_days: int | None = None,
) -> _Prepaid:
    """What an early payment costs and saves, when all is paid that is due by its day.

    Without `sum_fen` all is paid. The sum bears interest for the days since the last due day,
    counted by `day_count`.
    """

def arrears(
    *,
    rate_millionths: int,
    missed: Sequence[_Missed],
    day: str,
    penalty_markup_millionths: int = 500_000,
    compound: bool = True,
    grace_days: int = 0,
    day_count: _DayCount = "actual_360",
    costs_fen: int = 0,
    order: _Order | None = None,
    paid: Sequence[_PaidSince] = (),
) -> _Arrears:
    """What is owed on a day by somebody who is behind, and what became of each payment.

    Instalments and payments stand in the order of their days. A payment goes to what was due by
    its day, to the parts in the `order` of the contract; `left_fen` is what was more than that.
    """

def settlement(
    *,
    principal_fen: int,
    rate_millionths: int,
    months: int | None = None,
    fortnights: int | None = None,
    fortnight: Literal["days_over_360", "part_of_year"] | None = None,
    payout: str,
    day: str,
    method: _Method = "equal_instalment",
    payment_fen: int | None = None,
    rate_changes: Sequence[_RateChange] | None = None,
    floating: _Floating | None = None,
    due_day: int | None = None,
    first_due: _FirstDue = "next_month",
    first_period: _FirstPeriod | None = None,
    periods: _Periods = "whole",
    day_count: _DayCount | None = None,
    odd_interest: _OddInterest = "in_principal",
    grace_months: int = 0,
    missed: Sequence[_Missed] = (),
    penalty_markup_millionths: int = 500_000,
    compound: bool = True,
    grace_days: int = 0,
    costs_fen: int = 0,
    order: _Order | None = None,
    paid: Sequence[_PaidSince] = (),
) -> _Settlement:
    """What settles a loan on a day (结清金额).

    What is overdue as in `arrears`, and what is not due yet with its interest by days. What was
    due by the day and is not `missed` was paid.
    """

def apr(
    *,
    principal_fen: int,
    rate_millionths: int,
    months: int | None = None,
    fortnights: int | None = None,
    fortnight: Literal["days_over_360", "part_of_year"] | None = None,
    method: _Method = "equal_instalment",
    payment_fen: int | None = None,
    rate_changes: Sequence[_RateChange] | None = None,
    floating: _Floating | None = None,
    payout: str | None = None,
    due_day: int | None = None,
    first_due: _FirstDue | None = None,
    first_period: _FirstPeriod | None = None,
    periods: _Periods | None = None,
    day_count: _DayCount | None = None,
    odd_interest: _OddInterest = "in_principal",
    grace_months: int = 0,
    fee_at_payout_fen: int = 0,
    fee_each_period_fen: int = 0,
) -> _Apr:
    """What a loan costs in a year with its fees (贷款年化利率).

    The regulator's rate is the compound one; who states the simple one must say so.
    """

def least_payment(*, principal_fen: int, years: int) -> _LeastPayment:
    """The least monthly payment of free repayment (自由还款) at the Beijing provident fund."""

def late_record(late: Sequence[bool] | _Payments) -> _LateRecord:
    """How often somebody was late (连三累六).

    Either of instalments in their order, true for each that was late; or of payments, where late
    is what was paid after the days of grace, or by `day` is not paid yet.
    """

def spread(
    *,
    contract_rate_millionths: int | None = None,
    published_millionths: int | None = None,
    spread_millionths: int | None = None,
    cut_of_2023: _Cut | None = None,
    batch_of_2024: _Cut | None = None,
) -> _Spread:
    """What a loan that existed adds to the loan prime rate, and what it became (存量房贷调整).

    It is what the contract's rate is above the published one, or else above 4.80%; or it is told.
    The answer can be spread into a `floating` rate.
    """

def fortnightly(
    *,
    principal_fen: int,
    rate_millionths: int,
    months: int,
    instalment_fen: int | None = None,
    fortnight: Literal["days_over_360", "part_of_year"] = "days_over_360",
) -> _Fortnightly:
    """Half a monthly instalment every two weeks (双周供), and what that saves.

    `instalment_fen` is what is paid a month as the bank rounded it; computed when left out.
    `fortnight` says what two weeks cost: 14 days over 360, or a twenty-sixth of the year.
    """

def monthly(
    *,
    principal_fen: int,
    rate_millionths: int,
    months: int,
    method: _Method = "equal_instalment",
    payment_fen: int | None = None,
) -> _Monthly:
    """How much is it a month? The first payment, the last one and all interest, and words.

    >>> monthly(principal_fen=100_000_000, rate_millionths=35_000, months=360)["figures"]
    {'monthly_fen': 449045, 'last_fen': 448852, 'interest_fen': 61656007}
    """

def if_rate_moves(
    *,
    principal_fen: int,
    rate_millionths: int,
    months: int,
    basis_points: int,
    period: int = 1,
    method: _Method = "equal_instalment",
    payment_fen: int | None = None,
) -> _Moved:
    """What if the rate moves by so many hundredths of a percent, from a period on?

    Less than nothing where it falls. A rate beyond its bounds is an `InputError`.

    >>> told = if_rate_moves(
    ...     principal_fen=115_000_000, rate_millionths=28_500, months=360,
    ...     period=15, basis_points=-25,
    ... )
    >>> told["figures"]["monthly_change_fen"]
    -14705
    """

def compare(
    *,
    loans: Sequence[_Borrowed],
    method: _Method = "equal_instalment",
    payment_fen: int | None = None,
) -> _Compared:
    """Thirty years or twenty? Of any two loans: how much more the second costs in a month, and
    how much less in interest.

    >>> loan = {"principal_fen": 100_000_000, "rate_millionths": 31_000, "months": 360}
    >>> told = compare(loans=[loan, loan | {"months": 240}])
    >>> told["figures"]["monthly_more_fen"]
    132601
    """

def prepay_now_or_later(
    *,
    principal_fen: int,
    rate_millionths: int,
    months: int,
    payout: str,
    days: Sequence[str],
    sum_fen: int,
    method: _Method = "equal_instalment",
    payment_fen: int | None = None,
    due_day: int | None = None,
    relief: Literal[
        "shorter_term", "shorter_term_levelled", "smaller_instalment", "periods_left"
    ] = "shorter_term",
    periods_left: int | None = None,
    asked_on: str | None = None,
    fee_months_of_interest: int | None = None,
    fee_within_months: int | None = None,
    fee_by_year_millionths: Sequence[int] | None = None,
    sum_min_fen: int | None = None,
    wait_months: int | None = None,
    notice_days: int | None = None,
) -> _WhenCompared:
    """Prepay now or in two years? The same sum on either of two days, the earlier one first.

    `saved_fen` is interest that is never paid, less the fee; `saved_more_fen` is what the first
    day saves more. Nothing is counted for what the money would earn meanwhile. A day or a sum
    that the contract does not allow is an `InputError` at `days[0]` or `days[1]`.

    >>> told = prepay_now_or_later(
    ...     principal_fen=100_000_000, rate_millionths=42_000, months=360, payout="2024-01-20",
    ...     sum_fen=20_000_000, days=["2025-01-20", "2027-01-20"],
    ... )
    >>> told["figures"]["saved_more_fen"]
    3714669
    """

def shorter_or_smaller(
    *,
    principal_fen: int,
    rate_millionths: int,
    months: int,
    payout: str,
    day: str,
    sum_fen: int,
    method: _Method = "equal_instalment",
    payment_fen: int | None = None,
    due_day: int | None = None,
    asked_on: str | None = None,
    fee_months_of_interest: int | None = None,
    fee_within_months: int | None = None,
    fee_by_year_millionths: Sequence[int] | None = None,
    sum_min_fen: int | None = None,
    wait_months: int | None = None,
    notice_days: int | None = None,
) -> _ReliefCompared:
    """Shorter term or smaller instalment? Of one early payment, the shorter term first.

    >>> told = shorter_or_smaller(
    ...     principal_fen=100_000_000, rate_millionths=42_000, months=360, payout="2024-01-20",
    ...     sum_fen=20_000_000, day="2025-01-20",
    ... )
    >>> [way["payments_saved"] for way in told["figures"]["each"]]
    [112, 0]
    """

def explain_figure(
    *,
    principal_fen: int,
    rate_millionths: int,
    months: int,
    figure_fen: int,
    method: _Method = "equal_instalment",
) -> _FigureExplained:
    """Which convention gives a figure that somebody brings, or what comes nearest."""

def instalments(principal_fen: _Column, rate_millionths: _Column, months: _Column) -> array[int]:
    """The level instalments of many loans in fen, rounded half up, as an `array` of type "q".

    Each column is a buffer of whole numbers (an `array`, a NumPy array), a list, or one number
    for every row. The first row that is out of bounds is named in the `InputError`.
    """

def stages() -> list[dict[str, Any]]:
    """The stages of a case, with their names in the trade."""

def diagram(kind: str) -> str:
    """The flow of the case and the loan as text: "mermaid" or "dot"."""

def version() -> str:
    """The version of this package."""

@final
class _Table:
    """Answers about the rows of a table, computed when somebody reads them.

    Hand it to `pyarrow.table`, `polars.DataFrame`, DuckDB or `pandas.DataFrame.from_arrow`: they
    read it batch by batch. It can be read as often as the table that it is about.
    """

    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The batches of answers by Arrow's C interface."""
    def __arrow_c_schema__(self) -> object:
        """The columns of the answers and their types by Arrow's C interface."""

def _table(
    question: str,
    table: object,
    *,
    same: Mapping[str, Any] | None = None,
    keep: list[str] | None = None,
    progress: object = None,
    rules: Rules | None = None,
    context: _Context | None = None,
    then: _Context | None = None,
    then_rules: Rules | None = None,
) -> _Table:
    """The answers to a question about every row of a table, for `anjieflow.arrow`."""
