//! The first case: typed stages, a wrong step that is refused with every reason, and the log that keeps it all.
//!
//! `cargo run -p anjieflow-examples --bin first_case`

use std::error::Error;

use anjieflow::application::Application;
use anjieflow::case::intake::{AddParty, ChooseProduct, DescribeProperty, StateFacts};
use anjieflow::case::review::RequestReview;
use anjieflow::case::{Actor, Case, CaseId, CaseIn, Context, Salt, stage};
use anjieflow::date::Date;
use anjieflow::fact::{Fact, Facts};
use anjieflow::identity::Name;
use anjieflow::log::Log;
use anjieflow::money::Money;
use anjieflow::party::PartyId;
use anjieflow::product::{ProductId, Role};
use anjieflow::property::Address;

fn main() -> Result<(), Box<dyn Error>> {
    // A fresh salt for each entry in a real office; one is enough to look around.
    let context = Context::new(Date::constant(2026, 3, 20), Actor::new("wang")?).salted(Salt::new([7; 16]));

    // Opened, and known to be an enquiry from here on.
    let opened = Case::open(CaseId::new("C-1001")?, &context)?;
    let mut log = Log::start(opened.entry())?;
    let enquiry = CaseIn::<stage::Enquiry>::try_from(opened.case).map_err(|case| case.stage().name())?;

    // Who asks, what is known, which home. These steps stay in the stage.
    let noted = enquiry.note(borrower()?, &context).map_err(|turned| turned.refusal)?;
    log.append(noted.entry())?;
    let noted = noted.case.note(StateFacts { facts: facts()? }, &context).map_err(|turned| turned.refusal)?;
    log.append(noted.entry())?;
    let noted = noted.case.note(home()?, &context).map_err(|turned| turned.refusal)?;
    log.append(noted.entry())?;

    // The product is chosen: the case is collecting papers now. `enquiry.take(RequestReview {}, …)` would not
    // have compiled: a review is not a step out of an enquiry.
    let moved = noted.case.take(choice()?, &context).map_err(|turned| turned.refusal)?;
    log.append(moved.entry())?;
    let collecting: CaseIn<stage::Collecting> = moved.case;

    // Nothing has been handed in: refused, with everything that is missing at once, and the case is given back.
    let Err(turned) = collecting.take(RequestReview {}, &context) else {
        return Err("papers came by themselves".into());
    };
    for reason in &turned.refusal.reasons {
        println!("{}: {reason}", reason.code());
    }

    // What is stored is the log; the case is computed from it.
    assert_eq!(log.replay()?, Case::from(turned.case));
    println!("{} entries, and the case is back from them", log.len());
    Ok(())
}

fn borrower() -> Result<AddParty, Box<dyn Error>> {
    let (id, name) = (PartyId::new("b1")?, Name::parse("陈一诺")?);
    Ok(AddParty { id, role: Role::Borrower, name, id_number: None, other_id: None, phone: None })
}

fn facts() -> Result<Facts, Box<dyn Error>> {
    let facts = Facts::EMPTY.with_word(Fact::Property, "presale")?.with_word(Fact::Marital, "single")?;
    Ok(facts.with_word(Fact::Nationality, "mainland")?.with_flag(Fact::LocalHousehold, true)?)
}

fn home() -> Result<DescribeProperty, Box<dyn Error>> {
    let (address, price) = (Address::new("济南市历下区试验路1号")?, Money::new(150_000_000)?);
    Ok(DescribeProperty { address, price, appraisal: None, site: None })
}

fn choice() -> Result<ChooseProduct, Box<dyn Error>> {
    let (product, amount) = (ProductId::CITIC_JINAN_NEW, Money::new(90_000_000)?);
    Ok(ChooseProduct { loans: vec![Application { product, amount, term_months: 360 }] })
}
