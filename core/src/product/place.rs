//! Where a rule holds: country, province, city, institution, branch.

use crate::collect::CollectVec;
use core::fmt;
use std::borrow::Cow;

use super::Truth;

/// Where a rule holds. What is `None` is not narrowed: a place with nothing in it is the whole country.
///
/// ```
/// use anjieflow::product::Place;
///
/// let jinan = Place { city: Some("Jinan".into()), ..Place::COUNTRY };
/// let bank_in_jinan = Place { institution: Some("China CITIC Bank".into()), ..jinan.clone() };
/// assert!(Place::COUNTRY.contains(&jinan) && jinan.contains(&bank_in_jinan));
/// assert!(!bank_in_jinan.contains(&jinan));
/// assert!(Place::COUNTRY.depth() < jinan.depth() && jinan.depth() < bank_in_jinan.depth());
/// assert_eq!(bank_in_jinan.to_string(), "city Jinan, institution China CITIC Bank");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// A province.
    pub province: Option<Cow<'static, str>>,
    /// A city.
    pub city: Option<Cow<'static, str>>,
    /// A lender, by its English name.
    pub institution: Option<Cow<'static, str>>,
    /// A branch of the lender.
    pub branch: Option<Cow<'static, str>>,
}

impl Place {
    /// Everywhere.
    pub const COUNTRY: Place = Place { province: None, city: None, institution: None, branch: None };

    /// How narrow it is: the country 0, a province 1, a city 2, an institution 4, a branch 8, and their sums. Of two
    /// rules that both hold, the one of the deeper place decides.
    #[must_use]
    pub fn depth(&self) -> u8 {
        let weight = |part: &Option<_>, weight: u8| if part.is_some() { weight } else { 0 };
        weight(&self.province, 1) | weight(&self.city, 2) | weight(&self.institution, 4) | weight(&self.branch, 8)
    }

    /// Whether what holds here holds there.
    #[must_use]
    pub fn contains(&self, there: &Place) -> bool {
        self.parts().iter().zip(there.parts()).all(|((_, here), (_, there))| here.is_none() || *here == there)
    }

    /// Whether what holds here holds at that site, whoever lends.
    #[must_use]
    pub fn covers(&self, site: &Place) -> bool {
        let within = |here: &Option<_>, there: &Option<_>| here.is_none() || here == there;
        within(&self.province, &site.province) && within(&self.city, &site.city)
    }

    /// Whether what holds here holds there, as far as that place is known: what it does not name may be anything.
    #[must_use]
    pub fn holds_at(&self, there: &Place) -> Truth {
        self.parts().iter().zip(there.parts()).fold(Truth::Yes, |so_far, ((_, here), (_, there))| {
            so_far.and(match (here, there) {
                (None, _) => Truth::Yes,
                (Some(_), None) => Truth::Unknown,
                (Some(here), Some(there)) => Truth::from(*here == there),
            })
        })
    }

    fn parts(&self) -> [(&'static str, Option<&str>); 4] {
        [
            ("province", self.province.as_deref()),
            ("city", self.city.as_deref()),
            ("institution", self.institution.as_deref()),
            ("branch", self.branch.as_deref()),
        ]
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = self.parts().into_iter().filter_map(|(level, name)| Some(format!("{level} {}", name?)));
        match named.collect_vec().as_slice() {
            [] => f.write_str("the whole country"),
            named => f.write_str(&named.join(", ")),
        }
    }
}
