//! Values by position: no names, no tags but those of alternatives. What is wrong is kept and said once, at the end.

use crate::date::Date;
use crate::words::first;
use std::borrow::Cow;

/// A value that is written by position.
pub(super) trait Packed: Sized {
    /// Writes it after what stands there.
    fn put(&self, out: &mut Out);
    /// Takes it from where the cursor stands; blank when it is not there.
    fn take(from: &mut Cursor<'_>) -> Self;
}

/// What is written: the rows, and apart from them every text that they name, once.
#[derive(Default)]
pub(super) struct Out {
    rows: Vec<u8>,
    texts: String,
    seen: Vec<String>,
}

impl Out {
    /// The texts, a line each, then the rows.
    pub(super) fn whole(self) -> Vec<u8> {
        let mut whole = Self::default();
        whole.length(self.texts.len());
        [whole.rows.as_slice(), self.texts.as_bytes(), self.rows.as_slice()].concat()
    }

    pub(super) fn byte(&mut self, byte: u8) {
        self.rows.push(byte);
    }

    fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.byte(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.byte(number.to_le_bytes()[0]);
    }

    pub(super) fn length(&mut self, length: usize) {
        // OK because no text and no list of a pack is near that long.
        self.number(u32::try_from(length).unwrap_or(u32::MAX));
    }

    /// The place of a text among those that were there before, from 1; 0 for the next new one.
    pub(super) fn text(&mut self, text: &str) {
        match self.seen.iter().position(|it| it == text) {
            Some(at) => self.length(at.saturating_add(1)),
            None => {
                self.byte(0);
                self.seen.push(text.to_owned());
                self.texts.push_str(text);
                self.texts.push('\n');
            }
        }
    }
}

/// Where reading stands.
pub(super) struct Cursor<'b> {
    rest: &'b [u8],
    texts: &'b str,
    seen: Vec<&'b str>,
    broken: bool,
    depth: u8,
}

/// How deep conditions and alternatives may lie in one another.
const DEPTH_MAX: u8 = 32;

impl<'b> Cursor<'b> {
    pub(super) fn new(whole: &'b [u8]) -> Self {
        let mut cursor = Self { rest: whole, texts: "", seen: Vec::new(), broken: false, depth: 0 };
        let length = usize::try_from(cursor.number()).unwrap_or(usize::MAX);
        let parts = cursor.rest.split_at_checked(length);
        match parts.and_then(|(texts, rows)| Some((std::str::from_utf8(texts).ok()?, rows))) {
            Some((texts, rows)) => (cursor.texts, cursor.rest) = (texts, rows),
            None => cursor.wrong(()),
        }
        cursor
    }

    /// Whether all was read, and all of it fitted.
    pub(super) fn is_whole(&self) -> bool {
        !self.broken && self.rest.is_empty()
    }

    /// Blank, for nothing fits here.
    pub(super) fn wrong<T>(&mut self, blank: T) -> T {
        self.broken = true;
        self.rest = &[];
        blank
    }

    pub(super) fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((byte, rest)) => {
                self.rest = rest;
                *byte
            }
            None => self.wrong(0),
        }
    }

    /// Seven bits a byte, the low ones first.
    pub(super) fn number(&mut self) -> u32 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= u32::from(byte & 0x7f) << shift;
            shift += 7;
            match byte {
                0x80.. if shift < 28 => {}
                0x80.. => return self.wrong(0),
                _ => return number,
            }
        }
    }

    pub(super) fn text(&mut self) -> &'b str {
        let found = match self.number().checked_sub(1) {
            Some(at) => usize::try_from(at).ok().and_then(|at| self.seen.get(at).copied()),
            None => self.texts.split_once('\n').map(|(text, texts)| {
                self.texts = texts;
                self.seen.push(text);
                text
            }),
        };
        found.unwrap_or_else(|| self.wrong(""))
    }

    /// Texts, joined as a path.
    pub(super) fn path(&mut self) -> Cow<'static, str> {
        let mut path = String::new();
        for part in 0..self.number() {
            if self.broken {
                break;
            }
            path.push_str(if part == 0 { "" } else { "/" });
            path.push_str(self.text());
        }
        Cow::Owned(path)
    }

    /// What lies inside another of its kind.
    pub(super) fn within<T>(&mut self, blank: T, take: impl FnOnce(&mut Self) -> T) -> T {
        if self.depth == DEPTH_MAX {
            return self.wrong(blank);
        }
        self.depth += 1;
        let taken = take(self);
        self.depth -= 1;
        taken
    }

    /// A member of a closed set.
    pub(super) fn member<T: Copy>(&mut self, all: &[T]) -> T {
        let index = usize::from(self.byte());
        all.get(index).copied().unwrap_or_else(|| self.wrong(first(all)))
    }
}

impl Packed for u8 {
    fn put(&self, out: &mut Out) {
        out.byte(*self);
    }
    fn take(from: &mut Cursor<'_>) -> Self {
        from.byte()
    }
}

impl Packed for u16 {
    fn put(&self, out: &mut Out) {
        out.number(u32::from(*self));
    }
    fn take(from: &mut Cursor<'_>) -> Self {
        Self::try_from(from.number()).unwrap_or_else(|_| from.wrong(0))
    }
}

impl Packed for Cow<'static, str> {
    fn put(&self, out: &mut Out) {
        out.text(self);
    }
    fn take(from: &mut Cursor<'_>) -> Self {
        Cow::Owned(from.text().to_owned())
    }
}

/// By its distance from the first day there is.
impl Packed for Date {
    fn put(&self, out: &mut Out) {
        // OK because no day is before the first.
        out.number(u32::try_from(Date::MIN.days_until(*self)).unwrap_or(0));
    }
    fn take(from: &mut Cursor<'_>) -> Self {
        let days = i32::try_from(from.number()).unwrap_or(i32::MAX);
        Date::MIN.add_days(days).unwrap_or_else(|_| from.wrong(Date::MIN))
    }
}

impl<T: Packed> Packed for Option<T> {
    fn put(&self, out: &mut Out) {
        out.byte(u8::from(self.is_some()));
        self.iter().for_each(|it| it.put(out));
    }
    fn take(from: &mut Cursor<'_>) -> Self {
        (from.byte() != 0).then(|| T::take(from))
    }
}

impl<T: Packed + Clone> Packed for Cow<'static, [T]> {
    fn put(&self, out: &mut Out) {
        out.length(self.len());
        self.iter().for_each(|it| it.put(out));
    }
    fn take(from: &mut Cursor<'_>) -> Self {
        let mut items = Vec::new();
        for _ in 0..from.number() {
            items.push(T::take(from));
            if from.broken {
                break;
            }
        }
        Cow::Owned(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_four_bytes_at_most() {
        let read = |bytes| {
            let mut cursor = Cursor { rest: bytes, ..Cursor::new(&[0]) };
            (cursor.number(), cursor.is_whole())
        };
        assert_eq!(read(&[0xff, 0xff, 0xff, 0x7f]), (0x0fff_ffff, true));
        assert_eq!(read(&[0x80, 0x80, 0x80, 0x80, 0x00]), (0, false));
    }
}
