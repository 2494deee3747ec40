//! Changes behind a switch: a file in which each mutant is there, and none is on.

use super::listed::{Genre, Mutant};
use anyhow::{Context, Result};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Arm, Block, ExprBinary, ExprMatch, ExprStruct, ExprUnary};

/// A file with its switches.
pub struct Switched {
    pub text: String,
    /// Where each mutant that found its place stands in it; the block around it is one of its places too, and the whole of a `match`,
    /// for the compiler may find fault with those.
    pub regions: Regions,
    /// Those that found their place.
    pub placed: BTreeSet<usize>,
}

/// Puts mutants into their file, each behind the switch of its number.
pub fn behind(source: &str, mutants: &[(usize, &Mutant)]) -> Result<Switched> {
    let mut placing = Placing { source, wanted: BTreeMap::new(), starts: Vec::new(), edits: Vec::new() };
    for (number, mutant) in mutants {
        let range = mutant.range(source)?;
        placing.starts.push((*number, range.start));
        match mutant.genre {
            Genre::FnValue => placing.instead_of_body(*number, range, &mutant.replacement),
            Genre::MatchArmGuard => placing.instead_of_guard(*number, range, &mutant.replacement),
            _ => placing.wanted.entry(range.start).or_default().push((*number, (*mutant).clone())),
        }
    }
    placing.visit_file(&syn::parse_file(source).context("a source that can be read")?);
    let placed = placing.edits.iter().filter(|edit| edit.change.is_some()).map(|edit| edit.number).collect();
    let (text, regions) = put(source, placing.edits);
    Ok(Switched { text, regions, placed })
}

/// A part of the file that belongs to a mutant.
struct Edit {
    number: usize,
    range: Range<usize>,
    /// What is put before and after it; nothing where it only stands around the mutant.
    change: Option<[String; 2]>,
}

struct Placing<'s> {
    source: &'s str,
    /// By where what they change begins.
    wanted: BTreeMap<usize, Vec<(usize, Mutant)>>,
    /// Where each begins.
    starts: Vec<(usize, usize)>,
    edits: Vec<Edit>,
}

impl Placing<'_> {
    fn instead_of_body(&mut self, number: usize, range: Range<usize>, value: &str) {
        self.edit(number, range, format!("if crate::mutated(\"{number}\") {{ return {value}; }} "), String::new());
    }

    fn instead_of_guard(&mut self, number: usize, range: Range<usize>, value: &str) {
        let before = if value == "true" { "crate::mutated" } else { "!crate::mutated" };
        let joined = if value == "true" { "||" } else { "&&" };
        self.edit(number, range, format!("{before}(\"{number}\") {joined} ("), ")".to_owned());
    }

    /// Another expression in the place of one.
    fn instead(&mut self, number: usize, range: Range<usize>, other: &str) {
        self.edit(number, range, format!("(if crate::mutated(\"{number}\") {{ {other} }} else {{ "), " })".to_owned());
    }

    fn edit(&mut self, number: usize, range: Range<usize>, before: String, after: String) {
        self.edits.push(Edit { number, range, change: Some([before, after]) });
    }

    /// The mutants within stand here too.
    fn around(&mut self, range: &Range<usize>) {
        let within = self.starts.iter().filter(|(_, start)| range.contains(start)).map(|(number, _)| *number);
        for number in within.collect::<Vec<_>>() {
            self.edits.push(Edit { number, range: range.clone(), change: None });
        }
    }

    fn text(&self, range: Range<usize>) -> &str {
        self.source.get(range).unwrap_or_default()
    }

    /// The mutants that begin here and are of this kind.
    fn taken(&self, start: usize, genre: Genre) -> Vec<(usize, Mutant)> {
        let here = self.wanted.get(&start).into_iter().flatten();
        here.filter(|(_, mutant)| mutant.genre == genre).cloned().collect()
    }

    /// The whole without a part of it and the comma after that.
    fn without(&self, whole: &Range<usize>, part: &Range<usize>) -> String {
        let after = self.text(part.end..whole.end);
        let after = after.trim_start().strip_prefix(',').unwrap_or(after);
        format!("{}{after}", self.text(whole.start..part.start))
    }
}

fn bytes(node: &impl Spanned) -> Range<usize> {
    node.span().byte_range()
}

impl<'ast> Visit<'ast> for Placing<'_> {
    fn visit_block(&mut self, node: &'ast Block) {
        self.around(&bytes(node));
        visit::visit_block(self, node);
    }

    fn visit_expr_match(&mut self, node: &'ast ExprMatch) {
        self.around(&bytes(node));
        visit::visit_expr_match(self, node);
    }

    fn visit_expr_binary(&mut self, node: &'ast ExprBinary) {
        let (whole, sign) = (bytes(node), bytes(&node.op));
        for (number, mutant) in self.taken(sign.start, Genre::BinaryOperator) {
            let (left, right) = (self.text(whole.start..sign.start), self.text(sign.end..whole.end));
            let other = format!("{left}{}{right}", mutant.replacement);
            self.instead(number, whole.clone(), &other);
        }
        visit::visit_expr_binary(self, node);
    }

    fn visit_expr_unary(&mut self, node: &'ast ExprUnary) {
        let (whole, sign) = (bytes(node), bytes(&node.op));
        for (number, _) in self.taken(sign.start, Genre::UnaryOperator) {
            let other = self.text(sign.end..whole.end).to_owned();
            self.instead(number, whole.clone(), &other);
        }
        visit::visit_expr_unary(self, node);
    }

    fn visit_expr_struct(&mut self, node: &'ast ExprStruct) {
        let whole = bytes(node);
        for field in &node.fields {
            for (number, _) in self.taken(bytes(field).start, Genre::StructField) {
                let other = self.without(&whole, &bytes(field));
                self.instead(number, whole.clone(), &other);
            }
        }
        visit::visit_expr_struct(self, node);
    }

    fn visit_arm(&mut self, node: &'ast Arm) {
        for (number, _) in self.taken(bytes(node).start, Genre::MatchArm) {
            let off = format!("!crate::mutated(\"{number}\")");
            match &node.guard {
                Some((_, guard)) => self.edit(number, bytes(guard), format!("{off} && ("), ")".to_owned()),
                None => self.edit(number, bytes(&node.pat), String::new(), format!(" if {off}")),
            }
        }
        visit::visit_arm(self, node);
    }
}

