//! Numbers of one case that limits ask for: income, instalment, fee, the year a building was finished.
//!
//! Beside the [facts](crate::fact), which are words: a closed list too, and what nobody stated is not known.

use core::fmt;

use crate::error::{Error, ErrorCode};
use crate::money::Money;
use crate::words::unknown;

macro_rules! figures {
    ( $( $(#[doc = $doc:literal])* $variant:ident $wire:literal $zh:literal $unit:ident $personal:literal; )+ ) => {
        /// A number that a limit may ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Figure {
            $( $(#[doc = $doc])* $variant, )+
        }

        impl Figure {
            /// Every figure, in the order of the table.
            pub const ALL: &'static [Figure] = &[$( Figure::$variant, )+];

            /// How many figures there are.
            pub const COUNT: usize = Self::ALL.len();

            /// The stable name, as on the wire; an amount ends in `_fen`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Figure::$variant => $wire, )+ }
            }

            /// What a Chinese clerk calls it.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $( Figure::$variant => $zh, )+ }
            }

            /// What it says, in English.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self { $( Figure::$variant => concat!($($doc),*).trim_ascii(), )+ }
            }

            /// What it counts.
            #[must_use]
            pub const fn unit(self) -> FigureUnit {
                match self { $( Figure::$variant => FigureUnit::$unit, )+ }
            }

            /// Whether it tells of a person's means: masked when shown.
            #[must_use]
            pub const fn is_personal(self) -> bool {
                match self { $( Figure::$variant => $personal, )+ }
            }
        }
    };
}

