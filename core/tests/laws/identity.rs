//! Numbers and names: what is read is kept in one form, which reads as the same; what is printed shows no more than it may.

use anjieflow::date::Date;
use anjieflow::identity::{
    BankCard, ForeignerCard, Mobile, Name, NumberKind, Passport, Permit, ResidentId, TitleNumber, UnitNumber, Uscc,
    check, check_as,
};
use anjieflow::interchange::plain;
use anjieflow::party::OtherId;
use anjieflow::property::Address;

/// What is kept reads as the same, and is not what is printed.
macro_rules! kept {
    ($text:ident: $($type:ident $parse:ident),+) => { $(
        if let Ok(it) = $type::$parse($text) {
            assert_eq!($type::$parse(it.reveal()).as_ref(), Ok(&it));
            // Whose name is that of a type shows nothing by it.
            let debugged = format!("{it:?}").replace(concat!(stringify!($type), "("), "");
            let shown = [it.to_string(), debugged];
            // What is as short as a name may be has nothing to show but itself, and what is masked already stays so.
            let is_told = it.reveal().chars().count() >= 5 && !it.reveal().contains('*');
            assert!(!is_told || shown.iter().all(|shown| !shown.contains(it.reveal())), "{it}");
        }
    )+ };
}

pub fn holds(data: &[u8]) {
    let text = super::text(data);
    kept!(text: ResidentId parse, Mobile parse, BankCard parse, Uscc parse, Permit parse, ForeignerCard parse, Passport parse,
        Name parse, OtherId new);
    numbers(text);
    let _ = Address::new(text).map(|it| (it.to_string(), Address::new(it.reveal()).unwrap()));
    let _ = (check(text, None), plain::check_number("bank-card", text, None));
    for kind in NumberKind::ALL {
        let _ = check_as(*kind, text, None);
    }
}

fn numbers(text: &str) {
    if let Ok(title) = TitleNumber::parse(text) {
        assert_eq!(TitleNumber::parse(&title.to_string()).as_ref(), Ok(&title));
    }
    if let Ok(unit) = UnitNumber::parse(text) {
        assert_eq!(UnitNumber::parse(&unit.to_string()).as_ref(), Ok(&unit));
    }
    if let Ok(id) = ResidentId::parse(text) {
        let known = ResidentId::parse_on(text, Date::MAX);
        assert!(id.birth_date() >= Date::MIN && known.is_ok());
        let _ = (id.sex(), id.region_warning(), id.kind());
    }
}
