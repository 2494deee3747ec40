//! The algebra of what a row asks, line by line, and the quick answer beside the whole list.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of tests stop at the first surprise too")]

use std::borrow::Cow;

use anjieflow::checklist::{Desk, Excuse, ExcuseKind, LineStatus, Paper, PaperState, required, required_on};
use anjieflow::date::Date;
use anjieflow::document::DocumentKind;
use anjieflow::fact::{Fact, Facts};
use anjieflow::product::{
    Asks, Condition, Confidence, Days, DecidingDay, Origin, Original, Pack, PaperAsked, Period, Product, ProductId,
    Requirement, RequirementStep, Requirements, Role, RuleId, Truth, ValidFrom, Validity,
};
use proptest::prelude::*;

const TODAY: Date = Date::constant(2026, 11, 24);
const INVOICE: DocumentKind = DocumentKind::DOWN_PAYMENT_INVOICE;
const RECEIPT: DocumentKind = DocumentKind::DOWN_PAYMENT_RECEIPT;
const SLIP: DocumentKind = DocumentKind::DOWN_PAYMENT_TRANSFER_SLIP;

fn day(day: u8) -> Date {
    Date::new(2026, 11, day).unwrap()
}

/// A product that asks one thing of the borrower.
fn asking(asks: Asks) -> Product {
    let row = Requirement {
        id: RuleId::new("test/row").unwrap(),
        asks,
        role: Role::Borrower,
        when: Condition::Always,
        unless: None,
        step: RequirementStep::Unknown,
        note: Cow::Borrowed(""),
        origin: None,
    };
    let mut product = Pack::builtin().product(&ProductId::PSBC_SECOND).unwrap().clone();
    product.requirements = Requirements::Listed(Cow::Owned(vec![row]));
    product
}

fn paper(kind: &DocumentKind, state: PaperState) -> Paper<'_> {
    Paper { kind, holder: "li", state, valid_until: None, printed: None, issued: None, received: None }
}

fn leave(kind: &DocumentKind, by: ExcuseKind, until: Date) -> Excuse<'_> {
    Excuse { kind, holder: "li", until, by }
}

/// Status, deciding paper, statuses of the parts, and how many are there; the quick answer must agree.
#[track_caller]
fn check(asks: &Asks, papers: &[Paper<'_>], excuses: &[Excuse<'_>], expected: &str) {
    let product = asking(asks.clone());
    let desk = Desk { parties: &[("li", Role::Borrower)], papers, excuses, today: TODAY, days: Days::all(TODAY) };
    let list = desk.checklist(&product, &Facts::EMPTY).unwrap();
    let line = &list.lines()[0];
    let parts: Vec<&str> = line.parts.iter().map(|part| part.status.name()).collect();
    let there = line.there.map_or(String::new(), |(there, wanted)| format!(" {there}/{wanted}"));
    assert_eq!(format!("{} {} [{}]{there}", line.status.name(), line.document(), parts.join(" ")), expected);
    let complete = desk.is_complete(&product, &Facts::EMPTY).unwrap();
    assert_eq!(complete, Truth::from(list.is_complete()), "{expected}");
}

fn either() -> Asks {
    Asks::AnyOf(Cow::Owned(vec![Asks::paper(INVOICE), Asks::paper(RECEIPT)]))
}

#[test]
fn of_alternatives_the_best_decides() {
    use PaperState::{Accepted, Received, Rejected};
    let asks = either();
    check(&asks, &[], &[], "missing down_payment_invoice [missing missing]");
    check(&asks, &[paper(&RECEIPT, Received)], &[], "received down_payment_receipt [missing received]");
    check(
        &asks,
        &[paper(&RECEIPT, Accepted), paper(&INVOICE, Rejected)],
        &[],
        "accepted down_payment_receipt [rejected accepted]",
    );
    check(&asks, &[paper(&RECEIPT, Rejected)], &[], "rejected down_payment_receipt [missing rejected]");
    let lapsed = Paper { valid_until: Some(day(23)), ..paper(&INVOICE, Accepted) };
    check(&asks, &[lapsed, paper(&RECEIPT, Received)], &[], "received down_payment_receipt [expired received]");
}

#[test]
fn of_several_the_one_that_lags_decides() {
    use PaperState::{Accepted, Received};
    let asks = Asks::AllOf(Cow::Owned(vec![either(), Asks::paper(SLIP)]));
    check(&asks, &[paper(&SLIP, Accepted)], &[], "missing down_payment_invoice [missing missing accepted]");
    let both = [paper(&SLIP, Received), paper(&RECEIPT, Accepted)];
    check(&asks, &both, &[], "received down_payment_transfer_slip [missing accepted received]");
    let both = [paper(&SLIP, Accepted), paper(&RECEIPT, Accepted)];
    check(&asks, &both, &[], "accepted down_payment_receipt [missing accepted accepted]");
}

