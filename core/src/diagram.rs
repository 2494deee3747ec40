//! The flow as text to draw: Mermaid and DOT, generated from the tables.
//!
//! The stages of the case and the states of a loan are nodes with every step between them; the milestones are a list
//! of their own, for they have no order but the one that a route's gates give them.

use std::fmt::Write as _;

use crate::case::{self, MilestoneState};
use crate::loan;
use crate::product::MilestoneKind;

/// Where one of the trade's canonical states stands in this library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A stage of the case.
    Stage(case::Stage),
    /// A state of a loan.
    Loan(loan::State),
    /// A milestone that is done.
    Milestone(MilestoneKind),
    /// A milestone that is filed.
    Filed(MilestoneKind),
}

/// The twenty-five canonical states of the trade and its four ways out (HANDBOOK 1.2), each with its place here.
pub const CANON: &[(&str, &str, Place)] = &[
    ("1", "Intake", Place::Stage(case::Stage::Enquiry)),
    ("2", "Prequalified", Place::Milestone(MilestoneKind::EligibilityChecked)),
    ("3", "ContractSigned", Place::Milestone(MilestoneKind::ContractSigned)),
    ("4", "ContractFiled", Place::Milestone(MilestoneKind::ContractFiled)),
    ("5", "Collecting", Place::Stage(case::Stage::Collecting)),
    ("6", "Prechecked", Place::Stage(case::Stage::Prechecked)),
    ("7", "Interviewed", Place::Milestone(MilestoneKind::Interviewed)),
    ("8", "Submitted", Place::Stage(case::Stage::Applying)),
    ("9", "UnderReview", Place::Loan(loan::State::UnderReview)),
    ("10", "SupplementRequested", Place::Loan(loan::State::SupplementAsked)),
    ("11", "ApprovedReduced", Place::Loan(loan::State::Offered)),
    ("12", "Approved", Place::Loan(loan::State::Accepted)),
    ("13", "LoanSigned", Place::Loan(loan::State::Signed)),
    ("14", "TransferDone", Place::Milestone(MilestoneKind::TitleTransferred)),
    ("15", "RegistrationFiled", Place::Filed(MilestoneKind::MortgageRegistered)),
    ("16", "AdvanceRegistered", Place::Milestone(MilestoneKind::AdvanceNotice)),
    ("17", "MortgageRegistered", Place::Milestone(MilestoneKind::MortgageRegistered)),
    ("18", "DisbursementQueued", Place::Stage(case::Stage::Funding)),
    ("19", "Disbursed", Place::Loan(loan::State::PaidOut)),
    ("20", "Posted", Place::Loan(loan::State::Repaying)),
    ("21", "Repaying", Place::Stage(case::Stage::Repaying)),
    ("22", "TitleConversion", Place::Milestone(MilestoneKind::TitleIssued)),
    ("23", "Archived", Place::Milestone(MilestoneKind::DossierFiled)),
    ("24", "Settled", Place::Stage(case::Stage::Settled)),
    ("25", "Released", Place::Stage(case::Stage::Released)),
    ("X1", "Rejected", Place::Stage(case::Stage::Declined)),
    ("X2", "Withdrawn", Place::Stage(case::Stage::Withdrawn)),
    ("X3", "Rescinded", Place::Stage(case::Stage::Rescinded)),
    ("X4", "ApprovalExpired", Place::Loan(loan::State::Lapsed)),
];

impl Place {
    fn mark(self) -> String {
        let numbers: Vec<&str> =
            CANON.iter().filter(|(_, _, place)| *place == self).map(|(number, ..)| *number).collect();
        match numbers.is_empty() {
            true => String::new(),
            false => format!(" ({})", numbers.join(", ")),
        }
    }
}

/// The flow in Mermaid's `stateDiagram-v2`.
///
/// ```
/// let text = anjieflow::diagram::mermaid();
/// assert!(text.starts_with("stateDiagram-v2"));
/// assert!(text.contains("case_enquiry --> case_collecting: choose_product"));
/// ```
pub fn mermaid() -> String {
    let mut text = String::from("stateDiagram-v2\n");
    text.push_str("  state \"案件 case\" as case_machine {\n    [*] --> case_enquiry\n");
    for stage in case::Stage::ALL {
        let label = format!("{} {}{}", stage.zh(), stage.name(), Place::Stage(*stage).mark());
        // OK because writing into a `String` cannot fail.
        let _ = writeln!(text, "    state \"{label}\" as case_{stage}");
    }
    for (from, to, label) in case_edges() {
        let _ = writeln!(text, "    case_{from} --> case_{to}: {label}");
    }
    text.push_str("  }\n  state \"贷款 loan\" as loan_machine {\n    [*] --> loan_preparing\n");
    for state in loan::State::ALL {
        let label = format!("{} {}{}", state.zh(), state.name(), Place::Loan(*state).mark());
        let _ = writeln!(text, "    state \"{label}\" as loan_{state}");
    }
    for (from, to, label) in loan_edges() {
        let _ = writeln!(text, "    loan_{from} --> loan_{to}: {label}");
    }
    text.push_str("  }\n  state \"节点 milestone\" as milestone_machine {\n");
    for (from, to) in milestone_edges() {
        let _ = writeln!(text, "    {} --> {}", milestone_node(from), milestone_node(Some(to)));
    }
    let _ = writeln!(text, "  }}\n  note right of milestone_machine\n{}\n  end note", milestone_list("    "));
    text
}

