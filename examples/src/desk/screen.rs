//! A terminal: how wide it is, whether it shows colours, and cells that fit.

use std::io;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

use super::args::Lang;
use super::report::{padded, width};

/// From how many columns on a task has one line; below that it has two.
const WIDE: usize = 110;
/// What is taken for the width of a pipe.
const PIPE: usize = 120;
/// The narrow layout.
const NARROW: usize = 60;

/// The width of what is no terminal: as the environment has it, as other programs take it.
fn told() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|it| *it >= NARROW).unwrap_or(PIPE)
}

/// What stands out, and how.
pub const HEADING: Style = Style::new().bold();
/// What is late.
pub const BAD: Style = AnsiColor::Red.on_default().bold();
/// What is nearly so.
pub const WARN: Style = AnsiColor::Yellow.on_default();
/// What names a case.
pub const NAME: Style = AnsiColor::Cyan.on_default();
/// What may be passed over.
pub const SOFT: Style = Style::new().dimmed();
/// What needs no style.
pub const PLAIN: Style = Style::new();

/// Whether to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal that wants it: not in a pipe, and not where NO_COLOR is set
    Auto,
    /// Whatever reads it
    Always,
    /// Nowhere
    Never,
}

/// A terminal, and the language spoken on it.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// How many columns it has.
    pub columns: usize,
    /// The language.
    pub lang: Lang,
    colours: bool,
}

impl Screen {
    /// The one that standard output goes to.
    pub fn new(narrow: bool, colour: Colour, lang: Lang) -> Self {
        let found = || terminal_size::terminal_size().map_or_else(told, |(columns, _)| usize::from(columns.0));
        let colours = match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        };
        Self { columns: if narrow { NARROW } else { found().max(40) }, lang, colours }
    }

    /// Whether a task has one line.
    pub fn is_wide(&self) -> bool {
        self.columns >= WIDE
    }

    /// A text in a style, where colours are shown.
    pub fn paint(&self, style: Style, text: &str) -> String {
        match self.colours && style != PLAIN && !text.is_empty() {
            true => format!("{style}{text}{style:#}"),
            false => text.to_owned(),
        }
    }

    /// Cells side by side, each broken into as many lines as it needs.
    pub fn row(&self, cells: &[Cell]) -> Vec<String> {
        let broken: Vec<(&Cell, Vec<String>)> = cells.iter().map(|it| (it, broken(&it.text, it.wide))).collect();
        let lines = broken.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
        let line = |nth: usize| {
            let parts = broken.iter().map(|(cell, lines)| self.cell(cell, lines.get(nth).map_or("", String::as_str)));
            parts.collect::<Vec<_>>().join(" ").trim_end().to_owned()
        };
        (0..lines).map(line).collect()
    }

    fn cell(&self, cell: &Cell, text: &str) -> String {
        let filled = padded(text, cell.wide);
        let blanks = filled.get(text.len()..).unwrap_or_default();
        match cell.right {
            true => format!("{blanks}{}", self.paint(cell.style, text)),
            false => format!("{}{blanks}", self.paint(cell.style, text)),
        }
    }
}

/// A text, how wide it may be, and how it looks.
pub struct Cell {
    text: String,
    wide: usize,
    style: Style,
    right: bool,
}

impl Cell {
    /// A cell that begins on the left.
    pub fn new(text: impl Into<String>, wide: usize, style: Style) -> Self {
        Self { text: text.into(), wide, style, right: false }
    }

    /// A cell that ends on the right: for numbers.
    #[must_use]
    pub fn right(self) -> Self {
        Self { right: true, ..self }
    }
}

/// A text in lines of a width, broken at blanks and between Chinese characters.
pub fn broken(text: &str, wide: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let Some(line) = lines.last_mut() else { break };
        match width(line) + width(piece.trim_end()) <= wide || line.is_empty() {
            true => line.push_str(piece),
            false => lines.push(piece.trim_start().to_owned()),
        }
    }
    lines.iter().flat_map(|line| cut(line.trim_end(), wide)).collect()
}

/// What is not broken further while it fits.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let closes = "，。、；：）」".contains(c);
        let breaks = (before == ' ' && c != ' ') || ((is_wide(c) || is_wide(before)) && c != ' ' && !closes);
        if breaks && at > from {
            pieces.extend(text.get(from..at));
            from = at;
        }
        before = c;
    }
    pieces.extend(text.get(from..));
    pieces
}

fn is_wide(c: char) -> bool {
    width(c.encode_utf8(&mut [0; 4])) == 2
}

/// A piece that is too long for any line is cut.
fn cut(line: &str, wide: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for c in line.chars() {
        let own = width(c.encode_utf8(&mut [0; 4]));
        match lines.last_mut() {
            Some(line) if width(line) + own <= wide || line.is_empty() => line.push(c),
            _ => lines.push(c.to_string()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_broken_where_it_may_be() {
        assert_eq!(broken("collect the income proof", 12), ["collect the", "income proof"]);
        assert_eq!(broken("催收资料：收入证明、银行流水", 12), ["催收资料：收", "入证明、银行", "流水"]);
        assert_eq!(broken("", 5), [""]);
        assert_eq!(broken("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        for wide in 4..30 {
            let lines = broken("L1 · 催收资料：borrower 林*鸣, income certificate、银行流水", wide);
            assert!(lines.iter().all(|line| width(line) <= wide), "{wide}: {lines:?}");
        }
    }

    #[test]
    fn cells_stand_below_one_another() {
        let screen = Screen { columns: 60, lang: Lang::En, colours: false };
        let cells = [Cell::new("7", 3, PLAIN).right(), Cell::new("收入 证明", 5, BAD), Cell::new("x", 2, PLAIN)];
        assert_eq!(screen.row(&cells), ["  7 收入  x", "    证明"]);
    }

    #[test]
    fn colours_are_only_where_they_are_wanted() {
        let screen = |colours| Screen { columns: 60, lang: Lang::En, colours };
        assert_eq!(screen(false).paint(BAD, "late"), "late");
        assert_eq!(screen(true).paint(BAD, "late"), "\u{1b}[1m\u{1b}[31mlate\u{1b}[0m");
    }
}