#[test]
fn of_so_many_it_is_said_how_many_are_there() {
    use PaperState::{Accepted, Received, Rejected};
    let of = [INVOICE, RECEIPT, SLIP].map(Asks::paper).to_vec();
    let asks = Asks::AtLeast { count: 2, of: Cow::Owned(of) };
    check(&asks, &[], &[], "missing down_payment_invoice [missing missing missing] 0/2");
    let one = [paper(&SLIP, Accepted)];
    check(&asks, &one, &[], "missing down_payment_invoice [missing missing accepted] 1/2");
    let two = [paper(&SLIP, Accepted), paper(&INVOICE, Received)];
    check(&asks, &two, &[], "received down_payment_invoice [received missing accepted] 2/2");
    let two = [paper(&SLIP, Accepted), paper(&INVOICE, Rejected), paper(&RECEIPT, Accepted)];
    check(&asks, &two, &[], "accepted down_payment_receipt [rejected accepted accepted] 2/2");
}

#[test]
fn leave_and_promise_stand_until_their_last_day() {
    use ExcuseKind::{Promise, Waiver};
    let asks = Asks::paper(INVOICE);
    let (today, yesterday) = (day(24), day(23));
    check(&asks, &[], &[leave(&INVOICE, Waiver, today)], "waived down_payment_invoice []");
    check(&asks, &[], &[leave(&INVOICE, Promise, today)], "promised down_payment_invoice []");
    check(&asks, &[], &[leave(&INVOICE, Waiver, yesterday)], "missing down_payment_invoice []");
    check(&asks, &[], &[leave(&RECEIPT, Waiver, today)], "missing down_payment_invoice []");
    let other = Excuse { holder: "wang", ..leave(&INVOICE, Waiver, today) };
    check(&asks, &[], &[other], "missing down_payment_invoice []");
    let accepted = [paper(&INVOICE, PaperState::Accepted)];
    check(&asks, &accepted, &[leave(&INVOICE, Waiver, today)], "accepted down_payment_invoice []");
    let both = [leave(&INVOICE, Promise, day(28)), leave(&INVOICE, Waiver, day(26)), leave(&INVOICE, Waiver, day(27))];
    let product = asking(asks);
    let desk =
        Desk { parties: &[("li", Role::Borrower)], papers: &[], excuses: &both, today: TODAY, days: Days::all(TODAY) };
    let list = desk.checklist(&product, &Facts::EMPTY).unwrap();
    assert_eq!(list.lines()[0].status, LineStatus::Waived(day(27)), "leave before promise, the longer first");
}

#[test]
fn the_window_of_a_row_stands_before_the_usual_one() {
    let window = |days, from| {
        Asks::Paper(PaperAsked {
            document: INVOICE,
            original: Original::Unknown,
            copies: None,
            validity: Some(Validity { days, from }),
        })
    };
    let dated = Paper {
        valid_until: Some(day(10)),
        issued: Some(day(1)),
        received: Some(day(5)),
        ..paper(&INVOICE, PaperState::Accepted)
    };
    check(&Asks::paper(INVOICE), &[dated], &[], "expired down_payment_invoice []");
    check(&window(23, ValidFrom::Issued), &[dated], &[], "accepted down_payment_invoice []");
    check(&window(22, ValidFrom::Issued), &[dated], &[], "expired down_payment_invoice []");
    check(&window(19, ValidFrom::Received), &[dated], &[], "accepted down_payment_invoice []");
    check(&window(18, ValidFrom::Received), &[dated], &[], "expired down_payment_invoice []");
    // What is printed on the paper binds besides; a paper without a day of issue is not said to have lapsed.
    let printed = Paper { printed: Some(day(23)), ..dated };
    check(&window(30, ValidFrom::Issued), &[printed], &[], "expired down_payment_invoice []");
    let undated = Paper { issued: None, valid_until: None, ..dated };
    check(&window(1, ValidFrom::Issued), &[undated], &[], "accepted down_payment_invoice []");
}

#[test]
fn an_exception_keeps_the_paper_away_and_asks_for_its_fact() {
    let product = Pack::builtin().product(&ProductId::CITIC_JINAN_NEW).unwrap();
    let rule = product.rule(&RuleId::new("citic-jinan-new/spouse_death_cert/borrower").unwrap()).unwrap();
    let widowed = Facts::EMPTY.with_word(Fact::Marital, "widowed").unwrap();
    let shown = |says| widowed.with_flag(Fact::RegisterShowsMarriage, says).unwrap();
    assert_eq!(rule.applies(&widowed), Truth::Unknown);
    assert_eq!(rule.unknown_facts(&widowed).iter().collect::<Vec<_>>(), [Fact::RegisterShowsMarriage]);
    assert_eq!((rule.applies(&shown(false)), rule.applies(&shown(true))), (Truth::Yes, Truth::No));
    let single = Facts::EMPTY.with_word(Fact::Marital, "single").unwrap();
    assert_eq!((rule.applies(&single), rule.unknown_facts(&single).is_empty()), (Truth::No, true));
}

