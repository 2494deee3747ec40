//! How personal values are hidden where they are shown.

/// The first `head` and last `tail` characters, and a star for each between them. A text too short
/// to hide anything is all stars.
pub(super) fn middle(text: &str, head: usize, tail: usize) -> String {
    let count = text.chars().count();
    let hidden = if head + tail < count { head..count - tail } else { 0..count };
    text.chars().enumerate().map(|(i, c)| if hidden.contains(&i) { '*' } else { c }).collect()
}

/// A personal name: `张*`, `王*明`, `欧**娜`; a single character is hidden.
pub(super) fn name(text: &str) -> String {
    match text.chars().count() {
        0..=2 => middle(text, 1, 0),
        _ => middle(text, 1, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_is_always_hidden() {
        assert_eq!(middle("11010519491231002X", 6, 4), "110105********002X");
        assert_eq!(middle("13812345678", 3, 4), "138****5678");
        assert_eq!(middle("1234", 3, 4), "****");
        assert_eq!(middle("1234567", 3, 4), "*******");
        assert_eq!(middle("", 3, 4), "");
    }

    #[test]
    fn names_keep_the_first_and_the_last_of_three() {
        for (clear, hidden) in
            [("", ""), ("张", "*"), ("张三", "张*"), ("王小明", "王*明"), ("欧阳娜娜", "欧**娜"), ("Li", "L*")]
        {
            assert_eq!(name(clear), hidden);
        }
    }
}