figures! {
    /// What those who borrow earn in a month, together.
    MonthlyIncome "monthly_income_fen" "月收入" Fen true;
    /// What the loans of this case cost in a month, together.
    MonthlyInstalment "monthly_instalment_fen" "本次贷款月供" Fen true;
    /// What other debts cost in a month.
    OtherDebt "other_debt_monthly_fen" "其他债务月还款" Fen true;
    /// The property-management fee of a month; most calculators forget it.
    PropertyFee "property_fee_monthly_fen" "月物业管理费" Fen false;
    /// For how many months on end the provident fund was paid.
    ContributionMonths "contribution_months" "公积金连续缴存月数" Count true;
    /// For how many years the provident fund was paid in all.
    ContributionYears "contribution_years" "公积金缴存年限" Count true;
    /// The year the building was finished.
    BuildingYear "building_year" "房屋建成年份" Year false;
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FigureUnit {
    /// An amount in fen, nothing or more.
    Fen,
    /// A count, to 1200.
    Count,
    /// A year, 1850 to 2199.
    Year,
}

impl Figure {
    /// The figure of this name.
    ///
    /// # Errors
    /// `UnknownCode` when no figure is called so.
    pub fn from_name(name: &str) -> Result<Figure, Error> {
        let found = Self::ALL.iter().copied().find(|figure| figure.name() == name);
        found.ok_or_else(|| unknown("figure", name, Self::ALL.iter().map(|figure| figure.name())))
    }

    const fn range(self) -> (i64, i64) {
        match self.unit() {
            FigureUnit::Fen => (0, Money::MAX.fen()),
            FigureUnit::Count => (0, 1200),
            FigureUnit::Year => (1850, 2199),
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The figures of one case, as far as they are known. `Debug` names them and masks those that are personal.
///
/// ```
/// use anjieflow::figure::{Figure, Figures};
///
/// let figures = Figures::EMPTY.with(Figure::MonthlyIncome, 2_000_000)?.with(Figure::PropertyFee, 0)?;
/// assert_eq!(figures.get(Figure::MonthlyIncome), Some(2_000_000));
/// assert_eq!(figures.get(Figure::OtherDebt), None, "nobody said so");
/// assert_eq!(format!("{figures:?}"), r#"{"monthly_income_fen": "***", "property_fee_monthly_fen": "0"}"#);
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Figures([Option<i64>; Figure::COUNT]);

impl Figures {
    /// Nothing is known yet.
    pub const EMPTY: Figures = Figures([None; Figure::COUNT]);

    /// What is known of a figure.
    #[must_use]
    pub fn get(&self, figure: Figure) -> Option<i64> {
        self.0.get(figure as usize).copied().flatten()
    }

    /// The same figures with one more stated, or stated anew.
    ///
    /// # Errors
    /// `OutOfRange` when the figure cannot be so much.
    pub fn with(mut self, figure: Figure, number: i64) -> Result<Figures, Error> {
        let (least, most) = figure.range();
        match self.0.get_mut(figure as usize) {
            Some(slot) if (least..=most).contains(&number) => {
                *slot = Some(number);
                Ok(self)
            }
            // The number may be that of a person in the wrong field: it is not repeated.
            _ => Err(Error::new(ErrorCode::OutOfRange, "the number is too small or too large")
                .at(figure.name())
                .help(format!("give a number from {least} to {most}"))),
        }
    }

    /// These figures, and of the others those that are not among them.
    #[must_use]
    pub fn over(mut self, others: &Figures) -> Figures {
        for (slot, other) in self.0.iter_mut().zip(others.0) {
            *slot = slot.or(other);
        }
        self
    }

    /// What is known, in the order of [`Figure::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Figure, i64)> {
        Figure::ALL.iter().zip(&self.0).filter_map(|(figure, number)| number.map(|number| (*figure, number)))
    }

    /// What is known, as it may be shown: personal ones masked.
    pub fn masked(&self) -> impl Iterator<Item = (Figure, String)> {
        self.iter().map(|(figure, number)| {
            let shown = if figure.is_personal() { "***".to_owned() } else { number.to_string() };
            (figure, shown)
        })
    }
}

impl fmt::Debug for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.masked().map(|(figure, shown)| (figure.name(), shown))).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_figure_is_found_by_its_name() {
        for figure in Figure::ALL {
            assert_eq!(Figure::from_name(figure.name()), Ok(*figure));
            assert_eq!(figure.name().ends_with("_fen"), figure.unit() == FigureUnit::Fen);
        }
        assert_eq!(Figure::from_name("height").unwrap_err().code(), ErrorCode::UnknownCode);
    }

    #[test]
    fn a_number_out_of_range_is_refused_and_not_repeated() {
        let card = Figures::EMPTY.with(Figure::BuildingYear, 6_222_021_001_116_245).unwrap_err();
        assert_eq!((card.code(), card.place()), (ErrorCode::OutOfRange, Some("building_year")));
        assert!(!card.to_string().contains("6222"), "{card}");
        assert!(Figures::EMPTY.with(Figure::MonthlyIncome, -1).is_err());
    }

    #[test]
    fn what_is_stated_later_stands_over_what_was() {
        let before = Figures::EMPTY.with(Figure::OtherDebt, 5).unwrap().with(Figure::PropertyFee, 7).unwrap();
        let now = Figures::EMPTY.with(Figure::OtherDebt, 6).unwrap().over(&before);
        assert_eq!(now.iter().collect::<Vec<_>>(), [(Figure::OtherDebt, 6), (Figure::PropertyFee, 7)]);
    }

    fn any_figure() -> impl Strategy<Value = Figure> {
        prop::sample::select(Figure::ALL)
    }

    proptest! {
        #[test]
        fn figures_are_a_map_of_what_is_in_range(stated in prop::collection::vec((any_figure(), -10_i64..3000), 0..20)) {
            let (mut figures, mut model) = (Figures::EMPTY, BTreeMap::new());
            for (figure, number) in stated {
                let (least, most) = figure.range();
                let with = figures.with(figure, number);
                prop_assert_eq!(with.is_ok(), least <= number && number <= most);
                if let Ok(with) = with {
                    figures = with;
                    model.insert(figure.name(), number);
                }
            }
            let told: BTreeMap<_, _> = figures.iter().map(|(figure, number)| (figure.name(), number)).collect();
            prop_assert_eq!(told, model);
            prop_assert_eq!(figures.over(&figures), figures);
            prop_assert_eq!(Figures::EMPTY.over(&figures), figures);
        }
    }
}
