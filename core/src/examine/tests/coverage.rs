//! An example of a row of the handbook: papers that agree, and the same with what its check is for.

use super::*;
use crate::case::File;
use crate::finding::{Verdict, findings};
use crate::product::LimitKind;

/// How a row is proven.
pub(super) enum Proof {
    /// This check finds the second case with its papers, and not the first.
    Fires(Check, Scene, Scene),
    /// A limit of the lender is kept by the first case and broken by the second.
    Limit(LimitKind, Box<Case>, Box<Case>),
    /// Nothing is compared, for this reason.
    Nothing(&'static str),
}

/// A case, and the papers that are handed over.
pub(super) type Scene = (Box<Case>, Vec<Row>);

impl Proof {
    #[track_caller]
    pub(super) fn holds(&self, row: &str) {
        match self {
            Proof::Fires(check, good, bad) => {
                let (good, bad) = (seen(good), seen(bad));
                assert!(!checks(&good).contains(check), "{row}: {check} is found where nothing is wrong: {good:#?}");
                assert!(checks(&bad).contains(check), "{row}: {check} is not found: {bad:#?}");
                let told = |it: &Inconsistency| {
                    it.text().contains(it.check.advice()) && it.zh().contains(it.check.advice_zh())
                };
                assert!(bad.iter().all(told), "{row}");
            }
            Proof::Limit(kind, good, bad) => {
                assert!(!broken(good.file(), *kind) && broken(bad.file(), *kind), "{row}: {kind}");
            }
            Proof::Nothing(reason) => assert!(!reason.is_empty(), "{row}"),
        }
    }
}

fn seen((case, papers): &Scene) -> Vec<Inconsistency> {
    examine(case.file(), &extracts(papers.clone()), &context())
}

fn broken(file: &File, kind: LimitKind) -> bool {
    let found = findings(file, &file.loans[0], &context());
    found.iter().any(|it| it.limit.kind == kind && it.verdict == Verdict::Broken)
}

/// The case of [`case`] with a minor on the title, a co-owner's agent and what else papers speak of.
pub(super) fn family() -> Case {
    let case = step(case(), party("m1", Role::Minor, "王小宝", None));
    let case = step(case, party("a1", Role::Agent, "周代办", None));
    let case = step(case, party("g1", Role::Guarantor, "吴担保", None));
    let figures = Figures::EMPTY.with(Figure::OtherDebt, 300_000).unwrap();
    let figures = figures.with(Figure::MonthlyInstalment, 500_000).unwrap();
    step(case, StateFigures { figures: figures.with(Figure::BuildingYear, 2010).unwrap() })
}

/// The family, with one more fact stated.
pub(super) fn where_it_is(fact: Fact, word: &str) -> Case {
    step(family(), StateFacts { facts: Facts::EMPTY.with_word(fact, word).unwrap() })
}

/// A home of 1.5 million, with this much borrowed for so many months by somebody of 36 years.
pub(super) fn borrowing(yuan: i64, term_months: u16) -> Box<Case> {
    let case = Case::open(CaseId::new("C-2").unwrap(), &context()).unwrap().case;
    let case = step(case, party("b1", Role::Borrower, "陈一诺", Some("710000199003070011")));
    let facts = Facts::EMPTY.with_word(Fact::Property, "presale").unwrap();
    let (address, price) = (Address::new("济南市历下区试验路1号").unwrap(), Money::from_yuan(1_500_000).unwrap());
    let case = step(case, DescribeProperty { address, price, appraisal: None, site: None });
    let amount = Money::from_yuan(yuan).unwrap();
    let asked = Application { product: ProductId::PSBC_NEW, amount, term_months };
    Box::new(step(step(case, StateFacts { facts }), ChooseProduct { loans: vec![asked] }))
}

/// The case with an instalment of so many yuan, of an income of 30,000.
pub(super) fn instalment(yuan: i64) -> Box<Case> {
    let figures = Figures::EMPTY.with(Figure::MonthlyInstalment, yuan * 100).unwrap();
    let figures = figures.with(Figure::PropertyFee, 0).unwrap().with(Figure::OtherDebt, 0).unwrap();
    Box::new(step(case(), StateFigures { figures }))
}

/// One field of a paper changed, the others beside it left.
pub(super) fn field(
    check: Check,
    beside: Vec<Row>,
    (kind, holder): (Kind, &'static str),
    good: Vec<Of>,
    bad: Vec<Of>,
) -> Proof {
    let with = |fields| [beside.clone(), vec![(kind.clone(), holder, fields)]].concat();
    Proof::Fires(check, (Box::new(family()), with(good)), (Box::new(family()), with(bad)))
}

/// A field of a paper.
pub(super) type Of = (Field, Value);

/// The same, of one field that stands alone.
pub(super) fn one(check: Check, paper: (Kind, &'static str), field_: Field, good: Value, bad: Value) -> Proof {
    field(check, Vec::new(), paper, vec![(field_, good)], vec![(field_, bad)])
}

/// The same, of a yes or no.
pub(super) fn flag(check: Check, paper: (Kind, &'static str), field: Field, right: bool) -> Proof {
    one(check, paper, field, Value::Flag(right), Value::Flag(!right))
}

/// The same, beside one other paper.
pub(super) fn beside(
    check: Check,
    other: Row,
    paper: (Kind, &'static str),
    field_: Field,
    good: Value,
    bad: Value,
) -> Proof {
    field(check, vec![other], paper, vec![(field_, good)], vec![(field_, bad)])
}

/// A paper whose being there fits the first word of a fact and not the second.
pub(super) fn implied(check: Check, paper: (Kind, &'static str), fact: Fact, good: &str, bad: &str) -> Proof {
    let papers = vec![(paper.0, paper.1, vec![(Field::Signed, Value::Flag(true))])];
    let scene = |word| (Box::new(where_it_is(fact, word)), papers.clone());
    Proof::Fires(check, scene(good), scene(bad))
}

/// A paper that another must come with.
pub(super) fn companion(check: Check, paper: (Kind, &'static str), other: (Kind, &'static str)) -> Proof {
    let of = |(kind, holder): (Kind, &'static str)| (kind, holder, vec![(Field::Signed, Value::Flag(true))]);
    let both = vec![of(paper.clone()), of(other)];
    Proof::Fires(check, (Box::new(family()), both), (Box::new(family()), vec![of(paper)]))
}
