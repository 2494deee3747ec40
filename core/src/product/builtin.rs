//! TEMP.
use super::*;
use std::borrow::Cow::Borrowed;
pub(super) const CATALOGUE: Catalogue = Catalogue {
    edition: Edition {
        id: EditionId(Borrowed("products-2026-11-24")),
        published: Borrowed("2026-11-24"),
    },
    products: Borrowed(&[]),
    documents: Borrowed(&[]),
    routes: Borrowed(&[]),
    sources: Borrowed(&[]),
};
impl ProductId {
    /// x
    pub const PSBC_SECOND: ProductId = ProductId(Borrowed("psbc-second"));
    /// x
    pub const CITIC_JINAN_NEW: ProductId = ProductId(Borrowed("citic-jinan-new"));
    /// x
    pub const PF_GUANGZHOU: ProductId = ProductId(Borrowed("pf-guangzhou"));
}
impl DocumentKind {
    /// x
    pub const INCOME_CERT: DocumentKind = DocumentKind(Borrowed("income_cert"));
}
