//! The lists of papers: each row alone, each pair of rows, and the list as a whole.

use super::fault::{Fault, FaultKind};
use super::space::Space;
use super::{missed, told};
use crate::collect::CollectVec;
use crate::product::{Asks, Condition, Original, PaperAsked, Period, Product, Requirement};

/// The faults of one product's list.
pub(super) fn faults(product: &Product) -> Vec<Fault> {
    let Some(rows) = product.requirements.listed() else { return vec![unpublished(product)] };
    let space = Space::of(product);
    let mut faults = rows.iter().flat_map(|row| alone(row, &space)).collect_vec();
    for (index, row) in rows.iter().enumerate() {
        faults.extend(rows.iter().skip(index.saturating_add(1)).filter_map(|other| pair(row, other, &space)));
    }
    faults.extend(gap(product, rows, &space));
    faults
}

/// A product whose list nobody published is told, not refused: it is as published.
fn unpublished(product: &Product) -> Fault {
    Fault::new(FaultKind::GateShut, [&product.id])
        .says(
            format!(
                "`{}` publishes no list: it is not chosen, and its gates stay shut, until a layer brings one",
                product.id
            ),
            format!("`{}` 未公布资料清单：加载清单之前不能选用，查资料的环节不通", product.id),
        )
        .into_note()
}

/// When a row applies, as one condition.
pub(super) fn applies(row: &Requirement) -> Condition {
    match &row.unless {
        None => row.when.clone(),
        Some(unless) => Condition::All(vec![row.when.clone(), unless.clone().negated()].into()),
    }
}

fn both(one: Condition, other: Condition) -> Condition {
    Condition::All(vec![one, other].into())
}

fn alone(row: &Requirement, space: &Space) -> Vec<Fault> {
    let never = missed(space.smallest(&applies(row)), || unreachable(row));
    // Nobody supplies what nobody is asked for.
    let nobody = if never.is_none() { unsupplied(row, space) } else { None };
    let excepted = row.unless.as_ref().filter(|_| never.is_none());
    let idle = excepted.and_then(|unless| {
        missed(space.smallest(&both(row.when.clone(), unless.clone())), || idle_exception(row, unless))
    });
    never.into_iter().chain(nobody).chain(idle).chain(uncountable(row, &row.asks)).collect_vec()
}

fn unreachable(row: &Requirement) -> Fault {
    let when = applies(row);
    Fault::new(FaultKind::Unreachable, [&row.id]).says(
        format!("row `{}` is asked of nobody who can have the product: {when}", row.id),
        format!("规则 `{}` 对可申请该产品的任何人都不适用：{}", row.id, when.zh()),
    )
}

fn idle_exception(row: &Requirement, unless: &Condition) -> Fault {
    Fault::new(FaultKind::Unreachable, [&row.id]).says(
        format!("the exception of row `{}` never meets its condition: {unless}", row.id),
        format!("规则 `{}` 的例外情形不可能出现：{}", row.id, unless.zh()),
    )
}

fn unsupplied(row: &Requirement, space: &Space) -> Option<Fault> {
    let why = row.role.unplayed_because()?;
    told(space.smallest(&both(applies(row), row.role.played_when().negated())), |example| {
        Fault::new(FaultKind::NobodySupplies, [&row.id]).shown_by(example).says(
            format!("row `{}` asks the {} for {}, and there may be none: {}", row.id, row.role, row.asks, why.en),
            format!("规则 `{}` 要求{}提交资料，而可能并无此人：{}", row.id, row.role.zh(), why.zh),
        )
    })
}

/// A count that no set of papers meets, or that is met by none.
fn uncountable(row: &Requirement, asks: &Asks) -> Option<Fault> {
    let (count, of) = match asks {
        Asks::Paper(_) => return None,
        Asks::AllOf(of) => (of.len(), of),
        Asks::AnyOf(of) => (1, of),
        Asks::AtLeast { count, of } => (usize::from(*count), of),
    };
    if count == 0 || count > of.len() {
        let papers = of.len();
        return Some(Fault::new(FaultKind::Contradiction, [&row.id]).says(
            format!("row `{}` asks for {count} of {papers} papers", row.id),
            format!("规则 `{}` 要求在 {papers} 份资料中提交 {count} 份", row.id),
        ));
    }
    of.iter().find_map(|part| uncountable(row, part))
}

/// Two rows that ask the same of the same at once, each otherwise.
fn pair(row: &Requirement, other: &Requirement, space: &Space) -> Option<Fault> {
    if row.role != other.role || !period(row).overlaps(period(other)) {
        return None;
    }
    let (paper, what) = disagreement(row, other)?;
    told(space.smallest(&both(applies(row), applies(other))), |example| {
        Fault::new(FaultKind::Contradiction, [&row.id, &other.id]).shown_by(example).says(
            format!(
                "rows `{}` and `{}` ask the {} for {} at once and disagree on the {}",
                row.id, other.id, row.role, paper.document, what.0
            ),
            format!("规则 `{}` 与 `{}` 同时要求{}提交同一资料，但{}不一致", row.id, other.id, row.role.zh(), what.1),
        )
    })
}

/// When a row holds; without an origin of its own, as long as its product.
fn period(row: &Requirement) -> Period {
    row.origin.as_ref().map_or(Period::ALWAYS, |origin| origin.effective)
}

type Words = (&'static str, &'static str);

/// The paper of both on which they disagree, and in what. What one of them does not say it does not deny.
fn disagreement<'r>(row: &'r Requirement, other: &Requirement) -> Option<(&'r PaperAsked, Words)> {
    let theirs = other.asks.papers();
    row.asks.papers().into_iter().find_map(|paper| {
        let same = theirs.iter().filter(|it| it.document == paper.document);
        let on = same.into_iter().find_map(|it| disagree(paper, it)).or_else(|| at_two_steps(row, other))?;
        theirs.iter().any(|it| it.document == paper.document).then_some((paper, on))
    })
}

fn disagree(one: &PaperAsked, other: &PaperAsked) -> Option<Words> {
    let original = one.original != other.original && ![one.original, other.original].contains(&Original::Unknown);
    let copies = one.copies.zip(other.copies).is_some_and(|(one, other)| one != other);
    let validity = one.validity.zip(other.validity).is_some_and(|(one, other)| one != other);
    match (original, copies, validity) {
        (true, ..) => Some(("original", "原件要求")),
        (_, true, _) => Some(("copies", "份数")),
        (_, _, true) => Some(("validity", "有效期")),
        _ => None,
    }
}

/// Two rows of the same single paper at two steps. A row with alternatives may name at an earlier step what another asks
/// for later: a quotation or the report to apply, the report before the money.
fn at_two_steps(row: &Requirement, other: &Requirement) -> Option<Words> {
    use crate::product::RequirementStep::Unknown;
    let single = matches!((&row.asks, &other.asks), (Asks::Paper(_), Asks::Paper(_)));
    let said = ![row.step, other.step].contains(&Unknown);
    (single && said && row.step != other.step).then_some(("step", "提交环节"))
}

/// A household that can have the product, and is asked for nothing.
fn gap(product: &Product, rows: &[Requirement], space: &Space) -> Option<Fault> {
    let nothing = Condition::Not(rows.iter().map(applies).collect());
    told(space.smallest(&nothing), |example| {
        Fault::new(FaultKind::Gap, [&product.id]).shown_by(example).says(
            format!("no row of `{}` is asked of some household that can have it", product.id),
            format!("有可申请 `{}` 的家庭不适用其清单的任何一条", product.id),
        )
    })
}
