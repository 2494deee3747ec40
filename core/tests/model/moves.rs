//! The alphabet: what may be tried in a state. A group is a subject; a model takes the groups it is about.
//!
//! What is tried is not what is allowed: a group says when trying makes sense for the search to end ("no second account",
//! "a leave where none is in force"), never what the flow should answer.

use anjieflow::case::{Command, Stage};
use anjieflow::checklist::PaperState;
use anjieflow::date::Date;
use anjieflow::loan::{Loan, State};
use serde_json::{Value, json};

use crate::key::brought;
use crate::world::{ACCOUNT, Act, ELSEWHERE, LOWER_PRICE, PRICE, World, command, money_of};

/// What may be tried, and what it is called in a trace.
pub struct Move {
    pub name: String,
    pub act: Act,
}

/// A subject of the alphabet.
pub type Group = fn(&World, &mut Vec<Move>);

fn give(moves: &mut Vec<Move>, name: impl Into<String>, value: Value) {
    moves.push(Move { name: name.into(), act: Act::Give(Box::new(command(&value))) });
}

fn plain(moves: &mut Vec<Move>, name: &str) {
    give(moves, name, json!({"command": name}));
}

/// Ten days pass: leaves lapse in one step, offers in two.
pub fn days(_: &World, moves: &mut Vec<Move>) {
    moves.push(Move { name: "ten days pass".to_owned(), act: Act::Wait(10) });
}

/// The steps of the case from the review to the release; they are tried everywhere.
pub fn spine(_: &World, moves: &mut Vec<Move>) {
    for name in [
        "request_review",
        "pass_review",
        "submit",
        "confirm_terms",
        "reopen_approval",
        "send_to_registry",
        "await_funds",
        "begin_repayment",
        "confirm_settlement",
        "release_mortgage",
    ] {
        plain(moves, name);
    }
}

/// Back, and out.
pub fn ways_out(_: &World, moves: &mut Vec<Move>) {
    give(moves, "return_with_defects", json!({"command": "return_with_defects", "defects": [{"what": "?"}]}));
    give(moves, "reopen", json!({"command": "reopen", "reason": "?"}));
    give(moves, "close_declined", json!({"command": "close_declined", "reason": "?"}));
    give(moves, "withdraw", json!({"command": "withdraw", "reason": "?"}));
    give(moves, "rescind", json!({"command": "rescind", "fault": "nobody", "reason": "?"}));
}

fn asked(product: &str) -> Value {
    let amount = if product == "fund" { 40_000_000 } else { 50_000_000 };
    json!({"product": product, "amount_fen": amount, "term_months": 240})
}

/// One loan of a bank.
pub fn one_loan(world: &World, moves: &mut Vec<Move>) {
    if world.case.stage() == Stage::Enquiry {
        give(moves, "choose_product", json!({"command": "choose_product", "loans": [asked("bank-one")]}));
    }
}

/// One of a bank and one of the fund.
pub fn two_loans(world: &World, moves: &mut Vec<Move>) {
    if world.case.stage() == Stage::Enquiry {
        let loans = [asked("bank-one"), asked("fund")];
        give(moves, "choose_product", json!({"command": "choose_product", "loans": loans}));
    }
}

/// Of every loan in whose place no other stands: what a loan is asked, and its name.
/// What is tried of one loan: each is given by its name and its fields.
type Tried = fn(&World, &Loan, &mut dyn FnMut(&str, Value));

fn each_loan(world: &World, moves: &mut Vec<Move>, tried: Tried) {
    for loan in world.loans() {
        tried(world, loan, &mut |name, mut value| {
            value["loan"] = json!(loan.id().as_str());
            give(moves, format!("{}: {name}", money_of(loan)), value);
        });
    }
}

