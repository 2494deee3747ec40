//! The flow as text to draw: Mermaid and DOT, generated from the tables.
//!
//! The stages of the case and the states of a loan are nodes with every step between them; the milestones are a list
//! of their own, for they have no order but the one that a route's gates give them.

use crate::collect::CollectVec;
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
    /// Whether it is the same node of the drawing; a milestone is one node, filed or done.
    fn is_drawn_as(self, other: Self) -> bool {
        match (self, other) {
            (Self::Filed(kind), Self::Milestone(node)) => kind == node,
            _ => self == other,
        }
    }

    /// The numbers of the canonical states that this node stands for.
    fn mark(self) -> String {
        let here = CANON.iter().filter(|(_, _, place)| place.is_drawn_as(self));
        let numbers = here.map(|(number, ..)| *number).collect_vec();
        if numbers.is_empty() { String::new() } else { format!(" ({})", numbers.join(", ")) }
    }
}

/// A part of the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The stages of the case.
    Case,
    /// The states of a loan.
    Loan,
    /// The life of a milestone, and the list of them.
    Milestone,
}

impl Part {
    /// Every part.
    pub const ALL: &'static [Self] = &[Self::Case, Self::Loan, Self::Milestone];

    fn graph(self) -> Graph {
        match self {
            Self::Case => Graph::of_case(),
            Self::Loan => Graph::of_loan(),
            Self::Milestone => Graph::of_milestone(),
        }
    }
}

/// The whole flow in Mermaid's `stateDiagram-v2`.
///
/// ```
/// let text = anjieflow::diagram::mermaid();
/// assert!(text.starts_with("stateDiagram-v2"));
/// assert!(text.contains("case_enquiry --> case_collecting: choose_product"));
/// ```
pub fn mermaid() -> String {
    let parts = Part::ALL.iter().map(|part| {
        let graph = part.graph();
        format!("  state \"{}\" as {}_machine {{\n{}  }}\n", graph.title, graph.prefix, graph.mermaid("    "))
    });
    format!("stateDiagram-v2\n{}", parts.collect::<String>())
}

/// One part of the flow in Mermaid's `stateDiagram-v2`.
pub fn mermaid_of(part: Part) -> String {
    format!("stateDiagram-v2\n{}", part.graph().mermaid("  "))
}

