//! What a check is; the table of them stands in `table`.

use std::fmt;

use super::table::Check;
use crate::error::Error;
use crate::words::{closed, unknown};

closed! {
    /// How grave an inconsistency is.
    pub enum Severity ("severity") {
        /// The paper cannot be handed in like this.
        Stop "stop" "不得提交",
        /// Somebody must look and may let it pass.
        Warn "warn" "需核实",
    }
}

macro_rules! checks {
    ( $( $variant:ident $wire:literal $number:tt $severity:ident
         $en:literal $advice:literal $zh:literal $advice_zh:literal; )+ ) => {
        /// What was compared and does not agree.
        ///
        /// Open: later versions may add a check, so a `match` needs a last arm.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check {
            $( #[doc = concat!("What is found: ", $en, ".")] $variant, )+
        }

        impl Check {
            /// Every check, in the order of the table.
            pub const ALL: &'static [Check] = &[$( Check::$variant, )+];

            /// The stable name, as on the wire.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Check::$variant => $wire, )+ }
            }

            /// Its number in the list of twenty checks (HANDBOOK 3.5); `None` for what only the catalogue of papers asks.
            #[must_use]
            pub const fn number(self) -> Option<u8> {
                let number: u8 = match self { $( Check::$variant => $number, )+ };
                if number == 0 { None } else { Some(number) }
            }

            /// How grave it is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $( Check::$variant => Severity::$severity, )+ }
            }

            /// What is wrong, in English.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $( Check::$variant => $en, )+ }
            }

            /// What is wrong, in Chinese.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $( Check::$variant => $zh, )+ }
            }

            /// What to do, in English.
            #[must_use]
            pub const fn advice(self) -> &'static str {
                match self { $( Check::$variant => $advice, )+ }
            }

            /// What to do, in Chinese.
            #[must_use]
            pub const fn advice_zh(self) -> &'static str {
                match self { $( Check::$variant => $advice_zh, )+ }
            }
        }
    };
}
pub(super) use checks;

impl Check {
    /// The check of this name.
    ///
    /// # Errors
    /// `UnknownCode` when no check is called so.
    pub fn from_name(name: &str) -> Result<Check, Error> {
        let found = Self::ALL.iter().copied().find(|check| check.name() == name);
        found.ok_or_else(|| unknown("check", name, Self::ALL.iter().map(|check| check.name())))
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