/// The way of a loan from the offer to the settlement. Those steps are tried that its state has a line for, and paying always.
pub fn lending(world: &World, moves: &mut Vec<Move>) {
    each_loan(world, moves, |world, loan, give| {
        let amount = loan.file().application.amount.fen();
        match loan.state() {
            State::UnderReview => give("offer", offer(world.day, amount)),
            State::Offered => give("accept_offer", json!({"command": "accept_offer"})),
            State::Accepted => give("sign_loan", json!({"command": "sign_loan", "contract": "H"})),
            State::PaidOut => {
                give("post", json!({"command": "post", "first_due": day(world.day, 30), "first_instalment_fen": 1}))
            }
            State::Repaying => give("settle", json!({"command": "settle"})),
            _ => {}
        }
        give("pay_out", json!({"command": "pay_out", "amount_fen": loan.file().amount().fen(), "account": ACCOUNT}));
    });
}

fn offer(day_of_offer: Date, amount: i64) -> Value {
    let terms = json!({"amount_fen": amount, "term_months": 240, "rate_millionths": 31_000});
    json!({"command": "offer", "terms": terms, "conditions": [], "expires": day(day_of_offer, 15)})
}

fn day(from: Date, days: i32) -> String {
    from.add_days(days).unwrap().to_string()
}

/// Money that goes wrong: to another account, another amount, more than the home costs.
pub fn wrong_money(world: &World, moves: &mut Vec<Move>) {
    each_loan(world, moves, |world, loan, give| {
        let granted = loan.file().amount().fen();
        match loan.state() {
            State::UnderReview => give("offer of more", offer(world.day, 70_000_000)),
            State::Signed => {
                let to = |account: &str, amount: i64| json!({"command": "pay_out", "amount_fen": amount, "account": account});
                give("pay_out elsewhere", to(ELSEWHERE, granted));
                give("pay_out one fen more", to(ACCOUNT, granted + 1));
            }
            _ => {}
        }
    });
    if world.case.file().property.as_ref().is_some_and(|it| it.price.fen() == PRICE)
        && world.case.stage() > Stage::Enquiry
    {
        let home = json!({"command": "describe_property", "address": "济南市历下区试验路1号2栋301室", "price_fen": LOWER_PRICE});
        give(moves, "the price turns out lower", home);
    }
}

/// What may go wrong with a lender, and what is done about it.
pub fn trouble(world: &World, moves: &mut Vec<Move>) {
    each_loan(world, moves, |_, loan, give| match loan.state() {
        State::UnderReview => {
            give("refuse", json!({"command": "refuse", "reason": "?"}));
            give("return_file", json!({"command": "return_file", "reason": "?"}));
        }
        State::Returned => give("resubmit", json!({"command": "resubmit"})),
        State::Offered => {
            give("appeal", json!({"command": "appeal", "grounds": "?"}));
            give("turn_down", json!({"command": "turn_down", "reason": "?"}));
        }
        State::Accepted | State::Signed => {
            give("refuse", json!({"command": "refuse", "reason": "?"}));
            give("lapse", json!({"command": "lapse"}));
        }
        State::Lapsed => give("resubmit", json!({"command": "resubmit"})),
        State::Declined => give("reconsider", json!({"command": "reconsider", "grounds": "?"})),
        State::Preparing => give("hand_in", json!({"command": "hand_in"})),
        _ => {}
    });
}

/// A lender takes back what it granted, and is asked to think again.
pub fn second_thoughts(world: &World, moves: &mut Vec<Move>) {
    each_loan(world, moves, |_, loan, give| match loan.state() {
        State::Offered => give("appeal", json!({"command": "appeal", "grounds": "?"})),
        State::Accepted | State::Signed => {
            give("refuse", json!({"command": "refuse", "reason": "?"}));
            give("lapse", json!({"command": "lapse"}));
        }
        State::Lapsed => give("resubmit", json!({"command": "resubmit"})),
        State::Declined => give("reconsider", json!({"command": "reconsider", "grounds": "?"})),
        _ => {}
    });
}

/// The lender asks for the paper again.
pub fn supplement(world: &World, moves: &mut Vec<Move>) {
    each_loan(world, moves, |world, loan, give| match loan.state() {
        State::UnderReview => {
            give(
                "ask_supplement",
                json!({"command": "ask_supplement", "items": ["income_cert"], "due": day(world.day, 5)}),
            );
        }
        State::SupplementAsked => give("answer_supplement", json!({"command": "answer_supplement"})),
        _ => {}
    });
}

