//! Lists of what an iterator gives.

/// How the core makes its lists.
///
/// `collect` takes the first item before it makes room, and so compiles the whole chain of filters and maps twice, at each place
/// anew: in a browser all of them together were a tenth of what is fetched. This goes through the chain once.
pub(crate) trait CollectVec: Iterator + Sized {
    /// The items in their order.
    fn collect_vec(self) -> Vec<Self::Item> {
        let mut list = Vec::with_capacity(self.size_hint().0);
        self.for_each(|item| list.push(item));
        list
    }
}

impl<I: Iterator> CollectVec for I {}