/// The whole flow in DOT, for Graphviz.
pub fn dot() -> String {
    let mut text = String::from("digraph anjieflow {\n");
    text.push_str("  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
    text.push_str("  edge [fontname=\"sans-serif\", fontsize=10];\n");
    text.extend(Part::ALL.iter().map(|part| part.graph().dot()));
    text.push_str("}\n");
    text
}

/// What both notations draw.
struct Graph {
    prefix: &'static str,
    title: &'static str,
    first: &'static str,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    /// What has no order of its own.
    list: Vec<String>,
}

struct Node {
    name: &'static str,
    zh: &'static str,
    mark: String,
    end: bool,
}

struct Edge {
    from: &'static str,
    to: &'static str,
    label: String,
}

impl Graph {
    fn of_case() -> Self {
        let node = |stage: &case::Stage| {
            let mark = Place::Stage(*stage).mark();
            Node { name: stage.name(), zh: stage.zh(), mark, end: stage.is_end() }
        };
        let moves = case::FLOW.iter().filter(|line| line.from != line.to);
        Self {
            prefix: "case",
            title: "案件 case",
            first: case::Stage::Enquiry.name(),
            nodes: case::Stage::ALL.iter().map(node).collect_vec(),
            edges: joined(moves.map(|line| (line.from.name(), line.to.name(), line.command.name()))),
            list: Vec::new(),
        }
    }

    fn of_loan() -> Self {
        let node = |state: &loan::State| {
            let mark = Place::Loan(*state).mark();
            Node { name: state.name(), zh: state.zh(), mark, end: state.is_end() }
        };
        let moves = loan::FLOW.iter().filter(|line| line.from != line.to);
        Self {
            prefix: "loan",
            title: "贷款 loan",
            first: loan::State::Preparing.name(),
            nodes: loan::State::ALL.iter().map(node).collect_vec(),
            edges: joined(moves.map(|line| (line.from.name(), line.to.name(), line.command.name()))),
            list: Vec::new(),
        }
    }

    fn of_milestone() -> Self {
        let untouched = Node { name: "untouched", zh: "未开始", mark: String::new(), end: false };
        let node =
            |state: &MilestoneState| Node { name: state.name(), zh: state.zh(), mark: String::new(), end: false };
        let line = |kind: &MilestoneKind| format!("{} {}{}", kind.zh(), kind.name(), Place::Milestone(*kind).mark());
        Self {
            prefix: "milestone",
            title: "节点 milestone",
            first: "untouched",
            nodes: std::iter::once(untouched).chain(MilestoneState::ALL.iter().map(node)).collect_vec(),
            edges: milestone_edges(),
            list: MilestoneKind::ALL.iter().map(line).collect_vec(),
        }
    }

    fn mermaid(&self, indent: &str) -> String {
        let prefix = self.prefix;
        let mut text = format!("{indent}[*] --> {prefix}_{}\n", self.first);
        for Node { name, zh, mark, .. } in &self.nodes {
            // OK because writing into a `String` cannot fail.
            let _ = writeln!(text, "{indent}state \"{zh} {name}{mark}\" as {prefix}_{name}");
        }
        for Edge { from, to, label } in &self.edges {
            let label = if label.is_empty() { String::new() } else { format!(": {label}") };
            let _ = writeln!(text, "{indent}{prefix}_{from} --> {prefix}_{to}{label}");
        }
        for Node { name, .. } in self.nodes.iter().filter(|node| node.end) {
            let _ = writeln!(text, "{indent}{prefix}_{name} --> [*]");
        }
        if !self.list.is_empty() {
            let lines: String = self.list.iter().map(|line| format!("{indent}  {line}\n")).collect();
            let _ = write!(text, "{indent}note right of {prefix}_{}\n{lines}{indent}end note\n", self.first);
        }
        text
    }

    fn dot(&self) -> String {
        let prefix = self.prefix;
        let mut text = format!("  subgraph cluster_{prefix} {{\n    label=\"{}\";\n", self.title);
        for Node { name, zh, mark, end } in &self.nodes {
            let peripheries = if *end { 2 } else { 1 };
            // OK because writing into a `String` cannot fail.
            let _ = writeln!(text, "    {prefix}_{name} [label=\"{zh}\\n{name}{mark}\", peripheries={peripheries}];");
        }
        for Edge { from, to, label } in &self.edges {
            let _ = writeln!(text, "    {prefix}_{from} -> {prefix}_{to} [label=\"{label}\"];");
        }
        if !self.list.is_empty() {
            let lines: String = self.list.iter().map(|line| format!("{line}\\l")).collect();
            let _ = writeln!(text, "    {prefix}_list [shape=note, style=\"\", label=\"{lines}\"];");
        }
        text.push_str("  }\n");
        text
    }
}

/// Several commands between the same two nodes share an edge.
fn joined(lines: impl Iterator<Item = (&'static str, &'static str, &'static str)>) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::new();
    for (from, to, command) in lines {
        match edges.iter_mut().find(|edge| edge.from == from && edge.to == to) {
            Some(edge) => edge.label = format!("{} / {command}", edge.label),
            None => edges.push(Edge { from, to, label: command.to_owned() }),
        }
    }
    edges
}

fn milestone_edges() -> Vec<Edge> {
    let before = std::iter::once(None).chain(MilestoneState::ALL.iter().copied().map(Some));
    let pairs = before.flat_map(|from| MilestoneState::ALL.iter().map(move |to| (from, *to)));
    let lived = pairs.filter(|(from, to)| to.may_follow(*from));
    let name = |from: Option<MilestoneState>| from.map_or("untouched", MilestoneState::name);
    lived.map(|(from, to)| Edge { from: name(from), to: to.name(), label: String::new() }).collect_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_canonical_state_is_shown() {
        assert_eq!(CANON.len(), 29);
        let (mermaid, dot) = (mermaid(), dot());
        for (number, name, place) in CANON {
            let mark = match place {
                Place::Filed(kind) => Place::Milestone(*kind).mark(),
                place => place.mark(),
            };
            assert!(mark.contains(number), "{name}");
            assert!(mermaid.contains(&mark) && dot.contains(&mark), "{name}");
        }
    }

    #[test]
    fn a_node_has_its_own_numbers() {
        assert_eq!(Place::Stage(case::Stage::Settled).mark(), " (24)");
        assert_eq!(Place::Loan(loan::State::Lapsed).mark(), " (X4)");
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