/// Another lender in the place of one: another bank for a bank, and where there is a pair all that there is.
pub fn other_lender(world: &World, moves: &mut Vec<Move>) {
    each_loan(world, moves, |world, loan, give| {
        let own = loan.file().application.product.as_str();
        let paired = world.case.file().loans.iter().any(|it| money_of(it) == "fund");
        for product in ["bank-one", "bank-two", "fund"].into_iter().filter(|it| *it != own) {
            let to = if product == "fund" { "the fund" } else { "a bank" };
            if paired || product != "fund" {
                let asked = json!({"command": "change_lender", "application": asked(product), "reason": "?"});
                give(&format!("change_lender for {to}"), asked);
            }
        }
    });
}

/// The account that the money goes to, designated once.
pub fn account(world: &World, moves: &mut Vec<Move>) {
    let file = world.case.file();
    if file.accounts.is_empty() && !file.loans.is_empty() {
        let account = json!({"command": "designate_account", "holder": "developer", "number": ACCOUNT});
        give(moves, "designate_account", account);
    }
}

/// The same, when the money is waited for.
pub fn account_late(world: &World, moves: &mut Vec<Move>) {
    if world.case.stage() == Stage::Funding {
        account(world, moves);
    }
}

/// The paper: brought where none is on file that is good or may be found so, or a lender waits for another.
pub fn paper(world: &World, moves: &mut Vec<Move>) {
    let file = world.case.file();
    let last = file.documents.last();
    let wanted = world.loans().any(|loan| brought(world, loan) == Some(0));
    let open = last.is_none_or(|it| it.state == PaperState::Rejected);
    let again = wanted && last.is_some_and(|it| it.state == PaperState::Accepted);
    if open || again {
        give(moves, "the paper comes", json!({"command": "add_document", "kind": "income_cert", "holder": "b1"}));
    }
    let Some(last) = last else { return };
    let check = json!({"command": "check_document", "document": last.id.as_str()});
    if last.state == PaperState::Received {
        give(moves, "the paper is good", check.clone());
    }
    if last.state != PaperState::Rejected {
        let mut defect = check;
        defect["defect"] = json!("?");
        give(moves, "the paper is no good", defect);
    }
}

fn mark(world: &World, moves: &mut Vec<Move>, milestone: &str) {
    let kind = anjieflow::product::MilestoneKind::ALL.iter().find(|it| it.name() == milestone).unwrap();
    let done = world.case.file().done(*kind).is_some();
    let state = if done { "lapsed" } else { "done" };
    let marked = json!({"command": "mark_milestone", "milestone": milestone, "state": state});
    give(moves, format!("{milestone} {state}"), marked);
}

/// The same, but not before the registry has the contracts: there are states enough without it.
pub fn milestones_late(world: &World, moves: &mut Vec<Move>) {
    if !matches!(world.case.stage(), Stage::Applying | Stage::Signing) {
        milestones(world, moves);
    }
}

/// The same without a way back.
pub fn milestones_reached(world: &World, moves: &mut Vec<Move>) {
    let before = moves.len();
    milestones_late(world, moves);
    let is_lapse = |it: &Move| it.name.ends_with("lapsed");
    let lapses: Vec<usize> = (before..moves.len()).filter(|index| is_lapse(&moves[*index])).collect();
    lapses.into_iter().rev().for_each(|index| drop(moves.remove(index)));
}

/// The paper comes and is good.
pub fn good_paper(world: &World, moves: &mut Vec<Move>) {
    paper(world, moves);
    moves.retain(|it| it.name != "the paper is no good");
}