/// Where the mutants stand in the new text.
type Regions = Vec<(usize, Range<usize>)>;

/// All of them put in: what stands around more comes first before it and last after it.
fn put(source: &str, mut edits: Vec<Edit>) -> (String, Regions) {
    edits.sort_by_key(|edit| (edit.range.start, Reverse(edit.range.end)));
    let mut putting = Putting { source, at: 0, open: Vec::new(), text: String::new(), regions: Regions::new() };
    for edit in edits {
        putting.close_until(edit.range.start);
        putting.open(edit);
    }
    putting.close_until(source.len());
    putting.copy_to(source.len());
    (putting.text, putting.regions)
}

struct Putting<'s> {
    source: &'s str,
    /// How far it has been copied.
    at: usize,
    /// What stands around the place where we are, and where it began in the new text.
    open: Vec<(Edit, usize)>,
    text: String,
    regions: Regions,
}

impl Putting<'_> {
    fn copy_to(&mut self, end: usize) {
        self.text.push_str(self.source.get(self.at..end).unwrap_or_default());
        self.at = end;
    }

    fn open(&mut self, edit: Edit) {
        self.copy_to(edit.range.start);
        let start = self.text.len();
        self.text.extend(edit.change.iter().map(|[before, _]| before.as_str()));
        self.open.push((edit, start));
    }

    /// What ends before here, the inner before the outer.
    fn close_until(&mut self, here: usize) {
        while let Some((edit, start)) = self.open.pop_if(|(edit, _)| edit.range.end <= here) {
            self.copy_to(edit.range.end);
            self.text.extend(edit.change.iter().map(|[_, after]| after.as_str()));
            self.regions.push((edit.number, start..self.text.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mutation::listed::{Place, Span};

    /// A mutant of the part of a one-line source that stands there once.
    fn mutant(genre: Genre, source: &str, part: &str, replacement: &str) -> Mutant {
        let start = source.find(part).unwrap();
        let place = |at: usize| Place { line: 1, column: at + 1 };
        let span = Span { start: place(start), end: place(start + part.len()) };
        Mutant { name: String::new(), file: String::new(), genre, replacement: replacement.to_owned(), span }
    }

    #[test]
    fn each_stands_around_what_it_changes() {
        let source = "fn f(a: u8) -> bool { !(a + 1 > 2) }";
        let listed = [
            mutant(Genre::FnValue, source, "!(a + 1 > 2)", "true"),
            mutant(Genre::BinaryOperator, source, "> 2", "=="),
            mutant(Genre::BinaryOperator, source, "+", "-"),
            mutant(Genre::UnaryOperator, source, "!", ""),
        ];
        let switched = behind(source, &listed.iter().enumerate().collect::<Vec<_>>()).unwrap();
        let expected = "fn f(a: u8) -> bool { if crate::mutated(\"0\") { return true; } (if crate::mutated(\"3\") { (a + 1 > 2) } else { \
             !((if crate::mutated(\"1\") { a + 1 == 2 } else { (if crate::mutated(\"2\") { a - 1 } else { a + 1 }) > 2 })) }) }";
        assert_eq!(switched.text, expected);
        let own = switched.regions.iter().filter(|(number, _)| *number == 2).min_by_key(|(_, region)| region.len());
        let (_, region) = own.unwrap();
        assert_eq!(&switched.text[region.clone()], "(if crate::mutated(\"2\") { a - 1 } else { a + 1 })");
    }

    #[test]
    fn an_arm_and_its_guard_are_switched_off() {
        let source = "fn f(a: u8) -> u8 { match a { 1 if a > 0 => 2, 3 => 4, _ => 5 } }";
        let listed = [
            mutant(Genre::MatchArm, source, "1 if a > 0 => 2", ""),
            mutant(Genre::MatchArm, source, "3 => 4", ""),
            mutant(Genre::MatchArmGuard, source, "a > 0", "false"),
        ];
        let switched = behind(source, &listed.iter().enumerate().collect::<Vec<_>>()).unwrap();
        assert!(switched.text.contains("3 if !crate::mutated(\"1\") => 4"), "{}", switched.text);
        assert!(
            switched.text.contains("1 if !crate::mutated(\"2\") && (!crate::mutated(\"0\") && (a > 0)) => 2"),
            "{}",
            switched.text
        );
    }

    #[test]
    fn a_field_is_left_to_what_follows() {
        let source = "fn f() -> S { S { a: 1, ..s() } }";
        let listed = [mutant(Genre::StructField, source, "a: 1", "")];
        let switched = behind(source, &listed.iter().enumerate().collect::<Vec<_>>()).unwrap();
        assert!(switched.text.contains("{ S {  ..s() } } else { S { a: 1, ..s() } })"), "{}", switched.text);
    }
}
