//! Values by position: no names, no tags but those of alternatives. What is wrong is kept and said once, at the end.

use crate::date::Date;
use crate::words::first;
use std::borrow::Cow;

/// A value that is written by position.
pub(super) trait Packed: Sized {
    /// Writes it after what stands there.
    fn put(&self, out: &mut Vec<u8>);
    /// Takes it from where the cursor stands; blank when it is not there.
    fn take(from: &mut Cursor<'_>) -> Self;
}

/// Where reading stands.
pub(super) struct Cursor<'b> {
    rest: &'b [u8],
    broken: bool,
    depth: u8,
}

/// How deep conditions and alternatives may lie in one another.
const DEPTH_MAX: u8 = 32;

impl<'b> Cursor<'b> {
    pub(super) fn new(rest: &'b [u8]) -> Self {
        Self { rest, broken: false, depth: 0 }
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

    fn text(&mut self) -> &'b str {
        let length = usize::try_from(self.number()).unwrap_or(usize::MAX);
        let text = self.rest.split_at_checked(length).and_then(|(text, rest)| Some((str::from_utf8(text).ok()?, rest)));
        match text {
            Some((text, rest)) => {
                self.rest = rest;
                text
            }
            None => self.wrong(""),
        }
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

pub(super) fn put_number(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

fn put_length(length: usize, out: &mut Vec<u8>) {
    // OK because no text and no list of a pack is near that long.
    put_number(u32::try_from(length).unwrap_or(u32::MAX), out);
}

impl Packed for u8 {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }
    fn take(from: &mut Cursor<'_>) -> Self {
        from.byte()
    }
}

impl Packed for u16 {
    fn put(&self, out: &mut Vec<u8>) {
        put_number(u32::from(*self), out);
    }
    fn take(from: &mut Cursor<'_>) -> Self {
        Self::try_from(from.number()).unwrap_or_else(|_| from.wrong(0))
    }
}

impl Packed for Cow<'static, str> {
    fn put(&self, out: &mut Vec<u8>) {
        put_length(self.len(), out);
        out.extend_from_slice(self.as_bytes());
    }
    fn take(from: &mut Cursor<'_>) -> Self {
        Cow::Owned(from.text().to_owned())
    }
}

/// By its distance from the first day there is.
impl Packed for Date {
    fn put(&self, out: &mut Vec<u8>) {
        // OK because no day is before the first.
        put_number(u32::try_from(Date::MIN.days_until(*self)).unwrap_or(0), out);
    }
    fn take(from: &mut Cursor<'_>) -> Self {
        let days = i32::try_from(from.number()).unwrap_or(i32::MAX);
        Date::MIN.add_days(days).unwrap_or_else(|_| from.wrong(Date::MIN))
    }
}

impl<T: Packed> Packed for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(self.is_some()));
        self.iter().for_each(|it| it.put(out));
    }
    fn take(from: &mut Cursor<'_>) -> Self {
        (from.byte() != 0).then(|| T::take(from))
    }
}

impl<T: Packed + Clone> Packed for Cow<'static, [T]> {
    fn put(&self, out: &mut Vec<u8>) {
        put_length(self.len(), out);
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
