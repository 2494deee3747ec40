//! One lender's application on its own, in types.

use super::answering::{AcceptOffer, Appeal, Offer, Refuse};
use super::asking::{HandIn, Resubmit};
use super::{Loan, LoanId, LoanIn, State, state};
use crate::application::{Application, Terms};
use crate::case::{Actor, Context, Reason};
use crate::date::Date;
use crate::money::{Money, Rate};
use crate::product::{Pack, ProductId};

fn on(day: u8) -> Context<'static> {
    Context::new(Date::constant(2026, 3, day), Actor::new("wang").unwrap())
}

fn prepared() -> LoanIn<state::Preparing> {
    let amount = Money::constant(90_000_000);
    let application = Application { product: ProductId::CITIC_JINAN_NEW, amount, term_months: 360 };
    LoanIn::prepare(LoanId::new("L1").unwrap(), application, &on(2))
}

fn offer(fen: i64) -> Offer {
    let terms = Terms { amount: Money::new(fen).unwrap(), term_months: 360, rate: Rate::constant(31_000) };
    Offer { terms, conditions: Vec::new(), expires: Date::constant(2026, 3, 31) }
}

#[test]
fn a_loan_keeps_the_edition_it_was_handed_in_under() {
    let reviewed = prepared().take(HandIn {}, &on(3)).unwrap().case;
    let edition = Pack::builtin().edition.id.as_str();
    assert_eq!(reviewed.file().accepted_under.as_deref(), Some(edition));
}

#[test]
fn a_counter_offer_is_known_as_one() {
    let reviewed = prepared().take(HandIn {}, &on(3)).unwrap().case;
    let offered = reviewed.take(offer(80_000_000), &on(9)).unwrap();
    assert!(offered.event.counter && offered.case.stage().counter);
    let again = offered.case.take(Appeal { grounds: "a co-borrower".into() }, &on(10)).unwrap().case;
    assert!(!again.take(offer(90_000_000), &on(12)).unwrap().event.counter);
}

#[test]
fn a_loan_that_was_refused_is_alive_no_more() {
    let reviewed = prepared().take(HandIn {}, &on(3)).unwrap().case;
    assert!(Loan::from(reviewed.clone()).is_alive());
    let declined = reviewed.take(Refuse { reason: "no".into() }, &on(4)).unwrap().case;
    assert!(!Loan::from(declined).is_alive());
}

#[test]
fn an_offer_is_good_through_its_last_day() {
    let reviewed = prepared().take(HandIn {}, &on(3)).unwrap().case;
    let offered = reviewed.take(offer(90_000_000), &on(9)).unwrap().case;
    assert_eq!(Loan::from(offered.clone().take(AcceptOffer {}, &on(31)).unwrap().case).state(), State::Accepted);
    let april = Context::new(Date::constant(2026, 4, 1), Actor::new("wang").unwrap());
    let turned = offered.take(AcceptOffer {}, &april).unwrap_err();
    assert_eq!(turned.refusal.reasons, [Reason::OfferExpired { expired: Date::constant(2026, 3, 31) }]);
}

#[test]
fn a_step_does_not_happen_before_the_one_it_follows() {
    let reviewed = prepared().take(HandIn {}, &on(5)).unwrap().case;
    let turned = reviewed.take(offer(90_000_000), &on(9).occurred(Date::constant(2026, 3, 4))).unwrap_err();
    assert_eq!(turned.refusal.codes().collect::<Vec<_>>(), ["out_of_order"]);
}

#[test]
fn a_returned_file_starts_a_new_clock() {
    let returned = super::answering::ReturnFile { reason: "wrong branch".into() };
    let reviewed = prepared().take(HandIn {}, &on(3)).unwrap().case;
    let back = reviewed.take(returned, &on(5)).unwrap().case;
    let again = back.take(Resubmit {}, &on(6)).unwrap().case;
    assert_eq!(again.file().handed_in, Some(Date::constant(2026, 3, 6)));
}

#[test]
fn the_customer_need_not_wait_for_what_came_back_or_lapsed() {
    let given_up = || super::answering::TurnDown { reason: "one lender is enough".into() };
    let reviewed = prepared().take(HandIn {}, &on(3)).unwrap().case;
    let returned = super::answering::ReturnFile { reason: "wrong branch".into() };
    let back = reviewed.clone().take(returned, &on(5)).unwrap().case;
    assert_eq!(Loan::from(back.take(given_up(), &on(6)).unwrap().case).state(), State::Declined);
    let april = Context::new(Date::constant(2026, 4, 1), Actor::new("wang").unwrap());
    let offered = reviewed.take(offer(90_000_000), &on(9)).unwrap().case;
    let lapsed = offered.take(super::answering::Lapse {}, &april).unwrap().case;
    assert_eq!(Loan::from(lapsed.take(given_up(), &april).unwrap().case).state(), State::Declined);
}