/// A lender says no, or its approval runs out, and what is done about it: the worst of [`trouble`].
pub fn refusals(world: &World, moves: &mut Vec<Move>) {
    each_loan(world, moves, |_, loan, give| match loan.state() {
        State::UnderReview | State::Signed => give("refuse", json!({"command": "refuse", "reason": "?"})),
        State::Declined => give("reconsider", json!({"command": "reconsider", "grounds": "?"})),
        State::Preparing => give("hand_in", json!({"command": "hand_in"})),
        _ => {}
    });
}

/// The milestones of the money come and go while the contracts are signed, registered and wait for it.
pub fn milestones(world: &World, moves: &mut Vec<Move>) {
    if matches!(world.case.stage(), Stage::Applying | Stage::Signing | Stage::Registering | Stage::Funding) {
        mark(world, moves, "mortgage_registered");
        mark(world, moves, "insured");
    }
    if world.case.stage() == Stage::Settled {
        mark(world, moves, "mortgage_cancelled");
    }
    // A policy that was promised may come after the money.
    if matches!(world.case.stage(), Stage::Repaying | Stage::Settled)
        && world.case.file().obligations.iter().any(|it| it.kept.is_none())
    {
        mark(world, moves, "insured");
    }
}

/// Leave for the paper, by the lender or on a promise; taken back; given again while none is in force.
pub fn leave_for_the_paper(world: &World, moves: &mut Vec<Move>) {
    leave(world, moves, ("the paper", "income_cert", json!({"document": "income_cert", "holder": "b1"})));
}

/// The same for the policy.
pub fn leave_for_the_policy(world: &World, moves: &mut Vec<Move>) {
    leave(world, moves, ("the policy", "insured", json!({"milestone": "insured"})));
}

fn leave(world: &World, moves: &mut Vec<Move>, (what, name, value): (&str, &str, Value)) {
    let theirs = || world.case.file().obligations.iter().filter(|it| it.what.name() == name);
    if !theirs().any(|it| it.is_in_force(world.day)) {
        let (until, loan) = (day(world.day, 5), world.loans().next().map(|it| it.id().as_str()));
        let waived = json!({"command": "waive", "what": value, "granted_by": "lender", "loan": loan, "until": until, "reason": "?"});
        give(moves, format!("waive {what}"), waived);
        let promised = json!({"command": "promise", "what": value, "by": "b1", "until": until});
        give(moves, format!("promise {what}"), promised);
    }
    if let Some(it) = theirs().next_back().filter(|it| it.withdrawn.is_none() && it.kept.is_none()) {
        let back = json!({"command": "withdraw_waiver", "obligation": it.id.as_str(), "reason": "?"});
        give(moves, format!("withdraw_waiver of {what}"), back);
    }
}

/// The case stands still, and goes on.
pub fn standstill(_: &World, moves: &mut Vec<Move>) {
    give(moves, "suspend", json!({"command": "suspend", "reason": "?"}));
    plain(moves, "resume");
}

/// One question that holds the contracts back, asked, answered, asked again, settled.
pub fn query(world: &World, moves: &mut Vec<Move>) {
    let Some(query) = world.case.file().queries.last() else {
        let asked = json!({"command": "raise_query", "asker": "bank", "to": "b1", "about": "?", "text": "?",
            "blocks": "send_to_registry"});
        return give(moves, "raise_query", asked);
    };
    for name in ["answer_query", "reopen_query", "settle_query"] {
        give(moves, name, json!({"command": name, "query": query.id.as_str(), "text": "?"}));
    }
}

/// The erasure is asked for, and not any more; after the end the years of the law pass.
pub fn erasure(world: &World, moves: &mut Vec<Move>) {
    give(moves, "request_erasure", json!({"command": "request_erasure", "by": "b1"}));
    plain(moves, "withdraw_erasure");
    plain(moves, "erase");
    if world.case.file().ended.is_some() {
        moves.push(Move { name: "eleven years pass".to_owned(), act: Act::Wait(11 * 366) });
    }
}

/// The command of a move.
impl Move {
    pub fn command(&self) -> Option<&Command> {
        match &self.act {
            Act::Give(command) => Some(command),
            Act::Wait(_) => None,
        }
    }
}
