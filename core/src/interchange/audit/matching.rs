//! Which entry of a log is which of those that were sealed.
//!
//! First by what stands in them, wherever they stand; what is left then takes the places that are left. So an entry that
//! was taken out is told as one, and not as a change of all that follow it.

use super::chain::{Sum, Sums};
use super::line::Line;
use crate::collect::CollectVec;
use std::collections::BTreeMap;

/// Both sides, by their places from 0.
pub(super) struct Matching {
    /// The sealed entry of each line; none where it is none of them.
    pub(super) of_line: Vec<Option<usize>>,
    /// The line of each sealed entry; none where it is missing.
    pub(super) of_entry: Vec<Option<usize>>,
}

impl Matching {
    pub(super) fn of(sealed: &[Sums], lines: &[Line]) -> Self {
        let mut matching = Self { of_line: vec![None; lines.len()], of_entry: vec![None; sealed.len()] };
        // What is the same to the last byte goes before what has other personal data, or none any more.
        for key in [Key::of_all, Key::of_open] {
            let groups = matching.groups(sealed, lines, key);
            for alike in groups.values() {
                alike.certain(lines).into_iter().for_each(|(entry, line)| matching.put(entry, line));
            }
            matching.take_alike(&groups, lines, key, true);
            matching.take_alike(&groups, lines, key, false);
        }
        matching.take_places(lines);
        matching
    }

    fn put(&mut self, entry: usize, line: usize) {
        if let (Some(of_entry), Some(of_line)) = (self.of_entry.get_mut(entry), self.of_line.get_mut(line)) {
            (*of_entry, *of_line) = (Some(line), Some(entry));
        }
    }

    fn is_missing(&self, entry: usize) -> bool {
        self.of_entry.get(entry) == Some(&None)
    }

    /// Entries and lines that are not known yet, by what stands in them.
    fn groups(&self, sealed: &[Sums], lines: &[Line], key: fn(&Sums) -> Key) -> Groups {
        let mut groups = Groups::new();
        for (at, sums) in sealed.iter().enumerate().filter(|(at, _)| self.is_missing(*at)) {
            groups.entry(key(sums)).or_default().entries.push(at);
        }
        for (at, line) in lines.iter().enumerate().filter(|(at, _)| self.entry(*at).is_none()) {
            if let Some(group) = line.sums.and_then(|sums| groups.get_mut(&key(&sums))) {
                group.lines.push(at);
            }
        }
        groups
    }

    /// The entry of a line, where it is known.
    fn entry(&self, line: usize) -> Option<usize> {
        self.of_line.get(line).copied().flatten()
    }

    /// Of entries that read alike, one that stands where the lines around this one stand; if not `near`, any.
    fn take_alike(&mut self, groups: &Groups, lines: &[Line], key: fn(&Sums) -> Key, near: bool) {
        let mut next = 0;
        for (at, line) in lines.iter().enumerate() {
            if self.entry(at).is_none() {
                let alike = line.sums.and_then(|sums| groups.get(&key(&sums)));
                let found = alike.and_then(|alike| self.likely(alike, at, line, near.then_some(next)));
                found.into_iter().for_each(|entry| self.put(entry, at));
            }
            next = self.entry(at).map_or(next, |entry| entry + 1);
        }
    }

    /// Which of these entries a line is: one from `next` up to that of the next line that is known, or any where there is no
    /// `next`. Where more are missing than lines are left, the line's number tells which.
    fn likely(&self, alike: &Alike, at: usize, line: &Line, next: Option<usize>) -> Option<usize> {
        let stop = (at..self.of_line.len()).find(|line| self.entry(*line).is_some()).unwrap_or(self.of_line.len());
        let end = self.entry(stop).unwrap_or(self.of_entry.len());
        let fits = |entry: &usize| self.is_missing(*entry) && next.is_none_or(|next| (next..end).contains(entry));
        let free = alike.entries.iter().copied().filter(fits).collect_vec();
        let here = alike.lines.iter().filter(|line| (at..stop).contains(*line)).count();
        let own = place(line).filter(|own| free.len() > here && free.contains(own));
        own.or(free.first().copied())
    }

    /// A line that is none of the sealed takes the place of a missing one: that whose number it bears, or the next one.
    fn take_places(&mut self, lines: &[Line]) {
        let mut next = 0;
        for (at, line) in lines.iter().enumerate() {
            if let Some(entry) = self.entry(at) {
                next = entry + 1;
                continue;
            }
            let own = place(line);
            if let Some(entry) = own.into_iter().chain([next]).find(|entry| self.is_missing(*entry)) {
                self.put(entry, at);
                next = entry + 1;
            }
        }
    }
}

/// The place that an entry's own number names.
fn place(line: &Line) -> Option<usize> {
    usize::try_from(line.number?).ok()?.checked_sub(1)
}

/// Entries and lines with one digest: most often one of each.
#[derive(Default)]
struct Alike {
    entries: Vec<usize>,
    lines: Vec<usize>,
}

/// They by their digests.
type Groups = BTreeMap<Key, Alike>;

/// The digests by which entries and lines are compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key(Sum, Option<Sum>);

impl Key {
    /// With those of personal data.
    fn of_all(sums: &Sums) -> Self {
        Self(sums.open, sums.personal.map(|personal| personal.whole))
    }

    /// Without.
    fn of_open(sums: &Sums) -> Self {
        Self(sums.open, None)
    }
}

impl Alike {
    /// Which is which: by their numbers where these tell, else in order where none is missing and none too many, for numbers
    /// may have been written anew; else what stands around them has to tell.
    fn certain(&self, lines: &[Line]) -> Vec<(usize, usize)> {
        let by_number = self.entries.iter().filter_map(|entry| self.numbered(*entry, lines)).collect_vec();
        if by_number.len() == self.entries.len().min(self.lines.len()) {
            return by_number;
        }
        match self.entries.len() == self.lines.len() {
            true => self.entries.iter().copied().zip(self.lines.iter().copied()).collect_vec(),
            false => Vec::new(),
        }
    }

    /// An entry with the one line that bears its number.
    fn numbered(&self, entry: usize, lines: &[Line]) -> Option<(usize, usize)> {
        let mut bearing = self.lines.iter().filter(|line| lines.get(**line).and_then(place) == Some(entry));
        match (bearing.next(), bearing.next()) {
            (Some(line), None) => Some((entry, *line)),
            _ => None,
        }
    }
}
