//! One paper, as somebody read it.

use super::field::Field;
use super::value::{Value, misfit};
use crate::document::DocumentKind;
use crate::error::{Error, ErrorCode};
use crate::loan::LoanId;
use crate::party::PartyId;

/// The fields of one paper, as somebody read them. What is not in it was not read, and is not compared.
///
/// A paper of two persons, such as a marriage certificate, is an extract for each. Fields of the home are those of the
/// home that is bought: a title of another home is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extract {
    /// What paper it is.
    pub document: DocumentKind,
    /// Whose: a party, or a role that hands it in as one.
    pub holder: PartyId,
    /// Of which loan; needed for papers of a loan only, and while the case has several.
    pub loan: Option<LoanId>,
    fields: Vec<(Field, Value)>,
}

impl Extract {
    /// A paper of which nothing is read yet.
    #[must_use]
    pub const fn new(document: DocumentKind, holder: PartyId) -> Self {
        Self { document, holder, loan: None, fields: Vec::new() }
    }

    /// The same, of this loan.
    #[must_use]
    pub fn of_loan(self, loan: LoanId) -> Self {
        Self { loan: Some(loan), ..self }
    }

    /// The same with one more field.
    ///
    /// # Errors
    /// [`ErrorCode::WrongType`] for a value of another kind than the field's, and [`ErrorCode::Duplicate`] for a field
    /// that was read before; the place is the field's name.
    pub fn with(mut self, field: Field, value: Value) -> Result<Self, Error> {
        if value.kind() != field.kind() {
            return Err(misfit(field, value.kind()));
        }
        if self.get(field).is_some() {
            return Err(Error::new(ErrorCode::Duplicate, "the field was read twice").at(field.name()));
        }
        self.fields.push((field, value));
        Ok(self)
    }

    /// What was read first.
    pub(super) fn first(&self) -> Option<&(Field, Value)> {
        self.fields.first()
    }

    /// What was read there.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&Value> {
        self.fields.iter().find(|(own, _)| *own == field).map(|(_, value)| value)
    }
}