/// Some facts, each with a word of its own.
fn some_facts() -> impl Strategy<Value = Facts> {
    prop::collection::vec((0..Fact::COUNT, any::<u8>()), 0..40).prop_map(|picks| {
        picks.into_iter().fold(Facts::EMPTY, |facts, (fact, word)| {
            let fact = Fact::ALL[fact];
            facts.with_word(fact, fact.words()[usize::from(word) % fact.words().len()]).unwrap()
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever the product, the facts and the papers: the quick answer is that of the whole list.
    #[test]
    fn the_quick_answer_is_that_of_the_list(
        product in 0_usize..64,
        facts in some_facts(),
        spouse in any::<bool>(),
        left_out in prop::collection::vec(any::<u8>(), 0..4),
        bad in prop::collection::vec((any::<u8>(), 0_usize..3, 0_u8..40), 0..4),
    ) {
        let listed: Vec<&Product> =
            Pack::builtin().products.iter().filter(|it| it.requirements.listed().is_some()).collect();
        let product = listed[product % listed.len()];
        let rows = product.requirements.listed().unwrap();
        let all = [("b", Role::Borrower), ("s", Role::Spouse), ("v", Role::Seller), ("c", Role::CoBorrower)];
        let parties = if spouse { &all[..] } else { &all[..1] };
        let holder = |role: Role| all.iter().find(|(_, is)| *is == role).map_or(role.name(), |(id, _)| id);
        let wanted = rows.iter().filter(|row| row.applies(&facts) == Truth::Yes);
        let mut papers: Vec<Paper<'_>> = wanted
            .flat_map(|row| row.asks.papers().into_iter().map(move |asked| (row, asked)))
            .map(|(row, asked)| Paper { holder: holder(row.role), ..paper(&asked.document, PaperState::Accepted) })
            .collect();
        for (index, state, issued) in bad {
            if let Some(paper) = (!papers.is_empty()).then(|| usize::from(index) % papers.len()) {
                papers[paper].state = PaperState::ALL[state];
                papers[paper].issued = TODAY.add_days(-i32::from(issued)).ok();
            }
        }
        for index in left_out {
            if !papers.is_empty() {
                papers.remove(usize::from(index) % papers.len());
            }
        }
        let desk = Desk { parties, papers: &papers, excuses: &[], today: TODAY, days: Days::all(TODAY) };
        let list = desk.checklist(product, &facts).unwrap();
        let lacking = list.open().any(|line| line.status.facts().is_empty());
        let expected = match (lacking, list.is_complete()) {
            (true, _) => Truth::No,
            (false, true) => Truth::Yes,
            (false, false) => Truth::Unknown,
        };
        prop_assert_eq!(desk.is_complete(product, &facts).unwrap(), expected);
    }
}

/// A row that is not in force on the day that decides it is asked of nobody.
#[test]
fn a_row_is_asked_in_its_own_time() {
    let (before, since) = (Date::constant(2024, 9, 28), Date::constant(2024, 9, 29));
    let mut product = asking(Asks::paper(DocumentKind::ID_CARD));
    if let Requirements::Listed(rows) = &mut product.requirements {
        rows.to_mut()[0].origin = Some(Origin {
            source: None,
            published: None,
            effective: Period { from: Some(since), until: None },
            decided_on: DecidingDay::Contract,
            confidence: Confidence::Low,
        });
    }
    let lines = |days| {
        let desk = Desk { parties: &[("li", Role::Borrower)], papers: &[], excuses: &[], today: TODAY, days };
        let complete = desk.is_complete(&product, &Facts::EMPTY).unwrap();
        (desk.checklist(&product, &Facts::EMPTY).unwrap().lines().len(), complete)
    };
    assert_eq!(lines(Days::all(since)), (1, Truth::No));
    assert_eq!(lines(Days::all(since).with(DecidingDay::Contract, before)), (0, Truth::Yes));
    assert_eq!(lines(Days::all(before).with(DecidingDay::Contract, since)), (1, Truth::No));
    assert_eq!(required_on(&product, &Facts::EMPTY, &Days::all(before)).unwrap().len(), 0);
    assert_eq!(required(&product, &Facts::EMPTY).unwrap().len(), 1, "the whole list");
}
