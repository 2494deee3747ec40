//! Long work: whoever waits is told part by part how far it is, and may end it.
//!
//! The core has no clock and no thread of its own. So the work is done a case or a loan at a time, and between two of them
//! somebody else is asked: a binding looks there whether Ctrl-C was pressed.

use std::ops::ControlFlow;

use crate::error::{Error, ErrorCode};

/// Told how much is done, of how much; says whether to go on.
///
/// It is called often, so it should be quick. What is done never gets less, and may be told again; of how much it is may
/// grow, for how long an answer gets is known only when it has been found.
///
/// In WebAssembly it is not called: there work goes on to its end, for the thread that would end it is the one that does it.
pub type Watch<'w> = dyn FnMut(usize, usize) -> ControlFlow<()> + 'w;

/// Nobody waits: the work goes on to its end.
pub fn nobody(_: usize, _: usize) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// The parts of a piece of work, and whoever hears of them.
pub(crate) struct Parts<'a, 'w> {
    watch: &'a mut Watch<'w>,
    done: usize,
    of: usize,
    is_over: bool,
}

impl<'a, 'w> Parts<'a, 'w> {
    /// Work of so many parts, of which none is done.
    pub(crate) fn new(watch: &'a mut Watch<'w>, of: usize) -> Self {
        Self { watch, done: 0, of, is_over: false }
    }

    /// There are so many parts in all.
    pub(crate) fn expect(&mut self, of: usize) {
        self.of = of;
    }

    /// So many more come behind them: what is known only when those are done.
    #[cfg(feature = "serde")]
    pub(crate) fn more(&mut self, parts: usize) {
        self.of = self.of.saturating_add(parts);
    }

    /// So many more are done.
    ///
    /// # Errors
    /// `Interrupted` when it is not to go on.
    pub(crate) fn step(&mut self, parts: usize) -> Result<(), Error> {
        match self.goes_on(parts) {
            true => Ok(()),
            false => Err(self.interrupted()),
        }
    }

    /// All are done.
    ///
    /// # Errors
    /// As [`step`](Self::step).
    #[cfg(feature = "serde")]
    pub(crate) fn end(&mut self) -> Result<(), Error> {
        self.step(self.of)
    }

    /// No more is done than before: whether to go on nevertheless.
    ///
    /// # Errors
    /// As [`step`](Self::step).
    pub(crate) fn pause(&mut self) -> Result<(), Error> {
        self.step(0)
    }

    /// These items, each a part, as long as it is to go on: for work that takes them one after the other and has no way to
    /// fail. What comes of it counts once a later [`pause`](Self::pause) has said that it was not ended.
    #[cfg(feature = "serde")]
    pub(crate) fn wanted<T>(&mut self, items: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        items.take_while(|_| self.goes_on(1))
    }

    /// Who ended it is not asked again.
    #[inline]
    fn goes_on(&mut self, parts: usize) -> bool {
        // To ask takes bytes in a browser, where whoever could end it has the one thread that does the work.
        if cfg!(target_family = "wasm") {
            return true;
        }
        self.done = self.done.saturating_add(parts).min(self.of);
        self.is_over = self.is_over || (self.watch)(self.done, self.of).is_break();
        !self.is_over
    }

    #[cold]
    fn interrupted(&self) -> Error {
        Error::new(ErrorCode::Interrupted, format!("stopped after {} of {} parts", self.done, self.of))
    }
}

#[cfg(all(test, feature = "serde"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_done_grows_to_the_end_and_no_further() {
        let mut told = Vec::new();
        let mut watch = |done, of| {
            told.push((done, of));
            nobody(done, of)
        };
        let mut parts = Parts::new(&mut watch, 3);
        parts.step(1).unwrap();
        parts.pause().unwrap();
        parts.step(5).unwrap();
        parts.more(1);
        parts.end().unwrap();
        assert_eq!(told, [(1, 3), (1, 3), (3, 3), (4, 4)]);
    }

    #[test]
    fn items_end_where_the_work_does() {
        let mut left = 3;
        let mut watch = |_, _| {
            left -= 1;
            if left > 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let mut parts = Parts::new(&mut watch, 9);
        assert_eq!(parts.wanted(0..).collect::<Vec<i32>>(), [0, 1]);
        assert_eq!(parts.end().unwrap_err().code(), ErrorCode::Interrupted);
        assert_eq!(left, 0, "who ended it is asked no more");
    }

    #[test]
    fn who_breaks_off_is_told_how_far_it_was() {
        let mut watch = |done, _| if done < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
        let mut parts = Parts::new(&mut watch, 9);
        parts.step(1).unwrap();
        let error = parts.step(1).unwrap_err();
        assert_eq!((error.code(), error.message()), (ErrorCode::Interrupted, "stopped after 2 of 9 parts"));
    }

    proptest! {
        #[test]
        fn whoever_waits_never_hears_of_less(steps in prop::collection::vec(0_usize..5, 0..20), of in 0_usize..40, patience in 1_usize..25) {
            let mut told = Vec::new();
            let mut watch = |done, of| {
                told.push((done, of));
                if told.len() < patience { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            };
            let mut parts = Parts::new(&mut watch, of);
            let ends: Vec<bool> = steps.iter().map(|step| parts.step(*step).is_err()).collect();
            // Who breaks off is asked no more, and nothing goes on after it.
            prop_assert_eq!(told.len(), steps.len().min(patience));
            prop_assert_eq!(ends, (1..=steps.len()).map(|asked| asked >= patience).collect::<Vec<_>>());
            prop_assert!(told.is_sorted() && told.iter().all(|(done, all)| done <= all && *all == of));
        }
    }
}
