//! Applying a file: each item is told when it is stored, and when the store fails, what was stored before.

use std::io::{self, Write};

use serde_json::Value;

use super::args::Lang;
use super::ask::{Verdict, complain};
use super::day::{self, Answer};
use super::error::Error;
use super::office::{Asked, Batch, Defaults};
use super::store::{Outcome, Store};
use super::{json, report};

/// Applies every item in turn.
///
/// # Errors
/// The store or the output fails. With the store it ends there, and the error says what was done before; with the
/// output the items are applied all the same.
pub fn apply(
    store: &mut Store,
    batch: &Batch,
    defaults: &Defaults,
    (json, lang): (bool, Lang),
    out: &mut impl Write,
) -> Result<Verdict, Error> {
    let mut told = Told { out, lang, list: json.then(Vec::new), lost: None, verdict: Verdict::Yes };
    for (done, item) in batch.items.iter().enumerate() {
        match day::apply(store, item, defaults) {
            Ok(answer) => told.tell(item, &answer),
            Err(error) => {
                told.end()?;
                return Err(after(error, batch, done));
            }
        }
    }
    told.end()
}

/// What was told so far.
struct Told<'o, W> {
    out: &'o mut W,
    lang: Lang,
    /// The answers of a run that answers in JSON: one value, at the end.
    list: Option<Vec<Value>>,
    /// The first failure of the output.
    lost: Option<Error>,
    verdict: Verdict,
}

impl<W: Write> Told<'_, W> {
    fn tell(&mut self, item: &Asked, answer: &Answer) {
        let told = match &mut self.list {
            Some(list) => {
                list.push(json::answer(item, answer));
                Ok(())
            }
            // At once: who reads it may rely on it, whatever happens to the rest.
            None => report::answer(item, answer, self.lang, self.out).and_then(|()| Ok(self.out.flush()?)),
        };
        self.lost = self.lost.take().or(told.err());
        if let Answer::Refused(_, sentence) = answer {
            complain(&Error::input(&item.place, format!("case {}: {sentence}", item.case)));
        }
        if matches!(answer, Answer::Refused(..) | Answer::Before(Outcome::Refused(_))) {
            self.verdict = Verdict::No;
        }
    }

    fn end(&mut self) -> Result<Verdict, Error> {
        if let Some(list) = self.list.take() {
            writeln!(self.out, "{:#}", Value::from(list))?;
        }
        self.out.flush()?;
        match self.lost.take() {
            None => Ok(self.verdict),
            Some(Error::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(self.verdict),
            Some(error) => Err(error),
        }
    }
}

/// An error in the midst of a file: how far it came, and how to go on.
fn after(error: Error, batch: &Batch, done: usize) -> Error {
    let (all, place) = (batch.items.len(), &batch.place);
    let nameless = batch.items.iter().take(done).any(|item| item.id.is_none());
    let again = match nameless {
        true => "before you give the file again, take out those of them that have no `id`: they would be done twice",
        false => "give the file again then: what has an `id` is not done twice",
    };
    let how_far = format!("; {done} of {all} items of {place} were done before, {again}");
    match error {
        _ if done == 0 => error,
        Error::Storage { file, what } => Error::Storage { file, what: what + &how_far },
        Error::Input { place, what } => Error::Input { place, what: what + &how_far },
        other => other,
    }
}