/// The flow in DOT, for Graphviz.
pub fn dot() -> String {
    let mut text = String::from(
        "digraph anjieflow {\n  rankdir=TB;\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n",
    );
    text.push_str(
        "  edge [fontname=\"sans-serif\", fontsize=10];\n  subgraph cluster_case {\n    label=\"案件 case\";\n",
    );
    for stage in case::Stage::ALL {
        let (label, mark) = (stage.zh(), Place::Stage(*stage).mark());
        let peripheries = if stage.is_end() { 2 } else { 1 };
        // OK because writing into a `String` cannot fail.
        let _ = writeln!(text, "    case_{stage} [label=\"{label}\\n{stage}{mark}\", peripheries={peripheries}];");
    }
    for (from, to, label) in case_edges() {
        let _ = writeln!(text, "    case_{from} -> case_{to} [label=\"{label}\"];");
    }
    text.push_str("  }\n  subgraph cluster_loan {\n    label=\"贷款 loan\";\n");
    for state in loan::State::ALL {
        let (label, mark) = (state.zh(), Place::Loan(*state).mark());
        let _ = writeln!(text, "    loan_{state} [label=\"{label}\\n{state}{mark}\"];");
    }
    for (from, to, label) in loan_edges() {
        let _ = writeln!(text, "    loan_{from} -> loan_{to} [label=\"{label}\"];");
    }
    text.push_str("  }\n  subgraph cluster_milestone {\n    label=\"节点 milestone\";\n");
    for (from, to) in milestone_edges() {
        let node = |state: Option<MilestoneState>| state.map_or("untouched", MilestoneState::name);
        let _ = writeln!(text, "    milestone_{} -> milestone_{};", node(from), node(Some(to)));
    }
    let list = milestone_list("").replace('\n', "\\l");
    let _ = writeln!(text, "    milestones [shape=note, label=\"{list}\\l\"];\n  }}\n}}");
    text
}

/// Moves of the case; several commands between the same two stages share an edge.
fn case_edges() -> Vec<(&'static str, &'static str, String)> {
    let moves = case::FLOW.iter().filter(|line| line.from != line.to);
    joined(moves.map(|line| (line.from.name(), line.to.name(), line.command.name())))
}

fn loan_edges() -> Vec<(&'static str, &'static str, String)> {
    let moves = loan::FLOW.iter().filter(|line| line.from != line.to);
    joined(moves.map(|line| (line.from.name(), line.to.name(), line.command.name())))
}

type Edge = (&'static str, &'static str, String);

fn joined(lines: impl Iterator<Item = (&'static str, &'static str, &'static str)>) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    for (from, to, command) in lines {
        match edges.iter_mut().find(|edge| edge.0 == from && edge.1 == to) {
            Some(edge) => edge.2 = format!("{} / {command}", edge.2),
            None => edges.push((from, to, command.to_owned())),
        }
    }
    edges
}

fn milestone_edges() -> Vec<(Option<MilestoneState>, MilestoneState)> {
    let before = std::iter::once(None).chain(MilestoneState::ALL.iter().copied().map(Some));
    let pairs = before.flat_map(|from| MilestoneState::ALL.iter().map(move |to| (from, *to)));
    pairs.filter(|(from, to)| to.may_follow(*from)).collect()
}

fn milestone_node(state: Option<MilestoneState>) -> String {
    state.map_or_else(|| "[*]".to_owned(), |state| format!("milestone_{}", state.name()))
}

fn milestone_list(indent: &str) -> String {
    let line = |kind: &MilestoneKind| {
        let marks = format!("{}{}", Place::Milestone(*kind).mark(), Place::Filed(*kind).mark());
        format!("{indent}{} {}{marks}", kind.zh(), kind.name())
    };
    MilestoneKind::ALL.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_canonical_state_is_shown() {
        assert_eq!(CANON.len(), 29);
        let (mermaid, dot) = (mermaid(), dot());
        for (number, name, place) in CANON {
            let mark = place.mark();
            assert!(mark.contains(number), "{name}");
            assert!(mermaid.contains(&mark) && dot.contains(&mark), "{name}");
        }
    }

    #[test]
    fn every_canonical_stage_and_state_is_reached_by_a_step() {
        for (_, name, place) in CANON {
            let reached = match place {
                Place::Stage(case::Stage::Enquiry) => true,
                Place::Stage(stage) => case::FLOW.iter().any(|line| line.to == *stage && line.from != *stage),
                Place::Loan(state) => loan::FLOW.iter().any(|line| line.to == *state && line.from != *state),
                Place::Milestone(_) => MilestoneState::Done.may_follow(None),
                Place::Filed(_) => MilestoneState::Filed.may_follow(None),
            };
            assert!(reached, "{name}");
        }
    }
}
